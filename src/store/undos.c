/* SPDX-License-Identifier: MIT
 *
 * undos.c -- rows of how things stood before an action.
 */
#include <curbside/store/undos.h>

#include "stmt.h"

enum {
    INSERT,
    GET,
    REMOVE,
    ARE_DUE,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO undo (action_id, was, goes) VALUES (:action, :was, :goes)",
    [GET] = "SELECT was FROM undo WHERE action_id = :action",
    [REMOVE] = "DELETE FROM undo WHERE action_id = :action",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM undo WHERE goes <= :day) AS found",
    [EXPIRE] = "DELETE FROM undo WHERE goes <= :day",
};
const struct sql_family sql_undos = {.name = "undos", .sql = sql, .n = N_SQL};

enum err undos_insert(struct db *db, action_id action, const char *was, int64_t goes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "action", action.v);
    bind_text(&st, "was", was);
    bind_int(&st, "goes", goes);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err undos_get(struct arena *a, struct db *db, action_id action, const char **ret_was)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "action", action.v);
    TRY(stmt_get(&st));
    *ret_was = col_text(&st, a, "was");
    return stmt_end(&st);
}

enum err undos_remove(struct db *db, action_id action)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "action", action.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err undos_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err undos_expire(struct db *db, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
