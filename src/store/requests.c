/* SPDX-License-Identifier: MIT
 *
 * requests.c -- rows of requests: there are a few, for a moment.
 */
#include <curbside/store/requests.h>

#include "stmt.h"

enum {
    INSERT,
    NEXT,
    REMOVE,
    COUNT,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO request (answer, what, session, by_handle)"
               " VALUES (:answer, :what, :session, :by)",
    [NEXT] = "SELECT answer, what, session, by_handle FROM request WHERE answer > 0"
             " ORDER BY answer LIMIT 1",
    [REMOVE] = "DELETE FROM request WHERE answer = :answer",
    [COUNT] = "SELECT count(*) AS n FROM"
              " (SELECT 1 FROM request WHERE answer > 0 LIMIT :limit)",
};
const struct sql_family sql_requests = {.name = "requests", .sql = sql, .n = N_SQL};

static void bind_some(struct stmt *st, const char *name, int64_t value)
{
    if (value != 0)
        bind_int(st, name, value);
    else
        bind_null(st, name);
}

enum err requests_insert(struct db *db, const struct request_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "answer", row->answer);
    bind_text(&st, "what", row->what);
    bind_some(&st, "session", row->session);
    bind_some(&st, "by", row->by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err requests_next(struct arena *a, struct db *db, struct request_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NEXT]));
    TRY(stmt_get(&st));
    ret->answer = col_int(&st, "answer");
    ret->what = col_text(&st, a, "what");
    ret->session = (int)col_int(&st, "session");
    ret->by.v = col_int(&st, "by_handle");
    return stmt_end(&st);
}

enum err requests_remove(struct db *db, int64_t answer)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "answer", answer);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err requests_count(struct db *db, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}
