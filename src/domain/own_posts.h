/* SPDX-License-Identifier: MIT
 *
 * own_posts.h -- finding again everything the caller wrote. Nothing is stored that says it: posts
 * under the handle carry the handle, and for those under aliases every thread that holds any is
 * asked for the tag that only the caller can make. So it costs the number of those threads, and a
 * post whose month key is destroyed is found by nobody any more.
 */
#ifndef CURBSIDE_SRC_DOMAIN_OWN_POSTS_H
#define CURBSIDE_SRC_DOMAIN_OWN_POSTS_H

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

/* One post that is out. `secret` is its thread's; NULL for a post under the handle. Everything
 * lives until the function returns. */
struct own_post {
    const struct thread_record *thread;
    const struct post_record *post;
    const struct key *secret;
};
typedef enum err own_post_each(void *ctx, const struct own_post *own);
/* One that waits for its release or for a moderator, or that was refused. `secret` as above. */
typedef enum err own_waiting_each(void *ctx, const struct waiting_row *row,
                                  const struct key *secret);

/* Called post by post, inside a read transaction; returning anything but OK stops with that error.
 * Members only (E_GUEST). By thread and number. */
NODISCARD enum err own_handle_posts(struct visit *v, own_post_each *each, void *ctx);
/* What a filter or the sysop holds of theirs; not inside one transaction. */
NODISCARD enum err own_handle_waiting(struct visit *v, own_waiting_each *each, void *ctx);
/* Nothing in a visit without aliases. */
NODISCARD enum err own_alias_posts(struct visit *v, own_post_each *each, void *ctx);
NODISCARD enum err own_waiting_posts(struct visit *v, own_waiting_each *each, void *ctx);

#endif
