/* SPDX-License-Identifier: MIT
 *
 * counted.h -- what a guest sees move in what is counted of interview reports: a school's pages of
 * figures, and its questions in the bank; when, and whose reports had come since it moved last.
 */
#ifndef CURBSIDE_TESTS_WATCHER_COUNTED_H
#define CURBSIDE_TESTS_WATCHER_COUNTED_H

#include <sqlite3.h>

#include "thief/week.h"

enum counted_where {
    IN_FIGURES,
    IN_BANK,
    N_COUNTED
};

enum {
    COUNTED_SCHOOLS = 6
};

/* One of them moved: at this second, and one of these people's reports made it. */
struct counted_sight {
    int64_t at;
    enum counted_where where;
    bool people[PEOPLE];
};

struct counted {
    struct counted_sight *sights; /* as they came */
    int n, cap;
    struct {
        uint64_t sum; /* of all that is shown; 0: not looked at yet */
        bool people[PEOPLE];
    } schools[COUNTED_SCHOOLS][N_COUNTED];
    int rows_seen;
    bool plant;   /* a planted leak: a report is counted at the second it is handed in */
    sqlite3 *raw; /* by which accounts get their standing; NULL: not yet */
};

/* The observer of a week whose snapshots are made every day. Its accounts are a few days old and
 * all of one week: their reports are made to count, as of accounts of many weeks, on several days.
 */
void counted_after(struct counted *c, struct week *w, const struct act *act);
void counted_done(struct counted *c);

#endif
