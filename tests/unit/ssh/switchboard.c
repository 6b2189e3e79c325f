/* SPDX-License-Identifier: MIT
 *
 * switchboard.c -- bells reach who subscribed, at most four times a second, and the last is heard.
 *
 * The switchboard runs as a child under its sandbox, as in a server.
 */
#include "unit.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <curbside/base/clock.h>
#include <curbside/base/fd.h>

#include "sandbox.h"
#include "switchboard.h"

enum {
    JOINS = 3,
    PASSES = 2,
    PATIENCE_MS = 10 * 1000,
    KEEPER = 1000, /* as a source: its line governs */
};

static int control = -1;
static pid_t switchboard;

static int start(void **state)
{
    int pair[2];

    (void)state;
    assert_int_equal(sandbox_prepare(NULL), OK);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
                     0);
    switchboard = fork();
    if (switchboard == 0) {
        close(pair[0]);
        _exit(switchboard_run(pair[1], -1, JOINS, PASSES));
    }
    close(pair[1]);
    control = pair[0];
    return 0;
}

static int stop(void **state)
{
    int status;

    (void)state;
    fd_close(&control);
    assert_int_equal(waitpid(switchboard, &status, 0), switchboard);
    assert_int_equal(status, 0);
    return 0;
}

static struct bell_line line_new(uint64_t source)
{
    int pair[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair),
                     0);
    assert_int_equal(switchboard_add(control, pair[1], source, source == KEEPER), OK);
    close(pair[1]);
    return (struct bell_line){.fd = pair[0]};
}

/* The next bell within `ms`. */
static enum err hear(struct bell_line *l, int ms, struct bell *ret)
{
    int64_t deadline = clock_mono_ms(&clock_system) + ms;

    for (;;) {
        struct pollfd p = {l->fd, POLLIN, 0};
        int64_t left = deadline - clock_mono_ms(&clock_system);
        enum err err = bell_receive(l, ret);

        if (err != E_NOTREADY)
            return err;
        if (left <= 0)
            return E_TIMEOUT;
        poll(&p, 1, (int)left);
    }
}

/* An answer shows that everything said on this line before it has been heard. */
static void settle(struct bell_line *l)
{
    IGNORE(bell_may_join(l)); /* whatever it says */
}

static void a_ring_reaches_subscribers_and_nobody_else(void **state)
{
    struct bell_line a = line_new(1), b = line_new(2), c = line_new(3);
    struct bell got;

    (void)state;
    assert_int_equal(bell_subscribe(&a, 7), OK);
    assert_int_equal(bell_subscribe(&b, 8), OK);
    settle(&a);
    settle(&b);
    assert_int_equal(bell_ring(&c, 7), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(got.type, BELL_RANG);
    assert_int_equal(got.topic, 7);
    settle(&c);
    assert_int_equal(bell_receive(&b, &got), E_NOTREADY);
    assert_int_equal(bell_receive(&c, &got), E_NOTREADY);
    fd_close(&a.fd);
    fd_close(&b.fd);
    fd_close(&c.fd);
}

static void many_rings_are_few_bells_and_the_last_is_heard(void **state)
{
    struct bell_line a = line_new(1), b = line_new(2);
    int64_t began = clock_mono_ms(&clock_system);
    struct bell got;
    int heard = 0;

    (void)state;
    assert_int_equal(bell_subscribe(&a, 7), OK);
    settle(&a);
    for (int i = 0; i < 300; i++) {
        assert_int_equal(bell_ring(&b, 7), OK);
        settle(&b); /* so that none is dropped by a full line */
    }
    while (hear(&a, 2 * BELL_INTERVAL_MS, &got) == OK)
        heard++;
    assert_in_range(heard, 2, 2 + (clock_mono_ms(&clock_system) - began) / BELL_INTERVAL_MS);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

static void who_unsubscribed_hears_nothing_more(void **state)
{
    struct bell_line a = line_new(1);
    struct bell got;

    (void)state;
    assert_int_equal(bell_subscribe(&a, 7), OK);
    assert_int_equal(bell_ring(&a, 7), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(bell_ring(&a, 7), OK); /* kept for later ... */
    assert_int_equal(bell_unsubscribe(&a, 7), OK);
    assert_int_equal(bell_subscribe(&a, 9), OK);
    assert_int_equal(bell_ring(&a, 9), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(got.topic, 9);
    assert_int_equal(hear(&a, 2 * BELL_INTERVAL_MS, &got), E_TIMEOUT); /* ... and dropped */
    fd_close(&a.fd);
}

static void a_line_holds_so_many_topics(void **state)
{
    struct bell_line a = line_new(1);
    struct bell got;

    (void)state;
    for (uint64_t topic = 101; topic <= 100 + BELL_TOPICS_MAX + 1; topic++)
        assert_int_equal(bell_subscribe(&a, topic), OK);
    assert_int_equal(bell_ring(&a, 100 + BELL_TOPICS_MAX + 1), OK);
    assert_int_equal(bell_ring(&a, 100 + BELL_TOPICS_MAX), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(got.topic, 100 + BELL_TOPICS_MAX);
    fd_close(&a.fd);
}

static void a_line_that_says_nonsense_is_hung_up(void **state)
{
    struct bell_line a = line_new(1), b = line_new(2);
    struct bell got;

    (void)state;
    assert_int_equal(send(a.fd, "nonsense", 8, 0), 8);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), E_CLOSED);
    assert_int_equal(a.fd, -1);
    assert_int_equal(bell_ring(&a, 7), E_CLOSED);
    assert_int_equal(bell_subscribe(&b, 7), OK);
    assert_int_equal(bell_ring(&b, 7), OK);
    assert_int_equal(hear(&b, PATIENCE_MS, &got), OK);
    fd_close(&b.fd);
}

static void a_subscriber_who_reads_nothing_delays_nobody(void **state)
{
    struct bell_line deaf = line_new(1), a = line_new(2), b = line_new(3);
    int64_t began = clock_mono_ms(&clock_system);
    struct bell got;

    (void)state;
    for (uint64_t topic = 101; topic <= 100 + BELL_TOPICS_MAX; topic++)
        assert_int_equal(bell_subscribe(&deaf, topic), OK);
    settle(&deaf);
    for (uint64_t topic = 101; topic <= 100 + BELL_TOPICS_MAX; topic++) {
        assert_int_equal(bell_subscribe(&a, topic), OK);
        assert_int_equal(bell_ring(&b, topic), OK);
        settle(&b);
    }
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_true(clock_mono_ms(&clock_system) - began < PATIENCE_MS);
    fd_close(&deaf.fd);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

static void joins_are_counted_by_source(void **state)
{
    struct bell_line a = line_new(41), again = line_new(41), other = line_new(42);

    (void)state;
    for (int i = 0; i < JOINS; i++)
        assert_int_equal(bell_may_join(i % 2 ? &a : &again), OK);
    assert_int_equal(bell_may_join(&a), E_JOINS_FAST);
    assert_int_equal(bell_may_join(&again), E_JOINS_FAST);
    assert_int_equal(bell_may_join(&other), OK);
    fd_close(&a.fd);
    fd_close(&again.fd);
    fd_close(&other.fd);
}

static void newcomers_posts_are_counted_by_board_for_all_lines_together(void **state)
{
    struct bell_line a = line_new(41), other = line_new(42);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(bell_may_pass(&a, 7, false), OK); /* counts nothing */
    assert_int_equal(bell_may_pass(&a, 7, true), OK);
    assert_int_equal(bell_may_pass(&other, 7, true), OK);
    assert_int_equal(bell_may_pass(&a, 7, false), E_TOOFAST);
    assert_int_equal(bell_may_pass(&a, 7, true), E_TOOFAST);
    assert_int_equal(bell_may_pass(&other, 7, true), E_TOOFAST);
    assert_int_equal(bell_may_pass(&other, 8, true), OK);
    fd_close(&a.fd);
    fd_close(&other.fd);
    assert_int_equal(bell_may_pass(&a, 8, true), E_BUSY);
}

static void nobody_joins_over_a_broken_line(void **state)
{
    struct bell_line a = {.fd = -1};

    (void)state;
    assert_int_equal(bell_may_join(&a), E_BUSY);
}

static void everybody_hears_that_the_server_stops(void **state)
{
    struct bell_line a = line_new(1), b = line_new(2);
    struct bell got;

    (void)state;
    assert_int_equal(switchboard_stop(control), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(got.type, BELL_STOPPING);
    assert_int_equal(hear(&b, PATIENCE_MS, &got), OK);
    assert_int_equal(got.type, BELL_STOPPING);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

static void the_switchboard_outlives_the_listener_until_its_last_line_ends(void **state)
{
    struct bell_line a = line_new(1);
    struct bell got;

    (void)state;
    fd_close(&control);
    assert_int_equal(bell_subscribe(&a, 7), OK);
    assert_int_equal(bell_ring(&a, 7), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    fd_close(&a.fd); /* stop() waits for its end */
}

/* ---- sessions ---- */

static int list(struct bell_line *keeper, struct bell_line *l,
                struct bell_session rows[static BELL_SESSIONS_MAX])
{
    enum {
        ANSWER = 1000
    };
    bool second;
    int n;

    assert_int_equal(bell_subscribe(l, ANSWER), OK);
    settle(l);
    assert_int_equal(bell_list(keeper, ANSWER), OK);
    assert_int_equal(bell_ring(keeper, ANSWER), OK);
    assert_int_equal(bell_await(l, ANSWER, PATIENCE_MS, rows, &n, &second), OK);
    assert_int_equal(bell_unsubscribe(l, ANSWER), OK);
    return n;
}

static void the_keeper_lists_callers_who_said_what_they_see(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1), b = line_new(2), c = line_new(3);
    struct bell_session rows[BELL_SESSIONS_MAX];

    (void)state;
    assert_int_equal(bell_am(&a, BELL_SCREENS), OK);
    assert_int_equal(bell_am(&b, BELL_COMMAND), OK);
    assert_int_equal(bell_rests(&b, true), OK);
    settle(&a);
    settle(&b);
    settle(&c);
    assert_int_equal(list(&keeper, &a, rows), 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rows[i].kind, rows[i].own ? BELL_SCREENS : BELL_COMMAND);
        assert_int_equal(rows[i].age, BELL_AGE_NEW);
        assert_false(rows[i].idle); /* a minute is not ten */
    }
    assert_true(rows[0].own != rows[1].own);
    assert_int_not_equal(rows[0].number, rows[1].number);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
    fd_close(&b.fd);
    fd_close(&c.fd);
}

/* Who came after the list was made is in the next one, a minute later: two lists in a moment cannot
 * tell who has just come. */
static void a_list_stands_for_a_minute(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1), b = line_new(2);
    struct bell_session rows[BELL_SESSIONS_MAX], again[BELL_SESSIONS_MAX];

    (void)state;
    assert_int_equal(bell_am(&a, BELL_SCREENS), OK);
    settle(&a);
    assert_int_equal(list(&keeper, &a, rows), 1);
    assert_int_equal(bell_am(&b, BELL_PLAIN), OK);
    settle(&b);
    assert_int_equal(list(&keeper, &a, again), 1);
    assert_int_equal(rows[0].number, again[0].number);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

static void the_keeper_ends_a_session_by_its_number(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1);
    struct bell_session rows[BELL_SESSIONS_MAX];
    struct bell got;

    (void)state;
    assert_int_equal(bell_end_session(&keeper, BELL_NUMBER_MIN), E_NOTFOUND);
    assert_int_equal(bell_am(&a, BELL_SCREENS), OK);
    settle(&a);
    assert_int_equal(list(&keeper, &a, rows), 1);
    assert_int_equal(bell_end_session(&keeper, rows[0].number == BELL_NUMBER_MAX
                                                   ? BELL_NUMBER_MIN
                                                   : rows[0].number + 1),
                     E_NOTFOUND);
    assert_int_equal(bell_end_session(&keeper, rows[0].number), OK);
    assert_int_equal(hear(&a, PATIENCE_MS, &got), OK);
    assert_int_equal(got.type, BELL_END);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
}

/* It has ended, but for what it stores later: it hears of a stop, and is listed and ended no more.
 */
static void who_sees_nothing_any_more_is_listed_and_ended_no_more(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1), b = line_new(2);
    struct bell_session rows[BELL_SESSIONS_MAX];
    int number;

    (void)state;
    assert_int_equal(bell_am(&a, BELL_SCREENS), OK);
    settle(&a);
    assert_int_equal(list(&keeper, &b, rows), 1);
    number = rows[0].number;
    assert_int_equal(bell_am(&a, BELL_NOTHING), OK);
    settle(&a);
    assert_int_equal(list(&keeper, &b, rows), 0);
    assert_int_equal(bell_end_session(&keeper, number), E_NOTFOUND);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

/* A caller's process in the wrong hands: it loses its line, and nothing else happens. */
static void the_keeper_sets_what_is_counted_by(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1), b = line_new(2), c = line_new(3);
    struct bell got;

    (void)state;
    assert_int_equal(bell_limits(&keeper, 1, 0), OK);
    assert_int_equal(bell_end_session(&keeper, BELL_NUMBER_MIN), E_NOTFOUND); /* it was heard */
    assert_int_equal(bell_may_join(&a), OK);
    assert_int_equal(bell_may_join(&a), E_JOINS_FAST);
    assert_int_equal(bell_may_pass(&b, 8, true), E_TOOFAST);
    assert_int_equal(bell_limits(&keeper, 2, 1), OK);
    assert_int_equal(bell_end_session(&keeper, BELL_NUMBER_MIN), E_NOTFOUND);
    assert_int_equal(bell_may_join(&a), OK);
    assert_int_equal(bell_may_join(&a), E_JOINS_FAST);
    assert_int_equal(bell_may_pass(&b, 8, true), OK);
    assert_int_equal(bell_limits(&c, 100, 100), OK);
    assert_int_equal(hear(&c, PATIENCE_MS, &got), E_CLOSED); /* a caller sets nothing */
    assert_int_equal(bell_may_join(&a), E_JOINS_FAST);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
    fd_close(&b.fd);
}

static void callers_command_nothing(void **state)
{
    struct bell_line keeper = line_new(KEEPER), victim = line_new(1);
    struct bell_session rows[BELL_SESSIONS_MAX];
    struct bell got;

    (void)state;
    assert_int_equal(bell_am(&victim, BELL_SCREENS), OK);
    assert_int_equal(bell_subscribe(&victim, BELL_TOPIC_NEWS), OK);
    settle(&victim);
    assert_int_equal(list(&keeper, &victim, rows), 1);
    for (int i = 0; i < 3; i++) {
        struct bell_line bad = line_new(2);

        if (i == 0)
            assert_int_equal(bell_end_session(&bad, rows[0].number), E_BUSY);
        if (i == 1)
            assert_int_equal(bell_list(&bad, 7), OK);
        if (i == 2)
            assert_int_equal(bell_ring(&bad, BELL_TOPIC_NEWS), OK);
        assert_int_equal(bell_may_join(&bad), E_BUSY); /* hung up */
        fd_close(&bad.fd);
    }
    settle(&victim);
    assert_int_equal(bell_receive(&victim, &got), E_NOTREADY);
    assert_int_equal(bell_ring(&keeper, BELL_TOPIC_NEWS), OK);
    assert_int_equal(hear(&victim, PATIENCE_MS, &got), OK);
    assert_int_equal(got.topic, BELL_TOPIC_NEWS);
    fd_close(&keeper.fd);
    fd_close(&victim.fd);
}

static void what_is_about_the_server_outlasts_a_question(void **state)
{
    struct bell_line keeper = line_new(KEEPER), a = line_new(1);
    struct bell got;

    (void)state;
    assert_int_equal(bell_subscribe(&a, BELL_TOPIC_NEWS), OK);
    settle(&a);
    assert_int_equal(bell_ring(&keeper, BELL_TOPIC_NEWS), OK);
    IGNORE(bell_end_session(&keeper, BELL_NUMBER_MIN)); /* so that the ring was passed on */
    settle(&a);
    assert_int_equal(bell_receive(&a, &got), OK);
    assert_int_equal(got.topic, BELL_TOPIC_NEWS);
    assert_int_equal(bell_receive(&a, &got), E_NOTREADY);
    fd_close(&keeper.fd);
    fd_close(&a.fd);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_ring_reaches_subscribers_and_nobody_else),
        TEST(many_rings_are_few_bells_and_the_last_is_heard),
        TEST(who_unsubscribed_hears_nothing_more),
        TEST(a_line_holds_so_many_topics),
        TEST(a_line_that_says_nonsense_is_hung_up),
        TEST(a_subscriber_who_reads_nothing_delays_nobody),
        TEST(joins_are_counted_by_source),
        TEST(newcomers_posts_are_counted_by_board_for_all_lines_together),
        TEST(nobody_joins_over_a_broken_line),
        TEST(everybody_hears_that_the_server_stops),
        TEST(the_keeper_lists_callers_who_said_what_they_see),
        TEST(a_list_stands_for_a_minute),
        TEST(the_keeper_ends_a_session_by_its_number),
        TEST(who_sees_nothing_any_more_is_listed_and_ended_no_more),
        TEST(the_keeper_sets_what_is_counted_by),
        TEST(callers_command_nothing),
        TEST(what_is_about_the_server_outlasts_a_question),
        TEST(the_switchboard_outlives_the_listener_until_its_last_line_ends),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
