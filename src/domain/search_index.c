/* SPDX-License-Identifier: MIT
 *
 * search_index.c -- learning and forgetting posts, and the queue of those still to learn.
 *
 * Making an index anew is no state of its own: both are emptied and every post goes into the queue,
 * in one transaction; whoever empties the queue, the command or the keeper, does so in slices of a
 * moment, each of which is whole in itself. So a kill loses nothing and posting goes on meanwhile.
 */
#include "search_index.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/base/log.h>
#include <curbside/domain/search.h>
#include <curbside/store/boards.h>
#include <curbside/store/meta.h>
#include <curbside/text/terms.h>

enum {
    LOCK_MS = 200,       /* a slice; nobody waits longer for us */
    TICK_MS = 1500,      /* of a tick: the keeper answers sysops between two, who wait for 3 s */
    TICK_POSTS = 10000,  /* looked at by one tick: more than it takes, and quickly read */
    SLICE_POSTS = 1000,  /* at most in one slice */
    QUEUE_MOST = 1000,   /* alias posts that may wait for their hour: what a search looks through */
    LOOK_PAGES = 4000,   /* looked at by one tick: 16 MiB */
    MERGE_PAGES = 400,   /* of a slice */
    MERGE_SMALL = 50000, /* rows of an index that is merged after every removal */
    MERGE_HOUR_S = 3600, /* a larger one of named posts: in the first hour of the day */
};

static const char key_state[] = "search";
static const char key_compact[] = "search-compact"; /* there: pages of an index that was cut out */
/* The last page that was looked at, where there are more than a tick looks at. */
static const char *const key_look[N_SEARCH] = {
    [SEARCH_NAMED] = "search-look-named", [SEARCH_ALIAS] = "search-look-alias"};
/* There where something was taken out since the last merge. */
static const char *const key_merge[N_SEARCH] = {
    [SEARCH_NAMED] = "search-merge-named", [SEARCH_ALIAS] = "search-merge-alias"};

/* ---- what is known of the index ---- */

enum {
    STATE_BROKEN = 0, /* else the version of the cut it was made by */
    STATE_NONE = 255, /* the keeper has not looked yet */
};

static enum err state_get(struct visit *v, uint8_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key_state, &bytes, &n);

    if (err != OK && err != E_NOTFOUND)
        return err;
    *ret = err == OK && n == 1 ? bytes[0] : STATE_NONE;
    return OK;
}

static enum err state_set(struct visit *v, uint8_t state)
{
    return meta_set(v->db, key_state, &state, 1);
}

enum err search_state_get(struct visit *v, enum search_state *ret)
{
    uint8_t state;

    TRY(state_get(v, &state));
    *ret = state == STATE_BROKEN                           ? SEARCH_BROKEN
           : state == TERMS_VERSION || state == STATE_NONE ? SEARCH_READY
                                                           : SEARCH_OLD;
    return OK;
}

/* An index that lost its own table of contents numbers a part twice, and that cannot be stored. */
static bool is_damage(enum err err)
{
    return err == E_CORRUPT || err == E_IN_USE;
}

/* After a guarded change: damage is written down and does no further harm. */
static enum err absorb(struct visit *v, enum err err)
{
    if (!is_damage(err))
        return err;
    log_line(LOG_ERROR, "the search index is damaged: run curbside reindex");
    return state_set(v, STATE_BROKEN);
}

/* ---- one post ---- */

static enum err doc_add(struct visit *v, const struct search_doc *doc)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_words words;
    bool has;

    TRY(search_has(v->db, doc->index, doc->row, &has));
    if (has || !doc->findable)
        return OK;
    TRY(search_doc_words(&a, doc, &words));
    return search_add(v->db, doc->index, doc->row, &words);
}

static enum err doc_remove(struct visit *v, const struct search_doc *doc)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_words words;
    bool has;

    TRY(search_has(v->db, doc->index, doc->row, &has));
    if (!has)
        return OK;
    TRY(search_doc_words(&a, doc, &words));
    TRY(search_remove(v->db, doc->index, doc->row, &words));
    return meta_set(v->db, key_merge[doc->index], "", 0);
}

static enum err guarded(struct visit *v, const struct search_doc *doc,
                        enum err (*change)(struct visit *, const struct search_doc *))
{
    TRY(search_guard_begin(v->db));
    return absorb(v, search_guard_end(v->db, change(v, doc)));
}

static enum err learn_doc(struct visit *v, const struct search_doc *doc)
{
    enum search_state state;

    TRY(search_state_get(v, &state));
    if (state == SEARCH_BROKEN || !doc->findable)
        return OK;
    if (doc->index == SEARCH_ALIAS || state == SEARCH_OLD)
        return search_pending_add(v->db, doc->post.id);
    return guarded(v, doc, doc_add);
}

static enum err forget_doc(struct visit *v, const struct search_doc *doc)
{
    enum search_state state;
    bool waited;

    TRY(search_pending_remove(v->db, doc->post.id, &waited));
    TRY(search_state_get(v, &state));
    return state == SEARCH_READY && !waited ? guarded(v, doc, doc_remove) : OK;
}

static enum err with_post(struct visit *v, post_id post,
                          enum err (*act)(struct visit *, const struct search_doc *))
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_doc doc = {0};
    struct search_post at;

    TRY(search_post_get(v->db, post, &at));
    TRY(search_doc_get(&a, v, at.thread, at.no, &doc));
    return act(v, &doc);
}

static enum err with_thread(struct visit *v, thread_id thread,
                            enum err (*act)(struct visit *, const struct search_doc *))
{
    enum err err = OK;

    for (int no = 1; err == OK; no++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct search_doc doc = {0};

        err = search_doc_get(&a, v, thread, no, &doc);
        if (err == OK)
            err = act(v, &doc);
    }
    return err == E_NOTFOUND ? OK : err;
}

enum err search_learn(struct visit *v, post_id post)
{
    return with_post(v, post, learn_doc);
}

enum err search_forget(struct visit *v, post_id post)
{
    return with_post(v, post, forget_doc);
}

enum err search_learn_thread(struct visit *v, thread_id thread)
{
    return with_thread(v, thread, learn_doc);
}

enum err search_forget_thread(struct visit *v, thread_id thread)
{
    return with_thread(v, thread, forget_doc);
}

enum err search_learn_later(struct visit *v, post_id post)
{
    return search_pending_add(v->db, post);
}

/* ---- the queue ---- */

struct queue {
    struct search_post *posts; /* freed by queue_done() */
    int n, next;
};

static void queue_done(struct queue *q)
{
    free(q->posts);
}
#define AUTO_QUEUE __attribute__((cleanup(queue_done)))

static int by_row(const void *one, const void *two)
{
    const struct search_post *a = one, *b = two;
    int64_t x = search_row(a->created_at, a->post), y = search_row(b->created_at, b->post);

    return x < y ? -1 : x > y;
}

/* What was changed before `before`, in the order of rows, which is the order an index takes best.
 */
static enum err queue_load(struct visit *v, int64_t before, int most, struct queue *ret)
{
    ret->posts = malloc((size_t)most * sizeof *ret->posts);
    ret->next = 0;
    if (!ret->posts)
        return E_NOMEM;
    TRY(search_pending_list(v->db, before, ret->posts, most, &ret->n));
    qsort(ret->posts, (size_t)ret->n, sizeof *ret->posts, by_row);
    return OK;
}

static enum err queue_take(struct visit *v, const struct search_post *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct search_doc doc = {0};
    bool waited;

    TRY(search_pending_remove(v->db, post->post, &waited));
    if (!waited)
        return OK; /* changed or gone since: whoever did it took care of it */
    TRY(search_doc_get(&a, v, post->thread, post->no, &doc));
    return doc_add(v, &doc);
}

/* As many as a moment holds, whole. */
static enum err queue_slice(struct visit *v, struct queue *q)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t start = clock_mono_ms(v->clock);
    int next = q->next;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < SLICE_POSTS && next < q->n; i++) {
        TRY(queue_take(v, &q->posts[next++]));
        if (clock_mono_ms(v->clock) - start > LOCK_MS)
            break;
    }
    TRY(txn_commit(&txn));
    q->next = next;
    return OK;
}

/* In a transaction of its own: the one that met the damage is undone. */
static enum err mark_broken(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(absorb(v, E_CORRUPT));
    return txn_commit(&txn);
}

/* At least one slice; no more of them after `until_ms`. */
static enum err queue_drain(struct visit *v, struct queue *q, int64_t until_ms,
                            void (*progress)(void *ctx, int64_t done, int64_t of), void *ctx)
{
    while (q->next < q->n) {
        enum err err = queue_slice(v, q);

        if (is_damage(err)) {
            TRY(mark_broken(v));
            return E_SEARCH_BROKEN;
        }
        TRY(err);
        if (progress)
            progress(ctx, q->next, q->n);
        db_give_way(q->n - q->next);
        if (clock_mono_ms(v->clock) >= until_ms)
            break;
    }
    return OK;
}

/* The first second that is not over: what was changed before is a matter of whole hours. */
static int64_t this_hour(const struct visit *v)
{
    return time_floor_hour(clock_wall_s(v->clock));
}

enum err search_catch_up(struct visit *v, void (*progress)(void *ctx, int64_t done, int64_t of),
                         void *ctx)
{
    AUTO_QUEUE struct queue q = {0};
    int64_t posts;

    TRY(search_pending_count(v->db, &posts));
    if (posts == 0)
        return OK;
    TRY(queue_load(v, this_hour(v), (int)posts, &q));
    return queue_drain(v, &q, INT64_MAX, progress, ctx);
}

/* ---- merging ---- */

/* Was something taken out? A large index of named posts waits for the first hour of a day. */
static enum err merge_wanted(struct visit *v, enum search_index index, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    int64_t now = clock_wall_s(v->clock);
    size_t n;
    bool large;
    enum err err = meta_get(&a, v->db, key_merge[index], &bytes, &n);

    *ret = err == OK;
    if (err != OK || index == SEARCH_ALIAS)
        return err == E_NOTFOUND ? OK : err;
    TRY(search_is_large(v->db, index, MERGE_SMALL, &large));
    *ret = !large || now - time_floor_day(now) < MERGE_HOUR_S;
    return OK;
}

static enum err merge_slice(struct visit *v, enum search_index index, bool *ret_done)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(search_merge(v->db, index, MERGE_PAGES, ret_done));
    if (*ret_done)
        TRY(meta_remove(v->db, key_merge[index]));
    return txn_commit(&txn);
}

/* At least one slice, while the queue takes all of the time, too: what was taken out shall not
 * stay.
 */
static enum err merge_tick(struct visit *v, enum search_index index, int64_t until_ms)
{
    bool wanted, done = false;

    TRY(merge_wanted(v, index, &wanted));
    while (wanted && !done) {
        TRY(merge_slice(v, index, &done));
        db_give_way(done ? 0 : MERGE_PAGES);
        if (clock_mono_ms(v->clock) >= until_ms)
            break;
    }
    return OK;
}

/* ---- looking whether its pages are whole ---- */

static enum err look_get(struct visit *v, enum search_index index, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key_look[index], &bytes, &n);

    *ret = 0;
    if (err == OK && n == sizeof *ret)
        memcpy(ret, bytes, n);
    return err == E_NOTFOUND ? OK : err;
}

static enum err look_set(struct visit *v, enum search_index index, int64_t at)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, key_look[index], &at, sizeof at));
    return txn_commit(&txn);
}

/* A page that was lost is found by who searches for one of its words, or here in time. */
static enum err look_tick(struct visit *v, enum search_index index)
{
    int64_t before, at;

    TRY(look_get(v, index, &before));
    at = before;
    TRY(search_probe(v->db, index, "")); /* the list of parts */
    TRY(search_look_through(v->db, index, LOOK_PAGES, &at));
    return at == before ? OK : look_set(v, index, at);
}

/* ---- the keeper, and making it anew ---- */

/* More than a search can look through: their order in the index is undone by a merge. */
static enum err drain_all(struct visit *v, int64_t until_ms)
{
    AUTO_QUEUE struct queue q = {0};
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(queue_load(v, INT64_MAX, TICK_POSTS, &q));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, key_merge[SEARCH_ALIAS], "", 0));
    TRY(txn_commit(&txn));
    return queue_drain(v, &q, until_ms, NULL, NULL);
}

static enum err queue_tick(struct visit *v, int64_t until_ms)
{
    AUTO_QUEUE struct queue q = {0};
    int64_t left;

    TRY(search_pending_count(v->db, &left));
    if (left == 0)
        return OK;
    TRY(queue_load(v, this_hour(v), left < TICK_POSTS ? (int)left : TICK_POSTS, &q));
    TRY(queue_drain(v, &q, until_ms, NULL, NULL));
    return left - q.n > QUEUE_MOST && q.n < TICK_POSTS ? drain_all(v, until_ms) : OK;
}

static enum err begin_anew(struct visit *v, enum err (*empty)(struct db *db))
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(empty(v->db));
    TRY(search_pending_fill(v->db));
    for (int i = 0; i < N_SEARCH; i++)
        TRY(meta_remove(v->db, key_merge[i]));
    TRY(state_set(v, TERMS_VERSION));
    return txn_commit(&txn);
}

/* A damaged index is cut out whole, and its pages, with words of posts that may be deleted later,
 * leave the file: now, or with the next try where that is broken off. */
static enum err cut_out(struct db *db)
{
    TRY(search_cut_out(db));
    return meta_set(db, key_compact, "", 0);
}

static enum err compact_if_due(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key_compact, &bytes, &n);

    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    TRY(db_compact(v->db));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_remove(v->db, key_compact));
    return txn_commit(&txn);
}

enum err search_rebuild(struct visit *v)
{
    enum err err = begin_anew(v, search_remake);

    TRY(err == E_CORRUPT ? begin_anew(v, cut_out) : err);
    return compact_if_due(v);
}

/* Posts no index has, although somebody has posted into it: counted without the write lock, for it
 * takes a while on a large board. */
static enum err is_complete(struct visit *v, bool *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t missing;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(search_count_missing(v->db, &missing));
    *ret = missing == 0;
    return txn_commit(&txn);
}

/* Once for each board: one that had posts before it had a search gets them all into the queue,
 * whatever was posted between the upgrade and this. */
static enum err begin(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    bool unused, complete = false;

    TRY(search_is_unused(v->db, &unused));
    if (!unused)
        TRY(is_complete(v, &complete));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    if (unused)
        TRY(search_pending_fill(v->db));
    else if (!complete)
        TRY(search_pending_fill_missing(v->db));
    TRY(state_set(v, TERMS_VERSION));
    return txn_commit(&txn);
}

enum err search_tick(struct visit *v)
{
    int64_t until_ms = clock_mono_ms(v->clock) + TICK_MS;
    uint8_t state;
    enum err err = OK;

    TRY(state_get(v, &state));
    if (state == STATE_BROKEN)
        return OK;
    if (state != TERMS_VERSION)
        err = state == STATE_NONE ? begin(v) : search_rebuild(v);
    if (err == OK)
        err = queue_tick(v, until_ms);
    for (int i = 0; i < N_SEARCH && err == OK; i++)
        err = merge_tick(v, (enum search_index)i, until_ms);
    for (int i = 0; i < N_SEARCH && err == OK; i++)
        err = look_tick(v, (enum search_index)i);
    if (is_damage(err))
        err = mark_broken(v);
    return err == E_SEARCH_BROKEN ? OK : err;
}

enum err search_is_behind(struct visit *v, bool *ret)
{
    uint8_t state;

    *ret = false;
    TRY(state_get(v, &state));
    if (state == STATE_BROKEN)
        return OK;
    TRY(search_pending_is_over(v->db, QUEUE_MOST, ret));
    for (int i = 0; i < N_SEARCH && !*ret; i++)
        TRY(merge_wanted(v, (enum search_index)i, ret));
    return OK;
}

/* Every row has a board. */
static enum err any_board(struct arena *a, struct visit *v, const char **ret)
{
    AUTO_STR struct str s = STR_INIT;
    struct board_row *boards;
    int n;

    TRY(boards_list(a, v->db, true, &boards, &n));
    for (int i = 0; i < n; i++)
        str_printf(&s, "%splace : \"%s\"", i > 0 ? " OR " : "", search_board_word(a, boards[i].id));
    *ret = n > 0 ? arena_strdup(a, str_cstr(&s)) : "place : \"none\"";
    return s.failed || !*ret ? E_NOMEM : OK;
}

static enum err check_indexes(struct arena *a, struct visit *v, int64_t *ret_wrong)
{
    const char *any;
    int64_t lost;

    TRY(any_board(a, v, &any));
    TRY(search_count_missing(v->db, ret_wrong));
    for (int i = 0; i < N_SEARCH; i++) {
        TRY(search_verify(v->db, (enum search_index)i));
        TRY(search_count_lost(v->db, (enum search_index)i, any, &lost));
        *ret_wrong += lost < 0 ? -lost : lost;
    }
    return OK;
}

enum err search_check(struct visit *v, bool *ret_whole, int64_t *ret_wrong)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    enum search_state state;
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_WRITE)); /* FTS5 takes its own check for a change */
    TRY(search_state_get(v, &state));
    *ret_wrong = 0;
    err = check_indexes(&a, v, ret_wrong);
    *ret_whole = state == SEARCH_READY && err == OK;
    return err == E_CORRUPT ? OK : err; /* and nothing was changed */
}
