/* SPDX-License-Identifier: MIT
 *
 * caller_list.h -- the rows of one list of callers: a drawn number, and coarse words.
 */
#ifndef CURBSIDE_SRC_SSH_CALLER_LIST_H
#define CURBSIDE_SRC_SSH_CALLER_LIST_H

#include <stdint.h>

#include <curbside/base/random.h>
#include <curbside/ssh/bell.h>

enum {
    CALLER_NUMBERS = BELL_NUMBER_MAX - BELL_NUMBER_MIN + 1
};

/* Those that rows of this list have. All zero: none, as a list begins. */
struct caller_numbers {
    uint8_t taken[CALLER_NUMBERS / 8 + 1];
};

struct caller_seen {
    enum bell_kind sees;
    int64_t since_ms; /* connected */
    int64_t rests_ms; /* nothing was typed since a minute before; -1: something was */
};

/* What a list that is made now says of a caller. Callers are far fewer than numbers. */
struct bell_session caller_row(struct caller_numbers *numbers, const struct random *r,
                               const struct caller_seen *seen, int64_t now_ms);

#endif
