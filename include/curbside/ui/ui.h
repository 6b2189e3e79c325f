/* SPDX-License-Identifier: MIT
 *
 * ui.h -- the ui as whoever runs it sees it: input in, a canvas out.
 *
 * No descriptors and no waiting: loop.h drives it over a line, tests drive it by hand. Screens see
 * screen.h only.
 */
#ifndef CURBSIDE_UI_UI_H
#define CURBSIDE_UI_UI_H

#include <curbside/base/clock.h>
#include <curbside/base/str.h>
#include <curbside/ui/screen.h>

/* What the person sees; see plain.h. */
enum ui_mode {
    UI_DRAWN,      /* screens on a canvas */
    UI_PLAIN_ECHO, /* lines, on a terminal that leaves echo and line ends to us */
    UI_PLAIN_LINES /* lines, without a terminal or on one that echoes by itself */
};

/* One line of advice for the first visit to a screen. */
struct ui_hint {
    const char *text;
    const char *said; /* the same for plain mode, where keys have other names */
};

struct ui_app {
    void *context; /* ui_context() */
    const struct screen_ops *const *screens;
    const struct clock *clock;
    /* What the caller may open, compared with screen_ops.min_level. NULL: 0. */
    int (*level)(void *context);
    /* g and this letter were typed. True: taken. NULL: no letter means anything. */
    bool (*go)(struct ui *ui, keycode key);
    /* In plain mode a place was typed by its name. True: taken. NULL: no name means anything. */
    bool (*go_named)(struct ui *ui, const char *name);
    /* Words at the right of the header: "quiet-otter-41 · 21 unread". NULL: none. */
    const char *(*who)(void *context, struct arena *scratch);
    /* Ask for bells of a topic, or no more: while the screen on top listens to it and somebody is
     * there to look. NULL: none are heard. */
    void (*listen)(void *ctx, uint64_t topic, bool on);
    void *listen_ctx;
    /* What is to be said on this visit to a screen; it is shown until another screen opens or this
     * one is left, and the app remembers that it was. NULL, the slot or the answer: nothing. */
    const struct ui_hint *(*hint)(void *context, const char *screen);
    /* What is said to everybody now: in the frame of every screen, and as a line in plain mode. ""
     * or NULL, the slot or the answer: nothing. Asked for at every draw; see ui_notice(). */
    const char *(*notice)(void *context);
    const char *manual;  /* the screen that t in the help opens, with the name of the screen it was
                            opened on as its argument; NULL: none */
    const char *palette; /* the screen that : and Ctrl-P open; NULL: none */
    int cols, rows;
    enum canvas_charset charset;
    enum ui_mode mode;
};

enum {
    UI_HEAR_MS = 1000,              /* between two times that a screen is told of bells, at least */
    UI_HEAR_SHARE = 20,             /* and this many times what it took to load */
    UI_HEAR_MOST_MS = 60 * 1000,    /* but no more than this */
    UI_ATTENDED_MS = 5 * 60 * 1000, /* since the last key somebody is taken to look */
    UI_DEPTH = 32 /* screens on top of each other; beyond, the second oldest is closed */
};

/* E_NOMEM. No screen is open yet. */
NODISCARD enum err ui_new(const struct ui_app *app, struct ui **ret);
/* Closes every screen (their `close` runs, top first). NULL is fine. */
void ui_free(struct ui *ui);

/* Open the first screen; the error of its open, if it fails. */
NODISCARD enum err ui_start(struct ui *ui, const char *name, const void *arg, size_t arg_size);

/* Events. Each runs to its end: navigation done, scratch emptied. */
void ui_input(struct ui *ui, const void *bytes, size_t n); /* one read */
void ui_resize(struct ui *ui, int cols, int rows);
/* A topic that ui_app.listen() asked for rang. The screen is told now or within UI_HEAR_MS (later
 * on a machine that is slow to load it: UI_HEAR_SHARE); where nobody looked for UI_ATTENDED_MS,
 * with the next key. */
void ui_bell(struct ui *ui, uint64_t topic);
/* What is said to everybody has changed. */
void ui_notice(struct ui *ui);
/* Time has passed: what was due runs. */
void ui_time(struct ui *ui);
/* When ui_time() must be called, -1: never. */
int64_t ui_deadline_ms(const struct ui *ui);

/* Something changed since the last ui_draw(). */
bool ui_is_dirty(const struct ui *ui);
/* Draw if dirty; the canvas is the ui's. */
const struct canvas *ui_draw(struct ui *ui);
/* Nobody looks for a while: give back what the next ui_draw() makes anew. Not while dirty. */
void ui_rest(struct ui *ui);
/* Plain mode: nothing is drawn, text is taken. */
bool ui_is_plain(const struct ui *ui);
/* What was said since the last call, appended. Plain mode only. */
void ui_take_text(struct ui *ui, struct str *ret);
/* The same at the end of the session, with its last line (NULL or "": none). */
void ui_take_text_last(struct ui *ui, const char *line, struct str *ret);
/* False: so much was said that further input should wait until it was sent; then ui_go_on(). */
bool ui_wants_input(const struct ui *ui);
void ui_go_on(struct ui *ui);

/* Ctrl-L was typed since the last call: repaint from nothing. */
bool ui_take_repaint(struct ui *ui);
/* A palette was asked for since the last call. */
bool ui_take_palette(struct ui *ui, enum theme_palette *ret);

/* The boss key was pressed, or a key after it, since the last call: from now on the title and what
 * can be scrolled back to show nothing of this place, or may again. */
bool ui_take_boss(struct ui *ui, bool *ret_on);

/* Another mode was asked for than the one there is, since the last call. The answer is
 * ui_mode_set(), or a warning. */
bool ui_take_mode(struct ui *ui, enum ui_mode *ret);
/* From now on it is this one, and everything is drawn or said anew. E_NOMEM: nothing changed. Not
 * while an event runs. */
NODISCARD enum err ui_mode_set(struct ui *ui, enum ui_mode mode);

/* Text for the clipboard since the last call, NULL: none. Valid until the next event. */
const char *ui_take_copy(struct ui *ui);

/* A sound was asked for since the last call. */
bool ui_take_chime(struct ui *ui);

/* The session is over; the line for the person, "" if none. NULL: it is not. */
const char *ui_ended(const struct ui *ui);
/* The name of the screen on top, "" if none. */
const char *ui_screen_name(const struct ui *ui);

/* docs/keys.md: every key of every screen, from the tables. */
void ui_keys_document(const struct screen_ops *const *screens, struct str *ret);

#endif
