/* SPDX-License-Identifier: MIT
 *
 * week.h -- how busy the boards were in the last seven days.
 *
 * Counts of public posts by UTC day, as the lists show them: what waits is not in them.
 */
#ifndef CURBSIDE_DOMAIN_WEEK_H
#define CURBSIDE_DOMAIN_WEEK_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    WEEK_DAYS = 7
};

struct board_week {
    board_id board;
    const char *title;
    int64_t days[WEEK_DAYS]; /* today last */
    int64_t posts;           /* their sum, never 0 */
};

struct board_weeks {
    struct board_week *rows; /* the busiest first */
    int n;
};

/* At most `limit` of these boards; none without a post this week. */
NODISCARD enum err board_weeks(struct arena *a, struct visit *v, const struct board_page *boards,
                               int limit, struct board_weeks *ret);

#endif
