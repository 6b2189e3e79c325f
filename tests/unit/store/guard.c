/* SPDX-License-Identifier: MIT
 *
 * guard.c -- what a session's handle may not do to the record of what moderators did.
 */
#include "data_folder.h"

#include <sqlite3.h>

#include <curbside/store/actions.h>
#include <curbside/store/db.h>

#include "db_handle.h"

struct fixture {
    struct data_folder folder;
    struct db *db;
};

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

/* A number that is drawn twice is drawn again, and nothing more. */
static void a_number_that_is_taken_is_said_to_be(void **state)
{
    const struct action_row row = {.id = {7}, .verb = "backup"};
    struct fixture *f = *state;
    struct txn txn = TXN_NONE;

    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(actions_insert(f->db, &row), OK);
    assert_int_equal(actions_insert(f->db, &row), E_IN_USE);
    assert_int_equal(txn_commit(&txn), OK);
}

/* Whatever statement it is given, and also where somebody else has dropped the triggers. */
static void guarded_handle_leaves_what_was_done_as_it_is(void **state)
{
    static const char *const refused[] = {
        "UPDATE action SET reason = 'x'",
        "DELETE FROM action",
        "DROP TRIGGER action_stays",
        "DROP TABLE action",
        "ALTER TABLE action RENAME TO was",
        "CREATE TEMP TRIGGER t AFTER INSERT ON main.action BEGIN DELETE FROM action; END",
        "CREATE TRIGGER t AFTER INSERT ON board BEGIN DELETE FROM action; END",
        "PRAGMA writable_schema = 1",
        "PRAGMA recursive_triggers = 0",
        "UPDATE sqlite_schema SET sql = ''",
        "DELETE FROM sqlite_schema WHERE name = 'action_stays'",
        "ATTACH ':memory:' AS other",
    };
    struct fixture *f = *state;
    int64_t n;

    assert_int_equal(sqlite3_exec(f->db->conn,
                                  "INSERT INTO handle (id, name, skeleton, role, joined_quarter)"
                                  " VALUES (1, 'maud', 'maud', 'moderator', 0);"
                                  "INSERT INTO action (id, day, verb, reason, by_handle)"
                                  " VALUES (7, 0, 'ban', 'why', 1)",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    /* The triggers, on any handle. */
    for (size_t i = 0; i < 2; i++)
        assert_int_not_equal(sqlite3_exec(f->db->conn, refused[i], NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(f->db->conn,
                                      "INSERT OR REPLACE INTO action (id, day, verb, by_handle)"
                                      " VALUES (7, 0, 'y', 1)",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
    /* Also on one that somebody else opened. */
    assert_int_not_equal(sqlite3_exec(f->db->conn,
                                      "PRAGMA recursive_triggers = 0;"
                                      "INSERT OR REPLACE INTO action (id, day, verb, by_handle)"
                                      " VALUES (7, 0, 'y', 1)",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
    assert_int_equal(sqlite3_exec(f->db->conn,
                                  "PRAGMA recursive_triggers = 1; DROP TRIGGER action_stays;"
                                  "DROP TRIGGER action_stays_as_it_is; DROP TRIGGER action_is_new",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    db_guard(f->db);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (sqlite3_exec(f->db->conn, refused[i], NULL, NULL, NULL) == SQLITE_OK)
            fail_msg("a session may do this: %s", refused[i]);
    assert_int_equal(db_number(f->db, "SELECT count(*) FROM action WHERE reason = 'why'", &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(sqlite3_exec(f->db->conn, "UPDATE board SET title = title", NULL, NULL, NULL),
                     SQLITE_OK);
}

/* A new handle connects the index only when it is asked for. */
static void guarded_handle_searches_and_writes(void **state)
{
    struct fixture *f = *state;
    int64_t n;

    db_close(f->db);
    f->db = NULL;
    assert_int_equal(db_open(f->folder.path, &f->db), OK);
    db_guard(f->db);
    assert_int_equal(
        db_number(f->db, "SELECT count(*) FROM search_named WHERE search_named MATCH 'x'", &n), OK);
    assert_int_equal(
        sqlite3_exec(f->db->conn,
                     "INSERT INTO search_alias (rowid, title, body, place)"
                     " VALUES (1, 'one', 'two', 'three');"
                     "INSERT INTO search_alias (search_alias, rowid, title, body, place)"
                     " VALUES ('delete', 1, 'one', 'two', 'three');"
                     "INSERT INTO search_alias (search_alias) VALUES ('optimize')",
                     NULL, NULL, NULL),
        SQLITE_OK);
}

static void guard_outlasts_a_rest(void **state)
{
    struct fixture *f = *state;

    db_guard(f->db);
    db_rest(f->db);
    assert_int_equal(db_wake(f->db), OK);
    assert_int_not_equal(sqlite3_exec(f->db->conn, "DELETE FROM action", NULL, NULL, NULL),
                         SQLITE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_number_that_is_taken_is_said_to_be, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(guarded_handle_leaves_what_was_done_as_it_is, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(guarded_handle_searches_and_writes, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(guard_outlasts_a_rest, open_fixture, close_fixture),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
