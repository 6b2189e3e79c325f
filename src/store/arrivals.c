/* SPDX-License-Identifier: MIT
 *
 * arrivals.c -- rows of how many posts came when.
 *
 * Three spans, each a whole count of the board by itself: what came since an hour is the hours to
 * the end of that day, the days to the end of that span of 32 days, and the spans since. One board
 * is read in the order of the table, where each has its own pages; all at once by the index, where
 * an hour of all boards lies together.
 */
#include <curbside/store/arrivals.h>

#include "stmt.h"

enum {
    ADD,
    TAKE,
    TAKE_ALL,
    SINCE,
    SPANS,
    OF_THREAD,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [ADD] = "INSERT INTO arrival (board_id, span, start, posts)"
            " VALUES (:board, :span, :start, :posts)"
            " ON CONFLICT (board_id, span, start) DO UPDATE SET posts = posts + excluded.posts",
    [TAKE] = "UPDATE arrival SET posts = posts - :posts"
             " WHERE board_id = :board AND span = :span AND start = :start AND posts > :posts",
    [TAKE_ALL] = "DELETE FROM arrival"
                 " WHERE board_id = :board AND span = :span AND start = :start AND posts = :posts",
    [SINCE] = "SELECT (SELECT ifnull(sum(posts), 0) FROM arrival"
              "         WHERE board_id = :board AND span = 1"
              "           AND start >= :hour AND start < :day)"
              "     + (SELECT ifnull(sum(posts), 0) FROM arrival"
              "         WHERE board_id = :board AND span = 24"
              "           AND start >= :day AND start < :month)"
              "     + (SELECT ifnull(sum(posts), 0) FROM arrival"
              "         WHERE board_id = :board AND span = 768 AND start >= :month) AS n",
    [SPANS] = "SELECT board_id, start, posts FROM arrival INDEXED BY arrival_by_time"
              " WHERE span = :span AND start >= :from AND start < :until"
              " ORDER BY start, board_id",
    [OF_THREAD] = "SELECT hour, count(*) AS n"
                  "  FROM (SELECT max(created_at) OVER (ORDER BY no) / 3600 AS hour"
                  "          FROM post WHERE thread_id = :thread) AS came"
                  " GROUP BY hour",
};
const struct sql_family sql_arrivals = {.name = "arrivals", .sql = sql, .n = N_SQL};

static const int spans[] = {1, 24, 768};

static int64_t span_up(int64_t hour, int64_t span)
{
    int64_t start = hour - hour % span;

    return start == hour ? hour : start + span;
}

static enum err change_span(struct db *db, const char *text, board_id board, int64_t span,
                            int64_t hour, int64_t posts)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "board", board.v);
    bind_int(&st, "span", span);
    bind_int(&st, "start", hour - hour % span);
    bind_int(&st, "posts", posts);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err arrivals_add(struct db *db, board_id board, int64_t hour, int64_t posts)
{
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        TRY(change_span(db, sql[ADD], board, spans[i], hour, posts));
    return OK;
}

/* A row that counts nothing is none. */
static enum err arrivals_take(struct db *db, board_id board, int64_t hour, int64_t posts)
{
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        TRY(change_span(db, sql[TAKE_ALL], board, spans[i], hour, posts));
        TRY(change_span(db, sql[TAKE], board, spans[i], hour, posts));
    }
    return OK;
}

enum {
    MOVE_HOURS = 5000 /* a thread holds no more posts than that */
};

struct came {
    int64_t hour, posts;
};

static enum err came_list(struct arena *a, struct db *db, thread_id thread, struct came **ret,
                          int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct came *came = arena_array(a, MOVE_HOURS, sizeof *came);
    bool row;

    *ret_n = 0;
    *ret = came;
    if (!came)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[OF_THREAD]));
    bind_int(&st, "thread", thread.v);
    while (*ret_n < MOVE_HOURS) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        came[(*ret_n)++] = (struct came){col_int(&st, "hour"), col_int(&st, "n")};
    }
    return stmt_end(&st);
}

enum err arrivals_add_thread(struct db *db, thread_id thread, board_id board)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct came *came;
    int n;

    TRY(came_list(&a, db, thread, &came, &n));
    for (int i = 0; i < n; i++)
        TRY(arrivals_add(db, board, came[i].hour, came[i].posts));
    return OK;
}

enum err arrivals_take_thread(struct db *db, thread_id thread, board_id board)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct came *came;
    int n;

    TRY(came_list(&a, db, thread, &came, &n));
    for (int i = 0; i < n; i++)
        TRY(arrivals_take(db, board, came[i].hour, came[i].posts));
    return OK;
}

enum err arrivals_move(struct db *db, thread_id thread, board_id from, board_id to)
{
    TRY(arrivals_add_thread(db, thread, to));
    return arrivals_take_thread(db, thread, from);
}

enum err arrivals_since(struct db *db, board_id board, int64_t hour, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SINCE]));
    bind_int(&st, "board", board.v);
    bind_int(&st, "hour", hour);
    bind_int(&st, "day", span_up(hour, spans[1]));
    bind_int(&st, "month", span_up(hour, spans[2]));
    TRY(stmt_get(&st));
    *ret = col_int(&st, "n");
    return stmt_end(&st);
}

/* What came in some spans, by board; what came to others than these is passed over. */
struct tally {
    const board_id *boards;
    int n;
    int64_t *posts;          /* one for each board, or for each day of each */
    int64_t first, n_starts; /* n_starts 0: all in one */
};

static void tally_add(const struct tally *t, board_id board, int64_t start, int64_t posts)
{
    int64_t day = t->n_starts ? (start - t->first) / ARRIVAL_DAY_HOURS : 0;
    int i = 0;

    while (i < t->n && t->boards[i].v != board.v)
        i++;
    if (i < t->n)
        t->posts[i * (t->n_starts ? t->n_starts : 1) + day] += posts;
}

static enum err spans_read(struct db *db, int64_t span, int64_t from, int64_t until,
                           const struct tally *t)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    if (from >= until)
        return OK;
    TRY(stmt_open(&st, db, sql[SPANS]));
    bind_int(&st, "span", span);
    bind_int(&st, "from", from);
    bind_int(&st, "until", until);
    for (;;) {
        TRY(stmt_step(&st, &row));
        if (!row)
            return stmt_end(&st);
        board_id board = {col_int(&st, "board_id")};
        int64_t start = col_int(&st, "start");

        tally_add(t, board, start, col_int(&st, "posts"));
    }
}

enum err arrivals_since_all(struct db *db, int64_t hour, const board_id *boards, int n,
                            int64_t *ret_posts)
{
    const struct tally tally = {.boards = boards, .n = n, .posts = ret_posts};
    int64_t day = span_up(hour, spans[1]), month = span_up(hour, spans[2]);

    for (int i = 0; i < n; i++)
        ret_posts[i] = 0;
    TRY(spans_read(db, spans[0], hour, day, &tally));
    TRY(spans_read(db, spans[1], day, month, &tally));
    return spans_read(db, spans[2], month, INT64_MAX, &tally);
}

enum err arrivals_days(struct db *db, const board_id *boards, int n, int64_t hour, int n_days,
                       int64_t *ret_posts)
{
    const struct tally tally = {boards, n, ret_posts, hour, n_days};

    for (int i = 0; i < n * n_days; i++)
        ret_posts[i] = 0;
    return spans_read(db, spans[1], hour, hour + (int64_t)n_days * ARRIVAL_DAY_HOURS, &tally);
}
