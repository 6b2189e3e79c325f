/* SPDX-License-Identifier: MIT
 *
 * shape.h -- what moderators do to threads: lock and pin, each with the verb that takes it back.
 *
 * Each is an action in the transaction that does it. Nothing here asks who wrote in the thread.
 */
#ifndef CURBSIDE_DOMAIN_SHAPE_H
#define CURBSIDE_DOMAIN_SHAPE_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum shape {
    SHAPE_LOCK, /* no more replies, no more edits */
    SHAPE_UNLOCK,
    SHAPE_PIN, /* in front of its board */
    SHAPE_UNPIN,
    N_SHAPES
};

/* "lock", "unlock", "pin", "unpin"; E_USAGE for another word. */
NODISCARD enum err shape_parse(const char *name, enum shape *ret);
/* `rule` by its name, NULL: none; `reason` as typed, NULL: none. E_GUEST E_DENIED E_NOTFOUND
 * E_RULE_UNKNOWN E_REASON_LONG E_NOT_UTF8. E_DONE_ALREADY: it is so. */
NODISCARD enum err thread_shape(struct visit *v, thread_id thread, enum shape shape,
                                const char *rule, const char *reason, action_id *ret_id);

#endif
