/* SPDX-License-Identifier: MIT
 *
 * erasures.h -- rows of the keeper's jobs of erasing. What is in their boxes is nobody's business
 * here.
 */
#ifndef CURBSIDE_STORE_ERASURES_H
#define CURBSIDE_STORE_ERASURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    ERASURE_NAME_BYTES = 16
};

struct erasure_row {
    uint8_t name[ERASURE_NAME_BYTES]; /* random */
    const uint8_t *box;
    size_t n;
};

/* E_IN_USE: the name is taken. */
NODISCARD enum err erasures_insert(struct db *db, const struct erasure_row *row, int64_t until);
/* Is there any at all? */
NODISCARD enum err erasures_are_there(struct db *db, bool *ret);
/* By name, from above `after` on; NULL: from the first. Fills at most `limit`, boxes in `a`. */
NODISCARD enum err erasures_list(struct arena *a, struct db *db, const uint8_t *after, int limit,
                                 struct erasure_row **ret, int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err erasures_get(struct arena *a, struct db *db,
                                const uint8_t name[static ERASURE_NAME_BYTES],
                                struct erasure_row *ret);
/* Away with those whose time is over by `now_s`. */
NODISCARD enum err erasures_expire(struct db *db, int64_t now_s);

#endif
