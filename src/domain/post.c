/* SPDX-License-Identifier: MIT
 *
 * post.c -- reading posts, and remembering that they were read.
 *
 * What was taken away is not handed on: a removed or deleted post keeps its number and loses its
 * text here, before any screen or command sees it.
 */
#include <curbside/domain/helpful.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/post.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/state.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

#include "own_waiting.h"
#include "thread_rows.h"
#include "unread.h"

enum {
    LIST_BYTES = 4 * 1024 * 1024, /* of bodies in one answer: a quarter of an arena */
};

static const char *const state_names[] = {
    [POST_VISIBLE] = "visible", [POST_COLLAPSED] = "collapsed", [POST_HELD] = "held",
    [POST_REMOVED] = "removed", [POST_DELETED] = "deleted",
};

const char *post_state_name(enum post_state state)
{
    BUG_ON((size_t)state >= sizeof state_names / sizeof *state_names);
    return state_names[state];
}

static enum post_state state_parse_stored(const char *name)
{
    for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++)
        if (strcmp(name, state_names[i]) == 0)
            return (enum post_state)i;
    BUG_ON(true); /* the schema allows no other word */
    return POST_REMOVED;
}

static bool state_shows_body(enum post_state state)
{
    return state == POST_VISIBLE || state == POST_COLLAPSED;
}

/* The thread that posts are shown in, and the face that opened it. */
struct reading {
    struct visit *v;
    struct thread_record thread;
    struct key secret; /* of the thread; wiped by reading_done() */
    bool has_secret;
    struct quiet_memory *memory; /* NULL where the quiet view is off */
    int base;                    /* nothing up to this number is unread */
};

static void reading_done(struct reading *r)
{
    secret_wipe(&r->secret, sizeof r->secret);
}
#define AUTO_READING __attribute__((cleanup(reading_done)))

static enum err reading_init(struct arena *a, struct visit *v, thread_id thread,
                             struct reading *ret)
{
    struct thread_activity activity;

    ret->v = v;
    if (quiet_is_on(v)) {
        ret->memory = arena_alloc(a, sizeof *ret->memory);
        if (!ret->memory)
            return E_NOMEM;
        *ret->memory = (struct quiet_memory){0};
    }
    TRY(thread_record_get(a, v, thread, &ret->thread));
    activity = thread_activity_of(&ret->thread);
    if (v->state)
        TRY(unread_base(v, &activity, &ret->base));
    ret->has_secret = ret->thread.has_alias && v->alias && !who_is_guest(v->who);
    if (!ret->has_secret)
        return OK;
    return thread_secret_get(v, thread, ret->thread.created_at, clock_wall_s(v->clock),
                             &ret->secret, NULL);
}

static bool is_unread(const struct reading *r, const struct post_record *record, bool you)
{
    return r->v->state && !you && record->no > r->base &&
           !marks_has(r->v->state, record->thread, record->no);
}

/* Of one's own post on an alias board, as one last left it. */
static enum err change_show(struct arena *a, const struct visit *v, struct post *post)
{
    struct change_row change;
    enum err err = changes_get(a, v->db, post->id, CHANGE_HEADING, &change);

    if (err == OK)
        post->changes = change.due_at;
    else if (err != E_NOTFOUND)
        return err;
    err = changes_get(a, v->db, post->id, CHANGE_TEXT, &change);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    post->changes = change.due_at;
    post->going = !change.body;
    if (change.body)
        post->body = change.body;
    return OK;
}

/* A thread that was merged has all its posts elsewhere; of a split one what stands for them is
 * nobody's, and empty. The thread that was split off begins with the first of its posts. */
static enum err moved_find(const struct reading *r, const struct post_record *record,
                           struct post *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record from = r->thread;

    if (from.moved_to.v == 0) {
        if (post->state != POST_REMOVED || post->author.kind != AUTHOR_GONE || *record->body)
            return OK;
        TRY(threads_find_split(r->v->db, record->thread, record->created_at, &post->moved_to));
        if (post->moved_to.v == 0)
            return OK; /* erased, not moved */
        TRY(threads_get(&a, r->v->db, post->moved_to, &from));
    }
    return from.moved_to.v != 0 ? thread_moved_to(r->v, &from, &post->moved_to) : OK;
}

static enum err post_from_record(struct arena *a, const struct reading *r,
                                 const struct post_record *record, struct post *ret)
{
    struct visit *v = r->v;
    bool you = author_is_me(v->who, &record->author, r->has_secret ? &r->secret : NULL);
    struct post post = {
        .id = record->id,
        .thread = record->thread,
        .no = record->no,
        .op = author_is_same(&record->author, &r->thread.author),
        .you = you,
        .body = record->body,
        .created = thread_time(r->thread.has_alias, record->created_at),
        .edited = thread_time(r->thread.has_alias, record->edited_at),
        .state = state_parse_stored(record->state),
        .helpful = record->helpful,
        .reply_to = record->reply_to,
        .see = record->see,
        .unread = is_unread(r, record, you),
    };

    TRY(author_show(a, &record->author, &post.author));
    TRY(moved_find(r, record, &post));
    post.hidden = !you && mute_covers(v, record->thread, &post.author);
    if (!post.hidden && !you) {
        TRY(author_is_covered(v, &record->author, r->memory, &post.quiet));
        post.hidden = post.quiet;
    }
    /* Where nobody has marked it, only a mark that waits could be there. */
    if (!you && (post.helpful > 0 || r->thread.has_alias))
        TRY(helpful_is_marked(v, post.id, &post.marked));
    if (!state_shows_body(post.state))
        post.body = "";
    else if (you && author_is_alias(&record->author))
        TRY(change_show(a, v, &post));
    *ret = post;
    return OK;
}

static enum err posts_show(struct arena *a, const struct reading *r,
                           const struct post_records *records, struct post_page *ret)
{
    struct post *rows = arena_array(a, (size_t)records->n, sizeof *rows);
    int last = 0;

    if (!rows)
        return E_NOMEM;
    for (int i = 0; i < records->n; i++) {
        TRY(post_from_record(a, r, &records->rows[i], &rows[i]));
        last = rows[i].no;
    }
    *ret = (struct post_page){
        .rows = rows,
        .n = records->n,
        .next_no = last > 0 && last < r->thread.posts ? last + 1 : 0,
    };
    return OK;
}

/* How many posts from `from` on may be asked for: never more than there are. */
static int list_limit(const struct thread_record *thread, int from, int limit)
{
    int64_t there = thread->posts - from + 1;

    if (limit > POST_LIST_MAX)
        limit = POST_LIST_MAX;
    if (limit > there)
        limit = (int)there;
    return limit < 1 ? 1 : limit;
}

/* One that waits, as its author sees it. */
static enum err post_from_waiting(struct arena *a, const struct reading *r,
                                  const struct waiting_row *row, struct post *ret)
{
    struct post post = {
        .id = row->id,
        .thread = row->thread,
        .no = row->title ? 1 : 0,
        .op = author_is_same(&row->author, &r->thread.author),
        .you = true,
        .body = row->body,
        .created = time_floor_hour(row->due_at),
        .reply_to = row->reply_to,
        .state = row->held == WAITING_HELD      ? POST_HELD
                 : row->held == WAITING_REFUSED ? POST_REMOVED
                                                : POST_VISIBLE,
        .released = row->held == WAITING_FREE ? row->due_at : 0,
    };

    TRY(author_show(a, &row->author, &post.author));
    *ret = post;
    return OK;
}

static enum err waiting_show(struct arena *a, const struct reading *r,
                             const struct waiting_rows *rows, struct post_page *ret)
{
    struct post_page page = {.rows = arena_array(a, (size_t)rows->n, sizeof *page.rows)};

    if (!page.rows)
        return E_NOMEM;
    for (; page.n < rows->n; page.n++)
        TRY(post_from_waiting(a, r, &rows->rows[page.n], &page.rows[page.n]));
    *ret = page;
    return OK;
}

/* The one post of a thread that waits itself. */
static enum err opener_show(struct arena *a, const struct reading *r, struct post_page *ret)
{
    struct waiting_row row;
    enum err err = own_waiting_opener(a, r->v, r->thread.id, &row);

    *ret = (struct post_page){0};
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    return waiting_show(a, r, &(struct waiting_rows){&row, 1}, ret);
}

enum err post_list(struct arena *a, struct visit *v, thread_id thread, int from, int limit,
                   struct post_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_READING struct reading r = {0};
    struct post_records records;

    if (from < 1)
        from = 1;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(reading_init(a, v, thread, &r));
    limit = list_limit(&r.thread, from, limit);
    TRY(posts_list(a, v->db, thread, from, limit, LIST_BYTES, &records));
    if (records.n == 0 && from == 1) {
        TRY(opener_show(a, &r, ret));
        return txn_commit(&txn);
    }
    TRY(txn_commit(&txn));
    return posts_show(a, &r, &records, ret);
}

enum err post_list_waiting(struct arena *a, struct visit *v, thread_id thread,
                           struct post_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_READING struct reading r = {0};
    struct waiting_rows own;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(reading_init(a, v, thread, &r));
    TRY(own_waiting_replies(a, v, thread, &own));
    TRY(waiting_show(a, &r, &own, ret));
    return txn_commit(&txn);
}

enum err post_get(struct arena *a, struct visit *v, thread_id thread, int no, struct post *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_READING struct reading r = {0};
    struct post_record record;
    struct post_page page = {0};
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(reading_init(a, v, thread, &r));
    err = posts_get(a, v->db, thread, no, &record);
    if (err == E_NOTFOUND && no == 1)
        TRY(opener_show(a, &r, &page));
    TRY(txn_commit(&txn));
    if (page.n == 1) {
        *ret = page.rows[0];
        return OK;
    }
    TRY(err);
    return post_from_record(a, &r, &record, ret);
}

enum err post_list_answers(struct visit *v, thread_id thread, int no, struct post_answers *ret)
{
    int nos[POST_ANSWERS_MAX + 1], n;

    TRY(posts_list_answers(v->db, thread, no, nos, POST_ANSWERS_MAX + 1, &n));
    ret->more = n > POST_ANSWERS_MAX;
    ret->n = ret->more ? POST_ANSWERS_MAX : n;
    memcpy(ret->nos, nos, (size_t)ret->n * sizeof *nos);
    return OK;
}

void post_mark_read(struct visit *v, thread_id thread, int from, int to)
{
    if (v->state && from >= 1 && from <= to)
        IGNORE(unread_mark(v, thread, from, to, false)); /* it stays unread, nothing worse */
}
