/* SPDX-License-Identifier: MIT
 *
 * hide.c -- mark somebody's posts as not to be read; only the caller knows.
 */
#include <curbside/domain/state.h>

#include "hidden.h"
#include "page.h"

static enum err hide_run(struct command *c)
{
    thread_id thread;
    enum err err;

    if (c->words.n_args == 0)
        return hidden_answer(c);
    TRY(hidden_thread(c, &thread));
    err = mute_add(c->visit, c->words.args[0], thread);
    if (err == E_USAGE)
        str_add(&c->err, "An alias is one thread's: say which with --thread THREAD.");
    if (err == E_NOTFOUND)
        str_add(&c->err, "There is nobody of that name to hide; an alias starts with ~.");
    TRY(err);
    TRY(state_save(c->visit));
    return hidden_answer(c);
}

static const struct flag flags[] = {
    {.name = "--thread", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_hide = {
    .name = "hide",
    .summary = "Hide what somebody writes, for you alone; without a name, list who is hidden",
    .usage = "hide [NAME] [--thread T]",
    .detail = "A handle is hidden everywhere, an alias (quote it: '~amber-heron') in its one "
              "thread. Nobody is told. \"read\" shows the place of a hidden post without its text, "
              "and --json adds \"hidden\":true to the post, or to a thread such a post opens.",
    .flags = flags,
    .max_args = 1,
    .needs_account = true,
    .run = hide_run,
};
