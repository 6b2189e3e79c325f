/* SPDX-License-Identifier: MIT
 *
 * listener.h -- the process that accepts, throttles, forks and reaps.
 */
#ifndef CURBSIDE_SSH_LISTENER_H
#define CURBSIDE_SSH_LISTENER_H

#include <libssh/server.h>

#include <curbside/ssh/serve.h>

enum {
    LISTENER_SOCKETS_MAX = 16
};

struct listener_setup {
    const struct serve_options *options; /* every 0 replaced by its default */
    const struct serve_hooks *hooks;
    ssh_bind bind;
    int sockets[LISTENER_SOCKETS_MAX]; /* bound, not yet listening */
    int n_sockets;
    int door; /* where the operator's processes come in (control.h), for the switchboard; -1: none
               */
};

/* Until told to stop and everybody has left. E_NOMEM E_IO: it could not begin; nobody was served.
 */
NODISCARD enum err listener_run(const struct listener_setup *setup);

#endif
