/* SPDX-License-Identifier: MIT
 *
 * whoami.c -- who the board takes the caller for.
 *
 * `standing` is false for everybody until standing is computed; `badges` is empty until roles are
 * verified.
 */
#include <curbside/domain/identity.h>

#include "json.h"
#include "page.h"

static enum err whoami_json(struct command *c, const struct who *who)
{
    bool guest = who_is_guest(who);

    return json_answer(c, json_pack("{s:b, s:o, s:s, s:[], s:b, s:o}", "guest", guest, "handle",
                                    json_text(guest ? NULL : who->name), "role",
                                    role_name(who->role), "badges", "standing", false, "since",
                                    json_time(who->joined_quarter)));
}

/* "the quarter that began 2026-10-01": nothing about an account is known finer than that. */
static enum err whoami_run(struct command *c)
{
    const struct who *who = c->visit->who;

    if (c->json)
        return whoami_json(c, who);
    if (who_is_guest(who)) {
        page_text(c, 0, 0,
                  who->has_key ? "You are a guest. This key has no account yet: \"join\" makes one."
                               : "You are a guest without a key: you can read everything.");
        return OK;
    }
    page_text(c, 0, 0,
              arena_printf(c->arena, "You are %s, %s, here since the quarter that began %s.",
                           who->name, role_name(who->role), page_day(c, who->joined_quarter)));
    return OK;
}

const struct command_ops command_whoami = {
    .name = "whoami",
    .summary = "Say who the board takes you for",
    .usage = "whoami",
    .run = whoami_run,
};
