/* SPDX-License-Identifier: MIT
 *
 * zone.h -- a time zone as arithmetic: what to add to UTC, at any moment.
 *
 * A rule is a POSIX TZ string in its usual form: "EST5EDT,M3.2.0,M11.1.0". It needs no file, no
 * environment and no libc state, so a session can show each reader their own time.
 */
#ifndef CURBSIDE_BASE_ZONE_H
#define CURBSIDE_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

/* The moment of a year at which clocks are turned, in the local time before it. */
struct zone_turn {
    int month; /* 1-12 */
    int week;  /* 1-4, 5: the last */
    int day;   /* of the week, 0: Sunday */
    int32_t s; /* after that day's midnight; may lie outside the day */
};

/* A cleared struct is UTC. */
struct zone {
    int32_t offset_s; /* local time is UTC and this */
    bool has_summer;
    int32_t summer_s; /* the same in summer */
    struct zone_turn begins, ends;
};

/* False: not a rule of this form; *ret is untouched. */
bool zone_parse(const char *rule, struct zone *ret);
/* What to add to this moment (seconds since 1970, UTC) for the local time. Pure. */
int32_t zone_offset_s(const struct zone *zone, int64_t utc_s);

#endif
