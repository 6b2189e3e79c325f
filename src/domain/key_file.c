/* SPDX-License-Identifier: MIT
 *
 * key_file.c -- making, reading and destroying the files of DATA/seal.
 *
 * A key appears whole or not at all: it is written under another name and moved where none may be
 * yet, so that two sessions that need the same one agree on it. Nothing keeps a key in memory
 * longer than one use; a file system that copies on write may keep its bytes longer than we can
 * reach.
 */
#include "key_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>

enum {
    PATH_BYTES = 4096
};

static enum err key_path(const char *dir, const char *name, char ret[static PATH_BYTES])
{
    int n = snprintf(ret, PATH_BYTES, "%s/%s", dir, name);

    return n > 0 && n < PATH_BYTES ? OK : E_IO;
}

/* E_NOTFOUND: there is none. */
static enum err key_read(const char *path, struct key *ret)
{
    AUTO_FD int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);

    if (fd < 0)
        return errno == ENOENT ? E_NOTFOUND : E_IO;
    return read(fd, ret->b, sizeof ret->b) == KEY_BYTES ? OK : E_IO;
}

static enum err dir_sync(const char *dir)
{
    AUTO_FD int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd >= 0 && fsync(fd) == 0 ? OK : E_IO;
}

/* What the world may say about the folder, and never that something is "not found". */
static enum err from_world(enum err err)
{
    return err == OK || err == E_FULL || err == E_READONLY || err == E_NOMEM ? err : E_IO;
}

/* Move the finished file to its name; OK also when somebody else was first. */
static enum err key_publish(const char *dir, const char *fresh, const char *path)
{
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return dir_sync(dir);
    enum err err = errno == EEXIST ? OK : from_world(err_from_errno(errno));
    IGNORE(unlink(fresh)); /* the next sweep takes it */
    return err;
}

/* Not file_create(): it makes hard links, which a confined session may not. */
static enum err key_write(const char *path, const struct key *key)
{
    AUTO_FD int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return from_world(err_from_errno(errno));
    TRY(from_world(fd_write_all(fd, key->b, sizeof key->b)));
    return fsync(fd) == 0 ? OK : E_IO;
}

static enum err key_make(const char *dir, const char *path, const struct random *random)
{
    char fresh[PATH_BYTES + 24];
    struct key key;
    uint64_t mark;

    random_fill(random, &mark, sizeof mark);
    snprintf(fresh, sizeof fresh, "%s.%016" PRIx64, path, mark);
    random_fill(random, key.b, sizeof key.b);
    enum err err = key_write(fresh, &key);
    secret_wipe(&key, sizeof key);
    TRY(err);
    return key_publish(dir, fresh, path);
}

enum err key_file_find(const char *dir, const char *name, struct key *ret)
{
    char path[PATH_BYTES];

    TRY(key_path(dir, name, path));
    return key_read(path, ret);
}

enum err key_file_get(const char *dir, const char *name, const struct random *random,
                      struct key *ret)
{
    char path[PATH_BYTES];

    TRY(key_path(dir, name, path));
    enum err err = key_read(path, ret);
    if (err != E_NOTFOUND)
        return err;
    TRY(key_make(dir, path, random));
    return from_world(key_read(path, ret));
}

/* Overwritten first: what was a key is then no key even where the name's removal is slow. */
enum err key_file_destroy(const char *dir, const char *name)
{
    static const struct key nothing;
    char path[PATH_BYTES];

    TRY(key_path(dir, name, path));
    AUTO_FD int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? OK : E_IO;
    if (pwrite(fd, nothing.b, sizeof nothing.b, 0) != KEY_BYTES || fdatasync(fd) < 0)
        return E_IO;
    return unlink(path) == 0 || errno == ENOENT ? OK : E_IO;
}

/* Not there after a restore, for it is in no backup. A confined keeper cannot make it. */
static DIR *dir_open(const char *dir)
{
    DIR *open_dir = opendir(dir);

    if (!open_dir && errno == ENOENT && mkdir(dir, 0700) == 0)
        open_dir = opendir(dir);
    return open_dir;
}

enum err key_files_sweep(const char *dir, bool (*is_over)(void *ctx, const char *name), void *ctx)
{
    DIR *open_dir = dir_open(dir);
    struct dirent *entry;
    enum err err = OK;

    if (!open_dir)
        return E_IO;
    while ((entry = readdir(open_dir)) != NULL)
        if (is_over(ctx, entry->d_name)) {
            enum err one = key_file_destroy(dir, entry->d_name);

            err = err != OK ? err : one;
        }
    closedir(open_dir);
    return err;
}

int key_name_digits(const char *s, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}
