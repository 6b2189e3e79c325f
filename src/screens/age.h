/* SPDX-License-Identifier: MIT
 *
 * age.h -- how long ago, in the few columns a list has for it.
 */
#ifndef SCREENS_AGE_H
#define SCREENS_AGE_H

#include <stdint.h>

enum {
    AGE_COLS = 9, /* the widest is "yesterday" */
    AGE_SIZE = 16
};

/*
 * "now", "4 m", "3 h", "yesterday", "5 d", "Oct 12", and in another year "Oct 2004". Days are UTC
 * days: the board does not know where its caller is. A time to come is "now". Of a whole hour,
 * which is all that is known of what aliases wrote, nothing finer is said: "<1 h".
 */
void age_format(int64_t now_s, int64_t then_s, char ret[static AGE_SIZE]);

/* The same where there is room: "4 m ago", "Oct 12, 2004". */
enum {
    AGE_LONG_SIZE = 24
};
void age_format_long(int64_t now_s, int64_t then_s, char ret[static AGE_LONG_SIZE]);

/* The same in words, to be read aloud: "just now", "4 minutes ago", "yesterday", "October 12",
 * "October 2004". */
enum {
    AGE_SAID_SIZE = 32
};
void age_say(int64_t now_s, int64_t then_s, char ret[static AGE_SAID_SIZE]);

/* How long until a time to come, rounded up: "6 min", "3 h". */
enum {
    WAIT_SIZE = 16
};
void wait_format(int64_t now_s, int64_t then_s, char ret[static WAIT_SIZE]);

#endif
