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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reports_have_entered_the_pages_that_are_there, open_db,
                                        close_db),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
