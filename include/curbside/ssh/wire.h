/* SPDX-License-Identifier: MIT
 *
 * wire.h -- the messages between the transport and the session of one caller.
 *
 * They travel over `control`, a SEQPACKET socketpair: one packet, one message. A message starts
 * with version, type and length; the parser takes exactly what the format allows and nothing else,
 * so that a transport in the hands of an attacker can say no more than these few things. Terminal
 * bytes do not come this way: they flow through `tty`.
 */
#ifndef CURBSIDE_SSH_WIRE_H
#define CURBSIDE_SSH_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

enum {
    WIRE_VERSION = 1,
    WIRE_KEY_BYTES = 4 * 1024,      /* a public key blob: RSA of 16384 bits is 2.1 KiB */
    WIRE_COMMAND_BYTES = 8 * 1024,  /* an exec command; see command_too_long */
    WIRE_TERM_BYTES = 48,           /* the longest name in terminfo has 31 */
    WIRE_STDERR_BYTES = 8 * 1024,   /* one STDERR message */
    WIRE_MESSAGE_BYTES = 16 * 1024, /* above every message */
};

enum wire_type {
    /* transport to session */
    WIRE_HELLO = 1, /* first and once: who is there and what they asked for */
    WIRE_RESIZE,    /* the window changed */
    WIRE_SIGNAL,    /* the client asked to deliver a signal */
    WIRE_DRAINED,   /* everything read from tty so far has left for the network */
    WIRE_INPUT_END, /* the caller's input ended; no byte follows on tty */
    /* session to transport */
    WIRE_STDERR, /* bytes for standard error */
    WIRE_EXIT,   /* the session is over */
};

enum wire_signal {
    WIRE_SIGNAL_INT = 1,
    WIRE_SIGNAL_TERM,
    WIRE_SIGNAL_HUP,
    WIRE_SIGNAL_QUIT,
};

struct wire_hello {
    /* The public key that signed, as its SSH wire blob; NULL and 0: none was proven. */
    const uint8_t *key;
    size_t key_n;
    bool guest;            /* came as the user `guest`: asked for no key and gets no account */
    bool pty;              /* has a terminal */
    bool exec;             /* `ssh host COMMAND`; else a shell */
    bool command_too_long; /* exec with more than WIRE_COMMAND_BYTES: `command` is empty */
    bool no_color;       /* the client's NO_COLOR; the one word of its environment that is heard */
    bool term_unusable;  /* TERM was too long or no terminal's name: `term` is "" */
    const char *command; /* not NUL-terminated; may hold any byte */
    size_t command_n;
    char term[WIRE_TERM_BYTES + 1]; /* letters, digits and -+._ only; "" without pty or TERM */
    uint32_t cols, rows;            /* as the client said, not clamped; 0 without pty */
};

struct wire_message {
    enum wire_type type;
    union {
        struct wire_hello hello; /* pointers lead into the parsed bytes */
        struct {
            uint32_t cols, rows; /* not clamped */
        } resize;
        enum wire_signal signal;
        uint64_t delivered; /* DRAINED: bytes of tty that went out since the start */
        struct {
            const char *s;
            size_t n; /* 1..WIRE_STDERR_BYTES */
        } text;       /* STDERR */
        struct {
            uint8_t status;
            uint64_t written; /* bytes the session wrote to tty since the start */
        } exit;
    } u;
};

/* E_PROTOCOL unless `bytes` is exactly one message of this version. Writes *ret only on success. */
NODISCARD enum err wire_parse(const uint8_t *bytes, size_t n, struct wire_message *ret);

/* Write `m` into `ret` and return its length. Fields over their bounds are our bug. */
size_t wire_format(const struct wire_message *m, uint8_t ret[static WIRE_MESSAGE_BYTES]);

/* One message over a SEQPACKET descriptor. E_NOTREADY: would block. E_CLOSED: the other side is
 * gone. E_PROTOCOL: what came is not a message. */
NODISCARD enum err wire_send(int fd, const struct wire_message *m);
/* The message's pointers lead into `buffer`. */
NODISCARD enum err wire_receive(int fd, uint8_t buffer[static WIRE_MESSAGE_BYTES],
                                struct wire_message *ret);

/* Can `c` stand in a terminal's name? */
bool wire_is_term_char(char c);

#endif
