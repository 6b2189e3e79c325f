/* SPDX-License-Identifier: MIT
 *
 * quote.c -- which lines of a post are quoted: mark some, and take them along.
 *
 * The rows are the lines that a quote of the whole post would have, so what is seen is what is
 * taken. Where lines between two marked ones are left out, the quote says so.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/markdown.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "compose_text.h"
#include "context.h"
#include "places.h"

enum {
    MARK_COLS = 2,
};

struct state {
    const char **lines; /* "> as they would be quoted", without line feeds */
    bool *marked;
    int n;
    const char *who;
    struct quote_choice *choice;
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

/* ">" alone: what parts two paragraphs. */
static bool is_blank(const struct state *s, int i)
{
    return strspn(s->lines[i], "> ") == strlen(s->lines[i]);
}

static bool can_mark(const void *ctx, int index)
{
    return !is_blank(ctx, index);
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    ink look = s->marked[index] ? THEME_STRONG : THEME_QUOTE1;

    (void)selected;
    if (s->marked[index])
        canvas_text(c, row.x, row.y, MARK_COLS, THEME_KEY, "*");
    canvas_text_fit(c, row.x + MARK_COLS, row.y, row.cols - MARK_COLS, look, s->lines[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s%s", s->marked[index] ? "marked: " : "",
                        s->lines[index] + strspn(s->lines[index], "> "));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .selectable = can_mark,
    .say = say_row,
    .empty = "There is nothing in this post to quote.",
};

static enum err split(struct arena *a, char *quote, struct state *s)
{
    size_t lines = 0;

    for (const char *p = quote; *p; p++)
        lines += *p == '\n' ? 1 : 0;
    s->lines = arena_array(a, lines + 1, sizeof *s->lines);
    s->marked = arena_array(a, lines + 1, sizeof *s->marked);
    if (!s->lines || !s->marked)
        return E_NOMEM;
    for (char *p = quote; *p;) {
        size_t n = strcspn(p, "\n");
        s->lines[s->n++] = p;
        p += n + (p[n] ? 1 : 0);
        s->lines[s->n - 1] = arena_memdup0(a, s->lines[s->n - 1], n);
        if (!s->lines[s->n - 1])
            return E_NOMEM;
    }
    return OK;
}

static enum err quote_open(struct ui *ui, void *state, const void *arg)
{
    const struct quote_arg *a = arg;
    struct state *s = state;
    struct arena *arena = ui_arena(ui);
    char *quote = quote_of(arena, NULL, a->body);

    s->who = arena_strdup(arena, a->who);
    s->choice = a->choice;
    if (!quote || !s->who)
        return E_NOMEM;
    TRY(split(arena, quote, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void quote_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    int marked = 0, lines = 0;

    for (int i = 0; i < s->n; i++) {
        marked += s->marked[i] ? 1 : 0;
        lines += can_mark(s, i) ? 1 : 0;
    }
    ret->place = arena_printf(ui_scratch(ui), "Quote from %s", s->who);
    ret->right = marked == 0 ? "mark lines, or take the paragraph"
                             : arena_printf(ui_scratch(ui), "%d of %d lines", marked, lines);
    if (marked == 0 && is_narrow(ui))
        ret->right = "mark lines";
}

static void quote_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool quote_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* The paragraph of a row: [*first, *end). */
static void paragraph(const struct state *s, int row, int *first, int *end)
{
    for (*first = row; *first > 0 && !is_blank(s, *first - 1);)
        --*first;
    for (*end = row; *end < s->n && !is_blank(s, *end);)
        ++*end;
}

static void mark_line(struct ui *ui, void *state)
{
    struct state *s = state;
    int row = list_selected(&s->list);

    s->marked[row] = !s->marked[row];
    list_key(&s->list, &source, s, ui, K_DOWN);
}

static void mark_paragraph(struct ui *ui, void *state)
{
    struct state *s = state;
    int row = list_selected(&s->list), first, end;
    bool on = !s->marked[row];

    (void)ui;
    paragraph(s, row, &first, &end);
    for (int i = first; i < end; i++)
        s->marked[i] = on;
}

static void mark_all(struct ui *ui, void *state)
{
    struct state *s = state;
    bool on = false;

    (void)ui;
    for (int i = 0; i < s->n; i++)
        on = on || (can_mark(s, i) && !s->marked[i]);
    for (int i = 0; i < s->n; i++)
        s->marked[i] = on && can_mark(s, i);
}

/* A blank line stands for a gap of blank lines, "> [...]" for one with words in it. */
static void gap_add(struct str *out, const struct state *s, int from, int to)
{
    bool words = false;

    for (int i = from; i < to; i++)
        words = words || !is_blank(s, i);
    if (from < to)
        str_add(out, words ? "> [...]\n" : ">\n");
}

static char *chosen(const struct state *s, struct arena *a)
{
    AUTO_STR struct str out = STR_INIT;
    int last = -1;

    for (int i = 0; i < s->n; i++) {
        if (!s->marked[i])
            continue;
        if (last >= 0)
            gap_add(&out, s, last + 1, i);
        str_printf(&out, "%s\n", s->lines[i]);
        last = i;
    }
    return out.failed ? NULL : quote_with(a, s->who, str_cstr(&out));
}

static void take(struct ui *ui, void *state)
{
    struct state *s = state;
    bool any = false;

    for (int i = 0; i < s->n; i++)
        any = any || s->marked[i];
    if (!any)
        mark_paragraph(ui, s);
    s->choice->text = chosen(s, s->choice->arena);
    if (!s->choice->text)
        ui_fail(ui, E_NOMEM);
    else
        ui_back(ui);
}

static bool has_row(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return list_selected(&s->list) >= 0;
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, take, "quote", "Quote what is marked; with nothing marked, this paragraph", has_row},
    {' ', mark_line, "mark", "Mark the line, or take the mark away, and go to the next", has_row},
    {'p', mark_paragraph, "paragraph", "Mark the paragraph, or take its marks away", has_row},
    {'a', mark_all, "all", "Mark everything, or nothing", has_row},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_quote = {
    .name = "quote",
    .about = "Choosing what to quote",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = quote_open,
    .header = quote_header,
    .draw = quote_draw,
    .key = quote_key,
};
