/* SPDX-License-Identifier: MIT
 *
 * moderated.h -- what a moderator who looks whenever anything was done sees come into the queue,
 * and everybody into the public log; and when they saw it first.
 */
#ifndef CURBSIDE_TESTS_WATCHER_MODERATED_H
#define CURBSIDE_TESTS_WATCHER_MODERATED_H

#include "thief/week.h"

enum moderated_where {
    IN_QUEUE_POST, /* a held one */
    IN_QUEUE_ROW,  /* a report, a proposed school, an appeal */
    IN_LOG,        /* an action with a post for a target */
    IN_ANSWER,     /* an appeal, told by the words in which deciding on it is refused */
    N_MODERATED
};

struct moderated_sight {
    int64_t at;
    int64_t key; /* the post's, or as week_row_person() takes it */
    enum moderated_where where;
};

struct moderated {
    struct moderated_sight *sights; /* as they came */
    int n, cap;
    struct visit moderator; /* never saved; opened when there is one */
    bool looks;
    int waiting, truths_seen, rows_seen;
    int refused; /* decisions on appeals that are not theirs */
    /* A planted leak: what is written on an alias board, or handed in, is there at its second. */
    bool plant;
    int64_t lists; /* how often all of the queue was read */
};

void moderated_after(struct moderated *m, struct week *w, const struct act *act);
void moderated_done(struct moderated *m);

#endif
