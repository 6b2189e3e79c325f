/* SPDX-License-Identifier: MIT
 *
 * sealed.c -- boxes under names that only their owner can compute. No list, no count, no time.
 */
#include <curbside/store/sealed.h>

#include <string.h>

#include "stmt.h"

enum {
    STATE_GET,
    STATE_SET,
    STATE_INSERT,
    STATE_REPLACE,
    STATE_REMOVE,
    DRAFT_GET,
    DRAFT_SET,
    DRAFT_INSERT,
    DRAFT_REPLACE,
    DRAFT_REMOVE,
    STATE_STAMP,
    N_SQL,
    N_OF_A_KIND = DRAFT_GET,
};
static const char *const sql[N_SQL] = {
    [STATE_GET] = "SELECT box FROM state WHERE name = :name",
    [STATE_SET] = "INSERT INTO state (name, box) VALUES (:name, :box)"
                  " ON CONFLICT (name) DO UPDATE SET box = excluded.box",
    [STATE_INSERT] = "INSERT INTO state (name, box) VALUES (:name, :box)",
    [STATE_REPLACE] = "UPDATE state SET box = :box WHERE name = :name",
    [STATE_REMOVE] = "DELETE FROM state WHERE name = :name",
    [DRAFT_GET] = "SELECT box FROM draft WHERE name = :name",
    [DRAFT_SET] = "INSERT INTO draft (name, box) VALUES (:name, :box)"
                  " ON CONFLICT (name) DO UPDATE SET box = excluded.box",
    [DRAFT_INSERT] = "INSERT INTO draft (name, box) VALUES (:name, :box)",
    [DRAFT_REPLACE] = "UPDATE draft SET box = :box WHERE name = :name",
    [DRAFT_REMOVE] = "DELETE FROM draft WHERE name = :name",
    [STATE_STAMP] = "SELECT substr(box, 1, 24) AS stamp FROM state WHERE name = :name",
};
const struct sql_family sql_sealed = {.name = "sealed", .sql = sql, .n = N_SQL};

static const char *text(enum sealed_kind kind, int of_state)
{
    return sql[kind == SEALED_STATE ? of_state : of_state + N_OF_A_KIND];
}

enum err sealed_get(struct arena *a, struct db *db, enum sealed_kind kind,
                    const uint8_t name[static SEALED_NAME_BYTES], const uint8_t **ret_box,
                    size_t *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text(kind, STATE_GET)));
    bind_blob(&st, "name", name, SEALED_NAME_BYTES);
    TRY(stmt_get(&st));
    *ret_box = col_blob(&st, a, "box", ret_n);
    return stmt_end(&st);
}

enum err sealed_stamp(struct db *db, const uint8_t name[static SEALED_NAME_BYTES],
                      uint8_t ret[static SEALED_STAMP_BYTES])
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STMT struct stmt st = STMT_NONE;
    const uint8_t *stamp;
    size_t n;

    TRY(stmt_open(&st, db, sql[STATE_STAMP]));
    bind_blob(&st, "name", name, SEALED_NAME_BYTES);
    TRY(stmt_get(&st));
    stamp = col_blob(&st, &a, "stamp", &n);
    if (n == SEALED_STAMP_BYTES)
        memcpy(ret, stamp, n);
    TRY(stmt_end(&st));
    return n == SEALED_STAMP_BYTES ? OK : E_CORRUPT;
}

static enum err write_box(struct db *db, const char *statement, const uint8_t *name,
                          const uint8_t *box, size_t n, int64_t *ret_changes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, statement));
    bind_blob(&st, "name", name, SEALED_NAME_BYTES);
    bind_blob(&st, "box", box, n);
    TRY(stmt_run(&st));
    *ret_changes = stmt_changes(&st);
    return OK;
}

enum err sealed_set(struct db *db, enum sealed_kind kind,
                    const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box, size_t n)
{
    int64_t changes;

    return write_box(db, text(kind, STATE_SET), name, box, n, &changes);
}

enum err sealed_insert(struct db *db, enum sealed_kind kind,
                       const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box, size_t n)
{
    int64_t changes;

    return write_box(db, text(kind, STATE_INSERT), name, box, n, &changes);
}

enum err sealed_replace(struct db *db, enum sealed_kind kind,
                        const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box, size_t n)
{
    int64_t changes;

    TRY(write_box(db, text(kind, STATE_REPLACE), name, box, n, &changes));
    return changes == 1 ? OK : E_NOTFOUND;
}

enum err sealed_remove(struct db *db, enum sealed_kind kind,
                       const uint8_t name[static SEALED_NAME_BYTES])
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text(kind, STATE_REMOVE)));
    bind_blob(&st, "name", name, SEALED_NAME_BYTES);
    return stmt_run(&st);
}
