/* SPDX-License-Identifier: MIT
 *
 * page.c -- text for people, measured in cells.
 */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/base/count.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>
#include <curbside/text/wrap.h>

void page_line(struct command *c, const char *fmt, ...)
{
    char line[512];
    va_list args;

    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    str_add(&c->out, line);
    str_add_char(&c->out, '\n');
}

void page_blank(struct command *c)
{
    str_add_char(&c->out, '\n');
}

/* What does not fit into memory is left out; the answer as a whole then fails by its own bound. */
static const char *clean(struct command *c, const char *text)
{
    char *ret = NULL;

    if (!text || text_clean(c->arena, CLEAN_REPAIR, text, strlen(text), &ret, NULL) != OK)
        return "";
    return ret;
}

static const char *clean_line(struct command *c, const char *text)
{
    char *ret = NULL;

    if (!text || text_line(c->arena, CLEAN_REPAIR, text, strlen(text), &ret, NULL) != OK)
        return "";
    return ret;
}

static int text_cols(const struct command *c)
{
    return c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;
}

/* Wrapped from column `first`, where the line is already; the following lines start at `rest`. */
static void add_wrapped(struct command *c, int first, int rest, const char *text)
{
    size_t n = strlen(text), from = 0;
    int indent = first;

    while (from < n || !from) {
        size_t next = 0;
        struct wrap_line line;

        /* One line at a time: the room for the first differs from the room for the others. */
        if (!wrap_next(text + from, n - from, text_cols(c) - indent, &next, &line))
            break;
        if (from && line.n)
            str_add_repeat(&c->out, ' ', (size_t)indent);
        str_add_n(&c->out, text + from + line.start, line.n);
        str_add_char(&c->out, '\n');
        from += next;
        indent = rest;
        if (!next)
            break;
    }
}

void page_text(struct command *c, int first, int rest, const char *text)
{
    str_add_repeat(&c->out, ' ', (size_t)first);
    add_wrapped(c, first, rest, clean(c, text));
}

void page_entry(struct command *c, int indent, const char *name, int at, const char *meaning)
{
    const char *shown = clean(c, name);
    int cells = indent + text_cells(shown, strlen(shown));

    str_add_repeat(&c->out, ' ', (size_t)indent);
    str_add(&c->out, shown);
    if (cells >= at || c->width < 2 * at) {
        str_add_char(&c->out, '\n');
        page_text(c, indent + 4, indent + 4, meaning);
        return;
    }
    str_add_repeat(&c->out, ' ', (size_t)(at - cells));
    add_wrapped(c, at, at, clean(c, meaning));
}

/* The start that fits, with a sign that something is missing; *ret_cells is its width. */
static void add_clipped(struct command *c, const char *text, int cols, int *ret_cells)
{
    size_t n = strlen(text);
    size_t fits = text_clip(text, n, cols, ret_cells);

    if (fits < n && cols > 1) {
        fits = text_clip(text, n, cols - 1, ret_cells);
        str_add_n(&c->out, text, fits);
        str_add(&c->out, "…");
        ++*ret_cells;
        return;
    }
    str_add_n(&c->out, text, fits);
}

void page_cut(struct command *c, int indent, const char *text)
{
    int cells;

    str_add_repeat(&c->out, ' ', (size_t)indent);
    add_clipped(c, clean_line(c, text), text_cols(c) - indent, &cells);
    str_add_char(&c->out, '\n');
}

void page_cell(struct command *c, const char *text, int cols)
{
    int cells = 0;

    if (cols <= 0)
        return;
    add_clipped(c, clean_line(c, text), cols, &cells);
    str_add_repeat(&c->out, ' ', (size_t)(cols - cells));
}

void page_cell_right(struct command *c, const char *text, int cols)
{
    int cells = text_cells(text, strlen(text));

    if (cells < cols)
        str_add_repeat(&c->out, ' ', (size_t)(cols - cells));
    else if (c->out.n > 0 && c->out.s[c->out.n - 1] != ' ' && c->out.s[c->out.n - 1] != '\n')
        str_add_char(&c->out, ' '); /* wider than its column, and yet not one with the one before */
    str_add(&c->out, text);
}

void page_end_row(struct command *c)
{
    while (c->out.n && c->out.s[c->out.n - 1] == ' ')
        c->out.s[--c->out.n] = '\0';
    str_add_char(&c->out, '\n');
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

const char *page_number(struct command *c, int64_t n)
{
    char count[COUNT_SIZE];

    return or_empty(arena_strdup(c->arena, count_format(n < 0 ? 0 : n, count)));
}

const char *page_count(struct command *c, int64_t n, const char *one, const char *many)
{
    return or_empty(arena_printf(c->arena, "%s %s", page_number(c, n), n == 1 ? one : many));
}

const char *page_day(struct command *c, int64_t wall_s)
{
    char text[TIME_RFC3339_SIZE];

    time_format_rfc3339(wall_s, text);
    return or_empty(arena_printf(c->arena, "%.10s", text));
}

const char *page_moment(struct command *c, int64_t wall_s)
{
    char text[TIME_RFC3339_SIZE];

    time_format_rfc3339(wall_s, text);
    return or_empty(arena_printf(c->arena, "%.10s %.5s UTC", text, text + 11));
}

const char *page_size(struct command *c, int64_t bytes)
{
    if (bytes < 1024)
        return page_count(c, bytes, "byte", "bytes");
    return or_empty(arena_printf(c->arena, "%s KiB", page_number(c, (bytes + 1023) / 1024)));
}
