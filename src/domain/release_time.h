/* SPDX-License-Identifier: MIT
 *
 * release_time.h -- when what is done now on an alias board will be seen.
 */
#ifndef CURBSIDE_SRC_DOMAIN_RELEASE_TIME_H
#define CURBSIDE_SRC_DOMAIN_RELEASE_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/waiting.h>

/* Does what is done on such a board wait? */
static inline bool release_holds(const struct visit *v, enum board_mode mode)
{
    return mode == BOARD_ALIAS && v->alias && v->alias->release_minutes > 0;
}

/* When what was held comes out that is let out now: the next release; for a thread that it opens,
 * within the month it was written for. */
int64_t release_of_held(const struct visit *v, const struct waiting_row *row);
/* The first release after `time`. Only where the visit has rules with releases. */
int64_t release_after(const struct visit *v, int64_t time);
/* The one at which what is changed now will be seen, after a wait that is drawn like a post's: a
 * change that came out at the next one would tell who was there. */
int64_t release_drawn(const struct visit *v);

#endif
