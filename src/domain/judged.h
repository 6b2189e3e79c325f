/* SPDX-License-Identifier: MIT
 *
 * judged.h -- the post a moderator acts on, and whether it is theirs to act on.
 */
#ifndef CURBSIDE_SRC_DOMAIN_JUDGED_H
#define CURBSIDE_SRC_DOMAIN_JUDGED_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/visit.h>
#include <curbside/store/posts.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

struct judged {
    bool waits;                  /* held, or refused */
    struct thread_record thread; /* of one that is out */
    struct post_record post;
    struct waiting_row waiting;
    enum board_mode mode;
    bool open; /* the board is: readers see it there */
};

/* One that is out, also on a board that was closed since: what waits there is judged all the same.
 * E_NOTFOUND. */
NODISCARD enum err judged_find(struct arena *a, struct visit *v, post_id id, struct judged *ret);
/* The same, or one that is held or was refused. A post that waits for its tick is not there. */
NODISCARD enum err judged_find_any(struct arena *a, struct visit *v, post_id id,
                                   struct judged *ret);
/* Did the caller write it? Asked of their own session. */
NODISCARD enum err judged_is_own(struct visit *v, const struct judged *on, bool *ret);
/* E_OWN_CASE: the caller's own, which only they learn. E_PEER: a moderator's or a sysop's handle,
 * for moderators. */
NODISCARD enum err judged_require_other(struct visit *v, const struct judged *on);
/* The same for what has to be decided by somebody, and not by `acted`: a sysop's own is theirs to
 * decide where nobody else can. *ret_same: it was so, under a handle, and the log says so; of an
 * alias it would tell whose it is. */
NODISCARD enum err judged_require_decider(struct visit *v, const struct judged *on, handle_id acted,
                                          bool *ret_same);
/* Whom it is about, also while it waits. E_NOBODY. */
NODISCARD enum err judged_target(const struct judged *on, struct sanction_target *ret);
/* Tell who looks at the thread; on alias boards nobody, as ever. */
void judged_ring(const struct visit *v, const struct judged *on);

#endif
