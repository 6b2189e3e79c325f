/* SPDX-License-Identifier: MIT
 *
 * stmt.c -- statements prepared on first use, bound and read by name.
 *
 * The cache is keyed by the address of the text. A statement that is open cannot leave it, so at
 * most 16 may be open at once, however many are kept; that is far more than any code here nests.
 * Checked builds die of a name that does not exist, of a parameter without a value and of a column
 * nobody read: such code works by luck or does needless work.
 */
#include "stmt.h"

#include <string.h>
#include <unistd.h>

#include <curbside/base/log.h>

#include "db_handle.h"

/* ---- the cache ---- */

static struct cached *cache_find(struct db *db, const char *text)
{
    for (int i = 0; i < db->kept; i++)
        if (db->cache[i].text == text)
            return &db->cache[i];
    return NULL;
}

/* A free place, or the one unused for longest. */
static struct cached *cache_evict(struct db *db)
{
    struct cached *oldest = NULL;

    for (int i = 0; i < db->kept; i++) {
        struct cached *c = &db->cache[i];
        if (c->open)
            continue;
        if (!oldest || c->used_at < oldest->used_at)
            oldest = c;
    }
    BUG_ON(!oldest);
    sqlite3_finalize(oldest->stmt);
    *oldest = (struct cached){0};
    return oldest;
}

/* SQL that does not fit the schema: somebody upgraded the database, or damaged it. */
static enum err prepare_err(struct db *db, int rc)
{
    int64_t version;

    if ((rc & 0xff) != SQLITE_ERROR)
        return db_err(db, rc);
    log_line(LOG_ERROR, "database: %s", sqlite3_errmsg(db->conn));
    TRY(db_number(db, "PRAGMA user_version", &version));
    return version > db_schema_newest() ? E_NEWER : E_CORRUPT;
}

static enum err cache_get(struct db *db, const char *text, struct cached **ret)
{
    struct cached *c = cache_find(db, text);

    if (!c) {
        sqlite3_stmt *stmt = NULL;
        int rc = sqlite3_prepare_v3(db->conn, text, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
        if (rc != SQLITE_OK)
            return prepare_err(db, rc);
        c = cache_evict(db);
        *c = (struct cached){.text = text, .stmt = stmt};
    }
    BUG_ON(c->open);
    BUG_ON(db->open_statements == STATEMENTS_OPEN);
    *ret = c;
    return OK;
}

enum err stmt_open(struct stmt *st, struct db *db, const char *text)
{
    struct cached *c = NULL;

    MISUSE(st->cached);
    MISUSE(db->owner != getpid());
    TRY(db_wake(db));
    TRY(cache_get(db, text, &c));
    MISUSE(!sqlite3_stmt_readonly(c->stmt) && !(db->in_txn && db->txn_kind == TXN_WRITE));
    c->open = true;
    c->used_at = ++db->uses;
    db->open_statements++;
    *st = (struct stmt){.db = db, .cached = c};
    return OK;
}

void stmt_close(struct stmt *st)
{
    if (!st->cached)
        return;
    IGNORE(sqlite3_reset(st->cached->stmt)); /* repeats the error of the last step */
    IGNORE(sqlite3_clear_bindings(st->cached->stmt));
    st->cached->open = false;
    st->db->open_statements--;
    *st = STMT_NONE;
}

/* ---- binding ---- */

/* 0 if there is no such parameter; checked builds never return that. */
static int param_index(struct stmt *st, const char *name)
{
    int n = sqlite3_bind_parameter_count(st->cached->stmt);

    for (int i = 1; i <= n; i++) {
        const char *param = sqlite3_bind_parameter_name(st->cached->stmt, i);
        if (param && strcmp(param + 1, name) == 0) {
            st->bound |= UINT64_C(1) << (i - 1);
            return i;
        }
    }
    MISUSE(true);
    return 0;
}

static void keep_err(struct stmt *st, enum err err)
{
    if (st->err == OK)
        st->err = err;
}

static void keep_rc(struct stmt *st, int rc)
{
    if (rc != SQLITE_OK)
        keep_err(st, db_err(st->db, rc));
}

void bind_int(struct stmt *st, const char *name, int64_t value)
{
    keep_rc(st, sqlite3_bind_int64(st->cached->stmt, param_index(st, name), value));
}

void bind_text(struct stmt *st, const char *name, const char *text)
{
    keep_rc(st,
            sqlite3_bind_text(st->cached->stmt, param_index(st, name), text, -1, SQLITE_STATIC));
}

void bind_blob(struct stmt *st, const char *name, const void *bytes, size_t n)
{
    int index = param_index(st, name);

    /* A NULL pointer would bind NULL, but no bytes are a value too. */
    if (bytes && n == 0)
        keep_rc(st, sqlite3_bind_zeroblob(st->cached->stmt, index, 0));
    else
        keep_rc(st, sqlite3_bind_blob64(st->cached->stmt, index, bytes, n, SQLITE_STATIC));
}

void bind_null(struct stmt *st, const char *name)
{
    keep_rc(st, sqlite3_bind_null(st->cached->stmt, param_index(st, name)));
}

/* ---- stepping ---- */

#ifdef CURBSIDE_CHECKS
static uint64_t mask(int n)
{
    return n >= 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

static void check_bound(const struct stmt *st)
{
    BUG_ON(st->bound != mask(sqlite3_bind_parameter_count(st->cached->stmt)));
}

static void check_read(const struct stmt *st)
{
    BUG_ON(st->row && st->err == OK && st->read != mask(sqlite3_column_count(st->cached->stmt)));
}
#else
static void check_bound(const struct stmt *st)
{
    (void)st;
}

static void check_read(const struct stmt *st)
{
    (void)st;
}
#endif

enum err stmt_step(struct stmt *st, bool *ret_row)
{
    check_read(st);
    check_bound(st);
    TRY(st->err);
    int rc = sqlite3_step(st->cached->stmt);
    st->row = rc == SQLITE_ROW;
    st->read = 0;
    st->next_col = 0;
    *ret_row = st->row;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        keep_err(st, db_err(st->db, rc));
    return st->err;
}

enum err stmt_get(struct stmt *st)
{
    bool row;

    TRY(stmt_step(st, &row));
    return row ? OK : E_NOTFOUND;
}

enum err stmt_run(struct stmt *st)
{
    bool row;

    TRY(stmt_step(st, &row));
    MISUSE(row);
    IGNORE(sqlite3_reset(st->cached->stmt)); /* after SQLITE_DONE it has nothing to say */
    IGNORE(sqlite3_clear_bindings(st->cached->stmt));
    st->bound = 0;
    return OK;
}

int64_t stmt_changes(struct stmt *st)
{
    return sqlite3_changes64(st->db->conn);
}

enum err stmt_end(struct stmt *st)
{
    check_read(st);
    enum err err = st->err;
    stmt_close(st);
    return err;
}

/* ---- reading ---- */

/* Columns are mostly read in the order they were asked for, so the search starts there. */
static int col_index(struct stmt *st, const char *name)
{
    sqlite3_stmt *stmt = st->cached->stmt;
    int n = sqlite3_column_count(stmt);

    MISUSE(!st->row);
    for (int i = 0; i < n; i++) {
        int col = (st->next_col + i) % n;
        if (strcmp(sqlite3_column_name(stmt, col), name) == 0) {
            st->next_col = col + 1;
            st->read |= UINT64_C(1) << col;
            return col;
        }
    }
    MISUSE(true);
    return n; /* out of range reads as NULL */
}

int64_t col_int(struct stmt *st, const char *name)
{
    return sqlite3_column_int64(st->cached->stmt, col_index(st, name));
}

bool col_bool(struct stmt *st, const char *name)
{
    return col_int(st, name) != 0;
}

bool col_is_null(struct stmt *st, const char *name)
{
    int col = col_index(st, name);

    return sqlite3_column_type(st->cached->stmt, col) == SQLITE_NULL;
}

const char *col_text(struct stmt *st, struct arena *a, const char *name)
{
    int col = col_index(st, name);
    const unsigned char *text = sqlite3_column_text(st->cached->stmt, col);

    if (!text) {
        if (sqlite3_column_type(st->cached->stmt, col) != SQLITE_NULL)
            keep_err(st, E_NOMEM);
        return NULL;
    }
    int n = sqlite3_column_bytes(st->cached->stmt, col);
    char *copy = arena_memdup0(a, text, (size_t)n);
    if (!copy)
        keep_err(st, E_NOMEM);
    return copy;
}

const uint8_t *col_blob(struct stmt *st, struct arena *a, const char *name, size_t *ret_n)
{
    int col = col_index(st, name);
    const void *bytes = sqlite3_column_blob(st->cached->stmt, col);
    int n = sqlite3_column_bytes(st->cached->stmt, col);

    *ret_n = bytes ? (size_t)n : 0;
    char *copy = arena_memdup0(a, bytes ? bytes : "", *ret_n);
    if (!copy) {
        *ret_n = 0;
        keep_err(st, E_NOMEM);
    }
    return (const uint8_t *)copy;
}

void col_bytes(struct stmt *st, const char *name, void *ret, size_t n)
{
    int col = col_index(st, name);
    const void *bytes = sqlite3_column_blob(st->cached->stmt, col);

    if (!bytes || sqlite3_column_bytes(st->cached->stmt, col) != (int)n)
        keep_err(st, E_CORRUPT);
    else
        memcpy(ret, bytes, n);
}

void col_text_to(struct stmt *st, const char *name, char *ret, size_t size)
{
    int col = col_index(st, name);
    const unsigned char *text = sqlite3_column_text(st->cached->stmt, col);
    size_t n = text ? (size_t)sqlite3_column_bytes(st->cached->stmt, col) : 0;

    ret[0] = '\0';
    if (n >= size) {
        keep_err(st, E_CORRUPT);
        return;
    }
    if (n > 0)
        memcpy(ret, text, n);
    ret[n] = '\0';
}

enum err stmt_texts(struct stmt *st, struct arena *a, const char *name, int limit,
                    const char ***ret, int *ret_n)
{
    const char **texts = arena_array(a, (size_t)limit, sizeof *texts);
    bool row;
    int n = 0;

    if (!texts)
        return E_NOMEM;
    bind_int(st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        texts[n++] = col_text(st, a, name);
    }
    TRY(stmt_end(st));
    *ret = texts;
    *ret_n = n;
    return OK;
}
