/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- what sysops do by `ssh HOST sysop VERB`, by the operator.
 */
#include "as_operator.h"

static int sysop_run(struct subcommand *s)
{
    return as_operator(s, "sysop");
}

const struct subcommand_ops subcommand_sysop = {
    .name = "sysop",
    .summary = "Govern the board as `ssh HOST sysop VERB` does; \"sysop --help\" lists the verbs",
    .usage = "sysop VERB [WORDS] [--flags] [--data DIR]",
    .takes_all = true,
    .min_args = 1,
    .run = sysop_run,
};
