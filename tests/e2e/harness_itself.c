/* SPDX-License-Identifier: MIT
 *
 * harness_itself.c -- the harness sees what a terminal would show, before any board is asked.
 */
#include "e2e/harness.h"

static struct screen *shell(const char *script, int cols, int rows)
{
    struct words w = {{NULL}, 0};
    struct screen *s;

    words_add_all(&w, "sh", "-c", script, NULL);
    s = screen_run(&w, cols, rows, "xterm-256color");
    words_done(&w);
    return s;
}

static void text_cursor_and_attributes_are_read(void **state)
{
    struct screen *s = shell("printf 'a\\033[1;31mbold\\033[0m \\344\\270\\226!'; read x", 40, 10);
    int row, col;

    (void)state;
    screen_wait_text(s, "abold \xe4\xb8\x96!");
    screen_cursor(s, &row, &col, NULL);
    assert_int_equal(row, 0);
    assert_int_equal(col, 9); /* the ideograph is two cells wide */
    assert_true(screen_look(s, 0, 1).bold);
    assert_int_equal(screen_look(s, 0, 1).fg, 1);
    assert_false(screen_look(s, 0, 0).bold);
    assert_int_equal(screen_look(s, 0, 6).width, 2);
    screen_close(s);
}

static void exit_status_and_resize_are_seen(void **state)
{
    struct screen *s = shell("trap 'stty size; exit 7' WINCH; echo on; while :; do read x; done",
                             40, 10);

    (void)state;
    screen_wait_text(s, "on");
    screen_resize(s, 100, 30);
    screen_type(s, "\r");
    screen_wait_text(s, "30 100");
    assert_int_equal(screen_wait_exit(s), 7);
    screen_assert_clean(s);
    screen_close(s);
}

static void a_bracketed_paste_is_bracketed(void **state)
{
    struct screen *s = shell("stty raw -echo; printf '\\033[?2004h'; echo on; head -c 14 | od -c; "
                             "printf '\\033[?2004l'",
                             80, 10);

    (void)state;
    screen_wait_text(s, "on");
    screen_paste(s, "xy", 2);
    screen_wait_text(s, "2   0   0   ~   x   y");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static void a_program_gets_its_input_and_gives_its_outputs(void **state)
{
    struct words w = {{NULL}, 0};
    struct outcome r;

    (void)state;
    words_add_all(&w, "sh", "-c", "cat; echo trouble >&2; exit 3", NULL);
    r = process_run(&w, "hello", 5, WAIT_MS);
    assert_int_equal(r.status, 3);
    assert_string_equal(r.out, "hello");
    assert_string_equal(r.err, "trouble\n");
    outcome_done(&r);
    words_done(&w);
}

static void a_program_that_runs_too_long_is_ended(void **state)
{
    struct words w = {{NULL}, 0};
    struct outcome r;

    (void)state;
    words_add_all(&w, "tail", "-f", "/dev/null", NULL);
    r = process_run(&w, NULL, 0, 50);
    assert_int_equal(r.status, -1);
    outcome_done(&r);
    words_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_cursor_and_attributes_are_read),
        cmocka_unit_test(exit_status_and_resize_are_seen),
        cmocka_unit_test(a_bracketed_paste_is_bracketed),
        cmocka_unit_test(a_program_gets_its_input_and_gives_its_outputs),
        cmocka_unit_test(a_program_that_runs_too_long_is_ended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
