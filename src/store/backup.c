/* SPDX-License-Identifier: MIT
 *
 * backup.c -- copying the database while it is used.
 *
 * A copy is made under a name of its own, emptied of what is in no backup, checked, synced, and
 * then renamed: a kill leaves the one before.
 */
#include "backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/store/backups.h>

#include "db_handle.h"
#include "migration.h"

enum {
    DAY_CHARS = 10,   /* of a time as RFC 3339 */
    DATED_CHARS = 19, /* "board-2026-11-29.db" */
    DATED_MAX = 400,  /* looked at when old ones are removed */
};

static const char no_drafts[] = "DELETE FROM draft";
/* What lasts for minutes, too. The log that a board in use needs is in the copy's header. */
static const char whole[] = "DELETE FROM draft; DELETE FROM link; DELETE FROM request;"
                            "PRAGMA journal_mode = WAL;";
static const char public_part[] =
    "DELETE FROM wrap; DELETE FROM recovery; DELETE FROM state; DELETE FROM erasure;"
    "PRAGMA journal_mode = WAL;";

enum err db_make_dir(const char *data_dir, const char *name)
{
    char path[DB_PATH_BYTES];

    TRY(db_path(data_dir, name, path));
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return OK;
    return err_from_errno(errno);
}

void db_remove_file(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char name[DB_PATH_BYTES + 16];

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        IGNORE(unlink(name)); /* mostly not there */
    }
}

static enum err vacuum_into(struct db *db, const char *path)
{
    sqlite3_stmt *stmt = NULL;

    TRY(db_err(db, sqlite3_prepare_v2(db->conn, "VACUUM INTO ?1", -1, &stmt, NULL)));
    int rc = sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt);
    enum err err = db_err(db, rc);
    sqlite3_finalize(stmt);
    return err;
}

static enum err run_on(const char *path, const char *sql)
{
    AUTO_DB struct db *db = NULL;

    TRY(db_open_file(path, &db));
    return db_exec(db, sql);
}

static enum err require_whole(const char *path)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_DB struct db *db = NULL;
    const char **problems;
    int n;

    TRY(db_open_file(path, &db));
    TRY(db_check(&a, db, &problems, &n));
    return n == 0 ? OK : E_CORRUPT;
}

static enum err sync_file(const char *path)
{
    AUTO_FD int fd = open(path, O_RDONLY | O_CLOEXEC);

    return fd >= 0 && fsync(fd) == 0 ? OK : err_from_errno(errno);
}

/* By no more system calls than the keeper may do. */
static enum err make_empty(const char *path)
{
    AUTO_FD int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    return fd >= 0 ? OK : err_from_errno(errno);
}

/* A copy of `from` at `fresh`, less what `sql` removes. */
static enum err copy_make(struct db *from, const char *fresh, const char *sql)
{
    db_remove_file(fresh);
    TRY(make_empty(fresh)); /* SQLite fills it and keeps its mode */
    TRY(vacuum_into(from, fresh));
    return run_on(fresh, sql);
}

enum err db_snapshot(struct db *db, const char *data_dir)
{
    char path[DB_PATH_BYTES], fresh[DB_PATH_BYTES];

    TRY(db_make_dir(data_dir, "backups"));
    TRY(db_path(data_dir, "backups/before-upgrade.db", path));
    TRY(db_path(data_dir, "backups/before-upgrade.db.new", fresh));
    TRY(copy_make(db, fresh, no_drafts));
    return rename(fresh, path) == 0 ? OK : err_from_errno(errno);
}

/* ---- the backup itself ---- */

static enum err place(const char *data_dir, const char *fresh, const char *name)
{
    char path[DB_PATH_BYTES], folder[DB_PATH_BYTES];

    TRY(require_whole(fresh));
    TRY(sync_file(fresh));
    TRY(db_path(data_dir, name, path));
    TRY(db_path(data_dir, "backups", folder));
    if (rename(fresh, path) != 0)
        return err_from_errno(errno);
    return sync_file(folder);
}

static enum err copy_place(struct db *from, const char *data_dir, const char *sql, const char *name)
{
    char fresh[DB_PATH_BYTES];
    enum err err;

    TRY(db_path(data_dir, "backups/backup.new", fresh));
    err = copy_make(from, fresh, sql);
    if (err == OK)
        err = place(data_dir, fresh, name);
    db_remove_file(fresh); /* mostly renamed by now; else no torso stays */
    return err;
}

/* Of the copy without drafts, so that nothing has to be removed twice. */
static enum err public_make(const char *data_dir, int64_t now_s)
{
    AUTO_DB struct db *newest = NULL;
    char path[DB_PATH_BYTES], day[TIME_RFC3339_SIZE], name[64];

    TRY(db_path(data_dir, "backups/newest.db", path));
    TRY(db_open_file(path, &newest));
    time_format_rfc3339(now_s, day);
    snprintf(name, sizeof name, "backups/board-%.*s.db", DAY_CHARS, day);
    return copy_place(newest, data_dir, public_part, name);
}

static bool is_dated(const char *name)
{
    return strlen(name) == DATED_CHARS && strncmp(name, "board-", 6) == 0 &&
           strcmp(name + DATED_CHARS - 3, ".db") == 0;
}

static int newest_first(const void *a, const void *b)
{
    return strcmp(b, a);
}

/* By their names, which are days. */
static void remove_old(const char *data_dir)
{
    static char names[DATED_MAX][DATED_CHARS + 1];
    char folder[DB_PATH_BYTES], path[DB_PATH_BYTES + 32];
    const struct dirent *entry;
    DIR *dir;
    int n = 0;

    if (db_path(data_dir, "backups", folder) != OK || !(dir = opendir(folder)))
        return;
    while (n < DATED_MAX && (entry = readdir(dir)))
        if (is_dated(entry->d_name))
            memcpy(names[n++], entry->d_name, DATED_CHARS + 1);
    closedir(dir);
    qsort(names, (size_t)n, sizeof *names, newest_first);
    for (int i = BACKUP_DAYS_KEPT; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        IGNORE(unlink(path)); /* one too many does no harm */
    }
}

enum err backups_make(struct db *db, const char *data_dir, int64_t now_s, int64_t *ret_bytes)
{
    char path[DB_PATH_BYTES];
    struct stat st;

    TRY(db_make_dir(data_dir, "backups"));
    TRY(copy_place(db, data_dir, whole, "backups/newest.db"));
    TRY(public_make(data_dir, now_s));
    remove_old(data_dir);
    TRY(db_path(data_dir, "backups/newest.db", path));
    if (stat(path, &st) != 0)
        return err_from_errno(errno);
    *ret_bytes = st.st_size;
    return OK;
}
