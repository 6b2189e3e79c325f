/* SPDX-License-Identifier: MIT
 *
 * dead_peer.c -- what the kernel was asked to do about a peer that is gone without a word, read
 * back from the kernel. That it does so is its own business: nobody waits for it here.
 */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dead_peer.h"

/* The server's side of a connection over the loopback, and the other one. */
static void connected(int *ret_server, int *ret_client)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    *ret_client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &n), 0);
    assert_int_equal(connect(*ret_client, (struct sockaddr *)&at, sizeof at), 0);
    *ret_server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    assert_true(*ret_server >= 0);
    close(listener);
}

static int option(int fd, int level, int name)
{
    int value = 0;
    socklen_t n = sizeof value;

    assert_int_equal(getsockopt(fd, level, name, &value, &n), 0);
    return value;
}

/* When the kernel gives up a peer that never answers again, by tcp(7): at the first probe after the
 * user timeout. */
static int gives_up_ms(int fd)
{
    int at = option(fd, IPPROTO_TCP, TCP_KEEPIDLE) * 1000;

    while (at < option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT))
        at += option(fd, IPPROTO_TCP, TCP_KEEPINTVL) * 1000;
    return at;
}

static void the_kernel_gives_up_within_the_timeout(void **state)
{
    static const int timeouts_ms[] = {10 * 1000, 45 * 1000, 120 * 1000};

    (void)state;
    for (size_t i = 0; i < sizeof timeouts_ms / sizeof timeouts_ms[0]; i++) {
        int server, client;

        connected(&server, &client);
        assert_int_equal(option(server, SOL_SOCKET, SO_KEEPALIVE), 0);
        dead_peer_watch(server, timeouts_ms[i]);
        assert_int_equal(option(server, SOL_SOCKET, SO_KEEPALIVE), 1);
        assert_true(option(server, IPPROTO_TCP, TCP_USER_TIMEOUT) > 0);
        assert_true(gives_up_ms(server) <= timeouts_ms[i]);
        assert_true(gives_up_ms(server) > timeouts_ms[i] / 2); /* a bad line is not a dead peer */
        close(server);
        close(client);
    }
}

static void a_socket_without_a_network_is_left_alone(void **state)
{
    int pair[2];

    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    dead_peer_watch(pair[0], 45 * 1000);
    assert_int_equal(write(pair[0], "x", 1), 1);
    close(pair[0]);
    close(pair[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kernel_gives_up_within_the_timeout),
        cmocka_unit_test(a_socket_without_a_network_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
