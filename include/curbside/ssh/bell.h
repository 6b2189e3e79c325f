/* SPDX-License-Identifier: MIT
 *
 * bell.h -- a line to the switchboard: "something was committed on topic T", and nothing about who.
 *
 * Sessions and the keeper hold one line each. A topic is a number whose meaning the app chooses
 * (not 0). Bells carry nothing else; whoever hears one looks into the database. The switchboard
 * passes a topic on at most 4 times a second to each subscriber; rings in between become one later
 * ring, so the last change is always heard. The ringer hears its own bell if it subscribed.
 *
 * A line may break (the switchboard was restarted). Its holder goes on without live changes: every
 * call then returns E_CLOSED and the descriptor is -1.
 */
#ifndef CURBSIDE_SSH_BELL_H
#define CURBSIDE_SSH_BELL_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

enum {
    BELL_TOPICS_MAX = 16,          /* subscriptions a line: more than any screen shows */
    BELL_INTERVAL_MS = 250,        /* between two bells on one topic to one line */
    BELL_ANSWER_TIMEOUT_MS = 1000, /* for bell_may_join() and bell_may_pass() */
};

enum bell_type {
    /* to the switchboard */
    BELL_SUBSCRIBE = 1,
    BELL_UNSUBSCRIBE,
    BELL_RING,
    BELL_ASK_JOIN, /* may one more account be made from where this caller comes from? */
    /* from the switchboard */
    BELL_RANG,
    BELL_STOPPING, /* the server stops: say so in a line and end within 3 s */
    BELL_JOIN_YES,
    BELL_JOIN_NO,
    /* to the switchboard */
    BELL_ASK_PASS, /* may one more newcomer's post pass on this topic, a board? */
    /* from the switchboard */
    BELL_PASS_YES,
    BELL_PASS_NO,
};

struct bell {
    enum bell_type type;
    uint64_t topic; /* SUBSCRIBE UNSUBSCRIBE RING RANG ASK_PASS; else 0 */
};

struct bell_line {
    int fd; /* SEQPACKET, non-blocking; -1: broken or none. Poll it for POLLIN. */
    bool
        stopping; /* a STOPPING came in while waiting for an answer; bell_receive() gives it next */
};

/* E_NOMEM: over BELL_TOPICS_MAX (noticed by the switchboard, which then ignores it). All three:
 * E_CLOSED when the line is broken; a full line drops the message, which costs one live update. */
enum err bell_subscribe(struct bell_line *l, uint64_t topic);
enum err bell_unsubscribe(struct bell_line *l, uint64_t topic);
enum err bell_ring(struct bell_line *l, uint64_t topic);

/* The next RANG or STOPPING. E_NOTREADY: nothing now. E_CLOSED: the line is broken. */
NODISCARD enum err bell_receive(struct bell_line *l, struct bell *ret);

/* Counts one join against the caller's source (serve_options.joins_per_hour). Waits for the answer.
 * E_TOOFAST: over the limit. E_BUSY: no answer, or the line is broken: nobody may join by it. */
NODISCARD enum err bell_may_join(struct bell_line *l);

/* Counts one newcomer's post on a board's topic, for all lines together
 * (serve_options.newcomer_posts_per_hour). As above. */
NODISCARD enum err bell_may_pass(struct bell_line *l, uint64_t topic);

/* The fixed-size packet itself, for the switchboard and its fuzzer. */
enum {
    BELL_BYTES = 16
};
NODISCARD enum err bell_parse(const uint8_t *bytes, size_t n, struct bell *ret);
void bell_format(const struct bell *b, uint8_t ret[static BELL_BYTES]);

#endif
