/* SPDX-License-Identifier: MIT
 *
 * wraps.c -- boxes under locators. There is no column here that says whose box it is, and no list
 * of them: a box is found by those who can compute its locator.
 */
#include <curbside/store/wraps.h>

#include "stmt.h"

enum {
    GET,
    INSERT,
    RECOVERY_GET,
    RECOVERY_INSERT,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [GET] = "SELECT box FROM wrap WHERE locator = :locator",
    [INSERT] = "INSERT INTO wrap (locator, box) VALUES (:locator, :box)",
    [RECOVERY_GET] = "SELECT salt, box FROM recovery WHERE locator = :locator",
    [RECOVERY_INSERT] = "INSERT INTO recovery (locator, salt, box) VALUES (:locator, :salt, :box)",
};
const struct sql_family sql_wraps = {.name = "wraps", .sql = sql, .n = N_SQL};

enum err wraps_get(struct arena *a, struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES],
                   const uint8_t **ret_box, size_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_blob(&st, "locator", locator, WRAP_LOCATOR_BYTES);
    TRY(stmt_get(&st));
    *ret_box = col_blob(&st, a, "box", ret_n);
    return stmt_end(&st);
}

enum err wraps_insert(struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES],
                      const uint8_t *box, size_t n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_blob(&st, "locator", locator, WRAP_LOCATOR_BYTES);
    bind_blob(&st, "box", box, n);
    return stmt_run(&st);
}

enum err recoveries_get(struct arena *a, struct db *db,
                        const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                        uint8_t ret_salt[static RECOVERY_SALT_BYTES], const uint8_t **ret_box,
                        size_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[RECOVERY_GET]));
    bind_blob(&st, "locator", locator, RECOVERY_LOCATOR_BYTES);
    TRY(stmt_get(&st));
    col_bytes(&st, "salt", ret_salt, RECOVERY_SALT_BYTES);
    *ret_box = col_blob(&st, a, "box", ret_n);
    return stmt_end(&st);
}

enum err recoveries_insert(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                           const uint8_t salt[static RECOVERY_SALT_BYTES], const uint8_t *box,
                           size_t n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[RECOVERY_INSERT]));
    bind_blob(&st, "locator", locator, RECOVERY_LOCATOR_BYTES);
    bind_blob(&st, "salt", salt, RECOVERY_SALT_BYTES);
    bind_blob(&st, "box", box, n);
    return stmt_run(&st);
}
