/* SPDX-License-Identifier: MIT
 *
 * decide.h -- what moderators decide about posts: keep, remove, restore; and what is held for them.
 *
 * A removed post keeps its number and its text stays in the database, shown to nobody, so that it
 * can be restored. A held post is one that waits (release.h) without a tick: keeping it lets it out
 * with the next release among all others, removing it tells its author and nobody else. Each
 * decision is an action, written in the transaction that does it. What is refused is refused alike
 * whoever stands behind an alias.
 */
#ifndef CURBSIDE_DOMAIN_DECIDE_H
#define CURBSIDE_DOMAIN_DECIDE_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    CLAIM_HOURS = 1,       /* and what is left of the hour */
    REFUSED_ROW_DAYS = 30, /* a post that was refused while held is kept, for its author */
};

/* The post is fine: held, it comes out. E_GUEST E_DENIED. E_NOTFOUND: nothing in the queue.
 * E_OWN_CASE. E_DONE_ALREADY: somebody kept it. E_CLAIMED: another moderator looks after it. */
NODISCARD enum err post_keep(struct visit *v, post_id post, action_id *ret_id);
/* `rule` by its name; `reason` as typed, NULL: the rule's own. E_GUEST E_DENIED E_NOTFOUND
 * E_OWN_CASE E_PEER E_CLAIMED E_RULE_UNKNOWN E_REASON_LONG E_NOT_UTF8; E_DONE_ALREADY: it is
 * removed. */
NODISCARD enum err post_remove(struct visit *v, post_id post, const char *rule, const char *reason,
                               action_id *ret_id);
/* Back as it was, but for what its author deleted meanwhile. `rule` may be NULL. As above;
 * E_DONE_ALREADY: it is not removed. */
NODISCARD enum err post_restore(struct visit *v, post_id post, const char *rule, const char *reason,
                                action_id *ret_id);
/*
 * Decide on a post by what is said to its author: a warning lets it stand, and its flags are
 * settled (a held one comes out); a mute or a ban removes it. All of it, or nothing. As
 * post_remove() and sanction_through_post(); E_DONE_ALREADY: nothing was left to do. Each of *ret
 * is 0 for what was done before.
 */
struct sanctioned {
    action_id removal, sanction;
};
NODISCARD enum err post_sanction(struct visit *v, post_id post, const struct sanction_order *order,
                                 struct sanctioned *ret);
/* Look after an item of the queue for CLAIM_HOURS. Claiming twice is OK. E_GUEST E_DENIED
 * E_NOTFOUND. E_CLAIMED: another moderator does. E_NO_HANDLE: the operator, who has none. */
NODISCARD enum err item_claim(struct visit *v, int64_t item);
/* Leave it to the others again. E_GUEST E_DENIED. E_NOTFOUND: nobody claimed it. E_CLAIMED: another
 * moderator did. E_NO_HANDLE: as above. */
NODISCARD enum err item_unclaim(struct visit *v, int64_t item);

#endif
