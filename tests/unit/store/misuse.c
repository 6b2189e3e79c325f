/* SPDX-License-Identifier: MIT
 *
 * misuse.c -- code that uses the database wrongly dies of it in checked builds.
 */
#include "data_folder.h"

#include <curbside/store/db.h>

#include "stmt.h"

#ifdef CURBSIDE_CHECKS

struct fixture {
    struct data_folder folder;
    struct db *db;
};

static const char get[] = "SELECT key, value FROM meta WHERE key = :key";
static const char set[] = "INSERT INTO meta (key, value) VALUES (:key, :value)";

/* Each body opens its own handle: one must not cross the fork. */
static struct db *reopen(void *ctx)
{
    struct fixture *f = ctx;
    struct db *db;

    if (db_open(f->folder.path, &db) != OK)
        _exit(9);
    return db;
}

static void must(enum err err)
{
    if (err != OK)
        _exit(8);
}

static void store_one(struct db *db)
{
    struct txn txn = TXN_NONE;
    struct stmt st = STMT_NONE;

    must(txn_begin(&txn, db, TXN_WRITE));
    must(stmt_open(&st, db, set));
    bind_text(&st, "key", "k");
    bind_int(&st, "value", 1);
    must(stmt_run(&st));
    stmt_close(&st);
    must(txn_commit(&txn));
}

static void unknown_name_bound(void *ctx)
{
    struct stmt st = STMT_NONE;

    must(stmt_open(&st, reopen(ctx), get));
    bind_text(&st, "kee", "k");
}

static void parameter_left_out(void *ctx)
{
    struct stmt st = STMT_NONE;
    bool row;

    must(stmt_open(&st, reopen(ctx), get));
    IGNORE(stmt_step(&st, &row)); /* dies before */
}

static void unknown_column_read(void *ctx)
{
    struct db *db = reopen(ctx);
    struct stmt st = STMT_NONE;

    store_one(db);
    must(stmt_open(&st, db, get));
    bind_text(&st, "key", "k");
    must(stmt_get(&st));
    IGNORE(col_int(&st, "valu")); /* dies */
}

static void column_never_read(void *ctx)
{
    struct db *db = reopen(ctx);
    struct stmt st = STMT_NONE;

    store_one(db);
    must(stmt_open(&st, db, get));
    bind_text(&st, "key", "k");
    must(stmt_get(&st));
    IGNORE(col_int(&st, "value")); /* but not "key" */
    IGNORE(stmt_end(&st));         /* dies */
}

static void write_outside_a_transaction(void *ctx)
{
    struct stmt st = STMT_NONE;

    IGNORE(stmt_open(&st, reopen(ctx), set)); /* dies */
}

static void write_inside_a_read_transaction(void *ctx)
{
    struct db *db = reopen(ctx);
    struct txn txn = TXN_NONE;
    struct stmt st = STMT_NONE;

    must(txn_begin(&txn, db, TXN_READ));
    IGNORE(stmt_open(&st, db, set)); /* dies */
}

static void nested_begin(void *ctx)
{
    struct db *db = reopen(ctx);
    struct txn outer = TXN_NONE, inner = TXN_NONE;

    must(txn_begin(&outer, db, TXN_READ));
    IGNORE(txn_begin(&inner, db, TXN_READ)); /* dies */
}

static void write_inside_a_view(void *ctx)
{
    struct db *db = reopen(ctx);
    struct txn outer = TXN_NONE, inner = TXN_NONE;

    must(txn_begin(&outer, db, TXN_VIEW));
    IGNORE(txn_begin(&inner, db, TXN_WRITE)); /* dies */
}

static void same_statement_open_twice(void *ctx)
{
    struct db *db = reopen(ctx);
    struct stmt one = STMT_NONE, two = STMT_NONE;

    must(stmt_open(&one, db, get));
    IGNORE(stmt_open(&two, db, get)); /* dies */
}

static void sleep_with_an_open_statement(void *ctx)
{
    struct db *db = reopen(ctx);
    struct stmt st = STMT_NONE;

    must(stmt_open(&st, db, get));
    db_assert_idle(db);
}

static void sleep_inside_a_transaction(void *ctx)
{
    struct db *db = reopen(ctx);
    struct txn txn = TXN_NONE;

    must(txn_begin(&txn, db, TXN_READ));
    db_assert_idle(db);
}

static void handle_used_after_a_fork(void *ctx)
{
    struct fixture *f = ctx;
    struct stmt st = STMT_NONE;

    IGNORE(stmt_open(&st, f->db, get)); /* dies: opened by the parent */
}

static void row_that_breaks_a_check(void *ctx)
{
    struct db *db = reopen(ctx);
    struct txn txn = TXN_NONE;
    struct stmt st = STMT_NONE;

    must(txn_begin(&txn, db, TXN_WRITE));
    must(stmt_open(&st, db, "INSERT INTO wrap (locator, box) VALUES (:locator, :box)"));
    bind_blob(&st, "locator", "short", 5);
    bind_blob(&st, "box", "", 0);
    IGNORE(stmt_run(&st)); /* dies */
}

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    data_folder_make(&f->folder);
    assert_int_equal(db_create(f->folder.path, &f->db), OK);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;

    db_close(f->db);
    data_folder_remove(&f->folder);
    free(f);
    return 0;
}

static void idle_handle_may_sleep(void **state)
{
    struct fixture *f = *state;

    store_one(f->db);
    db_assert_idle(f->db);
}

#define DIES(body)                                                                                 \
    static void body##_dies(void **state)                                                          \
    {                                                                                              \
        assert_dies(body, *state);                                                                 \
    }

DIES(unknown_name_bound)
DIES(parameter_left_out)
DIES(unknown_column_read)
DIES(column_never_read)
DIES(write_outside_a_transaction)
DIES(write_inside_a_read_transaction)
DIES(nested_begin)
DIES(write_inside_a_view)
DIES(same_statement_open_twice)
DIES(sleep_with_an_open_statement)
DIES(sleep_inside_a_transaction)
DIES(handle_used_after_a_fork)
DIES(row_that_breaks_a_check)

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        CASE(unknown_name_bound_dies),
        CASE(parameter_left_out_dies),
        CASE(unknown_column_read_dies),
        CASE(column_never_read_dies),
        CASE(write_outside_a_transaction_dies),
        CASE(write_inside_a_read_transaction_dies),
        CASE(nested_begin_dies),
        CASE(write_inside_a_view_dies),
        CASE(same_statement_open_twice_dies),
        CASE(sleep_with_an_open_statement_dies),
        CASE(sleep_inside_a_transaction_dies),
        CASE(handle_used_after_a_fork_dies),
        CASE(row_that_breaks_a_check_dies),
        CASE(idle_handle_may_sleep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    return 77; /* a build without checks has nothing to show here */
}

#endif
