/* SPDX-License-Identifier: MIT
 *
 * unhelpful.c -- take a helpful mark back.
 */
#include "marking.h"

static enum err unhelpful_run(struct command *c)
{
    return marking_run(c, false);
}

const struct command_ops command_unhelpful = {
    .name = "unhelpful",
    .summary = "Take your helpful mark from a post",
    .usage = "unhelpful POST",
    .detail = "It takes back what \"helpful\" gave; there are no marks against a post.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unhelpful_run,
};
