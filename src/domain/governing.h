/* SPDX-License-Identifier: MIT
 *
 * governing.h -- what all that a sysop does has in common: who may, the record, and how it stood.
 */
#ifndef CURBSIDE_SRC_DOMAIN_GOVERNING_H
#define CURBSIDE_SRC_DOMAIN_GOVERNING_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/actions.h>
#include <curbside/store/db.h>

/* Begins the transaction. E_GUEST E_DENIED. */
NODISCARD enum err governing_begin(struct txn *txn, struct visit *v);
/* Writes the action and how it stood, in the words of the verb, and commits. `what` says verb,
 * place, subject and reason. */
NODISCARD enum err governing_end(struct txn *txn, struct visit *v, const struct action_row *what,
                                 const char *was, action_id *ret_id);

/* Undoing, for undo.c: `was` is what governing_end() was given. E_STALE E_CORRUPT E_LAST_SYSOP
 * E_RULE_LAST. */
NODISCARD enum err undo_board(struct arena *a, struct visit *v, const struct action_row *row,
                              const char *was);
NODISCARD enum err undo_order(struct arena *a, struct visit *v, const struct action_row *row,
                              const char *was);
NODISCARD enum err undo_guide(struct arena *a, struct visit *v, const struct action_row *row,
                              const char *was);
NODISCARD enum err undo_maintenance(struct arena *a, struct visit *v, const struct action_row *row,
                                    const char *was);
NODISCARD enum err undo_broadcast(struct arena *a, struct visit *v, const struct action_row *row,
                                  const char *was);
NODISCARD enum err undo_rule(struct arena *a, struct visit *v, const struct action_row *row,
                             const char *was);
NODISCARD enum err undo_template(struct arena *a, struct visit *v, const struct action_row *row,
                                 const char *was);
NODISCARD enum err undo_setting(struct arena *a, struct visit *v, const struct action_row *row,
                                const char *was);
NODISCARD enum err undo_role(struct arena *a, struct visit *v, const struct action_row *row,
                             const char *was);

#endif
