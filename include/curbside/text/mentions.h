/* SPDX-License-Identifier: MIT
 *
 * mentions.h -- the people a text names: @quiet-otter-41 and ~amber-heron.
 *
 * A name counts where a word begins, in what its author wrote themselves: not in quoted lines, not
 * in code. So somebody who is quoted is not called again.
 */
#ifndef CURBSIDE_TEXT_MENTIONS_H
#define CURBSIDE_TEXT_MENTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    MENTIONS_MAX = 20, /* of one text; further ones are not looked at */
    MENTION_NAME = 64, /* with NUL: longer than a handle or an alias */
};

struct mention {
    bool alias;              /* ~name, else @name */
    char name[MENTION_NAME]; /* lower case, without the sign */
};

/* The names in a text, each once, in their order; returns how many. */
int mentions_find(const char *text, size_t n, struct mention ret[static MENTIONS_MAX]);

#endif
