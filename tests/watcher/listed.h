/* SPDX-License-Identifier: MIT
 *
 * listed.h -- who is connected, as a sysop has it listed every six minutes; and which of the rows
 * they would say is the author's of an alias post.
 *
 * They are given more than any sysop has: whose the row is that they point at. What is asked is
 * whether its number, its place, its words or its idleness say which one to point at.
 */
#ifndef CURBSIDE_TESTS_WATCHER_LISTED_H
#define CURBSIDE_TESTS_WATCHER_LISTED_H

#include <curbside/domain/house.h>
#include <curbside/ssh/bell.h>

#include "caller_list.h"
#include "thief/score.h"
#include "thief/week.h"

enum {
    LISTED_ROWS = 32,
    LISTED_EVERY_S = 6 * 60,
    LISTED_BACK_S = 130 * 60, /* an alias post was written so long ago at most, when it shows */
};

struct listed_row {
    int person;
    struct house_session shown;
};

struct listed_poll {
    int64_t at;
    int n; /* without the sysop's own */
    struct listed_row rows[LISTED_ROWS];
};

/* What the server knows of a session of the week. */
struct listed_caller {
    int64_t stirred, wrote; /* when they last did anything; and wrote as an alias; 0: never */
};

struct listed {
    struct listed_poll *polls;
    int n, cap;
    struct listed_caller *callers; /* by the session's place in the week */
    struct week *week;
    struct random random;
    uint64_t dice;
    struct bell_line line; /* the sysop's */
    int far_end;           /* the switchboard's */
    struct house house;
    struct listed_row told[LISTED_ROWS]; /* by the number they were shown under */
    int n_told;
    bool plant; /* a planted leak: the lowest number is theirs who wrote as an alias last */
};

void listed_init(struct listed *l, struct week *w);
void listed_after(struct listed *l, const struct act *act);
/* A list as the sysop, who is asking by l->house, sees it. */
void listed_poll(struct listed *l, struct visit *sysop);
void listed_done(struct listed *l);

/* Ways to point at a row. */
enum {
    LISTED_WAYS = 8
};
const char *listed_way_name(int way);
/* Which row it takes for the author's of a post that showed at `at` and is this person's: the
 * chance to be right, and whether it was. False: they are not in that list, or it has one row. */
bool listed_point(const struct listed *l, int way, int64_t at, int person, double *ret_chance,
                  bool *ret_right);

/* The second of the list with the fewest rows while a post could be written that showed at `at`,
 * or of the last in which somebody had come; -1: none. */
int64_t listed_fewest(const struct listed *l, int64_t at);
int64_t listed_came(const struct listed *l, int64_t at);

#endif
