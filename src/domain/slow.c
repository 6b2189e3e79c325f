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
#include "filter_rows.h"
#include "own_waiting.h"
#include "slow_change.h"
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

/* Who asks, and what the thread and the filters make of it. */
struct waiting_time {
    struct visit *v;
    const struct thread_record *thread;
    int minutes; /* of the thread; 0: it is not slow */
    struct filter_set filters;
    int64_t next;  /* when the caller may; 0: now */
    bool filtered; /* because of a filter */
};

static enum err time_take(struct waiting_time *t, const char *title, const char *body,
                          int64_t created, bool alias)
{
    bool slows;

    if (!alias && permission_has(t->v->who, MAY_SEE_QUEUE))
        return OK;
    TRY(filter_slows(t->v, &t->filters, title, body, &slows));
    slows = slows || (!*body && t->filters.sieve); /* deleted: it may have been one of them */
    bool filtered = slows && t->minutes < FILTER_SLOW_MINUTES;
    int minutes = filtered ? FILTER_SLOW_MINUTES : t->minutes;
    int64_t next = next_after(created, alias, minutes);

    if (minutes == 0 || next <= t->next)
        return OK;
    t->next = next;
    t->filtered = filtered;
    return OK;
}

static enum err next_time(struct arena *a, struct waiting_time *t)
{
    struct waiting_rows waiting;
    struct post_record post;
    int no;

    TRY(own_waiting_replies(a, t->v, t->thread->id, &waiting));
    for (int i = 0; i < waiting.n; i++)
        TRY(time_take(t, NULL, waiting.rows[i].body, waiting.rows[i].due_at,
                      author_is_alias(&waiting.rows[i].author)));
    TRY(last_own(t->v, t->thread, &no));
    if (no == 0)
        return OK;
    TRY(posts_get(a, t->v->db, t->thread->id, no, &post));
    return time_take(t, no == 1 ? t->thread->title : NULL, post.body, post.created_at,
                     author_is_alias(&post.author));
}

static enum err wait_find(struct visit *v, thread_id id, int64_t *ret_s, bool *ret_filtered)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_FILTER_SET struct filter_set filters = {NULL, NULL};
    struct thread_record thread;
    struct slow slow;

    *ret_s = 0;
    *ret_filtered = false;
    if (who_is_guest(v->who))
        return OK;
    TRY(thread_record_get(&a, v, id, &thread));
    TRY(slow_of(&a, v, &thread, &slow));
    TRY(filter_set_load_slow(&a, v, &filters));
    if (slow.minutes == 0 && !filters.sieve)
        return OK;
    struct waiting_time t = {
        .v = v, .thread = &thread, .minutes = slow.minutes, .filters = filters};
    TRY(next_time(&a, &t));
    t.next -= clock_wall_s(v->clock);
    *ret_s = t.next > 0 ? t.next : 0;
    *ret_filtered = t.filtered;
    return OK;
}

enum err slow_require_kept(struct visit *v, const struct slow_change *c)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_FILTER_SET struct filter_set filters = {NULL, NULL};
    bool slowed, slows;

    if ((!c->alias && permission_has(v->who, MAY_SEE_QUEUE)) ||
        next_after(c->created, c->alias, FILTER_SLOW_MINUTES) <= clock_wall_s(v->clock))
        return OK;
    TRY(filter_set_load_slow(&a, v, &filters));
    TRY(filter_slows(v, &filters, c->title_before, c->before, &slowed));
    TRY(filter_slows(v, &filters, c->title, c->text, &slows));
    return slowed && !slows ? E_SLOW_EDIT : OK;
}

enum err slow_wait(struct visit *v, thread_id id, int64_t *ret_s)
{
    bool filtered;

    return wait_find(v, id, ret_s, &filtered);
}

const char *slow_words(struct arena *a, struct visit *v, thread_id thread)
{
    struct slow slow;
    int64_t wait;
    long long minutes;
    bool filtered;

    if (slow_get(v, thread, &slow) != OK || wait_find(v, thread, &wait, &filtered) != OK ||
        wait == 0)
        return NULL;
    minutes = (wait + MINUTE_S - 1) / MINUTE_S;
    return arena_printf(a, "%s: your next post in it can go in %lld %s.",
                        filtered     ? "A filter slows you down in this thread"
                        : slow.cools ? "This thread cools down"
                                     : "This thread is slow",
                        minutes, minutes == 1 ? "minute" : "minutes");
}
