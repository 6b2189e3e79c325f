/* SPDX-License-Identifier: MIT
 *
 * undo.h -- taking back what a moderator did.
 *
 * How things stood is remembered for UNDO_DAYS beside the action, except of posts that were held:
 * that a post was held is kept nowhere, so that whoever wants to take such a decision back has to
 * remember it themselves. Taking back is an action too: "undo-remove" and the like, or "lift" of a
 * warning, mute or ban. A sanction's row goes; that it was lifted stays, for an account that has
 * found it meanwhile.
 */
#ifndef CURBSIDE_DOMAIN_UNDO_H
#define CURBSIDE_DOMAIN_UNDO_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    UNDO_DAYS = 7,
};

/*
 * One's own action; a sysop, anybody's. E_GUEST E_DENIED. E_NOTFOUND: no such action, or none that
 * can be taken back (any more). E_STALE: something was done to it meanwhile. E_OWN_CASE E_PEER.
 * *ret_id: the action this is.
 */
NODISCARD enum err action_undo(struct visit *v, action_id action, action_id *ret_id);
/* The same for a post that was held since `since` (queue.h). E_STALE: it is out by now. */
NODISCARD enum err action_undo_held(struct visit *v, action_id action, post_id post, int64_t since,
                                    action_id *ret_id);

#endif
