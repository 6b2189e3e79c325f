/* SPDX-License-Identifier: MIT
 *
 * screen.h -- what a screen is, and what it may ask of the ui.
 *
 * A screen is one file with one `const struct screen_ops screen_<stem>`; the build finds it. It
 * loads in open and resume, draws its state, and changes its state in key actions. It never waits,
 * never reads a descriptor, and reaches other screens by name.
 *
 * The frame around it belongs to the ui: the header line (the screen gives its words), the footer
 * (made from the key table), the message line, help, dialogs. The screen draws in the area between.
 *
 * Keys come in this order:
 *   a dialog or the help page, if one is open
 *   `key`, if `typing` says that a text field has the focus: every printable key is text there
 *   the key table, then `key`
 *   what is the same everywhere: q Esc Backspace h Left = back, l Right = Enter, ? Q Ctrl-L Ctrl-C,
 *   \ the boss key (Ctrl-\ before all others, also in a text field), and : the palette (Ctrl-P too,
 *   also in a text field)
 * Outside text fields the ui turns j k into Down Up, gg and G into Home End, Ctrl-D Ctrl-U into
 * K_HALF_DOWN K_HALF_UP, Space into Page Down, and digits into ui_count(), unless the table binds
 * the key itself or `key` takes it as it was typed.
 */
#ifndef CURBSIDE_UI_SCREEN_H
#define CURBSIDE_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/clock.h>
#include <curbside/base/err.h>
#include <curbside/term/canvas.h>
#include <curbside/term/keys.h>
#include <curbside/term/theme.h>

struct ui;

enum {
    UI_TYPED_BYTES = 80 /* of what is typed behind / */
};

/*
 * One key of one screen. A table ends with { 0 }. A hint or help with a tab brings its own label
 * for the key: "1-4\tplaces"; help "" belongs to such a row and is not listed itself.
 */
struct key_action {
    keycode key;
    void (*run)(struct ui *ui, void *state);
    const char *hint; /* a word or two for the footer, NULL: only in the help */
    const char *help; /* a sentence for the help page, no full stop; must be there */
    /* NULL: always. False hides the hint and disables the key. */
    bool (*shown)(struct ui *ui, const void *state);
};

/* A line of help for keys that a widget handles. A table ends with { 0 }. */
struct key_help {
    const char *keys; /* "↑ ↓ j k" */
    const char *help;
};

/* The words of the header line; texts must live until the draw is over (state or scratch). */
struct header {
    const char *place; /* "MCAT › Retake", left */
    const char *right; /* "post 3 of 28"; NULL: who you are, from the app */
    bool quiet; /* a place under aliases only: it looks calmer, and `place` says so in words */
};

struct screen_ops {
    const char *name;  /* the file's stem */
    const char *about; /* its heading in the help page and docs/keys.md */
    int min_level;     /* least ui_app.level() that may open it; 0: anybody */
    size_t state_size; /* zeroed before open */
    bool digits;       /* they are keys here, and no count before the next one */
    bool bare;         /* no header, rules or footer: the whole canvas is the body */
    bool of_below; /* shows what is selected on the screen below: its commands work here by ear */
    const struct key_action *keys;        /* NULL: none */
    const struct key_help *const *moving; /* help of the widgets used, NULL-ended; NULL: none */

    /* Load; `arg` is what ui_push() was given, or NULL. An error: the screen does not open, and the
     * sentence of the error (or what ui_say() said) is shown on the one before. NULL: nothing. */
    enum err (*open)(struct ui *ui, void *state, const void *arg);
    /* Load again: the screen is on top once more. Not called after open. NULL: nothing. */
    enum err (*resume)(struct ui *ui, void *state);
    /* Another screen is about to open on top or in its place: what that one is to know of is
     * settled now, not at resume or close, which come after its load. NULL: nothing. */
    void (*cover)(struct ui *ui, void *state);
    /* Words of the header. NULL: the screen's `about`. */
    void (*header)(struct ui *ui, const void *state, struct header *ret);
    /* State to canvas, inside `body`: no loading, no clock. It may only write the geometry that
     * widgets keep in the state. Must be there. */
    void (*draw)(struct ui *ui, void *state, struct canvas *canvas, struct area body);
    /* A key that the table did not take (before the table while typing). True: taken. */
    bool (*key)(struct ui *ui, void *state, keycode key);
    /* Pasted text, see keys.h. NULL: the person is told that nothing here takes text. */
    void (*paste)(struct ui *ui, void *state, const char *text, size_t n);
    /* A text field has the focus. NULL: never. */
    bool (*typing)(struct ui *ui, const void *state);
    /* Something was committed on a topic of ui_listen(), once or often. Many bells come as one, at
     * most one a second. NULL: nothing. */
    void (*bell)(struct ui *ui, void *state, uint64_t topic);
    /* The time asked for with ui_wake_at() has come. NULL: nothing. */
    void (*tick)(struct ui *ui, void *state);
    /* The person wants to go back. False: the screen stays (and says or asks why). Not asked when
     * the line drops: see close. NULL: true. */
    bool (*may_leave)(struct ui *ui, void *state);
    /* Last call; whatever is unsaved is saved here. Also called when the line has dropped. NULL:
     * nothing. The screen's arena is freed by the ui. */
    void (*close)(struct ui *ui, void *state);
};

/* Generated: every screen of src/screens, NULL-ended. */
extern const struct screen_ops *const screen_registry[];

/* Navigation. It takes place when the running function of the screen has returned, so a screen's
 * state is never freed under it. `arg` is copied; what it points to must live in the scratch arena,
 * in the calling screen's or longer. One request per event: the last one wins. Unknown names are
 * our bug. */
void ui_push(struct ui *ui, const char *name, const void *arg, size_t arg_size);
void ui_replace(struct ui *ui, const char *name, const void *arg, size_t arg_size);
/* Forget all screens but this new one. */
void ui_restart(struct ui *ui, const char *name, const void *arg, size_t arg_size);
void ui_back(struct ui *ui); /* without asking may_leave; from the last screen: ui_quit */
/* Back, without asking may_leave, and there what this key of its table does, if it does it now. */
void ui_back_then(struct ui *ui, keycode key);
/* Row `i` of the key table of the screen below the top one: its key and the words of its help, NULL
 * where it is not offered now. False: the table has ended. */
bool ui_below_action(struct ui *ui, int i, keycode *ret_key, const char **ret_words);
/* Is there a screen of this name that this caller may open? */
bool ui_has_screen(const struct ui *ui, const char *name);
/* End the session; `line` is shown after the terminal was put back. Copied. */
void ui_quit(struct ui *ui, const char *line);

/* What the app gave ui_new(). */
void *ui_context(struct ui *ui);
/* Lives as long as the calling screen: valid in its functions, but see ui_page(). */
struct arena *ui_arena(struct ui *ui);
/* A second arena of the screen, emptied by this call: for what is loaded anew. */
struct arena *ui_page(struct ui *ui);
/* Emptied after every event. */
struct arena *ui_scratch(struct ui *ui);
const struct clock *ui_clock(struct ui *ui);

/* One sentence on the message line until the next key. Copied. */
void ui_say(struct ui *ui, const char *sentence);
void ui_sayf(struct ui *ui, const char *fmt, ...) PRINTF(2, 3);
/* The same as a warning. */
void ui_warn(struct ui *ui, const char *sentence);
/* The sentence of an error; OK says nothing. */
void ui_fail(struct ui *ui, enum err err);

/* The count typed before the running key, 0: none. 28 G, 3 r. */
int ui_count(struct ui *ui);
/* Columns and rows of the body at the last draw: for wrapping in open and resume. */
void ui_body_size(struct ui *ui, int *ret_cols, int *ret_rows);
/* Call `tick` once at this monotonic time; the earliest asked for wins. Only while something is
 * unsaved: an idle session must not wake. */
void ui_wake_at(struct ui *ui, int64_t mono_ms);
/* From now on `bell` hears of this topic while the screen is on top; at most four. Best before the
 * load that may be overtaken. */
void ui_listen(struct ui *ui, uint64_t topic);
/* Is the screen that runs now the one that is seen? One that waits below others should not wake. */
bool ui_is_on_top(const struct ui *ui);
/* A soft sound at the person's own terminal, with the next frame. Plain mode has none: say it. */
void ui_chime(struct ui *ui);
/* Give other screens' loaded rows back their freshness: resume runs on the top screen now. */
void ui_reload(struct ui *ui);
void ui_palette_set(struct ui *ui, enum theme_palette palette);
/* Cover everything with a dull page until the next key. Nothing below it changes. */
void ui_boss(struct ui *ui);
/* Which characters are drawn: what the terminal can be trusted with, or what the person says. */
enum ui_charset {
    UI_CHARSET_TERMINAL,
    UI_CHARSET_UTF8,
    UI_CHARSET_ASCII
};
void ui_charset_set(struct ui *ui, enum ui_charset charset);
/* Lines of text in place of screens, or the other way round: once the running event has ended, if
 * the terminal can do it. The screens stay what and where they are. */
void ui_plain_set(struct ui *ui, bool on);
/* Offer a line of text (an address, a link) to the clipboard of the person's own machine, and say
 * so of `what`, in the arena or constant. Terminals that do not take it do nothing, so let `what`
 * be the text itself where it is short. Plain mode has no clipboard: the text is said, and no more.
 */
enum {
    UI_COPY_BYTES = 512 /* longer is not copied at all */
};
void ui_copy(struct ui *ui, const char *text, const char *what);

/* A question over the screen. A choice's key takes it, so do arrows and Enter; Enter alone takes
 * the first when `enter_first`. Esc, and q unless it is a choice, close it and nothing happens but
 * `refused`. Of what was typed before it was on the screen only the first key may answer it; the
 * rest is dropped. Strings and choices live in the screen's arena or are constant.
 */
struct dialog_choice {
    keycode key;
    const char *label; /* "Post it" */
    void (*run)(struct ui *ui, void *state);
};
struct dialog {
    const char *title;
    const char *text;                    /* wrapped; may be NULL */
    const struct dialog_choice *choices; /* ended by { 0 }; at most 9 */
    bool enter_first;
    void (*refused)(struct ui *ui, void *state); /* it was closed without a choice; NULL: nothing */
};
void ui_ask(struct ui *ui, const struct dialog *dialog);
/* Which of the choices, from 0 on, was taken last: for a `run` that stands behind several. */
int ui_taken(const struct ui *ui);
/* Rows at the foot of `body` that a question covers, 0: none is asked. For a draw that keeps in
 * view what is asked about. */
int ui_asking_rows(const struct ui *ui, struct area body);

/* Where an area of at most `max_cols` columns goes: reading text is at most 78 wide. */
enum {
    UI_TEXT_COLS = 78
};

#endif
