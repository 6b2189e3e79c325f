/* SPDX-License-Identifier: MIT
 *
 * bell.c -- a subscriber's end of the line to the switchboard.
 *
 * A packet is version, type, six zero bytes, topic. Sending never waits: a full line means that the
 * switchboard is behind, and one live update less is better than a screen that stands still.
 */
#include <curbside/ssh/bell.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <curbside/base/clock.h>
#include <curbside/base/fd.h>

enum {
    BELL_VERSION = 1,
    TOPIC_AT = 8,
};

static bool has_topic(enum bell_type type)
{
    return type == BELL_SUBSCRIBE || type == BELL_UNSUBSCRIBE || type == BELL_RING ||
           type == BELL_RANG || type == BELL_ASK_PASS;
}

enum err bell_parse(const uint8_t *bytes, size_t n, struct bell *ret)
{
    static const uint8_t zeros[TOPIC_AT - 2];
    struct bell b;

    if (n != BELL_BYTES || bytes[0] != BELL_VERSION || memcmp(bytes + 2, zeros, sizeof(zeros)) != 0)
        return E_PROTOCOL;
    if (bytes[1] < BELL_SUBSCRIBE || bytes[1] > BELL_PASS_NO)
        return E_PROTOCOL;
    b.type = (enum bell_type)bytes[1];
    b.topic = 0;
    for (int i = TOPIC_AT; i < BELL_BYTES; i++)
        b.topic = b.topic << 8 | bytes[i];
    if (has_topic(b.type) != (b.topic != 0))
        return E_PROTOCOL;
    *ret = b;
    return OK;
}

void bell_format(const struct bell *b, uint8_t ret[static BELL_BYTES])
{
    memset(ret, 0, BELL_BYTES);
    ret[0] = BELL_VERSION;
    ret[1] = (uint8_t)b->type;
    for (int i = 0; i < 8; i++)
        ret[TOPIC_AT + i] = (uint8_t)(b->topic >> (56 - 8 * i));
}

static enum err bell_send(struct bell_line *l, enum bell_type type, uint64_t topic)
{
    uint8_t bytes[BELL_BYTES];

    if (l->fd < 0)
        return E_CLOSED;
    bell_format(&(struct bell){type, topic}, bytes);
    while (send(l->fd, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
        if (errno == EINTR)
            continue;
        if (err_from_errno(errno) == E_NOTREADY)
            return OK; /* full: the header says what that costs */
        fd_close(&l->fd);
        return E_CLOSED;
    }
    return OK;
}

enum err bell_subscribe(struct bell_line *l, uint64_t topic)
{
    return bell_send(l, BELL_SUBSCRIBE, topic);
}

enum err bell_unsubscribe(struct bell_line *l, uint64_t topic)
{
    return bell_send(l, BELL_UNSUBSCRIBE, topic);
}

enum err bell_ring(struct bell_line *l, uint64_t topic)
{
    return bell_send(l, BELL_RING, topic);
}

/* Whatever comes next. A packet that is no bell breaks the line like a closed one. */
static enum err receive_any(struct bell_line *l, struct bell *ret)
{
    uint8_t bytes[BELL_BYTES + 1];
    ssize_t got;

    if (l->fd < 0)
        return E_CLOSED;
    do
        got = recv(l->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    while (got < 0 && (errno == EINTR || errno == ECONNRESET)); /* see wire_receive() */
    if (got < 0 && err_from_errno(errno) == E_NOTREADY)
        return E_NOTREADY;
    if (got <= 0 || bell_parse(bytes, (size_t)got, ret) != OK) {
        fd_close(&l->fd);
        return E_CLOSED;
    }
    return OK;
}

enum err bell_receive(struct bell_line *l, struct bell *ret)
{
    struct bell b;

    if (l->stopping) {
        l->stopping = false;
        *ret = (struct bell){BELL_STOPPING, 0};
        return OK;
    }
    do
        TRY(receive_any(l, &b));
    while (b.type != BELL_RANG && b.type != BELL_STOPPING); /* an answer that came too late */
    *ret = b;
    return OK;
}

/*
 * Rings that arrive meanwhile are lost, which is sound: who asks to join or posts is about to enter
 * another screen. A STOPPING is kept.
 */
static enum err ask(struct bell_line *l, enum bell_type question, uint64_t topic,
                    enum bell_type yes, enum bell_type no)
{
    int64_t deadline = clock_mono_ms(&clock_system) + BELL_ANSWER_TIMEOUT_MS;

    if (bell_send(l, question, topic) != OK)
        return E_BUSY;
    for (;;) {
        struct pollfd p = {l->fd, POLLIN, 0};
        int64_t left = deadline - clock_mono_ms(&clock_system);
        struct bell b;
        enum err err;

        if (left <= 0)
            return E_BUSY;
        IGNORE(poll(&p, 1, (int)left)); /* whatever woke us, receive_any() finds out */
        err = receive_any(l, &b);
        if (err == E_CLOSED)
            return E_BUSY;
        if (err != OK)
            continue;
        if (b.type == BELL_STOPPING)
            l->stopping = true;
        if (b.type == yes)
            return OK;
        if (b.type == no)
            return E_TOOFAST;
    }
}

enum err bell_may_join(struct bell_line *l)
{
    return ask(l, BELL_ASK_JOIN, 0, BELL_JOIN_YES, BELL_JOIN_NO);
}

enum err bell_may_pass(struct bell_line *l, uint64_t topic)
{
    return ask(l, BELL_ASK_PASS, topic, BELL_PASS_YES, BELL_PASS_NO);
}
