/* SPDX-License-Identifier: MIT
 *
 * restore.c -- putting a backup in the database's place, of a board that is not served.
 *
 * The copy is made, checked and synced under another name first; then both change places in one
 * step, so that a kill leaves the one or the other. The log of the old database must not stay
 * beside the new one: SQLite would play it into it. It is written into its database before, or,
 * where that is damaged, laid beside it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/store/backups.h>

#include "backup.h"
#include "db_handle.h"

static const char aside_name[] = "backups/before-restore.db";

/* ---- the copy ---- */

static enum err copy_bytes(int from, int to)
{
    ssize_t n;

    do
        n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
    while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0 && fsync(to) == 0 ? OK : err_from_errno(errno);
}

/* A database whose last changes stand beside it is no backup: somebody uses it, or was killed. */
static bool has_log(const char *backup)
{
    char path[DB_PATH_BYTES + 8];
    struct stat st;

    snprintf(path, sizeof path, "%.*s-wal", DB_PATH_BYTES, backup);
    return stat(path, &st) == 0 && st.st_size > 0;
}

static enum err file_copy(const char *backup, const char *fresh)
{
    struct stat st;
    AUTO_FD int from = open(backup, O_RDONLY | O_CLOEXEC);

    if (from < 0 || fstat(from, &st) != 0)
        return err_from_errno(errno);
    if (!S_ISREG(st.st_mode))
        return E_NOTFOUND;
    if (has_log(backup))
        return E_BUSY;
    db_remove_file(fresh);
    AUTO_FD int to = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    return to >= 0 ? copy_bytes(from, to) : err_from_errno(errno);
}

/* Ours, no newer than this program, whole; and what is in it. */
static enum err copy_check(const char *fresh, struct restored *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_DB struct db *db = NULL;
    const char **problems;
    int64_t wal;
    int n;

    TRY(db_open_file(fresh, &db));
    TRY(db_schema(db, &ret->schema));
    if (ret->schema > db_schema_newest())
        return E_NEWER;
    TRY(db_exec(db, "PRAGMA journal_mode = WAL"));
    TRY(db_check(&a, db, &problems, &n));
    if (n > 0)
        return E_CORRUPT;
    TRY(db_number(db, "SELECT count(*) FROM post", &ret->posts));
    TRY(db_number(db, "SELECT count(*) FROM wrap", &ret->keys));
    return db_number(db, "PRAGMA wal_checkpoint(TRUNCATE)", &wal);
}

/* ---- the old one ---- */

/* Its log goes into it. E_IN_USE: somebody has it open. */
static enum err old_settle(const char *path)
{
    AUTO_DB struct db *db = NULL;
    int64_t busy;

    TRY(db_open_file(path, &db));
    db->busy_limit_ms = 0;
    enum err err = db_exec(db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    TRY(err == E_BUSY ? E_IN_USE : err);
    return db_number(db, "PRAGMA wal_checkpoint(TRUNCATE)", &busy);
}

/* What SQLite left beside a damaged one goes along with it; of a whole one there is nothing. */
static void companions_move(const char *path, const char *aside)
{
    static const char *const ends[] = {"-wal", "-shm"};
    char from[DB_PATH_BYTES + 8], to[DB_PATH_BYTES + 8];

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(from, sizeof from, "%s%s", path, ends[i]);
        snprintf(to, sizeof to, "%s%s", aside, ends[i]);
        if (rename(from, to) != 0)
            IGNORE(unlink(to)); /* of the one that lay there before */
    }
}

static enum err folder_sync(const char *data_dir, const char *name)
{
    char path[DB_PATH_BYTES];

    TRY(db_path(data_dir, name, path));
    AUTO_FD int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd >= 0 && fsync(fd) == 0 ? OK : err_from_errno(errno);
}

static enum err change_places(const char *data_dir, const char *fresh, const char *path,
                              bool *ret_aside)
{
    char aside[DB_PATH_BYTES];

    TRY(db_path(data_dir, aside_name, aside));
    TRY(db_make_dir(data_dir, "backups"));
    *ret_aside = access(path, F_OK) == 0;
    if (*ret_aside) {
        companions_move(path, aside);
        if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) != 0 ||
            rename(fresh, aside) != 0)
            return err_from_errno(errno);
    } else if (rename(fresh, path) != 0) {
        return err_from_errno(errno);
    }
    TRY(folder_sync(data_dir, "backups"));
    return folder_sync(data_dir, "db");
}

enum err backups_restore(const char *data_dir, const char *backup, struct restored *ret)
{
    char path[DB_PATH_BYTES], fresh[DB_PATH_BYTES];

    *ret = (struct restored){0};
    TRY(db_path(data_dir, "db/board.db", path));
    TRY(db_path(data_dir, "db/board.db.restored", fresh));
    TRY(db_make_dir(data_dir, "db"));
    enum err err = file_copy(backup, fresh);
    if (err == OK)
        err = copy_check(fresh, ret);
    if (err == OK) {
        enum err old = old_settle(path);

        err = old == E_IN_USE ? old : OK; /* damaged or missing: that is why one restores */
    }
    if (err == OK)
        err = change_places(data_dir, fresh, path, &ret->aside);
    if (err != OK)
        db_remove_file(fresh);
    return err;
}
