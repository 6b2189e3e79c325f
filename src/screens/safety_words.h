/* SPDX-License-Identifier: MIT
 *
 * safety_words.h -- what the safety check found, in words.
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

/* All that was found, what stops the text first, as above; *ret_overrides: what lifts every block.
 */
const char *safety_all_words(struct arena *a, const struct safety_report *report,
                             unsigned *ret_overrides);

/* Is it about facts that add up, or one of them? */
bool safety_is_budget(const struct safety_finding *f);

/* One line each for the composer, in `a`; NULL: nothing to tell, or no memory. Of findings that
 * stand for themselves; of facts that add up, `facts` of them with what was posted before. */
const char *safety_findings_words(struct arena *a, const struct safety_finding *rows, int n);
const char *safety_facts_words(struct arena *a, const struct safety_finding *rows, int n,
                               int facts);
const char *safety_crisis_words(struct arena *a, const struct safety_finding *f);

#endif
