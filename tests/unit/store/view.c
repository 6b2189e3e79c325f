/* SPDX-License-Identifier: MIT
 *
 * view.c -- a view over several functions' reads, and a handle at rest between two uses.
 */
#include "data_folder.h"

#include <stdio.h>

#include <curbside/store/db.h>
#include <curbside/store/meta.h>

static enum err put(struct db *db, const char *key)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, db, TXN_WRITE));
    TRY(meta_set(db, key, "value", 5));
    return txn_commit(&txn);
}

static bool has(struct db *db, const char *key)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;

    return meta_get(&a, db, key, &bytes, &n) == OK;
}

/* As a rule of the forum does; it may fail half way. */
static enum err read_inside(struct db *db, bool commit)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, db, TXN_READ));
    return commit ? txn_commit(&txn) : OK;
}

static void view_outlasts_the_reads_inside_it(void **state)
{
    struct data_folder folder;
    struct txn view = TXN_NONE;
    struct db *db = NULL, *other = NULL;

    (void)state;
    data_folder_make(&folder);
    assert_int_equal(db_create(folder.path, &db), OK);
    assert_int_equal(db_open(folder.path, &other), OK);
    assert_int_equal(txn_begin(&view, db, TXN_VIEW), OK);
    assert_false(has(db, "key"));
    assert_int_equal(read_inside(db, true), OK);
    assert_int_equal(read_inside(db, false), OK);
    assert_int_equal(put(other, "key"), OK);
    assert_false(has(db, "key")); /* still the moment at which the view began */
    assert_int_equal(txn_commit(&view), OK);
    assert_true(has(db, "key"));
    assert_int_equal(put(db, "after"), OK);
    db_assert_idle(db);
    db_close(other);
    db_close(db);
    data_folder_remove(&folder);
}

static void handle_at_rest_holds_nothing_and_wakes_by_itself(void **state)
{
    struct data_folder folder;
    struct db *db = NULL;
    bool empty;

    (void)state;
    data_folder_make(&folder);
    assert_int_equal(db_create(folder.path, &db), OK);
    assert_int_equal(put(db, "key"), OK);
    db_rest(db);
    assert_int_equal(db_memory_bytes(db), 0);
    db_release_memory(db);
    db_assert_idle(db);
    db_rest(db);
    assert_true(has(db, "key"));
    db_rest(db);
    assert_int_equal(put(db, "after"), OK);
    db_rest(db);
    assert_int_equal(db_wal_truncate(db, &empty), OK);
    assert_true(empty);
    db_rest(db);
    db_close(db);
    data_folder_remove(&folder);
}

/* The file is not there for a moment: the use fails, and the next one tries again. */
static void handle_that_could_not_wake_tries_again(void **state)
{
    struct data_folder folder;
    struct db *db = NULL;
    char path[4096];

    (void)state;
    data_folder_make(&folder);
    assert_int_equal(db_create(folder.path, &db), OK);
    assert_int_equal(put(db, "key"), OK);
    db_rest(db);
    snprintf(path, sizeof path, "%s", data_folder_path(&folder, "db/board.db"));
    assert_int_equal(rename(path, data_folder_path(&folder, "db/away")), 0);
    assert_false(has(db, "key"));
    db_assert_idle(db);
    assert_int_equal(rename(data_folder_path(&folder, "db/away"), path), 0);
    assert_true(has(db, "key"));
    db_close(db);
    data_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(view_outlasts_the_reads_inside_it),
        cmocka_unit_test(handle_at_rest_holds_nothing_and_wakes_by_itself),
        cmocka_unit_test(handle_that_could_not_wake_tries_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
