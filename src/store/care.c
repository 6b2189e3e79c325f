/* SPDX-License-Identifier: MIT
 *
 * care.c -- keeping the database small in memory, its WAL empty and its pages whole.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "db_handle.h"

enum {
    PROBLEMS_MAX = 20,
    TRUNCATE_WAIT_MS = 100, /* writers wait meanwhile; there is another tick */
};

void db_assert_idle(struct db *db)
{
    BUG_ON(db->open_statements != 0);
    BUG_ON(db->in_txn || (db->conn && !sqlite3_get_autocommit(db->conn)));
}

void db_release_memory(struct db *db)
{
    if (db->conn)
        sqlite3_db_release_memory(db->conn);
}

enum err db_prepare_bulk(struct db *db)
{
    TRY(db_wake(db));
    return db_exec(db, "PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 20000");
}

size_t db_memory_bytes(struct db *db)
{
    static const int kinds[] = {SQLITE_DBSTATUS_CACHE_USED, SQLITE_DBSTATUS_SCHEMA_USED,
                                SQLITE_DBSTATUS_STMT_USED};
    size_t sum = 0;

    if (!db->conn)
        return 0;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        int now = 0, most = 0;
        if (sqlite3_db_status(db->conn, kinds[i], &now, &most, 0) == SQLITE_OK)
            sum += (size_t)now;
    }
    return sum;
}

enum err db_compact(struct db *db)
{
    db_drop_statements(db);
    return db_exec(db, "VACUUM");
}

enum err db_wal_truncate(struct db *db, bool *ret_empty)
{
    int in_wal = 0, copied = 0;

    MISUSE(db->in_txn);
    TRY(db_wake(db));
    db->busy_limit_ms = TRUNCATE_WAIT_MS;
    int rc = sqlite3_wal_checkpoint_v2(db->conn, "main", SQLITE_CHECKPOINT_TRUNCATE, &in_wal,
                                       &copied);
    db->busy_limit_ms = BUSY_LIMIT_MS;
    if ((rc & 0xff) == SQLITE_BUSY) {
        *ret_empty = false;
        return OK;
    }
    TRY(db_err(db, rc));
    *ret_empty = in_wal == 0;
    return OK;
}

static int64_t wal_bytes(struct db *db)
{
    char path[DB_PATH_BYTES];
    struct stat st;
    const char *file = sqlite3_db_filename(db->conn, "main");

    if (!file || (size_t)snprintf(path, sizeof path, "%s-wal", file) >= sizeof path)
        return 0;
    return stat(path, &st) == 0 ? st.st_size : 0;
}

enum err db_size_get(struct db *db, struct db_size *ret)
{
    struct db_size size = {.wal_bytes = wal_bytes(db)};

    TRY(db_number(db, "PRAGMA page_count", &size.pages));
    TRY(db_number(db, "PRAGMA freelist_count", &size.free_pages));
    TRY(db_number(db, "PRAGMA page_size", &size.page_bytes));
    TRY(db_schema(db, &size.schema));
    *ret = size;
    return OK;
}

struct problems {
    struct arena *arena;
    const char **rows;
    int n;
};

static void add_problem(struct problems *p, const char *text)
{
    char *copy = arena_strdup(p->arena, text);

    if (copy && p->n < PROBLEMS_MAX)
        p->rows[p->n++] = copy;
}

static enum err check_pages(struct db *db, struct problems *p)
{
    sqlite3_stmt *stmt = NULL;
    int rc;

    TRY(db_err(db, sqlite3_prepare_v2(db->conn, "PRAGMA integrity_check(20)", -1, &stmt, NULL)));
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(stmt, 0);
        if (text && sqlite3_stricmp(text, "ok") != 0)
            add_problem(p, text);
    }
    enum err err = db_err(db, rc);
    sqlite3_finalize(stmt);
    return err;
}

static enum err check_references(struct db *db, struct problems *p)
{
    sqlite3_stmt *stmt = NULL;
    int rc;

    TRY(db_err(db, sqlite3_prepare_v2(db->conn,
                                      "SELECT \"table\", parent, count(*)"
                                      "  FROM pragma_foreign_key_check GROUP BY 1, 2",
                                      -1, &stmt, NULL)));
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *text = arena_printf(
            p->arena, "%d rows of %s point to no row of %s", sqlite3_column_int(stmt, 2),
            (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1));
        if (text)
            add_problem(p, text);
    }
    enum err err = db_err(db, rc);
    sqlite3_finalize(stmt);
    return err;
}

enum err db_check(struct arena *a, struct db *db, const char ***ret_problems, int *ret_n)
{
    struct problems p = {a, arena_array(a, PROBLEMS_MAX, sizeof *p.rows), 0};

    if (!p.rows)
        return E_NOMEM;
    TRY(db_wake(db));
    enum err err = check_pages(db, &p);
    /* References are read through the pages: damaged ones say nothing about them. */
    if (err == OK && p.n == 0)
        err = check_references(db, &p);
    if (err == E_CORRUPT)
        add_problem(&p, "the database is so damaged that it could not be checked to its end");
    else
        TRY(err);
    *ret_problems = p.rows;
    *ret_n = p.n;
    return OK;
}
