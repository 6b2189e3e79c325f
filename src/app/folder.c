/* SPDX-License-Identifier: MIT
 *
 * folder.c -- opening the data folder, and saying plainly why it would not open.
 */
#include <curbside/app/folder.h>

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/secret.h>

static enum err open_parts(const char *data_dir, struct folder *f)
{
    int n;

    TRY(crypto_init());
    TRY(db_init());
    TRY(pepper_load(data_dir, &f->pepper));
    TRY(db_open(data_dir, &f->db));
    f->visit.db = f->db;
    f->visit.pepper = f->pepper;
    f->visit.clock = &clock_system;
    f->visit.random = &random_system;
    n = snprintf(f->seal_dir, sizeof f->seal_dir, "%s/seal", data_dir);
    if (n < 0 || (size_t)n >= sizeof f->seal_dir)
        return E_NOTFOUND;
    f->alias = (struct alias_rules){.open = true,
                                    .seal_dir = f->seal_dir,
                                    .release_minutes = ALIAS_RELEASE_MINUTES,
                                    .other_face_minutes = ALIAS_OTHER_FACE_MINUTES,
                                    .month_key_days = ALIAS_MONTH_KEY_DAYS,
                                    .spread_minutes = ALIAS_SPREAD_MINUTES};
    f->visit.alias = &f->alias;
    f->figures = figure_rules_default;
    f->visit.figures = &f->figures;
    f->file = board_settings_default;
    f->visit.file_settings = &f->file;
    f->idle_minutes = f->file.values[BOARD_IDLE_MINUTES];
    return account_open(&f->visit, NULL, 0);
}

/* A folder without a database and without a secret is no board; with a database, one that lost its
 * secret. */
static enum err explain_missing(const char *data_dir, enum err err)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/db/board.db", data_dir);
    bool there = n > 0 && (size_t)n < sizeof path && access(path, F_OK) == 0;

    return err == E_NO_SECRET && !there ? E_NOTFOUND : err;
}

enum err folder_open(const char *data_dir, struct folder *ret)
{
    enum err err;

    *ret = (struct folder){0};
    err = open_parts(data_dir, ret);
    if (err != OK) {
        folder_close(ret);
        return explain_missing(data_dir, err);
    }
    return OK;
}

static void settings_apply(struct folder *f, const struct board_settings *now)
{
    f->idle_minutes = now->values[BOARD_IDLE_MINUTES];
    f->joins_per_hour = now->values[BOARD_JOINS];
    f->alias.release_minutes = now->values[BOARD_RELEASE_MINUTES];
    f->alias.spread_minutes = now->values[BOARD_SPREAD_MINUTES];
    f->alias.other_face_minutes = now->values[BOARD_OTHER_FACE_MINUTES];
    f->figures.new_rows = now->values[BOARD_NEW_ROWS];
    f->figures.minimum = now->values[BOARD_MINIMUM];
    f->figures.split_minimum = now->values[BOARD_SPLIT_MINIMUM];
}

void folder_set_file(struct folder *f, const struct folder_file *file)
{
    f->alias = *file->alias;
    f->alias.seal_dir = f->seal_dir;
    f->visit.newcomer_posts = file->newcomer_posts;
    f->figures = *file->figures;
    f->file = (struct board_settings){
        .values = {[BOARD_IDLE_MINUTES] = file->idle_minutes,
                   [BOARD_JOINS] = file->joins_per_hour,
                   [BOARD_RELEASE_MINUTES] = file->alias->release_minutes,
                   [BOARD_SPREAD_MINUTES] = file->alias->spread_minutes,
                   [BOARD_OTHER_FACE_MINUTES] = file->alias->other_face_minutes,
                   [BOARD_NEW_ROWS] = file->figures->new_rows,
                   [BOARD_MINIMUM] = file->figures->minimum,
                   [BOARD_SPLIT_MINIMUM] = file->figures->split_minimum}};
    settings_apply(f, &f->file);
    folder_take_settings(f);
}

void folder_take_settings(struct folder *f)
{
    struct board_settings now;

    if (board_settings_load(&f->visit, &f->file, &now) == OK)
        settings_apply(f, &now);
}

void folder_leave(struct folder *f)
{
    if (f->visit.who)
        account_close(&f->visit);
#ifdef CURBSIDE_ASAN /* to which what the kernel frees is a leak */
    db_close(f->db);
#else
    if (f->db)
        db_assert_idle(f->db);
#endif
    secret_free(f->pepper);
    *f = (struct folder){0};
}

void folder_close(struct folder *f)
{
    if (f->visit.who)
        account_close(&f->visit);
    db_close(f->db);
    secret_free(f->pepper);
    *f = (struct folder){0};
}

void folder_why(const char *data_dir, enum err err, char ret[static FOLDER_WHY_SIZE])
{
    const char *form;

    switch (err) {
    case E_NOTFOUND:
        form = "%s holds no board; make one with: curbside init --data %s";
        break;
    case E_NO_SECRET:
        form = "%s/secret.key is missing or unusable; put it back from its backup, mode 0600, "
               "owned by whoever owns %s.";
        break;
    case E_NEWER:
        form = "The database in %s was written by a newer curbside; install that version.";
        break;
    case E_CORRUPT:
        form = "%s/db/board.db is damaged, or no database of curbside; put back a backup. "
               "Nothing was changed.";
        break;
    case E_READONLY:
        form = "%s cannot be written; the file system is read-only, or the folder belongs to "
               "somebody else.";
        break;
    case E_DENIED:
        form = "%s may not be read by this user; run curbside as its owner.";
        break;
    case E_BUSY:
        form = "The database in %s is locked by another process, or waits for an upgrade; try "
               "again in a moment.";
        break;
    default:
        snprintf(ret, FOLDER_WHY_SIZE, "%s could not be opened: %s", data_dir,
                 err_info(err)->sentence);
        return;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(ret, FOLDER_WHY_SIZE, form, data_dir, data_dir);
#pragma GCC diagnostic pop
}

enum err folder_become_owner(const char *data_dir)
{
    struct stat st;

    if (stat(data_dir, &st) < 0)
        return err_from_errno(errno);
    if (geteuid() != 0 || st.st_uid == 0)
        return OK;
    if (setgroups(0, NULL) < 0 || setgid(st.st_gid) < 0 || setuid(st.st_uid) < 0)
        return E_DENIED;
    return OK;
}
