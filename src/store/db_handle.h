/* SPDX-License-Identifier: MIT
 *
 * db_handle.h -- the inside of `struct db`, for the files of the wrapper: db, txn, stmt, upgrade,
 * care. Table files use stmt.h.
 */
#ifndef STORE_DB_HANDLE_H
#define STORE_DB_HANDLE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include <sqlite3.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>

#include "stmt.h"

enum {
    DB_APPLICATION_ID = 0x43524253, /* "CRBS" */
    STATEMENTS_KEPT = 16,           /* 200 prepared ones cost 540 kB a caller */
    STATEMENTS_OPEN = 16,           /* at once */
    BUSY_LIMIT_MS = 5000,           /* a commit takes milliseconds; this long, something is wrong */
    DB_PATH_BYTES = 4096,
};

struct cached {
    const char *text; /* NULL: free */
    sqlite3_stmt *stmt;
    uint64_t used_at; /* on the handle's own count of uses */
    bool open;
};

struct db {
    sqlite3 *conn; /* NULL: at rest, see db_rest() */
    char *path;
    bool guarded;
    struct cached *cache;
    int kept; /* places in it: STATEMENTS_KEPT, or more by db_keep_statements() */
    uint64_t uses;
    int open_statements;
    bool in_txn;
    enum txn_kind txn_kind;
    int busy_waited_ms; /* in the present wait for a lock */
    int busy_limit_ms;
    pid_t owner; /* a handle must not cross a fork */
};

/* Builds with checks die of misuse; others go on as well as they can. */
#ifdef CURBSIDE_CHECKS
#define MISUSE(cond) BUG_ON(cond)
#else
#define MISUSE(cond)                                                                               \
    do {                                                                                           \
    } while (0)
#endif

/* What a result code of SQLite means to us. Broken CHECKs and the like are our bug. */
enum err db_err(struct db *db, int rc);
NODISCARD enum err db_exec(struct db *db, const char *sql);
/* One number from a constant statement without parameters, outside the cache. */
NODISCARD enum err db_number(struct db *db, const char *sql, int64_t *ret);
/* Open `path` for reading and writing and set every pragma; nothing is said of its content. */
NODISCARD enum err db_open_file(const char *path, struct db **ret);
/* E_CORRUPT: not ours. */
NODISCARD enum err db_schema(struct db *db, int *ret);
NODISCARD enum err db_path(const char *data_dir, const char *name, char ret[static DB_PATH_BYTES]);
/* Open again what db_rest() closed. Before whatever uses `conn`. As db_open(). */
NODISCARD enum err db_wake(struct db *db);
/* What db_guard() says to SQLite. */
void guard_set(struct db *db);
/* Finalize what is kept and not open. */
void db_drop_statements(struct db *db);

#endif
