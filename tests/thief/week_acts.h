/* SPDX-License-Identifier: MIT
 *
 * week_acts.h -- between the plan of a week and the doing of it.
 */
#ifndef CURBSIDE_TESTS_THIEF_WEEK_ACTS_H
#define CURBSIDE_TESTS_THIEF_WEEK_ACTS_H

#include "week.h"

/* Do one planned act, by the domain's functions; what it refuses is counted. */
void week_act(struct week *w, const struct act *act);

#endif
