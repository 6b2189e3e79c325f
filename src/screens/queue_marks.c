/* SPDX-License-Identifier: MIT
 *
 * queue_marks.c -- selecting several items of the queue, for one verb on all of them.
 */
#include <string.h>

#include "context.h"
#include "queue_state.h"

enum {
    MARKED_AMONG = 500, /* rows are looked through for others by one author */
};

static bool is_kept_or_removed(const struct queue_item *item)
{
    return queue_is_about_post(item) || item->kind == QUEUE_REPORT;
}

static void mark_set(struct queue_state *s, int at, bool on)
{
    s->n_marked += on - s->marked[at];
    s->marked[at] = on;
}

/* With a count so many from here on, as the first of them. */
void queue_mark(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    int at = list_selected(&s->list), count = ui_count(ui) > 0 ? ui_count(ui) : 1, n;
    bool on = !s->marked[at];

    for (n = 0; n < count && at + n < s->n; n++)
        if (n == 0 || is_kept_or_removed(&s->rows[at + n]))
            mark_set(s, at + n, on);
    queue_select(s, at + n < s->n ? at + n : s->n - 1);
    queue_show_context(ui, s);
}

/* An alias is somebody's in one thread only. */
static bool is_same_author(const struct queue_item *one, const struct queue_item *other)
{
    return one->author.kind == other->author.kind &&
           (one->author.kind == AUTHOR_HANDLE || one->author.kind == AUTHOR_ALIAS) &&
           strcmp(one->author.name, other->author.name) == 0 &&
           (one->author.kind == AUTHOR_HANDLE || one->thread.v == other->thread.v);
}

void queue_mark_author(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    const struct queue_item *item = queue_selected(s);

    while (s->next && s->n < MARKED_AMONG && queue_more_rows(s, LIST_AFTER) > 0)
        item = queue_selected(s);
    for (int i = 0; i < s->n; i++)
        if (queue_is_about_post(&s->rows[i]) && is_same_author(item, &s->rows[i]))
            mark_set(s, i, true);
    ui_sayf(ui, "%d by %s are selected; * takes one out again.", s->n_marked, item->author.name);
    queue_show_context(ui, s);
}

bool queue_has_name(struct ui *ui, const void *state)
{
    const struct queue_state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->n && queue_is_about_post(&s->rows[at]) &&
           is_same_author(&s->rows[at], &s->rows[at]);
}
