/* SPDX-License-Identifier: MIT
 *
 * inbox_gather.c -- the threads of an inbox, from five sources.
 *
 * Each source goes down from the key and stops when it has added as many rows as are wanted, has no
 * more, or has come below the oldest of the newest rows of all sources: a thread's row is never
 * newer than its newest post. A thread is looked at once and remembered, also when it turned out to
 * have no place here.
 *
 * The threads with an alias of the caller and those that are followed by themselves are lists of at
 * most STATE_ALIAS_THREADS and STATE_FOLLOWS_MAX, looked through each time.
 */
#include "inbox_gather.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/state.h>
#include <curbside/domain/unread.h>
#include <curbside/store/addressed.h>
#include <curbside/store/boards.h>

#include "keep_address.h"
#include "tags.h"
#include "unread.h"

enum {
    HOUR_S = 60 * 60,
    LATE_HOURS = 48,      /* a keeper that was down no longer than that loses nothing */
    HITS_FIRST = 128,     /* room for so many threads, doubled when it is full */
    POSTS_AT_A_TIME = 16, /* addressed to one name in one thread, at first, */
    POSTS_MORE = 256,     /* and then */
    KEYS_AT_A_TIME = 64,  /* addressed to the handle */
    BRIEF_KEYS = 256,     /* of them looked at in brief */
    TAGS_AT_A_TIME = 64,  /* threads looked at for their tags, and threads of one tag, at first, */
    TAGS_MORE = 1024,     /* and then: each time all threads of the tag are read and sorted */
    TAG_LOOK = 1024, /* newest threads looked at for tags, before the tags are asked one by one */
    ALIAS_AT_A_TIME = 64, /* threads */
    ALIAS_LOOK = 512,     /* looked through for aliases of the caller at a time */
};

struct gathering {
    struct arena *a;
    struct visit *v;
    struct inbox_wish wish;
    int64_t since;
    bool mutes;
    struct inbox_hit *hits; /* count 0: a thread without a place here */
    int n, cap;
    int32_t *slots;  /* by thread: index of its hit + 1; twice `cap` of them, a power of two */
    int64_t *newest; /* times of the newest rows, newest first: at most as many as are wanted */
    int n_newest;
    int added;      /* by the source that is asked now */
    bool names_met; /* every thread with a post addressed to the handle was looked at */
};

/* ---- threads that were looked at ---- */

static int32_t *slot_of(const struct gathering *g, thread_id thread)
{
    size_t mask = (size_t)g->cap * 2 - 1, slot = (size_t)thread.v & mask; /* ids are random */

    while (g->slots[slot] != 0 && g->hits[g->slots[slot] - 1].thread.v != thread.v)
        slot = (slot + 1) & mask;
    return &g->slots[slot];
}

static struct inbox_hit *hit_find(const struct gathering *g, thread_id thread)
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

static bool has_enough(const struct gathering *g)
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

/* No thread whose newest post is of that time comes among the newest rows any more. */
static bool is_too_old(const struct gathering *g, int64_t active_at)
{
    return g->n_newest == g->wish.want && active_at < g->newest[g->n_newest - 1];
}

/* ---- what is addressed to the caller in one thread ---- */

static enum err is_muted(struct gathering *g, struct arena *a, const struct addressed_post *post,
                         bool *ret)
{
    struct author author;

    *ret = false;
    if (!g->mutes)
        return OK;
    TRY(author_show(a, &post->author, &author));
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
    struct inbox_hit *hit = hit_find(g, key->thread);
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
    for (; n == KEYS_AT_A_TIME && left > 0 && !has_enough(g); left -= n) {
        TRY(addressed_list_handle(g->v->db, g->v->who->handle, g->since, &below, keys,
                                  KEYS_AT_A_TIME, &n));
        for (int i = 0; i < n && !has_enough(g); i++)
            TRY(meet(g, &keys[i]));
        if (n > 0)
            below = keys[n - 1];
    }
    /* All below the key; a thread named above it is active above it, and has no place here. */
    g->names_met = n < KEYS_AT_A_TIME && !has_enough(g);
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

/* Nothing for a thread that is there for a better reason. */
static enum err add_thread(struct gathering *g, const struct thread_activity *thread,
                           int64_t unread, enum inbox_kind kind, const char *tag)
{
    int count = above_cleared(g, thread, unread);
    struct inbox_hit *hit = hit_find(g, thread->id);

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

static enum err gather_thread(struct gathering *g, thread_id id)
{
    struct thread_activity thread;
    int64_t unread;
    enum err err = addressed_activity(g->v->db, id, &thread);

    if (err == E_NOTFOUND ||
        (err == OK && (thread.active_at < g->since || is_too_old(g, thread.active_at))))
        return OK;
    TRY(err);
    TRY(unread_of_thread(g->v, &thread, &unread));
    return add_thread(g, &thread, unread, INBOX_THREAD, NULL);
}

static enum err gather_threads(struct gathering *g, const struct state_text *follows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int64_t thread = keep_number(follows[i].text, "thread");

        if (thread)
            TRY(gather_thread(g, (thread_id){thread}));
    }
    return OK;
}

/* The tag by which a follow finds threads; NULL: it finds none. A school's is its slug. */
static const char *tag_followed(const struct state_text *follow)
{
    const char *tag = keep_rest(follow->text, "tag");

    return tag ? tag : keep_rest(follow->text, "school");
}

/* What the tags fold to that follows find threads by. */
struct folds {
    const char **of; /* of each follow; NULL: it finds none */
    size_t n;
    bool any;
};

static enum err folds_make(struct arena *a, const struct state_text *follows, size_t n,
                           struct folds *ret)
{
    *ret = (struct folds){.of = arena_array(a, n + 1, sizeof *ret->of), .n = n};
    if (!ret->of)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        const char *tag = tag_followed(&follows[i]);

        ret->of[i] = NULL;
        if (!tag)
            continue;
        TRY(tag_fold(a, tag, &ret->of[i]));
        ret->any = true;
    }
    return OK;
}

static bool folds_have(const struct folds *folds, const char *folded)
{
    for (size_t i = 0; i < folds->n; i++)
        if (folds->of[i] && strcmp(folds->of[i], folded) == 0)
            return true;
    return false;
}

static enum err add_tagged(struct gathering *g, const struct thread_activity *thread,
                           const char *tag)
{
    const struct inbox_hit *hit = hit_find(g, thread->id);
    int64_t unread;
    const char *copy;

    if ((hit && hit->count > 0) || is_too_old(g, thread->active_at))
        return OK;
    TRY(unread_of_thread(g->v, thread, &unread));
    if (unread == 0)
        return OK;
    copy = arena_strdup(g->a, tag);
    return copy ? add_thread(g, thread, unread, INBOX_TAG, copy) : E_NOMEM;
}

/* The newest threads, whatever they are tagged. *ret_below: where the look ended. */
static enum err look_for_tags(struct gathering *g, const struct folds *folds,
                              struct thread_key *ret_below, bool *ret_all)
{
    int n = 1, rows_max = TAGS_AT_A_TIME * TAGS_MAX;

    for (int seen = 0;
         seen < TAG_LOOK && n > 0 && !has_enough(g) && !is_too_old(g, ret_below->time);
         seen += TAGS_AT_A_TIME) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct tagged_thread *rows;

        TRY(addressed_list_tags(&a, g->v->db, g->since, ret_below, TAGS_AT_A_TIME, rows_max, &rows,
                                &n));
        for (int i = 0; i < n; i++)
            if (rows[i].folded && folds_have(folds, rows[i].folded))
                TRY(add_tagged(g, &rows[i].thread, rows[i].tag));
        if (n > 0)
            *ret_below = (struct thread_key){.time = rows[n - 1].thread.active_at,
                                             .id = rows[n - 1].thread.id.v};
    }
    *ret_all = n == 0;
    return OK;
}

static enum err gather_tag(struct gathering *g, const char *tag, const char *folded,
                           struct thread_key below)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int limit = TAGS_AT_A_TIME;
    bool more = true;

    g->added = 0; /* each tag is a source of its own */
    for (; more && !has_enough(g) && !is_too_old(g, below.time); limit = TAGS_MORE) {
        struct thread_activity *rows = arena_array(&a, (size_t)limit, sizeof *rows);
        int n;

        if (!rows)
            return E_NOMEM;
        TRY(addressed_list_tagged(g->v->db, folded, g->since, &below, rows, limit, &n));
        for (int i = 0; i < n; i++)
            TRY(add_tagged(g, &rows[i], tag));
        if (n > 0)
            below = (struct thread_key){.time = rows[n - 1].active_at, .id = rows[n - 1].id.v};
        more = n == limit;
        arena_reset(&a);
    }
    return OK;
}

/* First among the newest threads, where what is new is mostly found, then tag by tag. */
static enum err gather_tags(struct gathering *g, const struct state_text *follows, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_key below = g->wish.below;
    struct folds folds;
    bool all;

    TRY(folds_make(&a, follows, n, &folds));
    if (!folds.any)
        return OK;
    g->added = 0;
    TRY(look_for_tags(g, &folds, &below, &all));
    if (all || has_enough(g) || g->wish.brief)
        return OK;
    for (size_t i = 0; i < n; i++)
        if (folds.of[i])
            TRY(gather_tag(g, tag_followed(&follows[i]), folds.of[i], below));
    return OK;
}

static enum err add_of_board(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    struct gathering *g = ctx;

    if (thread->active_at < g->since || has_enough(g) || is_too_old(g, thread->active_at))
        return E_CLOSED;
    return add_thread(g, thread, unread, INBOX_BOARD, NULL);
}

static enum err gather_boards(struct gathering *g, const struct state_text *follows, size_t n)
{
    board_id *boards = arena_array(g->a, n + 1, sizeof *boards);
    int n_boards = 0;

    if (!boards)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        const char *slug = keep_rest(follows[i].text, "board");
        struct board_row board;
        enum err err = slug ? boards_find(g->a, g->v->db, slug, &board) : E_NOTFOUND;

        if (err == OK && board.open)
            boards[n_boards++] = board.id;
        else if (err != E_NOTFOUND)
            TRY(err);
    }
    g->added = 0;
    return unread_walk_boards(g->v, boards, n_boards, &g->wish.below, add_of_board, g);
}

/* Threads first, then tags, then boards: who asked for less is listed for that. */
static enum err gather_followed(struct gathering *g)
{
    const struct state_text *follows;
    size_t n;

    follows = state_keeps(g->v->state, STATE_FOLLOWS, &n);
    TRY(gather_threads(g, follows, n));
    TRY(gather_tags(g, follows, n));
    return gather_boards(g, follows, n);
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
