/* SPDX-License-Identifier: MIT
 *
 * standing.c -- counting an account's days.
 *
 * Posts under the handle are asked of the database; posts under aliases are known to the sealed
 * state, a day each, and looked up one by one: is it still there? When their month key is gone, the
 * number of their days is all that is left, and counts. Where the state knows too few
 * (it was lost), the threads the account has read are searched for its tags, some at a time.
 */
#include <curbside/domain/standing.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/author_row.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

enum {
    DAY_S = 24 * 60 * 60,
    SEARCH_THREADS = 200, /* looked through for own aliases, where too few are known */
    OWN_IN_A_THREAD = 16,
};

/* Days, each once. */
struct days {
    int64_t list[STANDING_POSTS];
    int n;
};

static void days_add(struct days *days, int64_t day)
{
    for (int i = 0; i < days->n; i++)
        if (days->list[i] == day)
            return;
    if (days->n < STANDING_POSTS)
        days->list[days->n++] = day;
}

static bool stands(const char *state)
{
    return strcmp(state, "visible") == 0 || strcmp(state, "collapsed") == 0;
}

static enum err add_handle_days(struct visit *v, int64_t before, struct days *days)
{
    int64_t from = 0, created;

    while (days->n < STANDING_POSTS) {
        TRY(author_next_standing(v->db, v->who->handle, from, before, &created));
        if (created == 0)
            break;
        days_add(days, created / DAY_S);
        from = time_floor_day(created) + DAY_S;
    }
    return OK;
}

static enum err evidence_get(struct visit *v, post_id post, int64_t *ret_created, bool *ret_stands)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_record record;
    thread_id thread;
    int no;

    *ret_stands = false;
    *ret_created = 0;
    enum err err = posts_find(v->db, post, &thread, &no);
    if (err == OK)
        err = posts_get(&a, v->db, thread, no, &record);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    *ret_created = record.created_at;
    *ret_stands = stands(record.state);
    return OK;
}

static enum err add_alias_days(struct visit *v, int64_t before, struct days *days)
{
    size_t n;
    const struct state_evidence *evidence = state_evidence(v->state, &n);

    for (size_t i = 0; i < n; i++) {
        int64_t created;
        bool is_standing;

        TRY(evidence_get(v, (post_id){evidence[i].post}, &created, &is_standing));
        if (is_standing && created < before)
            days_add(days, created / DAY_S);
    }
    return OK;
}

static enum err search_thread(struct visit *v, thread_id id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record thread;
    int nos[OWN_IN_A_THREAD], n;

    enum err err = threads_get(&a, v->db, id, &thread);
    if (err != OK || !thread.has_alias)
        return err == E_NOTFOUND ? OK : err;
    TRY(author_list_mine(v, id, thread.created_at, 0, nos, OWN_IN_A_THREAD, &n));
    for (int i = 0; i < n; i++) {
        struct post_record post;

        TRY(posts_get(&a, v->db, id, nos[i], &post));
        if (author_is_alias(&post.author))
            state_evidence_note(v->state, post.id, (uint32_t)(post.created_at / DAY_S),
                                month_serving(v, thread.created_at, clock_wall_s(v->clock)));
    }
    return OK;
}

static enum err search_aliases(struct visit *v)
{
    thread_id thread;
    size_t at = 0;

    for (int i = 0; i < SEARCH_THREADS && marks_next(v->state, &at, &thread); i++)
        TRY(search_thread(v, thread));
    return OK;
}

static enum err has_the_days(struct visit *v, int64_t now, bool *ret)
{
    int64_t before = now - (int64_t)STANDING_POST_DAYS * DAY_S;
    struct days days = {0};

    TRY(add_handle_days(v, before, &days));
    /* Of those whose month key is gone nothing but their number is known. */
    for (int i = 0, gone = state_evidence_days(v->state); i < gone; i++)
        days_add(&days, -1 - i);
    TRY(add_alias_days(v, before, &days));
    if (days.n < STANDING_POSTS && v->alias) {
        TRY(search_aliases(v));
        TRY(add_alias_days(v, before, &days));
    }
    *ret = days.n == STANDING_POSTS;
    return OK;
}

enum err standing_has(struct visit *v, bool *ret)
{
    int64_t now = clock_wall_s(v->clock);
    bool strikes;

    *ret = false;
    if (who_is_guest(v->who) || now - v->who->joined_day < (int64_t)STANDING_DAYS * DAY_S)
        return OK;
    TRY(sanction_counts(v, &strikes));
    return strikes ? OK : has_the_days(v, now, ret);
}

static enum err has_posted(struct visit *v, bool *ret)
{
    size_t n;
    const struct state_evidence *evidence = state_evidence(v->state, &n);

    TRY(author_has_posts(v->db, v->who->handle, ret));
    *ret = *ret || state_evidence_days(v->state) > 0;
    for (size_t i = 0; i < n && !*ret; i++) {
        int64_t created;

        TRY(evidence_get(v, (post_id){evidence[i].post}, &created, ret));
    }
    return OK;
}

enum err standing_is_new(struct visit *v, bool *ret)
{
    bool posted;

    *ret = true;
    if (who_is_guest(v->who) || clock_wall_s(v->clock) < v->who->joined_day + (int64_t)2 * DAY_S)
        return OK;
    TRY(has_posted(v, &posted));
    *ret = !posted;
    return OK;
}
