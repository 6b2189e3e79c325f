/* SPDX-License-Identifier: MIT
 *
 * action.h -- writing down what a moderator does, in the transaction that does it.
 */
#ifndef CURBSIDE_SRC_DOMAIN_ACTION_H
#define CURBSIDE_SRC_DOMAIN_ACTION_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/actions.h>

/* Before the reason of a sysop who decided on what they did, where nobody else could. */
#define ACTION_SAME_PERSON "(same person) "

/* `what` says verb, place, rule and reason; id, day and moderator are filled in.
 * E_WORDS_PERSON: the reason says who somebody is. One that stands beside its rule to be picked was
 * looked at there: whoever took a word of it for a handle since stops nobody. */
NODISCARD enum err action_add(struct visit *v, const struct action_row *what, action_id *ret_id);
/* Today, as actions are dated. */
int64_t action_day(const struct visit *v);

#endif
