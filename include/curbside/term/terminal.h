/* SPDX-License-Identifier: MIT
 *
 * terminal.h -- a canvas as the bytes one terminal understands.
 *
 * ncurses works behind this header and nowhere else. It writes to a memfd; whatever a call here
 * would send is appended to a `struct str`, and the caller sends it when the line is free. Nothing
 * here reads, blocks or knows a descriptor of the caller's. One terminal per process: ncurses has
 * globals.
 *
 * Alternate screen, title, bracketed paste and cursor are switched by terminal_enter() and put back
 * by terminal_leave(), always all of them.
 */
#ifndef CURBSIDE_TERM_TERMINAL_H
#define CURBSIDE_TERM_TERMINAL_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/term/canvas.h>
#include <curbside/term/theme.h>

enum terminal_match {
    TERMINAL_KNOWN,  /* the system describes this TERM */
    TERMINAL_MODERN, /* a modern emulator the system does not know: xterm-256color, silently */
    TERMINAL_UNKNOWN /* anything else: vt100; the person is told in one line */
};

struct terminal_wish {
    const char *term; /* as the client said; NULL or "" counts as unknown */
    int cols, rows;   /* clamped */
    bool no_color;    /* NO_COLOR */
    enum theme_palette palette;
};

struct terminal;

/* Load what later needs no file any more: the locale. For a parent that forks sessions; opening
 * does it too. */
void terminal_prepare(void);

/* True when TERM asks for plain mode: no cursor to move ("dumb", "emacs"). Such a terminal cannot
 * be opened. */
bool terminal_is_plain(const char *term);

/* E_NOTFOUND: not even vt100 is described on this system, or terminal_is_plain(). E_NOMEM, E_IO. */
NODISCARD enum err terminal_open(const struct terminal_wish *wish, struct terminal **ret);
/* Frees; sends nothing. NULL is fine. */
void terminal_close(struct terminal *t);

enum terminal_match terminal_match(const struct terminal *t);
int terminal_colors(const struct terminal *t); /* 0, 8, 16, 256, ... after NO_COLOR */
enum canvas_charset terminal_charset(const struct terminal *t); /* for canvas_charset_set() */
void terminal_size(const struct terminal *t, int *ret_cols, int *ret_rows);

/* The client's window changed (clamped); the next frame is complete. */
void terminal_resize(struct terminal *t, int cols, int rows);
void terminal_set_palette(struct terminal *t, enum theme_palette palette);
/* The next frame draws everything, trusting nothing on the screen. */
void terminal_repaint(struct terminal *t);

void terminal_enter(struct terminal *t, const char *title, struct str *out);
/* The difference to the frame before. The canvas' size is the terminal's. E_NOMEM, E_IO. */
NODISCARD enum err terminal_draw(struct terminal *t, const struct canvas *c, struct str *out);
/* Give the window this title, as long as the terminal is entered. Nothing where it has none. */
void terminal_retitle(const struct terminal *t, const char *title, struct str *out);
/* Leave nothing to scroll back to. Nothing where it cannot be told. */
void terminal_forget(const struct terminal *t, struct str *out);
/* Everything put back, then `line` (may be NULL) on a line of its own. Safe at any time. */
void terminal_leave(struct terminal *t, const char *line, struct str *out);

/* Text for the clipboard on the person's side (OSC 52); nothing for terminals that would show the
 * sequence. */
void terminal_copy(const struct terminal *t, const char *text, struct str *out);

/*
 * Give back what ncurses holds while nobody is typing; the screen keeps its picture. The next draw
 * takes it again and draws completely.
 */
void terminal_sleep(struct terminal *t);
bool terminal_is_asleep(const struct terminal *t);

#endif
