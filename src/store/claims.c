/* SPDX-License-Identifier: MIT
 *
 * claims.c -- rows of claims: an item, a moderator's handle, an hour.
 */
#include <curbside/store/claims.h>

#include "stmt.h"

enum {
    SET,
    FIND,
    NEXT_OF,
    REMOVE,
    REMOVE_OF,
    ARE_DUE,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [SET] = "INSERT INTO claim (item, by_handle, until) VALUES (:item, :by, :until)"
            " ON CONFLICT (item) DO UPDATE SET by_handle = :by, until = :until",
    [FIND] = "SELECT c.by_handle, h.name FROM claim AS c JOIN handle AS h ON h.id = c.by_handle"
             " WHERE c.item = :item AND c.until > :now",
    [NEXT_OF] = "SELECT item, until FROM claim WHERE by_handle = :by AND item > :after"
                " ORDER BY item LIMIT 1",
    [REMOVE] = "DELETE FROM claim WHERE item = :item",
    [REMOVE_OF] = "DELETE FROM claim WHERE by_handle = :by",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM claim WHERE until <= :now) AS found",
    [EXPIRE] = "DELETE FROM claim WHERE until <= :now",
};
const struct sql_family sql_claims = {.name = "claims", .sql = sql, .n = N_SQL};

enum err claims_set(struct db *db, int64_t item, handle_id by, int64_t until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_int(&st, "item", item);
    bind_int(&st, "by", by.v);
    bind_int(&st, "until", until);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err claims_find(struct db *db, int64_t item, int64_t now_s, handle_id *ret_by,
                     char ret_name[static HANDLE_ROW_NAME])
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    ret_by->v = 0;
    ret_name[0] = '\0';
    TRY(stmt_open(&st, db, sql[FIND]));
    bind_int(&st, "item", item);
    bind_int(&st, "now", now_s);
    TRY(stmt_step(&st, &row));
    if (row) {
        ret_by->v = col_int(&st, "by_handle");
        col_text_to(&st, "name", ret_name, HANDLE_ROW_NAME);
    }
    return stmt_end(&st);
}

enum err claims_remove_of(struct db *db, handle_id by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE_OF]));
    bind_int(&st, "by", by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err claims_next_of(struct db *db, handle_id by, int64_t after, int64_t *ret_item,
                        int64_t *ret_until)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    *ret_item = *ret_until = 0;
    TRY(stmt_open(&st, db, sql[NEXT_OF]));
    bind_int(&st, "by", by.v);
    bind_int(&st, "after", after);
    TRY(stmt_step(&st, &row));
    if (row) {
        *ret_item = col_int(&st, "item");
        *ret_until = col_int(&st, "until");
    }
    return stmt_end(&st);
}

enum err claims_remove(struct db *db, int64_t item)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "item", item);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err claims_are_due(struct db *db, int64_t now_s, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "now", now_s);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err claims_expire(struct db *db, int64_t now_s)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "now", now_s);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
