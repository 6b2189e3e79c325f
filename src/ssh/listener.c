/* SPDX-License-Identifier: MIT
 *
 * listener.c -- accepts, throttles, forks, reaps; parses nothing that came over the network.
 *
 * It must outlive everything: no BUG_ON, no allocation after the start, and the answer to any
 * surprise (no descriptors, no memory, no processes) is to drop that caller and count it. Per
 * caller it holds one descriptor until the login, then none. Keeper and switchboard are started
 * again when they end. The table of callers is wiped in every child by the kernel.
 *
 * Stopping: no new callers; the switchboard tells the sessions; after STOP_TERM_MS they get
 * SIGTERM, after STOP_KILL_MS whoever is left is killed.
 */
#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <curbside/base/clock.h>
#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/base/log.h>

#include "address.h"
#include "caller.h"
#include "sandbox.h"
#include "switchboard.h"
#include "throttle.h"

enum {
    ACCEPT_BATCH = 16,
    EVENT_BATCH = 64,
    COUNTERS_MS = 5 * 60 * 1000,
    STOP_TERM_MS = 3000,
    STOP_KILL_MS = 5000,
    STOP_LEAVE_MS = 8000,
    HELPER_DELAY_MS = 1000,
    HELPER_DELAY_MAX_MS = 60 * 1000,
};

enum tag {
    TAG_SOCKET, /* with its index */
    TAG_SIGNAL,
    TAG_STARTUP, /* with the caller's slot */
};

/* Keeper or switchboard. */
struct helper {
    pid_t pid; /* 0: not running */
    int64_t started_ms;
    int64_t start_at_ms;
    int64_t delay_ms;
};

struct counters {
    unsigned long accepted, turned_away, logged_in, crashed, failed;
};

struct seat {
    pid_t pid; /* 0: empty */
    int startup;
};

struct listener {
    const struct listener_setup *setup;
    struct throttle *throttle;
    struct seat *seats;
    struct key source_key;
    int epoll;
    int signals;
    int spare; /* given up for a moment when there are no descriptors left */
    int switchboard_control;
    struct helper keeper, switchboard;
    struct counters counters;
    int64_t counters_at_ms;
    int64_t stopping_since_ms; /* 0: serving */
    bool terminated, killed;
};

static int64_t now_ms(void)
{
    return clock_mono_ms(&clock_system);
}

static bool watch(const struct listener *l, int fd, enum tag tag, int index)
{
    struct epoll_event e = {.events = EPOLLIN, .data.u64 = (uint64_t)tag << 32 | (uint32_t)index};

    return epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e) == 0;
}

/* ---- keeper and switchboard ---- */

static bool bell_pair(const struct listener *l, uint64_t source, bool keeper, int *ret_fd)
{
    int pair[2];
    enum err err;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    err = switchboard_add(l->switchboard_control, pair[1], source, keeper);
    close(pair[1]);
    if (err != OK)
        close(pair[0]);
    else
        *ret_fd = pair[0];
    return err == OK;
}

static NORETURN void be_keeper(const struct listener *l, int bell, pid_t parent)
{
    const int keep[] = {bell, sandbox_rules(SANDBOX_KEEPER)};
    struct bell_line line = {.fd = bell};

    child_begin(keep, 2);
    prctl(PR_SET_NAME, "keeper", 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (getppid() != parent || sandbox_enter(SANDBOX_KEEPER) != OK)
        child_end(1);
    child_end(l->setup->hooks->keeper(l->setup->hooks->ctx, &line));
}

static NORETURN void be_switchboard(const struct listener *l, int control)
{
    const int keep[] = {control, l->setup->door, sandbox_rules(SANDBOX_SWITCHBOARD)};

    child_begin(keep, 3);
    prctl(PR_SET_NAME, "switchboard", 0, 0, 0);
    child_end(switchboard_run(control, l->setup->door, l->setup->options->joins_per_hour,
                              l->setup->options->newcomer_posts_per_hour));
}

static void started(struct helper *h, pid_t pid)
{
    h->pid = pid > 0 ? pid : 0;
    h->started_ms = now_ms();
    if (pid < 0)
        h->start_at_ms = h->started_ms + HELPER_DELAY_MAX_MS;
}

static void start_keeper(struct listener *l)
{
    AUTO_FD int bell = -1;
    pid_t self = getpid(); /* in a container this may be 1 */
    pid_t pid;

    if (!bell_pair(l, 0, true, &bell))
        bell = -1; /* it runs without */
    pid = fork();
    if (pid == 0)
        be_keeper(l, bell, self);
    started(&l->keeper, pid);
}

static void start_switchboard(struct listener *l)
{
    int pair[2];
    pid_t pid;

    fd_close(&l->switchboard_control);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) {
        started(&l->switchboard, -1);
        return;
    }
    pid = fork();
    if (pid == 0)
        be_switchboard(l, pair[1]);
    close(pair[1]);
    l->switchboard_control = pair[0];
    started(&l->switchboard, pid);
}

/* It ended: again, after a while that doubles as long as it does not live for a minute. */
static void helper_ended(struct listener *l, struct helper *h, const char *name)
{
    int64_t now = now_ms();

    h->pid = 0;
    if (l->stopping_since_ms != 0)
        return;
    if (now - h->started_ms >= HELPER_DELAY_MAX_MS || h->delay_ms == 0)
        h->delay_ms = HELPER_DELAY_MS;
    else
        h->delay_ms = h->delay_ms * 2 < HELPER_DELAY_MAX_MS ? h->delay_ms * 2 : HELPER_DELAY_MAX_MS;
    h->start_at_ms = now + h->delay_ms;
    log_line(LOG_WARNING, "the %s ended and is started again in %d s", name,
             (int)(h->delay_ms / 1000));
}

static void start_helpers(struct listener *l)
{
    if (l->stopping_since_ms != 0)
        return;
    if (l->switchboard.pid == 0 && now_ms() >= l->switchboard.start_at_ms)
        start_switchboard(l);
    if (l->setup->hooks->keeper != NULL && l->keeper.pid == 0 && now_ms() >= l->keeper.start_at_ms)
        start_keeper(l);
}

/* ---- callers ---- */

static void empty_seat(struct listener *l, int slot)
{
    l->seats[slot].pid = 0;
    fd_close(&l->seats[slot].startup); /* leaves the epoll set as well */
}

/* End session and transport of a caller at once: they are one process group. */
static void throw_out(struct listener *l, int slot)
{
    pid_t pid = l->seats[slot].pid;

    if (pid > 0)
        kill(-pid, SIGKILL);
    empty_seat(l, slot);
    l->counters.turned_away++;
}

static bool start_caller(struct listener *l, int socket, uint64_t source, int slot)
{
    struct caller_setup c = {
        .options = l->setup->options,
        .hooks = l->setup->hooks,
        .bind = l->setup->bind,
        .socket = socket,
        .bell = -1,
    };
    AUTO_FD int bell = -1;
    AUTO_FD int write_end = -1;
    AUTO_FD int read_end = -1;
    int ends[2];
    pid_t pid;

    if (bell_pair(l, source, false, &bell))
        c.bell = bell;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    read_end = ends[0];
    write_end = ends[1];
    c.startup = write_end;
    if (!watch(l, read_end, TAG_STARTUP, slot))
        return false;
    pid = fork();
    if (pid == 0)
        caller_run(&c);
    if (pid < 0)
        return false;
    l->seats[slot] = (struct seat){pid, TAKE_FD(read_end)};
    return true;
}

static void turn_away(struct listener *l, int socket)
{
    static const char sentence[] =
        "curbside: too many callers are waiting; try again in a minute\r\n";

    IGNORE(send(socket, sentence, sizeof(sentence) - 1, MSG_DONTWAIT | MSG_NOSIGNAL));
    l->counters.turned_away++;
}

static void admit(struct listener *l, int socket, const struct sockaddr_storage *from)
{
    uint64_t source = address_source(&l->source_key, from);
    int slot = -1;
    int thrown_out = -1;
    enum throttle_verdict verdict = throttle_arrive(l->throttle, source, now_ms(), &random_system,
                                                    &slot, &thrown_out);

    if (verdict == THROTTLE_REFUSE) {
        turn_away(l, socket);
        return;
    }
    if (verdict == THROTTLE_ADMIT_FOR)
        throw_out(l, thrown_out);
    l->counters.accepted++;
    if (!start_caller(l, socket, source, slot)) {
        throttle_left(l->throttle, slot);
        l->counters.failed++;
    }
}

/* No descriptor is left: take this caller on the spare one and let them go, or accept() would stay
 * ready and we would spin. */
static void drop_one(struct listener *l, int listening)
{
    int fd;

    fd_close(&l->spare);
    fd = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    fd_close(&fd);
    l->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    l->counters.failed++;
}

static void accept_some(struct listener *l, int listening)
{
    for (int i = 0; i < ACCEPT_BATCH; i++) {
        struct sockaddr_storage from = {0};
        socklen_t n = sizeof(from);
        int fd = accept4(listening, (struct sockaddr *)&from, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);

        if (fd >= 0)
            admit(l, fd, &from);
        else if (errno == EMFILE || errno == ENFILE)
            drop_one(l, listening);
        else if (errno == EAGAIN)
            return;
        else
            l->counters.failed++; /* the caller left between knocking and entering */
        fd_close(&fd);
    }
}

static void hear_startup(struct listener *l, int slot)
{
    char byte;
    ssize_t got = l->seats[slot].startup < 0 ? -1 : read(l->seats[slot].startup, &byte, 1);

    if (got < 0)
        return;
    if (got == 1) {
        throttle_authenticated(l->throttle, slot);
        l->counters.logged_in++;
    }
    fd_close(&l->seats[slot].startup);
}

/* ---- signals ---- */

static void caller_ended(struct listener *l, pid_t pid, int status)
{
    for (int slot = 0; slot < l->setup->options->callers_max; slot++) {
        if (l->seats[slot].pid != pid)
            continue;
        hear_startup(l, slot); /* its byte may still be in the pipe */
        empty_seat(l, slot);
        throttle_left(l->throttle, slot);
        if (WIFSIGNALED(status))
            l->counters.crashed++;
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
            log_line(LOG_ERROR, "a session asked for a forbidden system call and was killed");
        return;
    }
}

static void reap(struct listener *l)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == l->keeper.pid)
            helper_ended(l, &l->keeper, "keeper");
        else if (pid == l->switchboard.pid)
            helper_ended(l, &l->switchboard, "switchboard");
        else
            caller_ended(l, pid, status); /* or a transport that outlived its session */
    }
}

static void begin_stop(struct listener *l)
{
    if (l->stopping_since_ms != 0) { /* told twice: no patience left */
        l->stopping_since_ms -= STOP_KILL_MS;
        return;
    }
    l->stopping_since_ms = now_ms();
    for (int i = 0; i < l->setup->n_sockets; i++)
        close(l->setup->sockets[i]);
    IGNORE(switchboard_stop(l->switchboard_control)); /* without it, the signal does */
    for (int slot = 0; slot < l->setup->options->callers_max; slot++) {
        if (l->seats[slot].startup >= 0 && l->seats[slot].pid > 0)
            kill(-l->seats[slot].pid, SIGKILL); /* still waiting: nothing is lost */
    }
}

static void hear_signal(struct listener *l)
{
    struct signalfd_siginfo s;

    while (read(l->signals, &s, sizeof(s)) == sizeof(s)) {
        if (s.ssi_signo == SIGTERM || s.ssi_signo == SIGINT)
            begin_stop(l);
    }
    reap(l);
}

/* ---- the loop ---- */

static void signal_everybody(struct listener *l, int signal)
{
    for (int slot = 0; slot < l->setup->options->callers_max; slot++) {
        pid_t pid = l->seats[slot].pid;

        if (pid > 0)
            kill(signal == SIGKILL ? -pid : pid, signal);
    }
    if (l->keeper.pid > 0)
        kill(l->keeper.pid, signal);
}

/* Not waitpid(): it refuses WNOWAIT, and a child that is only looked at must stay to be reaped. */
static bool is_childless(void)
{
    siginfo_t info;

    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD;
}

/* True when everything has ended or its time is over. */
static bool step_stop(struct listener *l)
{
    int64_t since = now_ms() - l->stopping_since_ms;

    if (since >= STOP_TERM_MS && !l->terminated) {
        l->terminated = true;
        signal_everybody(l, SIGTERM);
    }
    if (since >= STOP_KILL_MS && !l->killed) {
        l->killed = true;
        signal_everybody(l, SIGKILL);
    }
    if (throttle_callers(l->throttle) == 0 && l->keeper.pid == 0)
        fd_close(&l->switchboard_control); /* it ends with its last line */
    return since >= STOP_LEAVE_MS || is_childless();
}

static void log_counters(struct listener *l)
{
    struct counters *c = &l->counters;

    l->counters_at_ms = now_ms() + COUNTERS_MS;
    if (c->accepted + c->turned_away + c->crashed + c->failed > 0)
        log_line(LOG_NOTE,
                 "five minutes: %lu accepted, %lu logged in, %lu turned away, %lu crashed, "
                 "%lu failed; %d here now",
                 c->accepted, c->logged_in, c->turned_away, c->crashed, c->failed,
                 throttle_callers(l->throttle));
    memset(c, 0, sizeof(*c));
}

static void sooner(int64_t *timeout, int64_t at_ms, int64_t now)
{
    int64_t left = at_ms > now ? at_ms - now : 0;

    if (left < *timeout)
        *timeout = left;
}

static int timeout_ms(const struct listener *l)
{
    int64_t now = now_ms();
    int64_t timeout = COUNTERS_MS;

    if (l->stopping_since_ms != 0)
        return 100;
    sooner(&timeout, l->counters_at_ms, now);
    if (l->switchboard.pid == 0)
        sooner(&timeout, l->switchboard.start_at_ms, now);
    if (l->setup->hooks->keeper != NULL && l->keeper.pid == 0)
        sooner(&timeout, l->keeper.start_at_ms, now);
    return (int)timeout;
}

static void handle(struct listener *l, const struct epoll_event *e)
{
    int index = (int)(uint32_t)e->data.u64;

    switch ((enum tag)(e->data.u64 >> 32)) {
    case TAG_SOCKET:
        if (l->stopping_since_ms == 0)
            accept_some(l, l->setup->sockets[index]);
        break;
    case TAG_SIGNAL:
        hear_signal(l);
        break;
    case TAG_STARTUP:
        hear_startup(l, index);
        break;
    }
}

static void loop(struct listener *l)
{
    struct epoll_event events[EVENT_BATCH];

    while (l->stopping_since_ms == 0 || !step_stop(l)) {
        int n = epoll_wait(l->epoll, events, EVENT_BATCH, timeout_ms(l));

        for (int i = 0; i < n; i++)
            handle(l, &events[i]);
        start_helpers(l);
        if (now_ms() >= l->counters_at_ms)
            log_counters(l);
    }
}

/* ---- beginning ---- */

static bool make_tables(struct listener *l)
{
    const struct serve_options *o = l->setup->options;
    struct throttle_limits limits = {
        .callers_max = o->callers_max,
        .waiting_begin = o->waiting_begin,
        .waiting_percent = o->waiting_percent,
        .waiting_max = o->waiting_max,
        .source_waiting_max = o->source_waiting_max,
        .source_callers_max = o->source_callers_max,
        .source_per_minute = o->source_per_minute,
    };
    size_t seats = (size_t)o->callers_max * sizeof(struct seat);
    size_t size = seats + throttle_size(&limits);
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED || madvise(memory, size, MADV_WIPEONFORK) != 0)
        return false;
    l->seats = (struct seat *)(void *)memory;
    for (int i = 0; i < o->callers_max; i++)
        l->seats[i].startup = -1;
    l->throttle = throttle_init(memory + seats, &limits);
    return true;
}

static bool catch_signals(struct listener *l)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGCHLD);
    signal(SIGPIPE, SIG_IGN);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
        return false;
    l->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return l->signals >= 0 && watch(l, l->signals, TAG_SIGNAL, 0);
}

static bool open_sockets(struct listener *l)
{
    for (int i = 0; i < l->setup->n_sockets; i++) {
        int fd = l->setup->sockets[i];
        char at[ADDRESS_SIZE];

        if (listen(fd, SOMAXCONN) != 0 || !watch(l, fd, TAG_SOCKET, i))
            return false;
        address_format(fd, at);
        dprintf(STDERR_FILENO, "listening on %s\n", at);
    }
    return true;
}

enum err listener_run(const struct listener_setup *setup)
{
    struct listener l = {
        .setup = setup,
        .switchboard_control = -1,
        .epoll = epoll_create1(EPOLL_CLOEXEC),
        .spare = open("/dev/null", O_RDONLY | O_CLOEXEC),
        .counters_at_ms = now_ms() + COUNTERS_MS,
    };
    enum err err = E_IO;

    random_fill(&random_system, &l.source_key, sizeof(l.source_key));
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* transports that outlive their sessions */
    if (!make_tables(&l))
        err = E_NOMEM;
    else if (l.epoll >= 0 && l.spare >= 0 && catch_signals(&l) &&
             sandbox_enter(SANDBOX_LISTENER) == OK) {
        start_helpers(&l);
        if (open_sockets(&l)) {
            loop(&l);
            err = OK;
        }
    }
    return err;
}
