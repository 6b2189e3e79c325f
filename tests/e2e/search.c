/* SPDX-License-Identifier: MIT
 *
 * search.c -- searching by screen with a real ssh: a query, its fault, a result opened at its post
 * and back; lists narrowed, a page looked through.
 */
#include "e2e/harness.h"

#define FIXTURE TEST_DATA "/threads.jsonl"

static struct board *b;

static int setup(void **state)
{
    b = board_new(&(struct board_options){.fixture = FIXTURE});
    caller_join(b, "sue", "calm-sue");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    board_free(b);
    return 0;
}

static void a_result_opens_at_its_post_and_the_query_stays(void **state)
{
    struct screen *s;

    (void)state;
    json_decref(answer(b, CALLER("sue"), 0, "A xylophone among other words.\n",
                       "post fixture-step --as handle --title Instruments --json"));
    s = screen_open(b, &(struct caller){.key = "sue"}, 80, 24);
    screen_wait_text(s, "calm-sue");
    screen_type(s, "s");
    screen_wait_text(s, "side by side");
    screen_type(s, "xylophone OR\r");
    screen_wait_text(s, "OR at column 11 has no word behind it.");
    screen_type(s, "\x7f\x7f\x7f\r");
    screen_wait_text(s, "1 found");
    screen_wait_text(s, "A xylophone among other words.");
    screen_type(s, "\r");
    screen_wait_text(s, "post 1 of 1");
    screen_type(s, "q");
    screen_wait_text(s, "1 found");
    screen_type(s, "qs");
    screen_wait_text(s, "xylophone");
    screen_type(s, "\x15zebra\r");
    screen_wait_text(s, "Nothing found.");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
}

static void a_list_is_narrowed_as_one_types(void **state)
{
    struct screen *s = screen_open(b, &(struct caller){.key = "sue"}, 80, 24);

    (void)state;
    screen_wait_text(s, "calm-sue");
    screen_type(s, "1");
    screen_wait_text(s, "Premed");
    screen_type(s, "/fixture st");
    screen_wait_text(s, "1 of ");
    screen_wait_gone(s, "Premed");
    screen_type(s, "\r\r");
    screen_wait_text(s, "Instruments");
    screen_type(s, "q");
    screen_wait_text(s, "Esc: all");
    screen_type(s, "\033");
    screen_wait_text(s, "Fixture CARS"); /* the row stays selected, and is one of all again */
    screen_type(s, "gg");
    screen_wait_text(s, "Premed");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_opens_at_its_post_and_the_query_stays),
        cmocka_unit_test(a_list_is_narrowed_as_one_types),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
