/* SPDX-License-Identifier: MIT
 *
 * canvas.h -- a screenful of cells in memory, drawn from left to right and top to bottom.
 *
 * Pure: no terminal, no clock. canvas_text() is the one door by which text enters, whoever wrote
 * it: control bytes and escapes are dropped, width is measured by text/utf8.h and a character drawn
 * in the form on which terminals agree, what does not fit is clipped. So the picture a terminal
 * shows is the picture in here, and nothing a user writes can move another user's cursor. The
 * bottom right cell is never drawn: some terminals scroll when it is.
 *
 * Coordinates are columns and rows from 0; anything outside is clipped, never an error.
 */
#ifndef CURBSIDE_TERM_CANVAS_H
#define CURBSIDE_TERM_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/term/theme.h>

enum {
    CANVAS_MIN_COLS = 20,
    CANVAS_MIN_ROWS = 6,
    CANVAS_MAX_COLS = 240, /* the worst frame at 500x200 is 2.9 MB; at 240x80 a tenth */
    CANVAS_MAX_ROWS = 80,
    CANVAS_MARKS = 4, /* combining marks kept on one character */
};

/* A rectangle of the screen. */
struct area {
    int x, y, cols, rows;
};

enum canvas_charset {
    CHARSET_UNICODE,
    CHARSET_ASCII_LINES, /* text as it is, lines and symbols in ASCII */
    CHARSET_ASCII,       /* text too: letters without their marks, "?" for what has no likeness */
};

struct canvas;

/* A blank canvas; cols and rows are clamped to the limits above. NULL without memory. */
struct canvas *canvas_new(int cols, int rows);
void canvas_free(struct canvas *c);
/* Blank in the new size (clamped). E_NOMEM: the canvas is unchanged. */
NODISCARD enum err canvas_resize(struct canvas *c, int cols, int rows);
/* Give the memory of the cells back while nobody looks. What they hold is lost: canvas_clear()
 * comes next, and needs no memory that could be missing. */
void canvas_rest(struct canvas *c);
/* Blank; the cursor goes to the top left. */
void canvas_clear(struct canvas *c);
int canvas_cols(const struct canvas *c);
int canvas_rows(const struct canvas *c);
struct area canvas_area(const struct canvas *c);
/* Which characters the terminal can be trusted with. Kept by clear. */
void canvas_charset_set(struct canvas *c, enum canvas_charset charset);
enum canvas_charset canvas_charset(const struct canvas *c);

/*
 * Draw `s` at x,y in at most `max_cols` columns; white space other than the space becomes one
 * space, control bytes vanish, invalid UTF-8 becomes U+FFFD. A character that would be cut in half
 * is left out. Returns the columns used.
 */
int canvas_text(struct canvas *c, int x, int y, int max_cols, ink s, const char *text);
int canvas_text_n(struct canvas *c, int x, int y, int max_cols, ink s, const char *text, size_t n);
/* As canvas_text(), but what is cut ends in an ellipsis. */
int canvas_text_fit(struct canvas *c, int x, int y, int max_cols, ink s, const char *text);
/* As canvas_text_fit(), ending before column `end`. Returns the columns used. */
int canvas_text_right(struct canvas *c, int end, int y, int max_cols, ink s, const char *text);
/* printf through the same door; at most 512 bytes of result. */
int canvas_printf(struct canvas *c, int x, int y, int max_cols, ink s, const char *fmt, ...)
    PRINTF(6, 7);
/* Append `text` as a canvas with CHARSET_ASCII shows it, in as many columns; control bytes stay. */
void canvas_ascii_add(struct str *out, const char *text, size_t n);
/* Columns canvas_text() would use without a limit. */
int canvas_text_cols(const struct canvas *c, const char *text);

/*
 * Whoever listens is told every text that is drawn, whole, before it is clipped, and where: for a
 * back end that has no cells. Lines and marks are for the eye and are not told. The listener
 * lives as long as it listens; NULL: nobody does.
 */
struct canvas_listener {
    void (*text)(void *ctx, int x, int y, const char *text, size_t n);
    void *ctx;
};
void canvas_listen(struct canvas *c, const struct canvas_listener *listener);
const struct canvas_listener *canvas_listener(const struct canvas *c);

/* Blank cells in a style. */
void canvas_fill(struct canvas *c, struct area a, ink s);
void canvas_hline(struct canvas *c, int x, int y, int cols, ink s);
/* Or more attributes into cells that are drawn already: a selected row, a found word. */
void canvas_mark(struct canvas *c, struct area a, uint16_t attrs);

enum symbol {
    SYMBOL_POINTER,  /* the selected row */
    SYMBOL_BULLET,   /* a list item, an unread mark */
    SYMBOL_ELLIPSIS, /* cut text */
    SYMBOL_BAR,      /* left of a quote */
    SYMBOL_UP,
    SYMBOL_DOWN,
    SYMBOL_RIGHT, /* leads to */
    SYMBOL_CRUMB, /* between the parts of a place: "MCAT › Retake" */
    N_SYMBOLS
};
/* The symbol as text for this canvas (one column, or more in ASCII). */
const char *canvas_symbol(const struct canvas *c, enum symbol symbol);

/* Where the hardware cursor rests; clamped to the canvas. */
void canvas_cursor_set(struct canvas *c, int x, int y);
void canvas_cursor_get(const struct canvas *c, int *ret_x, int *ret_y);

/* Of a text longer than its area: how many lines of it were shown by now, and of how many. For
 * whoever draws the frame around it; 0 and 0 after clear. */
void canvas_part_set(struct canvas *c, int shown, int of);
void canvas_part_get(const struct canvas *c, int *ret_shown, int *ret_of);

/* One cell as a terminal needs it. */
struct canvas_cell {
    uint32_t ch;                  /* a printable character of `cols` columns; ' ' when blank */
    uint32_t marks[CANVAS_MARKS]; /* combining marks, 0 ends */
    ink ink;
    uint8_t cols; /* 1 or 2; 0: the right half of the cell before */
};
/* x and y inside the canvas. */
struct canvas_cell canvas_cell(const struct canvas *c, int x, int y);

/* A number that differs, but for one case in 2^64, when these cells of a row do; never 0. All of
 * them inside the canvas. */
uint64_t canvas_span_hash(const struct canvas *c, int x, int y, int cols);

enum canvas_dump {
    DUMP_TEXT = 0,   /* rows of text, blanks at the end of a row cut */
    DUMP_CURSOR = 1, /* then a line "cursor X,Y" */
    DUMP_ROLES = 2,  /* then runs of cells that are not plain text: "Y: X-X role attrs" */
};
/* For golden tests and for looking at: appended to `ret`, UTF-8, one line per row. */
void canvas_dump(const struct canvas *c, unsigned what, struct str *ret);

#endif
