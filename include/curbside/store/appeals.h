/* SPDX-License-Identifier: MIT
 *
 * appeals.h -- rows of appeals.
 */
#ifndef CURBSIDE_STORE_APPEALS_H
#define CURBSIDE_STORE_APPEALS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct appeal_row {
    action_id action;
    const char *body;
    int64_t day;
    const char *state;    /* "waits", "granted", "denied" */
    action_id decided_by; /* 0: it waits */
};

/* E_IN_USE: there is one against this action. */
NODISCARD enum err appeals_insert(struct db *db, const struct appeal_row *row);
/* E_NOTFOUND. */
NODISCARD enum err appeals_get(struct arena *a, struct db *db, action_id action,
                               struct appeal_row *ret);
/* `goes` 0, `by` 0 and "waits": not decided any more. */
NODISCARD enum err appeals_set_state(struct db *db, action_id action, const char *state,
                                     action_id by, int64_t goes);
/* Those that wait, oldest first, after (day, action). */
NODISCARD enum err appeals_list(struct arena *a, struct db *db, int64_t after_day, int64_t after,
                                int limit, struct appeal_row **ret, int *ret_n);
/* All, by action, after one. */
NODISCARD enum err appeals_walk(struct arena *a, struct db *db, action_id after, int limit,
                                struct appeal_row **ret, int *ret_n);
/* That wait, from days before this one; at most `limit`. */
NODISCARD enum err appeals_count(struct db *db, int64_t before, int limit, int *ret);
/* Decisions, ever, by the record of actions; none that was taken back. */
NODISCARD enum err appeals_count_decided(struct db *db, int64_t *ret_granted, int64_t *ret_denied);
/* Was one against a removal of this post granted? */
NODISCARD enum err appeals_granted_of_post(struct db *db, post_id post, bool *ret);
/* Does a row go on or before `day`? And let them go. */
NODISCARD enum err appeals_are_due(struct db *db, int64_t day, bool *ret);
NODISCARD enum err appeals_expire(struct db *db, int64_t day);

#endif
