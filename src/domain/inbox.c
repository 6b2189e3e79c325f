/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- what is new for the caller: pages of it, how much is unread, clearing it.
 *
 * What is cleared is an hour and, since then, numbers of posts thread by thread: an alias post that
 * is let out late stands under an hour that has passed, and would be lost under a plain moment.
 */
#include <curbside/domain/inbox.h>

#include <stdlib.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/addressed.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>

#include "cursor.h"
#include "cursor_time.h"
#include "inbox_gather.h"
#include "thread_rows.h"

#define CURSOR_NAME "inbox"

enum {
    HOUR_S = 60 * 60,
    LATE_HOURS = 48, /* a keeper that was down no longer than that loses nothing */
};

static const char *const kind_names[] = {
    [INBOX_REPLY] = "reply", [INBOX_MENTION] = "mention", [INBOX_THREAD] = "thread",
    [INBOX_TAG] = "tag",     [INBOX_BOARD] = "board",
};

const char *inbox_kind_name(enum inbox_kind kind)
{
    return kind_names[kind];
}

/* ---- rows ---- */

static enum err row_fill(struct arena *a, struct visit *v, const struct inbox_hit *hit,
                         struct inbox_row *ret)
{
    struct thread_record record;
    struct board_row board;

    *ret = (struct inbox_row){.kind = hit->kind,
                              .tag = arena_strdup(a, hit->tag),
                              .no = hit->no,
                              .count = hit->count,
                              .unread = hit->unread};
    if (hit->tag && !ret->tag)
        return E_NOMEM;
    TRY(thread_record_get(a, v, hit->thread, &record));
    TRY(thread_from_record(a, v, &record, &ret->thread));
    TRY(boards_get(a, v->db, ret->thread.board, &board));
    ret->thread.board_slug = board.slug;
    ret->thread.board_title = board.title;
    ret->time = thread_time(record.has_alias, hit->time);
    return OK;
}

/* Behind this hit. */
static enum err cursor_make(struct arena *a, struct visit *v, const struct inbox_hit *hit,
                            const char **ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct cursor c = {.id = hit->thread.v};
    struct thread_record record;

    TRY(thread_record_get(&scratch, v, hit->thread, &record));
    TRY(cursor_time_put(v, record.has_alias, hit->time, &c));
    *ret = cursor_format(a, CURSOR_NAME, &c);
    return *ret ? OK : E_NOMEM;
}

static enum err page_fill(struct arena *a, struct visit *v, const struct inbox_hits *hits,
                          int limit, struct inbox_page *ret)
{
    *ret = (struct inbox_page){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (; ret->n < limit && ret->n < hits->n; ret->n++)
        TRY(row_fill(a, v, &hits->rows[ret->n], &ret->rows[ret->n]));
    return hits->n > limit ? cursor_make(a, v, &hits->rows[limit - 1], &ret->next) : OK;
}

static enum err page_get(struct arena *a, struct visit *v, const struct inbox_wish *wish,
                         struct inbox_page *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT; /* what is shown outlives what was gathered */
    AUTO_TXN struct txn txn = TXN_NONE;
    struct inbox_hits hits;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(inbox_gather(&scratch, v, wish, &hits));
    TRY(page_fill(a, v, &hits, wish->want - 1, ret));
    return txn_commit(&txn);
}

static int limit_within(int limit, int most)
{
    return limit < 1 ? 1 : limit > most ? most : limit;
}

enum err inbox_list(struct arena *a, struct visit *v, const char *after, int limit,
                    struct inbox_page *ret)
{
    struct inbox_wish wish = {.below = thread_key_first,
                              .want = limit_within(limit, INBOX_MAX) + 1};
    struct cursor c;

    TRY(role_require(v->who, ROLE_MEMBER));
    if (after) {
        TRY(cursor_parse(CURSOR_NAME, after, &c));
        wish.below.id = c.id;
        TRY(cursor_time_take(v, &c, &wish.below.time));
    }
    return page_get(a, v, &wish, ret);
}

enum err inbox_newest(struct arena *a, struct visit *v, int limit, struct inbox_page *ret)
{
    struct inbox_wish wish = {
        .below = thread_key_first, .want = limit_within(limit, INBOX_MAX) + 1, .brief = true};

    TRY(role_require(v->who, ROLE_MEMBER));
    return page_get(a, v, &wish, ret);
}

enum err inbox_count_unread(struct visit *v, int look, int *ret, bool *ret_more)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct inbox_wish wish = {.below = thread_key_first,
                              .want = limit_within(look, INBOX_COUNT_MAX) + 1};
    struct inbox_hits hits;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(inbox_gather(&a, v, &wish, &hits));
    TRY(txn_commit(&txn));
    *ret_more = hits.n == wish.want;
    *ret = 0;
    for (int i = 0; i < hits.n - *ret_more; i++)
        *ret += hits.rows[i].unread > 0;
    return OK;
}

/* ---- clearing ---- */

/* Numbers of threads in which nothing happened since this hour say nothing that the hour does not
 * say. */
static enum err forget_before(struct visit *v, uint32_t hour)
{
    thread_id id;

    for (size_t at = 0; state_inbox_next(v->state, &at, &id);) {
        struct thread_activity thread;
        enum err err = addressed_activity(v->db, id, &thread);

        if (err == OK && thread.active_at >= (int64_t)hour * HOUR_S)
            continue;
        if (err != OK && err != E_NOTFOUND)
            return err;
        state_inbox_forget(v->state, id);
        at--;
    }
    return OK;
}

static int active_last_first(const void *a, const void *b)
{
    const struct inbox_hit *one = a, *two = b;

    return one->active < two->active ? 1 : one->active > two->active ? -1 : 0;
}

/* Thread by thread, the most active first, as far as there is room; the others by the first hour in
 * which nothing more happened in any of them. */
static void clear_hits(struct visit *v, const struct inbox_hits *hits, uint32_t hour)
{
    int i = 0;

    if (hits->n > 0)
        qsort(hits->rows, (size_t)hits->n, sizeof *hits->rows, active_last_first);
    while (i < hits->n &&
           state_inbox_clear(v->state, hits->rows[i].thread, (int)hits->rows[i].posts))
        i++;
    if (i < hits->n && hits->rows[i].active / HOUR_S >= hour)
        hour = (uint32_t)(hits->rows[i].active / HOUR_S) + 1;
    state_inbox_hour_set(v->state, hour);
}

enum err inbox_clear(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint32_t now = (uint32_t)(clock_wall_s(v->clock) / HOUR_S);
    struct inbox_wish wish = {.below = thread_key_first, .want = INBOX_COUNT_MAX + 1};
    struct inbox_hits hits;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(inbox_gather(&a, v, &wish, &hits));
    state_inbox_hold(v->state);
    TRY(forget_before(v, now - LATE_HOURS));
    TRY(txn_commit(&txn));
    clear_hits(v, &hits, now - LATE_HOURS);
    if (hits.n > INBOX_COUNT_MAX) /* of the others it is not known where they end */
        state_inbox_hour_set(v->state, now + 1);
    return OK;
}

enum err inbox_clear_undo(struct visit *v)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    return state_inbox_put_back(v->state) ? OK : E_NOTFOUND;
}
