/* SPDX-License-Identifier: MIT
 *
 * unbookmark.c -- take a bookmark from a post.
 */
#include "keeping.h"

static enum err unbookmark_run(struct command *c)
{
    return bookmark_answer(c, false);
}

const struct command_ops command_unbookmark = {
    .name = "unbookmark",
    .summary = "Take your bookmark from a post",
    .usage = "unbookmark POST",
    .detail = "Also of a post that is not there any more.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unbookmark_run,
};
