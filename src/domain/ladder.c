/* SPDX-License-Identifier: MIT
 *
 * ladder.c -- the steps, and where each severity begins.
 */
#include "ladder.h"

static const int steps[] = {0, 1, 7, 30, 90};
static const int lowest[] = {[SEVERITY_WARN] = 0, [SEVERITY_MUTE] = 1, [SEVERITY_BAN] = 2};

enum {
    N_STEPS = sizeof steps / sizeof *steps
};

int ladder_days(enum severity severity, int strikes_before)
{
    int step = lowest[severity];

    if (strikes_before > step)
        step = strikes_before;
    return steps[step < N_STEPS ? step : N_STEPS - 1];
}

int64_t ladder_thread_until(enum severity severity, int64_t day_s)
{
    if (severity == SEVERITY_WARN)
        return 0;
    return severity == SEVERITY_MUTE ? day_s + (int64_t)2 * LADDER_DAY_S : INT64_MAX;
}

bool ladder_counts(int64_t day, int64_t at)
{
    return day <= at && at - day < LADDER_DECAY_DAYS;
}
