/* SPDX-License-Identifier: MIT
 *
 * recover.c -- back into an account with its recovery code; the key at hand opens it from then on.
 */
#include <curbside/domain/identity.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err recover_run(struct command *c)
{
    const char *code;

    if (!who_is_guest(c->visit->who))
        return E_MEMBER_ALREADY;
    if (!c->io->key_proven)
        return E_NO_KEY;
    TRY(read_input_line(c, &code));
    if (c->io->may_try_code)
        TRY(c->io->may_try_code(c->io->ctx));
    TRY(account_recover(c->visit, code));
    c->keep_state = true;
    if (c->json)
        return json_answer(c, json_pack("{s:s}", "handle", c->visit->who->name));
    page_line(c, "Welcome back, %s. This key opens your account from now on.", c->visit->who->name);
    page_text(c, 0, 0,
              "A lost key still opens it too: \"keys\" lists them, \"keys remove N\" puts one out. "
              "The recovery code stays valid.");
    return OK;
}

const struct command_ops command_recover = {
    .name = "recover",
    .summary = "Get back into your account with the recovery code on standard input",
    .usage = "recover",
    .detail = "Come with a key that has no account; it opens yours from then on. Tries are counted "
              "for an hour, together with joins.",
    .run = recover_run,
};
