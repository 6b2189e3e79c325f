/* SPDX-License-Identifier: MIT
 *
 * compare.c -- two or three schools side by side: the same figures in the same lines, or on a
 * narrow screen below each other.
 */
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/text/utf8.h>

#include "context.h"
#include "figure_text.h"
#include "page.h"
#include "places.h"

enum {
    LABEL_COLS = 12,
    COLS_LEAST = 64, /* below, one value to a line */
    GAP_COLS = 2,
    CELL_SPANS = 6, /* of a plot, and the gap behind it */
};

struct compared {
    char *slug;
    struct school_figures figures;
    struct figure_lines lines;
};

struct state {
    struct compared schools[SCHOOLS_COMPARED];
    int n;
    struct page page;
};

static enum err compare_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    for (int i = 0; i < s->n; i++) {
        struct compared *c = &s->schools[i];

        TRY(report_figures(page, visit_of(ui), c->slug, 0, &c->figures));
        TRY(figure_lines(page, &c->figures.figures, false, &c->lines));
    }
    s->page.cols = s->page.cols > 0 ? -1 : 0;
    return OK;
}

static enum err compare_open(struct ui *ui, void *state, const void *arg)
{
    const struct compare_arg *a = arg;
    struct state *s = state;

    for (s->n = 0; s->n < a->n; s->n++) {
        s->schools[s->n].slug = arena_strdup(ui_arena(ui), a->schools[s->n]);
        if (!s->schools[s->n].slug)
            return E_NOMEM;
    }
    return compare_load(ui, s);
}

static void compare_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void compare_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = is_narrow(ui) ? "Side by side" : "Interviews › side by side";
    ret->right = s->n == 2 ? "two schools" : "three schools";
}

/* ---- laying out ---- */

/* What the school says in this line: 0 its name, 1 how many reports, then the figures. */
static const char *value(struct arena *a, const struct compared *c, int line)
{
    if (line == 0)
        return c->figures.school.short_name;
    if (line == 1)
        return c->figures.day == 0 ? "no figures yet"
                                   : arena_printf(a, "about %d", c->figures.figures.page.n);
    return c->figures.day == 0 ? "-" : c->lines.rows[line - 2].words;
}

static const char *label(const struct state *s, int line)
{
    return line == 0 ? "" : line == 1 ? "Reports" : s->schools[0].lines.rows[line - 2].label;
}

/* The words of a line in a column of their own, under the plot that belongs to them. */
static void lay_cell(const struct state *s, int school, int line, int width, struct lines *ret)
{
    const struct compared *c = &s->schools[school];
    struct arena *a = ret->arena;

    if (line >= 2 && c->figures.day != 0)
        figure_text_plot(ret, width, &c->lines.rows[line - 2]);
    lines_wrap(ret, 0, width, line == 0 ? THEME_STRONG : THEME_TEXT, value(a, c, line));
}

/* Spans of one row of a cell, then spaces up to the next column. */
static int cell_spans(struct arena *a, const struct lines *cell, int row, int width,
                      struct line_span *spans)
{
    const struct line *line = row < cell->n ? &cell->line[row] : NULL;
    int n = 0, cols = 0;
    const char *gap;

    for (; line && n < line->n_spans && n < CELL_SPANS - 1; n++) {
        spans[n] = line->spans[n];
        cols += text_cells(spans[n].text, spans[n].n);
    }
    gap = arena_printf(a, "%*s", width + GAP_COLS - cols, "");
    if (gap)
        spans[n++] = (struct line_span){gap, (uint32_t)strlen(gap), THEME_TEXT};
    return n;
}

/* A block of rows: every value in a column of its own. */
static void lay_columns(const struct state *s, struct lines *lines, int cols, int line)
{
    int width = (cols - LABEL_COLS) / s->n - GAP_COLS, rows = 0;
    struct lines cells[SCHOOLS_COMPARED];

    for (int i = 0; i < s->n; i++) {
        lines_init(&cells[i], lines->arena);
        lay_cell(s, i, line, width, &cells[i]);
        rows = cells[i].n > rows ? cells[i].n : rows;
        lines->failed = lines->failed || cells[i].failed;
    }
    for (int row = 0; row < rows && !lines->failed; row++) {
        struct line_span spans[1 + SCHOOLS_COMPARED * CELL_SPANS];
        const char *text = arena_printf(lines->arena, "%-*s", LABEL_COLS,
                                        row == 0 ? label(s, line) : "");
        int n = 1;

        spans[0] = (struct line_span){text, text ? (uint32_t)strlen(text) : 0, THEME_LABEL};
        for (int i = 0; i < s->n; i++)
            n += cell_spans(lines->arena, &cells[i], row, width, spans + n);
        lines_add_spans(lines, 1, spans, n);
    }
}

static void lay_below(const struct state *s, struct lines *lines, int cols, int line)
{
    if (line > 0)
        lines_add(lines, 1, THEME_LABEL, label(s, line));
    for (int i = 0; i < s->n; i++)
        lines_wrap(lines, line > 0 ? 3 : 1, cols, line == 0 ? THEME_STRONG : THEME_TEXT,
                   arena_printf(lines->arena, "%c  %s", 'A' + i,
                                value(lines->arena, &s->schools[i], line)));
}

/* Read aloud, a line is what each school says, one after the other. */
static void say_line(const struct state *s, struct lines *lines, int line, int first)
{
    AUTO_STR struct str said = STR_INIT;

    if (lines->failed || lines->n == first)
        return;
    if (line > 0)
        str_printf(&said, "%s. ", label(s, line));
    for (int i = 0; i < s->n; i++)
        str_printf(&said, "%s%s%s%s", i ? "; " : "",
                   line > 0 ? s->schools[i].figures.school.short_name : "", line > 0 ? ": " : "",
                   value(lines->arena, &s->schools[i], line));
    lines_hush(lines, first + 1);
    lines->line[first].say = arena_strdup(lines->arena, str_cstr(&said));
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    for (int line = 0; line < s->schools[0].lines.n + 2; line++) {
        int first = lines->n;

        if (width >= COLS_LEAST)
            lay_columns(s, lines, width, line);
        else
            lay_below(s, lines, width, line);
        say_line(s, lines, line, first);
    }
    figure_text_caution(lines, width);
}

static void compare_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool compare_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

/* ---- keys ---- */

static bool has_room(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->n < SCHOOLS_COMPARED;
}

static void add_third(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct interviews_arg arg = {.n_with = s->n};

    for (int i = 0; i < s->n; i++)
        arg.with[i] = s->schools[i].slug;
    ui_replace(ui, "interviews", &arg, sizeof arg);
}

static const struct key_action keys[] = {
    {'x', add_third, "a third", "Add a third school", has_room},
    {0},
};

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_compare = {
    .name = "compare",
    .about = "Schools side by side",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = compare_open,
    .resume = compare_load,
    .header = compare_header,
    .draw = compare_draw,
    .key = compare_key,
    .close = compare_close,
};
