/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- a school found, and one's own report handed in, over a real connection.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){0});

    caller_join(b, "ada", "calm-ada");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void a_report_is_written_on_the_screen_and_read_by_command(void **state)
{
    struct screen *s = screen_open_command(*state, CALLER("ada"), 80, 24, "open school/jefferson");
    char *out;

    screen_wait_text(s, "Interviews › Jefferson Kimmel");
    screen_type(s, "w");
    screen_wait_text(s, "1 of 4: the essentials");
    /* The month that every clock has behind it, then where, format, stress, impression. */
    screen_type(s, "a\tv\tm\t6\tb");
    screen_wait_text(s, "< better >");
    screen_type(s, "\030");
    screen_wait_text(s, "Hand it in");
    screen_type(s, "h");
    screen_wait_text(s, "Handed in.");
    screen_close(s);
    out = caller_expect(*state, CALLER("ada"), 0, NULL, "interview show jefferson");
    assert_non_null(strstr(out, "format: mmi\nstress: 6\nimpression: 1\n"));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_written_on_the_screen_and_read_by_command),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
