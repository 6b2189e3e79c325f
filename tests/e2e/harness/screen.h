/* SPDX-License-Identifier: MIT
 *
 * screen.h -- a caller in front of a terminal: a real client in a pty, its output parsed by
 * libvterm.
 */
#ifndef CURBSIDE_TESTS_SCREEN_H
#define CURBSIDE_TESTS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "e2e/harness/caller.h"

struct screen;

struct look {
    uint32_t ch; /* first code point; 0: empty */
    int width;
    bool bold, underline, reverse, italic;
    int fg, bg; /* palette index; -1: default; -2: a direct color */
};

/* Call the board as `c` and wait for nothing. A line of `command` may be given (NULL: none). */
struct screen *screen_open(const struct board *b, const struct caller *c, int cols, int rows);
struct screen *screen_open_command(const struct board *b, const struct caller *c, int cols,
                                   int rows, const char *command);
/* Any program in the pty. */
struct screen *screen_run(const struct words *w, int cols, int rows, const char *term);
/* End the client if it still runs; frees. NULL is fine. */
void screen_close(struct screen *s);

/* Wait for text anywhere on the screen (inside one row) or for its absence; the test fails with the
 * screen printed when WAIT_MS have passed. The last argument may be formatted. */
void screen_wait_text(struct screen *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void screen_wait_gone(struct screen *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Wait until `cond` is true; false after `ms`. */
bool screen_wait(struct screen *s, bool (*cond)(struct screen *s, void *ctx), void *ctx, int ms);
/* Wait until nothing has come for `ms`: for "still the same" only, never to wait for a thing. */
void screen_settle(struct screen *s, int ms);

/* Keys as a person types them, one after another; many at once would be taken for a paste.
 * As bytes: "\r" Enter, "\033" Esc, "\033[A" up, "\x18" Ctrl-X. */
void screen_type(struct screen *s, const char *keys);
void screen_send(struct screen *s, const void *bytes, size_t n);
/* As a terminal pastes: bracketed if the board asked for that. */
void screen_paste(struct screen *s, const void *bytes, size_t n);
void screen_resize(struct screen *s, int cols, int rows);

/* The whole screen, rows ended by '\n', trailing blanks cut; valid until the next call. */
const char *screen_text(struct screen *s);
/* One row; valid until the next call. */
const char *screen_row(struct screen *s, int row);
/* The first row that holds `text`, -1 if none does. */
int screen_find(struct screen *s, const char *text);
struct look screen_look(struct screen *s, int row, int col);
void screen_cursor(struct screen *s, int *ret_row, int *ret_col, bool *ret_visible);
const char *screen_title(struct screen *s);
int screen_cols(const struct screen *s);
int screen_rows(const struct screen *s);
/* Everything the board ever sent, ended by NUL. */
const char *screen_bytes(struct screen *s, size_t *ret_n);
/* Bells rung so far, replies this terminal was made to send (device attributes, reports). */
int screen_bells(const struct screen *s);
int screen_replies(const struct screen *s);

/* Press `key` until the row the cursor is on holds `text`. */
void screen_select(struct screen *s, const char *text, const char *key);
/* Wait until the cursor is on a row that holds `text`. */
void screen_wait_cursor(struct screen *s, const char *text);
/* Press `key`: does anything come within `ms`? */
bool screen_answers(struct screen *s, const char *key, int ms);
/* From home to the threads of the board with this title. */
void screen_go_board(struct screen *s, const char *title);

/* The client's process; kill it with screen_cut(), as a laptop that dies. */
pid_t screen_pid(const struct screen *s);
void screen_cut(struct screen *s);
/* Wait for the client's end; its exit status. */
int screen_wait_exit(struct screen *s);
/* Alternate screen left, cursor shown, bracketed paste and mouse off, attributes reset. */
void screen_assert_clean(struct screen *s);
/* Print it, for a look. */
void screen_print(struct screen *s, const char *why);

#endif
