/* SPDX-License-Identifier: MIT
 *
 * unread_room.c -- room for more marks, where none is lost by it.
 *
 * Whoever reads a board to its end has nothing unread under its oldest unread post: up to that hour
 * the board is as good as caught up, so its floor is put there. What lies under a floor needs no
 * marks. A board with much unread is left as it is: its oldest unread post is old, and to find it
 * costs a look at all of them. What a moderator puts on the board later and is older than its floor
 * comes as read, as where one has caught up.
 */
#include "unread.h"

#include <curbside/domain/state.h>
#include <curbside/domain/unread.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/posts.h>

#include "state_record.h"

enum {
    THREADS_MOST = 500, /* unread ones of a board that are looked at */
};

struct oldest {
    struct visit *v;
    uint32_t hour;
    int threads;
};

/* A post came no earlier than it was written. */
static enum err oldest_take(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct oldest *o = ctx;
    struct post_record post;
    int64_t hour;
    int no;

    (void)unread;
    if (o->threads++ == THREADS_MOST) {
        o->hour = 0;
        return E_CLOSED;
    }
    TRY(unread_first(o->v, thread->id, &no));
    TRY(posts_get(&a, o->v->db, thread->id, no, &post));
    hour = post.created_at / ARRIVAL_HOUR_S;
    if (hour < o->hour)
        o->hour = hour > 0 ? (uint32_t)hour : 0;
    return OK;
}

static enum err board_raise(struct visit *v, board_id board)
{
    struct oldest o = {.v = v};

    TRY(unread_hour_now(v, &o.hour));
    TRY(unread_walk_boards(v, &board, 1, &thread_key_first, oldest_take, &o));
    if (o.hour > unread_floor(v, board))
        state_floor_raise(v->state, board, o.hour);
    return OK;
}

static enum err marks_drop(struct visit *v)
{
    thread_id thread;

    for (size_t at = 0; marks_next(v->state, &at, &thread);) {
        struct thread_activity t;
        int base;
        enum err err = threads_get_activity(v->db, thread, &t);

        if (err == E_NOTFOUND)
            continue;
        TRY(err);
        TRY(unread_base(v, &t, &base));
        at -= marks_forget(v->state, thread, base);
    }
    return OK;
}

static enum err make_room(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    board_id *boards;
    int n;

    TRY(unread_boards_open(&a, v, &boards, &n));
    for (int i = 0; i < n; i++)
        TRY(board_raise(v, boards[i]));
    return marks_drop(v);
}

enum err unread_make_room(struct visit *v)
{
    enum err err;

    if (!marks_are_full(v->state) || v->state->making_room)
        return OK;
    v->state->making_room = true;
    err = make_room(v);
    v->state->making_room = false;
    return err;
}
