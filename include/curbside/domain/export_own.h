/* SPDX-License-Identifier: MIT
 *
 * export_own.h -- a caller's own posts, for taking them along.
 */
#ifndef CURBSIDE_DOMAIN_EXPORT_OWN_H
#define CURBSIDE_DOMAIN_EXPORT_OWN_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct export_post {
    post_id post;
    thread_id thread;
    int no;            /* 0: not out yet */
    const char *board; /* slug */
    const char *title; /* of the thread */
    const char *author;
    const char *body;
    const char *state;          /* "visible", ... */
    int64_t created;            /* as the board shows it */
    int64_t edited;             /* 0: never */
    const char *const *earlier; /* what it said before, the first first */
    int n_earlier;
    const char *receipt; /* of an alias post; NULL: none */
    int64_t released;    /* when it will be out; 0: it is, or a moderator keeps it */
};
typedef enum err export_post_each(void *ctx, const struct export_post *post);

/* Post by post, those that are held or were refused last; returning anything but OK stops with that
 * error. Strings live until the return. E_GUEST. */
NODISCARD enum err export_own_posts(struct visit *v, export_post_each *each, void *ctx);
/* Under aliases, as far as that can be told; those that wait come last. */
NODISCARD enum err export_own_aliases(struct visit *v, export_post_each *each, void *ctx);

#endif
