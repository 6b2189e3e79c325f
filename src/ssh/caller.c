/* SPDX-License-Identifier: MIT
 *
 * caller.c -- session and transport come into being.
 *
 * The session forks the transport before it does anything else, so neither ever holds what is the
 * other's: the transport has the socket, the session the bells, the startup pipe and later the
 * database. The session is confined before it reads the first message, and opens nothing before
 * HELLO: a flood of strangers costs no database handle.
 */
#include "caller.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/base/log.h>

#include "sandbox.h"
#include "transport.h"

enum {
    KEEP_MAX = 8,
    PERSON_FACTOR = 6, /* a person at a prompt gets this many login deadlines */
    EXIT_USAGE = 2,
};

static void reset_signals(void)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t none;

    sigaction(SIGTERM, &plain, NULL);
    sigaction(SIGCHLD, &plain, NULL);
    sigaction(SIGINT, &ignore, NULL); /* Ctrl-C at the operator's terminal is for the listener */
    sigaction(SIGHUP, &ignore, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_all_but(const int *keep, int n_keep)
{
    unsigned next = STDERR_FILENO + 1;

    for (;;) { /* the lowest kept one at or above `next` */
        int lowest = -1;

        for (int i = 0; i < n_keep; i++) {
            if (keep[i] >= (int)next && (lowest < 0 || keep[i] < lowest))
                lowest = keep[i];
        }
        if (lowest < 0)
            break;
        if ((unsigned)lowest > next)
            close_range(next, (unsigned)lowest - 1, 0);
        next = (unsigned)lowest + 1;
    }
    close_range(next, ~0u, 0);
}

void child_begin(const int *keep, int n_keep)
{
    AUTO_FD int nowhere = -1;

    setsid();
    reset_signals();
    close_all_but(keep, n_keep);
    nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere >= 0) {
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
    }
}

#ifdef CURBSIDE_COVERAGE
void __gcov_dump(void);
#endif

void child_end(int status)
{
#ifdef CURBSIDE_COVERAGE
    __gcov_dump();
#endif
    _exit(status);
}

/* This process's ends of the two socketpairs, and the other's. */
struct ends {
    int tty, control;
};

static bool make_pairs(struct ends *session, struct ends *transport)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    session->tty = pair[0];
    transport->tty = pair[1];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    session->control = pair[0];
    transport->control = pair[1];
    return true;
}

static NORETURN void be_transport(const struct caller_setup *setup, const struct ends *ends)
{
    const int keep[] = {setup->socket, ends->tty, ends->control, sandbox_rules(SANDBOX_TRANSPORT)};
    struct transport_setup t = {
        .socket = setup->socket,
        .tty = ends->tty,
        .control = ends->control,
        .bind = setup->bind,
        .login_deadline_ms = setup->options->login_deadline_ms,
        .person_deadline_ms = setup->options->login_deadline_ms * PERSON_FACTOR,
        .peer_timeout_ms = setup->options->peer_timeout_ms,
        .clock = &clock_system,
    };

    close_all_but(keep, 4);
    prctl(PR_SET_NAME, "transport", 0, 0, 0);
    log_part_set("transport");
    child_end(transport_run(&t));
}

/* Keep the hello and what its pointers lead to for as long as the link lives. */
static bool hello_keep(struct session_link *l, const struct wire_hello *h)
{
    uint8_t *copy = malloc(h->key_n + h->command_n + 1);

    if (copy == NULL)
        return false;
    l->hello = *h;
    if (h->key_n > 0)
        l->hello.key = memcpy(copy, h->key, h->key_n);
    if (h->command_n > 0)
        l->hello.command = memcpy(copy + h->key_n, h->command, h->command_n);
    return true;
}

/* Wait until somebody is authenticated and wants something. The transport keeps the deadline. */
static bool hello_await(struct session_link *l)
{
    uint8_t buffer[WIRE_MESSAGE_BYTES];
    struct pollfd p = {l->control, POLLIN, 0};
    struct wire_message m;
    enum err err;

    for (;;) {
        if (poll(&p, 1, -1) < 0 && errno != EINTR)
            return false;
        err = wire_receive(l->control, buffer, &m);
        if (err != E_NOTREADY)
            break;
    }
    return err == OK && m.type == WIRE_HELLO && hello_keep(l, &m.u.hello);
}

static int refuse_long_command(struct session_link *l)
{
    static const char sentence[] = "curbside: a command line may have 8192 bytes; send long text "
                                   "on standard input\n";

    IGNORE(session_link_stderr(l, sentence, sizeof(sentence) - 1)); /* gone: nobody to tell */
    IGNORE(session_link_exit(l, EXIT_USAGE));
    return EXIT_USAGE;
}

static NORETURN void be_session(const struct caller_setup *setup, const struct ends *ends)
{
    struct session_link l = {
        .tty = ends->tty,
        .control = ends->control,
        .bells = {.fd = setup->bell},
        .clock = &clock_system,
    };
    int status;

    prctl(PR_SET_NAME, "session", 0, 0, 0);
    if (sandbox_enter(SANDBOX_SESSION) != OK) {
        log_line(LOG_ERROR, "a session could not be confined and was ended");
        child_end(1);
    }
    if (!hello_await(&l))
        child_end(0);
    IGNORE(write(setup->startup, "h", 1)); /* the listener may have died: go on without it */
    close(setup->startup);
    status = l.hello.command_too_long ? refuse_long_command(&l)
                                      : setup->hooks->session(setup->hooks->ctx, &l);
    child_end(status);
}

void caller_run(const struct caller_setup *setup)
{
    const int rules = sandbox_rules(SANDBOX_TRANSPORT);
    const int keep[] = {setup->socket, setup->bell, setup->startup, sandbox_rules(SANDBOX_SESSION),
                        rules};
    struct ends session = {-1, -1};
    struct ends transport = {-1, -1};
    pid_t pid;

    child_begin(keep, 5);
    if (!make_pairs(&session, &transport))
        child_end(1);
    pid = fork();
    if (pid < 0)
        child_end(1);
    if (pid == 0)
        be_transport(setup, &transport);
    close(setup->socket);
    close(transport.tty);
    close(transport.control);
    if (rules >= 0)
        close(rules);
    be_session(setup, &session);
}
