/* SPDX-License-Identifier: MIT
 *
 * killed.c -- kill -9 of each process, at a bad moment: nobody else notices, nothing accepted is
 * lost, the terminal is left clean.
 */
#include "e2e/harness.h"

#include <signal.h>

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "hal", "calm-hal");
    caller_join(b, "ida", "calm-ida");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* Somebody else on the line all the time. */
static struct screen *witness(struct board *b)
{
    struct screen *s = screen_open(b, CALLER("ida"), 80, 24);

    screen_wait_text(s, "Places");
    return s;
}

static void notices_nothing(struct screen *s)
{
    screen_type(s, "?");
    screen_wait_text(s, "Help ›");
    screen_type(s, "q");
    screen_wait_text(s, "Places");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

/* The process of that name that came last. */
static pid_t newest(struct board *b, const char *name, int n)
{
    pid_t pids[8], last = 0;

    board_wait_processes(b, name, n);
    assert_int_equal(board_processes(b, name, pids, 8), n);
    for (int i = 0; i < n; i++)
        last = pids[i] > last ? pids[i] : last;
    return last;
}

static void a_killed_session_leaves_a_sentence_and_a_clean_terminal(void **state)
{
    struct screen *w = witness(*state), *s = screen_open(*state, CALLER("hal"), 80, 24);

    screen_wait_text(s, "calm-hal");
    kill(newest(*state, "session", 2), SIGKILL);
    assert_int_equal(screen_wait_exit(s), 70);
    screen_assert_clean(s);
    assert_true(screen_find(s, "something went wrong here; what you wrote is kept") >= 0);
    screen_close(s);
    notices_nothing(w);
}

static void a_killed_transport_ends_one_caller(void **state)
{
    struct screen *w = witness(*state), *s = screen_open(*state, CALLER("hal"), 80, 24);

    screen_wait_text(s, "calm-hal");
    kill(newest(*state, "transport", 2), SIGKILL);
    assert_int_equal(screen_wait_exit(s), 255);
    screen_close(s);
    board_wait_processes(*state, "session", 1);
    notices_nothing(w);
}

static void a_killed_keeper_is_started_again(void **state)
{
    struct screen *w = witness(*state);
    pid_t keeper = board_process(*state, "keeper");

    kill(keeper, SIGKILL);
    board_wait_gone(keeper);
    assert_true(board_process(*state, "keeper") != keeper);
    notices_nothing(w);
}

static void a_killed_switchboard_costs_only_live_updates(void **state)
{
    struct screen *w = witness(*state);
    pid_t switchboard = board_process(*state, "switchboard");

    kill(switchboard, SIGKILL);
    board_wait_gone(switchboard);
    notices_nothing(w);
    free(caller_expect(*state, CALLER("hal"), 0, NULL, "whoami"));
}

static void a_killed_listener_drops_nobody_and_can_be_started_again(void **state)
{
    struct board *b = *state;
    struct screen *w = witness(b);
    pid_t listener = b->pid;

    kill(listener, SIGKILL);
    assert_int_equal(process_wait(listener, WAIT_MS), 128 + SIGKILL);
    b->pid = 0;
    board_start(b);
    free(caller_expect(b, CALLER("hal"), 0, NULL, "whoami"));
    notices_nothing(w);
    board_wait_processes(b, "session", 0);
    board_wait_processes(b, "keeper", 1);
    board_wait_processes(b, "switchboard", 1);
}

/* What the board acknowledged is there after everything died at once. */
static void an_acknowledged_post_survives_the_death_of_everything(void **state)
{
    struct board *b = *state;
    pid_t pids[64];
    json_t *o = answer(b, CALLER("hal"), 0, "Kept.",
                       "post fixture-step --as handle --title 'Kept' --json");
    long long id = answer_number(o, "thread");
    int n = process_tree(b->pid, pids, 64);

    json_decref(o);
    kill(b->pid, SIGKILL);
    for (int i = 0; i < n; i++)
        kill(pids[i], SIGKILL);
    process_wait(b->pid, WAIT_MS);
    b->pid = 0;
    board_start(b);
    o = answer(b, CALLER("hal"), 0, NULL, "read %lld --json", id);
    assert_string_equal(answer_text(o, "title"), "Kept");
    json_decref(o);
}

static void a_stop_tells_everybody_and_leaves_clean_terminals(void **state)
{
    struct board *b = *state;
    struct screen *w = witness(b);

    assert_int_equal(board_stop(b), 0);
    screen_wait_exit(w);
    screen_assert_clean(w);
    screen_close(w);
    board_start(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_session_leaves_a_sentence_and_a_clean_terminal),
        cmocka_unit_test(a_killed_transport_ends_one_caller),
        cmocka_unit_test(a_killed_keeper_is_started_again),
        cmocka_unit_test(a_killed_switchboard_costs_only_live_updates),
        cmocka_unit_test(a_killed_listener_drops_nobody_and_can_be_started_again),
        cmocka_unit_test(an_acknowledged_post_survives_the_death_of_everything),
        cmocka_unit_test(a_stop_tells_everybody_and_leaves_clean_terminals),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
