/* SPDX-License-Identifier: MIT
 *
 * unhide.c -- read somebody again.
 */
#include <curbside/domain/state.h>

#include "hidden.h"

static enum err unhide_run(struct command *c)
{
    thread_id thread;

    TRY(hidden_thread(c, &thread));
    TRY(mute_remove(c->visit, c->words.args[0], thread));
    TRY(state_save(c->visit));
    return hidden_answer(c);
}

static const struct flag flags[] = {
    {.name = "--thread", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_unhide = {
    .name = "unhide",
    .summary = "Show again what somebody writes",
    .usage = "unhide NAME [--thread T]",
    .detail = "Without --thread an alias is shown again in every thread where you hid it.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = unhide_run,
};
