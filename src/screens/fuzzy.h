/* SPDX-License-Identifier: MIT
 *
 * fuzzy.h -- how well a few typed letters name a thing.
 */
#ifndef SCREENS_FUZZY_H
#define SCREENS_FUZZY_H

/*
 * Every letter of `typed` stands in `name`, in this order, blanks aside; the more, the better:
 * where words begin, in a row, near the beginning. 0: they do not. "" matches everything, with 1.
 * Case of ASCII letters does not matter. Pure.
 */
int fuzzy_score(const char *typed, const char *name);
/* What so many letters are worth at most. */
int fuzzy_score_most(int letters);

#endif
