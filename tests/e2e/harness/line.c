/* SPDX-License-Identifier: MIT
 *
 * line.c -- a line between a caller and the board that can be slow or be cut.
 *
 * One process with one poll loop relays every connection. Bytes wait in a queue until they are due,
 * so that a slow link delays but keeps its throughput. It ends when the test closes `control`.
 */
#include "e2e/harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PAIRS_MAX = 64,
    CHUNK_BYTES = 16384,
    QUEUE_MAX = 64
};

struct line {
    pid_t pid;
    int control, port;
};

struct chunk {
    long long due;
    size_t n, sent;
    unsigned char bytes[CHUNK_BYTES];
};

/* One direction: a ring of chunks read from one end and due at the other. */
struct flow {
    struct chunk *queue[QUEUE_MAX];
    int first, count;
    bool ended;
};

struct pair {
    int fd[2];           /* -1: unused */
    struct flow flow[2]; /* flow[i] enters at fd[i], leaves at fd[1 - i] */
};

struct relay {
    int listener, control, target, delay_ms;
    struct pair pairs[PAIRS_MAX];
};

static void pair_close(struct pair *p, bool reset)
{
    struct linger now = {1, 0};

    for (int i = 0; i < 2; i++) {
        struct flow *f = &p->flow[i];

        while (f->count > 0) {
            free(f->queue[f->first]);
            f->first = (f->first + 1) % QUEUE_MAX;
            f->count--;
        }
        if (reset && p->fd[i] >= 0)
            setsockopt(p->fd[i], SOL_SOCKET, SO_LINGER, &now, sizeof now);
        if (p->fd[i] >= 0)
            close(p->fd[i]);
    }
    memset(p, 0, sizeof *p);
    p->fd[0] = p->fd[1] = -1;
}

static void relay_accept(struct relay *r)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)r->target)};
    int in = accept4(r->listener, NULL, NULL, SOCK_CLOEXEC);
    int out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(out, (struct sockaddr *)&to, sizeof to) == 0)
        for (int i = 0; i < PAIRS_MAX; i++)
            if (r->pairs[i].fd[0] < 0) {
                r->pairs[i].fd[0] = in;
                r->pairs[i].fd[1] = out;
                return;
            }
    close(in);
    close(out);
}

/* Take what came in at side `i`. */
static void flow_read(struct relay *r, struct pair *p, int i)
{
    struct flow *f = &p->flow[i];
    struct chunk *c = calloc(1, sizeof *c);
    ssize_t n = c ? read(p->fd[i], c->bytes, sizeof c->bytes) : -1;

    if (n <= 0) {
        free(c);
        f->ended = true;
        return;
    }
    c->n = (size_t)n;
    c->due = now_ms() + r->delay_ms;
    f->queue[(f->first + f->count++) % QUEUE_MAX] = c;
}

/* Hand on what is due; ms until the next is, -1 when nothing waits; -2 when the pair is over. */
static int flow_write(struct pair *p, int i)
{
    struct flow *f = &p->flow[i];

    while (f->count > 0) {
        struct chunk *c = f->queue[f->first];
        long long left = c->due - now_ms();
        ssize_t n;

        if (left > 0)
            return (int)left;
        n = send(p->fd[1 - i], c->bytes + c->sent, c->n - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0)
            return errno == EAGAIN ? 5 : -2;
        c->sent += (size_t)n;
        if (c->sent < c->n)
            continue;
        free(c);
        f->first = (f->first + 1) % QUEUE_MAX;
        f->count--;
    }
    return f->ended ? -2 : -1;
}

/* One round over every pair; how long poll may wait. */
static int relay_flush(struct relay *r)
{
    int wait = -1;

    for (int k = 0; k < PAIRS_MAX; k++)
        for (int i = 0; i < 2 && r->pairs[k].fd[0] >= 0; i++) {
            int ms = flow_write(&r->pairs[k], i);

            if (ms == -2)
                pair_close(&r->pairs[k], false);
            else if (ms >= 0 && (wait < 0 || ms < wait))
                wait = ms;
        }
    return wait;
}

static bool relay_control(struct relay *r)
{
    char order;

    if (read(r->control, &order, 1) != 1)
        return false;
    for (int k = 0; k < PAIRS_MAX; k++)
        if (r->pairs[k].fd[0] >= 0)
            pair_close(&r->pairs[k], true);
    return write(r->control, &order, 1) == 1;
}

static void relay_run(struct relay *r)
{
    for (;;) {
        struct pollfd p[2 + 2 * PAIRS_MAX] = {{r->control, POLLIN, 0}, {r->listener, POLLIN, 0}};
        int wait = relay_flush(r);

        for (int k = 0; k < 2 * PAIRS_MAX; k++) {
            const struct flow *f = &r->pairs[k / 2].flow[k % 2];
            bool room = !f->ended && f->count < QUEUE_MAX;

            p[2 + k] = (struct pollfd){room ? r->pairs[k / 2].fd[k % 2] : -1, POLLIN, 0};
        }
        if (poll(p, 2 + 2 * PAIRS_MAX, wait) <= 0)
            continue;
        for (int k = 0; k < 2 * PAIRS_MAX; k++)
            if (p[2 + k].revents && r->pairs[k / 2].fd[0] >= 0)
                flow_read(r, &r->pairs[k / 2], k % 2);
        if (p[1].revents)
            relay_accept(r);
        if (p[0].revents && !relay_control(r))
            return;
    }
}

struct line *line_new(int port, int delay_ms)
{
    struct line *l = calloc(1, sizeof *l);
    struct relay *r = calloc(1, sizeof *r);
    struct sockaddr_in a = {.sin_family = AF_INET};
    socklen_t n = sizeof a;
    int control[2];

    assert_true(l && r);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    r->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(r->listener, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(r->listener, 16), 0);
    assert_int_equal(getsockname(r->listener, (struct sockaddr *)&a, &n), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control), 0);
    r->target = port;
    r->delay_ms = delay_ms;
    r->control = control[1];
    for (int k = 0; k < PAIRS_MAX; k++)
        r->pairs[k].fd[0] = r->pairs[k].fd[1] = -1;
    l->pid = fork();
    assert_true(l->pid >= 0);
    if (l->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(control[0]);
        relay_run(r);
        _exit(0);
    }
    close(r->listener);
    close(control[1]);
    free(r);
    l->control = control[0];
    l->port = ntohs(a.sin_port);
    return l;
}

int line_port(const struct line *l)
{
    return l->port;
}

void line_cut(struct line *l)
{
    char order = 'c';

    assert_int_equal(write(l->control, &order, 1), 1);
    assert_int_equal(read(l->control, &order, 1), 1);
}

void line_free(struct line *l)
{
    close(l->control);
    process_wait(l->pid, WAIT_MS);
    free(l);
}
