/* SPDX-License-Identifier: MIT
 *
 * comfort.c -- settings that follow an account, the boss key, hints: with a real client, over more
 * than one call.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "wim", "calm-wim");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static struct screen *call(struct board *b, const char *env)
{
    struct caller c = {.key = "wim", .options = {env}};

    return screen_open(b, &c, 80, 24);
}

static void leave(struct screen *s)
{
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static bool has_color(struct screen *s)
{
    for (int r = 0; r < screen_rows(s); r++)
        for (int c = 0; c < screen_cols(s); c++)
            if (screen_look(s, r, c).fg >= 0)
                return true;
    return false;
}

static void settings_follow_the_account_to_the_next_call(void **state)
{
    struct screen *s = call(*state, NULL);
    int dark;

    screen_wait_text(s, "Places");
    screen_settle(s, 60);
    dark = screen_look(s, 0, 1).fg; /* "Curbside" */
    screen_type(s, ":settings\r");
    screen_wait_text(s, "Time zone");
    screen_type(s, "\rjjj\r");
    screen_wait_text(s, "Times: by the clock");
    leave(s);

    s = call(*state, NULL);
    screen_wait_text(s, "Places");
    screen_settle(s, 60);
    assert_int_not_equal(screen_look(s, 0, 1).fg, dark);
    screen_type(s, ":settings\r");
    screen_wait_text(s, "by the clock");
    screen_type(s, "\r\r\r");
    screen_wait_text(s, "Theme: dark");
    leave(s);
}

static void no_color_of_the_client_is_heard(void **state)
{
    struct screen *s = call(*state, "-oSetEnv=NO_COLOR=1");

    screen_wait_text(s, "Places");
    screen_settle(s, 60);
    assert_false(has_color(s));
    leave(s);
    s = call(*state, "-oSetEnv=NO_COLOR=");
    screen_wait_text(s, "Places");
    screen_settle(s, 60);
    assert_true(has_color(s));
    leave(s);
}

static void plain_mode_begins_at_once_lasts_and_ends_at_once(void **state)
{
    struct screen *s = call(*state, NULL);

    screen_wait_text(s, "Places");
    screen_type(s, ":settings\r");
    screen_wait_text(s, "Time zone");
    screen_type(s, "jjjj\r");
    screen_wait_text(s, "5. Plain mode, on");
    screen_wait_text(s, "Command:");
    screen_assert_clean(s);
    screen_type(s, "quit\r");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);

    s = call(*state, NULL);
    screen_wait_text(s, "Command:");
    screen_type(s, "\020"); /* Ctrl-P */
    screen_wait_text(s, "Go to");
    screen_type(s, "settings\r");
    screen_settle(s, 100);
    screen_type(s, "1\r");
    screen_wait_text(s, "5. Plain mode, on");
    screen_type(s, "5\r");
    screen_wait_text(s, "Plain mode    off");
    screen_wait_text(s, "Enter change");
    leave(s);
}

static void the_boss_key_in_the_composer_loses_nothing(void **state)
{
    struct screen *s = call(*state, NULL);

    screen_wait_text(s, "Places");
    screen_go_board(s, "Fixture C");
    screen_type(s, "w");
    screen_wait_text(s, "Title");
    screen_type(s, "A title\t\tHalf a sentence with a \\ in it");
    screen_wait_text(s, "with a \\ in it");
    screen_type(s, "\034");
    screen_wait_text(s, "$ df -h");
    screen_wait_gone(s, "Half a");
    assert_string_equal(screen_title(s), "sh");
    screen_type(s, "q");
    screen_wait_text(s, "with a \\ in it");
    screen_wait_text(s, "A title");
    assert_string_equal(screen_title(s), "Curbside");
    screen_type(s, " and more");
    screen_wait_text(s, "in it and more");
    screen_cut(s);
    screen_close(s);
    s = call(*state, NULL);
    screen_wait_text(s, "A title");
    leave(s);
}

static void a_hint_is_shown_at_the_first_visit_and_at_no_later_call(void **state)
{
    struct screen *s;

    caller_join(*state, "ana", "calm-ana");
    s = screen_open(*state, CALLER("ana"), 80, 24);
    screen_wait_text(s, "Arrow keys and Enter are enough");
    screen_type(s, "1");
    screen_wait_gone(s, "Arrow keys and Enter");
    leave(s);
    s = screen_open(*state, CALLER("ana"), 80, 24);
    screen_wait_text(s, "Places");
    screen_settle(s, 60);
    assert_int_equal(screen_find(s, "Arrow keys and Enter"), -1);
    leave(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_follow_the_account_to_the_next_call),
        cmocka_unit_test(no_color_of_the_client_is_heard),
        cmocka_unit_test(plain_mode_begins_at_once_lasts_and_ends_at_once),
        cmocka_unit_test(the_boss_key_in_the_composer_loses_nothing),
        cmocka_unit_test(a_hint_is_shown_at_the_first_visit_and_at_no_later_call),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
