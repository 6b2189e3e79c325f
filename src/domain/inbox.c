/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- what is new for the caller, gathered from four places.
 *
 * What is cleared is an hour and, since then, numbers of posts thread by thread: an alias post that
 * is let out late stands under an hour that has passed, and would be lost under a plain moment.
 */
#include <curbside/domain/inbox.h>

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
#include <curbside/store/db.h>

#include "keep_address.h"
#include "thread_rows.h"
#include "unread.h"

enum {
    HOUR_S = 60 * 60,
    LATE_HOURS = 48,      /* a keeper that was down no longer than that loses nothing */
    HITS_MAX = 2048,      /* threads in the inbox at a time */
    BOARD_THREADS = 200,  /* of one board that is followed */
    TAG_LOOK = 1000,      /* newest threads looked through for tags */
    ALIAS_POSTS = 100,    /* addressed to one alias */
    ALIAS_AT_A_TIME = 64, /* threads */
    ALIAS_LOOK = 512,     /* looked through for aliases of the caller at a time */
    SLOTS = 4096,         /* of the table by thread: a power of two above HITS_MAX */
};

static const char *const kind_names[] = {
    [INBOX_REPLY] = "reply", [INBOX_MENTION] = "mention", [INBOX_THREAD] = "thread",
    [INBOX_TAG] = "tag",     [INBOX_BOARD] = "board",
};

const char *inbox_kind_name(enum inbox_kind kind)
{
    return kind_names[kind];
}

/* One thread in the inbox. */
struct hit {
    thread_id thread;
    enum inbox_kind kind;
    const char *tag;
    int no, count, unread;
    int64_t time;
    int64_t posts; /* in the thread: what clearing covers */
};

struct gathering {
    struct arena *a;
    struct visit *v;
    int64_t since;
    struct hit *hits;
    int n;
    int16_t *slots; /* by thread: index of its hit + 1 */
    bool cut;       /* there is more than was looked at */
};

static enum err gathering_init(struct arena *a, struct visit *v, struct gathering *ret)
{
    int64_t since = (int64_t)state_inbox_hour(v->state) * HOUR_S;

    *ret = (struct gathering){
        .a = a,
        .v = v,
        .since = since > v->who->joined_day ? since : v->who->joined_day,
        .hits = arena_array(a, HITS_MAX, sizeof *ret->hits),
        .slots = arena_array(a, SLOTS, sizeof *ret->slots),
    };
    if (!ret->hits || !ret->slots)
        return E_NOMEM;
    memset(ret->slots, 0, SLOTS * sizeof *ret->slots);
    return OK;
}

/* The thread's hit, made if there is none; NULL: there is no room. Ids are random. */
static struct hit *hit_of(struct gathering *g, thread_id thread, enum inbox_kind kind)
{
    size_t slot = (size_t)thread.v & (SLOTS - 1);

    for (; g->slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1))
        if (g->hits[g->slots[slot] - 1].thread.v == thread.v)
            return &g->hits[g->slots[slot] - 1];
    if (g->n == HITS_MAX) {
        g->cut = true;
        return NULL;
    }
    g->hits[g->n] = (struct hit){.thread = thread, .kind = kind};
    g->slots[slot] = (int16_t)++g->n;
    return &g->hits[g->n - 1];
}

/* ---- posts addressed to the caller ---- */

static enum err is_muted(struct gathering *g, const struct addressed_post *post, bool *ret)
{
    struct author author;
    size_t n;

    *ret = false;
    state_mutes(g->v->state, &n);
    if (n == 0)
        return OK;
    TRY(author_show(g->a, &post->author, &author));
    *ret = mute_covers(g->v, post->thread, &author);
    return OK;
}

/* Newest first, so the last one added is where to begin; an unread one goes before a read one. */
static enum err add_post(struct gathering *g, const struct addressed_post *post,
                         const struct thread_activity *thread, int base)
{
    enum inbox_kind kind = post->reply ? INBOX_REPLY : INBOX_MENTION;
    bool unread = post->no > base && !marks_has(g->v->state, post->thread, post->no);
    struct hit *hit;
    bool muted;

    if (post->no <= state_inbox_cleared(g->v->state, post->thread))
        return OK;
    TRY(is_muted(g, post, &muted));
    hit = muted ? NULL : hit_of(g, post->thread, kind);
    if (!hit)
        return OK;
    if (kind < hit->kind)
        hit->kind = kind;
    if (unread || hit->unread == 0)
        hit->no = post->no;
    hit->count++;
    hit->unread += unread;
    hit->posts = thread->posts;
    if (post->created_at > hit->time)
        hit->time = post->created_at;
    return OK;
}

static enum err add_posts(struct gathering *g, const struct addressed_post *posts, int n)
{
    struct thread_activity thread = {0};
    int base = 0;

    for (int i = 0; i < n; i++) {
        if (posts[i].thread.v != thread.id.v) {
            enum err err = addressed_activity(g->v->db, posts[i].thread, &thread);

            thread.id = posts[i].thread;
            if (err == E_NOTFOUND) { /* on a closed board */
                thread.id.v = 0;
                continue;
            }
            TRY(err);
            TRY(unread_base(g->v, &thread, &base));
        }
        TRY(add_post(g, &posts[i], &thread, base));
    }
    return OK;
}

static enum err gather_handle(struct gathering *g)
{
    struct addressed_post *posts;
    int n;

    TRY(addressed_list_handle(g->a, g->v->db, g->v->who->handle, g->since, INBOX_LOOK, &posts, &n));
    g->cut = g->cut || n == INBOX_LOOK;
    return add_posts(g, posts, n);
}

/* ---- the same for aliases: first, where the caller has one ---- */

static enum err look_at(struct gathering *g, const struct thread_activity *threads, int n)
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
        TRY(look_at(g, rows, n));
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
    struct addressed_post *posts;
    struct thread_activity thread;
    const char *alias;
    int n;
    enum err err = addressed_activity(g->v->db, id, &thread);

    *ret_over = false;
    if (err == E_NOTFOUND || (err == OK && thread.active_at < g->since))
        return OK;
    TRY(err);
    TRY(author_my_alias(g->a, g->v, id, thread.created_at, &alias));
    *ret_over = alias == NULL;
    if (!alias)
        return OK;
    TRY(addressed_list_alias(g->a, g->v->db, id, alias, state_inbox_cleared(g->v->state, id),
                             ALIAS_POSTS, &posts, &n));
    while (n > 0 && posts[n - 1].created_at < g->since)
        n--;
    return add_posts(g, posts, n);
}

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

static void add_thread(struct gathering *g, const struct thread_activity *thread, int64_t unread,
                       enum inbox_kind kind, const char *tag)
{
    int count = above_cleared(g, thread, unread);
    struct hit *hit;

    if (count <= 0 || thread->active_at < g->since)
        return;
    hit = hit_of(g, thread->id, kind);
    if (!hit || hit->count > 0) /* it is there for a better reason */
        return;
    hit->tag = tag;
    hit->count = hit->unread = count;
    hit->time = thread->active_at;
    hit->posts = thread->posts;
}

static enum err gather_thread(struct gathering *g, thread_id id)
{
    struct thread_activity thread;
    int64_t unread;
    enum err err = addressed_activity(g->v->db, id, &thread);

    if (err == E_NOTFOUND || (err == OK && thread.active_at < g->since))
        return OK;
    TRY(err);
    TRY(unread_of_thread(g->v, &thread, &unread));
    add_thread(g, &thread, unread, INBOX_THREAD, NULL);
    return OK;
}

struct board_walk {
    struct gathering *g;
    int n;
};

static enum err add_of_board(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    struct board_walk *walk = ctx;

    if (thread->active_at < walk->g->since)
        return E_CLOSED;
    if (walk->n++ == BOARD_THREADS) {
        walk->g->cut = true;
        return E_CLOSED;
    }
    add_thread(walk->g, thread, unread, INBOX_BOARD, NULL);
    return OK;
}

static enum err gather_board(struct gathering *g, const char *slug)
{
    struct board_walk walk = {.g = g};
    struct board_row board;
    int64_t unread;
    enum err err = boards_find(g->a, g->v->db, slug, &board);

    if (err == E_NOTFOUND || (err == OK && !board.open))
        return OK;
    TRY(err);
    TRY(unread_of_boards(g->v, &board.id, 1, &unread));
    return unread > 0 ? unread_walk(g->v, board.id, &thread_key_first, add_of_board, &walk) : OK;
}

static enum err gather_tags(struct gathering *g)
{
    struct tagged_thread *rows;
    int n;

    TRY(addressed_list_tagged(g->a, g->v->db, g->since, TAG_LOOK, TAG_LOOK * TAGS_MAX, &rows, &n));
    for (int i = 0; i < n; i++) {
        int64_t unread;

        if (!follow_has_tag(g->v, rows[i].tag) && !follow_has_school(g->v, rows[i].tag))
            continue;
        TRY(unread_of_thread(g->v, &rows[i].thread, &unread));
        add_thread(g, &rows[i].thread, unread, INBOX_TAG, rows[i].tag);
    }
    return OK;
}

/* Threads first, then tags, then boards: who asked for less is listed for that. */
static enum err gather_followed(struct gathering *g)
{
    const struct state_text *follows;
    bool tags = false;
    size_t n;

    follows = state_keeps(g->v->state, STATE_FOLLOWS, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t thread = keep_number(follows[i].text, "thread");

        tags = tags || keep_rest(follows[i].text, "tag") || keep_rest(follows[i].text, "school");
        if (thread)
            TRY(gather_thread(g, (thread_id){thread}));
    }
    if (tags)
        TRY(gather_tags(g));
    for (size_t i = 0; i < n; i++)
        if (keep_rest(follows[i].text, "board"))
            TRY(gather_board(g, keep_rest(follows[i].text, "board")));
    return OK;
}

/* ---- the whole ---- */

static int newest_first(const void *a, const void *b)
{
    const struct hit *one = a, *two = b;

    if (one->time != two->time)
        return one->time < two->time ? 1 : -1;
    return one->thread.v < two->thread.v ? 1 : one->thread.v > two->thread.v ? -1 : 0;
}

static enum err gather(struct gathering *g)
{
    TRY(unread_own_anywhere(g->v));
    TRY(gather_handle(g));
    TRY(gather_aliases(g));
    TRY(gather_followed(g));
    qsort(g->hits, (size_t)g->n, sizeof *g->hits, newest_first);
    return OK;
}

static enum err row_fill(struct gathering *g, const struct hit *hit, struct inbox_row *ret)
{
    struct thread_record record;

    *ret = (struct inbox_row){.kind = hit->kind,
                              .tag = hit->tag,
                              .no = hit->no,
                              .count = hit->count,
                              .unread = hit->unread};
    TRY(thread_record_get(g->a, g->v, hit->thread, &record));
    TRY(thread_from_record(g->a, g->v, &record, &ret->thread));
    ret->time = thread_time(record.has_alias, hit->time);
    return OK;
}

static enum err board_names(struct gathering *g, struct thread_row *thread)
{
    struct board_row board;

    TRY(boards_get(g->a, g->v->db, thread->board, &board));
    thread->board_slug = board.slug;
    thread->board_title = board.title;
    return OK;
}

enum err inbox_list(struct arena *a, struct visit *v, int limit, struct inbox_page *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct gathering g;

    TRY(role_require(v->who, ROLE_MEMBER));
    limit = limit < 1 ? 1 : limit > INBOX_MAX ? INBOX_MAX : limit;
    *ret = (struct inbox_page){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(gathering_init(&scratch, v, &g));
    TRY(gather(&g));
    g.a = a; /* what is shown outlives what was gathered */
    for (int i = 0; i < g.n; i++) {
        ret->unread += g.hits[i].unread > 0;
        if (ret->n == limit) {
            ret->more = true;
            continue;
        }
        TRY(row_fill(&g, &g.hits[i], &ret->rows[ret->n]));
        TRY(board_names(&g, &ret->rows[ret->n].thread));
        if (g.hits[i].tag && !(ret->rows[ret->n].tag = arena_strdup(a, g.hits[i].tag)))
            return E_NOMEM;
        ret->n++;
    }
    return txn_commit(&txn);
}

enum err inbox_clear(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint32_t now = (uint32_t)(clock_wall_s(v->clock) / HOUR_S);
    struct gathering g;
    bool room = true;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(gathering_init(&a, v, &g));
    TRY(gather(&g));
    TRY(txn_commit(&txn));
    state_inbox_hold(v->state);
    for (int i = 0; i < g.n; i++)
        room = state_inbox_clear(v->state, g.hits[i].thread, (int)g.hits[i].posts) && room;
    /* More than can be said thread by thread is cleared by the hour alone. */
    state_inbox_hour_set(v->state, room && !g.cut ? now - LATE_HOURS : now);
    return OK;
}

enum err inbox_clear_undo(struct visit *v)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    return state_inbox_put_back(v->state) ? OK : E_NOTFOUND;
}
