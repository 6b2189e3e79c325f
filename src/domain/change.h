/* SPDX-License-Identifier: MIT
 *
 * change.h -- what authors change on alias boards, between the change and its release.
 *
 * A change that showed at once would tell a watcher of the clock when its author was here, as a
 * post would. So it waits for the next release, with the posts; until then only its author sees it.
 */
#ifndef CURBSIDE_SRC_DOMAIN_CHANGE_H
#define CURBSIDE_SRC_DOMAIN_CHANGE_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/changes.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

/* What changes and where, for the bells. */
struct change_mark {
    board_id board;
    thread_id thread;
};

/* Let out what is due at `at`, inside the transaction of a release. */
NODISCARD enum err changes_let_out(struct arena *a, struct visit *v, int64_t at,
                                   struct change_mark **ret, int *ret_n);

/* The text of a post goes, with all it said before; of the first one the title and the tags too.
 * Inside a write transaction. Whoever deletes a post does it by this. */
NODISCARD enum err post_text_remove(struct visit *v, const struct thread_record *thread,
                                    const struct post_record *post);
/* Another text, in the post and in the search index. */
NODISCARD enum err post_text_set(struct visit *v, post_id post, const char *body,
                                 int64_t edited_at);

#endif
