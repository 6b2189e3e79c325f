/* SPDX-License-Identifier: MIT
 *
 * strikes.h -- all that is known of the sanctions that reached the caller, reckoned anew each time.
 */
#ifndef CURBSIDE_SRC_DOMAIN_STRIKES_H
#define CURBSIDE_SRC_DOMAIN_STRIKES_H

#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>

enum {
    STRIKES_HANDLE = 64, /* through a handle, the newest */
};

/* Through aliases, then through the handle. Rule and reason point into the state and the arena;
 * what is told beside them (title, the rule's text) is not filled. */
struct reckoning {
    struct sanction_notice rows[STATE_STRIKES + STRIKES_HANDLE];
    int n;
};

/* sanction_find_own(), unless that was done within the minute. */
NODISCARD enum err strikes_look(struct visit *v);
NODISCARD enum err strikes_reckon(struct arena *a, struct visit *v, struct reckoning **ret);

#endif
