/* SPDX-License-Identifier: MIT
 *
 * editor.h -- text being written: one line or many, soft-wrapped, with undo.
 *
 * The text is valid UTF-8 without controls but \n and \t; its bound is set when it is made, and
 * what does not fit is refused whole (typing) or cut (a paste, which says so). Moving goes by what
 * the eye sees as one character. Undo goes by runs of typing, back to the beginning, within
 * EDITOR_UNDO_BYTES.
 */
#ifndef CURBSIDE_UI_EDITOR_H
#define CURBSIDE_UI_EDITOR_H

#include <curbside/ui/screen.h>

enum {
    EDITOR_UNDO_BYTES = 256 * 1024, /* four times the largest body: whole pastes can be undone */
    EDITOR_MARKS = 256,             /* further ones are not shown */
};

enum editor_kind {
    EDITOR_TEXT, /* many lines, soft-wrapped; Enter is a new line */
    EDITOR_LINE  /* one line, scrolling sideways; Enter is not taken, pasted line ends are spaces */
};

struct editor;

/* NULL without memory. */
struct editor *editor_new(enum editor_kind kind, size_t limit_bytes);
void editor_free(struct editor *e);

/* Replaces everything and forgets the undo history; cleaned and cut to the limit. The cursor goes
 * to the end. E_NOMEM. */
NODISCARD enum err editor_set(struct editor *e, const char *text, size_t n);
/* The text, NUL-terminated; valid until the next change. */
const char *editor_text(struct editor *e, size_t *ret_n);
size_t editor_bytes(const struct editor *e);
/* A number that changes with every change of the text: is the draft dirty? */
uint64_t editor_version(const struct editor *e);
/* Put the cursor before this byte. */
void editor_go(struct editor *e, size_t byte);
size_t editor_cursor(const struct editor *e);
/* Other text for bytes [start, end), one step of undo; the cursor goes behind it. Cleaned as
 * everything that comes in. E_FULL E_NOMEM: nothing has changed. */
NODISCARD enum err editor_replace(struct editor *e, size_t start, size_t end, const char *text,
                                  size_t n);
/* One step back, as its key does. False: there is none. */
bool editor_undo(struct editor *e);

/* Bytes [start, end) that are pointed out: drawn in this ink. */
struct editor_mark {
    size_t start, end;
    ink ink;
};
/* Point these out from now on; copied, in order of their start. Until they are set anew a change
 * moves the marks behind it and takes away those it touches. E_NOMEM: none are shown. */
NODISCARD enum err editor_marks_set(struct editor *e, const struct editor_mark *marks, int n);

enum editor_answer {
    EDITOR_IGNORED, /* not a key of the editor's */
    EDITOR_TAKEN,   /* moved or changed */
    EDITOR_EDGE_UP, /* Up on the first line: a form moves to the field above */
    EDITOR_EDGE_DOWN,
    EDITOR_FULL /* the limit: nothing (typing) or only a part (a paste) went in */
};
/* Text, Enter, Backspace, Delete, arrows, Home End Ctrl-A Ctrl-E, words by Ctrl or Alt with arrows
 * or Alt-b Alt-f, Ctrl-W Ctrl-K, Ctrl-U (line begin), undo Ctrl-_ or Alt-u, redo Alt-r, pages. */
enum editor_answer editor_key(struct editor *e, keycode key);
enum editor_answer editor_paste(struct editor *e, const char *text, size_t n);

/* With `focused` the hardware cursor is put at the cursor. A line that shows how much room is left
 * appears when less than a tenth is. */
void editor_draw(struct editor *e, struct canvas *canvas, struct area area, bool focused);

extern const struct key_help editor_help[];

#endif
