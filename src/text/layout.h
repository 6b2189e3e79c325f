/* SPDX-License-Identifier: MIT
 *
 * layout.h -- typed lines, with their map, into lines of the width.
 */
#ifndef CURBSIDE_SRC_TEXT_LAYOUT_H
#define CURBSIDE_SRC_TEXT_LAYOUT_H

#include <curbside/base/arena.h>
#include <curbside/text/markdown.h>

#include "inline.h"
#include "source.h"

struct layout {
    struct arena *a;       /* where the lines go */
    struct arena *scratch; /* what is forgotten with the layout */
    const struct inline_map *map;
    int cells;
    bool paper; /* markdown_plain(): syntax shown, addresses that stand there not numbered */
    struct styled_line *lines; /* in scratch until the end */
    int n_lines;
    int room;
    char *text; /* the typed line as it is to be shown, and its map */
    struct attr *attr;
    size_t text_n;
    size_t text_room;
};

/* n lines (at least 1) as they were typed; blank lines, fences and everything else alike. Where n
 * is more than 1, nobody meant the ends between them: if one of the lines has to be broken, the
 * words of all are filled into the width as one. E_NOMEM. */
NODISCARD enum err layout_lines(struct layout *l, const struct source_line *lines, int n);
/* An empty line. E_NOMEM. */
NODISCARD enum err layout_blank(struct layout *l);
/* A line of our own, cut to the width. E_NOMEM. */
NODISCARD enum err layout_note(struct layout *l, const char *note);

#endif
