/* SPDX-License-Identifier: MIT
 *
 * checks.h -- what must hold between the rows of the forum, asked of all of them.
 */
#ifndef CURBSIDE_STORE_CHECKS_H
#define CURBSIDE_STORE_CHECKS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

/* The rules by number: "every thread has a first post". NULL from the count of rules on. */
const char *checks_rule(int i);
/* How many rows break rule i, and the least of them in `a` ("thread/12"), NULL if none. Reads
 * everything. */
NODISCARD enum err checks_run(struct arena *a, struct db *db, int i, int64_t *ret_violations,
                              const char **ret_example);
/* How many there are of each. */
NODISCARD enum err checks_totals(struct db *db, int64_t *ret_boards, int64_t *ret_threads,
                                 int64_t *ret_posts);

#endif
