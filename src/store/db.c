/* SPDX-License-Identifier: MIT
 *
 * db.c -- opening and closing the database, and what its result codes mean.
 *
 * The one shared file of the board. Memory is per caller and counts a thousandfold, so: no page
 * cache preallocated, no lookaside (its free list touches every page of it), mmap off, a cache of
 * 256 KiB over the kernel's own. Safety over speed: every commit is synced, deleted text is
 * overwritten, nothing temporary reaches the disk.
 */
#include <curbside/store/db.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <curbside/base/log.h>

#include "db_handle.h"
#include "migration.h"
#include "search_rank.h"

enum {
    BUSY_STEP_MS = 12,   /* most between two tries: short enough to be fair, long enough to rest */
    STEPS_UNNOTICED = 4, /* transactions of the clock in a row */
};

static const char pragmas[] = "PRAGMA synchronous = FULL;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA journal_size_limit = 1048576;"
                              "PRAGMA mmap_size = 0;"
                              "PRAGMA cache_size = -256;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA recursive_triggers = ON;" /* REPLACE asks them, too */
                              "PRAGMA trusted_schema = OFF;";

enum err db_init(void)
{
    static bool done;

    if (done)
        return OK;
    if (sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK ||
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK ||
        sqlite3_initialize() != SQLITE_OK)
        return E_IO;
    done = true;
    return OK;
}

/* SQLite keeps no errno when the write that fails is that of a commit; then ours is still the one.
 */
static int system_errno(struct db *db)
{
    int kept = sqlite3_system_errno(db->conn);

    return kept != 0 ? kept : errno;
}

static enum err err_from_system(struct db *db, enum err otherwise)
{
    switch (system_errno(db)) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return E_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return E_READONLY;
    default:
        return otherwise;
    }
}

static enum err err_from_constraint(int extended)
{
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_TRIGGER: /* of our statements only an action with a number that is taken
                                     */
        return E_IN_USE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return E_NOTFOUND;
    default:
        bug_at("a CHECK of the schema was broken", __FILE__, __LINE__);
    }
}

enum err db_err(struct db *db, int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_FULL:
        return E_FULL;
    case SQLITE_READONLY:
        return E_READONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR: /* of a prepared statement: a full-text index that misses a part */
        return E_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return E_BUSY;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
        return E_NOMEM;
    case SQLITE_CONSTRAINT:
        return err_from_constraint(sqlite3_extended_errcode(db->conn));
    default:
        return err_from_system(db, E_IO);
    }
}

/* Waits of random length, so that waiting writers do not meet again at every try. */
static int on_busy(void *ctx, int tries)
{
    struct db *db = ctx;
    uint8_t dice;

    if (tries == 0)
        db->busy_waited_ms = 0;
    if (db->busy_waited_ms >= db->busy_limit_ms)
        return 0;
    sqlite3_randomness(sizeof dice, &dice);
    int most = tries < BUSY_STEP_MS ? tries + 1 : BUSY_STEP_MS;
    int ms = 1 + dice % most;
    struct timespec pause = {0, ms * 1000000L};
    nanosleep(&pause, NULL);
    db->busy_waited_ms += ms;
    return 1;
}

void db_give_way(int steps)
{
    struct timespec pause = {0, (BUSY_STEP_MS + 3) * 1000000L};

    if (steps > STEPS_UNNOTICED)
        nanosleep(&pause, NULL);
}

enum err db_exec(struct db *db, const char *sql)
{
    return db_err(db, sqlite3_exec(db->conn, sql, NULL, NULL, NULL));
}

enum err db_number(struct db *db, const char *sql, int64_t *ret)
{
    sqlite3_stmt *stmt = NULL;

    TRY(db_err(db, sqlite3_prepare_v2(db->conn, sql, -1, &stmt, NULL)));
    int rc = sqlite3_step(stmt);
    int64_t value = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    enum err err = rc == SQLITE_ROW ? OK : db_err(db, rc);
    sqlite3_finalize(stmt);
    if (err == OK)
        *ret = value;
    return err;
}

enum err db_path(const char *data_dir, const char *name, char ret[static DB_PATH_BYTES])
{
    int n = snprintf(ret, DB_PATH_BYTES, "%s/%s", data_dir, name);

    return n > 0 && n < DB_PATH_BYTES ? OK : E_USAGE;
}

static enum err open_connection(struct db *db)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(db->path, &db->conn, flags, NULL);

    if (!db->conn)
        return E_NOMEM;
    TRY(db_err(db, rc));
    TRY(db_err(db, sqlite3_busy_handler(db->conn, on_busy, db)));
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    TRY(db_err(db, search_rank_register(db->conn)));
    TRY(db_exec(db, pragmas));
    return sqlite3_db_readonly(db->conn, "main") == 1 ? E_READONLY : OK;
}

enum err db_open_file(const char *path, struct db **ret)
{
    AUTO_DB struct db *db = NULL;

    TRY(db_init());
    if (access(path, F_OK) != 0)
        return err_from_errno(errno);
    db = calloc(1, sizeof *db);
    if (!db)
        return E_NOMEM;
    db->owner = getpid();
    db->busy_limit_ms = BUSY_LIMIT_MS;
    db->path = strdup(path);
    db->cache = calloc(STATEMENTS_KEPT, sizeof *db->cache);
    if (!db->path || !db->cache)
        return E_NOMEM;
    db->kept = STATEMENTS_KEPT;
    TRY(open_connection(db));
    *ret = TAKE(db);
    return OK;
}

enum err db_schema(struct db *db, int *ret)
{
    int64_t id, version;

    TRY(db_number(db, "PRAGMA application_id", &id));
    TRY(db_number(db, "PRAGMA user_version", &version));
    if (id != DB_APPLICATION_ID || version < 1 || version > INT32_MAX)
        return E_CORRUPT;
    *ret = (int)version;
    return OK;
}

static enum err schema_check(struct db *db)
{
    int schema;

    TRY(db_schema(db, &schema));
    if (schema > db_schema_newest())
        return E_NEWER;
    return schema < db_schema_newest() ? E_BUSY : OK;
}

enum err db_open(const char *data_dir, struct db **ret)
{
    AUTO_DB struct db *db = NULL;
    char path[DB_PATH_BYTES];

    TRY(db_path(data_dir, "db/board.db", path));
    TRY(db_open_file(path, &db));
    TRY(schema_check(db));
    *ret = TAKE(db);
    return OK;
}

void db_rest(struct db *db)
{
    db_assert_idle(db);
    db_drop_statements(db);
    sqlite3_close_v2(db->conn);
    db->conn = NULL;
}

static enum err wake(struct db *db)
{
    TRY(open_connection(db));
    TRY(schema_check(db));
    if (db->guarded)
        guard_set(db);
    return OK;
}

enum err db_wake(struct db *db)
{
    enum err err;

    MISUSE(db->owner != getpid());
    if (db->conn)
        return OK;
    err = wake(db);
    if (err != OK)
        db_rest(db); /* the next use tries again */
    return err;
}

enum err db_keep_statements(struct db *db, int n)
{
    struct cached *cache = calloc((size_t)n, sizeof *cache);

    db_assert_idle(db);
    BUG_ON(n < STATEMENTS_KEPT);
    if (!cache)
        return E_NOMEM;
    db_drop_statements(db);
    free(db->cache);
    db->cache = cache;
    db->kept = n;
    return OK;
}

void db_drop_statements(struct db *db)
{
    for (int i = 0; i < db->kept; i++) {
        struct cached *c = &db->cache[i];
        if (c->open)
            continue;
        sqlite3_finalize(c->stmt);
        *c = (struct cached){0};
    }
}

void db_close(struct db *db)
{
    if (!db)
        return;
    MISUSE(db->open_statements != 0 || db->in_txn);
    db_drop_statements(db);
    sqlite3_close_v2(db->conn);
    free(db->cache);
    free(db->path);
    free(db);
}

void db_close_auto(struct db **db)
{
    db_close(*db);
    *db = NULL;
}

int db_schema_newest(void)
{
    int n = 0;

    while (migrations[n].name)
        n++;
    return n;
}

const char *db_sqlite_version(void)
{
    return sqlite3_libversion();
}
