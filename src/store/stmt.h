/* SPDX-License-Identifier: MIT
 *
 * stmt.h -- statements, for the table files of store/ only.
 *
 * A table file holds its SQL in one block at the top and offers it to the tests, which prepare
 * every statement and read its plan:
 *
 *     enum { GET, INSERT, N_SQL };
 *     static const char *const sql[N_SQL] = {
 *         [GET] = "SELECT slug, title FROM board WHERE id = :id",
 *         ...
 *     };
 *     const struct sql_family sql_boards = {.name = "boards", .sql = sql, .n = N_SQL};
 *
 * (`sql_` and the stem of the file, at the start of a line: found by CMake.) A plan may not scan a
 * growing table; where that is meant, the statement says so: "SELECT /+ scan: reason +/ ..." with
 * asterisks for the plus signs.
 *
 *     AUTO_STMT struct stmt st = STMT_NONE;
 *     TRY(stmt_open(&st, db, sql[GET]));
 *     bind_int(&st, "id", id.v);
 *     TRY(stmt_get(&st));                        // E_NOTFOUND: no row
 *     ret->slug = col_text(&st, a, "slug");
 *     ret->title = col_text(&st, a, "title");
 *     return stmt_end(&st);                      // what binding and reading had to complain of
 *
 * Names stand without the colon. Binding and reading cannot fail by themselves: a failure is kept
 * and comes from the next stmt_step(), stmt_get(), stmt_run() or stmt_end().
 */
#ifndef STORE_STMT_H
#define STORE_STMT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/store/db.h>

struct sql_family {
    const char *name;
    const char *const *sql;
    int n;
};
extern const struct sql_family *const sql_registry[];

struct cached; /* a prepared statement, kept in the handle's cache */

struct stmt {
    struct db *db;
    struct cached *cached;
    enum err err;   /* first failure of a bind or column */
    bool row;       /* stands on a row */
    uint64_t bound; /* checks: parameters that have a value */
    uint64_t read;  /* checks: columns of this row that were read */
    int next_col;   /* where the next column is probably found */
};

#define STMT_NONE ((struct stmt){.err = OK})
#define AUTO_STMT __attribute__((cleanup(stmt_close)))

/* `text` is a string constant: its address is the key in the cache of at most 16 prepared ones.
 * The same text cannot be open twice at a time. */
NODISCARD enum err stmt_open(struct stmt *st, struct db *db, const char *text);
/* Reset, forget the bindings, and leave it in the cache. Closing twice is fine. */
void stmt_close(struct stmt *st);

/* Text and blobs are not copied: they must stay until the statement is closed. NULL binds NULL. */
void bind_int(struct stmt *st, const char *name, int64_t value);
void bind_text(struct stmt *st, const char *name, const char *text);
void bind_blob(struct stmt *st, const char *name, const void *bytes, size_t n);
void bind_null(struct stmt *st, const char *name);

/* The next row; *ret_row false at the end. E_IN_USE: a uniqueness rule was broken. E_NOTFOUND: a
 * foreign key points nowhere. Any other broken CHECK is our bug. */
NODISCARD enum err stmt_step(struct stmt *st, bool *ret_row);
/* The one row that must be there: E_NOTFOUND without. */
NODISCARD enum err stmt_get(struct stmt *st);
/* A statement without rows, to its end; reset, so that it can be bound and run again. */
NODISCARD enum err stmt_run(struct stmt *st);
/* Rows the last stmt_run() inserted, changed or deleted. */
int64_t stmt_changes(struct stmt *st);
/* Close; the first failure kept from binding or reading. */
NODISCARD enum err stmt_end(struct stmt *st);

/* Columns of the row by name. A NULL reads as 0, NULL or empty. Everything is copied into `a`. */
int64_t col_int(struct stmt *st, const char *name);
bool col_bool(struct stmt *st, const char *name);
bool col_is_null(struct stmt *st, const char *name); /* counts as having been read */
const char *col_text(struct stmt *st, struct arena *a, const char *name);
const uint8_t *col_blob(struct stmt *st, struct arena *a, const char *name, size_t *ret_n);
/* Exactly n bytes into `ret`; anything else is kept as E_CORRUPT. */
void col_bytes(struct stmt *st, const char *name, void *ret, size_t n);
/* Text into a buffer; text that does not fit is kept as E_CORRUPT. NULL reads as "". */
void col_text_to(struct stmt *st, const char *name, char *ret, size_t size);

/* Of an open statement that binds everything but its limit: a text of each row, in `a`; then the
 * statement's end. */
NODISCARD enum err stmt_texts(struct stmt *st, struct arena *a, const char *name, int limit,
                              const char ***ret, int *ret_n);

#endif
