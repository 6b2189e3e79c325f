/* SPDX-License-Identifier: MIT
 *
 * slow.c -- how long somebody waits between two posts in a thread.
 */
#include <curbside/domain/slow.h>

#include <curbside/base/clock.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/store/flags.h>
#include <curbside/store/posts.h>

#include "board_rows.h"
#include "own_waiting.h"
#include "thread_rows.h"

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    OWN_AT_A_TIME = 64,
};

static enum err slow_of(struct arena *a, struct visit *v, const struct thread_record *thread,
                        struct slow *ret)
{
    struct board board;
    int weight;

    TRY(board_get_any(a, v, thread->board, &board));
    *ret = (struct slow){.minutes = thread->slow > board.slow ? thread->slow : board.slow};
    TRY(flags_weight_of_thread(v->db, thread->id, &weight));
    if (weight < COOL_WEIGHT)
        return OK;
    ret->cools = true;
    if (ret->minutes < COOL_MINUTES)
        ret->minutes = COOL_MINUTES;
    return OK;
}

enum err slow_get(struct visit *v, thread_id id, struct slow *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;

    TRY(thread_record_get(&a, v, id, &thread));
    return slow_of(&a, v, &thread, ret);
}

/* The number of the caller's last post there; 0: none. */
static enum err last_own(struct visit *v, const struct thread_record *thread, int *ret)
{
    int nos[OWN_AT_A_TIME], n;

    *ret = 0;
    do {
        TRY(author_list_mine(v, thread->id, thread->created_at, *ret, nos, OWN_AT_A_TIME, &n));
        if (n > 0)
            *ret = nos[n - 1];
    } while (n == OWN_AT_A_TIME);
    return OK;
}

/* When the next one may go after one of this time. */
static int64_t next_after(int64_t created, bool alias, int minutes)
{
    int64_t wait = (int64_t)minutes * MINUTE_S;

    if (!alias)
        return created + wait;
    return time_floor_hour(created) + (wait + HOUR_S - 1) / HOUR_S * HOUR_S;
}

static enum err next_time(struct arena *a, struct visit *v, const struct thread_record *thread,
                          int minutes, int64_t *ret)
{
    struct waiting_rows waiting;
    struct post_record post;
    int no;

    *ret = 0;
    TRY(own_waiting_replies(a, v, thread->id, &waiting));
    for (int i = 0; i < waiting.n; i++)
        if (next_after(waiting.rows[i].due_at, true, minutes) > *ret)
            *ret = next_after(waiting.rows[i].due_at, true, minutes);
    TRY(last_own(v, thread, &no));
    if (no == 0)
        return OK;
    TRY(posts_get(a, v->db, thread->id, no, &post));
    int64_t next = next_after(post.created_at, author_is_alias(&post.author), minutes);
    *ret = next > *ret ? next : *ret;
    return OK;
}

enum err slow_wait(struct visit *v, thread_id id, int64_t *ret_s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;
    struct slow slow;
    int64_t next;

    *ret_s = 0;
    if (who_is_guest(v->who) || permission_has(v->who, MAY_SEE_QUEUE))
        return OK;
    TRY(thread_record_get(&a, v, id, &thread));
    TRY(slow_of(&a, v, &thread, &slow));
    if (slow.minutes == 0)
        return OK;
    TRY(next_time(&a, v, &thread, slow.minutes, &next));
    next -= clock_wall_s(v->clock);
    *ret_s = next > 0 ? next : 0;
    return OK;
}

const char *slow_words(struct arena *a, struct visit *v, thread_id thread)
{
    struct slow slow;
    int64_t wait;
    long long minutes;

    if (slow_get(v, thread, &slow) != OK || slow_wait(v, thread, &wait) != OK || wait == 0)
        return NULL;
    minutes = (wait + MINUTE_S - 1) / MINUTE_S;
    return arena_printf(a, "This thread %s: your next post in it can go in %lld %s.",
                        slow.cools ? "cools down" : "is slow", minutes,
                        minutes == 1 ? "minute" : "minutes");
}
