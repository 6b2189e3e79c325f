/* SPDX-License-Identifier: MIT
 *
 * transport_flow.c -- terminal bytes both ways, no faster than the slower side.
 *
 * Out: tty is read only while the caller's window is open and everything written before has left
 * for the kernel; never more than the window, never more than FLOW_BYTES. So what a stopped reader
 * can make us hold is one piece here and what the kernel takes. When all is out, DRAINED says how
 * far.
 *
 * In: the library's own window (1.28 MB) is the bound; the data callback takes what fits and what
 * it left is fetched here. Input ends with the message INPUT_END and then the end of tty, in that
 * order, so that the session can tell an end from a dropped line.
 */
#include "transport.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum {
    PIECES_A_STEP = 16
}; /* then the other direction has its turn */

static const char last_words_tty[] =
    "\030\033[0m\033[?1049l\033[?2004l\033[23;0;0t\033[?25h\r\n"
    "curbside: something went wrong here; what you wrote is kept as a draft\r\n";
static const char last_words_plain[] =
    "curbside: something went wrong here; the command did not finish\n";
enum {
    EXIT_OUR_FAULT = 70
};

int flow_on_data(struct transport *t, const void *bytes, uint32_t n)
{
    size_t room;

    if (t->phase == PHASE_CLOSING)
        return (int)n;
    if (t->in.at == t->in.n)
        t->in.at = t->in.n = 0;
    room = FLOW_BYTES - t->in.n;
    t->in_more = room < n; /* the library hands over all it holds */
    if (!t->in_more)
        room = n;
    memcpy(t->in.bytes + t->in.n, bytes, room);
    t->in.n += room;
    return (int)room;
}

/* The first moment something waits starts the clock; progress stops it. */
static void note_stuck(struct transport *t, struct flow *f, bool waits, bool moved)
{
    if (!waits)
        f->stuck_since = 0;
    else if (moved || f->stuck_since == 0)
        f->stuck_since = transport_now(t);
}

/* Give the session what is there. False: it takes no more now. */
static bool hand_in(struct transport *t, bool *moved)
{
    while (t->in.at < t->in.n) {
        ssize_t took = send(t->setup->tty, t->in.bytes + t->in.at, t->in.n - t->in.at,
                            MSG_DONTWAIT | MSG_NOSIGNAL);

        if (took < 0 && errno == EINTR)
            continue;
        if (took < 0 && errno == EAGAIN)
            return false;
        if (took < 0) { /* the session is gone: control will say so */
            t->in.at = t->in.n;
            return true;
        }
        t->in.at += (size_t)took;
        *moved = true;
    }
    t->in.at = t->in.n = 0;
    return true;
}

static void fetch_more(struct transport *t)
{
    int got = ssh_channel_read_nonblocking(t->channel, t->in.bytes, FLOW_BYTES, 0);

    t->in.at = 0;
    t->in.n = got > 0 ? (size_t)got : 0;
    t->in_more = got == FLOW_BYTES;
}

static void end_input(struct transport *t)
{
    transport_send(t, &(struct wire_message){.type = WIRE_INPUT_END});
    IGNORE(shutdown(t->setup->tty, SHUT_WR)); /* fails only when the session is gone */
    t->in_ended = true;
}

static void step_in(struct transport *t)
{
    bool moved = false;
    bool taken = hand_in(t, &moved);

    for (int i = 0; taken && t->in_more && i < PIECES_A_STEP; i++) {
        fetch_more(t);
        taken = hand_in(t, &moved);
    }
    if (taken && !t->in_more && t->in_eof && !t->in_ended)
        end_input(t);
    note_stuck(t, &t->in, !taken, moved);
}

/* How much may be written now; 0: wait for the caller or the network. */
static size_t may_write(const struct transport *t)
{
    size_t window;

    if (ssh_get_status(t->session) & SSH_WRITE_PENDING)
        return 0;
    window = ssh_channel_window_size(t->channel);
    return window < FLOW_BYTES ? window : FLOW_BYTES;
}

/* Write what waits in `f`. False: the caller takes no more now (or a key exchange is under way). */
static bool hand_out(struct transport *t, struct flow *f, bool is_stderr, bool *moved)
{
    while (f->at < f->n) {
        size_t room = may_write(t);
        size_t n = f->n - f->at < room ? f->n - f->at : room;
        int took;

        if (n == 0)
            return false;
        took = is_stderr ? ssh_channel_write_stderr(t->channel, f->bytes + f->at, (uint32_t)n)
                         : ssh_channel_write(t->channel, f->bytes + f->at, (uint32_t)n);
        if (took < 0)
            t->phase = PHASE_GONE;
        if (took <= 0)
            return false;
        f->at += (size_t)took;
        *moved = true;
    }
    f->at = f->n = 0;
    return true;
}

/* Read a piece of tty into the empty `out`. False: nothing there, or no room to write it. */
static bool read_tty(struct transport *t)
{
    size_t room = may_write(t);
    ssize_t got;

    if (t->tty_eof || !t->tty_ready || room == 0)
        return false;
    do
        got = recv(t->setup->tty, t->out.bytes, room, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got == 0 || (got < 0 && errno != EAGAIN))
        t->tty_eof = true;
    if (got <= 0) {
        t->tty_ready = false;
        return false;
    }
    if ((size_t)got < room)
        t->tty_ready = false; /* emptied; a further byte makes the next poll return */
    t->out.n = (size_t)got;
    t->taken += (size_t)got;
    return true;
}

static void announce(struct transport *t)
{
    struct wire_message m = {.type = WIRE_DRAINED, .u.delivered = t->taken};

    if (t->control_eof || (ssh_get_status(t->session) & SSH_WRITE_PENDING))
        return;
    if (wire_send(t->setup->control, &m) == OK) /* else at the next step */
        t->announced = t->taken;
}

/* The session died without a word: leave the terminal clean and say so. */
static void apologize(struct transport *t)
{
    struct flow *f = t->pty ? &t->out : &t->err;
    const char *words = t->pty ? last_words_tty : last_words_plain;

    t->apologized = true;
    t->status = EXIT_OUR_FAULT;
    f->n = strlen(words);
    memcpy(f->bytes, words, f->n);
}

static bool has_all_output(const struct transport *t)
{
    return t->tty_eof || (t->exit_known && t->taken >= t->written);
}

/* The network holds what we wrote, or the caller's window keeps us from reading what waits. */
static bool is_blocked(const struct transport *t)
{
    return (ssh_get_status(t->session) & SSH_WRITE_PENDING) ||
           (t->tty_ready && !t->tty_eof && may_write(t) == 0);
}

static void step_out(struct transport *t)
{
    bool moved = false;
    bool clear = hand_out(t, &t->out, false, &moved);

    for (int i = 0; clear && i < PIECES_A_STEP && read_tty(t); i++)
        clear = hand_out(t, &t->out, false, &moved);
    if (clear)
        clear = hand_out(t, &t->err, true, &moved);
    if (clear && t->control_eof && !t->exit_known && t->tty_eof && !t->apologized) {
        apologize(t);
        clear = hand_out(t, &t->out, false, &moved) && hand_out(t, &t->err, true, &moved);
    }
    if (clear && t->taken > t->announced)
        announce(t);
    note_stuck(t, &t->out, !clear || is_blocked(t), moved);
}

/* Messages of the session. STDERR is taken one at a time: the next waits until it is out. */
static void step_control(struct transport *t)
{
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    struct wire_message m;

    while (t->control_ready && t->err.n == 0 && !t->exit_known) {
        enum err err = wire_receive(t->setup->control, buffer, &m);

        if (err == E_NOTREADY) {
            t->control_ready = false;
        } else if (err != OK) {
            t->control_eof = true;
            t->control_ready = false;
            t->tty_ready = true; /* whatever is left there, then its end */
        } else if (m.type == WIRE_STDERR) {
            memcpy(t->err.bytes, m.u.text.s, m.u.text.n);
            t->err.n = m.u.text.n;
        } else if (m.type == WIRE_EXIT) {
            t->exit_known = true;
            t->status = m.u.exit.status;
            t->written = m.u.exit.written;
            t->tty_ready = true;
        } else {
            t->phase = PHASE_GONE; /* not for a transport: nothing it says can be trusted */
            return;
        }
    }
}

static void begin_close(struct transport *t)
{
    ssh_channel_request_send_exit_status(t->channel, t->status);
    ssh_channel_send_eof(t->channel);
    ssh_channel_close(t->channel);
    t->phase = PHASE_CLOSING;
    t->control_ready = false;
    t->close_deadline = transport_now(t) + (t->control_eof ? CLOSE_WAIT_MS : CLOSE_HOLD_MS);
}

/* A client whose output waits for a pager closes when the person has read on. The session knows
 * whether that may be so, and holds control open meanwhile. */
void flow_closing_step(struct transport *t)
{
    if (t->phase != PHASE_CLOSING || !t->control_ready || t->control_eof)
        return;
    t->control_eof = true; /* after EXIT a session says nothing more: it has ended */
    t->close_deadline = transport_now(t) + CLOSE_WAIT_MS;
}

void flow_step(struct transport *t)
{
    int64_t now;

    if (t->phase != PHASE_RUNNING)
        return;
    step_control(t);
    step_in(t);
    step_out(t);
    if (t->phase != PHASE_RUNNING)
        return;
    now = transport_now(t);
    if ((t->in.stuck_since != 0 && now >= t->in.stuck_since + INPUT_STUCK_MS) ||
        (t->out.stuck_since != 0 && now >= t->out.stuck_since + OUTPUT_STUCK_MS))
        t->phase = PHASE_GONE;
    else if ((t->exit_known || t->apologized) && has_all_output(t) && t->out.n == 0 &&
             t->err.n == 0 && !(ssh_get_status(t->session) & SSH_WRITE_PENDING))
        begin_close(t);
}

int64_t flow_deadline(const struct transport *t)
{
    int64_t in = t->in.stuck_since == 0 ? 0 : t->in.stuck_since + INPUT_STUCK_MS;
    int64_t out = t->out.stuck_since == 0 ? 0 : t->out.stuck_since + OUTPUT_STUCK_MS;

    if (t->phase == PHASE_CLOSING)
        return t->close_deadline;
    if (t->phase != PHASE_RUNNING)
        return 0;
    if (in == 0 || (out != 0 && out < in))
        return out;
    return in;
}
