/* SPDX-License-Identifier: MIT
 *
 * transport.c -- the loop: poll, then let each part take its step, until the caller is gone.
 *
 * A descriptor that nobody may read just now is taken out of the event altogether, between two
 * polls and never inside a callback: left in with no events it would still wake us for a hang-up we
 * cannot act on. With nothing waiting there is no timeout, so an idle caller costs no wake-ups;
 * dead peers are the kernel's to notice.
 */
#include "transport.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/base/log.h>

#include "algorithms.h"
#include "dead_peer.h"
#include "sandbox.h"

enum {
    NOTSENT_LOWAT_BYTES = 16 * 1024, /* unsent bytes that the kernel may hold for a slow caller */
    RETRY_MS = 50,                   /* for a DRAINED that did not fit into control */
};

static void set_int(int fd, int level, int option, int value)
{
    IGNORE(setsockopt(fd, level, option, &value, sizeof(value))); /* a Unix socket has none */
}

static void tune_socket(int fd, int peer_timeout_ms)
{
    set_int(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set_int(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, NOTSENT_LOWAT_BYTES);
    dead_peer_watch(fd, peer_timeout_ms);
}

void transport_send(struct transport *t, const struct wire_message *m)
{
    enum err err = wire_send(t->setup->control, m);

    if (err == E_CLOSED)
        return; /* the session is gone: flow_step() finds that out in its own order */
    if (err != OK)
        t->phase = PHASE_GONE; /* a session that reads none of 200 messages hangs */
}

/* Let what was sent leave, and what the peer still sends be read: closing on unread bytes would
 * reset the connection and take our last words with it. */
static void part(struct transport *t)
{
    int64_t deadline = transport_now(t) + CLOSE_WAIT_MS;
    char rest[4096];

    IGNORE(shutdown(t->socket_copy, SHUT_WR)); /* not connected any more: fine as well */
    for (;;) {
        struct pollfd p = {t->socket_copy, POLLIN, 0};
        int64_t left = deadline - transport_now(t);

        if (left <= 0 || poll(&p, 1, (int)left) <= 0)
            return;
        if (recv(t->socket_copy, rest, sizeof(rest), MSG_DONTWAIT) <= 0)
            return;
    }
}

void transport_dismiss(struct transport *t, const char *sentence)
{
    const char *banner = ssh_get_clientbanner(t->session);

    if (banner == NULL || strncmp(banner, "SSH-", 4) != 0) {
        IGNORE(send(t->socket_copy, sentence, strlen(sentence), MSG_DONTWAIT | MSG_NOSIGNAL));
        IGNORE(send(t->socket_copy, "\r\n", 2, MSG_DONTWAIT | MSG_NOSIGNAL));
    } else {
        for (int i = 0; i < 3 && (ssh_get_status(t->session) & SSH_WRITE_PENDING); i++)
            ssh_event_dopoll(t->event, RETRY_MS);
        ssh_session_set_disconnect_message(t->session, sentence);
        ssh_disconnect(t->session);
    }
    part(t);
    t->phase = PHASE_GONE;
}

static int on_tty(socket_t fd, int revents, void *ctx)
{
    struct transport *t = ctx;

    (void)fd;
    if (revents & (POLLIN | POLLHUP | POLLERR))
        t->tty_ready = true;
    return 0;
}

static int on_control(socket_t fd, int revents, void *ctx)
{
    struct transport *t = ctx;

    (void)fd, (void)revents;
    t->control_ready = true;
    return 0;
}

static void watch(struct transport *t, int fd, short *now, short want, ssh_event_callback callback)
{
    if (*now == want)
        return;
    if (*now != 0)
        ssh_event_remove_fd(t->event, fd);
    *now = want;
    if (want != 0 && ssh_event_add_fd(t->event, fd, want, callback, t) != SSH_OK)
        t->phase = PHASE_GONE;
}

/* Watched until it is ready, whether or not it may be read then: what waits there is what the
 * caller does not take, and that has its deadline. */
static bool wants_tty(const struct transport *t)
{
    return t->phase == PHASE_RUNNING && !t->tty_eof && !t->tty_ready;
}

static void watch_all(struct transport *t)
{
    short tty = 0;
    short control = 0;

    if (wants_tty(t))
        tty |= POLLIN;
    if (t->phase == PHASE_RUNNING && t->in.at < t->in.n)
        tty |= POLLOUT;
    if (t->phase <= PHASE_RUNNING && !t->control_eof && !t->exit_known && t->err.n == 0)
        control = POLLIN;
    if (t->phase == PHASE_CLOSING && !t->control_eof)
        control = POLLIN;
    watch(t, t->setup->tty, &t->tty_events, tty, on_tty);
    watch(t, t->setup->control, &t->control_events, control, on_control);
}

/* Something is ready that no descriptor will announce again. */
static bool has_more_work(const struct transport *t)
{
    if (t->phase != PHASE_RUNNING)
        return false;
    if (t->in_more && t->in.n == 0)
        return true;
    return t->tty_ready && !t->tty_eof && t->out.n == 0 &&
           ssh_channel_window_size(t->channel) > 0 &&
           !(ssh_get_status(t->session) & SSH_WRITE_PENDING);
}

static int poll_timeout(const struct transport *t)
{
    int64_t deadline = t->phase <= PHASE_OPENING ? login_deadline(t) : flow_deadline(t);
    int64_t left;

    if (has_more_work(t))
        return 0;
    if (t->phase == PHASE_RUNNING && t->taken > t->announced && !t->control_eof && t->out.n == 0 &&
        !(ssh_get_status(t->session) & SSH_WRITE_PENDING))
        return RETRY_MS;
    if (deadline == 0)
        return -1;
    left = deadline - transport_now(t);
    return left < 0 ? 0 : (int)left;
}

static bool is_connection_lost(const struct transport *t)
{
    return ssh_get_status(t->session) & (SSH_CLOSED | SSH_CLOSED_ERROR);
}

/*
 * OpenSSH turns Nagle's algorithm off only once it is logged in: until then each of its packets
 * waits for our acknowledgement of the one before, which the kernel would hold back for 40 ms. The
 * kernel forgets the wish soon, so it is repeated.
 */
static void acknowledge_now(const struct transport *t)
{
    set_int(t->socket_copy, IPPROTO_TCP, TCP_QUICKACK, 1);
}

static void step(struct transport *t)
{
    if (t->phase <= PHASE_OPENING)
        acknowledge_now(t);
    channel_step(t);
    flow_step(t);
    flow_closing_step(t);
    login_step(t);
    if (t->phase < PHASE_CLOSING && t->peer_closed)
        t->phase = PHASE_GONE;
    if (t->phase <= PHASE_OPENING && t->control_ready) /* the session died before it was told */
        t->phase = PHASE_GONE;
    if (t->phase == PHASE_CLOSING && transport_now(t) >= t->close_deadline)
        t->phase = PHASE_GONE;
    if (t->phase != PHASE_GONE)
        watch_all(t);
}

/* The library gave up: say why if it still can be said. */
static void explain_failure(struct transport *t)
{
    const char *banner = ssh_get_clientbanner(t->session);

    if (t->phase >= PHASE_CLOSING)
        return;
    if (t->phase == PHASE_GREETING && (banner == NULL || strncmp(banner, "SSH-", 4) != 0))
        transport_dismiss(t, "curbside: this is an SSH server: connect with ssh");
    else if (t->phase >= PHASE_OPENING && ssh_is_connected(t->session))
        transport_dismiss(t, "curbside: that was more than fits into one request");
}

static void loop(struct transport *t)
{
    watch_all(t);
    while (t->phase != PHASE_GONE) {
        if (ssh_event_dopoll(t->event, poll_timeout(t)) == SSH_ERROR || is_connection_lost(t)) {
            explain_failure(t);
            return;
        }
        step(t);
    }
}

static bool begin(struct transport *t)
{
    t->session = ssh_new();
    t->event = ssh_event_new();
    if (t->session == NULL || t->event == NULL || t->socket_copy < 0)
        return false;
    if (algorithms_accept(t->setup->bind, t->session, t->setup->socket) != OK)
        return false;
    ssh_set_blocking(t->session, 0);
    login_begin(t);
    return true;
}

int transport_run(const struct transport_setup *setup)
{
    static struct transport t; /* pages that nobody writes stay shared */

    t.setup = setup;
    t.socket_copy = fcntl(setup->socket, F_DUPFD_CLOEXEC, 0);
    tune_socket(setup->socket, setup->peer_timeout_ms);
    if (!begin(&t) || sandbox_enter(SANDBOX_TRANSPORT) != OK) {
        log_line(LOG_ERROR, "a caller could not be served: no memory or no sandbox");
        return 1;
    }
    /* a session can join an event only after its first step */
    if (ssh_handle_key_exchange(t.session) == SSH_ERROR)
        explain_failure(&t);
    else if (ssh_event_add_session(t.event, t.session) == SSH_OK)
        loop(&t);
    return 0; /* the process ends: the kernel frees faster than the library would */
}
