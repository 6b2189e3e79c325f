/* SPDX-License-Identifier: MIT
 *
 * plans.c -- every statement of every table file can be prepared, and none walks through a table
 * that grows, unless it says why ("scan: reason" in a comment inside it).
 */
#include "data_folder.h"

#include <sqlite3.h>

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

enum {
    STEPS_MAX = 64
};

struct plan {
    char *steps[STEPS_MAX];
    int n;
};

static void plan_read(struct plan *plan, struct db *db, const char *text, const char *where)
{
    char explain[8192];
    sqlite3_stmt *stmt = NULL;

    plan->n = 0;
    assert_true(snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", text) <
                (int)sizeof explain);
    if (sqlite3_prepare_v2(db->conn, explain, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s in: %s", where, sqlite3_errmsg(db->conn), text);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        assert_true(plan->n < STEPS_MAX);
        plan->steps[plan->n++] = strdup((const char *)sqlite3_column_text(stmt, 3));
    }
    sqlite3_finalize(stmt);
}

static void plan_done(struct plan *plan)
{
    for (int i = 0; i < plan->n; i++)
        free(plan->steps[i]);
}

/* The rows of a subquery, which was planned in a step of its own. */
static bool is_subquery(const struct plan *plan, const char *name, size_t n)
{
    static const char *const makers[] = {"CO-ROUTINE ", "MATERIALIZE "};

    for (int i = 0; i < plan->n; i++)
        for (size_t m = 0; m < 2; m++) {
            size_t skip = strlen(makers[m]);
            const char *step = plan->steps[i];
            if (strncmp(step, makers[m], skip) == 0 && strlen(step + skip) == n &&
                memcmp(step + skip, name, n) == 0)
                return true;
        }
    return false;
}

/* The tables whose size the operator decides; every other one grows with use. */
static bool is_bounded_table(const char *text, const char *name, size_t n)
{
    if (n == 5 && memcmp(name, "board", n) == 0)
        return true;
    return n == 1 && *name == 'b' && strstr(text, "board AS b") != NULL;
}

/* A full-text index that is asked for a match, with both bounds of the rows handed to it. */
static bool is_match(const char *step)
{
    const char *index = strstr(step, " VIRTUAL TABLE INDEX ");
    const char *how = index ? strchr(index, ':') : NULL;

    return how && how[1] == 'M' && strchr(how, '<') && strchr(how, '>');
}

static bool is_bad_step(const struct plan *plan, const char *text, const char *step)
{
    if (strncmp(step, "SCAN ", 5) != 0 || strcmp(step, "SCAN CONSTANT ROW") == 0 || is_match(step))
        return false;
    const char *name = step + 5;
    size_t n = strcspn(name, " ");
    return !is_bounded_table(text, name, n) && !is_subquery(plan, name, n);
}

static int bad_steps(struct db *db, const char *text, const char *where)
{
    bool meant = strstr(text, "scan: ") != NULL;
    struct plan plan;
    int bad = 0;

    plan_read(&plan, db, text, where);
    for (int i = 0; i < plan.n && !meant; i++)
        if (is_bad_step(&plan, text, plan.steps[i])) {
            print_error("%s: %s\n    in: %s\n", where, plan.steps[i], text);
            bad++;
        }
    plan_done(&plan);
    return bad;
}

static void no_statement_walks_through_a_growing_table(void **state)
{
    struct fixture *f = *state;
    int bad = 0, statements = 0;

    for (int i = 0; sql_registry[i]; i++)
        for (int s = 0; s < sql_registry[i]->n; s++) {
            const char *text = sql_registry[i]->sql[s];
            if (!text)
                fail_msg("%s: statement %d is missing", sql_registry[i]->name, s);
            statements++;
            bad += bad_steps(f->db, text, sql_registry[i]->name);
        }
    assert_true(statements > 40);
    assert_int_equal(bad, 0);
}

/* Does a step of some statement with `part` in it, of this many, use `index`? */
static void assert_index(struct db *db, const char *part, const char *index, int statements)
{
    int asked = 0;

    for (int i = 0; sql_registry[i]; i++)
        for (int k = 0; k < sql_registry[i]->n; k++) {
            const char *text = sql_registry[i]->sql[k];
            struct plan plan;
            bool used = false;

            if (!strstr(text, part))
                continue;
            plan_read(&plan, db, text, sql_registry[i]->name);
            for (int step = 0; step < plan.n; step++)
                used = used || strstr(plan.steps[step], index);
            if (!used)
                fail_msg("%s is not used by: %s", index, text);
            plan_done(&plan);
            asked++;
        }
    assert_int_equal(asked, statements);
}

/* For the order of rows the planner would read a whole board, or a whole thread. */
static void rare_rows_are_found_by_their_own_index(void **state)
{
    struct fixture *f = *state;

    assert_index(f->db, "search_pending AS s CROSS JOIN post", "SEARCH p USING INTEGER PRIMARY KEY",
                 2);
    assert_index(f->db, "t.pinned = 1", "INDEX thread_by_pinned (board_id=?)", 3);
    assert_index(f->db, "author_tag = :tag AND no > :above",
                 "INDEX post_by_tag (thread_id=? AND author_tag=?)", 1);
    assert_index(f->db, "author_handle = :handle AND thread_id = :thread AND no > :above",
                 "INDEX post_by_handle (author_handle=? AND thread_id=? AND no>?)", 2);
}

/* At every visit, for each thread on the home page: without the posts themselves. */
static void what_every_visit_counts_is_read_from_an_index_alone(void **state)
{
    struct fixture *f = *state;

    assert_index(f->db, "FROM post WHERE thread_id = :thread AND created_at >= :time",
                 "COVERING INDEX post_by_thread_created (thread_id=?)", 1);
    assert_index(f->db, "FROM addressed AS r WHERE r.", "INDEX post_unshown (thread_id=? AND no=?)",
                 3);
    assert_index(f->db, "SELECT thread_id FROM thread_tag WHERE folded",
                 "COVERING INDEX thread_tag_by_folded (folded=? AND thread_id>?)", 1);
}

static void a_walk_is_noticed(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(bad_steps(f->db, "SELECT body FROM post WHERE body = 'x'", "planted"), 1);
    assert_int_equal(bad_steps(f->db, "SELECT p.id FROM post AS p ORDER BY p.body", "planted"), 1);
    assert_int_equal(bad_steps(f->db, "SELECT title FROM board", "planted"), 0);
    assert_int_equal(bad_steps(f->db, "SELECT body FROM post WHERE id = 1", "planted"), 0);
    assert_int_equal(bad_steps(f->db, "SELECT rowid FROM search_named", "planted"), 1);
    assert_int_equal(bad_steps(f->db,
                               "SELECT rowid FROM search_named WHERE search_named MATCH 'a'"
                               " AND rowid + 0 < 9 AND rowid > 3",
                               "planted"),
                     1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_statement_walks_through_a_growing_table, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(what_every_visit_counts_is_read_from_an_index_alone,
                                        open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(rare_rows_are_found_by_their_own_index, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_walk_is_noticed, open_fixture, close_fixture),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
