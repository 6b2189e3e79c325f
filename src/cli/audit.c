/* SPDX-License-Identifier: MIT
 *
 * audit.c -- the record of what moderators did, as JSON Lines.
 */
#include <stdio.h>

#include <jansson.h>

#include <curbside/cli/subcommand.h>
#include <curbside/commands/audit_line.h>
#include <curbside/domain/audit.h>

#include "tell.h"

static enum err print_row(void *ctx, const struct audit_row *row)
{
    json_t *line = audit_line(row);

    (void)ctx;
    if (!line)
        return E_NOMEM;
    int bad = json_dumpf(line, stdout, JSON_COMPACT);
    json_decref(line);
    return bad == 0 && putchar('\n') != EOF ? OK : E_IO;
}

static int audit_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = audit_walk(&folder.visit, print_row, NULL);
    return err == OK ? 0 : tell_err(err);
}

const struct subcommand_ops subcommand_audit = {
    .name = "audit",
    .summary = "Print what moderators did, with their handles, as JSON Lines",
    .usage = "audit [--data DIR]",
    .run = audit_run,
};
