/* SPDX-License-Identifier: MIT
 *
 * unread.c -- counting what a caller has not read.
 *
 * Marks are numbers of posts, and numbers are counted without gaps, so a thread's unread posts are
 * a subtraction: those above the floor, less the marked ones among them. A board's are another:
 * what came to it since its floor (arrivals.h), less what is read of it. The second sum is the
 * tally: it is made once from the threads that have marks, and kept while this session marks more.
 * Nothing is written, and nothing is asked of the database that names the caller.
 */
#include "unread.h"

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/domain/unread.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/meta.h>
#include <curbside/store/posts.h>
#include <curbside/store/waiting.h>

#include "board_rows.h"

enum {
    SOURCE_ROWS = 16 /* threads of a board read at a time; the statement is closed in between */
};

static const char key_moves[] = "thread-moves";

/* ---- floors ---- */

uint32_t unread_floor(const struct visit *v, board_id board)
{
    uint32_t first = (uint32_t)(v->who->joined_day / ARRIVAL_HOUR_S);
    uint32_t hour = state_floor_hour(v->state, board);

    return hour > first ? hour : first;
}

enum err unread_hour_now(const struct visit *v, uint32_t *ret)
{
    int64_t now = clock_wall_s(v->clock), due;

    /* What waits comes in the hour it was due, also where it is let out later than that. */
    TRY(waiting_next_due(v->db, &due));
    *ret = (uint32_t)((due < now ? due : now) / ARRIVAL_HOUR_S);
    return OK;
}

/* How many of the first posts came before the floor; all of a thread that is merged into another,
 * which holds nothing to read. */
static enum err old_count(struct visit *v, const struct thread_activity *t, int *ret)
{
    uint32_t hour = unread_floor(v, t->board);
    int64_t since = (int64_t)hour * ARRIVAL_HOUR_S;
    int first;

    *ret = t->moved || t->active_at < since ? (int)t->posts : 0;
    if (t->moved || t->active_at < since || t->created_at >= since ||
        state_old_known(v->state, t->id, hour, ret))
        return OK;
    TRY(posts_first_since(v->db, t->id, since, &first));
    *ret = first > 0 ? first - 1 : (int)t->posts;
    state_old_set(v->state, t->id, hour, *ret);
    return OK;
}

/* The number up to which all is read: by age, or because the thread was caught up. */
static int base_above(const struct visit *v, const struct thread_activity *t, int old)
{
    int upto = state_floor_upto(v->state, t->id);

    if (upto > t->posts)
        upto = (int)t->posts;
    return upto > old ? upto : old;
}

enum err unread_base(struct visit *v, const struct thread_activity *thread, int *ret)
{
    int old;

    TRY(old_count(v, thread, &old));
    *ret = base_above(v, thread, old);
    return OK;
}

static int marked_above(const struct visit *v, const struct thread_activity *t, int base)
{
    return marks_count(v->state, t->id, (int)t->posts) - marks_count(v->state, t->id, base);
}

/* ---- marking, and the tally ---- */

/* How many numbers of the thread are read that came since the floor. */
static enum err read_count(struct visit *v, const struct thread_activity *t, int64_t *ret)
{
    int old, base;

    TRY(old_count(v, t, &old));
    base = base_above(v, t, old);
    *ret = base - old + marked_above(v, t, base);
    return OK;
}

static enum err mark_counted(struct visit *v, const struct thread_activity *t, int from, int to,
                             bool quietly)
{
    int64_t before, after;

    if (from > to)
        return OK;
    if (!state_tally_known(v->state)) {
        marks_add_counted(v->state, t->id, from, to, quietly);
        return OK;
    }
    TRY(read_count(v, t, &before));
    marks_add_counted(v->state, t->id, from, to, quietly);
    TRY(read_count(v, t, &after));
    if (state_tally_known(v->state)) /* still: marks have a limit */
        state_tally_add(v->state, t->board, after - before);
    return OK;
}

enum err unread_mark(struct visit *v, thread_id thread, int from, int to, bool quietly)
{
    struct thread_activity t;
    enum err err = threads_get_activity(v->db, thread, &t);

    if (err == E_NOTFOUND)
        return OK; /* a thread that waits: its author's, who is known to have read it */
    TRY(err);
    TRY(unread_make_room(v));
    if (to > t.posts)
        to = (int)t.posts;
    return mark_counted(v, &t, from, to, quietly);
}

static enum err tally_add(struct visit *v, thread_id thread)
{
    struct thread_activity t;
    int64_t read;
    enum err err = threads_get_activity(v->db, thread, &t);

    if (err == E_NOTFOUND)
        return OK; /* marked before it came out, or gone */
    TRY(err);
    TRY(read_count(v, &t, &read));
    if (read > 0)
        state_tally_add(v->state, t.board, read);
    return OK;
}

/* How often threads were put on another board or into another thread: what is read of a board is
 * counted anew then. */
static enum err moves_get(struct visit *v, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, key_moves, &bytes, &n);

    *ret = 0;
    if (err == OK && n == sizeof *ret)
        memcpy(ret, bytes, n);
    return err == E_NOTFOUND ? OK : err;
}

enum err unread_thread_moved(struct visit *v)
{
    int64_t moves;

    TRY(moves_get(v, &moves));
    moves++;
    return meta_set(v->db, key_moves, &moves, sizeof moves);
}

static enum err tally_make(struct visit *v, int64_t moves)
{
    thread_id thread;
    enum err err = OK;

    state_tally_begin(v->state, moves);
    for (size_t at = 0; err == OK && marks_next(v->state, &at, &thread);)
        err = tally_add(v, thread);
    for (size_t at = 0; err == OK && state_floor_next(v->state, &at, &thread);)
        if (marks_count(v->state, thread, STATE_NO_MAX) == 0)
            err = tally_add(v, thread);
    if (err != OK)
        state_tally_forget(v->state);
    return err;
}

/* ---- one thread ---- */

enum err unread_of_thread(struct visit *v, const struct thread_activity *thread, int64_t *ret)
{
    int base;

    *ret = 0;
    if (!v->state)
        return OK;
    TRY(unread_base(v, thread, &base));
    if (thread->posts - base - marked_above(v, thread, base) == 0)
        return OK;
    TRY(unread_own_of_thread(v, thread));
    *ret = thread->posts - base - marked_above(v, thread, base);
    return OK;
}

enum err unread_first(struct visit *v, thread_id thread, int *ret_no)
{
    struct thread_activity t;
    int64_t unread;
    int base;
    enum err err = threads_get_activity(v->db, thread, &t);

    *ret_no = 0;
    if (err == E_NOTFOUND || !v->state)
        return OK; /* it waits: its author has read it */
    TRY(err);
    TRY(unread_of_thread(v, &t, &unread));
    if (unread == 0)
        return OK;
    TRY(unread_base(v, &t, &base));
    *ret_no = base + 1;
    while (marks_has(v->state, thread, *ret_no))
        (*ret_no)++;
    return OK;
}

/* ---- boards ---- */

/* What came to each board since its floor. Most boards have one floor in common, the lowest: that
 * of the account's first day, or of when everything was caught up. */
static enum err arrived_count(struct visit *v, const board_id *boards, int n, int64_t *ret)
{
    uint32_t lowest = UINT32_MAX;
    int common = 0;

    for (int i = 0; i < n; i++) {
        uint32_t floor = unread_floor(v, boards[i]);

        common = floor < lowest ? 1 : common + (floor == lowest);
        lowest = floor < lowest ? floor : lowest;
    }
    if (common > 1)
        TRY(arrivals_since_all(v->db, lowest, boards, n, ret));
    for (int i = 0; i < n; i++) {
        uint32_t floor = unread_floor(v, boards[i]);

        if (floor != lowest || common == 1)
            TRY(arrivals_since(v->db, boards[i], floor, &ret[i]));
    }
    return OK;
}

enum err unread_of_boards(struct visit *v, const board_id *boards, int n, int64_t *ret)
{
    int64_t moves;

    for (int i = 0; i < n; i++)
        ret[i] = 0;
    if (!v->state)
        return OK;
    TRY(unread_own_anywhere(v));
    TRY(moves_get(v, &moves));
    if (!state_tally_is_of(v->state, moves)) {
        TRY(unread_own_regrouped(v));
        TRY(tally_make(v, moves));
    }
    TRY(arrived_count(v, boards, n, ret));
    for (int i = 0; i < n; i++) {
        ret[i] -= state_tally(v->state, boards[i]);
        if (ret[i] < 0)
            ret[i] = 0;
    }
    return OK;
}

enum err unread_boards_open(struct arena *a, struct visit *v, board_id **ret, int *ret_n)
{
    struct board_row *rows;
    int n, kept = 0;
    board_id *ids;

    TRY(boards_list_modes(a, v->db, &rows, &n));
    ids = arena_array(a, (size_t)n, sizeof *ids);
    if (!ids)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        struct board board;

        board_from_row(&rows[i], &board);
        if (board_is_open(v, &board))
            ids[kept++] = board.id;
    }
    *ret = ids;
    *ret_n = kept;
    return OK;
}

enum err unread_total(struct visit *v, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t *counts, total = 0;
    board_id *boards;
    int n;

    *ret = 0;
    if (!v->state)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(unread_boards_open(&a, v, &boards, &n));
    counts = arena_array(&a, (size_t)n, sizeof *counts);
    if (!counts)
        return E_NOMEM;
    TRY(unread_of_boards(v, boards, n, counts));
    TRY(txn_commit(&txn));
    for (int i = 0; i < n; i++)
        total += counts[i];
    *ret = total;
    return OK;
}

/* ---- walking the unread threads ---- */

/* One board's threads, from the newest activity down to its floor. */
struct source {
    board_id board;
    int64_t since;
    int64_t left; /* unread posts not met yet */
    struct thread_key below;
    struct thread_activity rows[SOURCE_ROWS];
    int at, n;
    bool ended; /* there are no more rows than these */
};

static enum err source_fill(struct visit *v, struct source *s)
{
    if (s->at < s->n)
        return OK;
    s->at = s->n = 0;
    if (s->ended || s->left <= 0)
        return OK;
    TRY(threads_list_active(v->db, s->board, s->since, &s->below, s->rows, SOURCE_ROWS, &s->n));
    s->ended = s->n < SOURCE_ROWS;
    if (s->n > 0)
        s->below = (struct thread_key){.time = s->rows[s->n - 1].active_at,
                                       .id = s->rows[s->n - 1].id.v};
    return OK;
}

static bool is_newer(const struct thread_activity *one, const struct thread_activity *two)
{
    if (one->active_at != two->active_at)
        return one->active_at > two->active_at;
    return one->id.v > two->id.v;
}

static struct source *newest(struct source *sources, int n)
{
    struct source *best = NULL;

    for (int i = 0; i < n; i++) {
        struct source *s = &sources[i];

        if (s->at < s->n && s->left > 0 &&
            (!best || is_newer(&s->rows[s->at], &best->rows[best->at])))
            best = s;
    }
    return best;
}

static enum err sources_make(struct arena *a, struct visit *v, const board_id *boards, int n,
                             const struct thread_key *below, struct source **ret)
{
    struct source *sources = arena_array(a, (size_t)n, sizeof *sources);
    int64_t *counts = arena_array(a, (size_t)n, sizeof *counts);

    if (!sources || !counts)
        return E_NOMEM;
    TRY(unread_of_boards(v, boards, n, counts));
    for (int i = 0; i < n; i++) {
        sources[i].board = boards[i];
        sources[i].since = (int64_t)unread_floor(v, boards[i]) * ARRIVAL_HOUR_S;
        sources[i].left = counts[i];
        sources[i].below = *below;
        sources[i].at = sources[i].n = 0;
        sources[i].ended = false;
    }
    *ret = sources;
    return OK;
}

enum err unread_walk_boards(
    struct visit *v, const board_id *boards, int n, const struct thread_key *below,
    enum err (*each)(void *ctx, const struct thread_activity *thread, int64_t unread), void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct source *sources, *s;

    TRY(sources_make(&a, v, boards, n, below, &sources));
    for (;;) {
        const struct thread_activity *t;
        int64_t unread;
        enum err err;

        for (int i = 0; i < n; i++)
            TRY(source_fill(v, &sources[i]));
        s = newest(sources, n);
        if (!s)
            return OK;
        t = &s->rows[s->at++];
        TRY(unread_of_thread(v, t, &unread));
        s->left -= unread;
        err = unread > 0 ? each(ctx, t, unread) : OK;
        if (err != OK)
            return err == E_CLOSED ? OK : err;
    }
}

enum err unread_walk(struct visit *v, board_id board, const struct thread_key *below,
                     enum err (*each)(void *ctx, const struct thread_activity *thread,
                                      int64_t unread),
                     void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    board_id *boards = &board;
    int n = 1;

    if (!v->state)
        return OK;
    if (board.v == 0)
        TRY(unread_boards_open(&a, v, &boards, &n));
    return unread_walk_boards(v, boards, n, below, each, ctx);
}

/* ---- where to read on ---- */

struct next {
    thread_id skip, found;
};

static enum err next_take(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    struct next *next = ctx;

    (void)unread;
    if (thread->id.v == next->skip.v)
        return OK;
    next->found = thread->id;
    return E_CLOSED;
}

enum err unread_next(struct visit *v, board_id board, thread_id skip, thread_id *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct next next = {.skip = skip};

    TRY(txn_begin(&txn, v->db, TXN_READ));
    if (board.v != 0)
        TRY(unread_walk(v, board, &thread_key_first, next_take, &next));
    if (next.found.v == 0)
        TRY(unread_walk(v, (board_id){0}, &thread_key_first, next_take, &next));
    TRY(txn_commit(&txn));
    *ret = next.found;
    return next.found.v != 0 ? OK : E_NOTFOUND;
}
