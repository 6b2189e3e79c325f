/* SPDX-License-Identifier: MIT
 *
 * queue.c -- what waits for a moderator, put together from where it waits.
 */
#include <curbside/domain/queue.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "board_rows.h"
#include "cursor.h"

enum {
    HOUR_S = 3600,
    COUNT_MAX = 1000,
    EXCERPT_BYTES = 4 * EXCERPT_CHARS,
};

static const char cursor_name[] = "queue";
static const char *const kind_names[] = {[QUEUE_HELD] = "held"};

const char *queue_kind_name(enum queue_kind kind)
{
    return kind_names[kind];
}

/* The beginning of a text in one line. */
static enum err excerpt_make(struct arena *a, const char *body, const char **ret)
{
    size_t n = strnlen(body, EXCERPT_BYTES);
    char *line;

    while (n > 0 && n == EXCERPT_BYTES && ((unsigned char)body[n] & 0xc0) == 0x80)
        n--; /* not within a character */
    TRY(text_line(a, CLEAN_REPAIR, body, n, &line, NULL));
    *ret = line;
    return OK;
}

static enum err place_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                           struct queue_item *item)
{
    struct thread_record thread;
    struct board board;

    TRY(board_get_any(a, v, row->board, &board));
    item->board = board.slug;
    item->board_title = board.title;
    item->thread_title = row->title;
    if (row->title)
        return OK;
    TRY(threads_get(a, v->db, row->thread, &thread));
    item->thread_title = thread.title;
    return OK;
}

static enum err claim_fill(struct arena *a, struct visit *v, struct queue_item *item)
{
    char name[HANDLE_ROW_NAME];
    handle_id by;

    TRY(claims_find(v->db, item->item, clock_wall_s(v->clock), &by, name));
    if (by.v == 0)
        return OK;
    item->claimed_by_me = by.v == v->who->handle.v;
    item->claimed = arena_strdup(a, name);
    return item->claimed ? OK : E_NOMEM;
}

static enum err held_fill(struct arena *a, struct visit *v, const struct waiting_row *row,
                          struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->due_at;

    *item = (struct queue_item){
        .item = row->id.v,
        .kind = QUEUE_HELD,
        .post = row->id,
        .thread = row->thread,
        .count = 1,
        .body = row->body,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    TRY(place_fill(a, v, row, item));
    TRY(author_show(a, &row->author, &item->author));
    TRY(excerpt_make(a, row->body, &item->excerpt));
    return claim_fill(a, v, item);
}

static enum err start_of(const struct queue_query *query, struct cursor *ret)
{
    *ret = (struct cursor){.first = INT64_MIN};
    return query->after ? cursor_parse(cursor_name, query->after, ret) : OK;
}

static enum err next_of(struct arena *a, const struct waiting_row *last, const char **ret)
{
    const struct cursor c = {.first = last->due_at, .id = last->id.v};

    *ret = cursor_format(a, cursor_name, &c);
    return *ret ? OK : E_NOMEM;
}

enum err queue_list(struct arena *a, struct visit *v, const struct queue_query *query,
                    struct queue_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int limit = query->limit < 1 ? 1 : query->limit > LIST_MAX ? LIST_MAX : query->limit;
    struct queue_page page = {.rows = arena_array(a, (size_t)limit, sizeof *page.rows)};
    struct waiting_rows held;
    struct cursor at;

    if (!page.rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(start_of(query, &at));
    TRY(waiting_list_held(a, v->db, at.first, (post_id){at.id}, limit + 1, &held));
    for (; page.n < held.n && page.n < limit; page.n++)
        TRY(held_fill(a, v, &held.rows[page.n], &page.rows[page.n]));
    if (held.n > limit)
        TRY(next_of(a, &held.rows[limit - 1], &page.next));
    TRY(txn_commit(&txn));
    *ret = page;
    return OK;
}

enum err queue_count(struct visit *v, int *ret)
{
    *ret = 0;
    if (!permission_has(v->who, MAY_SEE_QUEUE))
        return OK;
    return waiting_count_held(v->db, (board_id){0}, COUNT_MAX, ret);
}
