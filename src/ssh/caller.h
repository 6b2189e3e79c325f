/* SPDX-License-Identifier: MIT
 *
 * caller.h -- the two processes of one caller, from the fork on.
 */
#ifndef CURBSIDE_SSH_CALLER_H
#define CURBSIDE_SSH_CALLER_H

#include <libssh/server.h>

#include <curbside/ssh/serve.h>

struct caller_setup {
    const struct serve_options *options; /* every 0 replaced by its default */
    const struct serve_hooks *hooks;
    ssh_bind bind;
    int socket;
    int bell;    /* -1: no line */
    int startup; /* gets one byte when the caller is authenticated, then is closed */
};

/* In a child of the listener: become the session, with a transport as its child. */
NORETURN void caller_run(const struct caller_setup *setup);

/* What every child does first: no inherited signals, no descriptors but these and standard error,
 * standard input and output to nowhere. */
void child_begin(const int *keep, int n_keep);
/* Ends a child without running what the parent registered for its own end. */
NORETURN void child_end(int status);

#endif
