/* SPDX-License-Identifier: MIT
 *
 * figure_text.c -- figures as lines.
 */
#include "figure_text.h"

#include <string.h>

#include <curbside/text/utf8.h>

enum {
    LABEL_COLS = 13,
    PLOT_COLS = 23, /* "Jul ", fourteen months, " Aug", a gap */
    WIDE_COLS = 64, /* below, the numbers stand under their plot */
    TEXT_INDENT = 1,
};

static struct line_span span(const char *text, ink style)
{
    return (struct line_span){text, (uint32_t)strlen(text), style};
}

/* "  0 ▁▂▅▇▅▃▂▁▁▁▁ 10  ", padded so that numbers stand below each other. */
static const char *plot_words(struct lines *lines, const struct figure_line *f)
{
    const char *plot = arena_printf(lines->arena, "%3s %s %s", f->low, f->plot, f->high);
    int cells = plot ? text_cells(plot, strlen(plot)) : 0;

    return plot ? arena_printf(lines->arena, "%s%*s", plot,
                               cells < PLOT_COLS ? PLOT_COLS - cells : 1, "")
                : "";
}

static void figure_line_add(struct lines *lines, int cols, const struct figure_line *f)
{
    const char *label = arena_printf(lines->arena, "%-*s", LABEL_COLS, f->label);
    const char *said = arena_printf(lines->arena, "%s: %s", f->label, f->words);
    struct line_span spans[3];
    int first = lines->n, n = 0;

    if (!label || !said) {
        lines->failed = true;
        return;
    }
    spans[n++] = span(label, THEME_LABEL);
    if (f->plot)
        spans[n++] = span(plot_words(lines, f), THEME_STRONG);
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
