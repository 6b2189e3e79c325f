/* SPDX-License-Identifier: MIT
 *
 * safety_words.c -- the findings that stop a text, one sentence each with the words it is about.
 *
 * The marks in the editor, and offers to remove or generalize, are not here: a person who reads
 * what was found can change it.
 */
#include "safety_words.h"

const char *safety_blocked_words(struct arena *a, const struct safety_report *report,
                                 unsigned *ret_overrides)
{
    const char *words = "";
    unsigned overrides = ~0U;
    int told = 0, blocked = 0;

    for (int i = 0; i < report->n && words; i++) {
        const struct safety_finding *f = &report->rows[i];

        if (f->tier != TIER_BLOCK)
            continue;
        overrides &= f->overrides;
        blocked++;
        if (told < SAFETY_WORDS_MAX) {
            words = arena_printf(a, "%s\"%s\": %s %s\n", words, f->find.text, f->what, f->advice);
            told++;
        }
    }
    if (words && blocked > told)
        words = arena_printf(a, "%sAnd %d more.\n", words, blocked - told);
    *ret_overrides = blocked > 0 ? overrides : 0;
    return words;
}
