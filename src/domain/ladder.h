/* SPDX-License-Identifier: MIT
 *
 * ladder.h -- how long a sanction lasts: note, a day, a week, 30 days, 90 days.
 *
 * A moderator chooses a severity, which is the lowest step; every earlier strike that still counts
 * is a step more. Days are numbered from 1970; a sanction's days begin with the next daily tick,
 * the UTC midnight after it was given.
 */
#ifndef CURBSIDE_SRC_DOMAIN_LADDER_H
#define CURBSIDE_SRC_DOMAIN_LADDER_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/domain/sanction.h>
#include <curbside/store/sanctions.h>

enum {
    LADDER_DECAY_DAYS = 90, /* for so long a strike counts */
    LADDER_DAY_S = 24 * 60 * 60,
};

/* Of a sanction after so many strikes that still count; 0: a note. */
int ladder_days(enum severity severity, int strikes_before);
/* In the thread it was given in, by severity alone, whoever it is: 0 none, then one day, then for
 * good (INT64_MAX). In seconds since 1970. */
int64_t ladder_thread_until(enum severity severity, int64_t day_s);
/* Does a strike of `day` still count on a later `at` (both numbered from 1970)? */
bool ladder_counts(int64_t day, int64_t at);

/* strikes.c: is this alias kept out of its thread now, by what stands in the rows? */
NODISCARD enum err sanction_acts_in_thread(struct arena *a, struct visit *v,
                                           const struct sanction_target *target, bool *ret);

#endif
