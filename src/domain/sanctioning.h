/* SPDX-License-Identifier: MIT
 *
 * sanctioning.h -- sanctions inside the domain: writing one beside what else a decision writes, and
 * whether one is upon the caller.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SANCTIONING_H
#define CURBSIDE_SRC_DOMAIN_SANCTIONING_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/visit.h>

#include "judged.h"

/* Inside the transaction: sanction whoever wrote this, with a rule that was found and a reason that
 * was parsed. `was` is for undo.c: how things stood that the same action changes. As
 * sanction_through_post(). */
NODISCARD enum err sanction_write(struct arena *a, struct visit *v, const struct judged *on,
                                  const struct sanction_order *order, const char *was,
                                  action_id *ret_id);
/* Is it upon the caller, and not lifted? Asked of their own session. */
NODISCARD enum err sanction_is_mine(struct visit *v, action_id action, bool *ret);

#endif
