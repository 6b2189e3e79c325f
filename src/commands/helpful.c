/* SPDX-License-Identifier: MIT
 *
 * helpful.c -- say that a post was of use.
 */
#include "marking.h"

static enum err helpful_run(struct command *c)
{
    return marking_run(c, true);
}

const struct command_ops command_helpful = {
    .name = "helpful",
    .summary = "Mark a post as helpful",
    .usage = "helpful POST",
    .detail =
        "POST is the id in \"read --json\", or post/NUMBER. Everybody sees how many found a post "
        "helpful and nobody sees who; \"unhelpful\" takes the mark back. One mark a post, and "
        "none for your own. On boards under aliases it counts with a later release.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = helpful_run,
};
