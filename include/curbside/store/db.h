/* SPDX-License-Identifier: MIT
 *
 * db.h -- the database: opened once per process, after the fork, never handed across one.
 *
 * It lies at DATA/db/board.db: WAL, every commit synced (an acknowledged write survives kill -9 and
 * power loss), deleted text overwritten. Builds with CURBSIDE_CHECKS abort on misuse: a nested
 * begin (but of a READ in a VIEW), a write outside a write transaction, an unknown or unbound name,
 * an unread column, a statement left open where db_assert_idle() stands.
 *
 * What any function here that touches the file may return, and is not repeated below: E_FULL,
 * E_READONLY, E_CORRUPT, E_BUSY (locked for 5 s), E_IO, E_NOMEM. After one of them inside a write
 * transaction nothing of it was stored; roll back and say so.
 */
#ifndef CURBSIDE_STORE_DB_H
#define CURBSIDE_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/clock.h>
#include <curbside/base/err.h>

struct db;

/* Once per process before anything else of store/; the listener calls it before it forks, so that
 * its children share the state. Safe to repeat. */
NODISCARD enum err db_init(void);

/* Make DATA/db/board.db (and DATA, DATA/db, DATA/backups, mode 0700) with the newest schema.
 * E_IN_USE: there is one already. */
NODISCARD enum err db_create(const char *data_dir, struct db **ret);

/* Open an existing one. E_NOTFOUND: there is none. E_NEWER: written by a newer version. E_BUSY
 * also: an older schema, an upgrade is under way or must be run. E_CORRUPT: not a database of
 * ours. Touches only DATA/db, so that it works inside a session's sandbox. */
NODISCARD enum err db_open(const char *data_dir, struct db **ret);

/* From now on this handle cannot change or remove what moderators did, nor anything by which that
 * could be got around: tables, triggers, attached files, the schema as data. For sessions, whose
 * statements are ours but who meet strangers. */
void db_guard(struct db *db);

/* Bring an older schema up to date, each step in its own transaction, after a snapshot to
 * DATA/backups/before-upgrade.db (one generation, without drafts). For the operator's processes,
 * before sessions exist. Nothing happens when it is current. *ret_from, *ret_to: schema numbers. */
NODISCARD enum err db_upgrade(const char *data_dir, int *ret_from, int *ret_to);

/* NULL is fine. */
void db_close(struct db *db);
void db_close_auto(struct db **db);
#define AUTO_DB __attribute__((cleanup(db_close_auto)))

/* The schema this binary writes. */
int db_schema_newest(void);
/* "3.40.1" */
const char *db_sqlite_version(void);

/* ---- transactions ---- */

enum txn_kind {
    TXN_READ,  /* one unchanging view over several reads */
    TXN_WRITE, /* takes the write lock at once */
    TXN_VIEW   /* the same as READ over functions that each begin a READ: theirs are part of it */
};

struct txn {
    struct db *db; /* NULL: not begun, or ended */
    enum txn_kind kind;
};

#define TXN_NONE ((struct txn){NULL, TXN_READ})
#define AUTO_TXN __attribute__((cleanup(txn_rollback)))

/* Never across a keystroke, a frame or a network wait. E_NEWER: somebody upgraded the database
 * under this process; it can do nothing more with it. */
NODISCARD enum err txn_begin(struct txn *txn, struct db *db, enum txn_kind kind);
/* On an error nothing was stored and the transaction has ended. */
NODISCARD enum err txn_commit(struct txn *txn);
/* Undo unless committed. Nothing for TXN_NONE. */
void txn_rollback(struct txn *txn);

/* For the one process that writes much by the clock, between two of `steps` transactions: with more
 * than a few it waits until whoever waits for the write lock has had a try. */
void db_give_way(int steps);

/* ---- care ---- */

/* BUG_ON (in every build) a statement that was not reset or a transaction left open: before every
 * sleep of the event loop. One open SELECT keeps the WAL from ever being truncated. */
void db_assert_idle(struct db *db);
/* Give back what caches hold; before sleeping. */
void db_release_memory(struct db *db);
/* Nothing will be asked for long: close the file and give all of SQLite's memory back. The next
 * stmt_open() or txn_begin() opens it again, guarded as it was, and may fail as db_open() may; then
 * the one after it tries again. Idle, as for db_assert_idle(). */
void db_rest(struct db *db);
/* For the one process that fills a board: a cache as large as the working set of random ids, and a
 * log that is copied back less often. Sessions stay small: never in one of them. */
NODISCARD enum err db_prepare_bulk(struct db *db);
/* Keep `n` prepared statements, not the 16 that a caller's session can afford: for a process whose
 * one connection does everything there is to do. No more of them may be open at once than before.
 * Idle, as for db_assert_idle(). E_NOMEM. */
NODISCARD enum err db_keep_statements(struct db *db, int n);
/* Bytes of private memory SQLite holds for this handle: for tests of what a session costs. */
size_t db_memory_bytes(struct db *db);
/* Write the whole file anew, without pages that belong to nothing. Readers go on, writers wait: on
 * a large board for a minute. Idle, as for db_assert_idle(). E_BUSY E_FULL E_IO. */
NODISCARD enum err db_compact(struct db *db);
/* Copy the WAL into the database and truncate it to nothing. *ret_empty false: somebody still
 * reads an old view; call again. */
NODISCARD enum err db_wal_truncate(struct db *db, bool *ret_empty);
struct db_size {
    int64_t pages, free_pages, page_bytes;
    int64_t wal_bytes;
    int schema;
};
/* How large the file is, and what waits beside it. */
NODISCARD enum err db_size_get(struct db *db, struct db_size *ret);
/* SQLite's integrity check and the foreign keys. *ret_problems: sentences in `a`, at most 20. */
NODISCARD enum err db_check(struct arena *a, struct db *db, const char ***ret_problems, int *ret_n);

#endif
