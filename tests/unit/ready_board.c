/* SPDX-License-Identifier: MIT
 *
 * ready_board.c -- a new board's database is copied from the one that the build made
 * (board_image.c) instead of being brought through all migrations: that was a third of what the
 * tests cost that have a board each. unit.store, unit.cli and all tests with a real server make
 * theirs anew.
 */
#include <curbside/store/db.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <curbside/base/fd.h>

/* The linker's name for what it puts in its place (--wrap). */
enum err __wrap_db_create(const char *data_dir, struct db **ret);

static enum err make_dir(const char *data_dir, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", data_dir, name);
    return mkdir(path, 0700) == 0 || errno == EEXIST ? OK : err_from_errno(errno);
}

static enum err copy_image(const char *data_dir)
{
    char path[PATH_MAX];
    struct stat st;
    AUTO_FD int from = open(BOARD_IMAGE, O_RDONLY | O_CLOEXEC);

    snprintf(path, sizeof path, "%s/db/board.db", data_dir);
    if (from < 0 || fstat(from, &st) != 0)
        return err_from_errno(errno);
    AUTO_FD int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0)
        return errno == EEXIST ? E_IN_USE : err_from_errno(errno);
    return sendfile(to, from, NULL, (size_t)st.st_size) == st.st_size ? OK : E_IO;
}

enum err __wrap_db_create(const char *data_dir, struct db **ret)
{
    TRY(make_dir(data_dir, ""));
    TRY(make_dir(data_dir, "db"));
    TRY(make_dir(data_dir, "backups"));
    TRY(copy_image(data_dir));
    return db_open(data_dir, ret);
}
