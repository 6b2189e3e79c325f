/* SPDX-License-Identifier: MIT
 *
 * home.c -- where a visit begins and comes back to: what is for you, the places, what is going on.
 *
 * One list with headings. A guest has no "For you"; nothing is listed that does not exist yet.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/look.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/sanction.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "catching.h"
#include "context.h"
#include "for_you.h"
#include "glance.h"
#include "home_links.h"
#include "places.h"
#include "rows.h"
#include "week_plot.h"

enum {
    HOME_LATEST = 20, /* threads of the latest activity */
    ITEMS_MAX = FOR_YOU_MAX + HOME_LATEST + 17,
    PLACES_MAX = 9,
    PLACE_COLS = 16,
    PLACE_LONG_COLS = 23, /* "Confidential Consult" */
    LINKS_LEAST = 16,     /* rows of a body that has one for links */
};

struct place {
    const char *label;
    const char *note;
    const char *screen;
    void (*go)(struct ui *ui); /* in place of opening a screen; NULL: that */
};

enum item_kind {
    ITEM_BLANK,
    ITEM_HEADING,
    ITEM_WORDS,
    ITEM_NOTICE, /* of a moderator; from here on they can be selected */
    ITEM_THANKS, /* for flags that led somewhere */
    ITEM_FOR_YOU,
    ITEM_PLACE,
    ITEM_LATEST
};

struct item {
    enum item_kind kind;
    int index;
    const char *text; /* of a heading or of words */
};

struct state {
    struct item items[ITEMS_MAX];
    int n;
    struct place places[PLACES_MAX];
    int n_places;
    bool long_places; /* one of them has a long name */
    struct for_you for_you;
    struct thread_page latest;
    struct board_weeks weeks; /* beside the places, where there is room */
    bool notice;              /* a moderator told the caller something */
    const char *thanks;       /* what became of flags; NULL: nothing new */
    struct thread_columns columns;
    struct list list;
    struct glance glance; /* at the selected thread */
};

static void go_confidential(struct ui *ui)
{
    if (!confidential_open(ui))
        ui_fail(ui, E_NOTFOUND);
}

static void go_joining(struct ui *ui)
{
    struct about_arg arg = {ABOUT_JOINING};

    if (context_of(ui)->key_proven)
        ui_push(ui, "join", NULL, 0);
    else
        ui_push(ui, "about", &arg, sizeof arg);
}

static int count_items(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static bool item_selectable(const void *ctx, int index)
{
    const struct state *s = ctx;

    return s->items[index].kind >= ITEM_NOTICE;
}

static void draw_place(struct canvas *c, struct area row, const struct state *s, int index)
{
    const struct place *place = &s->places[index];
    int label = s->long_places ? PLACE_LONG_COLS : PLACE_COLS;
    int note = row.x + 2 + label;
    int plot = week_plot_cols(&s->weeks, row.cols, s->long_places);
    int end = plot > 0 ? row.x + row.cols - plot - 2 : row.x + row.cols;

    canvas_printf(c, row.x + 1, row.y, 2, THEME_KEY, "%d", index + 1);
    canvas_text_fit(c, row.x + 3, row.y, label - 2, THEME_TITLE, place->label);
    /* Beside long names there is room for a count; what would be cut says nothing. */
    if (!s->long_places || canvas_text_cols(c, place->note) <= end - note)
        canvas_text_fit(c, note, row.y, end - note, THEME_DIM, place->note);
    if (plot > 0 && index < s->weeks.n)
        week_plot_draw(c, (struct area){end + 1, row.y, plot, 1}, &s->weeks.rows[index]);
}

static void draw_item(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];
    int plot = week_plot_cols(&s->weeks, row.cols, s->long_places);

    (void)selected;
    switch (item->kind) {
    case ITEM_BLANK:
        break;
    case ITEM_HEADING:
        canvas_text_fit(c, row.x - 1, row.y, row.cols, THEME_SECTION, item->text);
        if (item->index > 0 && plot > 0)
            canvas_text(c, row.x + row.cols - plot - 1, row.y, plot, THEME_SECTION,
                        "Posts this week");
        break;
    case ITEM_WORDS:
        canvas_text_fit(c, row.x + 1, row.y, row.cols - 1, THEME_DIM, item->text);
        break;
    case ITEM_NOTICE:
        canvas_text_fit(c, row.x + 1, row.y, row.cols - 1, THEME_WARNING, item->text);
        break;
    case ITEM_THANKS:
        canvas_text_fit(c, row.x + 1, row.y, row.cols - 1, THEME_OK, item->text);
        break;
    case ITEM_FOR_YOU:
        for_you_draw(c, row, &s->for_you.lines[item->index], &s->columns.now);
        break;
    case ITEM_LATEST:
        thread_row_draw(c, row, &s->columns, &s->latest.rows[item->index], NULL);
        break;
    case ITEM_PLACE:
        draw_place(c, row, s, item->index);
        break;
    }
}

static const char *say_item(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];

    switch (item->kind) {
    case ITEM_HEADING:
        return item->index > 0 && s->weeks.n > 0
                   ? arena_printf(a, "%s. %s", item->text, week_plot_say(a, &s->weeks))
                   : item->text;
    case ITEM_FOR_YOU:
        return for_you_say(a, &s->for_you.lines[item->index], &s->columns.now);
    case ITEM_LATEST:
        return thread_row_say(a, &s->columns, &s->latest.rows[item->index], NULL);
    case ITEM_PLACE:
        return arena_printf(a, "%s, %s", s->places[item->index].label, s->places[item->index].note);
    default:
        return NULL;
    }
}

static const struct list_source source = {
    .count = count_items,
    .draw = draw_item,
    .say = say_item,
    .selectable = item_selectable,
};

static void add_item(struct state *s, enum item_kind kind, int index, const char *text)
{
    if (s->n < ITEMS_MAX)
        s->items[s->n++] = (struct item){kind, index, text};
}

static void list_for_you(struct ui *ui, struct state *s)
{
    add_item(s, ITEM_HEADING, 0, "For you");
    if (s->notice)
        add_item(s, ITEM_NOTICE, 0, "A moderator has told you something");
    if (s->thanks)
        add_item(s, ITEM_THANKS, 0, s->thanks);
    for (int i = 0; i < s->for_you.n; i++)
        add_item(s, ITEM_FOR_YOU, i, NULL);
    if (s->for_you.n == 0 && !s->notice && !s->thanks)
        add_item(s, ITEM_WORDS, 0, context_of(ui)->unread > 0 ? "" : "Nothing unread.");
    add_item(s, ITEM_BLANK, 0, NULL);
}

static bool is_listed(const struct state *s, thread_id id)
{
    for (int i = 0; i < s->for_you.n; i++)
        if (s->for_you.lines[i].thread.v == id.v)
            return true;
    return false;
}

/* What stands under "For you" already is not said twice. */
static void list_latest(struct state *s)
{
    bool any = false;

    if (s->latest.n == 0) {
        add_item(s, ITEM_BLANK, 0, NULL);
        add_item(s, ITEM_HEADING, 0, "Latest");
        add_item(s, ITEM_WORDS, 0, "Nobody has written yet: 1, a board, and w begins a thread.");
    }
    for (int i = 0; i < s->latest.n; i++) {
        if (is_listed(s, s->latest.rows[i].id))
            continue;
        if (!any) {
            add_item(s, ITEM_BLANK, 0, NULL);
            add_item(s, ITEM_HEADING, 0, "Latest");
        }
        any = true;
        add_item(s, ITEM_LATEST, i, NULL);
    }
}

static void list_items(struct ui *ui, struct state *s)
{
    s->n = 0;
    if (is_member(ui))
        list_for_you(ui, s);
    add_item(s, ITEM_HEADING, 1, "Places"); /* 1: with the plot beside it */
    for (int i = 0; i < s->n_places; i++)
        add_item(s, ITEM_PLACE, i, NULL);
    list_latest(s);
}

/* The same thing in other rows: a place is its number, everything else its thread. */
static thread_id item_thread(const struct state *s, const struct item *item)
{
    if (item->kind == ITEM_FOR_YOU)
        return s->for_you.lines[item->index].thread;
    if (item->kind == ITEM_LATEST)
        return s->latest.rows[item->index].id;
    return (thread_id){0};
}

/* Where the item that was selected stands now, -1: nowhere. A thread may have moved from the latest
 * to what is for the reader; where it went the other way it was read, and the next one is selected.
 */
static int find_item(const struct state *s, const struct item *was, thread_id thread)
{
    for (int i = 0; i < s->n; i++) {
        const struct item *item = &s->items[i];

        if (thread.v != 0 ? item->kind <= was->kind && item_thread(s, item).v == thread.v
                          : item->kind == was->kind && item->index == was->index)
            return i;
    }
    return -1;
}

static void add_place(struct state *s, const char *label, const char *note, const char *screen,
                      void (*go)(struct ui *))
{
    if (s->n_places < PLACES_MAX)
        s->places[s->n_places++] = (struct place){label, note ? note : "", screen, go};
}

/* How many drafts are kept, counted only where there is one. */
static enum err count_drafts(struct ui *ui, struct arena *page, const struct state *s, int *ret)
{
    struct draft_page drafts = {0};
    bool any = false;

    for (int i = 0; i < s->for_you.n; i++)
        any = any || strcmp(s->for_you.lines[i].screen, "compose") == 0 ||
              strcmp(s->for_you.lines[i].screen, "report") == 0;
    if (any)
        TRY(draft_list(page, visit_of(ui), &drafts));
    *ret = drafts.n;
    return OK;
}

static enum err load_places(struct ui *ui, struct arena *page, const struct board_page *boards,
                            struct state *s)
{
    const struct board *confidential = confidential_find(boards);
    char posts[COUNT_SIZE];
    int64_t n = 0, questions;
    int drafts;

    TRY(count_drafts(ui, page, s, &drafts));
    for (int i = 0; i < boards->n; i++)
        n += boards->rows[i].posts;
    s->n_places = 0;
    if (context_of(ui)->unread > 0)
        add_place(s, "Boards",
                  arena_printf(page, "%s unread", count_format(context_of(ui)->unread, posts)),
                  "boards", NULL);
    else
        add_place(s, "Boards",
                  arena_printf(page, "%d boards, %s posts", boards->n, count_format(n, posts)),
                  "boards", NULL);
    add_place(s, "Interviews", "what the day is like", "interviews", NULL);
    TRY(question_count(visit_of(ui), &questions));
    add_place(s, "Question bank",
              arena_printf(page, "%s%s questions", questions == QUESTION_COUNT_MAX ? "over " : "",
                           count_format(questions - (questions == QUESTION_COUNT_MAX), posts)),
              "questions", NULL);
    s->long_places = confidential != NULL;
    if (confidential)
        add_place(s, "Confidential Consult",
                  confidential->unread > 0
                      ? arena_printf(page, "%s unread", count_format(confidential->unread, posts))
                      : "a name for each thread",
                  NULL, go_confidential);
    if (!is_member(ui))
        add_place(s, "Join",
                  is_narrow(ui)                ? "no email needed"
                  : context_of(ui)->key_proven ? "with the key you came with; no email"
                                               : "two lines make a throwaway key",
                  NULL, go_joining);
    else
        add_place(s, "Drafts",
                  drafts > 0 ? arena_printf(page, "%d kept", drafts) : "nothing half written",
                  "drafts", NULL);
    add_place(s, "About", is_narrow(ui) ? "anonymity, rules" : "anonymity, house rules", "about",
              NULL);
    if (is_member(ui))
        add_place(s, "You", "keys and privacy", "account", NULL);
    if (is_moderator(ui))
        add_place(
            s, "Queue",
            context_of(ui)->waiting > 0
                ? arena_printf(page, "%s to look at", count_format(context_of(ui)->waiting, posts))
                : "nothing waits",
            "queue", NULL);
    if (ui_has_screen(ui, "sysop"))
        add_place(s, "Sysop menu", "boards, roles, settings", "sysop", NULL);
    return OK;
}

static enum err home_load(struct ui *ui, void *state)
{
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = HOME_LATEST};
    AUTO_LOOK struct look look = LOOK_NONE;
    struct state *s = state;
    struct arena *page = ui_page(ui);
    struct board_page boards;

    s->columns = (struct thread_columns){
        .boards = true, .marks = is_member(ui), .now = moment_now(ui)};
    state_recheck(ui);
    TRY(look_begin(&look, visit_of(ui)));
    TRY(board_list(page, visit_of(ui), &boards));
    unread_sum(ui, &boards);
    s->notice = false;
    if (is_member(ui))
        TRY(sanction_has_news(visit_of(ui), &s->notice));
    TRY(for_you_thanks(ui, page, &s->thanks));
    TRY(for_you_load(ui, page, &s->for_you));
    TRY(load_places(ui, page, &boards, s));
    TRY(board_weeks(page, visit_of(ui), &boards, s->n_places, &s->weeks));
    TRY(thread_list(page, visit_of(ui), &query, &s->latest));
    TRY(look_end(&look));
    list_items(ui, s);
    return OK;
}

/* Beside the list, where a line leads to. */
static void glance_at_selected(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (index >= 0 && s->items[index].kind == ITEM_FOR_YOU)
        for_you_glance(&s->glance, ui, &s->for_you.lines[s->items[index].index]);
    else if (index >= 0 && s->items[index].kind == ITEM_LATEST)
        glance_load_row(&s->glance, ui, &s->latest.rows[s->items[index].index]);
    else
        glance_load_row(&s->glance, ui, NULL);
}

/* Others post while one reads: what is selected stays so, wherever it stands now. */
static enum err home_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    struct item was = {.kind = ITEM_BLANK};
    thread_id thread = {0};

    if (index >= 0 && index < s->n) {
        was = s->items[index];
        thread = item_thread(s, &was);
    }
    TRY(home_load(ui, s));
    index = was.kind == ITEM_BLANK ? -1 : find_item(s, &was, thread);
    if (index >= 0)
        list_follow(&s->list, &source, s, index);
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    glance_at_selected(ui, s);
    return OK;
}

static enum err home_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    topic_listen(ui, TOPIC_FORUM, 0);
    TRY(home_load(ui, s));
    list_reset(&s->list, &source, s);
    glance_at_selected(ui, s);
    return OK;
}

static void home_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    if (topic == topic_number(TOPIC_FORUM, 0))
        ui_reload(ui);
}

static void home_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Curbside";
}

static void home_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    if (body.rows >= LINKS_LEAST && !plain_hears(canvas)) { /* there they are commands */
        body.rows -= 2;
        home_links_draw(canvas,
                        (struct area){body.x + 1, body.y + body.rows + 1, body.cols - 2, 1});
    }
    glance_divide_from(body, WEEK_PLOT_FROM, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->columns.now);
    list_draw(&s->list, &source, s, canvas, list);
}

static bool home_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    glance_at_selected(ui, s);
    return true;
}

static void home_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static void open_place(struct ui *ui, struct state *s, int index)
{
    if (index >= s->n_places)
        return;
    if (s->places[index].go)
        s->places[index].go(ui);
    else
        ui_push(ui, s->places[index].screen, NULL, 0);
}

static void open_item(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    struct thread_arg arg = {0};
    const struct item *item;

    if (index < 0)
        return;
    item = &s->items[index];
    if (item->kind == ITEM_PLACE) {
        open_place(ui, s, item->index);
        return;
    }
    if (item->kind == ITEM_NOTICE) {
        ui_push(ui, "sanctions", NULL, 0);
        return;
    }
    if (item->kind == ITEM_THANKS) {
        ui_push(ui, "flagged", NULL, 0);
        return;
    }
    if (item->kind == ITEM_FOR_YOU) {
        for_you_open(ui, &s->for_you.lines[item->index]);
        return;
    }
    arg.thread = s->latest.rows[item->index].id;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static void place_1(struct ui *ui, void *state)
{
    open_place(ui, state, 0);
}

static void place_2(struct ui *ui, void *state)
{
    open_place(ui, state, 1);
}

static void place_3(struct ui *ui, void *state)
{
    open_place(ui, state, 2);
}

static void place_4(struct ui *ui, void *state)
{
    open_place(ui, state, 3);
}

static void place_5(struct ui *ui, void *state)
{
    open_place(ui, state, 4);
}

static void place_6(struct ui *ui, void *state)
{
    open_place(ui, state, 5);
}

static bool has_5(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->n_places == 5;
}

static bool has_6(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->n_places == 6;
}

static bool has_7(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->n_places == 7;
}

static bool has_8(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->n_places == 8;
}

static bool has_9(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->n_places == 9;
}

static void place_9(struct ui *ui, void *state)
{
    open_place(ui, state, 8);
}

static void place_8(struct ui *ui, void *state)
{
    open_place(ui, state, 7);
}

static void place_7(struct ui *ui, void *state)
{
    open_place(ui, state, 6);
}

static bool is_home_of_member(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
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

static void next_unread(struct ui *ui, void *state)
{
    struct state *s = state;

    if (!read_next_unread(ui, (board_id){0}))
        list_key(&s->list, &source, s, ui, K_PAGE_DOWN);
}

static void catch_up_all(struct ui *ui, void *state)
{
    (void)state;
    catching_ask(ui, (board_id){0}, (thread_id){0});
}

static void search(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "search", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_item, "open", "Open what is selected", NULL},
    {'1', place_1, "1-9\tplaces", "1 2 3 4 5 6 7 8 9\tOpen a place", has_9},
    {'1', place_1, "1-8\tplaces", "1 2 3 4 5 6 7 8\tOpen a place", has_8},
    {'1', place_1, "1-7\tplaces", "1 2 3 4 5 6 7\tOpen a place", has_7},
    {'1', place_1, "1-6\tplaces", "1 2 3 4 5 6\tOpen a place", has_6},
    {'1', place_1, "1-5\tplaces", "1 2 3 4 5\tOpen a place", has_5},
    {'2', place_2, NULL, "", NULL},
    {'3', place_3, NULL, "", NULL},
    {'4', place_4, NULL, "", NULL},
    {'5', place_5, NULL, "", NULL},
    {'6', place_6, NULL, "", NULL},
    {'7', place_7, NULL, "", NULL},
    {'8', place_8, NULL, "", NULL},
    {'9', place_9, NULL, "", NULL},
    {' ', next_unread, "next unread", "Read on where something is unread", has_unread},
    {' ', next_unread, NULL, "", has_no_unread},
    {'s', search, "search", "Search for words", NULL},
    {'a', home_link_anonymity, NULL, "How your anonymity works, topic by topic", NULL},
    {'r', home_link_rules, NULL, "About this board, and its rules", NULL},
    {'p', home_link_log, NULL, "What moderators did: the public log", home_has_log},
    {'c', catch_up_all, NULL, "Catch up: take everything for read", is_home_of_member},
    {'c', tell_guest, NULL, "", is_guest},
    {'z', catching_undo, NULL, "Take the last catching up back", catching_can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_home = {
    .name = "home",
    .about = "Home",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = home_open,
    .resume = home_resume,
    .header = home_header,
    .draw = home_draw,
    .key = home_key,
    .bell = home_bell,
    .close = home_close,
};
