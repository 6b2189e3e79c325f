/* SPDX-License-Identifier: MIT
 *
 * confirm.c -- say that an interview report is as one saw it oneself.
 */
#include "judging.h"

static enum err confirm_run(struct command *c)
{
    return judging_run(c, VERDICT_CONFIRM);
}

const struct command_ops command_confirm = {
    .name = "confirm",
    .summary = "Confirm an interview report",
    .usage = "confirm REPORT --reason was-there|same-cycle|told-the-same | confirm REPORT --undo",
    .detail =
        "Everybody sees how many accounts with standing confirmed a report, and nobody sees who. One verdict a report, none on your own; --undo takes it back.",
    .flags = judging_flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = confirm_run,
};
