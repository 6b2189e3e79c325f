/* SPDX-License-Identifier: MIT
 *
 * backup.c -- a backup now, of a board that is served or not.
 */
#include <stdio.h>

#include <curbside/cli/subcommand.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/house.h>
#include <curbside/domain/identity.h>

#include "tell.h"

static int backup_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    const struct house_request request = {.wish = HOUSE_BACKUP};
    struct health health;
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    account_be_operator(&folder.visit);
    err = backup_make(&folder.visit, s->data_dir);
    if (err == E_CORRUPT)
        return tell(err, "The copy is damaged, and so is the database; run curbside check.");
    if (err == OK)
        err = house_record(&folder.visit, &request);
    if (err == OK)
        err = health_get(&folder.visit, &health);
    if (err != OK)
        return tell_err(err);
    printf("%s/backups/newest.db is made and whole: %lld kB.\n"
           "Back up secret.key apart from it: without it no key opens its account.\n",
           s->data_dir, (long long)health.backup_bytes / 1024);
    return 0;
}

const struct subcommand_ops subcommand_backup = {
    .name = "backup",
    .summary = "Copy the database to backups/, checked, also of a board that is served",
    .usage = "backup [--data DIR]",
    .run = backup_run,
};
