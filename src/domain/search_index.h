/* SPDX-License-Identifier: MIT
 *
 * search_index.h -- keeping the search indexes equal to the posts: for whoever changes one.
 *
 * Whatever changes a post's text, its state, or its thread's title, tags or board calls
 * search_forget() before the change and search_learn() after it, in the same transaction: an index
 * holds no text, so a row can only be taken out with what the post says now. A post that is not
 * visible or collapsed is learnt as nothing.
 *
 * An index of another version of the cut is read as it is. What is posted meanwhile waits in the
 * queue, nothing is taken out of it, and the keeper of the newer version makes it anew.
 *
 * A damaged index never gets in the way: the first to notice marks it, and from then on nothing is
 * learnt or forgotten until it is made anew (search.h). A full disk still refuses the whole.
 *
 * Posts under aliases wait in a queue until the keeper finds their hour over, and are then added by
 * whole hours, in the order of time and id: the shadow tables keep the order in which rows came,
 * and may not know more of it than the posts say themselves. Searching looks through the queue.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SEARCH_INDEX_H
#define CURBSIDE_SRC_DOMAIN_SEARCH_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/store/posts.h>
#include <curbside/store/search.h>
#include <curbside/store/threads.h>

NODISCARD enum err search_learn(struct visit *v, post_id post);
NODISCARD enum err search_forget(struct visit *v, post_id post);
/* All posts of a thread: around a change of its title, tags or board. */
NODISCARD enum err search_learn_thread(struct visit *v, thread_id thread);
NODISCARD enum err search_forget_thread(struct visit *v, thread_id thread);
/* Into the queue, for many at once: an import. */
NODISCARD enum err search_learn_later(struct visit *v, post_id post);

/* The keeper's part: what is due in the queue, merging after removals, an index of an older version
 * made anew. Takes a few seconds at most; the rest is done by the next. */
NODISCARD enum err search_tick(struct visit *v);

/* What is known of the index. */
enum search_state {
    SEARCH_READY,
    SEARCH_OLD,    /* of another cut (terms.h): it is read, and made anew by the keeper */
    SEARCH_BROKEN, /* damaged: neither read nor written */
};
NODISCARD enum err search_state_get(struct visit *v, enum search_state *ret);

/* ---- rows (search_words.c) ---- */

/* A post's row: its time and its id, so that rows lie in the order of time. */
int64_t search_row(int64_t created_at, post_id post);
/* The least row of a time. */
int64_t search_row_from(int64_t created_at);
post_id search_row_post(int64_t row);
/* The word that stands for a board, for a tag (folded), in `place`; NULL without memory. */
const char *search_board_word(struct arena *a, board_id board);
const char *search_tag_word(struct arena *a, const char *tag);
/* Everything of a post that search needs, wherever its board stands. E_NOTFOUND. */
struct search_doc {
    struct post_record post;
    struct thread_record thread;
    enum search_index index;
    int64_t row;
    bool findable; /* by its state */
};
NODISCARD enum err search_doc_get(struct arena *a, struct visit *v, thread_id thread, int no,
                                  struct search_doc *ret);
NODISCARD enum err search_doc_words(struct arena *a, const struct search_doc *doc,
                                    struct search_words *ret);

#endif
