/* SPDX-License-Identifier: MIT
 *
 * view.c -- a view over several functions' reads.
 */
#include "data_folder.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(view_outlasts_the_reads_inside_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
