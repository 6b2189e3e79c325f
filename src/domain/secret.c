/* SPDX-License-Identifier: MIT
 *
 * secret.c -- the pepper on disk and in locked memory.
 */
#include <curbside/domain/secret.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>

enum {
    PATH_BYTES = 4096
};

static enum err key_path(const char *data_dir, char ret[static PATH_BYTES])
{
    int n = snprintf(ret, PATH_BYTES, "%s/secret.key", data_dir);

    return n > 0 && n < PATH_BYTES ? OK : E_NO_SECRET;
}

enum err pepper_create(const char *data_dir, const struct random *random)
{
    char path[PATH_BYTES];
    struct key *key;

    TRY(key_path(data_dir, path));
    key = secret_new(sizeof *key);
    if (!key)
        return E_NOMEM;
    random_fill(random, key->b, sizeof key->b);
    enum err err = file_create(path, 0600, key->b, sizeof key->b);
    secret_free(key);
    return err;
}

/* Exactly a key that nobody else could have read. */
static bool is_private_key(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == KEY_BYTES &&
           (st.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

enum err pepper_load(const char *data_dir, struct key **ret)
{
    char path[PATH_BYTES];
    struct key *key;

    TRY(key_path(data_dir, path));
    AUTO_FD int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || !is_private_key(fd))
        return E_NO_SECRET;
    key = secret_new(sizeof *key);
    if (!key)
        return E_NOMEM;
    if (read(fd, key->b, sizeof key->b) != KEY_BYTES) {
        secret_free(key);
        return E_NO_SECRET;
    }
    *ret = key;
    return OK;
}
