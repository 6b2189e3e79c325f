/* SPDX-License-Identifier: MIT
 *
 * theme.h -- what colours and attributes a meaning has.
 *
 * Whatever is drawn names its meaning (a role), never a colour. A theme gives each role a look for
 * 256 colours, for 16, and for none; every look without colour still tells its role apart by an
 * attribute where the meaning matters, so that NO_COLOR and a VT100 are designed for, not degraded
 * to.
 */
#ifndef CURBSIDE_TERM_THEME_H
#define CURBSIDE_TERM_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum theme_role {
    THEME_TEXT,
    THEME_DIM,     /* times, counts, what may be overlooked */
    THEME_STRONG,  /* **strong**, numbers that matter */
    THEME_HEADER,  /* the top line: where you are */
    THEME_ME,      /* the caller's own name */
    THEME_HINT,    /* the footer's words */
    THEME_KEY,     /* the footer's and the help's keys */
    THEME_RULE,    /* lines that group */
    THEME_SECTION, /* a heading in a page or between rows */
    THEME_AUTHOR,
    THEME_ALIAS,
    THEME_UNREAD,
    THEME_TITLE, /* titles of threads, names of places */
    THEME_TAG,
    THEME_QUOTE1,
    THEME_QUOTE2,
    THEME_QUOTE3,
    THEME_CODE,
    THEME_LINK,
    THEME_LABEL, /* a field's name */
    THEME_FIELD, /* what is typed into a field */
    THEME_PLOT,  /* bars of a plot */
    THEME_OK,    /* it worked */
    THEME_WARNING,
    THEME_ERROR,
    THEME_QUIET,   /* the top line on boards that are under aliases only */
    THEME_FINDING, /* words in a text that the safety check points out */
    THEME_TINT1,   /* with THEME_ALIAS six inks that tell the aliases of a thread apart */
    THEME_TINT2,
    THEME_TINT3,
    THEME_TINT4,
    THEME_TINT5,
    N_THEME_ROLES
};

/* An ink is a role or'ed with any of these. */
enum {
    ATTR_ROLE_MASK = 0x00ff,
    ATTR_BOLD = 0x0100,
    ATTR_ITALIC = 0x0200,
    ATTR_UNDERLINE = 0x0400,
    ATTR_REVERSE = 0x0800,
    ATTR_DIM = 0x1000,
    ATTR_SELECTED = 0x2000, /* on the selected row: the role's ink on the selection's ground */
};
typedef uint16_t ink;

enum theme_palette {
    PALETTE_DARK,
    PALETTE_LIGHT,
    PALETTE_CONTRAST,
    PALETTE_MONO,
    N_PALETTES
};

struct theme_look {
    int16_t fg;     /* colour number, -1: the terminal's own */
    int16_t bg;     /* colour number, -1: the terminal's own */
    uint16_t attrs; /* ATTR_BOLD .. ATTR_DIM */
};

/* The look of `s` in `palette` on a terminal with `colors` colours (0, 8, 16, 256 or more). Pure;
 * colour numbers are below `colors`. */
struct theme_look theme_look(enum theme_palette palette, int colors, ink s);
/* For dumps and tests: "author". */
const char *theme_role_name(enum theme_role role);

#endif
