/* SPDX-License-Identifier: MIT
 *
 * quiet.c -- the quiet view: leave out what handles without standing write; only the caller knows.
 */
#include <string.h>

#include <curbside/domain/quiet.h>
#include <curbside/domain/state.h>

#include "json.h"
#include "page.h"

static enum err wish_set(struct command *c)
{
    const char *word = c->words.args[0];
    bool on = strcmp(word, "on") == 0;

    if (!on && strcmp(word, "off") != 0) {
        str_printf(&c->err, "The quiet view is \"on\" or \"off\".\nusage: %s", c->ops->usage);
        return E_USAGE;
    }
    TRY(quiet_set(c->visit, on));
    return state_save(c->visit);
}

static enum err quiet_run(struct command *c)
{
    if (c->words.n_args == 1)
        TRY(wish_set(c));
    if (c->json)
        return json_answer(c, json_pack("{s:b}", "quiet", quiet_is_on(c->visit)));
    page_line(c, "The quiet view is %s.", quiet_is_on(c->visit) ? "on" : "off");
    return OK;
}

const struct command_ops command_quiet = {
    .name = "quiet",
    .summary = "Leave out what handles without standing write, for you alone",
    .usage = "quiet [on|off]",
    .detail = "A handle has standing when it posted on five different days, each of those posts "
              "stood for a week, and the first is two weeks old; staff and official accounts have "
              "it. \"read\" then shows the place of other handles' posts without their text, and "
              "--json adds \"hidden\":true. Alias posts are never left out: a mark on them would "
              "tell who is new.",
    .max_args = 1,
    .needs_account = true,
    .run = quiet_run,
};
