/* SPDX-License-Identifier: MIT
 *
 * board.h -- a board of one's own: a fresh data folder and `curbside serve` on a free port.
 *
 * Started as root, the data folder belongs to an ordinary user, as on a real machine, and the
 * server becomes that user. The binary is the one of this build, or what CURBSIDE_BINARY names.
 */
#ifndef CURBSIDE_TESTS_BOARD_H
#define CURBSIDE_TESTS_BOARD_H

#include <stdbool.h>
#include <sys/types.h>

#include "e2e/harness/process.h"

struct board {
    char home[128]; /* temporary folder: keys, known_hosts, logs */
    char data[160]; /* home/data: the data folder */
    char log[160];  /* home/log: what serve wrote to stderr */
    char claim[64]; /* the sysop claim code init printed */
    int port;       /* 0: not serving */
    pid_t pid;      /* the listener; 0: not serving */
};

struct board_options {
    const char *settings; /* lines put at the end of curbside.conf; NULL: none */
    const char *fixture;  /* a .jsonl file to import before serving; NULL: none */
    bool not_started;     /* only a folder and init: the test starts it */
    bool not_init;        /* only an empty home */
    bool aliases;         /* open, as a new board has them; else everybody is their handle, as most
                             tests want it. `settings` come after and can open them, too */
};

/* All of it, or the test fails. `o` may be NULL. */
struct board *board_new(const struct board_options *o);
/* Stop it cleanly (exit status 0, within the usual time), check that neither a sanitizer nor a
 * BUG_ON spoke in the log, and remove everything. */
void board_free(struct board *b);
/* As board_free for a board that a test broke on purpose: only ends what is left of it. */
void board_discard(struct board *b);

/* `curbside SUBCOMMAND ... --data DATA`; the words end with NULL. */
struct outcome board_curbside(const struct board *b, ...) __attribute__((sentinel));
/* init, keeping the claim code. */
void board_init(struct board *b);
/* serve, until it says where it listens. */
void board_start(struct board *b);
/* The same, but let it fail: its status and what it wrote. It is killed if it serves. */
struct outcome board_start_failing(struct board *b);
/* SIGTERM to the listener; its exit status. */
int board_stop(struct board *b);

/* Lines appended to curbside.conf. */
void board_set(const struct board *b, const char *lines);
/* What serve has written so far; free() it. */
char *board_log(const struct board *b);
void board_print_log(const struct board *b);
/* The processes of this board that have this name ("session", "transport", "keeper",
 * "switchboard"), those that outlived their listener included. How many there are. */
int board_processes(const struct board *b, const char *name, pid_t *ret, int max);
/* The only one of that name, waited for. */
pid_t board_process(const struct board *b, const char *name);
/* Wait until there are exactly `n` of that name. */
void board_wait_processes(const struct board *b, const char *name, int n);
/* Wait until a child or descendant is gone. */
void board_wait_gone(pid_t pid);

#endif
