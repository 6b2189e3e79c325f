/* SPDX-License-Identifier: MIT
 *
 * measure.c -- the measurements themselves.
 *
 * A screen is complete when its marker came and then nothing for a while; its time is that of the
 * last byte, the silence not counted. Server CPU is read before and after with the callers gone and
 * reaped, and divided by their number.
 */
#include "bench.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CLIENTS_MAX = 64,
    SETTLE_MS = 1500,
    KEY_QUIET_MS = 8,
    UNANSWERED_MS = 500,
    THINK_MS = 15
};

static void *zeroed(int n, size_t size)
{
    void *p = calloc((size_t)n + 1, size);

    if (!p)
        abort();
    return p;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double at(const double *ms, int n, double share)
{
    return n ? ms[(int)(share * (n - 1) + 0.5)] : 0;
}

static json_t *rounded(double value)
{
    return json_real((double)(long long)(value * 1000 + 0.5) / 1000);
}

json_t *percentiles(double *ms, int n)
{
    json_t *o = json_object();

    qsort(ms, (size_t)n, sizeof *ms, by_value);
    json_object_set_new(o, "n", json_integer(n));
    json_object_set_new(o, "p50", rounded(at(ms, n, 0.50)));
    json_object_set_new(o, "p95", rounded(at(ms, n, 0.95)));
    json_object_set_new(o, "p99", rounded(at(ms, n, 0.99)));
    json_object_set_new(o, "max", rounded(at(ms, n, 1)));
    return o;
}

static double cpu_ms(const struct target *t)
{
    pause_ms(SETTLE_MS / 3);
    return account_of(t->server, false).cpu_ms;
}

static void complain(const struct call *c, int *failed)
{
    if ((*failed)++ == 0)
        fprintf(stderr, "curbside-bench: %s\n", c->why);
}

/* A server that answered nobody is not asked a hundred times more. */
static bool hopeless(int done, int failed)
{
    return done == 0 && failed >= 2;
}

/* n callers one after another; their times to login and to the complete screen. */
static json_t *connect_some(const struct target *t, int n)
{
    double *screen = zeroed(n, sizeof *screen), *login = zeroed(n, sizeof *login);
    double before = cpu_ms(t);
    json_t *o = json_object();
    int done = 0, failed = 0;
    long bytes = 0;

    for (int i = 0; i < n && !hopeless(done, failed); i++) {
        struct call c;

        if (call_open(&c, t) && call_first_screen(&c, t)) {
            screen[done] = c.last_ms - c.began_ms;
            login[done++] = c.authenticated_ms - c.began_ms;
            bytes += c.bytes;
        } else {
            complain(&c, &failed);
        }
        call_close(&c);
        pause_ms(THINK_MS);
    }
    if (t->server && done)
        json_object_set_new(o, "server_cpu_ms", rounded((cpu_ms(t) - before) / done));
    json_object_set_new(o, "screen_ms", percentiles(screen, done));
    json_object_set_new(o, "login_ms", percentiles(login, done));
    json_object_set_new(o, "screen_bytes", json_integer(done ? bytes / done : 0));
    json_object_set_new(o, "failed", json_integer(failed));
    free(screen);
    free(login);
    return o;
}

json_t *measure_connect(const struct target *t, int n)
{
    return connect_some(t, n);
}

static bool type_steps(struct call *c, const struct target *t)
{
    for (const char *k = t->steps; k && *k; k++) {
        if (!call_type(c, k, 1))
            return false;
        while (call_read(c, t, 200) > 0)
            ;
    }
    return !c->dead;
}

/* One key: from its write to the last byte of the answer; below 0 when none came. */
static double key_ms(struct call *c, const struct target *t, const char *key)
{
    double began;

    while (call_read(c, t, 0) > 0)
        ;
    c->first_ms = 0;
    began = clock_ms();
    if (!call_type(c, key, 1))
        return -1;
    while (c->first_ms <= 0 && clock_ms() < began + UNANSWERED_MS)
        if (call_read(c, t, 100) < 0)
            return -1;
    if (c->first_ms <= 0)
        return -1;
    while (call_read(c, t, KEY_QUIET_MS) > 0)
        ;
    return c->last_ms - began;
}

json_t *measure_keys(const struct target *t, int n)
{
    double *ms = zeroed(n, sizeof *ms);
    json_t *o = json_object();
    int done = 0, unanswered = 0;
    struct call c;

    if (call_open(&c, t) && call_first_screen(&c, t) && type_steps(&c, t)) {
        long bytes = c.bytes;

        for (int i = 0; i < n && !c.dead; i++) {
            double took = key_ms(&c, t, t->keys + i / 10 % 2);

            if (took >= 0)
                ms[done++] = took;
            else
                unanswered++;
            pause_ms(THINK_MS);
        }
        json_object_set_new(o, "bytes_per_key", json_integer(done ? (c.bytes - bytes) / done : 0));
    } else {
        fprintf(stderr, "curbside-bench: %s\n", c.why);
    }
    call_close(&c);
    json_object_set_new(o, "redraw_ms", percentiles(ms, done));
    json_object_set_new(o, "unanswered", json_integer(unanswered));
    free(ms);
    return o;
}

struct opener {
    const struct target *target;
    struct call *calls;
    int from, to, failed;
};

static void *open_range(void *arg)
{
    struct opener *o = arg;

    for (int i = o->from; i < o->to && !hopeless(i - o->from - o->failed, o->failed); i++)
        if (!call_open(&o->calls[i], o->target) || !call_first_screen(&o->calls[i], o->target)) {
            complain(&o->calls[i], &o->failed);
            call_close(&o->calls[i]);
        }
    return NULL;
}

static int open_all(const struct target *t, struct call *calls, int n)
{
    enum {
        THREADS = 8
    };
    pthread_t threads[THREADS];
    struct opener o[THREADS];
    int failed = 0;

    for (int i = 0; i < THREADS; i++) {
        o[i] = (struct opener){t, calls, n * i / THREADS, n * (i + 1) / THREADS, 0};
        if (pthread_create(&threads[i], NULL, open_range, &o[i]) != 0)
            abort();
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        failed += o[i].failed;
    }
    return n - failed;
}

/* Take whatever comes for a while, so that no server waits for us; bytes that came. */
static long listen_to_all(const struct target *t, struct call *calls, int n, double ms)
{
    struct pollfd *p = zeroed(n, sizeof *p);
    double end = clock_ms() + ms;
    long got = 0;

    for (double left = ms; left > 0; left = end - clock_ms()) {
        for (int i = 0; i < n; i++)
            p[i] = (struct pollfd){calls[i].dead ? -1 : calls[i].fd, POLLIN, 0};
        if (poll(p, (nfds_t)n, (int)left + 1) <= 0)
            continue;
        for (int i = 0; i < n; i++)
            if (p[i].revents) {
                int bytes = call_read(&calls[i], t, 0);

                got += bytes > 0 ? bytes : 0;
            }
    }
    free(p);
    return got;
}

static void idle_report(json_t *o, const struct target *t, struct call *calls, int n, int seconds)
{
    struct account before = account_of(t->server, false), after;
    long bytes = listen_to_all(t, calls, n, seconds * 1e3);
    int dropped = 0;

    after = account_of(t->server, false);
    for (int i = 0; i < n; i++)
        dropped += calls[i].fd >= 0 && calls[i].dead;
    json_object_set_new(o, "seconds", json_integer(seconds));
    json_object_set_new(o, "bytes", json_integer(bytes));
    json_object_set_new(o, "dropped", json_integer(dropped));
    if (!t->server)
        return;
    json_object_set_new(o, "cpu_percent_of_core",
                        rounded((after.cpu_ms - before.cpu_ms) / (seconds * 10.0)));
    json_object_set_new(o, "wakeups_per_second",
                        rounded((double)(after.wakeups - before.wakeups) / seconds));
}

/* A process group of its own, so that it ends whole. */
static pid_t begin_meanwhile(const char *command)
{
    pid_t pid = command ? fork() : -1;

    if (pid == 0) {
        setpgid(0, 0);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    if (pid > 0)
        setpgid(pid, pid);
    return pid;
}

static void end_meanwhile(pid_t pid)
{
    if (pid <= 0)
        return;
    kill(-pid, SIGTERM);
    waitpid(pid, NULL, 0);
}

json_t *measure_hold(const struct target *t, int n, const struct holding *how)
{
    struct call *calls = zeroed(n, sizeof *calls);
    struct account before = account_of(t->server, true), awake, held;
    json_t *o = json_object(), *idle = json_object();
    int open;

    open = open_all(t, calls, n);
    listen_to_all(t, calls, n, SETTLE_MS * 2);
    awake = account_of(t->server, true);
    listen_to_all(t, calls, n, how->rest_s * 1e3);
    held = account_of(t->server, true);
    json_object_set_new(o, "held", json_integer(open));
    if (open && t->server) {
        json_object_set_new(o, "pss_kb_per_session_at_first",
                            rounded((awake.pss_kb - before.pss_kb) / open));
        json_object_set_new(o, "pss_kb_per_session", rounded((held.pss_kb - before.pss_kb) / open));
        json_object_set_new(o, "processes_per_session",
                            rounded((double)(held.processes - before.processes) / open));
    }
    if (open)
        json_object_set_new(o, "kernel_kb_per_session",
                            rounded((held.kernel_kb - before.kernel_kb) / open));
    if (how->idle_s > 0) {
        pid_t meanwhile = begin_meanwhile(how->meanwhile);

        idle_report(idle, t, calls, n, how->idle_s);
        end_meanwhile(meanwhile);
    }
    json_object_set_new(o, "idle", idle);
    if (how->probes > 0)
        json_object_set_new(o, "connect_while_held", connect_some(t, how->probes));
    for (int i = 0; i < n; i++)
        call_close(&calls[i]);
    free(calls);
    pause_ms(SETTLE_MS);
    return o;
}

struct stormer {
    const struct target *target;
    atomic_bool *stop;
    int done, failed, room;
    double *ms;
};

static void *storm(void *arg)
{
    struct stormer *s = arg;

    while (!atomic_load(s->stop)) {
        struct call c;

        if (call_open(&c, s->target) && call_first_screen(&c, s->target)) {
            if (s->done == s->room) {
                s->room = s->room * 2 + 256;
                s->ms = realloc(s->ms, (size_t)s->room * sizeof *s->ms);
                if (!s->ms)
                    abort();
            }
            s->ms[s->done++] = c.last_ms - c.began_ms;
        } else {
            complain(&c, &s->failed);
            pause_ms(5);
        }
        call_close(&c);
    }
    return NULL;
}

json_t *measure_storm(const struct target *t, int clients, int seconds)
{
    pthread_t threads[CLIENTS_MAX];
    struct stormer s[CLIENTS_MAX] = {0};
    struct target hasty = *t;
    atomic_bool stop = false;
    json_t *o = json_object();
    double *ms, began, took, before = cpu_ms(t);
    int done = 0, failed = 0, n = 0;

    hasty.quiet_ms = 1; /* the marker ends the screen: nobody reads on */
    clients = clients > CLIENTS_MAX ? CLIENTS_MAX : clients;
    began = clock_ms();
    for (int i = 0; i < clients; i++) {
        s[i].target = &hasty;
        s[i].stop = &stop;
        if (pthread_create(&threads[i], NULL, storm, &s[i]) != 0)
            abort();
    }
    pause_ms(seconds * 1e3);
    atomic_store(&stop, true);
    for (int i = 0; i < clients; i++) {
        pthread_join(threads[i], NULL);
        done += s[i].done;
        failed += s[i].failed;
    }
    took = clock_ms() - began;
    ms = zeroed(done, sizeof *ms);
    for (int i = 0; i < clients; i++) {
        for (int k = 0; k < s[i].done; k++)
            ms[n++] = s[i].ms[k];
        free(s[i].ms);
    }
    json_object_set_new(o, "clients", json_integer(clients));
    json_object_set_new(o, "per_second", rounded(done / took * 1e3));
    json_object_set_new(o, "failed", json_integer(failed));
    json_object_set_new(o, "screen_ms", percentiles(ms, n));
    if (t->server && done)
        json_object_set_new(o, "server_cpu_ms", rounded((cpu_ms(t) - before) / done));
    free(ms);
    return o;
}
