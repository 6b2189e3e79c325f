/* SPDX-License-Identifier: MIT
 *
 * safety_words.h -- what the safety check stopped, in words for a dialog.
 */
#ifndef SCREENS_SAFETY_WORDS_H
#define SCREENS_SAFETY_WORDS_H

#include <curbside/base/arena.h>
#include <curbside/domain/safety.h>

enum {
    SAFETY_WORDS_MAX = 3 /* findings told at a time: more do not fit a small screen */
};

/* The findings that stop the text, the first SAFETY_WORDS_MAX of them, in `a`; NULL without memory.
 * *ret_overrides: the reasons that would lift all of them. */
const char *safety_blocked_words(struct arena *a, const struct safety_report *report,
                                 unsigned *ret_overrides);

#endif
