/* SPDX-License-Identifier: MIT
 *
 * unread.c -- counting what a caller has not read.
 *
 * The marks are numbers of posts, and numbers are counted without gaps, so a thread's unread posts
 * are a subtraction: those since the first day, less the marked ones among them. Nothing is written
 * and nothing is asked of the database that names the caller.
 */
#include "unread.h"

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/posts.h>

enum {
    WALK_ROWS = 256, /* threads read at a time; the statement is closed in between */
    OWN_AT_A_TIME = 64,
};

/* What the caller wrote is read. Nothing was saved of it when it was posted, so it is found again
 * here, and only where something seems unread. */
static enum err own_find(struct visit *v, const struct thread_activity *thread, int above)
{
    int nos[OWN_AT_A_TIME], n;

    if (marks_own_known(v->state, thread->id, thread->posts))
        return OK;
    do {
        TRY(author_list_mine(v, thread->id, thread->created_at, above, nos, OWN_AT_A_TIME, &n));
        for (int i = 0; i < n; i++)
            marks_add_quietly(v->state, thread->id, nos[i], nos[i]);
        above = n > 0 ? nos[n - 1] : above;
    } while (n == OWN_AT_A_TIME);
    marks_own_set(v->state, thread->id, thread->posts);
    return OK;
}

static int unread_above(const struct visit *v, const struct thread_activity *thread, int old)
{
    int read = marks_count(v->state, thread->id, (int)thread->posts) -
               marks_count(v->state, thread->id, old);

    return (int)thread->posts - old - read;
}

enum err unread_of_thread(struct visit *v, const struct thread_activity *thread, int64_t *ret)
{
    int64_t since = v->who->joined_day;
    int old = 0;

    *ret = 0;
    if (!v->state || thread->active_at < since)
        return OK;
    if (thread->created_at < since)
        TRY(posts_last_before(v->db, thread->id, 0, since, &old));
    if (unread_above(v, thread, old) > 0)
        TRY(own_find(v, thread, old));
    *ret = unread_above(v, thread, old);
    return OK;
}

bool unread_is_post(const struct visit *v, thread_id thread, int no, int64_t created_at)
{
    return v->state && created_at >= v->who->joined_day && !marks_has(v->state, thread, no);
}

enum err unread_walk(struct visit *v, board_id board,
                     enum err (*each)(void *ctx, const struct thread_activity *thread,
                                      int64_t unread),
                     void *ctx)
{
    struct thread_activity rows[WALK_ROWS];
    struct thread_key below = thread_key_first;
    int n = v->state ? WALK_ROWS : 0;

    while (n == WALK_ROWS) {
        TRY(threads_list_active(v->db, board, v->who->joined_day, &below, rows, WALK_ROWS, &n));
        for (int i = 0; i < n; i++) {
            int64_t unread;
            enum err err;

            TRY(unread_of_thread(v, &rows[i], &unread));
            err = unread > 0 ? each(ctx, &rows[i], unread) : OK;
            if (err != OK)
                return err == E_CLOSED ? OK : err;
            below = (struct thread_key){.time = rows[i].active_at, .id = rows[i].id.v};
        }
    }
    return OK;
}
