/* SPDX-License-Identifier: MIT
 *
 * thread_table.c -- a list of threads as an answer: JSON, or rows that fit the width.
 */
#include "thread_table.h"

#include "json.h"
#include "page.h"

enum {
    ID_COLS = 9, /* ids are below 10^9 */
    AUTHOR_COLS = 18,
    POSTS_COLS = 6,
    UNREAD_COLS = 7,
    DAY_COLS = 10,
    GAP_COLS = 2,
    TABLE_COLS = 100, /* narrower, a title would have less than half the line */
};

static json_t *describe(const struct thread_row *t)
{
    json_t *thread = json_pack("{s:I, s:o, s:o, s:o, s:s, s:I, s:I, s:o, s:o, s:o, s:I, s:b, s:b}",
                               "id", (json_int_t)t->id.v, "board", json_text(t->board_slug),
                               "title", json_text(t->title), "author", json_text(t->author.name),
                               "author_kind", author_kind_name(t->author.kind), "posts",
                               (json_int_t)t->posts, "helpful", (json_int_t)t->helpful, "tags",
                               json_texts((const char *const *)t->tags, t->n_tags), "created",
                               json_time(t->created), "active", json_time(t->active), "unread",
                               (json_int_t)t->unread, "pinned", t->pinned, "locked", t->locked);

    if (thread && t->hidden)
        json_object_set_new(thread, "hidden", json_true());
    return thread;
}

json_t *thread_table_json(const struct thread_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++)
        json_array_append_new(list, describe(&page->rows[i]));
    return json_pack("{s:o, s:o}", "threads", list, "next", json_text(page->next));
}

/* Title with what marks it: "pinned: ", tags after it. */
static const char *full_title(struct command *c, const struct thread_row *t)
{
    const char *title = t->title;

    if (t->hidden)
        title = "(hidden by you)";
    if (t->locked)
        title = arena_printf(c->arena, "(locked) %s", title);
    if (t->pinned)
        title = arena_printf(c->arena, "(pinned) %s", title);
    for (int i = 0; i < t->n_tags; i++)
        title = arena_printf(c->arena, "%s #%s", title, t->tags[i]);
    return title;
}

/* One line of the table; the heading is one too. `unread` NULL: the column is left out. */
struct line {
    const char *id, *title, *by, *posts, *unread, *active;
};

static void wide_line(struct command *c, const struct line *l)
{
    int fixed = ID_COLS + AUTHOR_COLS + POSTS_COLS + DAY_COLS + 3 * GAP_COLS +
                (l->unread ? UNREAD_COLS : 0);

    page_cell_right(c, l->id, ID_COLS);
    page_cell(c, "", GAP_COLS);
    page_cell(c, l->title, c->width - fixed);
    page_cell(c, "", GAP_COLS);
    page_cell(c, l->by, AUTHOR_COLS);
    page_cell_right(c, l->posts, POSTS_COLS);
    if (l->unread)
        page_cell_right(c, l->unread, UNREAD_COLS);
    page_cell(c, "", GAP_COLS);
    page_cell(c, l->active, DAY_COLS);
    page_end_row(c);
}

static void wide_row(struct command *c, const struct thread_row *t, bool boards, bool unread_column)
{
    wide_line(c, &(struct line){
                     .id = arena_printf(c->arena, "%lld", (long long)t->id.v),
                     .title = full_title(c, t),
                     .by = boards ? t->board_title : t->author.name,
                     .posts = page_number(c, t->posts),
                     .unread = unread_column ? t->unread ? page_number(c, t->unread) : "" : NULL,
                     .active = page_day(c, t->active),
                 });
}

/* The number, the whole title beside it, the rest below: nothing is cut on an ordinary terminal. */
static void narrow_row(struct command *c, const struct thread_row *t, bool boards)
{
    const char *unread = t->unread
                             ? arena_printf(c->arena, " (%s unread)", page_number(c, t->unread))
                             : "";

    page_entry(c, 0, arena_printf(c->arena, "%*lld", ID_COLS, (long long)t->id.v),
               ID_COLS + GAP_COLS, full_title(c, t));
    page_text(c, ID_COLS + GAP_COLS, ID_COLS + GAP_COLS,
              arena_printf(c->arena, "%s, %s%s, %s", boards ? t->board_title : t->author.name,
                           page_count(c, t->posts, "post", "posts"), unread,
                           page_day(c, t->active)));
}

void thread_table_text(struct command *c, const struct thread_page *page, bool boards)
{
    bool unread = false;

    for (int i = 0; i < page->n; i++)
        unread = unread || page->rows[i].unread;
    if (c->width >= TABLE_COLS && page->n > 0)
        wide_line(c, &(struct line){"thread", "title", boards ? "board" : "by", "posts",
                                    unread ? "unread" : NULL, "active"});
    for (int i = 0; i < page->n; i++) {
        if (c->width >= TABLE_COLS)
            wide_row(c, &page->rows[i], boards, unread);
        else
            narrow_row(c, &page->rows[i], boards);
    }
}
