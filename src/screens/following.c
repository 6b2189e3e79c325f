/* SPDX-License-Identifier: MIT
 *
 * following.c -- the threads, boards, tags and schools the caller follows: open one, or follow it
 * no longer.
 *
 * What is taken from the list can be brought back as long as this screen is open. More is loaded as
 * the selection moves towards the end.
 */
#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/state.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "glance.h"
#include "places.h"
#include "tag_keys.h"

enum {
    KIND_COLS = 8,
    PAGE_ROWS = 50, /* that a load brings: more than a screen shows */
    NEWS_COLS = 27, /* "12 new reports, new figures" */
    WIDE_COLS = 60, /* below, of what is new there is room for a word */
    WORD_COLS = 4,
};

struct state {
    struct ui *ui;       /* for the list's source, which loads by itself */
    struct follow *rows; /* room for as many as may be followed */
    int n;
    const char *next; /* cursor, NULL: no more */
    struct arena *page;
    struct moment now;
    char removed[STATE_TEXT_BYTES + 1]; /* "": nothing to bring back */
    struct list list;
    struct glance glance; /* at what is newest in the selected one */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static const char *title_of(const struct follow *f)
{
    return f->title ? f->title : "(not there any more)";
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct follow *f = &s->rows[index];
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *news = school_news_words(&a, &f->news);
    int end = row.x + row.cols - 1;

    (void)selected;
    if (news && row.cols < WIDE_COLS) {
        canvas_text_right(c, end, row.y, WORD_COLS, THEME_UNREAD, "new");
        end -= WORD_COLS;
    } else if (news) {
        canvas_text_right(c, end, row.y, NEWS_COLS, THEME_UNREAD, news);
        end -= NEWS_COLS + 1;
    }
    canvas_text_fit(c, row.x, row.y, KIND_COLS, THEME_DIM, follow_kind_name(f->kind));
    canvas_text_fit(c, row.x + KIND_COLS, row.y, end - row.x - KIND_COLS,
                    f->title ? THEME_TITLE : THEME_DIM, title_of(f));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct follow *f = &s->rows[index];

    const char *news = school_news_words(a, &f->news);

    return arena_printf(a, "%s, %s%s%s", title_of(f), follow_kind_name(f->kind), news ? ", " : "",
                        news ? news : "");
}

static enum err load_more(struct state *s, int limit)
{
    struct follow_page page;

    TRY(follow_list(s->page, visit_of(s->ui), s->next, limit, &page));
    s->next = page.next;
    for (int i = 0; i < page.n && s->n < STATE_FOLLOWS_MAX; i++)
        s->rows[s->n++] = page.rows[i];
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
    .empty = "You follow nothing yet. Press f in a thread, on the list of a board or at a school: "
             "what is new there comes to your inbox, or home. Nobody sees what you follow.",
};

/* The thread with the newest activity, of a board or with a tag. */
static thread_id newest_thread(struct ui *ui, board_id board, const char *tag)
{
    struct thread_query query = {.board = board, .tag = tag, .sort = THREADS_ACTIVE, .limit = 1};
    struct thread_page page;

    if (thread_list(ui_scratch(ui), visit_of(ui), &query, &page) != OK || page.n == 0)
        return (thread_id){0};
    return page.rows[0].id;
}

static void look(struct ui *ui, struct state *s)
{
    const struct follow *f = list_selected(&s->list) < 0 ? NULL : &s->rows[list_selected(&s->list)];
    const char *tag = f ? strchr(f->address, '/') : NULL;

    if (!f || !f->title || !glance_has_room(ui))
        glance_forget(&s->glance);
    else if (f->kind == FOLLOW_THREAD)
        glance_load(&s->glance, ui, f->thread);
    else if (f->kind == FOLLOW_BOARD)
        glance_load(&s->glance, ui, newest_thread(ui, f->board, NULL));
    else
        glance_load(&s->glance, ui,
                    tag ? newest_thread(ui, (board_id){0}, tag + 1) : (thread_id){0});
}

/* From the start, until so many rows are there. */
static enum err load_first(struct ui *ui, struct state *s, int rows)
{
    s->page = ui_page(ui);
    s->now = moment_now(ui);
    state_recheck(ui);
    s->n = 0;
    s->next = NULL;
    s->rows = arena_array(s->page, STATE_FOLLOWS_MAX, sizeof *s->rows);
    if (!s->rows)
        return E_NOMEM;
    TRY(load_more(s, PAGE_ROWS));
    while (s->next && s->n < rows)
        TRY(load_more(s, LIST_MAX));
    return OK;
}

static enum err following_load(struct ui *ui, void *state)
{
    struct state *s = state;

    TRY(load_first(ui, s, s->n));
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static enum err following_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    s->ui = ui;
    TRY(load_first(ui, s, 0));
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

static void following_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Following";
}

static void following_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->now);
    list_draw(&s->list, &source, s, canvas, list);
}

static bool following_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static void following_close(struct ui *ui, void *state)
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

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct follow *f = &s->rows[list_selected(&s->list)];
    struct thread_arg thread = {.thread = f->thread};
    struct thread_list_arg list = {.board = f->board};

    if (!f->title)
        ui_say(ui, "It is not there any more; x takes it from the list.");
    else if (f->kind == FOLLOW_THREAD)
        ui_push(ui, "thread", &thread, sizeof thread);
    else if (f->kind == FOLLOW_SCHOOL && f->school)
        ui_push(ui, "school", &(struct school_arg){f->school}, sizeof(struct school_arg));
    else if (f->kind == FOLLOW_BOARD)
        ui_push(ui, "thread_list", &list, sizeof list);
    else if (strncmp(f->address, "tag/", 4) == 0)
        tag_open(ui, f->address + 4);
}

static void unfollow(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct follow *f = &s->rows[list_selected(&s->list)];
    const char *address;
    enum err err;

    strcpy(s->removed, f->address); /* it came from the state, which keeps none longer */
    err = follow_remove(ui_scratch(ui), visit_of(ui), s->removed, &address);
    if (err == OK)
        err = following_load(ui, s);
    if (err == OK)
        ui_say(ui, "You do not follow it any more. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->removed[0] != '\0';
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    const char *address;
    enum err err = follow_add(ui_scratch(ui), visit_of(ui), s->removed, &address);

    if (err == OK) {
        s->removed[0] = '\0';
        err = following_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open what is selected", has_row},
    {'x', unfollow, "unfollow", "Follow it no longer", has_row},
    {'f', unfollow, NULL, "The same", has_row},
    {'z', undo, "undo", "Bring back what was taken from the list", can_undo},
    {' ', read_on_anywhere, NULL, "Read on where something is unread", has_unread_anywhere},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_following = {
    .name = "following",
    .about = "Following",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = following_open,
    .resume = following_load,
    .header = following_header,
    .draw = following_draw,
    .key = following_key,
    .close = following_close,
};
