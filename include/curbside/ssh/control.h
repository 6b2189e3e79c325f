/* SPDX-License-Identifier: MIT
 *
 * control.h -- the operator's way into the running server: DATA/control.sock.
 *
 * Whoever may open it (the folder's owner, and root) has a line to the switchboard like a caller's,
 * with the packets of bell.h and nothing else: what they want done stands in the database, and the
 * keeper does it.
 */
#ifndef CURBSIDE_SSH_CONTROL_H
#define CURBSIDE_SSH_CONTROL_H

#include <curbside/base/err.h>
#include <curbside/ssh/bell.h>

/* E_NOTFOUND: no server runs on this folder. E_DENIED: it is somebody else's. E_IO. The descriptor
 * is the caller's. */
NODISCARD enum err control_connect(const char *data_dir, struct bell_line *ret);

#endif
