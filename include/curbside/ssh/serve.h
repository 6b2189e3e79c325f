/* SPDX-License-Identifier: MIT
 *
 * serve.h -- run the server: listener, switchboard, keeper, and two processes for each caller.
 *
 * serve() knows nothing of boards: what a session and the keeper do are hooks. It returns when it
 * was told to stop (SIGTERM, SIGINT) and every process it started has ended, or at once when it
 * cannot start. The calling process becomes the listener; it must be single-threaded and must hold
 * no database. Children are forked, never executed anew: what is warm in the caller is shared.
 */
#ifndef CURBSIDE_SSH_SERVE_H
#define CURBSIDE_SSH_SERVE_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/ssh/session_link.h>

struct serve_hooks {
    void *ctx;
    /*
     * In the session process: no sockets, no exec, no fork; files only below the data folder's db/
     * and seal/ (read, write), secret.key, curbside.conf, terminfo and zone data (read). Returns
     * the process's exit status, after session_link_exit().
     */
    int (*session)(void *ctx, struct session_link *link);
    /*
     * In the keeper process: the same rules, and backups/ besides. Runs until bell_receive() says
     * BELL_STOPPING (or E_CLOSED), then returns. Started again when it ends early, after 1 s, then
     * 2, 4 ... 60 s. NULL: no keeper.
     */
    int (*keeper)(void *ctx, struct bell_line *line);
    /* In the listener, once, after the identity was changed and before it listens: load what every
     * child shall share (locale, zone data). NULL: nothing. */
    void (*warm)(void *ctx);
};

/* 0 means the default everywhere. */
struct serve_options {
    const char *data_dir;
    const char *host_key;      /* NULL: DATA/host_ed25519 */
    const char *const *listen; /* "ADDR:PORT", "[::1]:PORT"; port 0: any free one */
    int n_listen;
    const int *inherited; /* listening sockets handed over, besides `listen` */
    int n_inherited;
    int login_deadline_ms;  /* until a channel asks for something; 20,000. Six times that while a
                               person is asked: host key, passphrase, touch, our own question */
    int peer_timeout_ms;    /* dead peers; 45,000 */
    int callers_max;        /* 10,000 */
    int waiting_begin;      /* unauthenticated callers: random early drop from here, 50 */
    int waiting_percent;    /* with this chance, 30 */
    int waiting_max;        /* up to here, where every further one is a drop, 200 */
    int source_waiting_max; /* unauthenticated callers of one source; 40 */
    int source_callers_max; /* callers of one source; 200 (a campus behind one address) */
    int source_per_minute;  /* new connections of one source; 240 */
    int joins_per_hour;     /* of one source; 30 */
    int newcomer_posts_per_hour; /* of all newcomers on one alias board; 0 stays 0 */
};
/* Loopback is no source: it is a local forwarder, Tor for example, that stands for many. */

enum {
    SERVE_WHY_SIZE = 256
};

/*
 * Writes "listening on ADDR:PORT" to stderr for each address once it accepts. On an error `ret_why`
 * is one sentence for the operator.
 *
 * E_IN_USE    an address, or the data folder, is held by another server
 * E_USAGE     an address that cannot be read
 * E_NOTFOUND E_DENIED E_CORRUPT  the data folder or the host key is missing, unreadable, no key
 * E_IO        anything else
 */
NODISCARD enum err serve(const struct serve_options *options, const struct serve_hooks *hooks,
                         char ret_why[static SERVE_WHY_SIZE]);

/* The version of the SSH library at run time, such as "0.10.6". */
const char *serve_library_version(void);

#endif
