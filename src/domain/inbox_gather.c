/* SPDX-License-Identifier: MIT
 *
 * inbox_gather.c -- the threads of an inbox, from five sources.
 *
 * Each source goes down from the key and stops when it has added as many rows as are wanted, has no
 * more, or has come below the oldest of the newest rows of all sources: a thread's row is never
 * newer than its newest post.
 *
 * The threads with an alias of the caller are a list of at most STATE_ALIAS_THREADS, looked through
 * each time. What is followed is asked in inbox_followed.c.
 */
#include "inbox_gathering.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/state.h>
#include <curbside/domain/unread.h>
#include <curbside/store/addressed.h>

#include "unread.h"

enum {
    HOUR_S = 60 * 60,
    LATE_HOURS = 48,      /* a keeper that was down no longer than that loses nothing */
    HITS_FIRST = 128,     /* room for so many threads, doubled when it is full */
    POSTS_AT_A_TIME = 16, /* addressed to one name in one thread, at first, */
    POSTS_MORE = 256,     /* and then */
    KEYS_AT_A_TIME = 64,  /* addressed to the handle */
    BRIEF_KEYS = 256,     /* of them looked at in brief */
    ALIAS_AT_A_TIME = 64, /* threads */
    ALIAS_LOOK = 512,     /* looked through for aliases of the caller at a time */
};

/* ---- threads that were looked at ---- */

static int32_t *slot_of(const struct gathering *g, thread_id thread)
{
    size_t mask = (size_t)g->cap * 2 - 1, slot = (size_t)thread.v & mask; /* ids are random */

    while (g->slots[slot] != 0 && g->hits[g->slots[slot] - 1].thread.v != thread.v)
        slot = (slot + 1) & mask;
    return &g->slots[slot];
}

struct inbox_hit *gathering_find(const struct gathering *g, thread_id thread)
{
    int32_t at = g->cap > 0 ? *slot_of(g, thread) : 0;

    return at > 0 ? &g->hits[at - 1] : NULL;
}

/* The old arrays stay behind in the arena, together as large as the new ones. */
static enum err hits_grow(struct gathering *g)
{
    int cap = g->cap > 0 ? g->cap * 2 : HITS_FIRST;
    struct inbox_hit *hits = arena_array(g->a, (size_t)cap, sizeof *hits);
    int32_t *slots = arena_array(g->a, (size_t)cap * 2, sizeof *slots);

    if (!hits || !slots)
        return E_NOMEM;
    if (g->n > 0)
        memcpy(hits, g->hits, (size_t)g->n * sizeof *hits);
    g->hits = hits;
    g->slots = slots;
    g->cap = cap;
    for (int i = 0; i < g->n; i++)
        *slot_of(g, hits[i].thread) = i + 1;
    return OK;
}

static enum err hit_add(struct gathering *g, thread_id thread, struct inbox_hit **ret)
{
    if (g->n == g->cap)
        TRY(hits_grow(g));
    g->hits[g->n] = (struct inbox_hit){.thread = thread};
    *ret = &g->hits[g->n];
    *slot_of(g, thread) = ++g->n;
    return OK;
}

static bool is_below(const struct gathering *g, const struct inbox_hit *hit)
{
    const struct thread_key *below = &g->wish.below;

    return hit->time != below->time ? hit->time < below->time : hit->thread.v < below->id;
}

static bool is_wanted(const struct gathering *g, const struct inbox_hit *hit)
{
    return hit->count > 0 && is_below(g, hit) && (hit->unread > 0 || !g->wish.brief);
}

bool gathering_has_enough(const struct gathering *g)
{
    return g->added >= g->wish.want;
}

/* Once for each hit, when all is known of it. */
static void hit_rank(struct gathering *g, const struct inbox_hit *hit)
{
    int at = g->n_newest;

    if (!is_wanted(g, hit))
        return;
    if (at == g->wish.want && hit->time <= g->newest[--at])
        return;
    for (; at > 0 && g->newest[at - 1] < hit->time; at--)
        g->newest[at] = g->newest[at - 1];
    g->newest[at] = hit->time;
    g->n_newest += g->n_newest < g->wish.want;
}

int64_t gathering_oldest(const struct gathering *g)
{
    return g->n_newest == g->wish.want && g->newest[g->n_newest - 1] > g->since
               ? g->newest[g->n_newest - 1]
               : g->since;
}

/* ---- what is addressed to the caller in one thread ---- */

static enum err is_muted(struct gathering *g, struct arena *a, const struct addressed_post *post,
                         bool *ret)
{
    struct author_row row;
    struct author author;

    *ret = false;
    if (!g->mutes)
        return OK;
    TRY(addressed_author(a, g->v->db, post->thread, post->no, &row));
    TRY(author_show(a, &row, &author));
    *ret = mute_covers(g->v, post->thread, &author);
    return OK;
}

/* Where to begin: at the first unread one, else at the first. */
static bool is_beginning(const struct inbox_hit *hit, const struct addressed_post *post,
                         bool unread)
{
    if (hit->count == 0 || (unread && hit->unread == 0))
        return true;
    return (unread || hit->unread == 0) && post->no < hit->no;
}

static void count_post(struct gathering *g, struct inbox_hit *hit,
                       const struct addressed_post *post, int base)
{
    bool unread = post->no > base && !marks_has(g->v->state, post->thread, post->no);

    if (is_beginning(hit, post, unread))
        hit->no = post->no;
    if (post->reply)
        hit->kind = INBOX_REPLY;
    hit->count++;
    hit->unread += unread;
    if (post->created_at > hit->time)
        hit->time = post->created_at;
}

static enum err count_posts(struct gathering *g, struct inbox_hit *hit,
                            struct addressed_range range, int base)
{
    int limit = POSTS_AT_A_TIME;
    bool more = true;

    range.since = g->since;
    range.above = state_inbox_cleared(g->v->state, range.thread);
    for (range.under = STATE_NO_MAX; more; limit = POSTS_MORE) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct addressed_post *posts;
        int n;

        TRY(addressed_list_thread(&a, g->v->db, &range, limit, &posts, &n));
        for (int i = 0; i < n; i++) {
            bool muted;

            TRY(is_muted(g, &a, &posts[i], &muted));
            if (!muted)
                count_post(g, hit, &posts[i], base);
            range.under = posts[i].no;
        }
        more = n == limit;
    }
    return OK;
}

/* Look at a thread that was not looked at yet; `alias`, the caller's in it, or NULL. */
static enum err look_at(struct gathering *g, const struct thread_activity *t, const char *alias,
                        struct inbox_hit **ret)
{
    struct inbox_hit *hit;
    int base;

    TRY(hit_add(g, t->id, &hit));
    hit->kind = INBOX_MENTION;
    hit->posts = t->posts;
    hit->active = t->active_at;
    TRY(unread_base(g->v, t, &base));
    if (!g->names_met)
        TRY(count_posts(
            g, hit, (struct addressed_range){.thread = t->id, .handle = g->v->who->handle}, base));
    if (alias)
        TRY(count_posts(g, hit, (struct addressed_range){.thread = t->id, .alias = alias}, base));
    *ret = hit;
    return OK;
}

/* ---- addressed to the handle ---- */

/* A thread is met at each of its posts and has its place at one of them: the newest that was not
 * written by somebody hidden. */
static enum err meet(struct gathering *g, const struct addressed_key *key)
{
    struct thread_activity thread;
    struct inbox_hit *hit = gathering_find(g, key->thread);
    enum err err;

    if (hit)
        return OK;
    err = addressed_activity(g->v->db, key->thread, &thread);
    if (err == E_NOTFOUND) /* on a closed board */
        return hit_add(g, key->thread, &hit);
    TRY(err);
    TRY(look_at(g, &thread, NULL, &hit));
    hit_rank(g, hit);
    g->added += hit->time == key->created_at && is_wanted(g, hit);
    return OK;
}

static enum err gather_handle(struct gathering *g)
{
    struct addressed_key keys[KEYS_AT_A_TIME];
    struct addressed_key below = {.created_at = g->wish.below.time, .thread.v = g->wish.below.id};
    int n = KEYS_AT_A_TIME, left = g->wish.brief ? BRIEF_KEYS : INT32_MAX;

    g->added = 0;
    for (; n == KEYS_AT_A_TIME && left > 0 && !gathering_has_enough(g); left -= n) {
        TRY(addressed_list_handle(g->v->db, g->v->who->handle, g->since, &below, keys,
                                  KEYS_AT_A_TIME, &n));
        for (int i = 0; i < n && !gathering_has_enough(g); i++)
            TRY(meet(g, &keys[i]));
        if (n > 0)
            below = keys[n - 1];
    }
    /* All below the key; a thread named above it is active above it, and has no place here. */
    g->names_met = n < KEYS_AT_A_TIME && !gathering_has_enough(g);
    return OK;
}

/* ---- the same for aliases: first, where the caller has one ---- */

static enum err note_aliases(struct gathering *g, const struct thread_activity *threads, int n)
{
    int64_t now = clock_wall_s(g->v->clock);

    for (int i = 0; i < n; i++) {
        const char *alias;

        TRY(author_my_alias(g->a, g->v, threads[i].id, threads[i].created_at, &alias));
        if (alias)
            state_alias_note(g->v->state, threads[i].id,
                             month_serving(g->v, threads[i].created_at, now));
    }
    return OK;
}

/* Threads that were active since the last look, and for two days before it: what comes out late. */
static enum err look_for_aliases(struct gathering *g)
{
    int64_t from = ((int64_t)state_alias_looked(g->v->state) - LATE_HOURS) * HOUR_S;
    struct thread_activity rows[ALIAS_AT_A_TIME];
    struct thread_key above = {.time = from > g->since ? from : g->since};
    int n = ALIAS_AT_A_TIME;

    for (int seen = 0; n == ALIAS_AT_A_TIME && seen < ALIAS_LOOK; seen += n) {
        TRY(threads_list_alias_active(g->v->db, &above, rows, ALIAS_AT_A_TIME, &n));
        TRY(note_aliases(g, rows, n));
        if (n > 0)
            above = (struct thread_key){.time = rows[n - 1].active_at, .id = rows[n - 1].id.v};
    }
    if (n == ALIAS_AT_A_TIME) /* the next look goes on from here */
        state_alias_looked_set(g->v->state, (uint32_t)(above.time / HOUR_S) + LATE_HOURS);
    else
        state_alias_looked_set(g->v->state, (uint32_t)(clock_wall_s(g->v->clock) / HOUR_S));
    return OK;
}

static enum err gather_alias(struct gathering *g, thread_id id, bool *ret_over)
{
    struct thread_activity thread;
    struct inbox_hit *hit;
    const char *alias;
    enum err err = addressed_activity(g->v->db, id, &thread);

    *ret_over = false;
    if (err == E_NOTFOUND || (err == OK && thread.active_at < g->since))
        return OK;
    TRY(err);
    TRY(author_my_alias(g->a, g->v, id, thread.created_at, &alias));
    *ret_over = alias == NULL;
    if (!alias)
        return OK;
    TRY(look_at(g, &thread, alias, &hit));
    hit_rank(g, hit);
    return OK;
}

/* Before the handle's: a thread may hold posts for both. */
static enum err gather_aliases(struct gathering *g)
{
    thread_id id;
    size_t at = 0;

    if (!g->v->alias)
        return OK;
    TRY(look_for_aliases(g));
    while (state_alias_next(g->v->state, &at, &id)) {
        bool over;

        TRY(gather_alias(g, id, &over));
        if (over) {
            state_alias_forget(g->v->state, id);
            at--;
        }
    }
    return OK;
}

/* ---- what is followed ---- */

/* Unread posts above what was cleared. */
static int above_cleared(const struct gathering *g, const struct thread_activity *thread,
                         int64_t unread)
{
    int cleared = state_inbox_cleared(g->v->state, thread->id), posts = (int)thread->posts;
    int left;

    if (cleared == 0)
        return (int)unread;
    left = posts - cleared -
           (marks_count(g->v->state, thread->id, posts) -
            marks_count(g->v->state, thread->id, cleared));
    return left < unread ? left : (int)unread;
}

enum err gathering_add(struct gathering *g, const struct thread_activity *thread, int64_t unread,
                       enum inbox_kind kind, const char *tag)
{
    int count = above_cleared(g, thread, unread);
    struct inbox_hit *hit = gathering_find(g, thread->id);

    if (count <= 0 || thread->active_at < g->since)
        return OK;
    if (!hit) {
        TRY(look_at(g, thread, NULL, &hit));
        hit_rank(g, hit);
    }
    if (hit->count > 0)
        return OK;
    hit->kind = kind;
    hit->tag = tag;
    hit->count = hit->unread = count;
    hit->time = thread->active_at;
    hit_rank(g, hit);
    g->added += is_wanted(g, hit);
    return OK;
}

/* ---- the whole ---- */

static int newest_first(const void *a, const void *b)
{
    const struct inbox_hit *one = a, *two = b;

    if (one->time != two->time)
        return one->time < two->time ? 1 : -1;
    return one->thread.v < two->thread.v ? 1 : one->thread.v > two->thread.v ? -1 : 0;
}

static enum err gathering_init(struct arena *a, struct visit *v, const struct inbox_wish *wish,
                               struct gathering *ret)
{
    int64_t since = (int64_t)state_inbox_hour(v->state) * HOUR_S;
    size_t mutes;

    state_mutes(v->state, &mutes);
    *ret = (struct gathering){
        .a = a,
        .v = v,
        .wish = *wish,
        .since = since > v->who->joined_day ? since : v->who->joined_day,
        .mutes = mutes > 0,
        .newest = arena_array(a, (size_t)wish->want + 1, sizeof *ret->newest),
    };
    return ret->newest ? OK : E_NOMEM;
}

enum err inbox_gather(struct arena *a, struct visit *v, const struct inbox_wish *wish,
                      struct inbox_hits *ret)
{
    struct gathering g;
    int n = 0;

    TRY(gathering_init(a, v, wish, &g));
    TRY(unread_own_anywhere(v));
    TRY(gather_aliases(&g));
    TRY(gather_handle(&g));
    TRY(gather_followed(&g));
    for (int i = 0; i < g.n; i++)
        if (is_wanted(&g, &g.hits[i]))
            g.hits[n++] = g.hits[i];
    if (n > 0)
        qsort(g.hits, (size_t)n, sizeof *g.hits, newest_first);
    *ret = (struct inbox_hits){g.hits, n < wish->want ? n : wish->want};
    return OK;
}
