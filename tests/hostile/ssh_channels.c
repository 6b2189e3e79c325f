/* SPDX-License-Identifier: MIT
 *
 * ssh_channels.c -- clients that ask for what a board does not have.
 */
#include "hostile/ssh_raw.h"

static void a_second_channel_is_refused_and_the_first_goes_on(void **state)
{
    static struct raw_buffer out;
    struct raw *r = raw_open(*state);
    uint32_t first = 0, second = 0;

    raw_login_guest(r);
    assert_int_equal(raw_open_channel(r, "session", 0, 1 << 20, &first), RAW_CHANNEL_CONFIRM);
    assert_int_equal(raw_open_channel(r, "session", 1, 1 << 20, &second), RAW_CHANNEL_OPEN_FAILURE);
    raw_request(r, first, "exec", "version");
    assert_true(raw_collect(r, &out));
    assert_non_null(strstr((char *)out.b, "libssh"));
    raw_close(r);
}

static void a_second_command_on_one_channel_is_refused(void **state)
{
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    raw_login_guest(r);
    assert_int_equal(raw_open_channel(r, "session", 0, 1 << 20, &channel), RAW_CHANNEL_CONFIRM);
    raw_request(r, channel, "shell", NULL);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    raw_request(r, channel, "exec", "boards");
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_FAILURE);
    raw_close(r);
}

static void every_forwarding_is_refused_and_the_session_goes_on(void **state)
{
    static const char *const types[] = {"direct-tcpip",           "forwarded-tcpip", "x11",
                                        "auth-agent@openssh.com", "tun@openssh.com", "nonsense"};
    static struct raw_buffer p;
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    raw_login_guest(r);
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (raw_open_channel(r, types[i], 5, 1024, &channel) != RAW_CHANNEL_OPEN_FAILURE)
            fail_msg("%s was not refused", types[i]);
    p.n = 0;
    raw_put_byte(&p, RAW_GLOBAL_REQUEST);
    raw_put_text(&p, "tcpip-forward");
    raw_put_byte(&p, 1);
    raw_put_text(&p, "");
    raw_put_u32(&p, 0);
    raw_send(r, &p);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_REQUEST_FAILURE);
    assert_non_null(strstr(raw_run(r, "version"), "libssh"));
    raw_close(r);
}

static void what_a_channel_asks_for_besides_is_refused(void **state)
{
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    raw_login_guest(r);
    assert_int_equal(raw_open_channel(r, "session", 0, 1 << 20, &channel), RAW_CHANNEL_CONFIRM);
    raw_request(r, channel, "subsystem", "sftp");
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_FAILURE);
    raw_request(r, channel, "auth-agent-req@openssh.com", NULL);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_FAILURE);
    raw_request(r, channel, "exec", "version");
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    raw_close(r);
}

static void a_channel_before_the_login_is_hung_up_on(void **state)
{
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;
    int answer = raw_open_channel(r, "session", 0, 1024, &channel);

    assert_true(answer == RAW_CLOSED || answer == RAW_DISCONNECT || answer == RAW_UNIMPLEMENTED);
    raw_close(r);
}

/* What ssh -N does: logged in, and then nothing. */
static void a_login_that_asks_for_nothing_is_told_so_in_the_end(void **state)
{
    struct raw *r = raw_open(*state);

    raw_login_guest(r);
    assert_int_equal(raw_receive(r, 25000), RAW_DISCONNECT);
    assert_string_equal(raw_sentence(r),
                        "curbside: no shell or command was asked for: leave out -N");
    raw_close(r);
}

static void a_channel_without_a_request_is_told_so_in_the_end(void **state)
{
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    raw_login_guest(r);
    assert_int_equal(raw_open_channel(r, "session", 0, 1024, &channel), RAW_CHANNEL_CONFIRM);
    assert_int_equal(raw_receive(r, 25000), RAW_DISCONNECT);
    raw_close(r);
}

static void data_for_a_channel_that_is_not_there_harms_nobody(void **state)
{
    static struct raw_buffer p;
    struct raw *r = raw_open(*state);
    int type;

    raw_login_guest(r);
    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_DATA);
    raw_put_u32(&p, 4711);
    raw_put_text(&p, "hello");
    raw_send(r, &p);
    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_CLOSE);
    raw_put_u32(&p, 4711);
    raw_send(r, &p);
    type = raw_receive(r, 500);
    assert_true(type == RAW_SILENCE || type == RAW_CLOSED || type == RAW_DISCONNECT);
    raw_close(r);
    r = raw_open(*state);
    raw_login_guest(r);
    assert_non_null(strstr(raw_run(r, "version"), "libssh"));
    raw_close(r);
}

static void a_terminal_name_of_a_kilobyte_and_escapes_is_dropped(void **state)
{
    static struct raw_buffer p;
    char term[1024];
    struct raw *r = raw_open(*state);
    uint32_t channel = 0;

    memset(term, 'x', sizeof(term));
    memcpy(term, "\033]0;", 4);
    raw_login_guest(r);
    assert_int_equal(raw_open_channel(r, "session", 0, 1 << 20, &channel), RAW_CHANNEL_CONFIRM);
    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_REQUEST);
    raw_put_u32(&p, channel);
    raw_put_text(&p, "pty-req");
    raw_put_byte(&p, 1);
    raw_put_string(&p, term, sizeof(term));
    for (int i = 0; i < 4; i++)
        raw_put_u32(&p, 0xffffffff);
    raw_put_text(&p, "");
    raw_send(r, &p);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    raw_request(r, channel, "shell", NULL);
    assert_int_equal(raw_receive_answer(r), RAW_CHANNEL_SUCCESS);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_CHANNEL_DATA);
    raw_close(r);
}

static int one_board(void **state)
{
    *state = board_new(NULL);
    return 0;
}

static int no_board(void **state)
{
    board_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_channel_is_refused_and_the_first_goes_on),
        cmocka_unit_test(a_second_command_on_one_channel_is_refused),
        cmocka_unit_test(every_forwarding_is_refused_and_the_session_goes_on),
        cmocka_unit_test(what_a_channel_asks_for_besides_is_refused),
        cmocka_unit_test(a_channel_before_the_login_is_hung_up_on),
        cmocka_unit_test(a_login_that_asks_for_nothing_is_told_so_in_the_end),
        cmocka_unit_test(a_channel_without_a_request_is_told_so_in_the_end),
        cmocka_unit_test(data_for_a_channel_that_is_not_there_harms_nobody),
        cmocka_unit_test(a_terminal_name_of_a_kilobyte_and_escapes_is_dropped),
    };

    return cmocka_run_group_tests(tests, one_board, no_board);
}
