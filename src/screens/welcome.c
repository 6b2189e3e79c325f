/* SPDX-License-Identifier: MIT
 *
 * welcome.c -- the first page of everybody who has no account: a guest, or a key we do not know.
 *
 * Nothing happens silently: an account is made only by choosing to. The page tells the caller what
 * their client just told us, and below the choices it shows what is worth reading, so that the
 * first screen is already the board.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"
#include "rows.h"
#include "ssh_words.h"

enum {
    WELCOME_THREADS = 8,
    ITEMS_MAX = 4 + WELCOME_THREADS + 2,
    LABEL_COLS = 26,
    TOLD_ROWS = 14, /* a body lower than this has no room for what the client told us */
    KEY_LINES = 4,
    KEY_ROWS = 19, /* nor one lower than this for how to make a key */
};

struct choice {
    const char *label;
    const char *note;
    void (*run)(struct ui *ui);
};

enum item_kind {
    ITEM_CHOICE,
    ITEM_BLANK,
    ITEM_HEADING,
    ITEM_THREAD
};

struct item {
    enum item_kind kind;
    int index; /* of the choice or the thread */
};

struct state {
    const struct choice *choices;
    struct item items[ITEMS_MAX];
    int n;
    struct thread_page threads;
    struct thread_columns columns;
    const char *told;
    const char *key_lines[KEY_LINES]; /* for who has none; the first NULL: not shown */
    struct list list;
};

static void go_join(struct ui *ui)
{
    ui_push(ui, "join", NULL, 0);
}

static void go_home(struct ui *ui)
{
    ui_push(ui, "home", NULL, 0);
}

static void go_about(struct ui *ui, enum about_page page)
{
    struct about_arg arg = {page};

    ui_push(ui, "about", &arg, sizeof arg);
}

static void go_joining(struct ui *ui)
{
    go_about(ui, ABOUT_JOINING);
}

static void go_key(struct ui *ui)
{
    go_about(ui, ABOUT_KEY);
}

static void go_recover(struct ui *ui)
{
    ui_push(ui, "recover", NULL, 0);
}

static void go_board(struct ui *ui)
{
    go_about(ui, ABOUT_BOARD);
}

static const struct choice key_choices[] = {
    {"Join with this key", "a name is drawn for you; no email; ten seconds", go_join},
    {"Look around as a guest", "read everything; nothing is remembered", go_home},
    {"I expected my account", "which key did ssh offer? two lines that fix it", go_key},
    {"I have a code", "a recovery code, or one that lets this key in", go_recover},
    {0},
};

static const struct choice guest_choices[] = {
    {"Look around", "read everything; nothing is remembered", go_home},
    {"How to join", "two lines make a throwaway key; no email", go_joining},
    {"How anonymity works", "what is stored, what is not, the house rules", go_board},
    {0},
};

static int count_items(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static bool item_selectable(const void *ctx, int index)
{
    const struct state *s = ctx;

    return s->items[index].kind == ITEM_CHOICE || s->items[index].kind == ITEM_THREAD;
}

static void draw_choice(struct canvas *c, struct area row, const struct choice *choice)
{
    int x = row.x + canvas_text_fit(c, row.x, row.y, row.cols, THEME_STRONG, choice->label);

    x = x - row.x < LABEL_COLS - 2 ? row.x + LABEL_COLS - 2 : x + 2;
    /* A note that would be cut says nothing. */
    if (row.x + row.cols - x >= canvas_text_cols(c, choice->note))
        canvas_text(c, x, row.y, row.x + row.cols - x, THEME_DIM, choice->note);
}

static void draw_item(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];

    (void)selected;
    if (item->kind == ITEM_CHOICE)
        draw_choice(c, row, &s->choices[item->index]);
    else if (item->kind == ITEM_THREAD)
        thread_row_draw(c, row, &s->columns, &s->threads.rows[item->index], NULL);
    else if (item->kind == ITEM_HEADING)
        canvas_text(c, row.x - 1, row.y, row.cols, THEME_SECTION, "Worth reading today");
}

static const char *say_item(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];

    if (item->kind == ITEM_CHOICE)
        return arena_printf(a, "%s: %s", s->choices[item->index].label,
                            s->choices[item->index].note);
    if (item->kind == ITEM_THREAD)
        return thread_row_say(a, &s->columns, &s->threads.rows[item->index], NULL);
    return NULL;
}

static const struct list_source source = {
    .count = count_items,
    .draw = draw_item,
    .say = say_item,
    .selectable = item_selectable,
};

static void add_item(struct state *s, enum item_kind kind, int index)
{
    if (s->n < ITEMS_MAX)
        s->items[s->n++] = (struct item){kind, index};
}

static void list_items(struct state *s)
{
    s->n = 0;
    for (int i = 0; s->choices[i].label; i++)
        add_item(s, ITEM_CHOICE, i);
    if (s->threads.n == 0)
        return;
    add_item(s, ITEM_BLANK, 0);
    add_item(s, ITEM_HEADING, 0);
    for (int i = 0; i < s->threads.n; i++)
        add_item(s, ITEM_THREAD, i);
}

static const char *told_words(struct arena *a, const struct screen_context *ctx)
{
    const char *term = ctx->term && ctx->term[0] ? ctx->term : "not named";

    return arena_printf(a,
                        "What your client told us: %s, a user name that was dropped, and that your "
                        "terminal is %s. None of it is written down.",
                        ctx->key_proven ? "one key (no account here)" : "no key", term);
}

/* Who came without a key is shown how to make one that says nothing about them. */
static void key_words(struct state *s, struct arena *a, const struct screen_context *ctx)
{
    s->key_lines[0] = NULL;
    if (ctx->key_proven)
        return;
    s->key_lines[1] = "    " SSH_KEYGEN_LINE;
    s->key_lines[2] = arena_printf(a, "    %s", ssh_line(a, ctx, SSH_KEY_OPTIONS, ""));
    s->key_lines[3] = "One that you use elsewhere too can be matched with you: sites publish keys.";
    if (s->key_lines[2])
        s->key_lines[0] = "To write, make a throwaway key on your machine, for here alone:";
}

static enum err welcome_load(struct ui *ui, void *state)
{
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = WELCOME_THREADS};
    struct state *s = state;
    struct arena *page = ui_page(ui);

    /* Whoever joined meanwhile has a home. */
    if (is_member(ui)) {
        ui_restart(ui, "home", NULL, 0);
        return OK;
    }
    s->columns = (struct thread_columns){.boards = true, .now = moment_now(ui)};
    s->choices = context_of(ui)->key_proven ? key_choices : guest_choices;
    s->told = told_words(page, context_of(ui));
    key_words(s, page, context_of(ui));
    TRY(thread_list(page, visit_of(ui), &query, &s->threads));
    list_items(s);
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err welcome_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(welcome_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void welcome_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Curbside";
}

/* At the foot of the page; returns its rows. */
static int told_draw(const struct state *s, struct canvas *canvas, struct area body,
                     struct arena *scratch)
{
    struct area told = {body.x + 1, 0, body.cols - 2, 0};

    told.rows = text_block_rows(scratch, told.cols, s->told);
    told.y = body.y + body.rows - told.rows;
    return text_block_draw(canvas, told, scratch, THEME_DIM, s->told);
}

static bool is_cut(struct canvas *canvas, const char *line, int cols)
{
    return canvas_text_cols(canvas, line) > cols - 1;
}

/* Above the `foot` rows at the end of the page; returns its rows, the blank one included. */
static int key_lines_draw(const struct state *s, struct canvas *canvas, struct area body, int foot)
{
    int y = body.y + body.rows - foot - KEY_LINES - 1;

    if (!s->key_lines[0] || body.rows < KEY_ROWS || is_cut(canvas, s->key_lines[2], body.cols))
        return 0;
    for (int i = 0; i < KEY_LINES; i++)
        canvas_text(canvas, body.x + 1, y + i, body.cols - 1, THEME_TEXT, s->key_lines[i]);
    return KEY_LINES + 1;
}

static void welcome_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char intro[] =
        "An anonymous board for people in medical training. Read everything, no account.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 1, body.rows};
    struct area list = body;
    int rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_TEXT, intro);
    int foot;

    list.y += rows + (body.rows >= TOLD_ROWS ? 1 : 0);
    list.rows = body.y + body.rows - list.y;
    if (s->told && body.rows >= TOLD_ROWS) {
        foot = told_draw(s, canvas, body, ui_scratch(ui));
        list.rows -= 1 + foot + key_lines_draw(s, canvas, body, foot);
    }
    list_draw(&s->list, &source, s, canvas, list);
}

static bool welcome_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static void open_item(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    struct thread_arg arg = {0};

    if (index < 0)
        return;
    if (s->items[index].kind == ITEM_CHOICE) {
        s->choices[s->items[index].index].run(ui);
        return;
    }
    arg.thread = s->threads.rows[s->items[index].index].id;
    ui_push(ui, "thread", &arg, sizeof arg);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_item, "open", "Open what is selected", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_welcome = {
    .name = "welcome",
    .about = "Welcome",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = welcome_open,
    .resume = welcome_load,
    .header = welcome_header,
    .draw = welcome_draw,
    .key = welcome_key,
};
