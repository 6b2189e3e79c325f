/* SPDX-License-Identifier: MIT
 *
 * helpful.h -- marking a post as helpful: a count that everybody sees, and nobody sees of whom.
 *
 * A mark is a row (post, token) whose token only the marking account can make, and which has
 * nothing in common with its token for any other post. So each account counts once, can take its
 * mark back, and is known to nobody; when it is left, its marks stay and are nobody's: taking them
 * away together would show that they were one person's.
 *
 * On alias boards a mark waits for a drawn time and then for a release, as a post does, so that a
 * count never moves when somebody is seen.
 */
#ifndef CURBSIDE_DOMAIN_HELPFUL_H
#define CURBSIDE_DOMAIN_HELPFUL_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct helpful_answer {
    int64_t count; /* as everybody sees it */
    bool marked;   /* by the caller, as they left it */
    bool waits;    /* the change counts with a later release */
};

/*
 * Give or take back the caller's mark; twice is OK. E_GUEST. E_NOTFOUND: no such post, or one whose
 * text is not shown, or on a closed board. E_OWN_POST: nobody marks themselves, as far as that can
 * be told.
 */
NODISCARD enum err helpful_set(struct visit *v, post_id post, bool on, struct helpful_answer *ret);
/* Has the caller marked it? Also where that waits. False for a guest. */
NODISCARD enum err helpful_is_marked(const struct visit *v, post_id post, bool *ret);

#endif
