/* SPDX-License-Identifier: MIT
 *
 * open.c -- the screens, starting at an address.
 *
 * Not a command like the others: on a terminal, or with --plain, the session opens the screens when
 * it sees this word. What is run here is what is left: a call that could show none.
 */
#include <curbside/commands/command.h>

static const struct flag flags[] = {{"--plain", false, false}, {0}};

static enum err open_run(struct command *c)
{
    str_add(&c->err, "\"open\" shows screens: ask for a terminal with ssh -t, or for lines with "
                     "--plain.");
    return E_USAGE;
}

const struct command_ops command_open = {
    .name = "open",
    .summary = "Open the screens at a board, a thread, a post, a tag or a school",
    .usage = "open board/SLUG|thread/ID|post/ID|tag/T|school/SLUG [--plain]",
    .detail =
        "With a terminal: \"ssh -t HOST open thread/ID\". With --plain in lines of text, with "
        "a terminal or without. Going back leads to where a visit begins.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = open_run,
};
