/* SPDX-License-Identifier: MIT
 *
 * governed.h -- what a sysop who looks every twelve minutes sees move in the statistics, the queue
 * by day and the record of who did what; and when they saw it first.
 */
#ifndef CURBSIDE_TESTS_WATCHER_GOVERNED_H
#define CURBSIDE_TESTS_WATCHER_GOVERNED_H

#include <sqlite3.h>

#include "listed.h"
#include "lists.h"
#include "thief/week.h"

enum {
    GOVERNED_EVERY_S = 12 * 60,
    GOVERNED_POSTS = 4096, /* more than a week has */
};

struct governed {
    struct lists_sight *sights; /* as they came; IN_POSTS and after */
    int n, cap;
    struct visit sysop; /* never saved */
    bool governs;
    struct listed listed;
    /* As shown last. */
    int64_t posts, actions, day;
    int waiting;
    int64_t hours;                      /* that the oldest waits */
    bool told[GOVERNED_POSTS][N_LISTS]; /* of the week's posts, by what */
    bool out[GOVERNED_POSTS];           /* of them, which everybody could count */
    sqlite3 *raw;                       /* by which that is found out; NULL: not yet */
    sqlite3_stmt *post;
    int surplus[N_LISTS]; /* counted, and shown nowhere else */
    int rows_seen;        /* of the record */
    int polls;
    /* A planted leak: what is written on an alias board is there at its second. Of the posts' count
     * it is there by itself where nothing waits for a release. */
    bool plant;
};

void governed_after(struct governed *g, struct week *w, const struct act *act);
void governed_done(struct governed *g);

#endif
