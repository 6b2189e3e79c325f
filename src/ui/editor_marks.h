/* SPDX-License-Identifier: MIT
 *
 * editor_marks.h -- words of an editor's text that are pointed out, and stay with the text while it
 * is written on.
 */
#ifndef CURBSIDE_SRC_UI_EDITOR_MARKS_H
#define CURBSIDE_SRC_UI_EDITOR_MARKS_H

#include <curbside/ui/editor.h>

#include "editor_text.h"

struct marks {
    struct editor_mark *rows; /* EDITOR_MARKS of them; NULL: never any */
    int n;
    uint64_t version; /* of the text they fit */
};

void marks_done(struct marks *m);
/* As editor_marks_set(). */
NODISCARD enum err marks_set(struct marks *m, const struct editor_text *t,
                             const struct editor_mark *rows, int n);
/* After each single change of the text. */
void marks_follow(struct marks *m, const struct editor_text *t);
/* Those in the bytes [from, to), of which the first is drawn at the corner of `a`, one row high. */
void marks_draw(const struct marks *m, const char *s, struct canvas *c, struct area a, size_t from,
                size_t to);

#endif
