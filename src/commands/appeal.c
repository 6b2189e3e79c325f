/* SPDX-License-Identifier: MIT
 *
 * appeal.c -- ask another moderator to look again at what reached the caller.
 */
#include <curbside/domain/appeal.h>

#include "json.h"
#include "page.h"
#include "submit.h"

enum {
    ID_MAX = 999999999
};

static enum err appeal_run(struct command *c)
{
    AUTO_STR struct str body = STR_INIT;
    long long number;

    if (int_parse(c->words.args[0], 1, ID_MAX, &number) != OK)
        return E_NOTFOUND;
    TRY(read_body(c, &body));
    TRY(appeal_make(c->visit, (action_id){number}, str_cstr(&body), body.n));
    if (c->json)
        return json_answer(c, json_pack("{s:I}", "appeal", (json_int_t)number));
    page_line(c, "Another moderator decides on it; \"whoami\" tells you.");
    return OK;
}

const struct command_ops command_appeal = {
    .name = "appeal",
    .summary = "Ask another moderator to look again",
    .usage = "appeal ACTION",
    .detail =
        "ACTION is the number of a warning, mute or ban that reached you (see \"whoami\"), or "
        "of the removal of a post of yours. Say why on standard input, in up to 2,000 bytes. "
        "Once for each, two at a time; another moderator than the one who acted decides, and "
        "does not learn who you are.",
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = appeal_run,
};
