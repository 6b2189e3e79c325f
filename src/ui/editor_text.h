/* SPDX-License-Identifier: MIT
 *
 * editor_text.h -- the text of an editor and how it came about: changes that can be undone.
 *
 * One block of bytes with a NUL behind: moving 64 KiB costs 2 us, and everyone who reads the text
 * gets it without copying. A change replaces a run of bytes by another; typing and erasing grow the
 * change before them, so that undo goes by words and not by letters.
 */
#ifndef CURBSIDE_UI_EDITOR_TEXT_H
#define CURBSIDE_UI_EDITOR_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

struct change {
    size_t at;
    size_t removed_n;
    size_t added_n;
    char *bytes; /* removed, then added */
};

struct editor_text {
    char *s;
    size_t n;
    size_t cap;
    size_t limit;
    uint64_t version;
    size_t last_at; /* the last change of version: where, how much went, how much came */
    size_t last_removed_n;
    size_t last_added_n;
    struct change *changes;
    int n_changes;
    int cap_changes;
    int n_done;         /* changes before this one are in the text, the others can be redone */
    size_t undo_bytes;  /* held by all changes */
    bool run_is_broken; /* the next change starts a new step of undo */
};

/* `limit`: most bytes of text. */
void editor_text_init(struct editor_text *t, size_t limit);
void editor_text_done(struct editor_text *t);
/* Replace removed_n bytes at `at`. E_FULL over the limit, E_NOMEM; nothing has changed then. */
NODISCARD enum err editor_text_replace(struct editor_text *t, size_t at, size_t removed_n,
                                       const char *added, size_t added_n);
/* Start anew with this text and no history. E_FULL, E_NOMEM: nothing has changed. */
NODISCARD enum err editor_text_set(struct editor_text *t, const char *s, size_t n);
/* One step; false: there is none. *ret_at is where the cursor goes. */
bool editor_text_undo(struct editor_text *t, size_t *ret_at);
bool editor_text_redo(struct editor_text *t, size_t *ret_at);
/* The cursor was moved: what is typed now is another step. */
void editor_text_break_run(struct editor_text *t);

#endif
