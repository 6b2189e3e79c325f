/* SPDX-License-Identifier: MIT
 *
 * wrap.h -- a text in lines of so many cells.
 *
 * Lines break at spaces; a word longer than a line is broken where it must be, never inside a
 * cluster. A line feed always ends a line. Space at a break belongs to neither line; space at the
 * start of a paragraph is kept. Nothing is copied: a line is a part of the text, so an editor can
 * place its cursor. Bytes between two lines are white space only.
 */
#ifndef CURBSIDE_TEXT_WRAP_H
#define CURBSIDE_TEXT_WRAP_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

struct wrap_line {
    size_t start; /* byte offset in the text */
    size_t n;     /* bytes, without the line feed and without space at a break */
    int cells;
    bool last; /* of its paragraph: a line feed or the end of the text follows */
};

struct wrapped {
    struct wrap_line *lines;
    int n; /* at least 1: an empty text is one empty line, and so is what follows a final line feed
            */
};

/*
 * The line that starts at *at, which moves to where the next one starts; false when the text is
 * used up. Start with *at = 0. `cells` below 2 counts as 2, so that every character fits.
 */
bool wrap_next(const char *s, size_t n, int cells, size_t *at, struct wrap_line *ret);

/* All lines. E_NOMEM. */
NODISCARD enum err wrap_text(struct arena *a, const char *s, size_t n, int cells,
                             struct wrapped *ret);

#endif
