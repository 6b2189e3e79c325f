/* SPDX-License-Identifier: MIT
 *
 * boards.c -- every open board, grouped by category in order of training.
 *
 * The selected board's description stands below the list, or beside it where there is room, so that
 * the rows stay short enough to read down.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/board.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "catching.h"
#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    WIDE_COLS = 100,   /* from here the description stands beside the list */
    LIST_COLS = 56,    /* then the list is this wide */
    DETAIL_ROWS = 4,   /* below the list: a rule and three lines */
    DETAIL_LEAST = 14, /* in a lower body there is no description */
    COUNT_COLS = 9,
    TINY_COLS = 30, /* a narrower row has room for the title alone */
};

struct item {
    int board; /* index; -1: a heading or a blank row */
    const char *heading;
};

struct state {
    struct board_page boards;
    struct item *items;
    int n;
    struct list list;
};

static int count_items(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static bool item_selectable(const void *ctx, int index)
{
    const struct state *s = ctx;

    return s->items[index].board >= 0;
}

static void draw_item(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];
    int end = row.x + row.cols - 1;
    bool tiny = row.cols < TINY_COLS;
    const struct board *board;
    char count[COUNT_SIZE];

    (void)selected;
    if (item->board < 0) {
        if (item->heading)
            canvas_text_fit(c, row.x - 1, row.y, row.cols, THEME_SECTION, item->heading);
        return;
    }
    board = &s->boards.rows[item->board];
    canvas_text_fit(c, row.x, row.y, row.cols - (tiny ? 1 : 2 * COUNT_COLS),
                    board->unread > 0 ? (THEME_TITLE | ATTR_BOLD) : THEME_TITLE, board->title);
    if (tiny)
        return;
    if (board->unread > 0)
        canvas_text_right(c, end - COUNT_COLS, row.y, COUNT_COLS, THEME_UNREAD,
                          count_format(board->unread, count));
    canvas_text_right(c, end, row.y, COUNT_COLS, THEME_DIM,
                      board->posts > 0 ? count_format(board->posts, count) : "-");
}

static const char *say_item(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct board *board;
    char count[COUNT_SIZE];
    const char *unread = "";

    if (s->items[index].board < 0)
        return NULL;
    board = &s->boards.rows[s->items[index].board];
    if (board->unread > 0)
        unread = arena_printf(a, ", %s unread", count_format(board->unread, count));
    return arena_printf(a, "%s%s, %s. %s", board->title, unread ? unread : "",
                        count_say(a, board->posts, "post", "posts"), board->description);
}

/* The name in addresses and commands: people type it, too. */
static const char *item_known_as(const void *ctx, int index)
{
    const struct state *s = ctx;
    int board = s->items[index].board;

    return board < 0 ? "" : s->boards.rows[board].slug;
}

static const struct list_source source = {
    .count = count_items,
    .known_as = item_known_as,
    .draw = draw_item,
    .say = say_item,
    .selectable = item_selectable,
    .empty = "No board is open yet. The people who run this place open them.",
};

/* A heading before each category, a blank row between two. */
static enum err list_items(struct arena *page, struct state *s)
{
    const char *category = NULL;

    s->n = 0;
    s->items = arena_array(page, (size_t)s->boards.n * 3 + 1, sizeof *s->items);
    if (!s->items)
        return E_NOMEM;
    for (int i = 0; i < s->boards.n; i++) {
        const struct board *board = &s->boards.rows[i];

        if (!category || strcmp(category, board->category) != 0) {
            if (category)
                s->items[s->n++] = (struct item){-1, NULL};
            category = board->category;
            s->items[s->n++] = (struct item){-1, category};
        }
        s->items[s->n++] = (struct item){i, NULL};
    }
    return OK;
}

static enum err boards_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    state_recheck(ui);
    TRY(board_list(page, visit_of(ui), &s->boards));
    unread_sum(ui, &s->boards);
    TRY(list_items(page, s));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err boards_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    topic_listen(ui, TOPIC_FORUM, 0);
    TRY(boards_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void boards_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Boards";
}

static const struct board *selected_board(const struct state *s)
{
    int index = list_selected(&s->list);

    if (index < 0 || index >= s->n || s->items[index].board < 0)
        return NULL;
    return &s->boards.rows[s->items[index].board];
}

static const char *mode_words(struct ui *ui, const struct board *board)
{
    const struct alias_rules *rules = visit_of(ui)->alias;

    if (board->staff_threads)
        return "The staff starts threads here; everybody may reply.";
    switch (board->mode) {
    case BOARD_ALIAS:
        return "Posts here carry a name drawn for the thread, and come out together.";
    case BOARD_EITHER:
        if (rules && !rules->open)
            return "Aliases are closed for now: who posts here chooses their handle, each time.";
        return "Posts here carry a name drawn for the thread, or your handle if you choose.";
    case BOARD_HANDLE:
        break;
    }
    return "Posts here carry your handle.";
}

static void draw_detail(struct ui *ui, struct canvas *c, struct area area,
                        const struct board *board, bool beside)
{
    int rows = 0;

    if (beside) {
        canvas_text_fit(c, area.x, area.y, area.cols, THEME_TITLE | ATTR_BOLD, board->title);
        rows = 2;
    }
    area.y += rows;
    area.rows -= rows;
    rows = text_block_draw(c, area, ui_scratch(ui), THEME_TEXT, board->description);
    if (beside)
        rows++;
    area.y += rows;
    area.rows -= rows;
    if (area.rows > 0)
        text_block_draw(c, area, ui_scratch(ui), THEME_DIM, mode_words(ui, board));
}

static void draw_columns(struct canvas *c, struct area row)
{
    int end = row.x + row.cols - 1;

    if (plain_hears(c))
        return;
    canvas_text_right(c, end - COUNT_COLS, row.y, COUNT_COLS, THEME_DIM, "Unread");
    canvas_text_right(c, end, row.y, COUNT_COLS, THEME_DIM, "Posts");
}

static void boards_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    const struct board *board = selected_board(s);
    bool beside = body.cols >= WIDE_COLS;
    struct area list = body;

    if (beside)
        list.cols = LIST_COLS;
    if (s->n > 0 && body.rows >= DETAIL_LEAST) {
        draw_columns(canvas, list);
        list.y++;
        list.rows--;
        if (!beside)
            list.rows -= DETAIL_ROWS;
    }
    /* Who listens hears the description with the row. */
    if (plain_hears(canvas)) {
        list_draw(&s->list, &source, s, canvas, list);
        return;
    }
    if (board && beside) {
        struct area detail = {body.x + LIST_COLS + 4, body.y + 1, body.cols - LIST_COLS - 6,
                              body.rows - 1};

        detail.cols = detail.cols > UI_TEXT_COLS ? UI_TEXT_COLS : detail.cols;
        draw_detail(ui, canvas, detail, board, true);
    } else if (board && body.rows >= DETAIL_LEAST) {
        struct area detail = {body.x + 1, list.y + list.rows + 1, body.cols - 2, DETAIL_ROWS - 1};

        canvas_hline(canvas, body.x, detail.y - 1, body.cols, THEME_RULE);
        draw_detail(ui, canvas, detail, board, false);
    }
    list_draw(&s->list, &source, s, canvas, list);
}

static bool boards_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static void open_board(struct ui *ui, void *state)
{
    const struct board *board = selected_board(state);
    struct thread_list_arg arg;

    if (!board)
        return;
    arg.board = board->id;
    ui_push(ui, "thread_list", &arg, sizeof arg);
}

static void boards_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    if (topic == topic_number(TOPIC_FORUM, 0))
        ui_reload(ui);
}

static void next_unread(struct ui *ui, void *state)
{
    struct state *s = state;

    if (!read_next_unread(ui, (board_id){0}))
        list_key(&s->list, &source, s, ui, K_PAGE_DOWN);
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

static void catch_up_board(struct ui *ui, void *state)
{
    const struct board *board = selected_board(state);

    catching_ask(ui, board ? board->id : (board_id){0}, (thread_id){0});
}

static void search(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "search", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_board, "open", "Open the selected board", NULL},
    {' ', next_unread, "next unread", "Read on where something is unread", has_unread},
    {' ', next_unread, NULL, "", has_no_unread},
    {'c', catch_up_board, NULL, "Catch up: take the board or everything for read", is_members},
    {'c', tell_guest, NULL, "", is_guest},
    {'z', catching_undo, NULL, "Take the last catching up back", catching_can_undo},
    {'s', search, "search", "Search for words", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_boards = {
    .name = "boards",
    .about = "Boards",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = boards_open,
    .resume = boards_load,
    .header = boards_header,
    .draw = boards_draw,
    .key = boards_key,
    .bell = boards_bell,
};
