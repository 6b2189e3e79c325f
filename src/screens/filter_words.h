/* SPDX-License-Identifier: MIT
 *
 * filter_words.h -- filters and their dry runs in words.
 */
#ifndef SCREENS_FILTER_WORDS_H
#define SCREENS_FILTER_WORDS_H

#include <curbside/domain/filter.h>

enum {
    FILTER_FIGURE_SIZE = 64,
};

/* "12 of 10,000, met 34": of the dry run, and since. */
void filter_figure(const struct filter *f, char ret[static FILTER_FIGURE_SIZE]);
/* The same in sentences, with its rule, what it tells, and its limit where it was over. In `a`; ""
 * without memory. */
const char *filter_words(struct arena *a, const struct filter *f);
/* The figure, why it is refused, and what was found, a line each. In `a`; NULL without memory. */
const char *filter_trial_text(struct arena *a, const struct filter_trial *trial);

#endif
