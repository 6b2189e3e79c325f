/* SPDX-License-Identifier: MIT
 *
 * slips.h -- how many slips of a typing hand lie between two words.
 */
#ifndef CURBSIDE_TEXT_SLIPS_H
#define CURBSIDE_TEXT_SLIPS_H

#include <stddef.h>

enum {
    SLIPS_CHARS = 24 /* bytes of a word; longer ones are not compared */
};

/*
 * The restricted edit distance in bytes: one dropped, added, changed, or two neighbours swapped is
 * one slip. A word of more than SLIPS_CHARS is further from everything than SLIPS_CHARS. Pure.
 */
int slips_between(const char *a, size_t n_a, const char *b, size_t n_b);

#endif
