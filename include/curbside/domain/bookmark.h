/* SPDX-License-Identifier: MIT
 *
 * bookmark.h -- posts the caller wants to find again. Kept in the sealed state: nobody is told.
 */
#ifndef CURBSIDE_DOMAIN_BOOKMARK_H
#define CURBSIDE_DOMAIN_BOOKMARK_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct bookmark {
    post_id post;
    bool there; /* false: nobody can read it any more, and only `post` is set */
    struct thread_row thread;
    struct post at;
};

struct bookmark_page {
    struct bookmark *rows; /* the newest first */
    int n;
    int total;
};

/* Twice is OK. E_GUEST. E_NOTFOUND: no such post that the caller could read. E_NOT_OUT: the
 * caller's own, which waits. E_LIST_FULL. */
NODISCARD enum err bookmark_add(struct visit *v, post_id post);
/* OK also where there is none. E_GUEST. */
NODISCARD enum err bookmark_remove(struct visit *v, post_id post);
/* False for a guest. */
bool bookmark_has(const struct visit *v, post_id post);
/* From number `from` (0: the newest) on, at most `limit`. E_GUEST. */
NODISCARD enum err bookmark_list(struct arena *a, struct visit *v, int from, int limit,
                                 struct bookmark_page *ret);
/* Every bookmark as its address ("post/456"), as follow_walk(). */
NODISCARD enum err bookmark_walk(const struct visit *v,
                                 enum err (*each)(void *ctx, const char *address), void *ctx);

#endif
