/* SPDX-License-Identifier: MIT
 *
 * caller_list.c -- what a list says of one caller, and no more.
 */
#include "caller_list.h"

enum {
    HOUR_MS = 3600 * 1000,
    IDLE_MS = 9 * 60 * 1000, /* after the minute in which a session found that nothing was typed */
};

/* Half of the numbers and more are free. */
static int draw_number(struct caller_numbers *numbers, const struct random *r)
{
    for (;;) {
        uint32_t n = random_below(r, CALLER_NUMBERS);

        if (numbers->taken[n / 8] & 1 << n % 8)
            continue;
        numbers->taken[n / 8] |= (uint8_t)(1 << n % 8);
        return BELL_NUMBER_MIN + (int)n;
    }
}

static enum bell_age age_of(int64_t ms)
{
    return ms < HOUR_MS / 6     ? BELL_AGE_NEW
           : ms < HOUR_MS       ? BELL_AGE_HOUR
           : ms < 24L * HOUR_MS ? BELL_AGE_DAY
                                : BELL_AGE_DAYS;
}

struct bell_session caller_row(struct caller_numbers *numbers, const struct random *r,
                               const struct caller_seen *seen, int64_t now_ms)
{
    return (struct bell_session){.number = draw_number(numbers, r),
                                 .kind = seen->sees,
                                 .age = age_of(now_ms - seen->since_ms),
                                 .idle = seen->rests_ms >= 0 && now_ms - seen->rests_ms >= IDLE_MS};
}
