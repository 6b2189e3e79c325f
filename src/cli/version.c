/* SPDX-License-Identifier: MIT
 *
 * version.c -- what this binary is and what it is built on.
 */
#include <stdio.h>

#include <curbside/cli/subcommand.h>
#include <curbside/ssh/serve.h>
#include <curbside/store/db.h>

static int version_run(struct subcommand *s)
{
    (void)s;
    printf("curbside %s (schema %d, SQLite %s, libssh %s)\n", CURBSIDE_VERSION, db_schema_newest(),
           db_sqlite_version(), serve_library_version());
    return 0;
}

const struct subcommand_ops subcommand_version = {
    .name = "version",
    .summary = "Show the version",
    .usage = "version",
    .run = version_run,
};
