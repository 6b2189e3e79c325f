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
    REMOVE,
    RECOVERY_REMOVE,
    LINK_GET,
    LINK_SET,
    LINK_USE,
    LINK_REMOVE,
    LINK_DUE,
    LINK_EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [GET] = "SELECT box FROM wrap WHERE locator = :locator",
    [INSERT] = "INSERT INTO wrap (locator, box) VALUES (:locator, :box)",
    [RECOVERY_GET] = "SELECT salt, box FROM recovery WHERE locator = :locator",
    [RECOVERY_INSERT] = "INSERT INTO recovery (locator, salt, box) VALUES (:locator, :salt, :box)",
    [REMOVE] = "DELETE FROM wrap WHERE locator = :locator",
    [RECOVERY_REMOVE] = "DELETE FROM recovery WHERE locator = :locator",
    [LINK_GET] = "SELECT salt, box FROM link WHERE locator = :locator AND until > :now",
    [LINK_SET] = "INSERT INTO link (locator, salt, box, until)"
                 " VALUES (:locator, :salt, :box, :until)"
                 " ON CONFLICT (locator) DO UPDATE SET salt = excluded.salt, box = excluded.box,"
                 "    until = excluded.until",
    [LINK_USE] = "DELETE FROM link WHERE locator = :locator AND salt = :salt",
    [LINK_REMOVE] = "DELETE FROM link WHERE locator = :locator",
    [LINK_DUE] = "SELECT EXISTS (SELECT 1 FROM link WHERE until <= :now) AS due",
    [LINK_EXPIRE] = "DELETE FROM link WHERE until <= :now",
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

static enum err remove_row(struct db *db, const char *statement, const uint8_t *locator, size_t n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, statement));
    bind_blob(&st, "locator", locator, n);
    return stmt_run(&st);
}

enum err wraps_remove(struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES])
{
    return remove_row(db, sql[REMOVE], locator, WRAP_LOCATOR_BYTES);
}

enum err recoveries_remove(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES])
{
    return remove_row(db, sql[RECOVERY_REMOVE], locator, RECOVERY_LOCATOR_BYTES);
}

/* ---- links ---- */

enum err links_get(struct arena *a, struct db *db,
                   const uint8_t locator[static RECOVERY_LOCATOR_BYTES], int64_t now_s,
                   uint8_t ret_salt[static RECOVERY_SALT_BYTES], const uint8_t **ret_box,
                   size_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LINK_GET]));
    bind_blob(&st, "locator", locator, RECOVERY_LOCATOR_BYTES);
    bind_int(&st, "now", now_s);
    TRY(stmt_get(&st));
    col_bytes(&st, "salt", ret_salt, RECOVERY_SALT_BYTES);
    *ret_box = col_blob(&st, a, "box", ret_n);
    return stmt_end(&st);
}

enum err links_set(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                   const uint8_t salt[static RECOVERY_SALT_BYTES], const uint8_t *box, size_t n,
                   int64_t until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LINK_SET]));
    bind_blob(&st, "locator", locator, RECOVERY_LOCATOR_BYTES);
    bind_blob(&st, "salt", salt, RECOVERY_SALT_BYTES);
    bind_blob(&st, "box", box, n);
    bind_int(&st, "until", until);
    return stmt_run(&st);
}

enum err links_use(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                   const uint8_t salt[static RECOVERY_SALT_BYTES])
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LINK_USE]));
    bind_blob(&st, "locator", locator, RECOVERY_LOCATOR_BYTES);
    bind_blob(&st, "salt", salt, RECOVERY_SALT_BYTES);
    TRY(stmt_run(&st));
    return stmt_changes(&st) == 1 ? OK : E_NOTFOUND;
}

enum err links_remove(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES])
{
    return remove_row(db, sql[LINK_REMOVE], locator, RECOVERY_LOCATOR_BYTES);
}

enum err links_are_due(struct db *db, int64_t now_s, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LINK_DUE]));
    bind_int(&st, "now", now_s);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "due");
    return stmt_end(&st);
}

enum err links_expire(struct db *db, int64_t now_s)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LINK_EXPIRE]));
    bind_int(&st, "now", now_s);
    return stmt_run(&st);
}
