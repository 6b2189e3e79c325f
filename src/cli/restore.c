/* SPDX-License-Identifier: MIT
 *
 * restore.c -- put a backup in the database's place, of a board that is not served.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/cli/subcommand.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/identity.h>
#include <curbside/store/backups.h>
#include <curbside/store/db.h>

#include "tell.h"

/* The server's own lock, held while we work: neither begins while the other goes on. */
static enum err lock_take(const char *data_dir, int *ret_fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char path[4096];

    if ((size_t)snprintf(path, sizeof path, "%s/lock", data_dir) >= sizeof path)
        return E_NOTFOUND;
    *ret_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*ret_fd < 0)
        return err_from_errno(errno);
    return fcntl(*ret_fd, F_SETLK, &whole) == 0 ? OK : E_IN_USE;
}

/* A path, or the name of one in backups/. */
static const char *backup_find(const struct subcommand *s)
{
    const char *given = s->words.args[0];

    return strchr(given, '/') || access(given, F_OK) == 0
               ? given
               : arena_printf(s->arena, "%s/backups/%s", s->data_dir, given);
}

static int refuse(const struct subcommand *s, const char *backup, enum err err)
{
    switch (err) {
    case E_IN_USE:
        return tell(err, "The board in %s is in use; stop it first. Nothing was changed.",
                    s->data_dir);
    case E_BUSY:
        return tell(err, "%s is in use, or was not closed: it is no backup. Nothing was changed.",
                    backup);
    case E_NOTFOUND:
        return tell(err, "There is no backup %s. Nothing was changed.", backup);
    case E_CORRUPT:
        return tell(err, "%s is damaged, or no database of curbside. Nothing was changed.", backup);
    case E_NEWER:
        return tell(err, "%s was written by a newer curbside; install that. Nothing was changed.",
                    backup);
    default:
        return tell_err(err);
    }
}

static void say(const struct subcommand *s, const char *backup, const struct restored *done)
{
    printf("%s is the board's database now: schema %d, %lld posts.\n", backup, done->schema,
           (long long)done->posts);
    if (done->keys == 0)
        puts("It holds what is public alone: no key and no recovery code opens an account.");
    if (done->aside)
        printf("What was there before is %s/backups/before-restore.db. To go back to it:\n"
               "    curbside restore before-restore.db --data %s\n"
               "Delete it when you need it no more: it holds what was erased since.\n",
               s->data_dir, s->data_dir);
}

/* Upgraded and opened as ever, so that what is wrong is told now and not at the next start. */
static int record(const struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    int exit_status = 0, from, to;
    enum err err = db_upgrade(s->data_dir, &from, &to);

    if (err != OK)
        return tell_err(err);
    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    account_be_operator(&folder.visit);
    err = backup_note_restore(&folder.visit);
    return err == OK ? 0 : tell_err(err);
}

static int restore_run(struct subcommand *s)
{
    AUTO_FD int lock = -1;
    const char *backup = backup_find(s);
    struct restored done;
    enum err err = folder_become_owner(s->data_dir);

    if (err == E_NOTFOUND)
        return tell(err, "There is no folder %s.", s->data_dir);
    if (!backup)
        return tell_err(E_NOMEM);
    if (err == OK)
        err = lock_take(s->data_dir, &lock);
    if (err == OK)
        err = backups_restore(s->data_dir, backup, &done);
    if (err != OK)
        return refuse(s, backup, err);
    say(s, backup, &done);
    return record(s);
}

const struct subcommand_ops subcommand_restore = {
    .name = "restore",
    .summary = "Put a backup in the database's place, of a board that is stopped",
    .usage = "restore BACKUP [--data DIR]",
    .min_args = 1,
    .max_args = 1,
    .run = restore_run,
};
