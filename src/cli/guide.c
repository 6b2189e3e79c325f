/* SPDX-License-Identifier: MIT
 *
 * guide.c -- writing the guide page of a board as `ssh HOST guide BOARD --edit` does, by the
 * operator.
 */
#include "as_operator.h"

static int guide_run(struct subcommand *s)
{
    return as_operator(s, "guide");
}

const struct subcommand_ops subcommand_guide = {
    .name = "guide",
    .summary = "Show the guide page of a board, or replace it by standard input with --edit",
    .usage = "guide BOARD [--edit] [--data DIR]",
    .takes_all = true,
    .min_args = 1,
    .run = guide_run,
};
