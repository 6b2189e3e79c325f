/* SPDX-License-Identifier: MIT
 *
 * live.c -- what one reader shows of what another posts meanwhile, over two real clients: in a
 * second, and nothing that is being read moves.
 */
#include "e2e/harness.h"

#define FIXTURE TEST_DATA "/threads.jsonl"

enum {
    LIVE_MS = 1000
};

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = FIXTURE});

    caller_join(b, "ada", "calm-ada");
    caller_join(b, "bea", "calm-bea");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static long long post(struct board *b, const char *title)
{
    json_t *o = answer(b, CALLER("ada"), 0, "Words.",
                       "post fixture-step --as handle --title '%s' --json", title);
    long long thread = answer_number(o, "thread");

    json_decref(o);
    return thread;
}

static void reply(struct board *b, long long thread, const char *body)
{
    json_decref(answer(b, CALLER("ada"), 0, body, "reply %lld --as handle --json", thread));
}

static bool shows(struct screen *s, void *words)
{
    return screen_find(s, words) >= 0;
}

/* The client that posted has ended: from now on it takes no longer than this. */
static void within_a_second(struct screen *s, const char *words)
{
    if (!screen_wait(s, shows, (void *)(uintptr_t)words, LIVE_MS))
        screen_print(s, words);
    assert_true(screen_find(s, words) >= 0);
}

static void a_thread_tells_of_new_posts_and_stays_where_it_is(void **state)
{
    struct board *b = *state;
    long long thread = post(b, "Read while others write");
    struct screen *s;
    char before[4096];

    for (int i = 0; i < 3; i++)
        reply(b, thread, "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.");
    s = screen_open(b, CALLER("bea"), 80, 24);
    screen_wait_text(s, "Places");
    screen_go_board(s, "Fixture Step");
    screen_select(s, "Read while", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "post 1 of 4");
    screen_type(s, "}");
    screen_wait_text(s, "post 2 of 4");
    snprintf(before, sizeof before, "%s", strchr(screen_text(s), '\n'));
    reply(b, thread, "Late.");
    within_a_second(s, "post 2 of 4 · 1 new below");
    assert_string_equal(strchr(screen_text(s), '\n'), before);
    reply(b, thread, "Later.");
    within_a_second(s, "2 new below");
    assert_string_equal(strchr(screen_text(s), '\n'), before);
    screen_close(s);
}

static void lists_and_home_show_what_is_posted_under_the_hand(void **state)
{
    struct board *b = *state;
    struct screen *s;

    post(b, "Already there");
    s = screen_open(b, CALLER("bea"), 80, 24);
    screen_wait_text(s, "Places");
    screen_select(s, "Already there", "j");
    post(b, "Seen at home");
    within_a_second(s, "Seen at home");
    screen_wait_cursor(s, "Already there");
    screen_type(s, "gg");
    screen_go_board(s, "Fixture Step");
    screen_select(s, "Already there", "j");
    post(b, "Seen in the list");
    within_a_second(s, "Seen in the list");
    screen_wait_cursor(s, "Already there");
    screen_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_tells_of_new_posts_and_stays_where_it_is),
        cmocka_unit_test(lists_and_home_show_what_is_posted_under_the_hand),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
