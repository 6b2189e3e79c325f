/* SPDX-License-Identifier: MIT
 *
 * txn.c -- transactions: begun, then committed or undone. Never nested, but that a READ inside a
 * VIEW is part of it: beginning and ending such a one does nothing.
 */
#include <unistd.h>

#include "db_handle.h"
#include "migration.h"

static const char version_sql[] = "PRAGMA user_version";
static const char begin_sql[] = "BEGIN";
static const char commit_sql[] = "COMMIT";

/* Inside the transaction, so that nobody can upgrade between the look and the work. */
static enum err check_version(struct db *db)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, version_sql));
    TRY(stmt_get(&st));
    int64_t version = col_int(&st, "user_version");
    TRY(stmt_end(&st));
    return version > db_schema_newest() ? E_NEWER : OK;
}

/* Kept prepared: a screen reads in several transactions at each key. */
static enum err run_kept(struct db *db, const char *text)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    return stmt_run(&st);
}

static bool is_part(const struct db *db, enum txn_kind kind)
{
    return kind == TXN_READ && db->in_txn && db->txn_kind == TXN_VIEW;
}

enum err txn_begin(struct txn *txn, struct db *db, enum txn_kind kind)
{
    MISUSE(txn->db);
    MISUSE(db->owner != getpid());
    if (is_part(db, kind)) {
        *txn = (struct txn){db, kind};
        return OK;
    }
    MISUSE(db->in_txn);
    TRY(db_wake(db));
    TRY(kind == TXN_WRITE ? db_exec(db, "BEGIN IMMEDIATE") : run_kept(db, begin_sql));
    db->in_txn = true;
    db->txn_kind = kind;
    *txn = (struct txn){db, kind};
    enum err err = check_version(db);
    if (err != OK)
        txn_rollback(txn);
    return err;
}

enum err txn_commit(struct txn *txn)
{
    struct db *db = txn->db;

    BUG_ON(!db);
    MISUSE(db->open_statements != 0);
    if (is_part(db, txn->kind)) {
        txn->db = NULL;
        return OK;
    }
    /* SQLite undoes a transaction by itself after some failures; then this one fails too. */
    enum err err = E_IO;
    if (!sqlite3_get_autocommit(db->conn))
        err = txn->kind == TXN_WRITE ? db_exec(db, "COMMIT") : run_kept(db, commit_sql);
    if (err != OK) {
        txn_rollback(txn);
        return err;
    }
    db->in_txn = false;
    txn->db = NULL;
    return OK;
}

void txn_rollback(struct txn *txn)
{
    struct db *db = txn->db;

    if (!db)
        return;
    txn->db = NULL;
    if (is_part(db, txn->kind))
        return;
    if (!sqlite3_get_autocommit(db->conn))
        IGNORE(sqlite3_exec(db->conn, "ROLLBACK", NULL, NULL, NULL)); /* nothing is left to try */
    db->in_txn = false;
}
