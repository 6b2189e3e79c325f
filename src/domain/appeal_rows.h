/* SPDX-License-Identifier: MIT
 *
 * appeal_rows.h -- appeals inside the domain: taking a decision back, and letting rows go.
 */
#ifndef CURBSIDE_SRC_DOMAIN_APPEAL_ROWS_H
#define CURBSIDE_SRC_DOMAIN_APPEAL_ROWS_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/actions.h>

/* Did the action that this appeals against reach the caller? */
NODISCARD enum err appeal_is_mine(struct visit *v, action_id action, bool *ret);
/* Did `handle` (0: the operator) do it, or as the second moderator agree to its being everywhere?
 * They decide on no appeal against it. */
NODISCARD enum err appeal_took_part(struct visit *v, const struct action_row *about,
                                    handle_id handle, bool *ret);
/* The day on which an appeal against it was decided; 0: there was none, or it waits. */
NODISCARD enum err appeal_answered_day(struct arena *a, struct visit *v, action_id action,
                                       int64_t *ret);
/* The sanction was lifted by this action: a waiting appeal against it is granted with it, and does
 * not count as a decision on an appeal. Inside the transaction. */
NODISCARD enum err appeal_lifted(struct arena *a, struct visit *v, action_id sanction,
                                 action_id lift);
/* For undo.c. */
NODISCARD enum err undo_appeal(struct arena *a, struct visit *v, const struct action_row *row,
                               const char *was);
/* Decided ones that have had their time go. Cheap when there are none. */
NODISCARD enum err appeals_tick(struct visit *v);

#endif
