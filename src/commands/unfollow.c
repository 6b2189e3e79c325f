/* SPDX-License-Identifier: MIT
 *
 * unfollow.c -- hear no more of a thread, a board, a school or a tag.
 */
#include <curbside/domain/follow.h>

#include "keeping.h"

static enum err unfollow_run(struct command *c)
{
    const char *address;

    TRY(follow_remove(c->arena, c->visit, c->words.args[0], &address));
    return following_changed(c);
}

const struct command_ops command_unfollow = {
    .name = "unfollow",
    .summary = "Follow a thread, a board, a school or a tag no longer",
    .usage = "unfollow board/SLUG|thread/ID|school/SLUG|tag/T",
    .detail = "The addresses are those that \"following\" lists.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unfollow_run,
};
