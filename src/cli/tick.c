/* SPDX-License-Identifier: MIT
 *
 * tick.c -- the keeper's due work, once.
 */
#include <curbside/app/keeper.h>
#include <curbside/cli/subcommand.h>

#include "tell.h"

static int tick_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    bool wal_empty;
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = keeper_tick(&folder, &wal_empty);
    return err == OK ? 0 : tell_err(err);
}

const struct subcommand_ops subcommand_tick = {
    .name = "tick",
    .summary = "Do the work that is due by the clock, once",
    .usage = "tick [--data DIR]",
    .run = tick_run,
};
