/* SPDX-License-Identifier: MIT
 *
 * meta.c -- single values.
 */
#include <curbside/store/meta.h>

#include "stmt.h"

enum {
    GET,
    SET,
    REMOVE,
    LIST,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [GET] = "SELECT value FROM meta WHERE key = :key",
    [SET] = "INSERT INTO meta (key, value) VALUES (:key, :value)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [REMOVE] = "DELETE FROM meta WHERE key = :key",
    [LIST] = "SELECT key, value FROM meta WHERE key >= :from AND key < :to ORDER BY key"
             " LIMIT :limit",
};
const struct sql_family sql_meta = {.name = "meta", .sql = sql, .n = N_SQL};

enum err meta_get(struct arena *a, struct db *db, const char *key, const uint8_t **ret,
                  size_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_text(&st, "key", key);
    TRY(stmt_get(&st));
    *ret = col_blob(&st, a, "value", ret_n);
    return stmt_end(&st);
}

enum err meta_set(struct db *db, const char *key, const void *bytes, size_t n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_text(&st, "key", key);
    bind_blob(&st, "value", bytes, n);
    return stmt_run(&st);
}

enum err meta_remove(struct db *db, const char *key)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_text(&st, "key", key);
    return stmt_run(&st);
}

enum err meta_list(struct arena *a, struct db *db, const char *prefix, int limit,
                   struct meta_row **ret_rows, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct meta_row *rows = arena_array(a, (size_t)limit + 1, sizeof *rows);
    const char *beyond = arena_printf(a, "%s\x7f", prefix); /* keys are ASCII */
    int n = 0;
    bool row;

    if (!rows || !beyond)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_text(&st, "from", prefix);
    bind_text(&st, "to", beyond);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].key = col_text(&st, a, "key");
        rows[n].value = col_blob(&st, a, "value", &rows[n].n);
        n++;
    }
    TRY(stmt_end(&st));
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}
