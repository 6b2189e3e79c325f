/* SPDX-License-Identifier: MIT
 *
 * call.c -- one caller over SSH, timed.
 *
 * The socket is our own, with TCP_NODELAY: a client that leaves Nagle on would hide the server's
 * latency behind its own. Anything the server offers is taken; nothing of this machine's ssh
 * configuration is read.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double clock_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void pause_ms(double ms)
{
    poll(NULL, 0, (int)ms);
}

static bool fail_with(struct call *c, const char *what, const char *why)
{
    snprintf(c->why, sizeof c->why, "%s: %s", what, why);
    return false;
}

static bool socket_open(struct call *c, const struct target *t)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)t->port)};
    int on = 1;

    if (inet_pton(AF_INET, t->host, &to.sin_addr) != 1)
        return fail_with(c, "host", "not an IPv4 address");
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        return fail_with(c, "socket", strerror(errno));
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to) != 0)
        return fail_with(c, "connect", strerror(errno));
    return true;
}

static void session_options(struct call *c, const struct target *t)
{
    long timeout_s = t->timeout_ms / 1000 + 1;
    unsigned int port = (unsigned int)t->port;
    int off = 0;

    ssh_options_set(c->session, SSH_OPTIONS_HOST, t->host);
    ssh_options_set(c->session, SSH_OPTIONS_PORT, &port);
    ssh_options_set(c->session, SSH_OPTIONS_USER, t->user);
    ssh_options_set(c->session, SSH_OPTIONS_FD, &c->fd);
    ssh_options_set(c->session, SSH_OPTIONS_PROCESS_CONFIG, &off);
    ssh_options_set(c->session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null");
    ssh_options_set(c->session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
    ssh_options_set(c->session, SSH_OPTIONS_TIMEOUT, &timeout_s);
}

bool call_login(struct call *c, const struct target *t)
{
    int result;

    memset(c, 0, sizeof *c);
    c->fd = -1;
    c->began_ms = clock_ms();
    if (!socket_open(c, t))
        return false;
    c->session = ssh_new();
    if (!c->session)
        return fail_with(c, "ssh", "no memory");
    session_options(c, t);
    if (ssh_connect(c->session) != SSH_OK)
        return fail_with(c, "key exchange", ssh_get_error(c->session));
    result = t->key ? ssh_userauth_publickey(c->session, NULL, t->key)
                    : ssh_userauth_none(c->session, NULL);
    if (result != SSH_AUTH_SUCCESS)
        return fail_with(c, "login", ssh_get_error(c->session));
    c->authenticated_ms = clock_ms();
    c->channel = ssh_channel_new(c->session);
    if (!c->channel || ssh_channel_open_session(c->channel) != SSH_OK)
        return fail_with(c, "channel", ssh_get_error(c->session));
    return true;
}

bool call_open(struct call *c, const struct target *t)
{
    if (!call_login(c, t))
        return false;
    if (ssh_channel_request_pty_size(c->channel, t->term, t->cols, t->rows) != SSH_OK ||
        ssh_channel_request_shell(c->channel) != SSH_OK)
        return fail_with(c, "channel", ssh_get_error(c->session));
    return true;
}

/* Keep the end of what came, and look for the marker in it. */
static void mark(struct call *c, const struct target *t, const char *bytes, size_t n)
{
    if (c->marked)
        return;
    if (n >= sizeof c->tail) {
        c->marked = memmem(bytes, n, t->marker, strlen(t->marker)) != NULL;
        bytes += n - sizeof c->tail;
        n = sizeof c->tail;
    }
    if (c->tail_n + n > sizeof c->tail) {
        size_t drop = c->tail_n + n - sizeof c->tail;

        memmove(c->tail, c->tail + drop, c->tail_n - drop);
        c->tail_n -= drop;
    }
    memcpy(c->tail + c->tail_n, bytes, n);
    c->tail_n += n;
    c->marked |= memmem(c->tail, c->tail_n, t->marker, strlen(t->marker)) != NULL;
}

int call_read(struct call *c, const struct target *t, int ms)
{
    char bytes[32768];
    int n;

    if (c->dead)
        return -1;
    n = ssh_channel_read_timeout(c->channel, bytes, sizeof bytes, 0, ms);
    if (n == SSH_ERROR || (n == 0 && ssh_channel_is_eof(c->channel))) {
        c->dead = true;
        return -1;
    }
    if (n <= 0)
        return 0;
    c->last_ms = clock_ms();
    if (c->first_ms <= 0)
        c->first_ms = c->last_ms;
    c->bytes += n;
    mark(c, t, bytes, (size_t)n);
    return n;
}

bool call_first_screen(struct call *c, const struct target *t)
{
    double deadline = clock_ms() + t->timeout_ms;

    while (!c->marked)
        if (call_read(c, t, 100) < 0 || clock_ms() > deadline)
            return fail_with(c, "first screen", c->dead ? "the server hung up" : "no marker");
    while (call_read(c, t, t->quiet_ms) > 0)
        ;
    return !c->dead;
}

bool call_type(struct call *c, const char *keys, size_t n)
{
    return ssh_channel_write(c->channel, keys, (uint32_t)n) == (int)n;
}

void call_close(struct call *c)
{
    if (c->channel)
        ssh_channel_free(c->channel);
    if (c->session) {
        ssh_disconnect(c->session);
        ssh_free(c->session);
    }
    if (c->fd >= 0)
        close(c->fd);
    c->channel = NULL;
    c->session = NULL;
    c->fd = -1;
}
