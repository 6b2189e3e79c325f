/* SPDX-License-Identifier: MIT
 *
 * sysop_roles.c -- governing by command: who has which role.
 */
#include <curbside/domain/role.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

static enum err roles_run(struct command *c)
{
    struct staff_page staff;
    json_t *list;

    TRY(staff_list(c->arena, c->visit, &staff));
    if (!c->json) {
        for (int i = 0; i < staff.n; i++)
            page_line(c, "%-9s  %s", role_name(staff.rows[i].role), staff.rows[i].handle);
        return OK;
    }
    list = json_array();
    for (int i = 0; i < staff.n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "handle", staff.rows[i].handle, "role",
                                              role_name(staff.rows[i].role)));
    return json_answer(c, json_pack("{s:o}", "roles", list));
}

static enum err role_run(struct command *c)
{
    const char *handle = c->words.args[1];
    enum role role;
    action_id id;

    if (role_parse(c->words.args[2], &role) != OK)
        return verbs_usage(c, "A role is member, moderator or sysop.");
    TRY(role_give(c->visit, handle, role, &id));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I, s:s, s:s}", "action", "role", "id",
                                     (json_int_t)id.v, "handle", handle, "role", role_name(role)));
    page_line(c, "%s is %s now: action %lld.", handle, role_name(role), (long long)id.v);
    return OK;
}

/* clang-format off */
const struct command_verb sysop_role_verbs[] = {
    {"roles", "roles", "Lists who moderates and who governs.", NULL, 0, 0, roles_run},
    {"role", "role HANDLE member|moderator|sysop",
     "Gives a role or takes it; one that is taken ends at once. There is always a sysop: the last "
     "one keeps the role until there is another.",
     NULL, 2, 2, role_run},
    {0},
};
/* clang-format on */
