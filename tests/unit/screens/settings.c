/* SPDX-License-Identifier: MIT
 *
 * settings.c -- a caller's settings: they hold at once, can be taken back, and stay where they
 * belong.
 */
#include "stage.h"

#include <curbside/domain/settings.h>

static enum theme_palette palette_taken(struct stage *st)
{
    enum theme_palette palette;

    assert_true(ui_take_palette(st->ui, &palette));
    return palette;
}

static void open_settings(struct stage *st)
{
    stage_keys(st, ":settings<Enter>");
    assert_string_equal(ui_screen_name(st->ui), "settings");
}

static void settings_hold_at_once_and_are_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    open_settings(&st);
    stage_golden_sizes(&st, "settings");
    stage_keys(&st, "<Enter>");
    assert_int_equal(palette_taken(&st), PALETTE_LIGHT);
    stage_keys(&st, "<Enter>");
    assert_int_equal(palette_taken(&st), PALETTE_CONTRAST);
    assert_shows(&st, "high contrast");
    stage_keys(&st, "<Down><Enter><Enter>");
    assert_int_equal(canvas_charset(ui_draw(st.ui)), CHARSET_ASCII);
    stage_golden(&st, "settings_ascii");
    stage_keys(&st, "zz");
    assert_int_equal(canvas_charset(ui_draw(st.ui)), CHARSET_UNICODE);
    stage_keys(&st, "z");
    assert_int_equal(palette_taken(&st), PALETTE_LIGHT);
    stage_keys(&st, "z");
    assert_shows(&st, "Theme: dark, as before");
    assert_int_equal(palette_taken(&st), PALETTE_DARK);
    stage_done(&st);
}

static void a_zone_is_chosen_from_a_list_with_its_time(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    open_settings(&st);
    stage_keys(&st, "<Down><Down><Enter>");
    stage_golden_sizes(&st, "zones");
    stage_keys(&st, "/new york<Enter><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "settings");
    assert_shows(&st, "Eastern, now 9:00 am");
    stage_keys(&st, "z");
    assert_shows(&st, "UTC, now 2:00 pm");
    stage_done(&st);
}

static void times_by_the_clock_are_shown_everywhere_in_the_readers_zone(void **state)
{
    struct stage st;
    thread_id none = {0};

    (void)state;
    stage_make(&st);
    stage_post(&st, "amber-heron-3", "mcat", none, "CARS plateau", "Words.");
    st.now_ms += 25 * 60 * 1000;
    stage_enter(&st, "quiet-otter-41");
    assert_shows(&st, "25 m");
    assert_int_equal(setting_set(&st.visit, SETTING_ZONE, 10), OK);
    open_settings(&st);
    stage_keys(&st, "<Down><Down><Down><Enter>q");
    assert_shows(&st, "9:00 am");
    stage_keys(&st, "1<Down><Down><Enter>");
    assert_shows(&st, "9:00 am");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "9:00 am");
    stage_done(&st);
}

static void a_members_settings_are_there_at_the_next_visit(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    open_settings(&st);
    stage_keys(&st, "<Enter><Down><Down><Down><Enter>");
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    open_settings(&st);
    assert_shows(&st, "light");
    assert_shows(&st, "by the clock");
    stage_done(&st);
}

static void a_guests_settings_end_with_the_visit_or_go_into_the_account(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "stranger");
    open_settings(&st);
    assert_shows(&st, "for this visit");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "light");
    stage_leave(&st);
    stage_enter(&st, "stranger");
    open_settings(&st);
    assert_shows(&st, "dark");
    stage_keys(&st, "<Enter>q:join<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "join");
    stage_keys(&st, "<Enter>w");
    assert_int_equal(setting_get(&st.visit, SETTING_THEME), THEME_CHOICE_LIGHT);
    open_settings(&st);
    assert_shows(&st, "light");
    stage_done(&st);
}

static void a_client_without_color_is_told_why(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    st.context.no_color = true;
    open_settings(&st);
    assert_shows(&st, "NO_COLOR");
    stage_done(&st);
}

static void plain_mode_is_asked_for_and_goes_on_where_one_was(void **state)
{
    struct stage st;
    struct str said = STR_INIT;
    enum ui_mode mode;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    open_settings(&st);
    assert_false(ui_take_mode(st.ui, &mode));
    stage_keys(&st, "<Down><Down><Down><Down><Enter>");
    assert_true(ui_take_mode(st.ui, &mode));
    assert_int_equal(mode, UI_PLAIN_ECHO);
    assert_int_equal(ui_mode_set(st.ui, mode), OK);
    ui_take_text(st.ui, &said);
    assert_non_null(strstr(str_cstr(&said), "Plain mode: on"));
    assert_non_null(strstr(str_cstr(&said), "5. Plain mode, on"));
    str_clear(&said);
    ui_input(st.ui, "undo\r", 5);
    ui_take_text(st.ui, &said);
    assert_non_null(strstr(str_cstr(&said), "Plain mode: off, as before"));
    assert_true(ui_take_mode(st.ui, &mode));
    assert_int_equal(mode, UI_DRAWN);
    assert_int_equal(ui_mode_set(st.ui, mode), OK);
    ui_resize(st.ui, 80, 24);
    assert_shows(&st, "Plain mode    off");
    str_done(&said);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_hold_at_once_and_are_taken_back),
        cmocka_unit_test(a_zone_is_chosen_from_a_list_with_its_time),
        cmocka_unit_test(times_by_the_clock_are_shown_everywhere_in_the_readers_zone),
        cmocka_unit_test(a_members_settings_are_there_at_the_next_visit),
        cmocka_unit_test(a_guests_settings_end_with_the_visit_or_go_into_the_account),
        cmocka_unit_test(a_client_without_color_is_told_why),
        cmocka_unit_test(plain_mode_is_asked_for_and_goes_on_where_one_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
