/* SPDX-License-Identifier: MIT
 *
 * last_words.c -- what a process said before it ended is heard, also when it ended without having
 * read what was said to it.
 */
#include "unit.h"

#include <sys/socket.h>
#include <unistd.h>

#include <curbside/ssh/bell.h>
#include <curbside/ssh/wire.h>

static void an_exit_is_heard_from_a_session_that_left_messages_unread(void **state)
{
    struct wire_message drained = {.type = WIRE_DRAINED, .u.delivered = 1};
    struct wire_message bye = {.type = WIRE_EXIT, .u.exit = {3, 1}}, heard;
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair), 0);
    assert_int_equal(wire_send(pair[0], &drained), OK);
    assert_int_equal(wire_send(pair[1], &bye), OK);
    close(pair[1]);
    assert_int_equal(wire_receive(pair[0], buffer, &heard), OK);
    assert_int_equal(heard.type, WIRE_EXIT);
    assert_int_equal(heard.u.exit.status, 3);
    assert_int_equal(wire_receive(pair[0], buffer, &heard), E_CLOSED);
    close(pair[0]);
}

static void a_stop_is_heard_from_a_switchboard_that_left_rings_unread(void **state)
{
    uint8_t stopping[BELL_BYTES];
    struct bell_line line;
    struct bell heard;
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair), 0);
    line = (struct bell_line){.fd = pair[0]};
    assert_int_equal(bell_ring(&line, 7), OK);
    bell_format(&(struct bell){.type = BELL_STOPPING}, stopping);
    assert_int_equal(send(pair[1], stopping, sizeof stopping, 0), sizeof stopping);
    close(pair[1]);
    assert_int_equal(bell_receive(&line, &heard), OK);
    assert_int_equal(heard.type, BELL_STOPPING);
    assert_int_equal(bell_receive(&line, &heard), E_CLOSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exit_is_heard_from_a_session_that_left_messages_unread),
        cmocka_unit_test(a_stop_is_heard_from_a_switchboard_that_left_rings_unread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
