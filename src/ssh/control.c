/* SPDX-License-Identifier: MIT
 *
 * control.c -- both ends of control.sock.
 *
 * A socket's address holds 107 characters and a path may be longer, so the folder is opened and the
 * socket named through it.
 */
#include <curbside/ssh/control.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <curbside/base/fd.h>

#include "door.h"

enum {
    BACKLOG = 4
};

/* The name holds as long as *ret_folder is open. */
static enum err address_make(const char *data_dir, struct sockaddr_un *ret, int *ret_folder)
{
    int folder = open(data_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);

    if (folder < 0)
        return err_from_errno(errno);
    *ret = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(ret->sun_path, sizeof(ret->sun_path), "/proc/self/fd/%d/control.sock", folder);
    *ret_folder = folder;
    return OK;
}

enum err control_listen(const char *data_dir, int *ret_fd)
{
    AUTO_FD int folder = -1;
    AUTO_FD int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_un at;
    mode_t mask;
    int bound;

    if (fd < 0)
        return E_IO;
    TRY(address_make(data_dir, &at, &folder));
    IGNORE(unlink(at.sun_path)); /* mostly not there; who holds the lock owns the name */
    mask = umask(0177);
    bound = bind(fd, (const struct sockaddr *)&at, sizeof(at));
    umask(mask);
    if (bound != 0 || listen(fd, BACKLOG) != 0)
        return E_IO;
    *ret_fd = TAKE_FD(fd);
    return OK;
}

void control_remove(const char *data_dir)
{
    AUTO_FD int folder = -1;
    struct sockaddr_un at;

    if (address_make(data_dir, &at, &folder) == OK)
        IGNORE(unlink(at.sun_path)); /* what is left is replaced at the next start */
}

enum err control_connect(const char *data_dir, struct bell_line *ret)
{
    AUTO_FD int folder = -1;
    AUTO_FD int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_un at;

    if (fd < 0)
        return E_IO;
    TRY(address_make(data_dir, &at, &folder));
    if (connect(fd, (const struct sockaddr *)&at, sizeof(at)) != 0)
        return errno == ECONNREFUSED ? E_NOTFOUND : err_from_errno(errno);
    *ret = (struct bell_line){.fd = TAKE_FD(fd)};
    return OK;
}
