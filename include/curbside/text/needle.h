/* SPDX-License-Identifier: MIT
 *
 * needle.h -- a piece of text to be found in others as one types it: any part of a word, whatever
 * its case and accents.
 */
#ifndef CURBSIDE_TEXT_NEEDLE_H
#define CURBSIDE_TEXT_NEEDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NEEDLE_CHARS = 64 /* folded; more of a longer one does not count */
};

struct needle {
    uint32_t chars[NEEDLE_CHARS];
    int n; /* 0: is found nowhere */
};

void needle_set(struct needle *needle, const char *text, size_t n);
/* The first place at or after `from`: bytes *ret_start to *ret_end of the text. */
bool needle_find(const struct needle *needle, const char *text, size_t n, size_t from,
                 size_t *ret_start, size_t *ret_end);

#endif
