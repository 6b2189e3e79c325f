/* SPDX-License-Identifier: MIT
 *
 * data_folder.h -- for tests: a data folder of its own, and children that are expected to die.
 */
#ifndef CURBSIDE_TESTS_DATA_FOLDER_H
#define CURBSIDE_TESTS_DATA_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "own_folder.h"
#include "unit.h"

struct data_folder {
    char path[64];
};

static inline void data_folder_make(struct data_folder *d)
{
    assert_true(own_folder_make(d->path, sizeof d->path));
    assert_int_equal(chmod(d->path, 0755), 0);
}

static inline void data_folder_remove_at(int parent, const char *name)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *entry;

    while (dir && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            data_folder_remove_at(fd, entry->d_name);
    if (dir)
        closedir(dir);
    unlinkat(parent, name, fd >= 0 ? AT_REMOVEDIR : 0);
}

static inline void data_folder_remove(struct data_folder *d)
{
    data_folder_remove_at(AT_FDCWD, d->path);
}

static inline const char *data_folder_path(const struct data_folder *d, const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", d->path, name);
    return path;
}

/* Run `body` in a child whose stderr is closed; its wait status. */
static inline int child_status(void (*body)(void *ctx), void *ctx)
{
    int status = 0;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        body(ctx);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static inline void assert_dies(void (*body)(void *ctx), void *ctx)
{
    int status = child_status(body, ctx);

    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
        fail_msg("did not abort (wait status %#x)", (unsigned)status);
}

/* `body` leaves with _exit(result). */
static inline int child_result(void (*body)(void *ctx), void *ctx)
{
    int status = child_status(body, ctx);

    if (!WIFEXITED(status))
        fail_msg("did not exit (wait status %#x)", (unsigned)status);
    return WEXITSTATUS(status);
}

#endif
