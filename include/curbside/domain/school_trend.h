/* SPDX-License-Identifier: MIT
 *
 * school_trend.h -- a school's figures from cycle to cycle, from its pages alone: a cycle without a
 * page is not there, and what a page does not show is not shown here.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_TREND_H
#define CURBSIDE_DOMAIN_SCHOOL_TREND_H

#include <curbside/base/arena.h>
#include <curbside/domain/interview.h>

enum {
    TREND_CYCLES = 12,
    TREND_NONE = -1,
};

struct school_trend {
    int n; /* cycles, the oldest first; fewer than two are no trend */
    int cycles[TREND_CYCLES];
    int reports[TREND_CYCLES];
    int stress[TREND_CYCLES]; /* median */
    int better[TREND_CYCLES]; /* percent */
    int mmi[TREND_CYCLES];    /* percent */
};

/* Of the page's school. */
NODISCARD enum err school_trend(struct visit *v, const struct school_figures *page,
                                struct school_trend *ret);

/* From the first to the last value of a figure, "5% to 45%"; with the cycles where they are not the
 * first and the last of the trend, "50% in 2024-25 to 45% in 2025-26", and of a single one "50% in
 * 2025-26". NULL: there is none, or no memory. */
const char *school_trend_words(struct arena *a, const struct school_trend *trend, const int *values,
                               const char *unit);

#endif
