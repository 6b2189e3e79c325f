/* SPDX-License-Identifier: MIT
 *
 * board_settings.c -- a sysop sets what holds for the whole board, within what protects people.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/board_settings.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/undo.h>
#include <curbside/store/meta.h>

static int value_now(enum board_setting which)
{
    struct board_settings now;

    assert_int_equal(board_settings_load(&town.guest.v, &board_settings_default, &now), OK);
    return now.values[which];
}

static void a_setting_lies_over_the_file_until_it_is_taken_back(void **state)
{
    action_id one, two, id;
    bool set;

    (void)state;
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 120);
    assert_int_equal(board_setting_set(&town.mod.v, BOARD_SPREAD_MINUTES, 180, &id), E_DENIED);
    assert_int_equal(board_setting_is_set(&town.mod.v, BOARD_SPREAD_MINUTES, &set), E_DENIED);
    assert_int_equal(board_setting_unset(&town.sysop.v, BOARD_SPREAD_MINUTES, &id), E_DONE_ALREADY);
    assert_int_equal(board_setting_set(&town.sysop.v, BOARD_SPREAD_MINUTES, 180, &one), OK);
    assert_int_equal(board_setting_set(&town.sysop.v, BOARD_SPREAD_MINUTES, 180, &id),
                     E_DONE_ALREADY);
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 180);
    assert_int_equal(board_setting_unset(&town.sysop.v, BOARD_SPREAD_MINUTES, &two), OK);
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 120);
    assert_int_equal(action_undo(&town.sysop.v, one, &id), E_STALE);
    assert_int_equal(action_undo(&town.sysop.v, two, &id), OK);
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 180);
    assert_int_equal(action_undo(&town.sysop.v, one, &id), OK);
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 120);
}

static void what_protects_less_is_refused_with_its_range(void **state)
{
    action_id id;

    (void)state;
    for (int i = 0; i < N_BOARD_SETTINGS; i++) {
        enum board_setting which = (enum board_setting)i;
        const struct board_setting_about *about = board_setting_about(which);

        assert_int_equal(board_setting_set(&town.sysop.v, which, about->min - 1, &id),
                         E_NUMBER_INVALID);
        assert_int_equal(board_setting_set(&town.sysop.v, which, about->max + 1, &id),
                         E_NUMBER_INVALID);
        assert_true(board_settings_default.values[i] >= about->min);
        assert_true(board_settings_default.values[i] <= about->max);
        assert_true(which == BOARD_IDLE_MINUTES ||
                    (which >= BOARD_JOINS ? about->max : about->min) ==
                        board_settings_default.values[i]);
    }
    assert_non_null(strstr(board_setting_range(&town.f->a, BOARD_SPREAD_MINUTES),
                           "from 120 to 1440 minutes. Less protects people less"));
}

/* Whatever stands in the database: nothing below the range holds. */
static void a_stored_value_out_of_its_range_is_left_out(void **state)
{
    struct txn txn = TXN_NONE;

    (void)state;
    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(meta_set(town.f->db, "setting.spread_minutes", "0", 1), OK);
    assert_int_equal(meta_set(town.f->db, "setting.nonsense", "9", 1), OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(value_now(BOARD_SPREAD_MINUTES), 120);
}

static void the_log_says_what_was_set(void **state)
{
    struct modlog_page log;
    action_id id;

    (void)state;
    assert_int_equal(board_setting_set(&town.sysop.v, BOARD_IDLE_MINUTES, 30, &id), OK);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    assert_string_equal(log.rows[0].reason, "idle_minutes = 30");
    assert_string_equal(log.rows[0].target, "setting/idle_minutes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_setting_lies_over_the_file_until_it_is_taken_back),
        TOWN_TEST(what_protects_less_is_refused_with_its_range),
        TOWN_TEST(a_stored_value_out_of_its_range_is_left_out),
        TOWN_TEST(the_log_says_what_was_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
