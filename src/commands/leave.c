/* SPDX-License-Identifier: MIT
 *
 * leave.c -- leave for good; the handle, typed once more, says that it is meant.
 */
#include <curbside/domain/keys.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err leave_run(struct command *c)
{
    bool erase = words_has(&c->words, "--erase");
    const char *handle;
    enum err err;

    TRY(read_input_line(c, &handle));
    err = erase ? account_leave_erasing(c->visit, handle) : account_leave(c->visit, handle);
    if (err == E_NOTFOUND)
        str_add(&c->err, "That is not your handle, so nothing was done; send it on standard input "
                         "to leave for good.");
    TRY(err);
    if (c->json)
        return json_answer(c, json_pack("{s:b}", "left", true));
    page_text(c, 0, 0,
              "You have left. Your keys and your recovery code open nothing any more; drafts and "
              "everything sealed are gone. Your posts show \"gone\" in place of your handle, which "
              "rests for a year.");
    if (erase)
        page_text(c, 0, 0,
                  "What you wrote is erased within 30 days, each post on a random day of its own. "
                  "Alias posts whose month key is gone stay; their receipts delete them.");
    return OK;
}

static const struct flag flags[] = {
    {.name = "--erase"},
    {.name = NULL},
};

const struct command_ops command_leave = {
    .name = "leave",
    .summary = "Leave for good; your handle comes on standard input",
    .usage = "leave [--erase]",
    .detail = "All keys, the recovery code, drafts and the sealed record go at once and nobody can "
              "bring them back. Posts stay, under \"gone\"; alias posts are not touched, because a "
              "change to all of them together would show that they are yours. With --erase the "
              "words go, too: each post on a random day of its own within 30 days, alias posts as "
              "far as anybody can still tell that they are yours. Posts that must go now are "
              "deleted beforehand.",
    .flags = flags,
    .needs_account = true,
    .run = leave_run,
};
