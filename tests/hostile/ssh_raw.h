/* SPDX-License-Identifier: MIT
 *
 * ssh_raw.h -- an SSH client that does as it is told: the key exchange is honest
 * (curve25519-sha256, chacha20-poly1305), every packet after it is whatever the test says.
 *
 * A library's client refuses to lie; an attacker's does not. Only for tests: it checks neither the
 * host key nor anything else about the server. Whatever goes wrong fails the running test.
 */
#ifndef CURBSIDE_TESTS_SSH_RAW_H
#define CURBSIDE_TESTS_SSH_RAW_H

#include "e2e/harness.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    RAW_BYTES = 300 * 1024, /* one packet */

    RAW_DISCONNECT = 1,
    RAW_UNIMPLEMENTED = 3,
    RAW_SERVICE_REQUEST = 5,
    RAW_SERVICE_ACCEPT = 6,
    RAW_EXT_INFO = 7,
    RAW_KEXINIT = 20,
    RAW_NEWKEYS = 21,
    RAW_ECDH_INIT = 30,
    RAW_ECDH_REPLY = 31,
    RAW_AUTH_REQUEST = 50,
    RAW_AUTH_FAILURE = 51,
    RAW_AUTH_SUCCESS = 52,
    RAW_AUTH_PK_OK = 60,
    RAW_GLOBAL_REQUEST = 80,
    RAW_REQUEST_FAILURE = 82,
    RAW_CHANNEL_OPEN = 90,
    RAW_CHANNEL_CONFIRM = 91,
    RAW_CHANNEL_OPEN_FAILURE = 92,
    RAW_CHANNEL_WINDOW = 93,
    RAW_CHANNEL_DATA = 94,
    RAW_CHANNEL_STDERR = 95,
    RAW_CHANNEL_EOF = 96,
    RAW_CHANNEL_CLOSE = 97,
    RAW_CHANNEL_REQUEST = 98,
    RAW_CHANNEL_SUCCESS = 99,
    RAW_CHANNEL_FAILURE = 100,

    RAW_CLOSED = -1, /* instead of a message number: the server hung up */
    RAW_SILENCE = -2 /* nothing came in time */
};

/* Bytes that grow at the end, or are read from the front. */
struct raw_buffer {
    uint8_t b[RAW_BYTES];
    size_t n;
    size_t at;
};

struct raw {
    int fd;
    bool encrypted;
    uint32_t sent, received; /* packets */
    uint8_t out_key[64], in_key[64];
    uint8_t session_id[32];
    struct raw_buffer in; /* the last message, after its number */
    struct raw_buffer packet;
};

/* ---- putting and taking ---- */

static inline void raw_put(struct raw_buffer *p, const void *bytes, size_t n)
{
    assert_true(p->n + n <= sizeof(p->b));
    memcpy(p->b + p->n, bytes, n);
    p->n += n;
}

static inline void raw_put_byte(struct raw_buffer *p, unsigned v)
{
    uint8_t b = (uint8_t)v;

    raw_put(p, &b, 1);
}

static inline void raw_put_u32(struct raw_buffer *p, uint32_t v)
{
    v = htonl(v);
    raw_put(p, &v, 4);
}

static inline void raw_put_string(struct raw_buffer *p, const void *bytes, size_t n)
{
    raw_put_u32(p, (uint32_t)n);
    raw_put(p, bytes, n);
}

static inline void raw_put_text(struct raw_buffer *p, const char *s)
{
    raw_put_string(p, s, strlen(s));
}

/* A positive number, as the protocol writes it. */
static inline void raw_put_mpint(struct raw_buffer *p, const uint8_t *bytes, size_t n)
{
    while (n > 0 && *bytes == 0) {
        bytes++;
        n--;
    }
    raw_put_u32(p, (uint32_t)(n + (n > 0 && *bytes >= 0x80)));
    if (n > 0 && *bytes >= 0x80)
        raw_put_byte(p, 0);
    raw_put(p, bytes, n);
}

static inline uint32_t raw_take_u32(struct raw_buffer *p)
{
    uint32_t v;

    assert_true(p->at + 4 <= p->n);
    memcpy(&v, p->b + p->at, 4);
    p->at += 4;
    return ntohl(v);
}

static inline const uint8_t *raw_take_string(struct raw_buffer *p, size_t *ret_n)
{
    *ret_n = raw_take_u32(p);
    assert_true(p->at + *ret_n <= p->n);
    p->at += *ret_n;
    return p->b + p->at - *ret_n;
}

/* ---- packets ---- */

static inline void raw_nonce(uint32_t number, uint8_t ret[8])
{
    memset(ret, 0, 8);
    number = htonl(number);
    memcpy(ret + 4, &number, 4);
}

/* chacha20-poly1305@openssh.com in place: length with the second half of the key, the rest with the
 * first; the authenticator behind. */
static inline void raw_seal(uint8_t *packet, size_t n, const uint8_t key[64], uint32_t number)
{
    uint8_t poly[32] = {0};
    uint8_t nonce[8];

    raw_nonce(number, nonce);
    crypto_stream_chacha20_xor_ic(packet, packet, 4, nonce, 0, key + 32);
    crypto_stream_chacha20_xor_ic(packet + 4, packet + 4, n - 4, nonce, 1, key);
    crypto_stream_chacha20_xor_ic(poly, poly, 32, nonce, 0, key);
    crypto_onetimeauth_poly1305(packet + n, packet, n, poly);
}

static inline void raw_write(struct raw *r, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n > 0) {
        ssize_t took = send(r->fd, at, n, MSG_NOSIGNAL);

        if (took <= 0)
            return; /* hung up: the next raw_receive() says so */
        at += took;
        n -= (size_t)took;
    }
}

static inline void raw_send(struct raw *r, const struct raw_buffer *payload)
{
    struct raw_buffer *p = &r->packet;
    size_t covered = payload->n + (r->encrypted ? 1 : 5);
    size_t padding = 8 - covered % 8;

    if (padding < 4)
        padding += 8;
    p->n = 0;
    raw_put_u32(p, (uint32_t)(payload->n + 1 + padding));
    raw_put_byte(p, (unsigned)padding);
    raw_put(p, payload->b, payload->n);
    raw_put(p, (const uint8_t[16]){0}, padding);
    if (r->encrypted) {
        raw_seal(p->b, p->n, r->out_key, r->sent);
        p->n += 16;
    }
    r->sent++;
    raw_write(r, p->b, p->n);
}

/* Exactly `n` bytes. False: hung up (`*ret` RAW_CLOSED) or silent (RAW_SILENCE). */
static inline bool raw_read(struct raw *r, void *bytes, size_t n, long long deadline, int *ret)
{
    char *at = bytes;

    while (n > 0) {
        struct pollfd p = {r->fd, POLLIN, 0};
        long long left = deadline - now_ms();
        ssize_t got;

        *ret = RAW_SILENCE;
        if (left <= 0 || poll(&p, 1, (int)left) <= 0)
            return false;
        got = recv(r->fd, at, n, 0);
        *ret = RAW_CLOSED;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static inline size_t raw_length(const struct raw *r, const uint8_t head[4])
{
    uint8_t plain[4];
    uint8_t nonce[8];
    uint32_t n;

    memcpy(plain, head, 4);
    raw_nonce(r->received, nonce);
    if (r->encrypted)
        crypto_stream_chacha20_xor_ic(plain, plain, 4, nonce, 0, r->in_key + 32);
    memcpy(&n, plain, 4);
    return ntohl(n);
}

/* The next packet's message number, or RAW_CLOSED or RAW_SILENCE; its fields are in r->in. */
static inline int raw_receive(struct raw *r, int ms)
{
    long long deadline = deadline_in(ms);
    struct raw_buffer *p = &r->packet;
    uint8_t nonce[8];
    size_t n;
    int what = 0;

    if (!raw_read(r, p->b, 4, deadline, &what))
        return what;
    n = raw_length(r, p->b);
    if (n < 2 || n > sizeof(p->b) - 32)
        return RAW_CLOSED; /* what it says now is no packet: words in plain text */
    if (!raw_read(r, p->b + 4, n + (r->encrypted ? 16 : 0), deadline, &what))
        return what;
    raw_nonce(r->received, nonce);
    if (r->encrypted)
        crypto_stream_chacha20_xor_ic(p->b + 4, p->b + 4, n, nonce, 1, r->in_key);
    r->received++;
    r->in.n = 0;
    r->in.at = 0;
    raw_put(&r->in, p->b + 6, n - 2 - p->b[4]);
    return p->b[5];
}

/* ---- key exchange ---- */

static inline void raw_kexinit(struct raw_buffer *p)
{
    static const char *const lists[] = {
        "curve25519-sha256",
        "ssh-ed25519",
        "chacha20-poly1305@openssh.com",
        "chacha20-poly1305@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "none",
        "none",
        "",
        "",
    };

    raw_put_byte(p, RAW_KEXINIT);
    raw_put(p, "0123456789abcdef", 16);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        raw_put_text(p, lists[i]);
    raw_put_byte(p, 0);
    raw_put_u32(p, 0);
}

static inline void raw_derive(const struct raw *r, const struct raw_buffer *shared,
                              const uint8_t hash[32], char letter, uint8_t ret[64])
{
    crypto_hash_sha256_state s;

    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, shared->b, shared->n);
    crypto_hash_sha256_update(&s, hash, 32);
    crypto_hash_sha256_update(&s, (const uint8_t *)&letter, 1);
    crypto_hash_sha256_update(&s, r->session_id, 32);
    crypto_hash_sha256_final(&s, ret);
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, shared->b, shared->n);
    crypto_hash_sha256_update(&s, hash, 32);
    crypto_hash_sha256_update(&s, ret, 32);
    crypto_hash_sha256_final(&s, ret + 32);
}

static inline void raw_read_banner(struct raw *r, struct raw_buffer *ret)
{
    char c = 0;
    int what;

    while (c != '\n') {
        assert_true(raw_read(r, &c, 1, deadline_in(WAIT_MS), &what));
        if (c != '\r' && c != '\n')
            raw_put_byte(ret, (unsigned char)c);
    }
}

/* Everything up to NEWKEYS in both directions. */
static inline void raw_exchange_keys(struct raw *r)
{
    static struct raw_buffer mine, theirs, banner, transcript, shared;
    uint8_t secret[32], public[32], point[32], hash[32];
    const uint8_t *host_key, *server_public;
    size_t host_key_n, n;

    mine.n = theirs.n = banner.n = transcript.n = shared.n = 0;
    raw_write(r, "SSH-2.0-raw\r\n", 13);
    raw_read_banner(r, &banner);
    raw_kexinit(&mine);
    raw_send(r, &mine);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_KEXINIT);
    raw_put_byte(&theirs, RAW_KEXINIT);
    raw_put(&theirs, r->in.b, r->in.n);

    randombytes_buf(secret, sizeof(secret));
    crypto_scalarmult_base(public, secret);
    raw_put_text(&transcript, "SSH-2.0-raw");
    raw_put_string(&transcript, banner.b, banner.n);
    raw_put_string(&transcript, mine.b, mine.n);
    raw_put_string(&transcript, theirs.b, theirs.n);
    mine.n = 0;
    raw_put_byte(&mine, RAW_ECDH_INIT);
    raw_put_string(&mine, public, 32);
    raw_send(r, &mine);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_ECDH_REPLY);
    host_key = raw_take_string(&r->in, &host_key_n);
    server_public = raw_take_string(&r->in, &n);
    assert_int_equal(n, 32);
    assert_int_equal(crypto_scalarmult(point, secret, server_public), 0);
    raw_put_mpint(&shared, point, 32);
    raw_put_string(&transcript, host_key, host_key_n);
    raw_put_string(&transcript, public, 32);
    raw_put_string(&transcript, server_public, 32);
    raw_put(&transcript, shared.b, shared.n);
    crypto_hash_sha256(hash, transcript.b, transcript.n);
    memcpy(r->session_id, hash, 32);
    raw_derive(r, &shared, hash, 'C', r->out_key);
    raw_derive(r, &shared, hash, 'D', r->in_key);

    mine.n = 0;
    raw_put_byte(&mine, RAW_NEWKEYS);
    raw_send(r, &mine);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_NEWKEYS);
    r->encrypted = true;
}

static inline int raw_connect(const struct board *b)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)b->port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
    assert_int_equal(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)), 0);
    return fd;
}

/* ---- after it ---- */

/* A connection with keys exchanged and the authentication service granted. */
static inline struct raw *raw_open(const struct board *b)
{
    static struct raw_buffer p;
    struct raw *r = calloc(1, sizeof(*r));
    int type;

    assert_non_null(r);
    assert_true(sodium_init() >= 0);
    r->fd = raw_connect(b);
    raw_exchange_keys(r);
    p.n = 0;
    raw_put_byte(&p, RAW_SERVICE_REQUEST);
    raw_put_text(&p, "ssh-userauth");
    raw_send(r, &p);
    do
        type = raw_receive(r, WAIT_MS);
    while (type == RAW_EXT_INFO);
    assert_int_equal(type, RAW_SERVICE_ACCEPT);
    return r;
}

static inline void raw_close(struct raw *r)
{
    close(r->fd);
    free(r);
}

/* The head of an authentication request. */
static inline void raw_begin_auth(struct raw_buffer *p, const char *user, const char *method)
{
    p->n = 0;
    raw_put_byte(p, RAW_AUTH_REQUEST);
    raw_put_text(p, user);
    raw_put_text(p, "ssh-connection");
    raw_put_text(p, method);
}

static inline void raw_login_guest(struct raw *r)
{
    static struct raw_buffer p;

    raw_begin_auth(&p, "guest", "none");
    raw_send(r, &p);
    assert_int_equal(raw_receive(r, WAIT_MS), RAW_AUTH_SUCCESS);
}

/* An ed25519 key made from one byte, and its blob. */
struct raw_key {
    uint8_t public[32];
    uint8_t secret[64];
    struct raw_buffer blob;
};

static inline void raw_key_make(uint8_t seed_byte, struct raw_key *ret)
{
    uint8_t seed[32];

    memset(seed, seed_byte, sizeof(seed));
    crypto_sign_seed_keypair(ret->public, ret->secret, seed);
    ret->blob.n = 0;
    raw_put_text(&ret->blob, "ssh-ed25519");
    raw_put_string(&ret->blob, ret->public, 32);
}

/* Offer a key without a signature. */
static inline void raw_offer(struct raw *r, const char *algorithm, const struct raw_buffer *blob)
{
    static struct raw_buffer p;

    raw_begin_auth(&p, "someone", "publickey");
    raw_put_byte(&p, 0);
    raw_put_text(&p, algorithm);
    raw_put_string(&p, blob->b, blob->n);
    raw_send(r, &p);
}

/* Log in with the key `shown`, signed by `signer`. */
static inline void raw_sign_in(struct raw *r, const struct raw_key *shown,
                               const struct raw_key *signer)
{
    static struct raw_buffer p, to_sign, signature;
    uint8_t bytes[64];

    raw_begin_auth(&p, "someone", "publickey");
    raw_put_byte(&p, 1);
    raw_put_text(&p, "ssh-ed25519");
    raw_put_string(&p, shown->blob.b, shown->blob.n);
    to_sign.n = signature.n = 0;
    raw_put_string(&to_sign, r->session_id, 32);
    raw_put(&to_sign, p.b, p.n);
    crypto_sign_detached(bytes, NULL, to_sign.b, to_sign.n, signer->secret);
    raw_put_text(&signature, "ssh-ed25519");
    raw_put_string(&signature, bytes, 64);
    raw_put_string(&p, signature.b, signature.n);
    raw_send(r, &p);
}

/* Ask for a channel of this type; returns what was answered. */
static inline int raw_open_channel(struct raw *r, const char *type, uint32_t number,
                                   uint32_t window, uint32_t *ret_theirs)
{
    static struct raw_buffer p;
    int answer;

    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_OPEN);
    raw_put_text(&p, type);
    raw_put_u32(&p, number);
    raw_put_u32(&p, window);
    raw_put_u32(&p, 32 * 1024);
    if (strcmp(type, "session") != 0) { /* from where to where; other types ignore what follows */
        raw_put_text(&p, "127.0.0.1");
        raw_put_u32(&p, 22);
        raw_put_text(&p, "127.0.0.1");
        raw_put_u32(&p, 1);
    }
    raw_send(r, &p);
    do
        answer = raw_receive(r, WAIT_MS);
    while (answer == RAW_GLOBAL_REQUEST);
    if (answer == RAW_CHANNEL_CONFIRM) {
        raw_take_u32(&r->in);
        *ret_theirs = raw_take_u32(&r->in);
    }
    return answer;
}

/* A channel request that wants a reply; `text` (may be NULL) is its one string. */
static inline void raw_request(struct raw *r, uint32_t channel, const char *type, const char *text)
{
    static struct raw_buffer p;

    p.n = 0;
    raw_put_byte(&p, RAW_CHANNEL_REQUEST);
    raw_put_u32(&p, channel);
    raw_put_text(&p, type);
    raw_put_byte(&p, 1);
    if (text != NULL)
        raw_put_text(&p, text);
    raw_send(r, &p);
}

/* The next message that is none of window, data or stderr. */
static inline int raw_receive_answer(struct raw *r)
{
    int type;

    do
        type = raw_receive(r, WAIT_MS);
    while (type == RAW_CHANNEL_WINDOW || type == RAW_CHANNEL_DATA || type == RAW_CHANNEL_STDERR);
    return type;
}

/* Standard output of a command in `ret`, up to the close; true: it came to that. */
static inline bool raw_collect(struct raw *r, struct raw_buffer *ret)
{
    ret->n = 0;
    for (;;) {
        int type = raw_receive(r, WAIT_MS);

        if (type == RAW_CHANNEL_CLOSE)
            break;
        if (type < 0)
            return false;
        if (type == RAW_CHANNEL_DATA) {
            const uint8_t *bytes;
            size_t n;

            raw_take_u32(&r->in);
            bytes = raw_take_string(&r->in, &n);
            raw_put(ret, bytes, n);
        }
    }
    raw_put_byte(ret, 0);
    return true;
}

/* `command` on a new channel; its output. */
static inline const char *raw_run(struct raw *r, const char *command)
{
    static struct raw_buffer out;
    uint32_t channel = 0;

    assert_int_equal(raw_open_channel(r, "session", 0, 1 << 20, &channel), RAW_CHANNEL_CONFIRM);
    raw_request(r, channel, "exec", command);
    assert_true(raw_collect(r, &out));
    return (const char *)out.b;
}

/* The sentence of a DISCONNECT that has just come. */
static inline const char *raw_sentence(struct raw *r)
{
    static char text[512];
    const uint8_t *s;
    size_t n;

    raw_take_u32(&r->in);
    s = raw_take_string(&r->in, &n);
    assert_true(n < sizeof(text));
    memcpy(text, s, n);
    text[n] = '\0';
    return text;
}

#endif
