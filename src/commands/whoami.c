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

/* "the fourth quarter of 2026": nothing public about an account is finer than that. */
static const char *quarter(struct command *c, int64_t wall_s)
{
    static const char *const names[] = {"first", "second", "third", "fourth"};
    const char *day = page_day(c, wall_s);
    int month = (day[5] - '0') * 10 + (day[6] - '0');

    return arena_printf(c->arena, "the %s quarter of %.4s", names[(month - 1) / 3 % 4], day);
}

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
              arena_printf(c->arena, "You are %s, %s, here since %s.", who->name,
                           role_name(who->role), quarter(c, who->joined_quarter)));
    return OK;
}

const struct command_ops command_whoami = {
    .name = "whoami",
    .summary = "Say who the board takes you for",
    .usage = "whoami",
    .run = whoami_run,
};
