/* SPDX-License-Identifier: MIT
 *
 * keys.c -- several keys to one account, codes that let one in, and leaving.
 */
#include "visitor.h"

#include <sqlite3.h>

#include <curbside/domain/draft.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/state.h>
#include <curbside/domain/upkeep.h>

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

/* "1 laptop|2 *|": numbers, labels, the caller's own marked. */
static void assert_keys_are(struct visit *v, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str seen = STR_INIT;
    struct key_page page;

    assert_int_equal(keys_list(&a, v, &page), OK);
    for (int i = 0; i < page.n; i++)
        str_printf(&seen, "%d %s%s|", page.rows[i].number, page.rows[i].label,
                   page.rows[i].is_this ? "*" : "");
    assert_string_equal(str_cstr(&seen), expected);
}

/* `v` lets the key in; the visit of that key. */
static struct visit linked(struct visit_board *b, struct visit *v, const char *key)
{
    char code[LINK_CODE_SIZE];
    struct visit w = visit_as(b, key);

    assert_int_equal(keys_link_make(v, code), OK);
    assert_int_equal(state_save(v), OK);
    assert_int_equal(keys_link_use(&w, code), OK);
    assert_int_equal(state_save(&w), OK);
    return w;
}

static void linked_key_opens_the_account_and_both_are_listed(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"), w;

    assert_keys_are(&v, "1 *|");
    w = linked(b, &v, "key two");
    assert_string_equal(w.who->name, "night-float");
    assert_keys_are(&w, "1 |2 *|");
    account_close(&w);
    account_close(&v);
    v = visit_as(b, "key one");
    assert_keys_are(&v, "1 *|2 |");
    w = visit_as(b, "key two");
    assert_int_equal(w.who->role, ROLE_MEMBER);
    account_close(&w);
    account_close(&v);
}

static void link_code_works_once(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_as(b, "key two"),
                 x = visit_as(b, "key three");
    char code[LINK_CODE_SIZE];

    assert_int_equal(keys_link_make(&v, code), OK);
    assert_int_equal(keys_link_use(&w, code), OK);
    assert_int_equal(keys_link_use(&x, code), E_CODE_INVALID);
    assert_true(who_is_guest(x.who));
    assert_null(x.state);
    assert_int_equal(keys_link_use(&w, code), E_MEMBER_ALREADY);
    assert_int_equal(number(b, "SELECT count(*) FROM link"), 0);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 2);
    account_close(&v);
    account_close(&w);
    account_close(&x);
}

static void link_code_ends_after_ten_minutes_and_the_keeper_removes_it(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_as(b, "key two");
    char code[LINK_CODE_SIZE];

    assert_int_equal(keys_link_make(&v, code), OK);
    b->now_s += LINK_MINUTES * 60 - 1;
    assert_int_equal(forum_tick(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM link"), 1);
    b->now_s += 61;
    assert_int_equal(keys_link_use(&w, code), E_CODE_INVALID);
    assert_int_equal(forum_tick(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM link"), 0);
    account_close(&v);
    account_close(&w);
}

static void later_link_code_takes_the_place_of_the_earlier(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = visit_as(b, "key two");
    char first[LINK_CODE_SIZE], second[LINK_CODE_SIZE];

    assert_int_equal(keys_link_make(&v, first), OK);
    assert_int_equal(keys_link_make(&v, second), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM link"), 1);
    assert_int_equal(keys_link_use(&w, first), E_CODE_INVALID);
    assert_int_equal(keys_link_use(&w, second), OK);
    account_close(&v);
    account_close(&w);
}

static void codes_of_link_and_recovery_are_not_each_other(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one"), w = visit_as(b, "key two");
    char recovery[RECOVERY_CODE_SIZE], code[LINK_CODE_SIZE];

    assert_int_equal(account_join(&v, NULL, recovery), OK);
    assert_int_equal(keys_link_make(&v, code), OK);
    assert_int_equal(keys_link_use(&w, recovery), E_CODE_INVALID);
    assert_int_equal(account_recover(&w, code), E_CODE_INVALID);
    assert_int_equal(keys_link_use(&w, "nonsense"), E_CODE_INVALID);
    assert_true(who_is_guest(w.who));
    account_close(&v);
    account_close(&w);
}

static void two_days_codes_have_nothing_in_common(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL);
    char first[LINK_CODE_SIZE], second[LINK_CODE_SIZE];

    assert_int_equal(keys_link_make(&v, first), OK);
    b->now_s += 86400;
    assert_int_equal(keys_link_make(&v, second), OK);
    assert_int_not_equal(memcmp(first, second, 9), 0); /* the locators */
    account_close(&v);
}

static void removed_key_opens_nothing_and_can_let_none_in(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w = linked(b, &v, "key two");
    char code[LINK_CODE_SIZE];

    account_close(&v);
    v = visit_as(b, "key one");
    assert_int_equal(keys_remove(&v, 2), OK);
    assert_keys_are(&v, "1 *|");
    assert_int_equal(state_save(&v), OK);
    /* Its session is still open; nor does what it saves bring the key back. */
    assert_int_equal(keys_link_make(&w, code), E_DENIED);
    assert_int_equal(keys_remove(&w, 1), E_KEY_LAST);
    state_lost_set(w.state);
    assert_int_equal(state_save(&w), OK);
    account_close(&w);
    w = visit_as(b, "key two");
    assert_true(who_is_guest(w.who));
    account_close(&w);
    account_close(&v);
    v = visit_as(b, "key one");
    assert_keys_are(&v, "1 *|");
    account_close(&v);
}

static void neither_the_last_key_nor_the_one_in_use_is_removed(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w;

    assert_int_equal(keys_remove(&v, 1), E_KEY_LAST);
    assert_int_equal(keys_remove(&v, 2), E_NOTFOUND);
    assert_int_equal(keys_remove(&v, 0), E_NOTFOUND);
    w = linked(b, &v, "key two");
    assert_int_equal(keys_remove(&w, 2), E_KEY_IN_USE);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 2);
    account_close(&v);
    account_close(&w);
}

static void labels_are_kept_and_the_later_one_holds(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", NULL), w;

    assert_int_equal(keys_label(&v, 1, " my \t laptop "), OK);
    assert_int_equal(state_save(&v), OK);
    w = visit_as(b, "key one");
    assert_keys_are(&w, "1 my laptop*|");
    assert_int_equal(keys_label(&w, 1, "old laptop"), OK);
    assert_int_equal(state_save(&w), OK);
    marks_add(v.state, (thread_id){5}, 1, 1);
    assert_int_equal(state_save(&v), OK);
    assert_keys_are(&v, "1 old laptop*|");
    account_close(&v);
    account_close(&w);
}

static void labels_are_one_line_of_forty_characters(void **state)
{
    struct visit v = visit_joined(*state, "key one", NULL);

    assert_int_equal(keys_label(&v, 1, ""), E_LABEL_INVALID);
    assert_int_equal(keys_label(&v, 1, " \n "), E_LABEL_INVALID);
    assert_int_equal(keys_label(&v, 1, "\xff"), E_NOT_UTF8);
    assert_int_equal(keys_label(&v, 1, "1234567890123456789012345678901234567890"), OK);
    assert_int_equal(keys_label(&v, 1, "12345678901234567890123456789012345678901"),
                     E_LABEL_INVALID);
    assert_int_equal(keys_label(&v, 2, "x"), E_NOTFOUND);
    account_close(&v);
}

static void recovered_account_finds_the_lost_key_and_removes_it(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one"), w = visit_as(b, "key two");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&v, NULL, code), OK);
    account_close(&v);
    v = visit_as(b, "key one"); /* the second visit notes it */
    assert_true(state_is_dirty(v.state));
    assert_int_equal(state_save(&v), OK);
    account_close(&v);
    assert_int_equal(account_recover(&w, code), OK);
    assert_keys_are(&w, "1 |2 *|");
    assert_int_equal(keys_remove(&w, 1), OK);
    v = visit_as(b, "key one");
    assert_true(who_is_guest(v.who));
    account_close(&v);
    account_close(&w);
}

static void guests_have_no_keys(void **state)
{
    struct visit v = visit_as(*state, "key one");
    AUTO_ARENA struct arena a = ARENA_INIT;
    char code[LINK_CODE_SIZE];
    struct key_page page;

    assert_int_equal(keys_list(&a, &v, &page), E_GUEST);
    assert_int_equal(keys_label(&v, 1, "x"), E_GUEST);
    assert_int_equal(keys_remove(&v, 1), E_GUEST);
    assert_int_equal(keys_link_make(&v, code), E_GUEST);
    assert_int_equal(account_leave(&v, ""), E_GUEST);
    account_close(&v);
}

/* ---- leaving ---- */

static void keep_a_draft(struct visit *v)
{
    struct draft d;

    draft_init(&d, v->random);
    d.thread.v = 1;
    assert_int_equal(draft_save(v, &d), OK);
}

/* Another sysop went after this one asked to go, and before they are gone. */
static int64_t other_leaves(void *ctx)
{
    struct visit_board *b = ctx;

    number(b, "UPDATE handle SET role = 'member' WHERE name = 'other-one'");
    return b->now_s;
}

static void of_two_sysops_who_leave_at_once_one_stays(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"),
                 other = visit_joined(b, "key three", "other-one");

    number(b, "UPDATE handle SET role = 'sysop'");
    b->clock.wall_s = other_leaves;
    assert_int_equal(account_leave(&v, "night-float"), E_LAST_SYSOP);
    assert_int_equal(number(b, "SELECT count(*) FROM handle WHERE role = 'sysop' AND gone = 0"), 1);
    account_close(&v);
    account_close(&other);
}

static void leaving_takes_every_private_row(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"),
                 other = visit_joined(b, "key three", NULL), w = linked(b, &v, "key two");
    char code[LINK_CODE_SIZE];

    keep_a_draft(&w);
    keep_a_draft(&other);
    marks_add(other.state, (thread_id){5}, 1, 1);
    assert_int_equal(state_save(&other), OK);
    assert_int_equal(keys_link_make(&w, code), OK);
    assert_int_equal(account_leave(&w, "night-floater"), E_NOTFOUND);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 3);
    assert_int_equal(account_leave(&w, "night-float"), OK);
    assert_true(who_is_guest(w.who));
    assert_null(w.state);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM recovery"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM state"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM draft"), 1);
    assert_int_equal(number(b, "SELECT count(*) FROM link"), 0);
    assert_int_equal(number(b, "SELECT count(*) FROM handle WHERE name IS NULL AND gone = 1"), 1);
    account_close(&v);
    account_close(&w);
    account_close(&other);
}

static void session_that_is_still_open_brings_nothing_back(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"), w = visit_as(b, "key one");

    marks_add(v.state, (thread_id){5}, 1, 1);
    assert_int_equal(account_leave(&w, "night-float"), OK);
    assert_int_equal(state_save(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM state"), 0);
    account_close(&v);
    account_close(&w);
}

static void name_of_one_who_left_rests_a_year_and_the_key_may_join_again(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_leave(&v, "night-float"), OK);
    assert_int_equal(account_join(&v, "night-float", code), E_HANDLE_TAKEN);
    b->now_s += 367 * 86400;
    assert_int_equal(account_join(&v, "night-float", code), OK);
    account_close(&v);
}

static void name_whose_rest_is_over_is_forgotten_by_the_keeper(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float");

    assert_int_equal(account_leave(&v, "night-float"), OK);
    b->now_s += 364 * 86400;
    assert_int_equal(forum_tick(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM handle_rest"), 1);
    b->now_s += 3 * 86400;
    assert_int_equal(forum_tick(&v), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM handle_rest"), 0);
    account_close(&v);
}

/* A key that was never noted cannot be put out by leaving; it puts itself out. */
static void unnoted_key_of_one_who_left_is_a_guest(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one"), w = visit_as(b, "key two");
    char code[RECOVERY_CODE_SIZE];

    assert_int_equal(account_join(&v, "night-float", code), OK);
    account_close(&v);
    assert_int_equal(account_recover(&w, code), OK);
    assert_int_equal(account_leave(&w, "night-float"), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 1);
    v = visit_as(b, "key one");
    assert_true(who_is_guest(v.who));
    assert_int_equal(number(b, "SELECT count(*) FROM wrap"), 0);
    assert_int_equal(account_join(&v, NULL, code), OK);
    account_close(&v);
    account_close(&w);
}

static void new_recovery_code_takes_the_place_of_the_old(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_as(b, "key one"), w = visit_as(b, "key two");
    char first[RECOVERY_CODE_SIZE], second[RECOVERY_CODE_SIZE];

    assert_int_equal(account_new_code(&v, second), E_GUEST);
    assert_int_equal(account_join(&v, "night-float", first), OK);
    assert_int_equal(account_new_code(&v, second), OK);
    assert_string_not_equal(first, second);
    assert_int_equal(number(b, "SELECT count(*) FROM recovery"), 1);
    assert_int_equal(account_recover(&w, first), E_CODE_INVALID);
    assert_int_equal(account_recover(&w, second), OK);
    assert_string_equal(w.who->name, "night-float");
    account_close(&v);
    account_close(&w);
}

static void leaving_with_erasing_leaves_sealed_jobs_and_without_it_none(void **state)
{
    struct visit_board *b = *state;
    struct visit v = visit_joined(b, "key one", "night-float"),
                 w = visit_joined(b, "key two", "calm-otter");

    assert_int_equal(account_leave_erasing(&v, "day-float"), E_NOTFOUND);
    assert_int_equal(number(b, "SELECT count(*) FROM erasure"), 0);
    assert_int_equal(account_leave(&w, "calm-otter"), OK);
    assert_int_equal(number(b, "SELECT count(*) FROM erasure"), 0);
    assert_int_equal(account_leave_erasing(&v, "night-float"), OK);
    assert_true(who_is_guest(v.who));
    /* One who wrote nothing leaves no fewer rows than one who wrote a little. */
    assert_int_equal(number(b, "SELECT count(*) FROM erasure"), 16);
    assert_int_equal(number(b, "SELECT count(*) FROM handle WHERE gone = 1"), 2);
    assert_int_equal(account_leave_erasing(&v, "night-float"), E_GUEST);
    account_close(&v);
    account_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        VISIT_CASE(linked_key_opens_the_account_and_both_are_listed),
        VISIT_CASE(link_code_works_once),
        VISIT_CASE(link_code_ends_after_ten_minutes_and_the_keeper_removes_it),
        VISIT_CASE(later_link_code_takes_the_place_of_the_earlier),
        VISIT_CASE(codes_of_link_and_recovery_are_not_each_other),
        VISIT_CASE(two_days_codes_have_nothing_in_common),
        VISIT_CASE(removed_key_opens_nothing_and_can_let_none_in),
        VISIT_CASE(neither_the_last_key_nor_the_one_in_use_is_removed),
        VISIT_CASE(labels_are_kept_and_the_later_one_holds),
        VISIT_CASE(labels_are_one_line_of_forty_characters),
        VISIT_CASE(recovered_account_finds_the_lost_key_and_removes_it),
        VISIT_CASE(guests_have_no_keys),
        VISIT_CASE(of_two_sysops_who_leave_at_once_one_stays),
        VISIT_CASE(leaving_takes_every_private_row),
        VISIT_CASE(session_that_is_still_open_brings_nothing_back),
        VISIT_CASE(name_of_one_who_left_rests_a_year_and_the_key_may_join_again),
        VISIT_CASE(name_whose_rest_is_over_is_forgotten_by_the_keeper),
        VISIT_CASE(new_recovery_code_takes_the_place_of_the_old),
        VISIT_CASE(leaving_with_erasing_leaves_sealed_jobs_and_without_it_none),
        VISIT_CASE(unnoted_key_of_one_who_left_is_a_guest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
