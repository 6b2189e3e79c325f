/* SPDX-License-Identifier: MIT
 *
 * wire.c -- messages to bytes and back.
 *
 * Layout: version u8, type u8, length u32 of what follows, then the fields of the type; integers
 * big endian, byte strings with a length before them. It knows the format only: what a message
 * means is the business of transport and session. Whatever the parser accepts, wire_format() writes
 * back byte for byte; the fuzzer holds the two against each other.
 */
#include <curbside/ssh/wire.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum {
    HEAD_BYTES = 6,
    FLAG_GUEST = 1,
    FLAG_PTY = 2,
    FLAG_EXEC = 4,
    FLAG_COMMAND_TOO_LONG = 8,
    FLAG_TERM_UNUSABLE = 16,
    FLAG_NO_COLOR = 32,
    FLAGS_ALL = 63,
};

/* Reads fields in order; once one did not fit, `bad` stays set and zeros come back. */
struct reader {
    const uint8_t *at;
    size_t left;
    bool bad;
};

static const uint8_t *take(struct reader *r, size_t n)
{
    const uint8_t *at = r->at;

    if (r->bad || n > r->left) {
        r->bad = true;
        return NULL;
    }
    r->at += n;
    r->left -= n;
    return at;
}

static uint64_t take_uint(struct reader *r, size_t bytes)
{
    const uint8_t *at = take(r, bytes);
    uint64_t v = 0;

    for (size_t i = 0; at != NULL && i < bytes; i++)
        v = v << 8 | at[i];
    return v;
}

static const uint8_t *take_bytes(struct reader *r, size_t max, size_t *ret_n)
{
    size_t n = (size_t)take_uint(r, 4);
    const uint8_t *at;

    if (n > max)
        r->bad = true;
    at = take(r, n);
    *ret_n = at == NULL ? 0 : n;
    return n == 0 ? NULL : at;
}

struct writer {
    uint8_t *at;
    uint8_t *end;
};

static void put_uint(struct writer *w, uint64_t v, size_t bytes)
{
    BUG_ON((size_t)(w->end - w->at) < bytes);
    for (size_t i = 0; i < bytes; i++)
        w->at[i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
    w->at += bytes;
}

static void put_bytes(struct writer *w, const void *bytes, size_t n, size_t max)
{
    BUG_ON(n > max);
    put_uint(w, n, 4);
    BUG_ON((size_t)(w->end - w->at) < n);
    if (n > 0)
        memcpy(w->at, bytes, n);
    w->at += n;
}

bool wire_is_term_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '+' || c == '.' || c == '_';
}

static void parse_term(struct reader *r, char ret[static WIRE_TERM_BYTES + 1])
{
    size_t n;
    const uint8_t *s = take_bytes(r, WIRE_TERM_BYTES, &n);

    for (size_t i = 0; i < n; i++) {
        ret[i] = (char)s[i];
        if (!wire_is_term_char(ret[i]))
            r->bad = true;
    }
    ret[n] = '\0';
}

/* A hello that contradicts itself is none: each of these would be a lie of the transport. */
static bool is_hello_sound(const struct wire_hello *h)
{
    if (h->guest && h->key_n > 0)
        return false;
    if (!h->exec && (h->command_n > 0 || h->command_too_long))
        return false;
    if (h->command_too_long && h->command_n > 0)
        return false;
    if (!h->pty && (h->cols != 0 || h->rows != 0 || h->term[0] != '\0' || h->term_unusable))
        return false;
    return !(h->term_unusable && h->term[0] != '\0');
}

static void parse_hello(struct reader *r, struct wire_hello *h)
{
    uint64_t flags = take_uint(r, 1);

    if (flags > FLAGS_ALL)
        r->bad = true;
    h->guest = flags & FLAG_GUEST;
    h->pty = flags & FLAG_PTY;
    h->exec = flags & FLAG_EXEC;
    h->command_too_long = flags & FLAG_COMMAND_TOO_LONG;
    h->term_unusable = flags & FLAG_TERM_UNUSABLE;
    h->no_color = flags & FLAG_NO_COLOR;
    h->cols = (uint32_t)take_uint(r, 4);
    h->rows = (uint32_t)take_uint(r, 4);
    parse_term(r, h->term);
    h->key = take_bytes(r, WIRE_KEY_BYTES, &h->key_n);
    h->command = (const char *)take_bytes(r, WIRE_COMMAND_BYTES, &h->command_n);
    if (!r->bad && !is_hello_sound(h))
        r->bad = true;
}

static void parse_body(struct reader *r, struct wire_message *m)
{
    switch (m->type) {
    case WIRE_HELLO:
        parse_hello(r, &m->u.hello);
        break;
    case WIRE_RESIZE:
        m->u.resize.cols = (uint32_t)take_uint(r, 4);
        m->u.resize.rows = (uint32_t)take_uint(r, 4);
        break;
    case WIRE_SIGNAL:
        m->u.signal = (enum wire_signal)take_uint(r, 1);
        if (m->u.signal < WIRE_SIGNAL_INT || m->u.signal > WIRE_SIGNAL_QUIT)
            r->bad = true;
        break;
    case WIRE_DRAINED:
        m->u.delivered = take_uint(r, 8);
        break;
    case WIRE_INPUT_END:
        break;
    case WIRE_STDERR:
        m->u.text.s = (const char *)take_bytes(r, WIRE_STDERR_BYTES, &m->u.text.n);
        if (m->u.text.n == 0)
            r->bad = true;
        break;
    case WIRE_EXIT:
        m->u.exit.status = (uint8_t)take_uint(r, 1);
        m->u.exit.written = take_uint(r, 8);
        break;
    default:
        r->bad = true;
    }
}

enum err wire_parse(const uint8_t *bytes, size_t n, struct wire_message *ret)
{
    struct reader r = {bytes, n, false};
    struct wire_message m = {0};

    if (take_uint(&r, 1) != WIRE_VERSION)
        return E_PROTOCOL;
    m.type = (enum wire_type)take_uint(&r, 1);
    if (take_uint(&r, 4) != r.left || r.bad)
        return E_PROTOCOL;
    parse_body(&r, &m);
    if (r.bad || r.left != 0)
        return E_PROTOCOL;
    *ret = m;
    return OK;
}

static void format_hello(struct writer *w, const struct wire_hello *h)
{
    BUG_ON(!is_hello_sound(h));
    put_uint(w,
             (h->guest ? FLAG_GUEST : 0u) | (h->pty ? FLAG_PTY : 0u) | (h->exec ? FLAG_EXEC : 0u) |
                 (h->command_too_long ? FLAG_COMMAND_TOO_LONG : 0u) |
                 (h->term_unusable ? FLAG_TERM_UNUSABLE : 0u) | (h->no_color ? FLAG_NO_COLOR : 0u),
             1);
    put_uint(w, h->cols, 4);
    put_uint(w, h->rows, 4);
    put_bytes(w, h->term, strnlen(h->term, sizeof(h->term)), WIRE_TERM_BYTES);
    put_bytes(w, h->key, h->key_n, WIRE_KEY_BYTES);
    put_bytes(w, h->command, h->command_n, WIRE_COMMAND_BYTES);
}

size_t wire_format(const struct wire_message *m, uint8_t ret[static WIRE_MESSAGE_BYTES])
{
    struct writer w = {ret + HEAD_BYTES, ret + WIRE_MESSAGE_BYTES};
    struct writer head = {ret, ret + HEAD_BYTES};

    switch (m->type) {
    case WIRE_HELLO:
        format_hello(&w, &m->u.hello);
        break;
    case WIRE_RESIZE:
        put_uint(&w, m->u.resize.cols, 4);
        put_uint(&w, m->u.resize.rows, 4);
        break;
    case WIRE_SIGNAL:
        put_uint(&w, m->u.signal, 1);
        break;
    case WIRE_DRAINED:
        put_uint(&w, m->u.delivered, 8);
        break;
    case WIRE_INPUT_END:
        break;
    case WIRE_STDERR:
        put_bytes(&w, m->u.text.s, m->u.text.n, WIRE_STDERR_BYTES);
        break;
    case WIRE_EXIT:
        put_uint(&w, m->u.exit.status, 1);
        put_uint(&w, m->u.exit.written, 8);
        break;
    }
    put_uint(&head, WIRE_VERSION, 1);
    put_uint(&head, m->type, 1);
    put_uint(&head, (uint64_t)(w.at - ret - HEAD_BYTES), 4);
    return (size_t)(w.at - ret);
}

enum err wire_send(int fd, const struct wire_message *m)
{
    uint8_t bytes[WIRE_MESSAGE_BYTES];
    size_t n = wire_format(m, bytes);
    ssize_t sent;

    do
        sent = send(fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? err_from_errno(errno) : OK;
}

enum err wire_receive(int fd, uint8_t buffer[static WIRE_MESSAGE_BYTES], struct wire_message *ret)
{
    ssize_t got;

    /* A peer that closed with messages of ours unread leaves ECONNRESET in front of its own last
     * ones; the error is told once, so the next call gives them. */
    do
        got = recv(fd, buffer, WIRE_MESSAGE_BYTES, MSG_DONTWAIT | MSG_TRUNC);
    while (got < 0 && (errno == EINTR || errno == ECONNRESET));
    if (got < 0)
        return err_from_errno(errno);
    if (got == 0)
        return E_CLOSED;
    if (got > WIRE_MESSAGE_BYTES)
        return E_PROTOCOL;
    return wire_parse(buffer, (size_t)got, ret);
}
