/* SPDX-License-Identifier: MIT
 *
 * thread.c -- threads: lists of them, and one of them.
 *
 * A list walks one index from a key downwards. Pinned threads are a short list of their own that
 * stands before the others; the key knows in which of the two the page ended.
 */
#include <curbside/domain/mute.h>
#include <curbside/domain/thread.h>

#include <inttypes.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/unread.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>

#include "board_rows.h"
#include "cursor.h"
#include "cursor_time.h"
#include "heading.h"
#include "own_waiting.h"
#include "tags.h"
#include "thread_rows.h"
#include "unread.h"

enum {
    ID_MAX = 999999999,
    MOVES_MAX = 16, /* looked at, of one thread merged after another */
};

static const char *const sort_names[] = {
    [THREADS_ACTIVE] = "active",
    [THREADS_NEW] = "new",
    [THREADS_HELPFUL] = "helpful",
};

static const enum thread_order orders[] = {
    [THREADS_ACTIVE] = THREAD_ORDER_ACTIVE,
    [THREADS_NEW] = THREAD_ORDER_CREATED,
    [THREADS_HELPFUL] = THREAD_ORDER_HELPFUL,
};

enum err thread_sort_parse(const char *name, enum thread_sort *ret)
{
    for (size_t i = 0; i < sizeof sort_names / sizeof *sort_names; i++) {
        if (strcmp(name, sort_names[i]) == 0) {
            *ret = (enum thread_sort)i;
            return OK;
        }
    }
    return E_USAGE;
}

/* ---- one thread ---- */

int64_t thread_time(bool has_alias, int64_t time)
{
    return has_alias ? time_floor_hour(time) : time;
}

/* A thread that took another in may have gone the same way; rings cannot be made, and yet. */
enum err thread_moved_to(struct visit *v, const struct thread_record *record, thread_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record next;

    *ret = record->moved_to;
    for (int i = 0; ret->v != 0 && i < MOVES_MAX; i++) {
        TRY(threads_get(&a, v->db, *ret, &next));
        if (next.moved_to.v == 0)
            break;
        *ret = next.moved_to;
    }
    return OK;
}

struct thread_activity thread_activity_of(const struct thread_record *record)
{
    return (struct thread_activity){record->id,         record->board,     record->posts,
                                    record->created_at, record->active_at, record->moved_to.v != 0};
}

enum err thread_from_record(struct arena *a, struct visit *v, const struct thread_record *record,
                            struct thread_row *ret)
{
    const struct thread_activity activity = thread_activity_of(record);
    struct thread_row row = {
        .id = record->id,
        .board = record->board,
        .title = record->title,
        .posts = record->posts,
        .helpful = record->helpful,
        .created = thread_time(record->has_alias, record->created_at),
        .active = thread_time(record->has_alias, record->active_at),
        .pinned = record->pinned,
        .locked = record->locked,
        .alias_closed = record->alias_closed,
    };

    TRY(thread_moved_to(v, record, &row.moved_to));

    TRY(author_show(a, &record->author, &row.author));
    row.hidden = mute_covers(v, record->id, &row.author);
    TRY(tags_list(a, record->tags, (const char *const **)&row.tags, &row.n_tags));
    TRY(unread_of_thread(v, &activity, &row.unread));
    *ret = row;
    return OK;
}

enum err thread_record_get(struct arena *a, struct visit *v, thread_id id,
                           struct thread_record *ret)
{
    struct thread_record record;
    struct waiting_row waiting;
    struct board_row board;
    enum err err = threads_get(a, v->db, id, &record);

    if (err == E_NOTFOUND) {
        err = own_waiting_opener(a, v, id, &waiting);
        if (err == OK)
            waiting_thread_record(&waiting, &record);
    }
    TRY(err);
    TRY(boards_get(a, v->db, record.board, &board));
    if (!board.open)
        return E_NOTFOUND;
    *ret = record;
    return OK;
}

/* A record with its board's names: `known` is the board if the caller has it, else NULL. */
static enum err row_fill(struct arena *a, struct visit *v, const struct thread_record *record,
                         const struct board *known, struct thread_row *ret)
{
    struct board board;

    if (!known) {
        TRY(board_get_any(a, v, record->board, &board));
        known = &board;
    }
    if (!known->open)
        return E_NOTFOUND;
    TRY(thread_from_record(a, v, record, ret));
    ret->board_slug = known->slug;
    ret->board_title = known->title;
    return OK;
}

/* A thread of the caller's own that waits. */
static enum err row_fill_waiting(struct arena *a, struct visit *v, const struct waiting_row *row,
                                 struct thread_row *ret)
{
    struct thread_record record;

    waiting_thread_record(row, &record);
    TRY(row_fill(a, v, &record, NULL, ret));
    ret->unread = 0;
    ret->held = row->held != WAITING_FREE;
    ret->released = ret->held ? 0 : row->due_at;
    return OK;
}

enum err thread_get(struct arena *a, struct visit *v, thread_id id, struct thread_row *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct thread_record record;
    struct waiting_row waiting;
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    err = threads_get(a, v->db, id, &record);
    if (err == E_NOTFOUND) {
        TRY(own_waiting_opener(a, v, id, &waiting));
        TRY(row_fill_waiting(a, v, &waiting, ret));
    } else {
        TRY(err);
        TRY(heading_show(a, v, &record));
        TRY(row_fill(a, v, &record, NULL, ret));
    }
    return txn_commit(&txn);
}

enum err thread_can_reply(const struct visit *v, const struct board *board,
                          const struct thread_row *row)
{
    TRY(board_can_reply(v, board));
    if (row->moved_to.v != 0)
        return E_MOVED;
    if (row->locked)
        return E_LOCKED;
    return row->posts >= THREAD_POSTS ? E_THREAD_FULL : OK;
}

/* ---- lists ---- */

/* A query on its way: what it asks for, and how far it has come. */
struct listing {
    struct visit *v;
    struct thread_range range;
    struct thread_key below;
    const char *name; /* what its cursors belong to */
    const struct board *board;
    int limit;
    struct thread_row *rows;
    int n;
    struct thread_record last; /* of `rows` */
    bool more;                 /* there is a row beyond the limit */
};

static enum err listing_init(struct arena *a, struct visit *v, const struct thread_query *query,
                             const struct board *board, struct listing *ret)
{
    *ret = (struct listing){
        .v = v,
        .range = {.board = query->board, .pinned = query->board.v != 0},
        .below = thread_key_first,
        .board = board,
        .limit = query->limit < 1          ? 1
                 : query->limit > LIST_MAX ? LIST_MAX
                                           : query->limit,
    };
    ret->range.order = orders[query->sort];
    if (query->tag)
        TRY(tag_typed_fold(a, query->tag, &ret->range.tag));
    ret->name = arena_printf(a, "threads %" PRId64 " %s %s", query->board.v,
                             sort_names[query->sort], ret->range.tag ? ret->range.tag : "");
    ret->rows = arena_array(a, (size_t)ret->limit + OWN_WAITING_MAX, sizeof *ret->rows);
    return ret->name && ret->rows ? OK : E_NOMEM;
}

static enum err listing_seek(struct listing *l, const char *after)
{
    struct cursor c;

    TRY(cursor_parse(l->name, after, &c));
    l->range.pinned = cursor_is_pinned(&c);
    l->below = (struct thread_key){.helpful = c.second, .id = c.id};
    return cursor_time_take(l->v, &c, &l->below.time);
}

/* Add what the present range still has, and see whether there is one more than the limit. */
static enum err listing_fill(struct arena *a, struct listing *l)
{
    struct thread_records page;

    TRY(threads_page(a, l->v->db, &l->range, &l->below, l->limit + 1 - l->n, &page));
    for (int i = 0; i < page.n; i++) {
        if (l->n == l->limit) {
            l->more = true;
            break;
        }
        TRY(row_fill(a, l->v, &page.rows[i], l->board, &l->rows[l->n++]));
        l->last = page.rows[i];
    }
    return OK;
}

/* In front, what the caller has written and nobody else sees. */
static enum err listing_add_waiting(struct arena *a, struct listing *l)
{
    struct waiting_rows own;

    TRY(own_waiting_threads(a, l->v, l->range.board, &own));
    for (int i = 0; i < own.n; i++) {
        struct thread_row *row = &l->rows[l->n];
        bool has = true;

        TRY(row_fill_waiting(a, l->v, &own.rows[i], row));
        if (l->range.tag)
            TRY(tags_have(a, row->tags, row->n_tags, l->range.tag, &has));
        if (!has)
            continue;
        l->n++;
        l->limit++;
    }
    return OK;
}

/* The pinned ones, then the others. */
static enum err listing_run(struct arena *a, struct listing *l)
{
    if (l->range.pinned) {
        TRY(listing_fill(a, l));
        l->range.pinned = false;
        l->below = thread_key_first;
    }
    return l->more ? OK : listing_fill(a, l);
}

static enum err listing_next(struct arena *a, const struct listing *l, const char **ret)
{
    const struct thread_record *last = &l->last;
    struct cursor c = {
        .pinned = l->range.board.v != 0 && last->pinned,
        .second = last->helpful,
        .id = last->id.v,
    };
    int64_t time = l->range.order == THREAD_ORDER_CREATED ? last->created_at : last->active_at;

    *ret = NULL;
    if (!l->more)
        return OK;
    TRY(cursor_time_put(l->v, last->has_alias, time, &c));
    *ret = cursor_format(a, l->name, &c);
    return *ret ? OK : E_NOMEM;
}

enum err thread_list(struct arena *a, struct visit *v, const struct thread_query *query,
                     struct thread_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct listing l;
    struct board board;

    if (query->board.v == 0 && query->sort != THREADS_ACTIVE)
        return E_USAGE;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    if (query->board.v != 0) {
        TRY(board_get_any(a, v, query->board, &board));
        if (!board.open)
            return E_NOTFOUND;
    }
    TRY(listing_init(a, v, query, query->board.v != 0 ? &board : NULL, &l));
    if (query->after)
        TRY(listing_seek(&l, query->after));
    else if (query->board.v != 0)
        TRY(listing_add_waiting(a, &l));
    TRY(listing_run(a, &l));
    ret->rows = l.rows;
    ret->n = l.n;
    TRY(listing_next(a, &l, &ret->next));
    return txn_commit(&txn);
}

/* ---- unread ---- */

struct unread_listing {
    struct arena *a;
    struct visit *v;
    struct thread_row *rows;
    struct thread_key last; /* of `rows` */
    bool last_has_alias;
    int n;
    int limit;
    bool more;
};

static enum err unread_add(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    struct unread_listing *list = ctx;
    struct thread_record record;

    (void)unread;
    if (list->n == list->limit) {
        list->more = true;
        return E_CLOSED;
    }
    TRY(threads_get(list->a, list->v->db, thread->id, &record));
    TRY(row_fill(list->a, list->v, &record, NULL, &list->rows[list->n++]));
    list->last = (struct thread_key){.time = thread->active_at, .id = thread->id.v};
    list->last_has_alias = record.has_alias;
    return OK;
}

static enum err unread_seek(struct visit *v, const char *name, const char *after,
                            struct thread_key *ret)
{
    struct cursor c;

    *ret = thread_key_first;
    if (!after)
        return OK;
    TRY(cursor_parse(name, after, &c));
    ret->id = c.id;
    return cursor_time_take(v, &c, &ret->time);
}

static enum err unread_next_page(const struct unread_listing *list, const char *name,
                                 const char **ret)
{
    struct cursor c = {.id = list->last.id};

    *ret = NULL;
    if (!list->more)
        return OK;
    TRY(cursor_time_put(list->v, list->last_has_alias, list->last.time, &c));
    *ret = cursor_format(list->a, name, &c);
    return *ret ? OK : E_NOMEM;
}

enum err unread_list(struct arena *a, struct visit *v, board_id board, const char *after, int limit,
                     struct thread_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct unread_listing list = {.a = a, .v = v};
    const char *name = arena_printf(a, "unread %" PRId64, board.v);
    struct thread_key below;
    struct board known;

    list.limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    list.rows = arena_array(a, (size_t)list.limit, sizeof *list.rows);
    if (!list.rows || !name)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(unread_seek(v, name, after, &below));
    if (board.v != 0) {
        TRY(board_get_any(a, v, board, &known));
        if (!board_is_open(v, &known))
            return E_NOTFOUND;
    }
    TRY(unread_walk(v, board, &below, unread_add, &list));
    *ret = (struct thread_page){.rows = list.rows, .n = list.n};
    TRY(unread_next_page(&list, name, &ret->next));
    return txn_commit(&txn);
}

/* ---- addresses ---- */

/* What follows "word/" in an address; NULL if it is another address. */
static const char *address_rest(const char *address, const char *word)
{
    size_t n = strlen(word);

    return strncmp(address, word, n) == 0 && address[n] == '/' ? address + n + 1 : NULL;
}

static enum err resolve_thread(struct visit *v, thread_id id, thread_id *ret_thread)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_record record;

    TRY(thread_record_get(&a, v, id, &record));
    *ret_thread = id;
    return OK;
}

static enum err resolve_post(struct visit *v, post_id id, thread_id *ret_thread, int *ret_no)
{
    thread_id thread;
    int no;

    TRY(posts_find(v->db, id, &thread, &no));
    TRY(resolve_thread(v, thread, ret_thread));
    *ret_no = no;
    return OK;
}

enum err thread_resolve(struct visit *v, const char *address, thread_id *ret_thread, int *ret_no)
{
    const char *thread = address_rest(address, "thread");
    const char *post = address_rest(address, "post");
    const char *number = thread ? thread : post ? post : address;
    long long id;
    enum err err = E_NOTFOUND;

    if (int_parse(number, 1, ID_MAX, &id) != OK)
        return E_NOTFOUND;
    if (!post)
        err = resolve_thread(v, (thread_id){id}, ret_thread);
    if (!post && err == OK)
        *ret_no = 1;
    if (!thread && err == E_NOTFOUND)
        err = resolve_post(v, (post_id){id}, ret_thread, ret_no);
    return err;
}
