/* SPDX-License-Identifier: MIT
 *
 * wire.c -- the parser takes exactly what the format allows.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/ssh/bell.h>
#include <curbside/ssh/wire.h>

static const uint8_t key[] = {0, 0, 0, 3, 'k', 'e', 'y'};

static struct wire_message hello(void)
{
    struct wire_message m = {.type = WIRE_HELLO};

    m.u.hello = (struct wire_hello){.key = key,
                                    .key_n = sizeof(key),
                                    .pty = true,
                                    .no_color = true,
                                    .exec = true,
                                    .command = "boards\0--json",
                                    .command_n = 13,
                                    .term = "xterm-256color",
                                    .cols = 0,
                                    .rows = 65535};
    return m;
}

static void hello_arrives_as_it_was_sent(void **state)
{
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message sent = hello();
    struct wire_message got;
    size_t n = wire_format(&sent, bytes);

    (void)state;
    assert_int_equal(wire_parse(bytes, n, &got), OK);
    assert_int_equal(got.type, WIRE_HELLO);
    assert_int_equal(got.u.hello.key_n, sizeof(key));
    assert_memory_equal(got.u.hello.key, key, sizeof(key));
    assert_int_equal(got.u.hello.command_n, 13);
    assert_memory_equal(got.u.hello.command, "boards\0--json", 13);
    assert_string_equal(got.u.hello.term, "xterm-256color");
    assert_true(got.u.hello.pty && got.u.hello.exec && !got.u.hello.guest);
    assert_true(got.u.hello.no_color);
    assert_int_equal(got.u.hello.rows, 65535);
}

static void a_message_cut_or_lengthened_anywhere_is_none(void **state)
{
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message m = hello();
    size_t n = wire_format(&m, bytes);

    (void)state;
    for (size_t cut = 0; cut < n; cut++)
        assert_int_equal(wire_parse(bytes, cut, &m), E_PROTOCOL);
    bytes[n] = 0;
    assert_int_equal(wire_parse(bytes, n + 1, &m), E_PROTOCOL);
}

static void every_type_survives_the_way_there_and_back(void **state)
{
    const struct wire_message all[] = {
        hello(),
        {.type = WIRE_RESIZE, .u.resize = {0, UINT32_MAX}},
        {.type = WIRE_SIGNAL, .u.signal = WIRE_SIGNAL_QUIT},
        {.type = WIRE_DRAINED, .u.delivered = UINT64_MAX},
        {.type = WIRE_INPUT_END},
        {.type = WIRE_STDERR, .u.text = {"no such board\n", 14}},
        {.type = WIRE_EXIT, .u.exit = {70, 1234567890123}},
    };
    uint8_t there[WIRE_MESSAGE_BYTES];
    uint8_t back[WIRE_MESSAGE_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct wire_message got;
        size_t n = wire_format(&all[i], there);

        assert_int_equal(wire_parse(there, n, &got), OK);
        assert_int_equal(wire_format(&got, back), n);
        assert_memory_equal(there, back, n);
    }
}

static void another_version_or_type_is_no_message(void **state)
{
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message m = {.type = WIRE_INPUT_END};
    size_t n = wire_format(&m, bytes);

    (void)state;
    for (unsigned v = 0; v < 256; v++) {
        bytes[0] = (uint8_t)v;
        assert_int_equal(wire_parse(bytes, n, &m), v == WIRE_VERSION ? OK : E_PROTOCOL);
    }
    bytes[0] = WIRE_VERSION;
    for (unsigned type = 0; type < 256; type++) {
        bytes[1] = (uint8_t)type;
        assert_int_equal(wire_parse(bytes, n, &m), type == WIRE_INPUT_END ? OK : E_PROTOCOL);
    }
}

/* Each of these is said by no honest transport. Offsets as in wire.c: flags at 6. */
static void a_hello_that_contradicts_itself_is_none(void **state)
{
    enum {
        FLAGS = 6,
        GUEST = 1,
        PTY = 2,
        EXEC = 4,
        TOO_LONG = 8,
        UNUSABLE = 16
    };
    const unsigned lies[] = {
        PTY | EXEC | GUEST, PTY, EXEC, PTY | EXEC | TOO_LONG, PTY | EXEC | UNUSABLE,
        PTY | EXEC | 64};
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message m = hello();
    size_t n = wire_format(&m, bytes);

    (void)state;
    for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
        bytes[FLAGS] = (uint8_t)lies[i];
        assert_int_equal(wire_parse(bytes, n, &m), E_PROTOCOL);
    }
    bytes[FLAGS] = PTY | EXEC;
    assert_int_equal(wire_parse(bytes, n, &m), OK);
}

static void a_terminal_name_holds_no_escape(void **state)
{
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message m = hello();
    size_t n = wire_format(&m, bytes);
    uint8_t *name = memmem(bytes, n, "xterm", 5);

    (void)state;
    for (unsigned c = 0; c < 256; c++) {
        *name = (uint8_t)c;
        assert_int_equal(wire_parse(bytes, n, &m), wire_is_term_char((char)c) ? OK : E_PROTOCOL);
    }
}

static void a_byte_string_over_its_bound_is_refused(void **state)
{
    static char long_text[WIRE_STDERR_BYTES];
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    struct wire_message m = {.type = WIRE_STDERR, .u.text = {long_text, WIRE_STDERR_BYTES}};
    size_t n = wire_format(&m, bytes);

    (void)state;
    assert_int_equal(wire_parse(bytes, n, &m), OK);
    bytes[4]++; /* 256 bytes more of message ... */
    bytes[8]++; /* ... and of text */
    assert_int_equal(wire_parse(bytes, n + 256, &m), E_PROTOCOL);
}

static void an_overlong_packet_is_no_message(void **state)
{
    static uint8_t big[WIRE_MESSAGE_BYTES + 1];
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    struct wire_message m;
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair), 0);
    assert_int_equal(wire_receive(pair[0], buffer, &m), E_NOTREADY);
    assert_int_equal(send(pair[1], big, sizeof(big), 0), sizeof(big));
    assert_int_equal(wire_receive(pair[0], buffer, &m), E_PROTOCOL);
    close(pair[1]);
    assert_int_equal(wire_receive(pair[0], buffer, &m), E_CLOSED);
    close(pair[0]);
}

static void a_bell_is_a_type_and_a_topic_and_nothing_else(void **state)
{
    uint8_t bytes[BELL_BYTES + 1];
    struct bell b;

    (void)state;
    bell_format(&(struct bell){BELL_RING, 0x0102030405060708}, bytes);
    assert_int_equal(bell_parse(bytes, BELL_BYTES, &b), OK);
    assert_int_equal(b.type, BELL_RING);
    assert_true(b.topic == 0x0102030405060708);
    assert_int_equal(bell_parse(bytes, BELL_BYTES - 1, &b), E_PROTOCOL);
    bytes[BELL_BYTES] = 0;
    assert_int_equal(bell_parse(bytes, BELL_BYTES + 1, &b), E_PROTOCOL);
    bytes[5] = 1; /* room that says nothing must stay empty */
    assert_int_equal(bell_parse(bytes, BELL_BYTES, &b), E_PROTOCOL);
    bell_format(&(struct bell){BELL_STOPPING, 5}, bytes);
    assert_int_equal(bell_parse(bytes, BELL_BYTES, &b), E_PROTOCOL);
    bell_format(&(struct bell){BELL_SUBSCRIBE, 0}, bytes);
    assert_int_equal(bell_parse(bytes, BELL_BYTES, &b), E_PROTOCOL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hello_arrives_as_it_was_sent),
        cmocka_unit_test(a_message_cut_or_lengthened_anywhere_is_none),
        cmocka_unit_test(every_type_survives_the_way_there_and_back),
        cmocka_unit_test(another_version_or_type_is_no_message),
        cmocka_unit_test(a_hello_that_contradicts_itself_is_none),
        cmocka_unit_test(a_terminal_name_holds_no_escape),
        cmocka_unit_test(a_byte_string_over_its_bound_is_refused),
        cmocka_unit_test(an_overlong_packet_is_no_message),
        cmocka_unit_test(a_bell_is_a_type_and_a_topic_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
