/* SPDX-License-Identifier: MIT
 *
 * helpful.c -- rows of helpful marks.
 *
 * They lie in the order of posts, whose ids were drawn, and of tokens, which are hashes: not in
 * that of marking.
 */
#include <curbside/store/helpful.h>

#include <string.h>

#include "stmt.h"

enum {
    HAS,
    ADD,
    REMOVE,
    COUNT,
    COUNT_POST,
    COUNT_THREAD,
    CLEAR,
    WALK,
    WAIT_FIND,
    WAIT_ADD,
    WAIT_REMOVE,
    WAIT_CLEAR,
    WAIT_NEXT_DUE,
    WAIT_LIST_DUE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [HAS] = "SELECT EXISTS (SELECT 1 FROM helpful WHERE post_id = :post AND token = :token)"
            "       AS found",
    [ADD] = "INSERT OR IGNORE INTO helpful (post_id, token) VALUES (:post, :token)",
    [REMOVE] = "DELETE FROM helpful WHERE post_id = :post AND token = :token",
    [COUNT] = "SELECT helpful FROM post WHERE id = :post",
    [COUNT_POST] = "UPDATE post SET helpful = helpful + :n WHERE id = :post",
    [COUNT_THREAD] = "UPDATE thread SET helpful = helpful + :n"
                     " WHERE id = (SELECT thread_id FROM post WHERE id = :post)",
    [CLEAR] = "DELETE FROM helpful WHERE post_id = :post",
    [WALK] = "SELECT post_id, token FROM helpful WHERE (post_id, token) > (:post, :token)"
             " ORDER BY post_id, token LIMIT :limit",
    [WAIT_FIND] = "SELECT takes FROM helpful_waiting WHERE post_id = :post AND token = :token",
    [WAIT_ADD] = "INSERT OR REPLACE INTO helpful_waiting (post_id, token, takes, due_at)"
                 " VALUES (:post, :token, :takes, :due_at)",
    [WAIT_REMOVE] = "DELETE FROM helpful_waiting WHERE post_id = :post AND token = :token",
    [WAIT_CLEAR] = "DELETE FROM helpful_waiting WHERE post_id = :post",
    [WAIT_NEXT_DUE] = "SELECT min(due_at) AS due FROM helpful_waiting",
    [WAIT_LIST_DUE] = "SELECT post_id, token, takes FROM helpful_waiting WHERE due_at <= :at"
                      " ORDER BY due_at LIMIT :limit",
};
const struct sql_family sql_helpful = {.name = "helpful", .sql = sql, .n = N_SQL};

static void bind_row(struct stmt *st, const struct helpful_row *row)
{
    bind_int(st, "post", row->post.v);
    bind_blob(st, "token", row->token, sizeof row->token);
}

static void row_read(struct stmt *st, struct helpful_row *ret)
{
    ret->post.v = col_int(st, "post_id");
    col_bytes(st, "token", ret->token, sizeof ret->token);
}

static enum err count_up(struct db *db, int statement, post_id post, int64_t n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "post", post.v);
    bind_int(&st, "n", n);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err counts_up(struct db *db, post_id post, int64_t n)
{
    if (n == 0)
        return OK;
    TRY(count_up(db, COUNT_POST, post, n));
    return count_up(db, COUNT_THREAD, post, n);
}

/* *ret_changed: how many rows it was about. */
static enum err change(struct db *db, int statement, const struct helpful_row *row,
                       int64_t *ret_changed)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_row(&st, row);
    TRY(stmt_run(&st));
    *ret_changed = stmt_changes(&st);
    return stmt_end(&st);
}

enum err helpful_has(struct db *db, const struct helpful_row *row, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS]));
    bind_row(&st, row);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err helpful_add(struct db *db, const struct helpful_row *row)
{
    int64_t n;

    TRY(change(db, ADD, row, &n));
    return counts_up(db, row->post, n);
}

enum err helpful_remove(struct db *db, const struct helpful_row *row)
{
    int64_t n;

    TRY(change(db, REMOVE, row, &n));
    return counts_up(db, row->post, -n);
}

enum err helpful_count(struct db *db, post_id post, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "post", post.v);
    TRY(stmt_get(&st));
    *ret = col_int(&st, "helpful");
    return stmt_end(&st);
}

static enum err clear(struct db *db, int statement, post_id post, int64_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "post", post.v);
    TRY(stmt_run(&st));
    *ret_n = stmt_changes(&st);
    return stmt_end(&st);
}

enum err helpful_clear(struct db *db, post_id post)
{
    int64_t n, waiting;

    TRY(clear(db, WAIT_CLEAR, post, &waiting));
    TRY(clear(db, CLEAR, post, &n));
    return counts_up(db, post, -n);
}

enum err helpful_walk(struct arena *a, struct db *db, const struct helpful_row *after, int limit,
                      struct helpful_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct helpful_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WALK]));
    bind_row(&st, after);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

/* ---- what waits ---- */

enum err helpful_wait_find(struct db *db, const struct helpful_row *row, bool *ret, bool *ret_takes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WAIT_FIND]));
    bind_row(&st, row);
    TRY(stmt_step(&st, ret));
    *ret_takes = *ret && col_bool(&st, "takes");
    return stmt_end(&st);
}

enum err helpful_wait_add(struct db *db, const struct helpful_wait *wait, int64_t due_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WAIT_ADD]));
    bind_row(&st, &wait->row);
    bind_int(&st, "takes", wait->takes);
    bind_int(&st, "due_at", due_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err helpful_wait_remove(struct db *db, const struct helpful_row *row)
{
    int64_t n;

    return change(db, WAIT_REMOVE, row, &n);
}

enum err helpful_wait_next_due(struct db *db, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WAIT_NEXT_DUE]));
    TRY(stmt_get(&st));
    *ret = col_is_null(&st, "due") ? INT64_MAX : col_int(&st, "due");
    return stmt_end(&st);
}

enum err helpful_wait_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                               struct helpful_wait **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct helpful_wait *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WAIT_LIST_DUE]));
    bind_int(&st, "at", at);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, &rows[n].row);
        rows[n++].takes = col_bool(&st, "takes");
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}
