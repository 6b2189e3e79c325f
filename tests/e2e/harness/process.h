/* SPDX-License-Identifier: MIT
 *
 * process.h -- programs run to their end, and waiting for conditions.
 */
#ifndef CURBSIDE_TESTS_PROCESS_H
#define CURBSIDE_TESTS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Milliseconds since some start; never goes back. */
long long now_ms(void);
/* A deadline `ms` from now, longer where the build is slow (sanitizers, CURBSIDE_TEST_PATIENCE). */
long long deadline_in(int ms);

enum {
    WAIT_MS = 15000
}; /* how long a test waits for what should take milliseconds */

/* Ask `cond` until it is true; false when `ms` (scaled as above) have passed. */
bool wait_until(bool (*cond)(void *ctx), void *ctx, int ms);

/* A command line that grows; the strings are its own. */
struct words {
    char *v[96]; /* ended by NULL */
    int n;
};
void words_add(struct words *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Every argument up to a NULL, as it is. */
void words_add_all(struct words *w, ...) __attribute__((sentinel));
void words_done(struct words *w);

/* What a program that ended left behind. */
struct outcome {
    int status; /* exit status; 128 + signal when a signal ended it; -1 when it ran too long */
    char *out;  /* ended by NUL beyond out_n */
    size_t out_n;
    char *err;
    size_t err_n;
};

/* Run it with `n` bytes of `input` (NULL: none) on standard input, until it ends or `ms` passed,
 * after which it is killed. */
struct outcome process_run(const struct words *w, const void *input, size_t n, int ms);
void outcome_done(struct outcome *o);

/* Start it in a session of its own with these descriptors as 0, 1, 2 (-1: /dev/null); it dies with
 * this program. */
pid_t process_start(const struct words *w, int in, int out, int err);

/* Wait for a child of ours; its status as in `struct outcome`. */
int process_wait(pid_t pid, int ms);

/* Processes that descend from `root`, `root` excluded; at most `max`, how many there are. */
int process_tree(pid_t root, pid_t *ret, int max);
bool process_is_alive(pid_t pid); /* a zombie is not */
pid_t process_parent(pid_t pid);  /* 0: gone */
/* The name the process gave itself (/proc/PID/comm). */
void process_name(pid_t pid, char ret[32]);

/* Everything under a folder, and the folder. */
void folder_remove(const char *path);
/* A whole file ended by NUL, NULL if it cannot be read; *ret_n may be NULL. */
char *file_text(const char *path, size_t *ret_n);

#endif
