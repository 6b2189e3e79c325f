/* SPDX-License-Identifier: MIT
 *
 * queue.c -- what waits for a moderator, put together from where it waits.
 */
#include <curbside/domain/queue.h>

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "board_rows.h"
#include "cursor.h"
#include "judged.h"

enum {
    HOUR_S = 3600,
    COUNT_MAX = 1000,
    PRIORS_MAX = 64,
    EXCERPT_BYTES = 4 * EXCERPT_CHARS,
};

static const char cursor_name[] = "queue";
static const char *const kind_names[] = {[QUEUE_HELD] = "held", [QUEUE_FLAGS] = "flags"};

const char *queue_kind_name(enum queue_kind kind)
{
    return kind_names[kind];
}

/* The beginning of a text in one line. */
static enum err excerpt_make(struct arena *a, const char *body, const char **ret)
{
    size_t n = strnlen(body, EXCERPT_BYTES);
    char *line;

    if (n == EXCERPT_BYTES)
        while (n > 0 && ((unsigned char)body[n] & 0xc0) == 0x80)
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
        .reply_to = row->reply_to,
        .since = row->due_at,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    TRY(place_fill(a, v, row, item));
    TRY(author_show(a, &row->author, &item->author));
    TRY(excerpt_make(a, row->body, &item->excerpt));
    return claim_fill(a, v, item);
}

/* The reasons given, the commonest first. */
static enum err reasons_fill(struct arena *a, struct visit *v, struct queue_item *item)
{
    struct flag_reason *reasons;
    const char **names;
    int n;

    TRY(flags_reasons(a, v->db, item->post, N_FLAG_CODES, &reasons, &n));
    names = arena_array(a, (size_t)n + 1, sizeof *names);
    if (!names)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        names[i] = reasons[i].reason;
        item->count += reasons[i].count;
    }
    item->reasons = names;
    item->n_reasons = n;
    return OK;
}

/* Of a handle, which everybody sees; what was said to an alias is nobody's to add up. */
static enum err priors_fill(struct arena *a, struct visit *v, const struct judged *on,
                            struct queue_item *item)
{
    struct sanction_target target;
    struct sanction_rows rows;

    if (author_target(&on->post.author, on->thread.id, &target) != OK || target.handle.v == 0)
        return OK;
    TRY(sanctions_list_target(a, v->db, &target, 0, PRIORS_MAX, &rows));
    for (int i = 0; i < rows.n; i++)
        item->priors += !rows.rows[i].lifted;
    return OK;
}

static enum err flagged_fill(struct arena *a, struct visit *v, const struct flagged_row *row,
                             struct queue_item *item)
{
    int64_t age = clock_wall_s(v->clock) - row->since;
    const char **notes;
    struct judged on;
    struct board board;

    TRY(judged_find(a, v, row->post, &on));
    TRY(board_get_any(a, v, on.thread.board, &board));
    *item = (struct queue_item){
        .item = row->post.v,
        .kind = QUEUE_FLAGS,
        .post = row->post,
        .thread = row->thread,
        .no = row->no,
        .thread_title = on.thread.title,
        .board = board.slug,
        .board_title = board.title,
        .body = on.post.body,
        .reply_to = on.post.reply_to,
        .since = row->since,
        .age_hours = age > 0 ? age / HOUR_S : 0,
    };
    TRY(reasons_fill(a, v, item));
    TRY(flags_notes(a, v->db, item->post, FLAG_NOTES_SHOWN, &notes, &item->n_notes));
    item->notes = notes;
    TRY(priors_fill(a, v, &on, item));
    TRY(author_show(a, &on.post.author, &item->author));
    TRY(excerpt_make(a, on.post.body, &item->excerpt));
    return claim_fill(a, v, item);
}

/* What waits from two sources, in one order: since when, then by number. */
struct merging {
    struct waiting_rows held;
    struct flagged_row *flagged;
    int n_flagged;
    int at_held, at_flagged;
    struct cursor last;
};

static enum err merging_init(struct arena *a, struct visit *v, const struct cursor *from, int limit,
                             struct merging *ret)
{
    const post_id after = {from->id};

    *ret = (struct merging){0};
    TRY(waiting_list_held(a, v->db, from->first, after, limit, &ret->held));
    return flagged_list(a, v->db, from->first, after, limit, &ret->flagged, &ret->n_flagged);
}

static bool is_held_next(const struct merging *m)
{
    const struct waiting_row *held = &m->held.rows[m->at_held];
    const struct flagged_row *flagged = &m->flagged[m->at_flagged];

    if (m->at_held == m->held.n || m->at_flagged == m->n_flagged)
        return m->at_held < m->held.n;
    if (held->due_at != flagged->since)
        return held->due_at < flagged->since;
    return held->id.v < flagged->post.v;
}

static bool has_more(const struct merging *m)
{
    return m->at_held < m->held.n || m->at_flagged < m->n_flagged;
}

static enum err merging_take(struct arena *a, struct visit *v, struct merging *m,
                             struct queue_item *ret)
{
    if (is_held_next(m)) {
        const struct waiting_row *row = &m->held.rows[m->at_held++];

        m->last = (struct cursor){.first = row->due_at, .id = row->id.v};
        return held_fill(a, v, row, ret);
    }
    const struct flagged_row *row = &m->flagged[m->at_flagged++];

    m->last = (struct cursor){.first = row->since, .id = row->post.v};
    return flagged_fill(a, v, row, ret);
}

static enum err start_of(const struct queue_query *query, struct cursor *ret)
{
    *ret = (struct cursor){.first = INT64_MIN};
    return query->after ? cursor_parse(cursor_name, query->after, ret) : OK;
}

enum err queue_list(struct arena *a, struct visit *v, const struct queue_query *query,
                    struct queue_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int limit = query->limit < 1 ? 1 : query->limit > LIST_MAX ? LIST_MAX : query->limit;
    struct queue_page page = {.rows = arena_array(a, (size_t)limit, sizeof *page.rows)};
    struct merging merging;
    struct cursor at;

    if (!page.rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_SEE_QUEUE));
    TRY(start_of(query, &at));
    TRY(merging_init(a, v, &at, limit + 1, &merging));
    while (page.n < limit && has_more(&merging))
        TRY(merging_take(a, v, &merging, &page.rows[page.n++]));
    if (has_more(&merging)) {
        page.next = cursor_format(a, cursor_name, &merging.last);
        if (!page.next)
            return E_NOMEM;
    }
    TRY(txn_commit(&txn));
    *ret = page;
    return OK;
}

enum err queue_count(struct visit *v, int *ret)
{
    int held, flagged;

    *ret = 0;
    if (!permission_has(v->who, MAY_SEE_QUEUE))
        return OK;
    TRY(waiting_count_held(v->db, (board_id){0}, COUNT_MAX, &held));
    TRY(flagged_count(v->db, COUNT_MAX, &flagged));
    *ret = held + flagged;
    return OK;
}
