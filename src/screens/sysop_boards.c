/* SPDX-License-Identifier: MIT
 *
 * sysop_boards.c -- all boards, the closed ones too: made, changed, ordered, opened and closed.
 */
#include <string.h>

#include <curbside/domain/board_edit.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "list_page.h"
#include "places.h"
#include "rows.h"
#include "undo_stack.h"

enum {
    OPEN_COLS = 8,
    MODE_COLS = 16,
    POSTS_COLS = 9,
    WIDE_COLS = 64,   /* a narrower row has no room for names and posts */
    DETAIL_ROWS = 3,  /* below the list: a rule and two lines on the selected board */
    DETAIL_LEAST = 12 /* in a lower body there are none */
};

struct item {
    int board; /* index; -1: a heading or a blank row */
    const char *heading;
};

struct state {
    struct board_setup_page boards;
    struct item *items;
    int n;
    struct list list;
    struct undo_stack done;
};

static const char *const names[] = {
    [BOARD_HANDLE] = "under handles",
    [BOARD_EITHER] = "either name",
    [BOARD_ALIAS] = "under aliases",
};

/* ---- the list ---- */

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

static const struct board *board_at(const struct state *s, int index)
{
    return &s->boards.rows[s->items[index].board].board;
}

static void draw_item(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];
    bool wide = row.cols >= WIDE_COLS;
    int x = row.x, end = row.x + row.cols - 1;
    const struct board *board;
    char count[COUNT_SIZE];

    (void)selected;
    if (item->board < 0) {
        if (item->heading)
            canvas_text_fit(c, row.x - 1, row.y, row.cols, THEME_SECTION, item->heading);
        return;
    }
    board = board_at(s, index);
    canvas_text_fit(c, x, row.y, OPEN_COLS - 1, board->open ? THEME_STRONG : THEME_DIM,
                    board->open ? "open" : "closed");
    x += OPEN_COLS;
    canvas_text_fit(c, x, row.y, end - x - (wide ? MODE_COLS + POSTS_COLS : 0),
                    board->open ? THEME_TITLE : THEME_DIM, board->title);
    if (!wide)
        return;
    canvas_text_fit(c, end - POSTS_COLS - MODE_COLS, row.y, MODE_COLS - 1, THEME_DIM,
                    names[board->mode]);
    canvas_text_right(c, end, row.y, POSTS_COLS, THEME_DIM,
                      board->posts > 0 ? count_format(board->posts, count) : "-");
}

static const char *say_item(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct board *board;

    if (s->items[index].board < 0)
        return s->items[index].heading;
    board = board_at(s, index);
    return arena_printf(a, "%s, %s, %s, %s%s%s", board->title, board->open ? "open" : "closed",
                        names[board->mode], count_say(a, board->posts, "post", "posts"),
                        board->staff_threads ? ", threads by moderators" : "",
                        board->slow > 0 ? ", slow" : "");
}

static const char *known_as(const void *ctx, int index)
{
    const struct state *s = ctx;

    return s->items[index].board < 0 ? NULL : board_at(s, index)->slug;
}

static const struct list_source source = {
    .count = count_items,
    .draw = draw_item,
    .selectable = item_selectable,
    .say = say_item,
    .known_as = known_as,
    .empty = "There is no board yet. w makes one.",
};

static const struct board *selected(const struct state *s)
{
    int index = list_selected(&s->list);

    return index >= 0 && index < s->n && s->items[index].board >= 0 ? board_at(s, index) : NULL;
}

static void add_item(struct state *s, int board, const char *heading)
{
    s->items[s->n++] = (struct item){board, heading};
}

static enum err boards_read(struct ui *ui, struct state *s)
{
    struct arena *page = ui_page(ui);
    const char *category = "";

    s->n = 0;
    TRY(board_setup_list(page, visit_of(ui), &s->boards));
    s->items = arena_array(page, (size_t)s->boards.n * 3 + 1, sizeof *s->items);
    if (!s->items)
        return E_NOMEM;
    for (int i = 0; i < s->boards.n; i++) {
        const char *own = s->boards.rows[i].board.category;

        if (strcmp(category, own) != 0 || i == 0) {
            if (i > 0)
                add_item(s, -1, NULL);
            add_item(s, -1, own);
        }
        category = own;
        add_item(s, i, NULL);
    }
    return OK;
}

/* The selection stays on the board, wherever it stands now. */
static enum err boards_load(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct board *was = selected(s);
    board_id id = was ? was->id : (board_id){0};

    TRY(boards_read(ui, s));
    for (int i = 0; i < s->n; i++)
        if (s->items[i].board >= 0 && board_at(s, i)->id.v == id.v)
            list_follow(&s->list, &source, s, i);
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err boards_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(boards_read(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- doing ---- */

static void done(struct ui *ui, struct state *s, enum err err, action_id id, const char *sentence)
{
    if (err == OK) {
        undo_stack_add(&s->done, id);
        err = boards_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, sentence);
    else
        ui_fail(ui, err);
}

static void move(struct ui *ui, struct state *s, int by)
{
    action_id id = {0};
    enum err err = board_move(visit_of(ui), selected(s)->slug, by, &id);

    if (err == E_DONE_ALREADY)
        ui_say(ui, by < 0 ? "It is the first." : "It is the last.");
    else
        done(ui, s, err, id, "Moved, for everybody. z takes it back.");
}

static void move_up(struct ui *ui, void *state)
{
    move(ui, state, -1);
}

static void move_down(struct ui *ui, void *state)
{
    move(ui, state, 1);
}

static void open_or_close(struct ui *ui, void *state)
{
    struct state *s = state;
    struct board_change change = board_change_none();
    bool open = selected(s)->open;
    action_id id = {0};

    change.open = !open;
    done(ui, s, board_edit(visit_of(ui), selected(s)->slug, &change, &id), id,
         open ? "Closed: nobody sees it, nothing in it is lost. z opens it again."
              : "Open, for everybody. z closes it again.");
}

static void push_form(struct ui *ui, struct state *s, const char *slug)
{
    const struct sysop_board_arg arg = {.slug = slug, .done = &s->done};

    ui_push(ui, "sysop_board", &arg, sizeof arg);
}

static void change(struct ui *ui, void *state)
{
    struct state *s = state;

    push_form(ui, s, selected(s)->slug);
}

static void make(struct ui *ui, void *state)
{
    push_form(ui, state, NULL);
}

static void write_guide(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct board *board = selected(s);
    const struct guide_arg arg = {.board = board->id, .title = board->title, .undo = &s->done};

    ui_push(ui, "guide_edit", &arg, sizeof arg);
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, boards_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return selected(state) != NULL;
}

/* ---- the page ---- */

static void boards_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Boards";
}

static const char *words_of_selected(struct ui *ui, const struct state *s)
{
    const struct board *board = selected(s);
    struct arena *a = ui_scratch(ui);

    if (!board)
        return NULL;
    return arena_printf(a, "%s%s%s%s%s", board->slug, *board->description ? ": " : "",
                        board->description,
                        board->staff_threads ? " Threads by moderators only." : "",
                        board->slow > 0 ? arena_printf(a, " Slow: %d min.", board->slow) : "");
}

static void boards_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, DETAIL_LEAST};

    list_page_draw_over(ui, &page, canvas, body, words_of_selected(ui, s), DETAIL_ROWS);
}

static bool boards_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Change the selected board", has_row},
    {'w', make, "new", "Make a board, closed until it is opened", NULL},
    {'o', open_or_close, "open/close", "Open the selected board, or close it", has_row},
    {'u', move_up, "up", "Move it up; at the top of its category, the category", has_row},
    {'d', move_down, "down", "Move it down; at the end of its category, the category", has_row},
    {'i', write_guide, "guide", "Write its guide page", has_row},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_boards = {
    .name = "sysop_boards",
    .about = "The boards, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = boards_open,
    .resume = boards_load,
    .header = boards_header,
    .draw = boards_draw,
    .key = boards_key,
};
