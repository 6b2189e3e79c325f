/* SPDX-License-Identifier: MIT
 *
 * clock.h -- the time, passed in so that tests can set it.
 *
 * Nothing below app/ asks the system for the time by itself: it takes a `const struct clock *`.
 */
#ifndef CURBSIDE_BASE_CLOCK_H
#define CURBSIDE_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

struct clock {
    int64_t (*wall_s)(void *ctx);  /* seconds since 1970, UTC; may jump */
    int64_t (*mono_ms)(void *ctx); /* milliseconds since some start; never goes back */
    void *ctx;
};

extern const struct clock clock_system;

int64_t clock_wall_s(const struct clock *c);
int64_t clock_mono_ms(const struct clock *c);

enum {
    TIME_RFC3339_SIZE = 21
}; /* 2026-11-23T10:00:00Z and NUL */

/* "2026-11-23T10:00:00Z". Times outside years 0-9999 are clamped. */
void time_format_rfc3339(int64_t wall_s, char ret[static TIME_RFC3339_SIZE]);
/* RFC 3339 with Z or an offset, fractions dropped. E_USAGE for anything else. */
NODISCARD enum err time_parse_rfc3339(const char *s, int64_t *ret_wall_s);
/* Start of the UTC day, hour or quarter that holds `wall_s`. */
int64_t time_floor_day(int64_t wall_s);
int64_t time_floor_hour(int64_t wall_s);
int64_t time_floor_quarter(int64_t wall_s);

#endif
