/* SPDX-License-Identifier: MIT
 *
 * session_link.c -- the session's end of tty and control.
 *
 * Counting is all the state there is: what went into tty, and how far the transport says it came.
 */
#include <curbside/ssh/session_link.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    MOVE_TIMEOUT_MS = 35 * 1000, /* the transport itself gives a stalled reader up after 30 s */
};

enum err session_link_receive(struct session_link *l, struct wire_message *ret)
{
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    struct wire_message m;
    enum err err = wire_receive(l->control, buffer, &m);

    if (err == E_NOTREADY)
        return err;
    if (err != OK)
        return E_CLOSED;
    switch (m.type) {
    case WIRE_DRAINED:
        if (m.u.delivered > l->written)
            return E_CLOSED;
        l->delivered = m.u.delivered;
        break;
    case WIRE_INPUT_END:
        l->input_ended = true;
        break;
    case WIRE_RESIZE:
    case WIRE_SIGNAL:
        break;
    default:
        return E_CLOSED; /* not for a session, or a second hello */
    }
    *ret = m;
    return OK;
}

bool session_link_is_drained(const struct session_link *l)
{
    return l->delivered == l->written;
}

enum err session_link_write(struct session_link *l, const void *bytes, size_t n, size_t *ret_taken)
{
    ssize_t took;

    if (ret_taken != NULL)
        *ret_taken = 0;
    if (n == 0)
        return OK;
    do
        took = send(l->tty, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (took < 0 && errno == EINTR);
    if (took < 0)
        return err_from_errno(errno) == E_NOTREADY ? E_NOTREADY : E_CLOSED;
    l->written += (uint64_t)took;
    if (ret_taken != NULL)
        *ret_taken = (size_t)took;
    return OK;
}

/* Take every message that waits; the link remembers what counts. */
static enum err swallow(struct session_link *l)
{
    struct wire_message m;
    enum err err;

    do
        err = session_link_receive(l, &m);
    while (err == OK);
    return err == E_NOTREADY ? OK : err;
}

/* A sysop ends this session, which has no loop that would hear it otherwise. That the server stops
 * is no reason to leave a command half done: there is time for it. */
static enum err hear(struct session_link *l)
{
    struct bell bell;

    while (bell_receive(&l->bells, &bell) == OK) {
        if (bell.type == BELL_END) {
            l->ended = true;
            return E_CLOSED;
        }
    }
    return OK;
}

bool session_link_is_ended(struct session_link *l)
{
    return hear(l) != OK || l->ended;
}

/*
 * Wait until `fd` (tty or control) is ready for `events`, or a message came, which is taken.
 * E_TIMEOUT E_CLOSED.
 */
static enum err wait_for(struct session_link *l, int fd, short events, int64_t timeout_ms)
{
    struct pollfd p[] = {
        {l->control, POLLIN, 0},
        {fd, events, 0},
        {l->bells.fd, POLLIN, 0},
    };
    int n;

    TRY(hear(l)); /* it may have come while an answer was waited for, and wakes nobody now */
    n = poll(p, 3, (int)timeout_ms);
    if (n == 0)
        return E_TIMEOUT;
    if (n < 0)
        return errno == EINTR ? OK : E_IO;
    return p[0].revents != 0 ? swallow(l) : OK;
}

enum err session_link_write_all(struct session_link *l, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        size_t took;
        enum err err = session_link_write(l, at, n, &took);

        if (err == E_NOTREADY)
            err = wait_for(l, l->tty, POLLOUT, MOVE_TIMEOUT_MS);
        TRY(err);
        at += took;
        n -= took;
    }
    return OK;
}

static enum err send_waiting(struct session_link *l, const struct wire_message *m)
{
    enum err err;

    while ((err = wire_send(l->control, m)) == E_NOTREADY)
        TRY(wait_for(l, l->control, POLLOUT, MOVE_TIMEOUT_MS));
    return err == OK ? OK : E_CLOSED;
}

enum err session_link_stderr(struct session_link *l, const char *text, size_t n)
{
    while (n > 0) {
        size_t piece = n < WIRE_STDERR_BYTES ? n : WIRE_STDERR_BYTES;
        struct wire_message m = {.type = WIRE_STDERR, .u.text = {text, piece}};

        TRY(send_waiting(l, &m));
        text += piece;
        n -= piece;
    }
    return OK;
}

enum err session_link_read_input(struct session_link *l, size_t limit, int64_t idle_ms,
                                 struct str *ret)
{
    char piece[4096];
    size_t total = 0;

    while (total < limit) {
        size_t want = limit - total < sizeof(piece) ? limit - total : sizeof(piece);
        ssize_t got = recv(l->tty, piece, want, MSG_DONTWAIT);

        if (got == 0) {
            TRY(swallow(l)); /* INPUT_END was sent before the end of tty */
            return l->input_ended ? OK : E_CLOSED;
        }
        if (got < 0 && errno != EAGAIN && errno != EINTR)
            return E_CLOSED;
        if (got < 0) {
            TRY(wait_for(l, l->tty, POLLIN, idle_ms));
            continue;
        }
        str_add_n(ret, piece, (size_t)got);
        if (ret->failed)
            return E_NOMEM;
        total += (size_t)got;
    }
    return OK;
}

enum err session_link_exit(struct session_link *l, int status)
{
    struct wire_message m = {
        .type = WIRE_EXIT,
        .u.exit = {(uint8_t)(status & 0xff), l->written},
    };

    TRY(send_waiting(l, &m));
    IGNORE(shutdown(l->tty, SHUT_WR)); /* the count in EXIT says the same once more */
    return OK;
}

void session_link_linger(struct session_link *l, int ms)
{
    int64_t until = clock_mono_ms(l->clock) + ms;

    for (;;) {
        struct pollfd p = {l->control, POLLIN, 0};
        int64_t left = until - clock_mono_ms(l->clock);

        if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
            return;
        if (p.revents != 0 && swallow(l) != OK)
            return;
    }
}
