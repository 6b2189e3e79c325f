/* SPDX-License-Identifier: MIT
 *
 * standing.h -- what an account has earned: reckoned by its own session, stored nowhere.
 *
 * Standing takes an account of 14 days, posts on 5 different days (under the handle or under any
 * alias) that have stood for 7 days, and no mute or ban that counts. It gives flags weight and
 * lifts the limits for newcomers. *New* is who has no post out yet or joined less than a day ago.
 */
#ifndef CURBSIDE_DOMAIN_STANDING_H
#define CURBSIDE_DOMAIN_STANDING_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

enum {
    STANDING_DAYS = 14,
    STANDING_POSTS = 5,     /* on as many days */
    STANDING_POST_DAYS = 7, /* each has stood for so long */
};

/* False for a guest. */
NODISCARD enum err standing_has(struct visit *v, bool *ret);
/* True for a guest. The day of joining is known, not the hour: it counts to the end of the next. */
NODISCARD enum err standing_is_new(struct visit *v, bool *ret);

#endif
