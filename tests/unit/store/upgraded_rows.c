/* SPDX-License-Identifier: MIT
 *
 * upgraded_rows.c -- what migrations do to rows that are there already.
 */
#include "data_folder.h"

#include <curbside/store/db.h>

#include "db_handle.h"
#include "migration.h"

static struct data_folder folder;

static int open_db(void **state)
{
    struct db *db = NULL;

    data_folder_make(&folder);
    assert_int_equal(db_create(folder.path, &db), OK);
    *state = db;
    return 0;
}

static int close_db(void **state)
{
    db_close(*state);
    data_folder_remove(&folder);
    return 0;
}

/* Reports that were marked as on a page that is not there are new again, and no others. */
static void reports_have_entered_the_pages_that_are_there(void **state)
{
    static const char before[] =
        "INSERT INTO report (id, owner, school, cycle, form, state, counts, entered)"
        " VALUES (1, randomblob(16), 'both', 2026, '', 'accepted', 1, 2),"
        "        (2, randomblob(16), 'both', 2025, '', 'accepted', 1, 2),"
        "        (3, randomblob(16), 'none', 2026, '', 'accepted', 1, 2),"
        "        (4, randomblob(16), 'none', 2026, '', 'accepted', 1, 1),"
        "        (5, randomblob(16), 'both', 2025, '', 'accepted', 1, 1),"
        "        (6, randomblob(16), 'both', 2026, '', 'accepted', 1, 0);"
        "INSERT INTO figures (school, cycle, day, page)"
        " VALUES ('both', 0, 0, ''), ('both', 2026, 0, '')";
    enum {
        ENTERED_WHAT_IS_SHOWN = 31
    };
    int64_t entered;

    assert_int_equal(db_exec(*state, before), OK);
    assert_int_equal(db_exec(*state, migrations[ENTERED_WHAT_IS_SHOWN - 1].sql), OK);
    assert_int_equal(db_number(*state, "SELECT sum(entered << 2 * id) FROM report", &entered), OK);
    assert_int_equal(entered, 2 << 2 | 1 << 4 | 0 << 6 | 0 << 8 | 1 << 10);
}

/* Tags of ASCII are folded; of two of a thread that are one now the first is found. */
static void tags_are_folded(void **state)
{
    static const char before[] =
        "DROP INDEX thread_tag_by_folded;"
        "DROP INDEX thread_tag_unfolded;"
        "ALTER TABLE thread_tag DROP COLUMN folded;"
        "CREATE UNIQUE INDEX thread_tag_by_tag ON thread_tag (tag, thread_id);"
        "PRAGMA foreign_keys = OFF;"
        "INSERT INTO thread_tag VALUES (1, 0, 'x'), (1, 1, 'step-1'), (1, 2, 'step1'),"
        " (1, 3, 'école'), (2, 0, 'step1');";
    enum {
        TAG_FOLDED = 37
    };
    int64_t n;

    assert_int_equal(db_exec(*state, before), OK);
    assert_int_equal(db_exec(*state, migrations[TAG_FOLDED - 1].sql), OK);
    assert_int_equal(db_number(*state,
                               "SELECT sum(thread_id * 10 + position) FROM thread_tag"
                               " WHERE folded = 'step1'",
                               &n),
                     OK);
    assert_int_equal(n, 11 + 20);
    assert_int_equal(db_number(*state, "SELECT count(*) FROM thread_tag WHERE folded = ''", &n),
                     OK);
    assert_int_equal(n, 1);
    assert_int_equal(db_number(*state, "SELECT count(*) FROM thread_tag WHERE folded IS NULL", &n),
                     OK);
    assert_int_equal(n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reports_have_entered_the_pages_that_are_there, open_db,
                                        close_db),
        cmocka_unit_test_setup_teardown(tags_are_folded, open_db, close_db),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
