/* SPDX-License-Identifier: MIT
 *
 * layout.h -- one typed line, with its map, into lines of the width.
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

/* The words of `line`; blank lines, fences and everything else alike. E_NOMEM. */
NODISCARD enum err layout_line(struct layout *l, const struct source_line *line);
/* An empty line. E_NOMEM. */
NODISCARD enum err layout_blank(struct layout *l);
/* A line of our own, cut to the width. E_NOMEM. */
NODISCARD enum err layout_note(struct layout *l, const char *note);

#endif
