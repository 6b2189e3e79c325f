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

/* In front of the first of some lines that were wrapped behind its column. */
static void label_put(struct lines *lines, int first, const char *label)
{
    struct line_span *spans = arena_array(lines->arena, 2, sizeof *spans);
    struct line *line = &lines->line[first];

    lines->failed = lines->failed || !spans;
    if (lines->failed || lines->n == first)
        return;
    spans[0] = span(label, THEME_LABEL);
    spans[1] = line->spans[0];
    line->spans = spans;
    line->n_spans = 2;
    line->indent = TEXT_INDENT;
}

/* `numbers`: with what the bars stand for. */
static void figure_line_add(struct lines *lines, int cols, bool numbers,
                            const struct figure_line *f)
{
    const char *label = arena_printf(lines->arena, "%-*s", LABEL_COLS, f->label);
    const char *said = arena_printf(lines->arena, "%s: %s%s%s", f->label, f->words,
                                    f->bars ? ". Answers: " : "", f->bars ? f->bars : "");
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
        if (cols < WIDE_COLS)
            lines_add(lines, TEXT_INDENT, THEME_LABEL, f->label);
        lines_wrap(lines, TEXT_INDENT + (cols < WIDE_COLS ? 2 : LABEL_COLS), cols, THEME_TEXT,
                   f->words);
        if (cols >= WIDE_COLS)
            label_put(lines, first, label);
    } else if (f->plot && cols < WIDE_COLS) {
        lines_add_spans(lines, TEXT_INDENT, spans, n);
        lines_wrap(lines, TEXT_INDENT + LABEL_COLS, cols, THEME_TEXT, f->words);
    } else {
        spans[n++] = span(f->words, THEME_TEXT);
        lines_add_spans(lines, TEXT_INDENT, spans, n);
    }
    if (numbers && f->bars)
        lines_wrap(lines, TEXT_INDENT + (cols < WIDE_COLS ? 2 : LABEL_COLS), cols, THEME_DIM,
                   f->bars);
    if (lines->failed)
        return;
    if (lines->n - first > 1)
        lines_hush(lines, first + 1);
    lines->line[first].say = said;
}

void figure_text_lines(struct lines *lines, int cols, bool numbers,
                       const struct figure_lines *figures)
{
    for (int i = 0; i < figures->n; i++)
        figure_line_add(lines, cols, numbers, &figures->rows[i]);
}

void figure_text_caution(struct lines *lines, int cols)
{
    int first;

    lines_blank(lines);
    first = lines->n;
    lines_wrap(lines, TEXT_INDENT, cols, THEME_DIM, interview_caution);
    if (lines->failed)
        return;
    lines_hush(lines, first + 1);
    lines->line[first].say = interview_caution_said;
}
