/* SPDX-License-Identifier: MIT
 *
 * switchboard.h -- the process that passes bells between sessions, and the listener's line to it.
 */
#ifndef CURBSIDE_SSH_SWITCHBOARD_H
#define CURBSIDE_SSH_SWITCHBOARD_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/ssh/bell.h>

/* The process's work: relay until the listener's line `control` has ended and the last subscriber
 * is gone. `door` is a listening socket for lines of the operator's, -1: none. Returns
 * the exit status. */
int switchboard_run(int control, int door, int joins_per_hour, int newcomer_posts_per_hour);

/* For the listener; `control` is its non-blocking end. Both drop what does not fit: E_NOTREADY. */
/* Hand over one end of a new line. `source` as in throttle.h; `keeper`: may list
 * callers and end them. The caller closes its copy. */
NODISCARD enum err switchboard_add(int control, int line, uint64_t source, bool keeper);
/* Tell everybody that the server stops. */
NODISCARD enum err switchboard_stop(int control);

#endif
