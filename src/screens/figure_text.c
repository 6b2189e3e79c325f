/* SPDX-License-Identifier: MIT
 *
 * figure_text.c -- figures as lines.
 */
#include "figure_text.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/utf8.h>

enum {
    LABEL_COLS = 13,
    END_COLS = 3,   /* what the ends of a plot stand for: "Jul" */
    BARS_COLS = 22, /* eleven bars of two: five of four, and some months, are about as wide */
    BARS_LEAST = 14,
    ENDS_COLS = 2 * END_COLS + 3, /* "Sep " before the bars, " Feb" behind them, a gap */
    PLOT_SPANS = 5,
    WIDE_COLS = 64, /* below, the numbers stand under their plot, and a bar is one wide */
    TEXT_INDENT = 1,
};

static struct line_span span(const char *text, ink style)
{
    return (struct line_span){text, (uint32_t)strlen(text), style};
}

static bool begins_sign(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

/* The bars between two of a plot, each so many wide. */
static const char *bars_between(struct arena *a, const char *plot, int from, int to, int width)
{
    AUTO_STR struct str bars = STR_INIT;
    int at = 0;

    for (size_t i = 0, n; plot[i]; i += n, at++) {
        for (n = 1; plot[i + n] && !begins_sign(plot[i + n]);)
            n++;
        for (int k = 0; k < width && at >= from && at < to; k++)
            str_add_n(&bars, plot + i, n);
    }
    return bars.failed ? NULL : arena_strdup(a, str_cstr(&bars));
}

static int bars_of(const struct figure_line *f)
{
    return text_cells(f->plot, strlen(f->plot));
}

/* The ends of a plot, as wide as they are told to be, and how wide a bar is. */
struct plot_shape {
    int low_cols, high_cols, bar_cols;
};

/* "  0 ▁▂▅▇▅▃▂▁▁▁▁ 10": what the ends stand for recedes, and so do the bars outside of the middle
 * half. */
static int plot_spans(struct arena *a, const struct figure_line *f, struct plot_shape shape,
                      struct line_span *spans)
{
    int n_bars = bars_of(f), half_to = f->half_to > 0 ? f->half_to : n_bars, n = 0;
    const char *texts[PLOT_SPANS] = {
        arena_printf(a, "%*s ", shape.low_cols, f->low),
        bars_between(a, f->plot, 0, f->half_from, shape.bar_cols),
        bars_between(a, f->plot, f->half_from, half_to, shape.bar_cols),
        bars_between(a, f->plot, half_to, n_bars, shape.bar_cols),
        arena_printf(a, " %-*s", shape.high_cols, f->high),
    };

    for (int i = 0; i < PLOT_SPANS; i++)
        if (texts[i] && *texts[i])
            spans[n++] = span(texts[i], i == PLOT_SPANS / 2 ? THEME_PLOT : THEME_DIM);
    return n;
}

static int bar_cols(const struct figure_line *f, int cols)
{
    int n = bars_of(f);

    return cols < n || n == 0 ? 1 : cols / n;
}

/* `bars`: columns for the bars of every plot, with which numbers stand below each other; 0: the
 * plot stands alone. */
static int line_plot_spans(struct arena *a, int bars, const struct figure_line *f,
                           struct line_span *spans)
{
    struct plot_shape shape = {.low_cols = END_COLS, .bar_cols = 1};

    if (bars > 0) {
        shape.bar_cols = bar_cols(f, bars);
        shape.high_cols = END_COLS + 1 + bars - bars_of(f) * shape.bar_cols;
    }
    return plot_spans(a, f, shape, spans);
}

/* As wide as leaves room for the words behind every plot. */
static int plots_cols(int cols, const struct figure_lines *figures)
{
    int before = TEXT_INDENT + LABEL_COLS + ENDS_COLS + BARS_COLS;

    if (cols < WIDE_COLS)
        return 0;
    for (int i = 0; i < figures->n; i++)
        if (figures->rows[i].plot && before + (int)strlen(figures->rows[i].words) > cols)
            return BARS_LEAST;
    return BARS_COLS;
}

void figure_text_plot(struct lines *lines, int cols, const struct figure_line *f)
{
    struct line_span spans[PLOT_SPANS];
    int ends;

    if (!f->plot || f->field == FIELD_MONTH)
        return;
    ends = (int)strlen(f->low) + 1 + 1 + (int)strlen(f->high);
    if (ends + bars_of(f) > cols)
        return;
    ends = cols - ends < BARS_COLS ? cols - ends : BARS_COLS;
    lines_add_spans(
        lines, 0, spans,
        plot_spans(lines->arena, f, (struct plot_shape){.bar_cols = bar_cols(f, ends)}, spans));
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
static void figure_line_add(struct lines *lines, int cols, int bars, bool numbers,
                            const struct figure_line *f)
{
    const char *label = arena_printf(lines->arena, "%-*s", LABEL_COLS, f->label);
    const char *said = arena_printf(lines->arena, "%s: %s%s%s", f->label, f->words,
                                    f->bars ? ". Answers: " : "", f->bars ? f->bars : "");
    struct line_span spans[PLOT_SPANS + 2];
    int first = lines->n, n = 0;

    if (!label || !said) {
        lines->failed = true;
        return;
    }
    spans[n++] = span(label, THEME_LABEL);
    if (f->plot)
        n += line_plot_spans(lines->arena, bars, f, spans + n);
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
        figure_line_add(lines, cols, plots_cols(cols, figures), numbers, &figures->rows[i]);
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
