/* SPDX-License-Identifier: MIT
 *
 * door.h -- the server's end of control.sock; the other end is control.h.
 */
#ifndef CURBSIDE_SSH_DOOR_H
#define CURBSIDE_SSH_DOOR_H

#include <curbside/base/err.h>

/* Listen at DATA/control.sock, mode 0600, in place of whatever was left there. Only whoever holds
 * the folder's lock may. E_IO. */
NODISCARD enum err control_listen(const char *data_dir, int *ret_fd);
void control_remove(const char *data_dir);

#endif
