/* SPDX-License-Identifier: MIT
 *
 * join.c -- make the account for the key that the caller proved.
 *
 * The recovery code is in this answer and nowhere else.
 */
#include <curbside/domain/identity.h>

#include "json.h"
#include "page.h"

static enum err refuse_without_key(struct command *c)
{
    str_add(&c->err, "Joining needs a key of your own. These two lines make one and use it here:\n"
                     "  ssh-keygen -t ed25519 -f ~/.ssh/curbside -N ''\n"
                     "  ssh -i ~/.ssh/curbside -o IdentitiesOnly=yes HOST join");
    return E_NO_KEY;
}

static void tell_member(struct command *c, const char *code)
{
    page_line(c, "You are %s.", c->visit->who->name);
    page_blank(c);
    page_text(c, 0, 0, "Your recovery code, shown this once and stored nowhere:");
    page_blank(c);
    page_line(c, "  %s", code);
    page_blank(c);
    page_text(c, 0, 0,
              "Write it down. With it you get back in if you lose the key; nobody here can do that "
              "for you. Whoever has it has your account.");
    page_blank(c);
    page_text(c, 0, 0,
              "The key you came with is now who you are here. So that ssh offers this one and no "
              "other, put into ~/.ssh/config:");
    page_blank(c);
    page_line(c, "  Host curbside");
    page_line(c, "      HostName HOST");
    page_line(c, "      IdentityFile ~/.ssh/YOUR-KEY");
    page_line(c, "      IdentitiesOnly yes");
}

static enum err join_run(struct command *c)
{
    const char *code = NULL;

    if (!who_is_guest(c->visit->who))
        return E_MEMBER_ALREADY;
    if (!c->io->key_proven)
        return refuse_without_key(c);
    TRY(c->io->join(c->io->ctx, c->arena, words_value(&c->words, "--handle"), &code));
    if (c->json)
        return json_answer(
            c, json_pack("{s:s, s:s}", "handle", c->visit->who->name, "recovery_code", code));
    tell_member(c, code);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--handle", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_join = {
    .name = "join",
    .summary = "Make an account for the key you came with",
    .usage = "join [--handle NAME]",
    .detail = "No email, nothing to fill in. Without --handle a name is drawn. The recovery code "
              "in the answer is shown once and stored nowhere: write it down.",
    .flags = flags,
    .run = join_run,
};
