/* SPDX-License-Identifier: MIT
 *
 * month_key.c -- making, reading and destroying the files of DATA/seal.
 *
 * A key appears whole or not at all: it is written under another name and moved where none may be
 * yet, so that two sessions that need the same one agree on it. Nothing keeps a key in memory
 * longer than one use; a file system that copies on write may keep its bytes longer than we can
 * reach.
 */
#include <curbside/domain/month_key.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/domain/authorship.h>

enum {
    PATH_BYTES = 4096,
    DAY_S = 24 * 60 * 60,
    MONTHS_MAX = 12 * 8000, /* four digits of a year, from 1970 on */
};

/* ---- months ---- */

static int month_of(int64_t time)
{
    time_t t = (time_t)(time < 0 ? 0 : time);
    struct tm tm;

    if (!gmtime_r(&t, &tm))
        return 0;
    int month = (tm.tm_year - 70) * 12 + tm.tm_mon;
    return month < MONTHS_MAX ? month : MONTHS_MAX;
}

static int64_t month_start(int month)
{
    struct tm tm = {.tm_year = 70 + month / 12, .tm_mon = month % 12, .tm_mday = 1};

    return timegm(&tm);
}

static int64_t month_end(int month, int days)
{
    return month_start(month + 1) + (int64_t)days * DAY_S;
}

int month_of_thread(int days, int64_t created_at, int64_t at, int64_t *ret_until)
{
    int month = month_of(created_at);

    while (month < MONTHS_MAX && month_end(month, days) <= at)
        month = month_of(month_end(month, days));
    *ret_until = month_end(month, days);
    return month;
}

int64_t month_last_second(int64_t time)
{
    return month_start(month_of(time) + 1) - 1;
}

void month_format(int month, char ret[static MONTH_NAME_SIZE])
{
    unsigned year = 1970 + (unsigned)month / 12;

    snprintf(ret, MONTH_NAME_SIZE, "%04u-%02u", year % 10000, (unsigned)month % 12 + 1);
}

/* ---- one file ---- */

static enum err key_path(const char *dir, int month, char ret[static PATH_BYTES])
{
    char name[MONTH_NAME_SIZE];

    month_format(month, name);
    int n = snprintf(ret, PATH_BYTES, "%s/%s.key", dir, name);
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

/* Overwritten first: what was a key is then no key even where the name's removal is slow. */
static enum err key_destroy(const char *path)
{
    static const struct key nothing;
    AUTO_FD int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

    if (fd < 0)
        return errno == ENOENT ? OK : E_IO;
    if (pwrite(fd, nothing.b, sizeof nothing.b, 0) != KEY_BYTES || fdatasync(fd) < 0)
        return E_IO;
    return unlink(path) == 0 || errno == ENOENT ? OK : E_IO;
}

static enum err key_get(const struct alias_rules *rules, const struct random *random, int month,
                        struct key *ret)
{
    char path[PATH_BYTES];

    TRY(key_path(rules->seal_dir, month, path));
    enum err err = key_read(path, ret);
    if (err != E_NOTFOUND)
        return err;
    TRY(key_make(rules->seal_dir, path, random));
    return from_world(key_read(path, ret));
}

enum err thread_secret_get(const struct visit *v, thread_id thread, int64_t created_at, int64_t at,
                           struct key *ret, int64_t *ret_until)
{
    struct key key;
    int64_t until;

    if (!v->alias)
        return E_ALIAS_CLOSED;
    int month = month_of_thread(v->alias->month_key_days, created_at, at, &until);
    TRY(key_get(v->alias, v->random, month, &key));
    thread_secret(&key, thread, ret);
    secret_wipe(&key, sizeof key);
    if (ret_until)
        *ret_until = until;
    return OK;
}

/* ---- the sweep ---- */

/* Of `n` digits, and nothing else; -1 otherwise. */
static int digits_parse(const char *s, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* "2026-10.key", and "2026-10.key.<mark>" that a killed process left; -1 for another name. */
static int month_parse(const char *name)
{
    const size_t n = strlen("2026-10.key");
    int year, month;

    if (strlen(name) < n || name[4] != '-' || strncmp(name + 7, ".key", 4) != 0)
        return -1;
    year = digits_parse(name, 4);
    month = digits_parse(name + 5, 2);
    if (year < 1970 || month < 1 || month > 12 || (name[n] != '\0' && name[n] != '.'))
        return -1;
    return (year - 1970) * 12 + month - 1;
}

static enum err sweep(const char *dir, DIR *open_dir, int days, int64_t now)
{
    struct dirent *entry;
    enum err err = OK;

    while ((entry = readdir(open_dir)) != NULL) {
        int month = month_parse(entry->d_name);
        char path[PATH_BYTES];

        if (month < 0 || month_end(month, days) > now)
            continue;
        int n = snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        enum err one = n > 0 && n < PATH_BYTES ? key_destroy(path) : E_IO;
        err = err != OK ? err : one;
    }
    return err;
}

enum err month_keys_keep(const struct alias_rules *rules, const struct random *random, int64_t now)
{
    DIR *dir = opendir(rules->seal_dir);
    struct key key;

    /* Not there after a restore, for it is in no backup. A confined keeper cannot make it. */
    if (!dir && errno == ENOENT && mkdir(rules->seal_dir, 0700) == 0)
        dir = opendir(rules->seal_dir);
    if (!dir)
        return E_IO;
    enum err err = sweep(rules->seal_dir, dir, rules->month_key_days, now);
    closedir(dir);
    TRY(err);
    TRY(key_get(rules, random, month_of(now), &key));
    secret_wipe(&key, sizeof key);
    return OK;
}
