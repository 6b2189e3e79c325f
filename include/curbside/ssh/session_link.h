/* SPDX-License-Identifier: MIT
 *
 * session_link.h -- what a session process gets: its end of everything.
 *
 * The session hook is called in its own process, already confined, after the transport said HELLO.
 * It polls three descriptors: `tty` (POLLIN: typed bytes), `control` (POLLIN: session_link_receive)
 * and `bells.fd` (POLLIN: bell_receive). All are non-blocking.
 *
 * Output. Write with session_link_write() only: it counts. The transport forwards no faster than
 * the caller reads, then says how far it came (DRAINED); draw the next frame when
 * session_link_is_drained(): a slow line skips frames, it never queues them.
 *
 * Who ends a caller: the transport, when the caller took no output for 30 s while some was waiting,
 * when input could not be given to the session for 5 s, or when the peer is dead for 45 s. The
 * session then reads E_CLOSED from control (or end of file from tty without `input_ended`): keep
 * the draft and return. A session that returns or dies without session_link_exit() makes the
 * transport reset the terminal, say one sentence and exit with status 70.
 */
#ifndef CURBSIDE_SSH_SESSION_LINK_H
#define CURBSIDE_SSH_SESSION_LINK_H

#include <curbside/base/clock.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/ssh/bell.h>
#include <curbside/ssh/wire.h>

struct session_link {
    int tty;     /* stream; read() it, but write with session_link_write() */
    int control; /* SEQPACKET; session_link_receive() only */
    struct bell_line bells;
    const struct clock *clock;
    struct wire_hello hello; /* its pointers live as long as the link */
    bool input_ended;        /* INPUT_END came: end of file on tty is the caller's own */
    bool ended;              /* a sysop ended this session, and session_link_... heard it */
    uint64_t written;        /* bytes given to tty */
    uint64_t delivered;      /* of those, how many have gone out, as the last DRAINED said */
};

/* The next RESIZE, SIGNAL, DRAINED or INPUT_END (the last two are noted in the link as well).
 * E_NOTREADY: nothing now. E_CLOSED: the caller is gone, or what came was no message. */
NODISCARD enum err session_link_receive(struct session_link *l, struct wire_message *ret);

/* Everything written has gone out. */
bool session_link_is_drained(const struct session_link *l);

/* As much as fits now; *ret_taken (may be NULL) is how much. E_NOTREADY: none. E_CLOSED. */
NODISCARD enum err session_link_write(struct session_link *l, const void *bytes, size_t n,
                                      size_t *ret_taken);

/* The rest is for sessions without an event loop (exec requests): these wait. They return E_CLOSED
 * as soon as the caller is gone and E_TIMEOUT when nothing moved for 35 s. */
NODISCARD enum err session_link_write_all(struct session_link *l, const void *bytes, size_t n);
/* For standard error, in pieces of WIRE_STDERR_BYTES; n may be 0. */
NODISCARD enum err session_link_stderr(struct session_link *l, const char *text, size_t n);
/*
 * Append input up to its end, at most `limit` bytes: OK then too, the rest stays unread. E_CLOSED
 * when the line dropped before the end: what came is a torso and must not be posted. Waits as long
 * as the caller takes (`idle_ms` without a byte: E_TIMEOUT).
 */
NODISCARD enum err session_link_read_input(struct session_link *l, size_t limit, int64_t idle_ms,
                                           struct str *ret);

/* Of a session without an event loop: has a sysop ended it? */
bool session_link_is_ended(struct session_link *l);

/* After session_link_exit(): wait until the client has closed, because much output may still stand
 * before its pager, at most `ms`. Without it the transport waits 2 s. */
void session_link_linger(struct session_link *l, int ms);

/* The last act: no output may follow. The transport sends what is left, the status, and closes. */
enum err session_link_exit(struct session_link *l, int status);

#endif
