/* SPDX-License-Identifier: MIT
 *
 * bell.h -- a line to the switchboard: "something was committed on topic T", and nothing about who.
 *
 * Sessions and the keeper hold one line each. A topic is a number whose meaning the app chooses
 * (not 0). Bells carry nothing else; whoever hears one looks into the database. The switchboard
 * passes a topic on at most 4 times a second to each subscriber; rings in between become one later
 * ring, so the last change is always heard. The ringer hears its own bell if it subscribed.
 *
 * Topics below BELL_TOPIC_FREE are about the server itself. The keeper alone may ring them, but for
 * BELL_TOPIC_ASKED. It alone may have the callers listed and end one, too: another line that says
 * so is hung up. A list shows numbers that are drawn anew for it, at most once in BELL_RENUMBER_MS,
 * so that nobody can be followed from one list to the next; and of time only what `age` and `idle`
 * say.
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
    BELL_ANSWER_TIMEOUT_MS = 1000, /* for bell_may_join(), bell_may_pass(), bell_end_session() */

    BELL_TOPIC_ASKED = 1, /* something waits for the keeper */
    BELL_TOPIC_NEWS = 2,  /* what is said to everybody has changed */
    BELL_TOPIC_FREE = 3,

    BELL_SESSIONS_MAX = 200,      /* rows of one list */
    BELL_RENUMBER_MS = 60 * 1000, /* a list is as old as this before there is another */
    BELL_NUMBER_MIN = 100000,
    BELL_NUMBER_MAX = 999999,
};

enum bell_kind {
    BELL_SCREENS = 1,
    BELL_PLAIN,
    BELL_COMMAND,
    BELL_NOTHING, /* its client has gone: it is in no list any more, and hears of a stop */
};

/* How long somebody has been here. */
enum bell_age {
    BELL_AGE_NEW,  /* under ten minutes */
    BELL_AGE_HOUR, /* under an hour */
    BELL_AGE_DAY,  /* under a day */
    BELL_AGE_DAYS,
};

/* A row of the list. */
struct bell_session {
    int number; /* until the next list */
    enum bell_kind kind;
    enum bell_age age;
    bool idle; /* nothing was typed for ten minutes */
    bool own;  /* it is the one that asked */
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
    /* to the switchboard */
    BELL_AM,    /* a bell_kind: what this caller sees */
    BELL_RESTS, /* this caller has typed nothing for a minute */
    BELL_STIRS, /* and now something */
    BELL_LIST,  /* of the keeper: the callers, to whoever subscribed to this topic */
    BELL_KICK,  /* of the keeper: end the session of this number */
    /* from the switchboard */
    BELL_SESSION, /* a bell_session, packed */
    BELL_END,     /* a sysop ends this session: say so in a line and end */
    BELL_KICKED,
    BELL_NOBODY, /* no session has that number now */
    /* to the switchboard */
    BELL_LIMITS,   /* of the keeper: joins and newcomers' posts in an hour, packed */
    BELL_ASK_LEFT, /* would one pass? Counts nothing; answered as ASK_PASS */
};

/* How BELL_LIMITS is packed: both are below 2^31. */
#define BELL_LIMITS_SET (UINT64_C(1) << 63)
#define BELL_JOINS_AT   31

struct bell {
    enum bell_type type;
    uint64_t topic; /* SUBSCRIBE UNSUBSCRIBE RING RANG ASK_PASS AM LIST KICK SESSION
                       LIMITS ASK_LEFT; else 0 */
};

struct bell_line {
    int fd;       /* SEQPACKET, non-blocking; -1: broken or none. Poll it for POLLIN. */
    uint8_t kept; /* what came in while waiting for an answer; bell_receive() gives it next */
};

/* E_NOMEM: over BELL_TOPICS_MAX (noticed by the switchboard, which then ignores it). All three:
 * E_CLOSED when the line is broken; a full line drops the message, which costs one live update. */
enum err bell_subscribe(struct bell_line *l, uint64_t topic);
enum err bell_unsubscribe(struct bell_line *l, uint64_t topic);
enum err bell_ring(struct bell_line *l, uint64_t topic);

/* The next RANG, STOPPING or END. E_NOTREADY: nothing now. E_CLOSED: the line is broken. */
NODISCARD enum err bell_receive(struct bell_line *l, struct bell *ret);

/* Counts one join against the caller's source (serve_options.joins_per_hour). Waits for the answer.
 * E_TOOFAST: over the limit. E_BUSY: no answer, or the line is broken: nobody may join by it. */
NODISCARD enum err bell_may_join(struct bell_line *l);

/* Has what newcomers may post in an hour on a board's topic, all lines together, been used up
 * (serve_options.newcomer_posts_per_hour)? Counts one more if it is a newcomer that asks. As above.
 */
NODISCARD enum err bell_may_pass(struct bell_line *l, uint64_t topic, bool is_new);

/* Of a caller's own line, for the list. As bell_subscribe(). */
enum err bell_am(struct bell_line *l, enum bell_kind kind);
enum err bell_rests(struct bell_line *l, bool rests);

/* The keeper's; of another line they end it. */
enum err bell_list(struct bell_line *l, uint64_t topic);
/* From now on so many; 0 lets nothing pass. */
enum err bell_limits(struct bell_line *l, int joins_per_hour, int newcomer_posts_per_hour);
/* Waits for the answer. E_NOTFOUND: no session has this number now. E_BUSY: no answer. */
NODISCARD enum err bell_end_session(struct bell_line *l, int number);

/* Wait until `topic` or the one after it rings, both of which are subscribed to, and keep the rows
 * that come before: at most BELL_SESSIONS_MAX into `rows`, if it is not NULL. *ret_second: it was
 * the one after it. E_BUSY: no ring within `ms`, or the line is broken. */
NODISCARD enum err bell_await(struct bell_line *l, uint64_t topic, int ms,
                              struct bell_session *rows, int *ret_n, bool *ret_second);

/* A row as a BELL_SESSION carries it. E_PROTOCOL: it is none. */
NODISCARD enum err bell_session_parse(uint64_t topic, struct bell_session *ret);
uint64_t bell_session_format(const struct bell_session *s);

/* The fixed-size packet itself, for the switchboard and its fuzzer. */
enum {
    BELL_BYTES = 16
};
NODISCARD enum err bell_parse(const uint8_t *bytes, size_t n, struct bell *ret);
void bell_format(const struct bell *b, uint8_t ret[static BELL_BYTES]);

#endif
