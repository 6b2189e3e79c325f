/* SPDX-License-Identifier: MIT
 *
 * check.c -- read the whole database and say whether everything in it is as it must be.
 */
#include <stdio.h>

#include <curbside/cli/subcommand.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/upkeep.h>

#include "tell.h"

static void print_rules(const struct check_report *r)
{
    for (int i = 0; i < r->n; i++) {
        const struct check_finding *f = &r->rows[i];

        if (!f->violations)
            printf("ok      %s\n", f->rule);
        else
            printf("BROKEN  %s: %lld%s%s\n", f->rule, (long long)f->violations,
                   f->example ? ", first " : "", f->example ? f->example : "");
    }
}

static int check_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    struct check_report report;
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = forum_check(s->arena, &folder.visit, &report);
    if (err != OK)
        return tell_err(err);
    /* What was found counts more than that it is remembered: the folder may be read-only. */
    IGNORE(backup_note_check(&folder.visit, report.violations));
    print_rules(&report);
    printf("%lld boards, %lld threads, %lld posts: %s\n", (long long)report.boards,
           (long long)report.threads, (long long)report.posts,
           report.violations ? "damaged" : "all well");
    return report.violations ? 1 : 0;
}

const struct subcommand_ops subcommand_check = {
    .name = "check",
    .summary = "Check the database: the file itself, what belongs together, every counter",
    .usage = "check [--data DIR]",
    .run = check_run,
};
