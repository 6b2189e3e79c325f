/* SPDX-License-Identifier: MIT
 *
 * removal.h -- which of the posts that moderators removed are the caller's own.
 *
 * Their own session looks through the removals of everybody, which are public, and asks of each
 * post whether it is theirs: nothing is stored that says so. One that was held and refused counts
 * as removed; it has no number.
 */
#ifndef CURBSIDE_SRC_DOMAIN_REMOVAL_H
#define CURBSIDE_SRC_DOMAIN_REMOVAL_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/sanction.h>

/* Of this day or later, among the newest `limit` of everybody's; those taken back are left out.
 * Strings live in `a`; `rule_text` is not filled. Newest first. */
NODISCARD enum err removal_list_mine(struct arena *a, struct visit *v, int64_t since_day, int limit,
                                     struct sanction_page *ret);

#endif
