/* SPDX-License-Identifier: MIT
 *
 * erasures.c -- rows of the keeper's jobs of erasing.
 *
 * They lie in the order of names that were drawn: nothing says which came together.
 */
#include <curbside/store/erasures.h>

#include "stmt.h"

enum {
    INSERT,
    ARE_THERE,
    LIST,
    GET,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO erasure (name, until, box) VALUES (:name, :until, :box)",
    [ARE_THERE] = "SELECT EXISTS (SELECT 1 FROM erasure WHERE until > 0) AS found",
    [LIST] = "SELECT name, box FROM erasure WHERE name > :after ORDER BY name LIMIT :limit",
    [GET] = "SELECT name, box FROM erasure WHERE name = :name",
    [EXPIRE] = "DELETE FROM erasure WHERE until <= :now",
};
const struct sql_family sql_erasures = {.name = "erasures", .sql = sql, .n = N_SQL};

enum err erasures_insert(struct db *db, const struct erasure_row *row, int64_t until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_blob(&st, "name", row->name, sizeof row->name);
    bind_int(&st, "until", until);
    bind_blob(&st, "box", row->box, row->n);
    return stmt_run(&st);
}

static enum err read_found(struct stmt *st, bool *ret)
{
    TRY(stmt_get(st));
    *ret = col_bool(st, "found");
    return stmt_end(st);
}

enum err erasures_are_there(struct db *db, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_THERE]));
    return read_found(&st, ret);
}

enum err erasures_list(struct arena *a, struct db *db, const uint8_t *after, int limit,
                       struct erasure_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct erasure_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_blob(&st, "after", after ? after : (const uint8_t *)"", after ? ERASURE_NAME_BYTES : 0);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        col_bytes(&st, "name", rows[n].name, sizeof rows[n].name);
        rows[n].box = col_blob(&st, a, "box", &rows[n].n);
        n++;
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err erasures_get(struct arena *a, struct db *db, const uint8_t name[static ERASURE_NAME_BYTES],
                      struct erasure_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_blob(&st, "name", name, ERASURE_NAME_BYTES);
    TRY(stmt_get(&st));
    col_bytes(&st, "name", ret->name, sizeof ret->name);
    ret->box = col_blob(&st, a, "box", &ret->n);
    return stmt_end(&st);
}

enum err erasures_expire(struct db *db, int64_t now_s)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "now", now_s);
    return stmt_run(&st);
}
