/* SPDX-License-Identifier: MIT
 *
 * authorship.c -- how posts are tied to their authors, in both forms.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/authorship.h>

static const struct key month = {{1, 2, 3}};

static struct author_place place(int64_t thread, enum board_mode mode, struct key *secret)
{
    thread_secret(&month, (thread_id){thread}, secret);
    return (struct author_place){
        .thread = {thread}, .mode = mode, .secret = secret, .alias_open = true};
}

static void run(struct visit_board *b, const char *sql)
{
    sqlite3 *conn;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    if (sqlite3_exec(conn, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(conn));
    sqlite3_close(conn);
}

static void make_thread(struct visit_board *b, int64_t thread)
{
    char sql[256];

    run(b, "INSERT OR IGNORE INTO board (id, slug, title, category, mode, open, position)"
           " VALUES (1, 's', 't', 'c', 'either', 1, 1)");
    snprintf(sql, sizeof sql,
             "INSERT INTO thread (id, board_id, title, created_at, active_at)"
             " VALUES (%lld, 1, 't', 0, 0)",
             (long long)thread);
    run(b, sql);
}

/* As the forum stores it. */
static void store(struct visit_board *b, int64_t thread, int no, const struct author_row *row)
{
    char sql[512], tag[2 * TAG_BYTES + 1] = "", handle[32] = "NULL";

    for (int i = 0; i < TAG_BYTES; i++)
        snprintf(tag + 2 * i, 3, "%02x", row->aut_tag[i]);
    if (row->aut_handle.v)
        snprintf(handle, sizeof handle, "%lld", (long long)row->aut_handle.v);
    snprintf(sql, sizeof sql,
             "INSERT INTO post (id, thread_id, no, created_at, body, author_handle, author_tag,"
             " author_alias) VALUES (%lld, %lld, %d, 0, 'b', %s, %s%s%s, nullif('%s', ''))",
             (long long)(thread * 10 + no), (long long)thread, no, handle,
             row->aut_has_tag ? "x'" : "NULL", row->aut_has_tag ? tag : "",
             row->aut_has_tag ? "'" : "", row->aut_alias ? row->aut_alias : "");
    run(b, sql);
}

static void handle_post_carries_the_handle_and_nothing_else(void **state)
{
    struct visit v = visit_joined(*state, "key one", "night-float");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_HANDLE, &secret);
    struct author_row row;
    struct author shown;
    enum face face;

    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), OK);
    assert_int_equal(face, FACE_HANDLE);
    assert_int_equal(row.aut_handle.v, v.who->handle.v);
    assert_false(row.aut_has_tag);
    assert_null(row.aut_alias);
    assert_int_equal(author_show(&a, &row, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_HANDLE);
    assert_string_equal(shown.name, "night-float");
    assert_true(author_is_me(v.who, &row, NULL));
    assert_false(author_is_alias(&row));
    account_close(&v);
}

static void alias_post_carries_tag_and_alias_and_no_handle(void **state)
{
    struct visit v = visit_joined(*state, "key one", "night-float");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_ALIAS, &secret);
    struct author_row row;
    struct author shown;
    enum face face;

    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), OK);
    assert_int_equal(face, FACE_ALIAS);
    assert_int_equal(row.aut_handle.v, 0);
    assert_true(row.aut_has_tag);
    assert_null(row.aut_name);
    assert_int_equal(author_show(&a, &row, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_ALIAS);
    assert_int_equal(shown.name[0], '~');
    assert_true(author_is_alias(&row));
    account_close(&v);
}

static void only_its_author_knows_an_alias_post_and_only_with_the_month_key(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);
    struct visit guest = visit_as(b, NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret, other_month = {{9}}, other_secret;
    struct author_place at = place(7, BOARD_ALIAS, &secret);
    struct author_row row;
    enum face face;

    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &row, &face), OK);
    thread_secret(&other_month, at.thread, &other_secret);
    assert_true(author_is_me(v.who, &row, &secret));
    assert_false(author_is_me(v.who, &row, &other_secret));
    assert_false(author_is_me(v.who, &row, NULL));
    assert_false(author_is_me(w.who, &row, &secret));
    assert_false(author_is_me(guest.who, &row, &secret));
    account_close(&v);
    v = visit_as(b, "key one"); /* at the next login still */
    assert_true(author_is_me(v.who, &row, &secret));
    account_close(&v);
    account_close(&w);
    account_close(&guest);
}

static void tags_of_one_account_in_two_threads_have_nothing_in_common(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key one_secret, two_secret;
    struct author_place one = place(7, BOARD_ALIAS, &one_secret);
    struct author_place two = place(8, BOARD_ALIAS, &two_secret);
    struct author_row first, second;
    enum face face;
    int same = 0;

    assert_int_equal(author_for_new_post(&a, &v, &one, FACE_ALIAS, &first, &face), OK);
    assert_int_equal(author_for_new_post(&a, &v, &two, FACE_ALIAS, &second, &face), OK);
    for (int i = 0; i < TAG_BYTES; i++)
        same += first.aut_tag[i] == second.aut_tag[i];
    assert_true(same <= 2);
    assert_string_not_equal(first.aut_alias, second.aut_alias);
    account_close(&v);
}

static void account_keeps_its_alias_and_face_in_a_thread(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_EITHER, &secret);
    struct author_row first, again, other;
    enum face face;

    make_thread(b, 7);
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &first, &face), OK);
    store(b, 7, 1, &first);
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &again, &face), OK);
    assert_int_equal(face, FACE_ALIAS);
    assert_string_equal(again.aut_alias, first.aut_alias);
    assert_true(author_is_same(&first, &again));
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_HANDLE, &again, &face), E_FACE_FIXED);
    /* Another account is somebody else there, as it likes. */
    assert_int_equal(author_for_new_post(&a, &w, &at, FACE_HANDLE, &other, &face), OK);
    store(b, 7, 2, &other);
    assert_false(author_is_same(&first, &other));
    assert_int_equal(author_for_new_post(&a, &w, &at, FACE_DEFAULT, &other, &face), OK);
    assert_int_equal(face, FACE_HANDLE);
    assert_int_equal(author_for_new_post(&a, &w, &at, FACE_ALIAS, &other, &face), E_FACE_FIXED);
    account_close(&v);
    account_close(&w);
}

static void aliases_are_closed_until_they_are_opened(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_EITHER, &secret);
    struct author_row row;
    enum face face;

    at.alias_open = false;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &row, &face), E_ALIAS_CLOSED);
    /* Who wishes nothing may count on one. */
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), E_ALIAS_CLOSED);
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_HANDLE, &row, &face), OK);
    assert_int_equal(face, FACE_HANDLE);
    at.secret = NULL; /* nobody ever was one */
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), OK);
    assert_int_equal(face, FACE_HANDLE);
    at.secret = &secret;
    at.mode = BOARD_ALIAS;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), E_ALIAS_CLOSED);
    at.mode = BOARD_HANDLE;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &row, &face), E_ALIAS_CLOSED);
    account_close(&v);
}

/* A board that took aliases once, or a thread that was moved: who was one there, and whose key is
 * gone, is known to nobody any more. */
static void among_aliases_the_handle_is_shown_only_when_wished(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_HANDLE, &secret);
    struct author_row row;
    enum face face;

    at.has_alias = true;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), E_FACE_ASK);
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_HANDLE, &row, &face), OK);
    at.has_alias = false;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), OK);
    account_close(&v);
}

static void boards_decide_which_faces_they_take(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_HANDLE, &secret);
    struct author_row row;
    enum face face;

    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &row, &face), E_FACE_FIXED);
    at.mode = BOARD_ALIAS;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_HANDLE, &row, &face), E_FACE_FIXED);
    at.mode = BOARD_EITHER;
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_DEFAULT, &row, &face), OK);
    assert_int_equal(face, FACE_ALIAS);
    at.secret = NULL; /* the month key is gone: no tag can be made */
    assert_int_equal(author_for_new_post(&a, &v, &at, FACE_ALIAS, &row, &face), E_ALIAS_CLOSED);
    account_close(&v);
}

static void guest_writes_nothing(void **state)
{
    struct visit guest = visit_as(*state, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct key secret;
    struct author_place at = place(7, BOARD_EITHER, &secret);
    struct author_row row;
    enum face face;

    assert_int_equal(author_for_new_post(&a, &guest, &at, FACE_DEFAULT, &row, &face), E_GUEST);
    account_close(&guest);
}

static void imported_names_are_nobodys(void **state)
{
    struct visit v = visit_joined(*state, "key one", "night-float");
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct author_row row = author_for_import("night-float"), other = author_for_import("else");
    struct author shown;

    assert_false(author_is_me(v.who, &row, NULL));
    assert_int_equal(author_show(&a, &row, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_IMPORTED);
    assert_string_equal(shown.name, "night-float");
    assert_true(author_is_same(&row, &row));
    assert_false(author_is_same(&row, &other));
    account_close(&v);
}

static void left_and_official_accounts_are_shown_as_such(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct author_row left = {.aut_handle = {5}}, gone = {.aut_gone = true};
    struct author_row official = {.aut_handle = {6}, .aut_name = "a-school", .aut_official = true};
    struct author shown;

    (void)state;
    assert_int_equal(author_show(&a, &left, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_GONE);
    assert_string_equal(shown.name, "gone");
    assert_int_equal(author_show(&a, &gone, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_GONE);
    assert_false(author_is_same(&gone, &gone));
    assert_int_equal(author_show(&a, &official, &shown), OK);
    assert_int_equal(shown.kind, AUTHOR_OFFICIAL);
}

static void schema_refuses_a_post_with_two_authors_or_none(void **state)
{
    struct visit_board *b = *state;
    sqlite3 *conn;

    make_thread(b, 7);
    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
#define INSERT(columns, values)                                                                    \
    sqlite3_exec(conn,                                                                             \
                 "INSERT INTO post (id, thread_id, no, created_at, body" columns                   \
                 ") VALUES (1, 7, 1, 0, 'b'" values ")",                                           \
                 NULL, NULL, NULL)
    assert_int_equal(INSERT("", ""), SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_handle, author_alias", ", 5, 'a-b'"), SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_alias, author_imported", ", 'a-b', 'n'"), SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_imported, author_tag", ", 'n', zeroblob(16)"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_imported, author_gone", ", 'n', 1"), SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_alias, author_tag", ", 'a-b', zeroblob(15)"),
                     SQLITE_CONSTRAINT);
    assert_int_equal(INSERT(", author_alias, author_tag", ", 'a-b', zeroblob(16)"), SQLITE_OK);
    sqlite3_close(conn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(handle_post_carries_the_handle_and_nothing_else),
        VISIT_CASE(alias_post_carries_tag_and_alias_and_no_handle),
        VISIT_CASE(only_its_author_knows_an_alias_post_and_only_with_the_month_key),
        VISIT_CASE(tags_of_one_account_in_two_threads_have_nothing_in_common),
        VISIT_CASE(account_keeps_its_alias_and_face_in_a_thread),
        VISIT_CASE(aliases_are_closed_until_they_are_opened),
        VISIT_CASE(boards_decide_which_faces_they_take),
        VISIT_CASE(among_aliases_the_handle_is_shown_only_when_wished),
        VISIT_CASE(guest_writes_nothing),
        VISIT_CASE(imported_names_are_nobodys),
        VISIT_CASE(left_and_official_accounts_are_shown_as_such),
        VISIT_CASE(schema_refuses_a_post_with_two_authors_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
