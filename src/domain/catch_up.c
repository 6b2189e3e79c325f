/* SPDX-License-Identifier: MIT
 *
 * catch_up.c -- taking for read what was not shown: a thread, a board or everything.
 *
 * A floor is an hour, because alias posts know no finer time; so of the threads that were active in
 * the present hour the numbers are kept beside it. What is kept does not grow with what was unread.
 */
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/domain/unread.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/db.h>

#include "board_rows.h"
#include "thread_rows.h"
#include "unread.h"

enum {
    ROWS = 64,
    HELD_AT_A_TIME = 64,
};

static enum err thread_catch_up(struct visit *v, thread_id thread, int64_t *ret_marked)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record record;
    struct thread_activity t;

    TRY(thread_record_get(&a, v, thread, &record));
    t = thread_activity_of(&record);
    TRY(unread_of_thread(v, &t, ret_marked));
    return state_floor_set(v->state, (struct state_place){0, (uint32_t)thread.v}, (uint32_t)t.posts,
                           NULL, 0);
}

/* What a floor needs to be told of the threads that were active since its hour. */
struct present {
    struct state_upto *uptos;
    size_t n, room;
};

static enum err present_add(struct visit *v, const struct thread_activity *t, struct present *p)
{
    if (p->n == p->room) /* so many within an hour: theirs are marks like any other */
        return unread_mark(v, t->id, 1, (int)t->posts, false);
    p->uptos[p->n++] = (struct state_upto){(uint32_t)t->id.v, (uint32_t)t->posts};
    return OK;
}

static enum err present_list(struct visit *v, board_id board, uint32_t hour, struct present *p)
{
    struct thread_activity rows[ROWS];
    struct thread_key below = thread_key_first;
    int n;

    do {
        TRY(threads_list_active(v->db, board, (int64_t)hour * ARRIVAL_HOUR_S, &below, rows, ROWS,
                                &n));
        for (int i = 0; i < n; i++)
            TRY(present_add(v, &rows[i], p));
        if (n > 0)
            below = (struct thread_key){.time = rows[n - 1].active_at, .id = rows[n - 1].id.v};
    } while (n == ROWS);
    return OK;
}

static enum err place_catch_up(struct visit *v, board_id board)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct state_place place = {(uint32_t)board.v, 0};
    struct present present = {.room = state_floor_room(v->state, place)};
    uint32_t hour, known = state_floor(v->state, place);

    present.uptos = arena_array(&a, present.room, sizeof *present.uptos);
    if (!present.uptos)
        return E_NOMEM;
    TRY(unread_hour_now(v, &hour));
    if (hour < known) /* the clock was set back */
        hour = known;
    TRY(present_list(v, board, hour, &present));
    return state_floor_set(v->state, place, hour, present.uptos, present.n);
}

static enum err count(struct arena *a, struct visit *v, board_id board, int64_t *ret)
{
    struct board known;

    if (board.v == 0)
        return unread_total(v, ret);
    TRY(board_get_any(a, v, board, &known));
    if (!board_is_open(v, &known))
        return E_NOTFOUND;
    return unread_of_boards(v, &board, 1, ret);
}

enum err catch_up(struct visit *v, board_id board, thread_id thread, int64_t *ret_marked)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    *ret_marked = 0;
    if (!v->state)
        return E_GUEST;
    if (thread.v != 0)
        return thread_catch_up(v, thread, ret_marked);
    TRY(count(&a, v, board, ret_marked));
    return place_catch_up(v, board);
}

enum err catch_up_undo(struct visit *v)
{
    struct state_place place;

    return v->state ? state_floor_undo(v->state, &place) : E_NOTFOUND;
}

bool catch_up_can_undo(const struct visit *v)
{
    return v->state && state_floor_can_undo(v->state);
}
