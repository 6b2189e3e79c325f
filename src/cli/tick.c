/* SPDX-License-Identifier: MIT
 *
 * tick.c -- the keeper's due work, once.
 */
#include <curbside/app/keeper.h>
#include <curbside/cli/subcommand.h>

#include "config.h"
#include "tell.h"

static int tick_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    struct config config;
    char why[CONFIG_WHY_SIZE] = "";
    bool wal_empty;
    int exit_status = 0;
    enum err err = config_read(s->arena, s->data_dir, &config, why);

    if (err != OK)
        return *why ? tell(err, "%s", why) : tell_err(err);
    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    config_give(&config, &folder);
    err = keeper_tick(&folder, &wal_empty);
    return err == OK ? 0 : tell_err(err);
}

const struct subcommand_ops subcommand_tick = {
    .name = "tick",
    .summary = "Do the work that is due by the clock, once",
    .usage = "tick [--data DIR]",
    .run = tick_run,
};
