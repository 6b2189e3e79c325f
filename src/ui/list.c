/* SPDX-License-Identifier: MIT
 *
 * list.c -- a position among rows that somebody else holds.
 *
 * Invariant: `selected` is a selectable row, or -1 when there is none. Moving goes from selectable
 * row to selectable row; headings scroll by.
 */
#include <curbside/ui/list.h>

#include <string.h>

#include <curbside/text/wrap.h>

#include "plain_sheet.h"
#include "typed.h"

enum {
    POINTER_COLS = 2,
    END_MS = 200, /* of loading on with one G: a board may have a million rows */
};

/* clang-format off */
const struct key_help list_help[] = {
    {"\u2191 \u2193  j k",       "The row above or below, with a count so many"},
    {"PgUp PgDn  space",       "A page up or down"},
    {"Ctrl-U  Ctrl-D",         "Half a page up or down"},
    {"Home End  gg G",         "The first row, the last one; 12 G row 12"},
    {"/",                      "Narrow the list as you type; Enter keeps it so (n N: next, before), Esc shows all"},
    {0}
};
/* clang-format on */

static bool can_select(const struct list *l, const struct list_source *src, const void *ctx,
                       int index)
{
    return list_shows(l, index) && (src->selectable == NULL || src->selectable(ctx, index));
}

/* The selectable row nearest to `index`, looking in direction `by` first; -1: none. */
static int nearest(const struct list *l, const struct list_source *src, const void *ctx, int index,
                   int by)
{
    int n = src->count(ctx);

    if (index >= n)
        index = n - 1;
    if (index < 0)
        index = 0;
    for (int i = index; i >= 0 && i < n; i += by) {
        if (can_select(l, src, ctx, i))
            return i;
    }
    for (int i = index - by; i >= 0 && i < n; i -= by) {
        if (can_select(l, src, ctx, i))
            return i;
    }
    /* Narrowed to nothing: see list_narrow.c. */
    return l->narrow.text[0] != '\0' && l->selected < n ? l->selected : -1;
}

void list_reset(struct list *l, const struct list_source *src, void *ctx)
{
    l->top = 0;
    l->narrow.text[0] = '\0';
    l->selected = nearest(l, src, ctx, 0, 1);
}

void list_clamp(struct list *l, const struct list_source *src, void *ctx)
{
    list_narrow_look(l, src, ctx);
    if (!l->narrow.typing)
        list_narrow_keep(l, src, ctx);
    l->selected = nearest(l, src, ctx, l->selected, 1);
}

void list_select(struct list *l, const struct list_source *src, void *ctx, int index)
{
    l->selected = nearest(l, src, ctx, index, 1);
}

void list_follow(struct list *l, const struct list_source *src, void *ctx, int index)
{
    int line = l->selected - l->top;

    list_select(l, src, ctx, index);
    if (l->top > 0)
        l->top = l->selected > line ? l->selected - line : 0;
}

int list_selected(const struct list *l)
{
    return l->selected;
}

/* Rows on this side run out: ask for more. True if some came. */
static bool load_more(struct list *l, const struct list_source *src, void *ctx, enum list_side side)
{
    int added = src->more == NULL ? 0 : src->more(ctx, side);

    if (added <= 0)
        return false;
    if (side == LIST_BEFORE) {
        l->selected += added;
        l->top += added;
    }
    list_narrow_look(l, src, ctx);
    return true;
}

/* `by` selectable rows on, as far as there are any. */
static void move_rows(struct list *l, const struct list_source *src, void *ctx, int by)
{
    int step = by < 0 ? -1 : 1;

    for (int left = by < 0 ? -by : by; left > 0;) {
        int next = l->selected + step;

        while (next >= 0 && next < src->count(ctx) && !can_select(l, src, ctx, next))
            next += step;
        if (next >= 0 && next < src->count(ctx)) {
            l->selected = next;
            left--;
        } else if (!load_more(l, src, ctx, step < 0 ? LIST_BEFORE : LIST_AFTER)) {
            /* Nothing to select further up, but a heading above the first row may be out of view.
             */
            if (step < 0)
                l->top = 0;
            return;
        }
    }
}

/* A page moves what is seen and the selection with it. */
static void move_page(struct list *l, const struct list_source *src, void *ctx, int rows)
{
    int target = l->selected + rows;

    while (target >= src->count(ctx) && load_more(l, src, ctx, LIST_AFTER))
        ;
    while (target < 0 && load_more(l, src, ctx, LIST_BEFORE))
        target = l->selected + rows;
    l->top += rows;
    l->selected = nearest(l, src, ctx, target, rows < 0 ? -1 : 1);
}

/* To a row by number, from 1; loads on until it is there. */
static void move_to(struct list *l, const struct list_source *src, void *ctx, int number)
{
    while (number > src->count(ctx) && load_more(l, src, ctx, LIST_AFTER))
        ;
    l->selected = nearest(l, src, ctx, number - 1, 1);
}

static void move_home(struct list *l, const struct list_source *src, void *ctx)
{
    while (load_more(l, src, ctx, LIST_BEFORE))
        ;
    l->selected = nearest(l, src, ctx, 0, 1);
    l->top = 0;
}

/* The last row of all. What a moment cannot load the next G does, and that is said. */
static void move_end(struct list *l, const struct list_source *src, void *ctx, struct ui *ui)
{
    const struct clock *clock = ui_clock(ui);
    int64_t until_ms = clock_mono_ms(clock) + END_MS;
    bool further = src->more != NULL;

    while (further && clock_mono_ms(clock) < until_ms)
        further = src->more(ctx, LIST_AFTER) > 0;
    list_narrow_look(l, src, ctx);
    l->selected = nearest(l, src, ctx, src->count(ctx) - 1, -1);
    if (further)
        ui_say(ui, "More rows follow these: G goes on.");
}

/* n and N: the next row that has what was typed, or the one before. */
static void move_match(struct list *l, const struct list_source *src, void *ctx, struct ui *ui,
                       int by)
{
    int before = l->selected;

    move_rows(l, src, ctx, by);
    if (l->selected == before)
        ui_say(ui, by > 0 ? "No further row has that." : "No row before has that.");
}

bool list_key(struct list *l, const struct list_source *src, void *ctx, struct ui *ui, keycode key)
{
    int count = ui_count(ui);
    int page = l->rows > 2 ? l->rows - 1 : 1;
    int half = l->rows > 3 ? l->rows / 2 : 1;

    switch (key) {
    case K_UP:
        move_rows(l, src, ctx, -(count > 0 ? count : 1));
        return true;
    case K_DOWN:
        move_rows(l, src, ctx, count > 0 ? count : 1);
        return true;
    case K_PAGE_UP:
        move_page(l, src, ctx, -page);
        return true;
    case K_PAGE_DOWN:
        move_page(l, src, ctx, page);
        return true;
    case K_HALF_UP:
        move_page(l, src, ctx, -half);
        return true;
    case K_HALF_DOWN:
        move_page(l, src, ctx, half);
        return true;
    case K_HOME:
        move_home(l, src, ctx);
        return true;
    case K_END:
        if (count > 0)
            move_to(l, src, ctx, count);
        else
            move_end(l, src, ctx, ui);
        return true;
    case '/': /* of an empty list, too: the words that follow are no keys */
        l->narrow.typing = true;
        typed_begin(ui, &(struct typed){.list = l, .src = src, .ctx = ctx});
        return true;
    case 'n':
    case 'N':
        if (l->narrow.text[0] == '\0')
            return false;
        move_match(l, src, ctx, ui, key == 'n' ? 1 : -1);
        return true;
    case K_ESC:
        if (l->narrow.text[0] == '\0')
            return false;
        l->narrow.text[0] = '\0';
        return true;
    default:
        return false;
    }
}

/* Keep the selected row in view, and no empty rows below the last while there are rows above. */
static void top_follow(struct list *l, int n)
{
    int max = n - l->rows > 0 ? n - l->rows : 0;

    if (l->selected >= 0 && l->selected < l->top)
        l->top = l->selected;
    if (l->selected >= l->top + l->rows)
        l->top = l->selected - l->rows + 1;
    if (l->top > max)
        l->top = max;
    if (l->top < 0)
        l->top = 0;
}

static void empty_draw(const char *text, struct canvas *c, struct area a)
{
    struct wrap_line line;
    size_t n = text == NULL ? 0 : strlen(text);
    size_t at = 0;
    int cols = a.cols - 2 * POINTER_COLS < UI_TEXT_COLS ? a.cols - 2 * POINTER_COLS : UI_TEXT_COLS;

    for (int y = a.y + 1; y < a.y + a.rows && n > 0; y++) {
        if (!wrap_next(text, n, cols, &at, &line))
            break;
        canvas_text_n(c, a.x + POINTER_COLS, y, cols, THEME_DIM, text + line.start, line.n);
    }
    canvas_cursor_set(c, a.x, a.y);
}

void list_draw(struct list *l, const struct list_source *src, const void *ctx,
               struct canvas *canvas, struct area area)
{
    int n = src->count(ctx);

    l->rows = area.rows;
    if (sheet_of(canvas) != NULL) {
        sheet_list(sheet_of(canvas), l, src, ctx, area.y);
        return;
    }
    if (n == 0) {
        empty_draw(src->empty, canvas, area);
        if (l->narrow.typing)
            list_narrow_draw(l, src, ctx, canvas, area);
        return;
    }
    canvas_cursor_set(canvas, area.x, area.y);
    if (l->narrow.typing || l->narrow.text[0] != '\0') {
        l->rows = area.rows > 1 ? area.rows - 1 : 1;
        list_narrow_draw(l, src, ctx, canvas, area);
        return;
    }
    top_follow(l, n);
    for (int i = 0; i < area.rows && l->top + i < n; i++) {
        int y = area.y + i;
        bool selected = l->top + i == l->selected;
        struct area row = {area.x + POINTER_COLS, y, area.cols - POINTER_COLS, 1};

        src->draw(ctx, canvas, row, l->top + i, selected);
        if (!selected)
            continue;
        canvas_text(canvas, area.x, y, 1, THEME_KEY, canvas_symbol(canvas, SYMBOL_POINTER));
        canvas_mark(canvas, (struct area){area.x, y, area.cols, 1}, ATTR_SELECTED);
        canvas_cursor_set(canvas, area.x, y);
    }
}
