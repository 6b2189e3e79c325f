/* SPDX-License-Identifier: MIT
 *
 * loop.h -- the one event loop of a session.
 *
 * It polls the terminal's bytes, the control messages and the bell; it draws only when the line is
 * free, so on a slow line frames are skipped, never queued. A session in which nothing happens does
 * not wake: the only timers are a pending ESC, what a screen asked for, sleeping (once, 60 s after
 * the last event) and the idle limit.
 *
 * The loop knows no message formats: the app reads its own descriptors and says what came.
 */
#ifndef CURBSIDE_UI_LOOP_H
#define CURBSIDE_UI_LOOP_H

#include <curbside/base/clock.h>
#include <curbside/base/err.h>
#include <curbside/term/terminal.h>
#include <curbside/ui/ui.h>

enum {
    LOOP_SLEEP_MS = 60 * 1000,         /* then the terminal's memory is given back */
    LOOP_IDLE_WARN_MS = 2 * 60 * 1000, /* before the end */
    LOOP_OUT_BYTES = 2 * 1024 * 1024,  /* one frame and then some */
    LOOP_UNREAD_MS = 30 * 1000,        /* output nobody takes for so long ends the session */
};

/* What a descriptor of the app's brought. Zero: nothing of interest to the ui. */
struct loop_news {
    bool drained; /* all output has reached the client: the next frame may go */
    bool resized; /* with cols, rows */
    bool ended;   /* the line is gone, or the server wants the session to end */
    bool rang;    /* with topic */
    int cols, rows;
    uint64_t topic;
    const char *line; /* with ended: for the person; NULL: none. Lives until the next call */
};

struct loop_app {
    int tty_fd; /* terminal bytes both ways, non-blocking; polled and read, written by `write` */
    int control_fd; /* -1: none */
    int bell_fd;    /* -1: none */
    /* As much as fits now, without waiting. E_NOTREADY: nothing fits (*ret_taken is 0); again when
     * tty_fd is writable. NULL: write(2) to tty_fd. The app's own counts what it gave. */
    enum err (*write)(void *ctx, const void *bytes, size_t n, size_t *ret_taken);
    /*
     * Readable: take ONE message and tell. OK with nothing in *ret when there was none after all;
     * an error ends the session. Called again while the descriptor stays readable.
     */
    enum err (*on_control)(void *ctx, struct loop_news *ret);
    enum err (*on_bell)(void *ctx, struct loop_news *ret);
    /* Keys came and are about to be handled. May be NULL. */
    void (*on_input)(void *ctx);
    /* About to wait with nothing due: give memory back, check that nothing is held open. May be
     * NULL. */
    void (*on_wait)(void *ctx);
    /* The person wants screens after plain mode: the terminal to draw on, which the app goes on
     * owning. E_NOTFOUND: theirs cannot. NULL: none can. */
    enum err (*on_screens)(void *ctx, struct terminal **ret);
    /* The terminal went to sleep (after LOOP_SLEEP_MS): give back what costs time to get again. May
     * be NULL. */
    void (*on_sleep)(void *ctx);
    /* Something was typed after that. May be NULL. */
    void (*on_stir)(void *ctx);
    /* Work of the app's own by the clock: when (monotonic; -1: nothing is due), asked before every
     * wait, and doing it. Only while something is unsaved: an idle session must not wake. May be
     * NULL, both. */
    int64_t (*deadline_ms)(void *ctx);
    void (*on_time)(void *ctx);
    void *ctx;
    const struct clock *clock;
    int64_t idle_limit_ms; /* 0: none; looked at every time, so that the app may change it */
    const char *title;     /* of the terminal's window */
};

/*
 * Run until the ui has ended, the line is gone or time is up. `terminal` is NULL where the ui
 * begins in plain mode and only there. The terminal is entered first and left last: on return its
 * last bytes are in the kernel or the peer is gone. OK, or E_CLOSED: the line dropped; E_TIMEOUT:
 * output was not taken; others from the app's callbacks.
 */
NODISCARD enum err loop_run(const struct loop_app *app, struct ui *ui, struct terminal *terminal);

#endif
