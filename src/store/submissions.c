/* SPDX-License-Identifier: MIT
 *
 * submissions.c -- which submission token made which post, for a day.
 *
 * Rows lie in the order of their hashes, so that their order tells nothing.
 */
#include <curbside/store/submissions.h>

#include "stmt.h"

enum {
    FIND,
    INSERT,
    DUE,
    EXPIRE,
    PLACE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [FIND] = "SELECT thread_id, post_id, no FROM submission WHERE hash = :hash",
    [INSERT] = "INSERT INTO submission (hash, thread_id, post_id, no, day)"
               " VALUES (:hash, :thread, :post, :no, :day)",
    [PLACE] = "UPDATE submission /* scan: of a day */ SET thread_id = :thread, no = :no"
              " WHERE post_id = :post",
    [DUE] = "SELECT EXISTS (SELECT 1 FROM submission WHERE day < :day) AS due",
    [EXPIRE] = "DELETE FROM submission WHERE day < :day",
};
const struct sql_family sql_submissions = {.name = "submissions", .sql = sql, .n = N_SQL};

enum err submissions_find(struct db *db, const uint8_t hash[static TOKEN_HASH_BYTES],
                          struct submission_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_blob(&st, "hash", hash, TOKEN_HASH_BYTES);
    TRY(stmt_get(&st));
    ret->thread.v = col_int(&st, "thread_id");
    ret->post.v = col_int(&st, "post_id");
    ret->no = (int)col_int(&st, "no");
    return stmt_end(&st);
}

enum err submissions_insert(struct db *db, const uint8_t hash[static TOKEN_HASH_BYTES],
                            const struct submission_row *row, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_blob(&st, "hash", hash, TOKEN_HASH_BYTES);
    bind_int(&st, "thread", row->thread.v);
    bind_int(&st, "post", row->post.v);
    bind_int(&st, "no", row->no);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err submissions_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "due");
    return stmt_end(&st);
}

enum err submissions_expire(struct db *db, int64_t day, int64_t *ret_gone)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    *ret_gone = stmt_changes(&st);
    return stmt_end(&st);
}

enum err submissions_place(struct db *db, post_id post, thread_id thread, int no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PLACE]));
    bind_int(&st, "post", post.v);
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
