/* SPDX-License-Identifier: MIT
 *
 * algorithms.h -- what this server offers, and the warm parent.
 */
#ifndef CURBSIDE_SSH_ALGORITHMS_H
#define CURBSIDE_SSH_ALGORITHMS_H

#include <libssh/server.h>

#include <curbside/base/err.h>

/*
 * A bind (never used to listen) with the host key imported and the algorithms set; every transport
 * inherits it by fork. E_NOTFOUND E_DENIED: as of open; E_CORRUPT: no ed25519 key in `host_key`;
 * E_NOMEM.
 */
NODISCARD enum err algorithms_bind(const char *host_key, ssh_bind *ret_bind);

/* `session` becomes the server's end of `socket`, and offers what was set. E_IO: it cannot. */
NODISCARD enum err algorithms_accept(ssh_bind b, ssh_session session, int socket);

/*
 * One whole handshake of `bind` with itself over a socketpair, so that the state which OpenSSL and
 * libssh make on first use is shared by every child. E_IO: it did not come about, which would be
 * every caller's fate as well.
 */
NODISCARD enum err algorithms_warm(ssh_bind bind);

#endif
