/* SPDX-License-Identifier: MIT
 *
 * version.c -- what is running here.
 */
#include "json.h"
#include "page.h"

static enum err version_run(struct command *c)
{
    const struct command_io *io = c->io;

    if (c->json)
        return json_answer(c, json_pack("{s:s, s:i, s:s, s:s}", "version", CURBSIDE_VERSION,
                                        "schema", io->schema, "sqlite", io->sqlite_version,
                                        "libssh", io->libssh_version));
    page_text(c, 0, 0,
              arena_printf(c->arena, "curbside %s (schema %d, SQLite %s, libssh %s)",
                           CURBSIDE_VERSION, io->schema, io->sqlite_version, io->libssh_version));
    return OK;
}

const struct command_ops command_version = {
    .name = "version",
    .summary = "Show the versions of the board and what it is built on",
    .usage = "version",
    .run = version_run,
};
