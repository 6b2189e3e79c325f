/* SPDX-License-Identifier: MIT
 *
 * claim.c -- the code that `curbside init` printed makes the caller the first sysop.
 */
#include <string.h>

#include <curbside/domain/identity.h>

#include "json.h"
#include "page.h"
#include "submit.h"

/* The code as an argument, or with "-" on standard input, out of everybody's process list. */
static enum err claim_code(struct command *c, const char **ret)
{
    *ret = c->words.args[0];
    return strcmp(*ret, "-") == 0 ? read_input_line(c, ret) : OK;
}

static enum err claim_run(struct command *c)
{
    const char *code;

    TRY(claim_code(c, &code));
    TRY(claim_use(c->visit, code));
    if (c->json)
        return json_answer(c, json_pack("{s:s}", "role", role_name(c->visit->who->role)));
    page_line(c, "%s is %s of this board now.", c->visit->who->name,
              role_name(c->visit->who->role));
    return OK;
}

const struct command_ops command_claim = {
    .name = "claim",
    .summary = "Become the first sysop with the code that init printed",
    .usage = "claim CODE",
    .detail = "The code works once. \"claim -\" reads it from standard input, so that it stands in "
              "no process list.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = claim_run,
};
