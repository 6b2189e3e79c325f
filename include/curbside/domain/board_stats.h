/* SPDX-License-Identifier: MIT
 *
 * board_stats.h -- how the board does, for sysops: posts, moderators' actions, members, the queue.
 *
 * Made of what everybody can count: posts come out of the hours that are kept for unread (which
 * move with the release on alias boards), actions out of the public log, members out of the quarter
 * that is public of a handle, and the queue out of two counts a day that the keeper makes. No
 * number is about one account: members are rounded.
 */
#ifndef CURBSIDE_DOMAIN_BOARD_STATS_H
#define CURBSIDE_DOMAIN_BOARD_STATS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

enum {
    STATS_WEEKS = 8,
    STATS_WEEKS_MAX = 52,
    STATS_QUARTERS = 8,
    STATS_ROUND = 5, /* members are shown in multiples of it */
};

struct day_count {
    int64_t day; /* its start */
    int64_t posts, actions;
    int64_t waiting;      /* in the queue when the day began; -1: nobody looked */
    int64_t oldest_hours; /* and for how long the oldest had waited; -1 likewise */
};

struct quarter_count {
    int64_t quarter; /* its start */
    int64_t members; /* who joined in it and is still there, rounded */
};

struct board_stats {
    struct day_count *days; /* oldest first; the last one is today, which is not over */
    int n_days;             /* whole weeks of seven days */
    struct quarter_count quarters[STATS_QUARTERS]; /* newest first */
    int n_quarters;
    int64_t members;      /* of these quarters, rounded */
    int waiting;          /* in the queue */
    int64_t oldest_hours; /* of what waits there longest; -1: nothing does */
};

/* E_GUEST E_DENIED. E_NUMBER_INVALID: not 1 to STATS_WEEKS_MAX weeks. */
NODISCARD enum err board_stats(struct arena *a, struct visit *v, int weeks,
                               struct board_stats *ret);
/* Posts and actions of one week of them, 0 the oldest, and the most that waited; `day` is its
 * first. */
void board_stats_week(const struct board_stats *s, int week, struct day_count *ret);
/* "2026-Q4" */
const char *quarter_words(struct arena *a, int64_t quarter);

#endif
