/* SPDX-License-Identifier: MIT
 *
 * school_proposals.h -- rows of schools that people miss. Whose they are nobody can tell but who
 * made the token.
 */
#ifndef CURBSIDE_STORE_SCHOOL_PROPOSALS_H
#define CURBSIDE_STORE_SCHOOL_PROPOSALS_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct school_proposal_row {
    school_proposal_id id;
    uint8_t token[TAG_BYTES];
    const char *name, *place;
    int64_t day;
    const char *state;    /* "waiting", "accepted", "refused" */
    action_id decided_by; /* 0: it waits, or was decided before that was kept */
};

struct school_proposal_rows {
    struct school_proposal_row *rows;
    int n;
};

/* E_IN_USE: the id or the token is there. */
NODISCARD enum err school_proposals_insert(struct db *db, const struct school_proposal_row *row);
/* E_NOTFOUND. */
NODISCARD enum err school_proposals_get(struct arena *a, struct db *db, school_proposal_id id,
                                        struct school_proposal_row *ret);
NODISCARD enum err school_proposals_set_state(struct db *db, school_proposal_id id,
                                              const char *state, action_id decided_by);
/* All that this action decided on. */
NODISCARD enum err school_proposals_wait_again(struct db *db, action_id decided_by);
/* Those that wait, the oldest day first, behind (day, id). */
NODISCARD enum err school_proposals_list(struct arena *a, struct db *db, int64_t after_day,
                                         int64_t after_id, int limit,
                                         struct school_proposal_rows *ret);
/* All, by id, behind one: for whoever looks for their own. */
NODISCARD enum err school_proposals_walk(struct arena *a, struct db *db, int64_t after_id,
                                         int limit, struct school_proposal_rows *ret);

#endif
