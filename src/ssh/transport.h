/* SPDX-License-Identifier: MIT
 *
 * transport.h -- the process that speaks SSH with one caller, and its parts.
 *
 * Everything a stranger sends before and after logging in is parsed here and nowhere else: no
 * database, no secret, the tightest sandbox. One loop, no waiting calls, deadlines are clock
 * values. Callbacks of the library only copy what they were told into the struct below; the loop's
 * steps act on it between two polls.
 */
#ifndef CURBSIDE_SSH_TRANSPORT_H
#define CURBSIDE_SSH_TRANSPORT_H

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#include <curbside/base/clock.h>
#include <curbside/base/err.h>
#include <curbside/ssh/wire.h>

struct transport_setup {
    int socket;  /* the caller; non-blocking */
    int tty;     /* stream to the session; non-blocking */
    int control; /* messages to the session; non-blocking */
    ssh_bind bind;
    int login_deadline_ms;  /* for machines */
    int person_deadline_ms; /* while a person is being asked something */
    int peer_timeout_ms;
    const struct clock *clock;
};

/* Until the caller is gone. Takes the descriptors. Returns the exit status of the process. */
int transport_run(const struct transport_setup *setup);

enum {
    FLOW_BYTES = 16 * 1024,      /* in flight in each direction, besides the library's window */
    INPUT_STUCK_MS = 5 * 1000,   /* the session took no input for so long: it hangs */
    OUTPUT_STUCK_MS = 30 * 1000, /* the caller took no output for so long */
    UNANSWERED_MS = 3 * 1000,    /* bytes came, the library stays silent: see transport_login.c */
    CLOSE_WAIT_MS = 2 * 1000,    /* for the peer's close, and for its last packets */
    CLOSE_HOLD_MS = 15 * 60 * 1000, /* the same, at most, while the session holds control open */
};

enum phase {
    PHASE_GREETING, /* version and key exchange */
    PHASE_LOGIN,    /* authentication */
    PHASE_OPENING,  /* logged in; no shell or command asked for yet */
    PHASE_RUNNING,  /* the session was told HELLO */
    PHASE_CLOSING,  /* exit status and close are on their way */
    PHASE_GONE,
};

struct flow {
    char bytes[FLOW_BYTES];
    size_t at, n;        /* bytes[at..n) wait */
    int64_t stuck_since; /* 0: nothing waits */
};

struct transport {
    const struct transport_setup *setup;
    ssh_session session;
    ssh_event event;
    ssh_channel channel; /* NULL before it was opened */
    int socket_copy;     /* outlives the library's, for last words */
    enum phase phase;

    /* login */
    struct ssh_counter_struct received;
    uint64_t answered_bytes;  /* received.in_bytes when the library last called us */
    int64_t unanswered_since; /* 0: all that came was answered */
    unsigned callbacks;       /* how often the library called us while logging in */
    unsigned callbacks_seen;
    int64_t started;
    bool asked_person; /* host key check, passphrase, touch, or our own question */
    bool guest;
    uint8_t key[WIRE_KEY_BYTES]; /* the one that signed */
    size_t key_n;

    /* what the channel asked for */
    bool pty;
    struct wire_hello hello;
    char command[WIRE_COMMAND_BYTES];
    bool hello_due;
    bool resize_due;
    uint32_t cols, rows;
    unsigned signals_due; /* bit for each enum wire_signal */
    bool peer_closed;

    /* caller to session */
    struct flow in;
    bool in_more; /* the library holds more than we took */
    bool in_eof;
    bool in_ended; /* told to the session */

    /* session to caller */
    struct flow out;
    struct flow err;
    uint64_t taken;     /* bytes read from tty */
    uint64_t announced; /* of those, told by DRAINED */
    bool tty_eof;
    bool control_eof;
    bool exit_known;
    bool apologized;
    uint8_t status;
    uint64_t written; /* the session's own count, with exit_known */

    /* what is in the event, and what it said */
    short tty_events, control_events;
    bool tty_ready, control_ready;
    int64_t close_deadline;
};

static inline int64_t transport_now(const struct transport *t)
{
    return clock_mono_ms(t->setup->clock);
}

/* transport_login.c */
void login_begin(struct transport *t);
/* Notes unanswered bytes; ends the caller with a sentence when a deadline passed. */
void login_step(struct transport *t);
int64_t login_deadline(const struct transport *t); /* 0: none */

/* transport_channel.c */
ssh_channel channel_open(struct transport *t); /* NULL: there is one already */
void channel_step(struct transport *t);        /* HELLO, RESIZE, SIGNAL to the session */

/* transport_flow.c */
int flow_on_data(struct transport *t, const void *bytes, uint32_t n);
void flow_step(struct transport *t);
void flow_closing_step(struct transport *t);
int64_t flow_deadline(const struct transport *t); /* 0: none */

/* transport.c: one sentence to the peer's user, then gone. */
void transport_dismiss(struct transport *t, const char *sentence);
void transport_send(struct transport *t, const struct wire_message *m);

#endif
