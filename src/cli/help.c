/* SPDX-License-Identifier: MIT
 *
 * help.c -- the list of subcommands, or one of them.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/cli/subcommand.h>

#include "tell.h"

static int help_one(const char *name)
{
    for (int i = 0; subcommand_registry[i]; i++) {
        const struct subcommand_ops *ops = subcommand_registry[i];

        if (strcmp(ops->name, name) == 0) {
            printf("usage: curbside %s\n%s.\n", ops->usage, ops->summary);
            return 0;
        }
    }
    return tell(E_NOTFOUND, "There is no subcommand \"%s\"; see \"curbside help\".", name);
}

static int help_run(struct subcommand *s)
{
    if (s->words.n_args)
        return help_one(s->words.args[0]);
    printf("usage: curbside SUBCOMMAND [--data DIR]\n\n");
    for (int i = 0; subcommand_registry[i]; i++)
        printf("  %-10s %s\n", subcommand_registry[i]->name, subcommand_registry[i]->summary);
    printf("\nDIR is \"var\" unless told. Exit status: 0 done, 1 it could not be done, 2 usage, "
           "70 our fault.\n");
    return 0;
}

const struct subcommand_ops subcommand_help = {
    .name = "help",
    .summary = "List the subcommands, or explain one",
    .usage = "help [SUBCOMMAND]",
    .max_args = 1,
    .run = help_run,
};
