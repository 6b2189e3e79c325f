/* SPDX-License-Identifier: MIT
 *
 * mine.c -- a caller is shown every row about them, and no other.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/base/str.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/mine.h>
#include <curbside/domain/state.h>

struct seen {
    struct str tables; /* "handle(id,name,...) wrap(...) " */
    int rows;
};

static enum err note(void *ctx, const struct mine_row *row)
{
    struct seen *seen = ctx;

    str_printf(&seen->tables, "%s(", row->table);
    for (int i = 0; i < row->n; i++) {
        assert_non_null(row->fields[i].value);
        str_printf(&seen->tables, "%s%s", i ? "," : "", row->fields[i].name);
    }
    str_add(&seen->tables, ") ");
    seen->rows++;
    return OK;
}

static void run(struct visit_board *b, const char *sql)
{
    sqlite3 *conn;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_exec(conn, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(conn);
}

static void new_account_is_three_rows(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct seen seen = {0};

    assert_int_equal(mine_walk(&a, &v, note, &seen), OK);
    assert_string_equal(str_cstr(&seen.tables),
                        "handle(id,name,skeleton,role,official,joined_quarter,gone) "
                        "wrap(locator,box) recovery(locator,salt,box) ");
    str_done(&seen.tables);
    account_close(&v);
}

static void everything_that_was_stored_is_shown(void **state)
{
    struct visit_board *b = *state;
    struct visit other = visit_joined(b, "key two", NULL);
    struct visit v = visit_joined(b, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct seen seen = {0};
    struct draft d;
    char sql[512];

    run(b, "INSERT INTO board (id, slug, title, category, mode, open, position)"
           " VALUES (1, 's', 't', 'c', 'either', 1, 1);"
           "INSERT INTO thread (id, board_id, title, created_at, active_at)"
           " VALUES (1, 1, 't', 0, 0)");
    snprintf(sql, sizeof sql,
             "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)"
             " INSERT INTO post (id, thread_id, no, created_at, body, author_handle)"
             " SELECT i, 1, i, 0, 'b', iif(i %% 2, %lld, %lld) FROM n",
             (long long)v.who->handle.v, (long long)other.who->handle.v);
    run(b, sql);
    marks_add(v.state, (thread_id){1}, 1, 1);
    draft_init(&d, v.random);
    d.thread.v = 1;
    assert_int_equal(draft_save(&v, &d), OK);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(mine_walk(&a, &v, note, &seen), OK);
    assert_int_equal(seen.rows, 3 + 1 + 1 + 225);
    assert_non_null(strstr(str_cstr(&seen.tables),
                           "state(name,box) draft(name,box) "
                           "post(id,thread_id,no,created_at,body,author) "));
    str_done(&seen.tables);
    account_close(&v);
    account_close(&other);
}

static void guest_has_nothing(void **state)
{
    struct visit guest = visit_as(*state, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct seen seen = {0};

    assert_int_equal(mine_walk(&a, &guest, note, &seen), E_GUEST);
    assert_int_equal(seen.rows, 0);
    account_close(&guest);
}

/* Whoever adds a table with something private in it must think of `mine`. By name; what belongs to
 * a full-text index is the index's. */
/* clang-format off */
static const char *const known_tables[] = {
    "action",
    "addressed",
    "appeal",
    "arrival",
    "board",
    "broadcast",
    "change",
    "claim",
    "correction",
    "draft",
    "erasure",
    "figures",
    "filter",
    "filter_day",
    "flag",
    "flagged",
    "guide",
    "handle",
    "handle_rest",
    "helpful",
    "helpful_waiting",
    "import_source",
    "lift",
    "link",
    "maintenance",
    "merge_proposal",
    "meta",
    "post",
    "question",
    "question_word",
    "queue_day",
    "queue_note",
    "recovery",
    "report",
    "request",
    "revision",
    "rule",
    "safety_count",
    "sanction",
    "school_proposal",
    "search_alias",
    "search_named",
    "search_pending",
    "sighting",
    "sighting_due",
    "state",
    "submission",
    "template",
    "thread",
    "thread_tag",
    "undo",
    "verdict",
    "waiting",
    "wrap",
};
/* clang-format on */

static void every_table_is_known_here(void **state)
{
    const size_t n = sizeof known_tables / sizeof *known_tables;
    struct visit_board *b = *state;
    sqlite3 *conn;
    sqlite3_stmt *stmt;
    size_t at = 0;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        " AND name NOT LIKE 'sqlite%'"
                                        " AND name NOT GLOB 'search_alias_*'"
                                        " AND name NOT GLOB 'search_named_*' ORDER BY name",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        assert_true(at < n);
        assert_string_equal((const char *)sqlite3_column_text(stmt, 0), known_tables[at++]);
    }
    assert_int_equal(at, n);
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(new_account_is_three_rows),
        VISIT_CASE(everything_that_was_stored_is_shown),
        VISIT_CASE(guest_has_nothing),
        VISIT_CASE(every_table_is_known_here),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
