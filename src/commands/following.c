/* SPDX-License-Identifier: MIT
 *
 * following.c -- the threads, boards and tags that the caller follows.
 */
#include "keeping.h"
#include "paging.h"

static enum err following_run(struct command *c)
{
    return following_answer(c);
}

static const struct flag flags[] = {
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_following = {
    .name = "following",
    .summary = "List the threads, boards and tags you follow",
    .usage = "following " PAGING_USAGE,
    .detail = "The newest first. The title of what is not there any more is null.",
    .flags = flags,
    .needs_account = true,
    .run = following_run,
};
