/* SPDX-License-Identifier: MIT
 *
 * follow.c -- ask to hear of a thread, a board, a school or a tag; only the caller knows.
 */
#include <curbside/domain/follow.h>

#include "keeping.h"

static enum err follow_run(struct command *c)
{
    const char *address;
    enum err err = follow_add(c->arena, c->visit, c->words.args[0], &address);

    if (err == E_NOTFOUND)
        str_add(&c->err, "There is nothing to follow under that address: it is board/SLUG, "
                         "thread/ID, school/SLUG or tag/T.");
    TRY(err);
    return following_changed(c);
}

const struct command_ops command_follow = {
    .name = "follow",
    .summary = "Follow a thread, a board, a school or a tag: what is new there is in your inbox",
    .usage = "follow board/SLUG|thread/ID|school/SLUG|tag/T",
    .detail = "What you follow is sealed under your account; nobody is told and nothing counts "
              "followers. The answer is that of \"following\": the newest first. Of a school its "
              "threads are followed.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = follow_run,
};
