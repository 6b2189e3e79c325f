/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- what is new for the caller: answers, mentions, what they follow.
 *
 * More is loaded as the selection moves towards the end, by keyset. Loaded anew, as far as it was
 * loaded, whenever the screen is on top; clearing can be taken back as long as the visit lasts.
 */
#include <curbside/base/count.h>
#include <curbside/domain/inbox.h>

#include <string.h>

#include <curbside/ui/list.h>

#include "age.h"
#include "context.h"
#include "glance.h"
#include "inbox_rows.h"
#include "places.h"

enum {
    PAGE_ROWS = 50,   /* that a load brings: more than a screen shows */
    ROWS_MAX = 10000, /* kept loaded; further ones come when these are cleared */
};

struct state {
    struct ui *ui; /* for the list's source, which loads by itself */
    struct inbox_row *rows;
    int n, cap;
    const char *next; /* cursor, NULL: no more */
    struct arena *page;
    int unread;     /* of the loaded rows, those with something unread */
    bool uncounted; /* there are rows behind them */
    bool cleared;   /* in this screen */
    struct moment now;
    struct list list;
    struct glance glance; /* at the selected row */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    inbox_row_draw(c, row, &s->now, &s->rows[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return inbox_row_say(a, &s->now, &s->rows[index]);
}

/* Room for a page more; the old array stays behind in the arena, at most as large again. */
static enum err rows_reserve(struct state *s, int more)
{
    struct inbox_row *rows;
    int cap = s->cap > 0 ? s->cap : PAGE_ROWS;

    while (cap < s->n + more)
        cap *= 2;
    if (cap == s->cap)
        return OK;
    rows = arena_array(s->page, (size_t)cap, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    if (s->n > 0)
        memcpy(rows, s->rows, (size_t)s->n * sizeof *rows);
    s->rows = rows;
    s->cap = cap;
    return OK;
}

static enum err load_more(struct state *s, int limit)
{
    struct inbox_page page;

    TRY(inbox_list(s->page, visit_of(s->ui), s->next, limit, &page));
    TRY(rows_reserve(s, page.n));
    if (page.n > 0)
        memcpy(&s->rows[s->n], page.rows, (size_t)page.n * sizeof *page.rows);
    for (int i = 0; i < page.n; i++)
        s->unread += page.rows[i].unread > 0;
    s->n += page.n;
    s->uncounted = page.next != NULL;
    s->next = s->n < ROWS_MAX ? page.next : NULL;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_more(s, PAGE_ROWS);
    if (err != OK)
        ui_fail(s->ui, err);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty = "Nothing is new for you. Answers to your posts come here, your name in other posts "
             "(@handle, or ~alias in its thread), and what is unread in what you follow (f).",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (index >= 0)
        glance_load_post(&s->glance, ui, s->rows[index].thread.id, s->rows[index].no);
    else
        glance_forget(&s->glance);
}

/* From the start, until so many rows are there. */
static enum err load_first(struct ui *ui, struct state *s, int rows)
{
    s->page = ui_page(ui);
    s->rows = NULL;
    s->n = s->cap = s->unread = 0;
    s->next = NULL;
    s->now = moment_now(ui);
    unread_recount(ui);
    TRY(load_more(s, PAGE_ROWS));
    while (s->next && s->n < rows)
        TRY(load_more(s, INBOX_MAX));
    return OK;
}

static int find_thread(const struct state *s, thread_id id)
{
    for (int i = 0; i < s->n; i++)
        if (s->rows[i].thread.id.v == id.v)
            return i;
    return -1;
}

/* The same thread stays selected; if it has left, what came to its place is. */
static enum err inbox_load(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    thread_id was = {index >= 0 && index < s->n ? s->rows[index].thread.id.v : 0};

    TRY(load_first(ui, s, s->n));
    index = was.v != 0 ? find_thread(s, was) : -1;
    if (index >= 0)
        list_follow(&s->list, &source, s, index);
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static enum err inbox_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    s->ui = ui;
    topic_listen(ui, TOPIC_FORUM, 0);
    TRY(load_first(ui, s, 0));
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

/* Whatever was posted may be for this reader. */
static void inbox_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    if (topic == topic_number(TOPIC_FORUM, 0))
        ui_reload(ui);
}

static void inbox_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    const char *more = s->uncounted ? "+" : "";
    char unread[COUNT_SIZE];

    ret->place = "Inbox";
    if (s->unread > 0 && is_narrow(ui))
        ret->right = arena_printf(ui_scratch(ui), "%s%s unread", count_format(s->unread, unread),
                                  more);
    else if (s->unread > 0)
        ret->right = arena_printf(ui_scratch(ui), "%s · %s%s unread here", visit_name(ui),
                                  count_format(s->unread, unread), more);
}

static void inbox_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->now);
    list_draw(&s->list, &source, s, canvas, list);
}

static void inbox_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static bool inbox_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_at(struct ui *ui, struct state *s, int index)
{
    const struct inbox_row *r = &s->rows[index];
    struct thread_arg arg = {.thread = r->thread.id, .no = r->no};
    thread_id *ids = arena_array(ui_scratch(ui), (size_t)s->n, sizeof *ids);

    for (int i = 0; ids && i < s->n; i++)
        if (list_shows(&s->list, i))
            ids[arg.n_neighbors++] = s->rows[i].thread.id;
    arg.neighbors = ids;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;

    open_at(ui, s, list_selected(&s->list));
}

/* The next unread row from the selected one on, then from the start, then anywhere. */
static void read_on(struct ui *ui, void *state)
{
    struct state *s = state;
    int from = list_selected(&s->list);

    for (int i = 0; i < s->n; i++) {
        int at = (from + i) % s->n;

        if (s->rows[at].unread == 0 || !list_shows(&s->list, at))
            continue;
        list_select(&s->list, &source, s, at);
        open_at(ui, s, at);
        return;
    }
    read_on_anywhere(ui, s);
}

static void clear_all(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = inbox_clear(visit_of(ui));

    if (err == OK)
        err = inbox_load(ui, s);
    s->cleared = err == OK;
    if (err == OK)
        ui_say(ui, "Cleared; in the threads nothing was marked read. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->cleared;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = inbox_clear_undo(visit_of(ui));

    s->cleared = false;
    if (err == OK)
        err = inbox_load(ui, s);
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

static void reload(struct ui *ui, void *state)
{
    enum err err = inbox_load(ui, state);

    if (err != OK)
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "read", "Read it, from the first unread post it is about", has_row},
    {'c', clear_all, "clear all", "Clear the inbox; nothing is marked read in the threads", has_row},
    {' ', read_on, "next unread", "Read on where something is unread, here first", has_unread_anywhere},
    {'z', undo, "undo", "Bring back what was cleared", can_undo},
    {K_CTRL('r'), reload, NULL, "Look for what came meanwhile", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_inbox = {
    .name = "inbox",
    .about = "Inbox",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = inbox_open,
    .resume = inbox_load,
    .header = inbox_header,
    .draw = inbox_draw,
    .key = inbox_key,
    .bell = inbox_bell,
    .close = inbox_close,
};
