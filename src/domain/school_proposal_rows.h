/* SPDX-License-Identifier: MIT
 *
 * school_proposal_rows.h -- between the files that know proposed schools.
 */
#ifndef DOMAIN_SCHOOL_PROPOSAL_ROWS_H
#define DOMAIN_SCHOOL_PROPOSAL_ROWS_H

#include <curbside/base/crypto.h>
#include <curbside/domain/visit.h>
#include <curbside/store/actions.h>
#include <curbside/store/school_proposals.h>

/* The token under which the caller proposes a school of this name. Members only. */
void school_proposal_token(const struct visit *v, const char *name, uint8_t ret[static TAG_BYTES]);

/* What waits, each school once: by the proposal that came first, from days before `before`. */
struct school_proposal_after {
    int64_t before;
    int64_t day, id; /* behind these */
};

NODISCARD enum err school_proposals_list_once(struct arena *a, struct visit *v,
                                              const struct school_proposal_after *after, int limit,
                                              struct school_proposal_rows *ret);
NODISCARD enum err school_proposals_count_once(struct visit *v, int64_t before, int *ret);
/* How many of the same school wait, from days before this one. */
NODISCARD enum err school_proposals_count_same(struct visit *v,
                                               const struct school_proposal_row *row,
                                               int64_t before, int *ret);
/* This one, and all of the same school that wait, whatever their day. Inside the transaction. */
NODISCARD enum err school_proposals_decide_same(struct visit *v,
                                                const struct school_proposal_row *row,
                                                const char *state, action_id by);

/* For undo.c: it waits again. E_STALE E_CORRUPT. */
NODISCARD enum err undo_school(struct arena *a, struct visit *v, const struct action_row *row,
                               const char *was);

#endif
