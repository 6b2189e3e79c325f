/* SPDX-License-Identifier: MIT
 *
 * palette_words.h -- what people type who know a thing by another name from elsewhere.
 */
#ifndef SCREENS_PALETTE_WORDS_H
#define SCREENS_PALETTE_WORDS_H

/*
 * How well what was typed is another word for the thing of this name, as fuzzy_score() counts:
 * above letters that are scattered over a name; with the first three of a longer word, below a name
 * that itself begins so. 0: it is none. Fewer than two letters are none, and case does not matter.
 * Pure.
 */
int palette_words_score(const char *typed, const char *name);

#endif
