/* SPDX-License-Identifier: MIT
 *
 * list_narrow.c -- showing only the rows that hold what was typed.
 *
 * A row's words are what it draws, so no screen has anything to do for this. Rows that do not fit
 * are as if they were headings: not selected, and not drawn either. While nothing fits, the row
 * selected before stays selected under the empty list, because a screen with rows has one; when the
 * typing ends so, all rows come back.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/base/count.h>
#include <curbside/base/str.h>
#include <curbside/text/needle.h>

#include "typed.h"

enum {
    ROW_COLS = 240, /* nothing is left out of a row for want of room */
    LOADS_AT_ONCE =
        6, /* pages asked for with one key: a list may have a million rows, and Enter asks on */
    POINTER_COLS = 2,
};

bool list_shows(const struct list *l, int index)
{
    const struct list_narrow *f = &l->narrow;

    if (f->text[0] == '\0')
        return true;
    return index < f->rows && (f->bits[index / 8] >> (index % 8) & 1);
}

/* ---- a row's words ---- */

struct hearing {
    struct str text;
};

static void hear(void *ctx, int x, int y, const char *text, size_t n)
{
    struct hearing *h = ctx;

    (void)x;
    (void)y;
    str_add_n(&h->text, text, n);
    str_add_char(&h->text, ' ');
}

/* Every word that was typed is somewhere in it. */
static bool holds_all(const char *text, size_t n, const char *typed)
{
    while (*typed != '\0') {
        size_t word = strcspn(typed, " "), start, end;
        struct needle needle;

        needle_set(&needle, typed, word);
        if (needle.n > 0 && !needle_find(&needle, text, n, 0, &start, &end))
            return false;
        typed += word;
        typed += strspn(typed, " ");
    }
    return true;
}

/* The rows from `from` on; what is known of those before them stays. */
static void look(struct list *l, const struct list_source *src, const void *ctx,
                 struct canvas *canvas, struct hearing *h, int from)
{
    struct list_narrow *f = &l->narrow;
    int n = src->count(ctx);

    f->rows = n < LIST_NARROW_ROWS ? n : LIST_NARROW_ROWS;
    for (int i = from; i < f->rows; i++) {
        f->bits[i / 8] = (uint8_t)(f->bits[i / 8] & ~(1 << (i % 8)));
        if (src->selectable != NULL && !src->selectable(ctx, i))
            continue;
        f->of++;
        str_clear(&h->text);
        src->draw(ctx, canvas, (struct area){0, 0, ROW_COLS, 1}, i, false);
        if (src->known_as != NULL)
            str_add(&h->text, src->known_as(ctx, i));
        if (!holds_all(str_cstr(&h->text), h->text.n, f->text))
            continue;
        f->bits[i / 8] = (uint8_t)(f->bits[i / 8] | 1 << (i % 8));
        f->found++;
    }
}

static void look_from(struct list *l, const struct list_source *src, const void *ctx, int from)
{
    struct hearing h = {.text = STR_INIT};
    struct canvas_listener listener = {hear, &h};
    struct canvas *canvas;

    if (l->narrow.text[0] == '\0')
        return;
    canvas = canvas_new(ROW_COLS, 1);
    if (canvas == NULL) {
        l->narrow.text[0] = '\0'; /* all rows are better than none */
        return;
    }
    canvas_listen(canvas, &listener);
    look(l, src, ctx, canvas, &h, from);
    canvas_free(canvas);
    str_done(&h.text);
}

void list_narrow_look(struct list *l, const struct list_source *src, const void *ctx)
{
    l->narrow.found = l->narrow.of = 0;
    look_from(l, src, ctx, 0);
}

/* A few pages more, until there are enough rows to fill the list. */
static void load_on(struct list *l, const struct list_source *src, void *ctx)
{
    struct list_narrow *f = &l->narrow;
    int left = LOADS_AT_ONCE;

    f->further = src->more != NULL;
    while (f->text[0] != '\0' && f->further && left-- > 0 && f->found < l->rows &&
           f->rows < LIST_NARROW_ROWS) {
        f->further = src->more(ctx, LIST_AFTER) > 0;
        if (f->further)
            look_from(l, src, ctx, f->rows);
    }
    f->further = f->further && f->rows < LIST_NARROW_ROWS;
    list_select(l, src, ctx, l->selected);
}

void list_narrow(struct list *l, const struct list_source *src, void *ctx)
{
    list_narrow_look(l, src, ctx);
    load_on(l, src, ctx);
}

bool list_narrow_on(struct list *l, const struct list_source *src, void *ctx)
{
    struct list_narrow *f = &l->narrow;

    if (f->text[0] == '\0' || f->found > 0 || !f->further)
        return false;
    load_on(l, src, ctx);
    return true;
}

void list_narrow_keep(struct list *l, const struct list_source *src, void *ctx)
{
    if (l->narrow.text[0] == '\0' || l->narrow.found > 0)
        return;
    l->narrow.text[0] = '\0';
    list_select(l, src, ctx, l->selected);
}

/* ---- drawing ---- */

/* The first row to draw, so that the selected one is in view. */
static int first_row(const struct list *l, int rows)
{
    int first = l->selected < 0 ? 0 : l->selected, above = 0;

    for (int i = l->selected - 1; i >= 0 && above < rows - 1; i--)
        if (list_shows(l, i)) {
            first = i;
            above++;
        }
    return first;
}

static void draw_rows(struct list *l, const struct list_source *src, const void *ctx,
                      struct canvas *c, struct area area)
{
    int y = area.y;

    for (int i = first_row(l, area.rows); i < src->count(ctx) && y < area.y + area.rows; i++) {
        struct area row = {area.x + POINTER_COLS, y, area.cols - POINTER_COLS, 1};

        if (!list_shows(l, i))
            continue;
        src->draw(ctx, c, row, i, i == l->selected);
        if (i == l->selected) {
            canvas_text(c, area.x, y, 1, THEME_KEY, canvas_symbol(c, SYMBOL_POINTER));
            canvas_mark(c, (struct area){area.x, y, area.cols, 1}, ATTR_SELECTED);
            canvas_cursor_set(c, area.x, y);
        }
        y++;
    }
}

void list_narrow_draw(struct list *l, const struct list_source *src, const void *ctx,
                      struct canvas *c, struct area area)
{
    struct area rows = {area.x, area.y, area.cols, area.rows - 1};
    int y = area.y + area.rows - 1, x = area.x + 1;
    char words[32 + 2 * COUNT_SIZE], found[COUNT_SIZE], of[COUNT_SIZE];

    count_format(l->narrow.found, found);
    count_format(l->narrow.of, of);
    if (l->narrow.text[0] == '\0' || l->narrow.found > 0)
        draw_rows(l, src, ctx, c, rows);
    x += canvas_text(c, x, y, 1, THEME_KEY, "/");
    x += canvas_text(c, x, y, area.cols / 2, THEME_FIELD, l->narrow.text);
    if (l->narrow.text[0] == '\0')
        snprintf(words, sizeof(words), "type to narrow the list");
    else if (l->narrow.found == 0 && l->narrow.further)
        snprintf(words, sizeof(words), "none in %s; Enter looks on", of);
    else if (l->narrow.found == 0)
        snprintf(words, sizeof(words), "no row with that");
    else
        snprintf(words, sizeof(words), "%s of %s%s  Esc: all", found,
                 l->narrow.further ? "the first " : "", of);
    canvas_text_right(c, area.x + area.cols - 1, y, area.cols - (x - area.x) - 2, THEME_DIM, words);
    if (l->narrow.typing || l->narrow.found == 0)
        canvas_cursor_set(c, x, y);
}
