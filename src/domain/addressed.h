/* SPDX-License-Identifier: MIT
 *
 * addressed.h -- writing down to whom a post is addressed, inside the transaction that writes the
 * post or another text for it.
 */
#ifndef CURBSIDE_SRC_DOMAIN_ADDRESSED_H
#define CURBSIDE_SRC_DOMAIN_ADDRESSED_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/posts.h>

/* A post that is out now. `post->no` and `created_at` are set. Nothing is written for an imported
 * one: its names are not of this board. */
NODISCARD enum err addressed_index(struct visit *v, const struct post_record *post);
/* The keeper's part, for a board that had posts before this was written down: some of them at a
 * time, until each was looked at once. */
NODISCARD enum err addressed_tick(struct visit *v);
/* It says something else now, or its thread has another title, which is written already. */
NODISCARD enum err addressed_index_again(struct visit *v, const struct post_record *post,
                                         const char *body);

#endif
