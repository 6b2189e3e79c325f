/* SPDX-License-Identifier: MIT
 *
 * lists.h -- what comes to be seen of alias boards beside the boards' own pages, by who looks
 * whenever anything was done: the search, a tag's threads, the counts of helpful marks, home, what
 * is new to a member, and the history of posts; and when it was seen first.
 */
#ifndef CURBSIDE_TESTS_WATCHER_LISTS_H
#define CURBSIDE_TESTS_WATCHER_LISTS_H

#include "thief/week.h"

enum lists_where {
    IN_SEARCH,  /* a post */
    IN_TAG,     /* a post, by its thread's count among those of a tag */
    IN_HOME,    /* the same, among the threads of all boards */
    IN_NEW,     /* the same, among those a member has not read */
    IN_HELPFUL, /* a mark on a post */
    IN_HISTORY, /* another wording of a post */
    /* To sysops, see governed.h: an alias post, by a number or by a row. */
    IN_POSTS,     /* of a day */
    IN_WAITING,   /* in the queue */
    IN_AGE,       /* how long it waits */
    IN_QUEUE_DAY, /* both as a day began */
    IN_AUDIT,
    N_LISTS
};

struct lists_sight {
    int64_t at;
    enum lists_where where;
    int person; /* whose it truly is, -1: nobody's that is to be found out */
};

struct lists {
    struct lists_sight *sights; /* as they came */
    int n, cap;
    struct list_row *rows; /* what was seen of threads and posts, each list for itself */
    int n_rows, cap_rows;
    struct visit member; /* reads nothing; never saved */
    bool watches;
    int histories;   /* of alias posts that were shown */
    bool edited;     /* a post, since the last release */
    char query[160]; /* "": not made yet */
    /* A planted leak: an edit is in the history at its second. The others are there by themselves
     * where nothing waits for a release. */
    bool plant;
};

void lists_after(struct lists *l, struct week *w, const struct act *act);
void lists_done(struct lists *l);

#endif
