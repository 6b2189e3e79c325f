/* SPDX-License-Identifier: MIT
 *
 * upgrade.c -- making a database, and bringing an older one up to date.
 *
 * A new database is built under another name and appears whole or not at all. A migration and its
 * number are stored in one transaction, so a kill leaves the schema before or after it. Foreign
 * keys are off while tables are rebuilt and checked before the commit. The check reads every row
 * that refers to another, so it is left out where no row was touched.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>

#include "backup.h"
#include "db_handle.h"
#include "migration.h"

static enum err set_version(struct db *db, int version)
{
    char sql[96];

    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;",
             DB_APPLICATION_ID, version);
    return db_exec(db, sql);
}

static enum err check_foreign_keys(struct db *db)
{
    int64_t broken;

    TRY(db_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken));
    return broken == 0 ? OK : E_CORRUPT;
}

/* The rows of a table that is dropped are not counted as changes. */
static bool touches_rows(struct db *db, const struct migration *m, int64_t changes_before)
{
    return sqlite3_total_changes64(db->conn) != changes_before || strstr(m->sql, "DROP TABLE");
}

static enum err apply(struct db *db, const struct migration *m, int version)
{
    int64_t changes = sqlite3_total_changes64(db->conn);

    TRY(db_exec(db, "BEGIN IMMEDIATE"));
    enum err err = db_exec(db, m->sql);
    if (err == OK && touches_rows(db, m, changes))
        err = check_foreign_keys(db);
    if (err == OK)
        err = set_version(db, version);
    if (err == OK)
        err = db_exec(db, "COMMIT");
    if (err != OK && !sqlite3_get_autocommit(db->conn))
        IGNORE(db_exec(db, "ROLLBACK")); /* the first error is the one to tell */
    return err;
}

enum err migrate(struct db *db, const struct migration *list)
{
    int64_t at;
    enum err err = OK;

    TRY(db_number(db, "PRAGMA user_version", &at));
    db_drop_statements(db);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    TRY(db_exec(db, "PRAGMA cache_size = -65536")); /* nobody else is there yet */
    for (int i = 0; list[i].name && err == OK; i++)
        if (i >= at)
            err = apply(db, &list[i], i + 1);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    enum err shrunk = db_exec(db, "PRAGMA cache_size = -256");
    return err == OK ? shrunk : err;
}

/* ---- making ---- */

static enum err build(const char *path)
{
    AUTO_DB struct db *db = NULL;
    int64_t wal_pages;

    db_remove_file(path);
    TRY(file_create(path, 0600, "", 0));
    TRY(db_open_file(path, &db));
    TRY(db_exec(db, "PRAGMA journal_mode = WAL"));
    TRY(migrate(db, migrations));
    return db_number(db, "PRAGMA wal_checkpoint(TRUNCATE)", &wal_pages);
}

static enum err sync_dir(const char *data_dir)
{
    char path[DB_PATH_BYTES];

    TRY(db_path(data_dir, "db", path));
    AUTO_FD int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0 ? OK : err_from_errno(errno);
}

enum err db_create(const char *data_dir, struct db **ret)
{
    char path[DB_PATH_BYTES], fresh[DB_PATH_BYTES];

    TRY(db_make_dir(data_dir, ""));
    TRY(db_make_dir(data_dir, "db"));
    TRY(db_make_dir(data_dir, "backups"));
    TRY(db_path(data_dir, "db/board.db", path));
    TRY(db_path(data_dir, "db/board.db.new", fresh));
    if (access(path, F_OK) == 0)
        return E_IN_USE;
    TRY(build(fresh));
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_NOREPLACE) != 0)
        return err_from_errno(errno);
    TRY(sync_dir(data_dir));
    return db_open(data_dir, ret);
}

/* ---- upgrading ---- */

enum err db_upgrade(const char *data_dir, int *ret_from, int *ret_to)
{
    AUTO_DB struct db *db = NULL;
    char path[DB_PATH_BYTES];
    int from;

    TRY(db_path(data_dir, "db/board.db", path));
    TRY(db_open_file(path, &db));
    TRY(db_schema(db, &from));
    if (from > db_schema_newest())
        return E_NEWER;
    if (from < db_schema_newest()) {
        TRY(db_snapshot(db, data_dir));
        TRY(migrate(db, migrations));
    }
    *ret_from = from;
    *ret_to = db_schema_newest();
    return OK;
}
