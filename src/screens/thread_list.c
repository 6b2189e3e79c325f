/* SPDX-License-Identifier: MIT
 *
 * thread_list.c -- the threads of one board, newest activity first, or in another order.
 *
 * Your own drafts of threads on this board come first, then what is pinned. More threads are loaded
 * as the selection moves towards the end, by keyset: what is loaded stays right while others post.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/ui/list.h>

#include "board_keys.h"
#include "catching.h"
#include "context.h"
#include "glance.h"
#include "places.h"
#include "rows.h"
#include "tag_keys.h"

enum {
    PAGE_ROWS = 50,    /* threads a load brings: more than a screen shows */
    ROWS_MAX = 10000,  /* threads kept loaded; further ones are found by their tags and titles */
    RELOAD_ROWS = 200, /* a list this long is loaded anew on return, a longer one is not */
    DRAFTS_SHOWN = 5,
    COLUMNS_LEAST = 12, /* a lower body has no line above the columns */
};

struct state {
    struct ui *ui; /* for the list's source, which loads by itself */
    struct board board;
    enum thread_sort sort;
    struct draft drafts[DRAFTS_SHOWN];
    const char *draft_names[DRAFTS_SHOWN];
    int n_drafts;
    thread_id replies[DRAFT_SLOTS]; /* threads with a draft of a reply */
    int n_replies;
    struct thread_row *rows;
    int n, cap;
    const char *next; /* cursor, NULL: no more */
    struct arena *page;
    struct thread_columns columns;
    enum err may_start;
    bool rang; /* somebody posted here since the last load */
    bool anew; /* the person asked for all of it again */
    struct list list;
    struct glance glance; /* at the selected thread */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n_drafts + s->n;
}

static bool has_reply_draft(const struct state *s, thread_id thread)
{
    for (int i = 0; i < s->n_replies; i++)
        if (s->replies[i].v == thread.v)
            return true;
    return false;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    if (index < s->n_drafts)
        draft_row_draw(c, row, &s->columns, &s->drafts[index], s->draft_names[index]);
    else
        thread_row_draw(c, row, &s->columns, &s->rows[index - s->n_drafts],
                        has_reply_draft(s, s->rows[index - s->n_drafts].id) ? "draft" : NULL);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct thread_row *thread;

    if (index < s->n_drafts)
        return draft_row_say(a, &s->columns, &s->drafts[index], s->draft_names[index]);
    thread = &s->rows[index - s->n_drafts];
    return thread_row_say(a, &s->columns, thread,
                          has_reply_draft(s, thread->id) ? "with your draft of a reply" : NULL);
}

/* Room for `more` rows; the old array stays behind in the arena, at most as large again. */
static enum err rows_reserve(struct state *s, int more)
{
    struct thread_row *rows;
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

static enum err load_more(struct visit *v, struct state *s)
{
    struct thread_query query = {
        .board = s->board.id, .sort = s->sort, .after = s->next, .limit = PAGE_ROWS};
    struct thread_page page;

    TRY(thread_list(s->page, v, &query, &page));
    TRY(rows_reserve(s, page.n));
    if (page.n > 0)
        memcpy(&s->rows[s->n], page.rows, (size_t)page.n * sizeof *page.rows);
    s->n += page.n;
    s->next = s->n < ROWS_MAX ? page.next : NULL;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_AFTER && s->n >= ROWS_MAX)
        ui_say(s->ui, "No more than 10,000 threads are listed; s finds the others by their words.");
    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_more(visit_of(s->ui), s);
    if (err != OK) {
        ui_fail(s->ui, err);
        return 0;
    }
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty = "Nobody has written here yet. Press w to start the first thread.",
};

static const struct list_source source_for_readers = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty = "Nobody has written here yet.",
};

static const struct list_source *source_of(const struct state *s)
{
    return s->may_start == OK ? &source : &source_for_readers;
}

static const struct thread_row *selected_row(const struct state *s)
{
    int index = list_selected(&s->list) - s->n_drafts;

    return index >= 0 && index < s->n ? &s->rows[index] : NULL;
}

static thread_id selected_thread(const struct state *s)
{
    const struct thread_row *row = selected_row(s);

    return row ? row->id : (thread_id){0};
}

static enum err load_drafts(struct ui *ui, struct state *s)
{
    struct draft_page drafts;

    s->n_drafts = s->n_replies = 0;
    if (!is_member(ui))
        return OK;
    TRY(draft_list(s->page, visit_of(ui), &drafts));
    for (int i = 0; i < drafts.n; i++) {
        const struct draft *d = &drafts.rows[i];

        if (d->thread.v != 0 && s->n_replies < DRAFT_SLOTS)
            s->replies[s->n_replies++] = d->thread;
        if (d->thread.v != 0 || d->board.v != s->board.id.v || s->n_drafts == DRAFTS_SHOWN)
            continue;
        s->draft_names[s->n_drafts] = draft_name(s->page, visit_of(ui), d);
        s->drafts[s->n_drafts++] = *d;
    }
    return OK;
}

static enum err load(struct ui *ui, struct state *s, board_id board)
{
    s->page = ui_page(ui);
    s->rows = NULL;
    s->n = s->cap = 0;
    s->next = NULL;
    s->rang = s->anew = false;
    s->columns = (struct thread_columns){.marks = is_member(ui), .now = moment_now(ui)};
    unread_recount(ui);
    TRY(board_get(s->page, visit_of(ui), board, &s->board));
    s->may_start = board_can_start(visit_of(ui), &s->board);
    TRY(load_drafts(ui, s));
    return load_more(visit_of(ui), s);
}

static enum err thread_list_open(struct ui *ui, void *state, const void *arg)
{
    const struct thread_list_arg *a = arg;
    struct state *s = state;

    s->ui = ui;
    topic_listen(ui, TOPIC_BOARD, a->board.v);
    TRY(load(ui, s, a->board));
    list_reset(&s->list, source_of(s), s);
    glance_load_row(&s->glance, ui, selected_row(s));
    return OK;
}

static int find_thread(const struct state *s, thread_id id)
{
    for (int i = 0; i < s->n; i++)
        if (s->rows[i].id.v == id.v)
            return i;
    return -1;
}

/* Far down the list only the thread that was read is looked at again: loading everything above it
 * would cost what the list is long. */
static enum err refresh_selected(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list) - s->n_drafts;

    unread_recount(ui);
    TRY(board_get(s->page, visit_of(ui), s->board.id, &s->board));
    if (index < 0 || index >= s->n)
        return OK;
    return thread_get(s->page, visit_of(ui), s->rows[index].id, &s->rows[index]);
}

/* Load again, as far as was loaded, and keep the same thread selected wherever it is now. */
static enum err thread_list_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    thread_id was = selected_thread(s);
    int loaded = s->n, index;

    if (loaded > RELOAD_ROWS && !s->anew)
        return refresh_selected(ui, s);
    TRY(load(ui, s, s->board.id));
    while (s->next && s->n < loaded && s->n < RELOAD_ROWS)
        TRY(load_more(visit_of(ui), s));
    index = was.v != 0 ? find_thread(s, was) : -1;
    if (index >= 0)
        list_follow(&s->list, source_of(s), s, s->n_drafts + index);
    list_clamp(&s->list, source_of(s), s);
    glance_forget(&s->glance);
    glance_load_row(&s->glance, ui, selected_row(s));
    return OK;
}

static void thread_list_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    char unread[COUNT_SIZE];

    ret->quiet = s->board.mode == BOARD_ALIAS;
    ret->place = ret->quiet ? arena_printf(ui_scratch(ui), "%s · aliases only", s->board.title)
                            : s->board.title;
    if (s->rang)
        ret->right = "new posts: Ctrl-R";
    else if (ret->quiet && is_narrow(ui)) /* that it is one has to be said whole */
        ret->right = "";
    else if (s->board.unread > 0)
        ret->right = arena_printf(ui_scratch(ui), "%s%s%s unread here",
                                  is_narrow(ui) ? "" : visit_name(ui), is_narrow(ui) ? "" : " · ",
                                  count_format(s->board.unread, unread));
}

static void thread_list_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, glance;

    glance_divide(body, &list, &glance);
    glance_draw(&s->glance, ui, canvas, glance, &s->columns.now);
    if (body.rows >= COLUMNS_LEAST && count_rows(s) > 0) {
        struct area heading = {list.x + 2, list.y, list.cols - 2, 1};

        thread_heading_draw(canvas, heading, &s->columns);
        list.y++;
        list.rows--;
    }
    list_draw(&s->list, source_of(s), s, canvas, list);
}

static bool thread_list_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, source_of(s), s, ui, key))
        return false;
    glance_load_row(&s->glance, ui, selected_row(s));
    return true;
}

static void thread_list_bell(struct ui *ui, void *state, uint64_t topic)
{
    struct state *s = state;

    if (topic != topic_number(TOPIC_BOARD, s->board.id.v))
        return;
    if (s->n > RELOAD_ROWS)
        s->rang = true; /* so long a list is loaded anew when the person asks for it */
    else
        ui_reload(ui);
}

static void thread_list_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static bool may_start(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->may_start == OK;
}

/* The next thread is the next one that is seen: a narrowed list has no others. */
static void open_thread(struct ui *ui, struct state *s, int index)
{
    struct thread_arg arg = {.thread = s->rows[index].id};
    thread_id *ids = arena_array(ui_scratch(ui), (size_t)s->n, sizeof *ids);

    for (int i = 0; ids && i < s->n; i++)
        if (list_shows(&s->list, s->n_drafts + i))
            ids[arg.n_neighbors++] = s->rows[i].id;
    arg.neighbors = ids;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);

    if (index < 0)
        return;
    if (index < s->n_drafts) {
        struct compose_arg arg = {.draft = s->drafts[index].number, .board = s->board.id};

        ui_push(ui, "compose", &arg, sizeof arg);
        return;
    }
    open_thread(ui, s, index - s->n_drafts);
}

static void write_thread(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct compose_arg arg = {.board = s->board.id};

    ui_push(ui, "compose", &arg, sizeof arg);
}

static bool may_not_start(struct ui *ui, const void *state)
{
    return !may_start(ui, state);
}

static void say_why_not(struct ui *ui, void *state)
{
    const struct state *s = state;

    ui_fail(ui, s->may_start);
}

static void toggle_follow(struct ui *ui, void *state)
{
    const struct state *s = state;

    board_toggle_follow(ui, &s->board);
}

static void show_guide(struct ui *ui, void *state)
{
    const struct state *s = state;

    board_show_guide(ui, &s->board);
}

static bool is_a_member(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static void reload(struct ui *ui, void *state)
{
    struct state *s = state;

    s->anew = true;
    ui_reload(ui);
}

static void next_unread(struct ui *ui, void *state)
{
    struct state *s = state;

    if (!read_next_unread(ui, s->board.id))
        list_key(&s->list, source_of(s), s, ui, K_PAGE_DOWN);
}

static bool has_unread(struct ui *ui, const void *state)
{
    (void)state;
    return context_of(ui)->unread > 0;
}

static bool has_no_unread(struct ui *ui, const void *state)
{
    return !has_unread(ui, state);
}

static bool is_members(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static void catch_up_here(struct ui *ui, void *state)
{
    const struct state *s = state;
    int index = list_selected(&s->list) - s->n_drafts;

    catching_ask(ui, s->board.id, index >= 0 && index < s->n ? s->rows[index].id : (thread_id){0});
}

static void change_order(struct ui *ui, void *state)
{
    static const char *const names[] = {[THREADS_ACTIVE] = "the newest activity",
                                        [THREADS_NEW] = "the newest threads",
                                        [THREADS_HELPFUL] = "the most helpful threads"};
    struct state *s = state;

    s->sort = s->sort == THREADS_HELPFUL ? THREADS_ACTIVE : s->sort + 1;
    s->anew = true;
    ui_sayf(ui, "First %s.", names[s->sort]);
    ui_reload(ui);
}

static void show_tagged(struct ui *ui, void *state)
{
    tag_ask(ui, selected_row(state));
}

static bool has_tags(struct ui *ui, const void *state)
{
    const struct thread_row *row = selected_row(state);

    (void)ui;
    return row && row->n_tags > 0;
}

static void search(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct search_arg arg = {.board = s->board.slug};

    ui_push(ui, "search", &arg, sizeof arg);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "read", "Read the selected thread, go on with the draft", has_row},
    {'w', write_thread, "write", "Start a thread on this board", may_start},
    {'w', say_why_not, NULL, "", may_not_start},
    {' ', next_unread, "next unread", "Read on where something is unread, here first", has_unread},
    {' ', next_unread, NULL, "", has_no_unread},
    {'o', change_order, NULL, "Another order: newest activity, newest threads, most helpful", NULL},
    {'c', catch_up_here, NULL, "Catch up: take a thread, the board or everything for read", is_members},
    {'z', catching_undo, NULL, "Take the last catching up back", catching_can_undo},
    {'i', show_guide, NULL, "The guide of this board: what to know first, and posts worth keeping", NULL},
    {'t', show_tagged, NULL, "Threads of all boards with a tag of the selected one", has_tags},
    {'c', tell_guest, NULL, "", is_guest},
    {'f', tell_guest, NULL, "", is_guest},
    {'f', toggle_follow, NULL, "Follow this board, or no longer; g f lists what you follow", is_a_member},
    {K_CTRL('r'), reload, NULL, "Look for new posts", NULL},
    {'s', search, "search", "Search for words on this board", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_thread_list = {
    .name = "thread_list",
    .about = "Threads of a board",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = thread_list_open,
    .resume = thread_list_resume,
    .header = thread_list_header,
    .draw = thread_list_draw,
    .key = thread_list_key,
    .bell = thread_list_bell,
    .close = thread_list_close,
};
