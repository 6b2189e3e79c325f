/* SPDX-License-Identifier: MIT
 *
 * identity.c -- accounts: made once, opened by their keys and their code, by nothing else.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>

static const char key_line[] =
    "ssh-ed25519 "
    "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    " somebody@somewhere\n";

static int64_t number(struct visit_board *b, const char *sql)
{
    sqlite3 *conn;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
    return value;
}

static void run(struct visit_board *b, const char *sql)
{
    sqlite3 *conn;

    assert_int_equal(sqlite3_open(data_folder_path(&b->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_exec(conn, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(conn);
}

static void caller_without_a_key_is_a_guest_who_cannot_join(void **state)
{
    struct visit v = visit_as(*state, NULL);
    char code[RECOVERY_CODE_SIZE];

    assert_true(who_is_guest(v.who));
    assert_false(v.who->has_key);
    assert_null(v.state);
    assert_int_equal(account_join(&v, NULL, code), E_NO_KEY);
    assert_int_equal(account_recover(&v, "AAAA"), E_NO_KEY);
    assert_int_equal(role_require(v.who, ROLE_MEMBER), E_GUEST);
    account_close(&v);
    assert_null(v.who);
}

static void unknown_key_is_a_guest_who_may_join(void **state)
{
    struct visit v = visit_as(*state, "key one");

    assert_true(who_is_guest(v.who));
    assert_true(v.who->has_key);
    account_close(&v);
}

static void account_is_opened_by_its_key_and_no_other(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float");

    assert_int_equal(v.who->role, ROLE_MEMBER);
    assert_string_equal(v.who->name, "night-float");
    assert_non_null(v.state);
    handle_id handle = v.who->handle;
    account_close(&v);
    b->now_s += 40 * 86400;
    v = visit_as(b, "key one");
    assert_int_equal(v.who->role, ROLE_MEMBER);
    assert_string_equal(v.who->name, "night-float");
    assert_int_equal(v.who->handle.v, handle.v);
    assert_int_equal(v.who->joined_day, time_floor_day(VISIT_START_S));
    assert_int_equal(v.who->joined_quarter, time_floor_quarter(VISIT_START_S));
    account_close(&v);
    v = visit_as(b, "key two");
    assert_true(who_is_guest(v.who));
    account_close(&v);
}

static void account_derives_the_same_keys_at_every_login_and_no_other_does(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);
    struct key first, again, other;

    who_derive(v.who, "test", NULL, 0, &first);
    who_derive(w.who, "test", NULL, 0, &other);
    account_close(&v);
    account_close(&w);
    v = visit_as(b, "key one");
    who_derive(v.who, "test", NULL, 0, &again);
    account_close(&v);
    assert_memory_equal(&first, &again, sizeof first);
    assert_memory_not_equal(&first, &other, sizeof first);
}

static void key_opens_nothing_under_another_pepper(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    account_close(&v);
    b->pepper.b[0] ^= 1;
    v = visit_as(b, "key one");
    assert_true(who_is_guest(v.who));
    account_close(&v);
}

static void key_with_an_account_cannot_join_again(void **state)
{
    struct visit_board *b = *state;
    struct visit early = visit_as(b, "key one");
    struct visit v = visit_joined(b, "key one", "night-float");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&v, "other-name", code), E_MEMBER_ALREADY);
    /* Nor in a session that was opened before the account was made. */
    assert_int_equal(account_join(&early, "other-name", code), E_MEMBER_ALREADY);
    assert_non_null(
        strstr(err_info(E_MEMBER_ALREADY)->sentence, "reconnect")); /* says what to do */
    assert_true(who_is_guest(early.who));
    assert_null(early.state);
    assert_int_equal(number(b, "SELECT count(*) FROM handle"), 1);
    account_close(&early);
    account_close(&v);
}

static void refused_join_leaves_no_row_and_can_be_tried_again(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"), w = visit_as(b, "key two");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&w, "night-float", code), E_HANDLE_TAKEN);
    assert_int_equal(account_join(&w, "N", code), E_HANDLE_INVALID);
    assert_int_equal(account_join(&w, "sysop", code), E_HANDLE_RESERVED);
    assert_int_equal(number(b, "SELECT (SELECT count(*) FROM wrap) * 100"
                               "     + (SELECT count(*) FROM recovery) * 10"
                               "     + (SELECT count(*) FROM handle)"),
                     111);
    assert_int_equal(account_join(&w, "day-float", code), OK);
    assert_string_equal(w.who->name, "day-float");
    account_close(&v);
    account_close(&w);
}

static void join_without_a_name_draws_one(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);

    assert_int_equal(handle_check_form(v.who->name), OK);
    assert_non_null(strchr(v.who->name, '-'));
    account_close(&v);
}

static void recovery_code_opens_the_account_for_another_key(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one");
    char code[RECOVERY_CODE_SIZE];
    struct key first, again;

    assert_int_equal(account_join(&v, "night-float", code), OK);
    assert_int_equal(strlen(code), 34); /* 28 letters in seven groups */
    who_derive(v.who, "test", NULL, 0, &first);
    account_close(&v);
    b->pepper.b[0] ^= 1; /* a restore without secret.key: the code needs no pepper */
    v = visit_as(b, "key two");
    assert_int_equal(account_recover(&v, code), OK);
    assert_string_equal(v.who->name, "night-float");
    assert_non_null(v.state);
    assert_int_equal(v.who->joined_day, time_floor_day(VISIT_START_S));
    account_close(&v);
    v = visit_as(b, "key two");
    assert_int_equal(v.who->role, ROLE_MEMBER);
    who_derive(v.who, "test", NULL, 0, &again);
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(account_recover(&v, code), E_MEMBER_ALREADY);
    account_close(&v);
}

static void wrong_recovery_codes_open_nothing(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one"), w = visit_as(b, "key two");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&v, NULL, code), OK);
    assert_int_equal(account_recover(&w, ""), E_CODE_INVALID);
    assert_int_equal(account_recover(&w, "AAAA-BBBB"), E_CODE_INVALID);
    char *last = &code[strlen(code) - 1];
    *last = *last == 'A' ? 'B' : 'A';
    assert_int_equal(account_recover(&w, code), E_CODE_INVALID);
    code[0] = code[0] == 'A' ? 'C' : 'A'; /* another locator */
    assert_int_equal(account_recover(&w, code), E_CODE_INVALID);
    assert_true(who_is_guest(w.who));
    assert_null(w.state);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 1);
    account_close(&v);
    account_close(&w);
}

static void damaged_wrap_is_corrupt(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    account_close(&v);
    run(b, "UPDATE wrap SET box = zeroblob(length(box))");
    assert_int_equal(account_open(&v, (const uint8_t *)"key one", 7), E_CORRUPT);
    assert_null(v.who);
    run(b, "UPDATE wrap SET box = x'00'");
    assert_int_equal(account_open(&v, (const uint8_t *)"key one", 7), E_CORRUPT);
}

static void unreadable_state_starts_anew_and_says_so(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);

    marks_add(v.state, (thread_id){7}, 1, 3);
    assert_int_equal(state_save(&v), OK);
    account_close(&v);
    run(b, "UPDATE state SET box = zeroblob(length(box))");
    v = visit_as(b, "key one");
    assert_int_equal(v.who->role, ROLE_MEMBER);
    assert_true(state_was_lost(v.state));
    assert_false(marks_has(v.state, (thread_id){7}, 1));
    assert_int_equal(state_save(&v), OK);
    account_close(&v);
    v = visit_as(b, "key one");
    assert_false(state_was_lost(v.state));
    account_close(&v);
}

static void overlong_key_is_refused(void **state)
{
    struct visit_board *b = *state;
    static uint8_t blob[KEY_BLOB_BYTES + 1];
    struct visit v = {.db = b->db, .pepper = &b->pepper, .clock = &b->clock, .random = &b->random};

    assert_int_equal(account_open(&v, blob, sizeof blob), E_PROTOCOL);
    assert_null(v.who);
}

static void claim_code_makes_one_sysop_once(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_joined(b, "key two", NULL);
    struct visit guest = visit_as(b, NULL);
    char old[CLAIM_CODE_SIZE], code[CLAIM_CODE_SIZE];

    assert_int_equal(claim_make(&v, old), OK);
    assert_int_equal(claim_make(&v, code), OK);
    assert_int_equal(claim_use(&guest, code), E_GUEST);
    assert_int_equal(claim_use(&v, old), E_CODE_INVALID);
    assert_int_equal(claim_use(&v, "nonsense"), E_CODE_INVALID);
    assert_int_equal(number(b, "SELECT count(*) FROM action"), 0);
    assert_int_equal(claim_use(&v, code), OK);
    assert_int_equal(number(b,
                            "SELECT count(*) FROM action"
                            " WHERE verb = 'role' AND reason = 'sysop' AND on_handle = by_handle"),
                     1);
    assert_int_equal(v.who->role, ROLE_SYSOP);
    assert_int_equal(claim_use(&w, code), E_CODE_INVALID);
    assert_int_equal(w.who->role, ROLE_MEMBER);
    assert_int_equal(role_require(w.who, ROLE_SYSOP), E_DENIED);
    account_close(&v);
    account_close(&w);
    account_close(&guest);
    v = visit_as(b, "key one");
    assert_int_equal(v.who->role, ROLE_SYSOP);
    account_close(&v);
}

static void key_line_makes_a_sysop_whom_that_key_opens(void **state)
{
    struct visit_board *b = *state;
    struct visit v = {.db = b->db, .pepper = &b->pepper, .clock = &b->clock, .random = &b->random};
    char handle[HANDLE_SIZE], code[RECOVERY_CODE_SIZE];
    uint8_t blob[51] = {0, 0, 0, 11};

    assert_int_equal(account_make_sysop(&v, key_line, handle, code), OK);
    assert_int_equal(v.who->role, ROLE_SYSOP);
    account_close(&v);
    memcpy(blob + 4, "ssh-ed25519", 11);
    blob[18] = 32;
    for (uint8_t i = 0; i < 32; i++)
        blob[19 + i] = i;
    assert_int_equal(account_open(&v, blob, sizeof blob), OK);
    assert_int_equal(v.who->role, ROLE_SYSOP);
    assert_string_equal(v.who->name, handle);
    assert_int_equal(account_make_sysop(&v, key_line, handle, code), E_MEMBER_ALREADY);
    account_close(&v);
}

/* In the file and the WAL: neither key, nor root, nor code, nor the day of joining. */
static bool database_holds(struct visit_board *b, const void *needle, size_t n)
{
    static const char *const names[] = {"db/board.db", "db/board.db-wal"};
    bool found = false;

    for (int i = 0; i < 2; i++) {
        static uint8_t bytes[4 << 20];
        int fd = open(data_folder_path(&b->folder, names[i]), O_RDONLY | O_CLOEXEC);
        ssize_t got = fd >= 0 ? read(fd, bytes, sizeof bytes) : 0;
        found = found || (got > 0 && memmem(bytes, (size_t)got, needle, n));
        close(fd);
    }
    return found;
}

static void neither_key_nor_root_nor_code_is_stored(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "the blob of a public key");
    char code[RECOVERY_CODE_SIZE];
    uint8_t bytes[18];

    assert_int_equal(account_join(&v, "night-float", code), OK);
    assert_true(database_holds(b, "night-float", 11));
    assert_false(database_holds(b, "the blob of a public key", 24));
    assert_int_equal(code_parse(code, RECOVERY_LOCATOR_BITS + RECOVERY_SECRET_BITS, bytes), OK);
    assert_true(database_holds(b, bytes, 5)); /* the locator is a column */
    assert_false(database_holds(b, bytes + 5, 12));
    assert_false(database_holds(b, v.who->secret, KEY_BYTES)); /* the root comes first in it */
    account_close(&v);
}

static void no_table_counts_or_dates_accounts(void **state)
{
    struct visit_board *b = *state;

    /* Private rows stand under keyed hashes, without a row number that would tell their order. */
    assert_int_equal(
        number(b, "SELECT count(*) FROM pragma_table_list"
                  " WHERE name IN ('wrap', 'recovery', 'state', 'draft', 'link') AND wr = 1"),
        5);
    assert_int_equal(
        number(b, "SELECT count(*) FROM sqlite_schema AS s, pragma_table_info(s.name) AS c"
                  " WHERE s.name IN ('wrap', 'recovery', 'state', 'draft')"
                  "   AND c.name NOT IN ('locator', 'salt', 'name', 'box')"),
        0);
    assert_int_equal(
        number(b, "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(caller_without_a_key_is_a_guest_who_cannot_join),
        VISIT_CASE(unknown_key_is_a_guest_who_may_join),
        VISIT_CASE(account_is_opened_by_its_key_and_no_other),
        VISIT_CASE(account_derives_the_same_keys_at_every_login_and_no_other_does),
        VISIT_CASE(key_opens_nothing_under_another_pepper),
        VISIT_CASE(key_with_an_account_cannot_join_again),
        VISIT_CASE(refused_join_leaves_no_row_and_can_be_tried_again),
        VISIT_CASE(join_without_a_name_draws_one),
        VISIT_CASE(recovery_code_opens_the_account_for_another_key),
        VISIT_CASE(wrong_recovery_codes_open_nothing),
        VISIT_CASE(damaged_wrap_is_corrupt),
        VISIT_CASE(unreadable_state_starts_anew_and_says_so),
        VISIT_CASE(overlong_key_is_refused),
        VISIT_CASE(claim_code_makes_one_sysop_once),
        VISIT_CASE(key_line_makes_a_sysop_whom_that_key_opens),
        VISIT_CASE(neither_key_nor_root_nor_code_is_stored),
        VISIT_CASE(no_table_counts_or_dates_accounts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
