/* SPDX-License-Identifier: MIT
 *
 * caller.h -- the people of a test: their keys, and the clients they call with.
 *
 * Every client runs with an isolated configuration: no file, agent or key of the machine is used.
 */
#ifndef CURBSIDE_TESTS_CALLER_H
#define CURBSIDE_TESTS_CALLER_H

#include "e2e/harness/board.h"

enum client {
    CLIENT_OPENSSH,
    CLIENT_PLINK,
    CLIENT_DBCLIENT
};

/* Who calls, and how. */
struct caller {
    const char *key;  /* name of a key made by caller_key(); NULL: has none */
    const char *user; /* SSH user name; NULL: "guest" without a key, else "someone" */
    enum client client;
    const char *term;       /* TERM; NULL: xterm-256color */
    int port;               /* through a line (line.h); 0: the board's own */
    bool talkative;         /* ssh prints what it usually prints, not errors only */
    const char *options[8]; /* more options for the client, e.g. "-oRekeyLimit=64K" */
};

#define CALLER_GUEST (&(const struct caller){.key = NULL})
#define CALLER(name) (&(const struct caller){.key = (name)})

/* Make the key `name` ("ed25519" unless the name starts with "rsa" or "ecdsa") in the board's home,
 * in every form the clients want. Making it again changes nothing. */
void caller_key(const struct board *b, const char *name);
/* Path of the private key in OpenSSH's form; static. */
const char *caller_key_path(const struct board *b, const char *name);
/* The public key line ("ssh-ed25519 AAAA..."), without comment; free() it. */
char *caller_public_key(const struct board *b, const char *name);

/* The command line of the client, up to the host; add a command after it. tty: ask for a pty. */
struct words caller_words(const struct board *b, const struct caller *c, bool tty);

/* `ssh HOST COMMAND` with `input` on standard input (NULL: none). */
struct outcome caller_run(const struct board *b, const struct caller *c, const char *input,
                          const char *command);
struct outcome caller_run_n(const struct board *b, const struct caller *c, const void *input,
                            size_t n, const char *command);
/* The same; fails the test unless it exits with `status`. Returns stdout; free() it. */
char *caller_expect(const struct board *b, const struct caller *c, int status, const char *input,
                    const char *command);
/* Make the key if need be and join with this handle. */
void caller_join(const struct board *b, const char *key, const char *handle);

#endif
