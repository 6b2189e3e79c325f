/* SPDX-License-Identifier: MIT
 *
 * dispute.c -- say that an interview report is not right.
 */
#include "judging.h"

static enum err dispute_run(struct command *c)
{
    return judging_run(c, VERDICT_DISPUTE);
}

const struct command_ops command_dispute = {
    .name = "dispute",
    .summary = "Dispute an interview report",
    .usage =
        "dispute REPORT --reason was-there-differs|impossible|not-this-school|made-up | dispute REPORT --undo",
    .detail =
        "Everybody sees how many accounts with standing disputed a report, and nobody sees who. One verdict a report, none on your own; --undo takes it back.",
    .flags = judging_flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = dispute_run,
};
