/* SPDX-License-Identifier: MIT
 *
 * cursor_time.c -- a time in a cursor, or the number of the post that has it.
 */
#include "cursor_time.h"

#include <curbside/domain/thread.h>
#include <curbside/store/posts.h>

enum {
    PINNED = 1,
    NUMBER = 2, /* in place of a time; times are of any sign */
};

enum err cursor_time_put(struct visit *v, bool has_alias, int64_t time, struct cursor *c)
{
    int no;

    c->first = time;
    if (!has_alias)
        return OK;
    TRY(posts_last_at(v->db, (thread_id){c->id}, time, &no));
    c->first = no > 0 ? no : 1; /* each time of a thread is one of its posts' */
    c->pinned |= NUMBER;
    return OK;
}

enum err cursor_time_take(struct visit *v, const struct cursor *c, int64_t *ret_time)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record post;
    enum err err = E_NOTFOUND;

    *ret_time = c->first;
    if (!(c->pinned & NUMBER))
        return OK;
    if (c->first >= 1 && c->first <= THREAD_POSTS)
        err = posts_get(&a, v->db, (thread_id){c->id}, (int)c->first, &post);
    if (err != OK)
        return err == E_NOTFOUND ? E_CURSOR_INVALID : err;
    *ret_time = post.created_at;
    return OK;
}

bool cursor_is_pinned(const struct cursor *c)
{
    return (c->pinned & PINNED) != 0;
}
