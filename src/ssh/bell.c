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
    switch (type) {
    case BELL_SUBSCRIBE:
    case BELL_UNSUBSCRIBE:
    case BELL_RING:
    case BELL_RANG:
    case BELL_ASK_PASS:
    case BELL_AM:
    case BELL_LIST:
    case BELL_KICK:
    case BELL_SESSION:
    case BELL_LIMITS:
    case BELL_ASK_LEFT:
        return true;
    default:
        return false;
    }
}

enum err bell_parse(const uint8_t *bytes, size_t n, struct bell *ret)
{
    static const uint8_t zeros[TOPIC_AT - 2];
    struct bell b;

    if (n != BELL_BYTES || bytes[0] != BELL_VERSION || memcmp(bytes + 2, zeros, sizeof(zeros)) != 0)
        return E_PROTOCOL;
    if (bytes[1] < BELL_SUBSCRIBE || bytes[1] > BELL_ASK_LEFT)
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

enum err bell_am(struct bell_line *l, enum bell_kind kind)
{
    return bell_send(l, BELL_AM, kind);
}

enum err bell_rests(struct bell_line *l, bool rests)
{
    return bell_send(l, rests ? BELL_RESTS : BELL_STIRS, 0);
}

enum err bell_list(struct bell_line *l, uint64_t topic)
{
    return bell_send(l, BELL_LIST, topic);
}

/* Never 0, which is no topic. */
enum err bell_limits(struct bell_line *l, int joins_per_hour, int newcomer_posts_per_hour)
{
    return bell_send(l, BELL_LIMITS,
                     BELL_LIMITS_SET | (uint64_t)joins_per_hour << BELL_JOINS_AT |
                         (uint64_t)newcomer_posts_per_hour);
}

/* ---- rows ---- */

enum {
    KIND_AT = 32,
    AGE_AT = 34,
    IDLE_AT = 36,
    OWN_AT = 37,
    ROW_BITS = 38,
};

uint64_t bell_session_format(const struct bell_session *s)
{
    return (uint64_t)s->number | (uint64_t)s->kind << KIND_AT | (uint64_t)s->age << AGE_AT |
           (uint64_t)s->idle << IDLE_AT | (uint64_t)s->own << OWN_AT;
}

enum err bell_session_parse(uint64_t topic, struct bell_session *ret)
{
    uint32_t number = (uint32_t)topic;
    struct bell_session s = {
        .kind = (enum bell_kind)(topic >> KIND_AT & 3),
        .age = (enum bell_age)(topic >> AGE_AT & 3),
        .idle = topic >> IDLE_AT & 1,
        .own = topic >> OWN_AT & 1,
    };

    if (topic >> ROW_BITS != 0 || number < BELL_NUMBER_MIN || number > BELL_NUMBER_MAX ||
        s.kind < BELL_SCREENS)
        return E_PROTOCOL;
    s.number = (int)number;
    *ret = s;
    return OK;
}

/* ---- receiving ---- */

/* What must not be lost while an answer is waited for, by its bit in `kept`. */
static const struct bell keeping[] = {
    {BELL_STOPPING, 0},
    {BELL_END, 0},
    {BELL_RANG, BELL_TOPIC_ASKED},
    {BELL_RANG, BELL_TOPIC_NEWS},
};

static void keep(struct bell_line *l, const struct bell *b)
{
    for (size_t i = 0; i < sizeof(keeping) / sizeof(keeping[0]); i++) {
        if (keeping[i].type == b->type && keeping[i].topic == b->topic)
            l->kept |= (uint8_t)(1 << i);
    }
}

static bool take_kept(struct bell_line *l, struct bell *ret)
{
    for (size_t i = 0; i < sizeof(keeping) / sizeof(keeping[0]); i++) {
        if ((l->kept & 1 << i) == 0)
            continue;
        l->kept &= (uint8_t) ~(1 << i);
        *ret = keeping[i];
        return true;
    }
    return false;
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

    if (take_kept(l, ret))
        return OK;
    do
        TRY(receive_any(l, &b));
    while (b.type != BELL_RANG && b.type != BELL_STOPPING && b.type != BELL_END);
    *ret = b; /* before it, at most answers that came too late */
    return OK;
}

/* The next bell before the deadline. E_BUSY: none, or the line is broken. */
static enum err receive_until(struct bell_line *l, int64_t deadline, struct bell *ret)
{
    for (;;) {
        struct pollfd p = {l->fd, POLLIN, 0};
        int64_t left = deadline - clock_mono_ms(&clock_system);
        enum err err;

        if (left <= 0)
            return E_BUSY;
        IGNORE(poll(&p, 1, (int)left)); /* whatever woke us, receive_any() finds out */
        err = receive_any(l, ret);
        if (err == OK)
            return OK;
        if (err == E_CLOSED)
            return E_BUSY;
    }
}

/*
 * Rings that arrive meanwhile are lost, which is sound: who asks to join or posts is about to enter
 * another screen. What is about the server itself is kept.
 */
static enum err ask(struct bell_line *l, const struct bell *question, enum bell_type yes,
                    enum bell_type no, enum err otherwise)
{
    int64_t deadline = clock_mono_ms(&clock_system) + BELL_ANSWER_TIMEOUT_MS;
    struct bell b;

    if (bell_send(l, question->type, question->topic) != OK)
        return E_BUSY;
    for (;;) {
        TRY(receive_until(l, deadline, &b));
        if (b.type == yes)
            return OK;
        if (b.type == no)
            return otherwise;
        keep(l, &b);
    }
}

enum err bell_may_join(struct bell_line *l)
{
    return ask(l, &(struct bell){BELL_ASK_JOIN, 0}, BELL_JOIN_YES, BELL_JOIN_NO, E_JOINS_FAST);
}

enum err bell_may_pass(struct bell_line *l, uint64_t topic, bool is_new)
{
    const struct bell question = {is_new ? BELL_ASK_PASS : BELL_ASK_LEFT, topic};

    return ask(l, &question, BELL_PASS_YES, BELL_PASS_NO, E_TOOFAST);
}

enum err bell_end_session(struct bell_line *l, int number)
{
    return ask(l, &(struct bell){BELL_KICK, (uint64_t)number}, BELL_KICKED, BELL_NOBODY,
               E_NOTFOUND);
}

/* Rows that do not parse are left out: the switchboard makes none. */
static void row_take(uint64_t packed, struct bell_session *rows, int *n)
{
    if (rows != NULL && *n < BELL_SESSIONS_MAX && bell_session_parse(packed, &rows[*n]) == OK)
        ++*n;
}

enum err bell_await(struct bell_line *l, uint64_t topic, int ms, struct bell_session *rows,
                    int *ret_n, bool *ret_second)
{
    int64_t deadline = clock_mono_ms(&clock_system) + ms;
    struct bell b;
    int n = 0;

    for (;;) {
        TRY(receive_until(l, deadline, &b));
        if (b.type == BELL_SESSION)
            row_take(b.topic, rows, &n);
        if (b.type == BELL_RANG && (b.topic == topic || b.topic == topic + 1))
            break;
        keep(l, &b);
    }
    if (ret_n != NULL)
        *ret_n = n;
    *ret_second = b.topic != topic;
    return OK;
}
