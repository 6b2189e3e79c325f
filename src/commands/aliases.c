/* SPDX-License-Identifier: MIT
 *
 * aliases.c -- whether a thread lets new aliases in; who opened it decides.
 */
#include <string.h>

#include <curbside/domain/door.h>
#include <curbside/domain/thread.h>

#include "json.h"
#include "page.h"

static enum err wish_parse(struct command *c, bool *ret_closed)
{
    const char *word = c->words.args[1];

    *ret_closed = strcmp(word, "closed") == 0;
    if (*ret_closed || strcmp(word, "open") == 0)
        return OK;
    str_printf(&c->err, "A thread is \"open\" or \"closed\" to new aliases.\nusage: %s",
               c->ops->usage);
    return E_USAGE;
}

static enum err wish_set(struct command *c, thread_id thread)
{
    int64_t due;
    bool closed;

    TRY(wish_parse(c, &closed));
    enum err err = door_set(c->visit, thread, closed, &due);
    if (err == E_DENIED)
        str_add(&c->err, "Only who opened a thread decides that, and only where the board takes "
                         "aliases.");
    return err;
}

static const char *word(bool closed)
{
    return closed ? "closed" : "open";
}

static enum err answer_json(struct command *c, thread_id thread, const struct door *door)
{
    return json_answer(c, json_pack("{s:I, s:s, s:o, s:o}", "thread", (json_int_t)thread.v,
                                    "aliases", word(door->closed), "next",
                                    door->due ? json_string(word(door->will_closed)) : json_null(),
                                    "released", json_time(door->due)));
}

static enum err aliases_run(struct command *c)
{
    thread_id thread;
    struct door door;
    int no;

    TRY(thread_resolve(c->visit, c->words.args[0], &thread, &no));
    enum err err = c->words.n_args == 2 ? wish_set(c, thread) : OK;
    if (err == OK)
        err = door_get(c->visit, thread, &door);
    if (err == E_NOTFOUND) /* the caller's own: nobody else would have been told of it above */
        str_add(&c->err,
                "Your thread is not out yet; once it is, you can close it to new aliases.");
    TRY(err);
    if (c->json)
        return answer_json(c, thread, &door);
    page_line(c, "thread/%lld is %s to new aliases.", (long long)thread.v, word(door.closed));
    if (door.due)
        page_line(c, "From the next release on it will be %s.", word(door.will_closed));
    return OK;
}

const struct command_ops command_aliases = {
    .name = "aliases",
    .summary = "Say whether a thread lets new aliases in; who opened it may close it to them",
    .usage = "aliases THREAD [open|closed]",
    .detail =
        "In a closed thread those who have an alias go on, and where the board takes handles, "
        "handles do; nobody is drawn a new alias. It is reversed the same way. On boards under "
        "aliases it changes with the next release.",
    .min_args = 1,
    .max_args = 2,
    .run = aliases_run,
};
