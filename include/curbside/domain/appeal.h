/* SPDX-License-Identifier: MIT
 *
 * appeal.h -- asking another moderator to look again.
 *
 * Whoever a sanction reached, or whose post or interview report was removed, may appeal once
 * against that action: their own session knows that it is theirs, and the row names the action
 * alone. Another moderator decides than the one who acted. Where nobody else could, a sysop who
 * acted decides and the log says that it was the same person. Granting lifts the sanction or brings
 * the post back, also one that was held and not let out.
 */
#ifndef CURBSIDE_DOMAIN_APPEAL_H
#define CURBSIDE_DOMAIN_APPEAL_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    APPEAL_BYTES = 2000,
    APPEALS_MINE = 2,     /* of one account that wait */
    APPEALS_ALL = 100,    /* that wait, of everybody */
    APPEAL_ROW_DAYS = 60, /* kept after the decision, for its author */
};

/*
 * E_GUEST. E_NOTFOUND: no such action, or none that reached the caller: the two cannot be told
 * apart. E_DONE_ALREADY: appealed against. E_APPEALS_MINE E_APPEALS_MANY: APPEALS_MINE
 * or APPEALS_ALL wait.
 * E_BODY_EMPTY E_APPEAL_LONG E_NOT_UTF8.
 */
NODISCARD enum err appeal_make(struct visit *v, action_id action, const char *body, size_t n);

enum appeal_state {
    APPEAL_NONE,
    APPEAL_WAITS,
    APPEAL_GRANTED,
    APPEAL_DENIED
};
/* "none", "waits", "granted", "denied" */
const char *appeal_state_name(enum appeal_state state);
/* What became of it, as a sentence and what the moderator said; NULL: there was none. */
const char *appeal_words(struct arena *a, enum appeal_state state, const char *reason);
/* Of an action that reached the caller; *ret_reason: what the moderator said, NULL: nothing. */
NODISCARD enum err appeal_find(struct arena *a, struct visit *v, action_id action,
                               enum appeal_state *ret, const char **ret_reason);

/*
 * Decide. `reason` as typed; NULL: none. E_GUEST E_DENIED. E_NOTFOUND: no such appeal waits.
 * E_SAME_PERSON: the caller did what is appealed against, or agreed to its being everywhere, and
 * somebody else could decide.
 * E_OWN_CASE E_PEER E_CLAIMED E_REASON_LONG E_NOT_UTF8. E_WORDS_PERSON: the reason says who
 * somebody is.
 */
NODISCARD enum err appeal_decide(struct visit *v, action_id action, bool grant, const char *reason,
                                 action_id *ret_id);

#endif
