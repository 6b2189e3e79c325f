/* SPDX-License-Identifier: MIT
 *
 * fd.c -- reads and writes that are complete or an error, and files that appear complete or not at
 * all: a new file is written under another name, synced, and linked to its own.
 */
#include <curbside/base/fd.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/arena.h>

enum {
    READ_BYTES = 16 * 1024
};

void fd_close(int *fd)
{
    int errno_kept = errno;

    /* Never again on EINTR: Linux has let go of the number already. */
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    errno = errno_kept;
}

enum err fd_set_nonblock(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
        return err_from_errno(errno);
    return OK;
}

enum err fd_write_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n > 0) {
        ssize_t wrote = write(fd, p, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return err_from_errno(errno);
        p += wrote;
        n -= (size_t)wrote;
    }
    return OK;
}

enum err fd_read_all(int fd, size_t limit, struct str *ret)
{
    char buf[READ_BYTES];
    size_t total = 0;

    for (;;) {
        ssize_t got = read(fd, buf, sizeof buf);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_from_errno(errno);
        if (got == 0)
            return OK;
        total += (size_t)got;
        if (total > limit)
            return E_NOMEM;
        str_add_n(ret, buf, (size_t)got);
        if (ret->failed)
            return E_NOMEM;
    }
}

enum err file_read(const char *path, size_t limit, struct str *ret)
{
    AUTO_FD int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return err_from_errno(errno);
    return fd_read_all(fd, limit, ret);
}

static enum err folder_sync(const char *path)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *copy = arena_strdup(&a, path); /* dirname() writes into it */

    if (copy == NULL)
        return E_NOMEM;
    AUTO_FD int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) < 0)
        return err_from_errno(errno);
    return OK;
}

static enum err content_write(int fd, mode_t mode, const void *bytes, size_t n)
{
    if (fchmod(fd, mode) < 0)
        return err_from_errno(errno);
    TRY(fd_write_all(fd, bytes, n));
    return fsync(fd) < 0 ? err_from_errno(errno) : OK;
}

enum err file_create(const char *path, mode_t mode, const void *bytes, size_t n)
{
    AUTO_FREE char *draft = NULL;

    if (asprintf(&draft, "%s.XXXXXX", path) < 0) {
        draft = NULL;
        return E_NOMEM;
    }
    AUTO_FD int fd = mkostemp(draft, O_CLOEXEC);
    if (fd < 0)
        return err_from_errno(errno);
    enum err err = content_write(fd, mode, bytes, n);
    /* link() refuses an existing name; rename() would replace it. */
    if (err == OK && link(draft, path) < 0)
        err = err_from_errno(errno);
    unlink(draft);
    return err == OK ? folder_sync(path) : err;
}
