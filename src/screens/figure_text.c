/* SPDX-License-Identifier: MIT
 *
 * figure_text.c -- figures as lines.
 */
#include "figure_text.h"

#include <string.h>

#include <curbside/text/utf8.h>

enum {
    LABEL_COLS = 13,
    END_COLS = 3,   /* what the ends of a plot stand for: "Jul" */
    PLOT_COLS = 23, /* "Jul ", fourteen months, " Aug", a gap */
    WIDE_COLS = 64, /* below, the numbers stand under their plot */
    TEXT_INDENT = 1,
};

static struct line_span span(const char *text, ink style)
{
    return (struct line_span){text, (uint32_t)strlen(text), style};
}

/* "  0 ▁▂▅▇▅▃▂▁▁▁▁ 10  ": what the ends stand for recedes, and numbers stand below each other. */
static int plot_spans(struct lines *lines, const struct figure_line *f, struct line_span *spans)
{
    const char *low = arena_printf(lines->arena, "%*s ", END_COLS, f->low);
    int cells = END_COLS + 2 + text_cells(f->plot, strlen(f->plot));
    const char *high = arena_printf(lines->arena, " %-*s", PLOT_COLS - cells, f->high);

    spans[0] = span(low ? low : "", THEME_DIM);
    spans[1] = span(f->plot, THEME_PLOT);
    spans[2] = span(high ? high : "", THEME_DIM);
    return 3;
}

static void figure_line_add(struct lines *lines, int cols, const struct figure_line *f)
{
    const char *label = arena_printf(lines->arena, "%-*s", LABEL_COLS, f->label);
    const char *said = arena_printf(lines->arena, "%s: %s", f->label, f->words);
    struct line_span spans[5];
    int first = lines->n, n = 0;

    if (!label || !said) {
        lines->failed = true;
        return;
    }
    spans[n++] = span(label, THEME_LABEL);
    if (f->plot)
        n += plot_spans(lines, f, spans + n);
    if (!f->plot && LABEL_COLS + (int)strlen(f->words) + TEXT_INDENT > cols) {
        lines_add(lines, TEXT_INDENT, THEME_LABEL, f->label);
        lines_wrap(lines, TEXT_INDENT + 2, cols, THEME_TEXT, f->words);
    } else if (f->plot && cols < WIDE_COLS) {
        lines_add_spans(lines, TEXT_INDENT, spans, n);
        lines_wrap(lines, TEXT_INDENT + LABEL_COLS, cols, THEME_TEXT, f->words);
    } else {
        spans[n++] = span(f->words, THEME_TEXT);
        lines_add_spans(lines, TEXT_INDENT, spans, n);
    }
    if (lines->failed)
        return;
    if (lines->n - first > 1)
        lines_hush(lines, first + 1);
    lines->line[first].say = said;
}

void figure_text_lines(struct lines *lines, int cols, const struct figure_lines *figures)
{
    for (int i = 0; i < figures->n; i++)
        figure_line_add(lines, cols, &figures->rows[i]);
}

void figure_text_caution(struct lines *lines, int cols)
{
    lines_blank(lines);
    lines_wrap(lines, TEXT_INDENT, cols, THEME_DIM, interview_caution);
}
