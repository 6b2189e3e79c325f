/* SPDX-License-Identifier: MIT
 *
 * inline.h -- emphasis, code and links within the words of a body, found by md4c.
 *
 * The result is a map: one struct attr for every byte of the text. So the layout can go on from the
 * text as it was typed, and nothing md4c does not understand can get lost.
 */
#ifndef CURBSIDE_SRC_TEXT_INLINE_H
#define CURBSIDE_SRC_TEXT_INLINE_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/text/markdown.h>

enum {
    ATTR_HIDDEN = 1 << 0, /* not shown */
    ATTR_SYNTAX = 1 << 1, /* stars of **bold**, fences' kin: hidden on screens, shown on paper */
    ATTR_NUMBER = 1 << 2, /* the number of the link follows this byte */
};

struct attr {
    uint16_t style; /* bits of enum style */
    uint8_t link;   /* 0: none */
    uint8_t flags;
};

_Static_assert(MARKDOWN_LINKS_MAX <= UINT8_MAX, "a link's number fits an attr");

struct inline_map {
    struct arena *a;     /* where addresses go */
    const char *s;       /* the text, */
    char *shown_to_md4c; /* a copy with what is no words blanked out, */
    struct attr *attr;   /* and its map: n each */
    const char *links[MARKDOWN_LINKS_MAX];
    bool target_hidden[MARKDOWN_LINKS_MAX]; /* the address does not stand in the text */
    int n_links;
};

/* Mark the words in [start, end), which are whole lines of one paragraph. E_NOMEM. */
NODISCARD enum err inline_mark(struct inline_map *map, size_t start, size_t end);

#endif
