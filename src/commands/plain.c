/* SPDX-License-Identifier: MIT
 *
 * plain.c -- the board as lines of text.
 *
 * Not a command like the others: the session begins plain mode when it sees this word. What stands
 * here is its help; run as a command, it would have no caller who types.
 */
#include <curbside/commands/command.h>

static enum err plain_run(struct command *c)
{
    (void)c;
    return E_USAGE;
}

const struct command_ops command_plain = {
    .name = "plain",
    .summary = "Use the board as lines of text, for screen readers",
    .usage = "plain",
    .detail =
        "Everything the screens do, in numbered lines with a prompt: nothing is repainted, "
        "nothing is drawn. \"ssh HOST plain\" leaves typing and correcting a line to your own "
        "terminal; \"ssh -t HOST plain\" does both on the board. A terminal that calls itself "
        "dumb gets it unasked.",
    .run = plain_run,
};
