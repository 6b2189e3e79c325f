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

/* What waits from days before this one, each school once: by the proposal that came first. */
NODISCARD enum err school_proposals_once(struct arena *a, struct visit *v, int64_t before,
                                         struct school_proposal_rows *ret);
/* Those of the same school that wait, from days before this one. */
NODISCARD enum err school_proposals_same(struct arena *a, struct visit *v,
                                         const struct school_proposal_row *row, int64_t before,
                                         struct school_proposal_rows *ret);

/* For undo.c: it waits again. E_STALE E_CORRUPT. */
NODISCARD enum err undo_school(struct arena *a, struct visit *v, const struct action_row *row,
                               const char *was);

#endif
