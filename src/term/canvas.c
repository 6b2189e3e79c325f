/* SPDX-License-Identifier: MIT
 *
 * canvas.c -- cells, and the one door by which text becomes cells.
 *
 * A cell is 12 bytes: a character, its style, and where its combining marks are. Marks are rare, so
 * they live in a pool that is emptied with the canvas; when the pool is full, marks are dropped.
 *
 * Invariant: a cell with cols 2 is always followed by one with cols 0, and the other way round, so
 * that what overwrites half of a wide character blanks the other half.
 */
#include <curbside/term/canvas.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <curbside/text/utf8.h>

#include "ascii.h"

enum {
    MARKS_POOL = 2048, /* marked characters on one screen; a full page of Vietnamese has 400 */
    PRINTF_BYTES = 512,
};

struct cell {
    uint32_t ch;
    ink ink;
    uint16_t marks; /* 1 + index into the pool, 0: none */
    uint8_t cols;
};

struct canvas {
    int cols, rows;
    int cursor_x, cursor_y;
    int part_shown, part_of;
    enum canvas_charset charset;
    const struct canvas_listener *listener;
    struct cell *cells;
    uint32_t (*marks)[CANVAS_MARKS];
    int n_marks;
};

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static struct cell *cell_at(const struct canvas *c, int x, int y)
{
    return &c->cells[y * c->cols + x];
}

static bool drawable(const struct canvas *c, int x, int y)
{
    if (x < 0 || y < 0 || x >= c->cols || y >= c->rows)
        return false;
    return x != c->cols - 1 || y != c->rows - 1;
}

struct canvas *canvas_new(int cols, int rows)
{
    struct canvas *c = calloc(1, sizeof(*c));

    if (c == NULL)
        return NULL;
    if (canvas_resize(c, cols, rows) != OK) {
        canvas_free(c);
        return NULL;
    }
    return c;
}

void canvas_free(struct canvas *c)
{
    if (c == NULL)
        return;
    free(c->cells);
    free(c->marks);
    free(c);
}

enum err canvas_resize(struct canvas *c, int cols, int rows)
{
    struct cell *cells;

    cols = clamp(cols, CANVAS_MIN_COLS, CANVAS_MAX_COLS);
    rows = clamp(rows, CANVAS_MIN_ROWS, CANVAS_MAX_ROWS);
    cells = calloc((size_t)cols * (size_t)rows, sizeof(*cells));
    if (cells == NULL)
        return E_NOMEM;
    free(c->cells);
    c->cells = cells;
    c->cols = cols;
    c->rows = rows;
    canvas_clear(c);
    return OK;
}

void canvas_rest(struct canvas *c)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t cells = (uintptr_t)c->cells;
    uintptr_t from = (cells + page - 1) / page * page;
    uintptr_t to = (cells + sizeof(*c->cells) * (size_t)c->cols * (size_t)c->rows) / page * page;

    if (to > from) /* whole pages alone: what lies beside them is not ours */
        IGNORE(madvise((void *)from, to - from, MADV_DONTNEED)); /* only memory is at stake */
}

void canvas_clear(struct canvas *c)
{
    int n = c->cols * c->rows;

    for (int i = 0; i < n; i++)
        c->cells[i] = (struct cell){.ch = ' ', .ink = THEME_TEXT, .cols = 1};
    c->n_marks = 0;
    c->cursor_x = c->cursor_y = 0;
    c->part_shown = c->part_of = 0;
}

int canvas_cols(const struct canvas *c)
{
    return c->cols;
}

int canvas_rows(const struct canvas *c)
{
    return c->rows;
}

struct area canvas_area(const struct canvas *c)
{
    return (struct area){0, 0, c->cols, c->rows};
}

void canvas_charset_set(struct canvas *c, enum canvas_charset charset)
{
    c->charset = charset;
}

enum canvas_charset canvas_charset(const struct canvas *c)
{
    return c->charset;
}

void canvas_listen(struct canvas *c, const struct canvas_listener *listener)
{
    c->listener = listener;
}

const struct canvas_listener *canvas_listener(const struct canvas *c)
{
    return c->listener;
}

static void hear(const struct canvas *c, int x, int y, const char *text, size_t n)
{
    if (c->listener != NULL && n > 0)
        c->listener->text(c->listener->ctx, x, y, text, n);
}

/* Free one cell of a wide character's other half. */
static void cell_break(struct canvas *c, int x, int y)
{
    struct cell *cell = cell_at(c, x, y);
    struct cell *other = NULL;

    if (cell->cols == 2 && x + 1 < c->cols)
        other = cell + 1;
    else if (cell->cols == 0 && x > 0)
        other = cell - 1;
    if (other != NULL)
        *other = (struct cell){.ch = ' ', .ink = other->ink, .cols = 1};
}

/* One character at x,y; the caller has checked that all of its columns are drawable. */
static void cell_put(struct canvas *c, int x, int y, ink s, uint32_t ch, int cols)
{
    cell_break(c, x, y);
    if (cols == 2) {
        cell_break(c, x + 1, y);
        *cell_at(c, x + 1, y) = (struct cell){.ch = ' ', .ink = s, .cols = 0};
    }
    *cell_at(c, x, y) = (struct cell){.ch = ch, .ink = s, .cols = (uint8_t)cols};
}

/* Add a combining mark to a drawn character. Past CANVAS_MARKS it is dropped: text stacked to
 * cover its neighbors has no meaning to lose. */
static void cell_mark(struct canvas *c, int x, int y, uint32_t mark)
{
    struct cell *cell;
    uint32_t *marks;

    if (!drawable(c, x, y))
        return;
    cell = cell_at(c, x, y);
    if (cell->marks == 0) {
        if (c->marks == NULL)
            c->marks = calloc(MARKS_POOL, sizeof(*c->marks));
        if (c->marks == NULL || c->n_marks >= MARKS_POOL)
            return;
        memset(c->marks[c->n_marks], 0, sizeof(*c->marks));
        cell->marks = (uint16_t)++c->n_marks;
    }
    marks = c->marks[cell->marks - 1];
    for (int i = 0; i < CANVAS_MARKS; i++) {
        if (marks[i] == 0) {
            marks[i] = mark;
            return;
        }
    }
}

/* What is being drawn, and where it has got to. */
struct pen {
    struct canvas *c;
    int x, y, end; /* next column, row, first column not to be drawn */
    ink ink;
};

static void pen_put(struct pen *pen, uint32_t ch, int cols)
{
    if (drawable(pen->c, pen->x, pen->y) &&
        (cols == 1 || drawable(pen->c, pen->x + cols - 1, pen->y)))
        cell_put(pen->c, pen->x, pen->y, pen->ink, ch, cols);
    pen->x += cols;
}

static void pen_put_ascii(struct pen *pen, uint32_t ch, int cols)
{
    char likeness = ascii_likeness(ch);

    for (int i = 0; i < cols; i++)
        pen_put(pen, (uint32_t)likeness, 1);
}

/* A cluster in its drawn form. */
static void pen_cluster(struct pen *pen, const struct cluster *cluster)
{
    struct glyph glyphs[2];
    int n = cluster_glyphs(cluster, glyphs);

    for (int i = 0; i < n; i++) {
        int x = pen->x;

        if (pen->c->charset == CHARSET_ASCII) {
            pen_put_ascii(pen, (uint32_t)glyphs[i].chars[0], glyphs[i].cells);
            continue;
        }
        pen_put(pen, (uint32_t)glyphs[i].chars[0], glyphs[i].cells);
        for (int mark = 1; glyphs[i].chars[mark] != 0; mark++)
            cell_mark(pen->c, x, pen->y, (uint32_t)glyphs[i].chars[mark]);
    }
}

void canvas_ascii_add(struct str *out, const char *text, size_t n)
{
    const char *p = text, *end = text + n;
    struct cluster cluster;
    struct glyph glyphs[2];

    while (p < end) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) {
            str_add_char(out, *p++);
            continue;
        }
        if (!cluster_next(&p, end, &cluster))
            return;
        for (int i = 0, g = cluster_glyphs(&cluster, glyphs); i < g; i++)
            for (int cell = 0; cell < glyphs[i].cells; cell++)
                str_add_char(out, ascii_likeness((uint32_t)glyphs[i].chars[0]));
    }
}

/* The next cluster as the canvas sees it: any white space is one column. */
static bool piece_next(const char **p, const char *end, struct cluster *ret, bool *ret_space)
{
    if (!cluster_next(p, end, ret))
        return false;
    *ret_space = *ret->s == ' ' || *ret->s == '\t' || *ret->s == '\n';
    if (*ret_space)
        ret->cells = 1;
    return true;
}

/* Does a cluster of one column begin here that is the character itself? Printable ASCII before
 * printable ASCII or the end: nearly all of most texts. */
static bool is_letter(const char *p, const char *end)
{
    return p < end && *p >= 0x20 && *p < 0x7f && (p + 1 == end || (p[1] >= 0x20 && p[1] < 0x7f));
}

/* As many letters as there are and fit, without a look into any table. Returns where they end. */
static const char *pen_letters(struct pen *pen, const char *p, const char *end)
{
    while (pen->x < pen->end && pen->x < pen->c->cols && is_letter(p, end))
        pen_put(pen, (unsigned char)*p++, 1);
    return p;
}

static int text_put(struct canvas *c, int x, int y, int max_cols, ink s, const char *text, size_t n)
{
    struct pen pen = {.c = c, .x = x, .y = y, .end = x + max_cols, .ink = s};
    const char *p = text;
    struct cluster piece;
    bool space;

    if (max_cols <= 0 || y < 0 || y >= c->rows)
        return 0;
    for (;;) {
        p = pen_letters(&pen, p, text + n);
        if (pen.x >= c->cols || !piece_next(&p, text + n, &piece, &space))
            break;
        if (pen.x + piece.cells > pen.end)
            break;
        if (space)
            pen_put(&pen, ' ', 1);
        else if (piece.cells > 0)
            pen_cluster(&pen, &piece);
    }
    return pen.x - x;
}

int canvas_text_n(struct canvas *c, int x, int y, int max_cols, ink s, const char *text, size_t n)
{
    if (text == NULL)
        return 0;
    hear(c, x, y, text, n);
    return text_put(c, x, y, max_cols, s, text, n);
}

int canvas_text(struct canvas *c, int x, int y, int max_cols, ink s, const char *text)
{
    return text == NULL ? 0 : canvas_text_n(c, x, y, max_cols, s, text, strlen(text));
}

/* Columns of a text, counted no further than past `enough`. */
static int text_cols(const char *text, int enough)
{
    const char *p = text;
    const char *end = text + strlen(text);
    struct cluster piece;
    bool space;
    int total = 0;

    while (total <= enough) {
        if (is_letter(p, end)) {
            p++;
            total++;
            continue;
        }
        if (!piece_next(&p, end, &piece, &space))
            break;
        total += piece.cells;
    }
    return total;
}

int canvas_text_cols(const struct canvas *c, const char *text)
{
    (void)c;
    return text == NULL ? 0 : text_cols(text, CANVAS_MAX_COLS * CANVAS_MAX_ROWS);
}

int canvas_text_fit(struct canvas *c, int x, int y, int max_cols, ink s, const char *text)
{
    const char *dots = canvas_symbol(c, SYMBOL_ELLIPSIS);
    int dots_cols;
    int used;

    if (text == NULL)
        return 0;
    hear(c, x, y, text, strlen(text));
    if (text_cols(text, max_cols) <= max_cols)
        return text_put(c, x, y, max_cols, s, text, strlen(text));
    dots_cols = text_cols(dots, max_cols);
    used = text_put(c, x, y, max_cols - dots_cols, s, text, strlen(text));
    return used + text_put(c, x + used, y, max_cols - used, s, dots, strlen(dots));
}

int canvas_text_right(struct canvas *c, int end, int y, int max_cols, ink s, const char *text)
{
    int cols;

    if (text == NULL)
        return 0;
    cols = text_cols(text, max_cols);
    if (cols > max_cols)
        cols = max_cols;
    return canvas_text_fit(c, end - cols, y, cols, s, text);
}

int canvas_printf(struct canvas *c, int x, int y, int max_cols, ink s, const char *fmt, ...)
{
    char text[PRINTF_BYTES];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return canvas_text(c, x, y, max_cols, s, text);
}

void canvas_fill(struct canvas *c, struct area a, ink s)
{
    for (int y = a.y; y < a.y + a.rows; y++) {
        for (int x = a.x; x < a.x + a.cols; x++) {
            if (drawable(c, x, y))
                cell_put(c, x, y, s, ' ', 1);
        }
    }
}

void canvas_mark(struct canvas *c, struct area a, uint16_t attrs)
{
    for (int y = a.y; y < a.y + a.rows; y++) {
        for (int x = a.x; x < a.x + a.cols; x++) {
            if (drawable(c, x, y)) {
                struct cell *cell = cell_at(c, x, y);

                cell->ink = (ink)(cell->ink | (attrs & ~ATTR_ROLE_MASK));
            }
        }
    }
}

static void put_if_drawable(struct canvas *c, int x, int y, ink s, uint32_t ch)
{
    if (drawable(c, x, y))
        cell_put(c, x, y, s, ch, 1);
}

void canvas_hline(struct canvas *c, int x, int y, int cols, ink s)
{
    for (int i = 0; i < cols; i++)
        put_if_drawable(c, x + i, y, s, c->charset == CHARSET_UNICODE ? 0x2500 : '-');
}

const char *canvas_symbol(const struct canvas *c, enum symbol symbol)
{
    /* Every character is in WGL4, so that every terminal font has it. */
    /* clang-format off */
    static const char *const symbols[N_SYMBOLS][2] = {
        [SYMBOL_POINTER] =  {"\u25ba",   ">"},
        [SYMBOL_BULLET] =   {"\u2022",   "*"},
        [SYMBOL_ELLIPSIS] = {"\u2026",   ".."},
        [SYMBOL_BAR] =      {"\u2502",   "|"},
        [SYMBOL_UP] =       {"\u2191",   "^"},
        [SYMBOL_DOWN] =     {"\u2193",   "v"},
        [SYMBOL_RIGHT] =    {"\u2192",   "->"},
        [SYMBOL_CRUMB] =    {" \u203a ", " > "},
    };
    /* clang-format on */
    return symbols[symbol][c->charset == CHARSET_UNICODE ? 0 : 1];
}

void canvas_cursor_set(struct canvas *c, int x, int y)
{
    c->cursor_x = clamp(x, 0, c->cols - 1);
    c->cursor_y = clamp(y, 0, c->rows - 1);
}

void canvas_cursor_get(const struct canvas *c, int *ret_x, int *ret_y)
{
    *ret_x = c->cursor_x;
    *ret_y = c->cursor_y;
}

void canvas_part_set(struct canvas *c, int shown, int of)
{
    c->part_shown = shown;
    c->part_of = of;
}

void canvas_part_get(const struct canvas *c, int *ret_shown, int *ret_of)
{
    *ret_shown = c->part_shown;
    *ret_of = c->part_of;
}

struct canvas_cell canvas_cell(const struct canvas *c, int x, int y)
{
    const struct cell *cell = cell_at(c, x, y);
    struct canvas_cell ret = {.ch = cell->ch, .ink = cell->ink, .cols = cell->cols};

    if (cell->marks != 0)
        memcpy(ret.marks, c->marks[cell->marks - 1], sizeof(ret.marks));
    return ret;
}

uint64_t canvas_span_hash(const struct canvas *c, int x, int y, int cols)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;

    for (int i = 0; i < cols; i++) {
        const struct cell *cell = cell_at(c, x + i, y);

        hash ^= cell->ch | (uint64_t)cell->ink << 32 | (uint64_t)cell->cols << 48;
        hash *= 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
        for (int m = 0; cell->marks != 0 && m < CANVAS_MARKS; m++)
            hash = (hash ^ c->marks[cell->marks - 1][m]) * 0xc4ceb9fe1a85ec53u;
    }
    return hash != 0 ? hash : 1;
}
