/* SPDX-License-Identifier: MIT
 *
 * post_state.h -- the one way by which a decision or flags change what is shown of a post.
 */
#ifndef CURBSIDE_SRC_DOMAIN_POST_STATE_H
#define CURBSIDE_SRC_DOMAIN_POST_STATE_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

/* One of the words of post_record.state, inside the transaction: the place for whatever has to be
 * kept equal to what is shown. */
NODISCARD enum err post_state_set(struct visit *v, post_id post, const char *state);

#endif
