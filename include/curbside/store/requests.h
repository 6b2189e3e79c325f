/* SPDX-License-Identifier: MIT
 *
 * requests.h -- what a sysop or the operator asks of the keeper, for a moment.
 */
#ifndef CURBSIDE_STORE_REQUESTS_H
#define CURBSIDE_STORE_REQUESTS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct request_row {
    int64_t answer;
    const char *what; /* "sessions", "kick", "backup" */
    int session;      /* of a kick, else 0 */
    handle_id by;     /* 0: the operator */
};

NODISCARD enum err requests_insert(struct db *db, const struct request_row *row);
/* Any one. E_NOTFOUND: there is none. */
NODISCARD enum err requests_next(struct arena *a, struct db *db, struct request_row *ret);
/* OK also when there is none. */
NODISCARD enum err requests_remove(struct db *db, int64_t answer);
/* At most `limit`. */
NODISCARD enum err requests_count(struct db *db, int limit, int *ret);

#endif
