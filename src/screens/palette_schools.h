/* SPDX-License-Identifier: MIT
 *
 * palette_schools.h -- which schools are meant by what was typed.
 */
#ifndef SCREENS_PALETTE_SCHOOLS_H
#define SCREENS_PALETTE_SCHOOLS_H

#include <stdbool.h>

#include <curbside/domain/school.h>

/*
 * The likeliest schools first, at most `max`, with their texts in `a`; returns how many, 0 without
 * memory. Found by how the words of their names begin, or are spelled nearly, as in the list of
 * schools: letters in any order would find far too many, and are tried only where nothing is.
 * Fewer than two letters mean none. *ret_meant: the first is called just so.
 */
int palette_schools_find(struct arena *a, const char *typed, struct school *ret, int max,
                         bool *ret_meant);

#endif
