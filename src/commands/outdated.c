/* SPDX-License-Identifier: MIT
 *
 * outdated.c -- say that an interview report is of a time gone by.
 */
#include "judging.h"

static enum err outdated_run(struct command *c)
{
    return judging_run(c, VERDICT_OUTDATED);
}

const struct command_ops command_outdated = {
    .name = "outdated",
    .summary = "Say that an interview report is outdated",
    .usage =
        "outdated REPORT --reason format-changed|policy-changed|other | outdated REPORT --undo",
    .detail = "One verdict a report, none on your own; --undo takes it back.",
    .flags = judging_flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = outdated_run,
};
