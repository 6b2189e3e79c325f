/* SPDX-License-Identifier: MIT
 *
 * search_look.h -- what a search looks for, and looking at one post.
 */
#ifndef CURBSIDE_SRC_DOMAIN_SEARCH_LOOK_H
#define CURBSIDE_SRC_DOMAIN_SEARCH_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/domain/search.h>
#include <curbside/domain/visit.h>

#include "search_index.h"

enum {
    SEARCH_QUEUE_LOOKED = 1500, /* posts of the queue looked through for one search: the keeper
                                   leaves no more than 1,000; none of a longer queue, of which they
                                   would be a random few */
    SEARCH_OWN_MOST = 5000,     /* own posts looked through, the newest */
};

struct search_look {
    struct visit *v;
    struct query q;
    board_id boards[QUERY_FILTERS];  /* of q.boards, in its order */
    const char *tags[QUERY_FILTERS]; /* of q.tags, folded */
    const char *expression;          /* for an index */
    int64_t from, below;             /* rows, by since: and until: */

    bool queue_is_long; /* too long to be looked through */
    int64_t *pending;   /* rows of the queue that match, falling; NULL: not looked for yet */
    int n_pending;

    /* the thread looked at last */
    thread_id thread;
    struct board board;
    struct thread_record record;
    struct key secret; /* wiped by search_look_done() */
    bool has_secret;
};

void search_look_done(struct search_look *l);
#define AUTO_SEARCH_LOOK __attribute__((cleanup(search_look_done)))

/* Read the query and what it names. E_QUERY_INVALID. */
NODISCARD enum err search_look_init(struct arena *a, struct search_look *l,
                                    const struct search_query *query, struct query_fault *fault);
/* Is this post what is looked for, as it is now, and may the caller see it? */
NODISCARD enum err search_look_at(struct arena *a, struct search_look *l, post_id post,
                                  struct search_hit *ret, bool *ret_hit);

/* Rows under `below` of the queue, and of the caller's own posts; falling. */
NODISCARD enum err search_pending_rows(struct arena *a, struct search_look *l, int64_t below,
                                       int64_t **ret, int *ret_n);
NODISCARD enum err search_own_rows(struct arena *a, struct search_look *l, int64_t below,
                                   int64_t **ret, int *ret_n);

/* The line to show of a body (search_snippet.c). */
NODISCARD enum err search_snippet(struct arena *a, const struct query *q, const char *body,
                                  struct search_hit *ret);

#endif
