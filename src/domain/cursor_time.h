/* SPDX-License-Identifier: MIT
 *
 * cursor_time.h -- the time in a cursor of threads, no finer than it is shown.
 *
 * A thread that holds an alias post shows hours, and its list goes by seconds. So its cursor names
 * the post whose time it is, and the time is looked up again.
 */
#ifndef CURBSIDE_SRC_DOMAIN_CURSOR_TIME_H
#define CURBSIDE_SRC_DOMAIN_CURSOR_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

#include "cursor.h"

/* The time of one of the posts of thread c->id into c->first, or its number, which c->pinned tells
 * by a bit of its own. */
NODISCARD enum err cursor_time_put(struct visit *v, bool has_alias, int64_t time, struct cursor *c);
/* And back. E_CURSOR_INVALID: that post is not there any more. */
NODISCARD enum err cursor_time_take(struct visit *v, const struct cursor *c, int64_t *ret_time);
bool cursor_is_pinned(const struct cursor *c);

#endif
