/* SPDX-License-Identifier: MIT
 *
 * bench.h -- the parts of curbside-bench: one call over SSH, the server's account, the
 * measurements.
 *
 * The tool knows nothing of Curbside: it calls any SSH server, waits until its first screen is
 * complete, presses keys, and looks at the server's processes from outside.
 */
#ifndef CURBSIDE_BENCH_H
#define CURBSIDE_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <jansson.h>
#include <libssh/libssh.h>

struct target {
    const char *host, *user, *term;
    const char *marker; /* bytes the first screen ends with, or holds */
    const char *steps;  /* typed after the first screen, before keys are measured; may be NULL */
    const char *keys;   /* two keys, pressed in turns of ten */
    ssh_key key;        /* NULL: method "none" */
    int port, cols, rows, timeout_ms;
    int quiet_ms; /* silence that ends a screen */
    pid_t server; /* root of the server's processes; 0: not to be watched */
};

/* One caller. */
struct call {
    int fd; /* -1: none */
    bool dead;
    ssh_session session;
    ssh_channel channel;
    double began_ms, first_ms, last_ms; /* when it began; first and last byte that came */
    double authenticated_ms;
    long bytes;
    char tail[256]; /* what came last, for the marker */
    size_t tail_n;
    bool marked; /* the marker was seen */
    char why[160];
};

double clock_ms(void);
/* Wait; measurements need pauses, tests do not. */
void pause_ms(double ms);

/* Connect, log in, open a channel. False: `why` says what failed. */
bool call_login(struct call *c, const struct target *t);
/* And ask for a terminal and a shell. */
bool call_open(struct call *c, const struct target *t);
/* Read until the marker came and then nothing for quiet_ms. */
bool call_first_screen(struct call *c, const struct target *t);
/* What comes within `ms`: bytes, 0, or -1 at the end. */
int call_read(struct call *c, const struct target *t, int ms);
bool call_type(struct call *c, const char *keys, size_t n);
void call_close(struct call *c);

/* The server's processes, summed. */
struct account {
    double cpu_ms; /* of the living, and of the dead their parents waited for */
    long wakeups;  /* voluntary context switches of the living */
    int processes;
    double pss_kb;    /* -1 unless asked for */
    double kernel_kb; /* of the whole machine: unreclaimable slab, stacks, page tables */
};
struct account account_of(pid_t server, bool memory);

/* Figures, sorted in place; the percentiles as a JSON object. */
json_t *percentiles(double *ms, int n);

/* Each returns its JSON object, NULL if nothing could be measured. */
json_t *measure_connect(const struct target *t, int n);
json_t *measure_keys(const struct target *t, int n);
/* Hold n callers: memory for each, at first and when they have rested; CPU while they idle; then
 * `probes` callers more. */
struct holding {
    int rest_s, idle_s, probes;
    const char *meanwhile; /* for the shell, while they idle; ended with them. NULL: nothing */
};
json_t *measure_hold(const struct target *t, int n, const struct holding *how);
/* `clients` at once, each connecting again and again. */
json_t *measure_storm(const struct target *t, int clients, int seconds);

/* `clients` at once, each running a command `runs` times with `input` and a number on its standard
 * input. NULL: there is no command, or a client has no key. */
struct commanding {
    const char *command, *input, *key_path; /* "%d" in the path: the client's number */
    int pause_ms;                           /* between two runs */
};
json_t *measure_command(const struct target *t, int clients, int runs,
                        const struct commanding *what);

/* Print two results side by side. */
int compare(const char *path_a, const char *path_b);

#endif
