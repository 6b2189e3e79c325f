/* SPDX-License-Identifier: MIT
 *
 * bookmark.c -- keep a post to be found again; only the caller knows.
 */
#include "keeping.h"

static enum err bookmark_run(struct command *c)
{
    return bookmark_answer(c, true);
}

const struct command_ops command_bookmark = {
    .name = "bookmark",
    .summary = "Bookmark a post",
    .usage = "bookmark POST",
    .detail =
        "POST is the id in \"read --json\", or post/NUMBER. \"bookmarks\" lists them; they are sealed "
        "under your account.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = bookmark_run,
};
