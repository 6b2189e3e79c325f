/* SPDX-License-Identifier: MIT
 *
 * unread_own.c -- what the caller wrote is read, though nothing was saved of it when it was posted.
 *
 * It is found again by the rows themselves: handle posts by the handle, alias posts by comparing
 * tags in the threads that have aliases and were active since all was known. A part of these a
 * time, so that whoever was away for long waits for nothing; until then such a post counts where
 * its thread was not looked at yet.
 */
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/author_row.h>

#include "unread.h"

enum {
    OWN_AT_A_TIME = 64,
    ALIAS_THREADS = 256, /* looked through at a time: about a millisecond */
    OWN_REGROUPED = 256, /* threads that posts were put into; beyond, those of one's own there count
                            until the thread is looked at */
};

enum err unread_own_of_thread(struct visit *v, const struct thread_activity *thread)
{
    int nos[OWN_AT_A_TIME], n, above = 0;

    if (marks_own_known(v->state, thread->id, thread->posts))
        return OK;
    do {
        TRY(author_list_mine(v, thread->id, thread->created_at, above, nos, OWN_AT_A_TIME, &n));
        for (int i = 0; i < n; i++)
            if (!marks_has(v->state, thread->id, nos[i]))
                TRY(unread_mark(v, thread->id, nos[i], nos[i], true));
        above = n > 0 ? nos[n - 1] : above;
    } while (n == OWN_AT_A_TIME);
    marks_own_set(v->state, thread->id, thread->posts);
    return OK;
}

static enum err own_of_handle(struct visit *v, int64_t since)
{
    struct author_dated rows[OWN_AT_A_TIME];
    struct author_dated last = {.created = since};
    int n;

    do {
        TRY(author_list_since(v->db, v->who->handle, &last, rows, OWN_AT_A_TIME, &n));
        for (int i = 0; i < n; i++)
            if (!marks_has(v->state, rows[i].thread, rows[i].no))
                TRY(unread_mark(v, rows[i].thread, rows[i].no, rows[i].no, true));
        if (n > 0)
            last = rows[n - 1];
    } while (n == OWN_AT_A_TIME);
    return OK;
}

/* *ret_all: nothing is left to look through. */
static enum err own_of_aliases(struct visit *v, int64_t since, bool *ret_all)
{
    struct thread_activity rows[OWN_AT_A_TIME];
    struct thread_key above = {.time = 0};
    int n = OWN_AT_A_TIME;

    state_own_key(v->state, &above.time, &above.id);
    if (above.time < since)
        above = (struct thread_key){.time = since - 1, .id = INT64_MAX};
    for (int seen = 0; n == OWN_AT_A_TIME && seen < ALIAS_THREADS; seen += n) {
        TRY(threads_list_alias_active(v->db, &above, rows, OWN_AT_A_TIME, &n));
        for (int i = 0; i < n; i++)
            TRY(unread_own_of_thread(v, &rows[i]));
        if (n > 0)
            above = (struct thread_key){.time = rows[n - 1].active_at, .id = rows[n - 1].id.v};
    }
    *ret_all = n < OWN_AT_A_TIME;
    state_own_key_set(v->state, above.time, above.id);
    return OK;
}

enum err unread_own_regrouped(struct visit *v)
{
    struct thread_activity rows[OWN_REGROUPED];
    int n;

    TRY(threads_list_regrouped(v->db, v->who->joined_day, rows, OWN_REGROUPED, &n));
    for (int i = 0; i < n; i++)
        TRY(unread_own_of_thread(v, &rows[i]));
    return OK;
}

enum err unread_own_anywhere(struct visit *v)
{
    int64_t since = (int64_t)state_own_hour(v->state) * ARRIVAL_HOUR_S;
    bool all = true;
    uint32_t hour;

    if (since < v->who->joined_day)
        since = v->who->joined_day;
    TRY(own_of_handle(v, since));
    if (v->alias)
        TRY(own_of_aliases(v, since, &all));
    if (!all)
        return OK;
    /* In this hour more may still come. */
    TRY(unread_hour_now(v, &hour));
    if (hour > state_own_hour(v->state))
        state_own_hour_set(v->state, hour);
    state_own_key_set(v->state, 0, 0);
    return OK;
}
