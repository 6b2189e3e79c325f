/* SPDX-License-Identifier: MIT
 *
 * fd.h -- descriptors: -1 or open, always CLOEXEC, closed by the cleanup attribute.
 */
#ifndef CURBSIDE_BASE_FD_H
#define CURBSIDE_BASE_FD_H

#include <stddef.h>
#include <sys/types.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>

#define AUTO_FD __attribute__((cleanup(fd_close)))
#define TAKE_FD(fd)                                                                                \
    ({                                                                                             \
        int taken_fd_ = (fd);                                                                      \
        (fd) = -1;                                                                                 \
        taken_fd_;                                                                                 \
    })

/* Close unless -1 and set to -1. errno is kept. */
void fd_close(int *fd);
NODISCARD enum err fd_set_nonblock(int fd);
/* All of it, whatever the kernel takes at once; for blocking descriptors and files. */
NODISCARD enum err fd_write_all(int fd, const void *bytes, size_t n);
/* Up to end of file, appended to `ret`. E_NOMEM when over `limit` bytes: nothing more is read. */
NODISCARD enum err fd_read_all(int fd, size_t limit, struct str *ret);
/* A whole file; errors of open as err_from_errno(). */
NODISCARD enum err file_read(const char *path, size_t limit, struct str *ret);
/* Create `path` with `mode` and this content, synced; never overwrites: E_IN_USE if it exists. */
NODISCARD enum err file_create(const char *path, mode_t mode, const void *bytes, size_t n);

#endif
