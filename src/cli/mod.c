/* SPDX-License-Identifier: MIT
 *
 * mod.c -- what moderators do by `ssh HOST mod VERB`, by the operator: on a board whose moderators
 * are away, or where they are who it is about.
 */
#include "as_operator.h"

static int mod_run(struct subcommand *s)
{
    return as_operator(s, "mod");
}

const struct subcommand_ops subcommand_mod = {
    .name = "mod",
    .summary = "Moderate the board as `ssh HOST mod VERB` does; \"mod --help\" lists the verbs",
    .usage = "mod VERB [WORDS] [--flags] [--data DIR]",
    .takes_all = true,
    .min_args = 1,
    .run = mod_run,
};
