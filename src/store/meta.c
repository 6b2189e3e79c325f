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
    N_SQL
};
static const char *const sql[N_SQL] = {
    [GET] = "SELECT value FROM meta WHERE key = :key",
    [SET] = "INSERT INTO meta (key, value) VALUES (:key, :value)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [REMOVE] = "DELETE FROM meta WHERE key = :key",
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
