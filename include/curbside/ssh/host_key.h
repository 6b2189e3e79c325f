/* SPDX-License-Identifier: MIT
 *
 * host_key.h -- the server's own key: made once by `curbside init`, shown so that people can
 * compare.
 */
#ifndef CURBSIDE_SSH_HOST_KEY_H
#define CURBSIDE_SSH_HOST_KEY_H

#include <curbside/base/err.h>

enum {
    HOST_KEY_FINGERPRINT_SIZE = 64
};

/* Make an ed25519 key in OpenSSH's format, 0600, synced. E_IN_USE: the file exists (never
 * overwritten). Errors of open as err_from_errno(). */
NODISCARD enum err host_key_create(const char *path);
/* "SHA256:..." of the key in `path`. E_NOTFOUND E_DENIED as of open; E_CORRUPT: no such key. */
NODISCARD enum err host_key_fingerprint(const char *path,
                                        char ret[static HOST_KEY_FINGERPRINT_SIZE]);

#endif
