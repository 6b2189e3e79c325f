/* SPDX-License-Identifier: MIT
 *
 * undo.h -- taking back what a moderator did.
 *
 * How things stood is remembered for UNDO_DAYS beside the action, but of a post that was held in
 * the post's own waiting row: once it is out, nothing says that it was held, and letting it out
 * cannot be taken back. Taking back is an action too: "undo-remove" and the like, or "lift" of a
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
 * One's own action; a sysop, anybody's. E_GUEST E_DENIED. E_NOTFOUND: no such action.
 * E_NO_UNDO: it cannot be taken back, or not any more. E_STALE: something was done to it meanwhile.
 * E_APPEAL_GRANTED: what it lifted or restored was granted by an appeal. E_OWN_CASE E_PEER.
 * *ret_id: the action this is.
 */
NODISCARD enum err action_undo(struct visit *v, action_id action, action_id *ret_id);

#endif
