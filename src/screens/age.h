/* SPDX-License-Identifier: MIT
 *
 * age.h -- how long ago, in the few columns a list has for it.
 */
#ifndef SCREENS_AGE_H
#define SCREENS_AGE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/zone.h>

/* The moment ages are counted from, and how its reader wants times: see moment_now() in
 * context.h. Days begin at midnight in the zone; a cleared zone is UTC. */
struct moment {
    int64_t s;
    struct zone zone;
    bool clock; /* times of day and dates in place of ages */
};

enum {
    AGE_COLS = 9, /* the widest is "yesterday" */
    AGE_SIZE = 16
};

/*
 * "now", "4 m", "3 h", "yesterday", "5 d", "Oct 12", and in another year "Oct 2004". A time to come
 * is "now". Of a whole hour, which is all that is known of what aliases wrote, nothing finer is
 * said: "<1 h". By the clock: "2:05 pm" (of a whole hour "2 pm"), and from the day before on the
 * date.
 */
void age_format(const struct moment *now, int64_t then_s, char ret[static AGE_SIZE]);

/* The same where there is room: "4 m ago", "Oct 12, 2004"; "Nov 22, 2:05 pm". */
enum {
    AGE_LONG_SIZE = 24
};
void age_format_long(const struct moment *now, int64_t then_s, char ret[static AGE_LONG_SIZE]);

/* The same in words, to be read aloud: "just now", "4 minutes ago", "yesterday", "October 12",
 * "October 2004"; "2:05 pm", "November 22, 2:05 pm". */
enum {
    AGE_SAID_SIZE = 32
};
void age_say(const struct moment *now, int64_t then_s, char ret[static AGE_SAID_SIZE]);

/* The time of day at this moment: "2:05 pm". */
void clock_format(const struct moment *at, char ret[static AGE_SIZE]);

/* How long until a time to come, rounded up: "6 min", "3 h". */
enum {
    WAIT_SIZE = 16
};
void wait_format(int64_t now_s, int64_t then_s, char ret[static WAIT_SIZE]);

#endif
