/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- governing by command: who has which role.
 */
#include <string.h>

#include <curbside/domain/role.h>

#include "json.h"
#include "page.h"

struct sysop_verb {
    const char *name;
    const char *usage; /* behind "sysop " */
    int n_args;        /* behind the name */
    enum err (*run)(struct command *c);
};

static enum err usage_of(struct command *c, const char *trouble, const char *usage)
{
    str_printf(&c->err, "%s\nusage: sysop %s", trouble, usage);
    return E_USAGE;
}

/* ---- roles ---- */

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
        return usage_of(c, "A role is member, moderator or sysop.", "role HANDLE ROLE");
    TRY(role_give(c->visit, handle, role, &id));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I, s:s, s:s}", "action", "role", "id",
                                     (json_int_t)id.v, "handle", handle, "role", role_name(role)));
    page_line(c, "%s is %s now: action %lld.", handle, role_name(role), (long long)id.v);
    return OK;
}

/* ---- which ---- */

static const struct sysop_verb verbs[] = {
    {"roles", "roles", 0, roles_run},
    {"role", "role HANDLE member|moderator|sysop", 2, role_run},
};

static enum err sysop_run(struct command *c)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, c->words.args[0]) != 0)
            continue;
        if (c->words.n_args != 1 + verbs[i].n_args)
            return usage_of(c, "Those are too few or too many words.", verbs[i].usage);
        return verbs[i].run(c);
    }
    str_printf(&c->err, "\"sysop\" has no such verb.\nusage: %s", c->ops->usage);
    return E_USAGE;
}

const struct command_ops command_sysop = {
    .name = "sysop",
    .summary = "Govern the board: roles",
    .usage = "sysop roles | sysop role HANDLE member|moderator|sysop",
    .detail =
        "For sysops. \"sysop roles\" lists who moderates and who governs. \"sysop role HANDLE "
        "ROLE\" gives a role or takes it; one that is taken ends at once. There is always a "
        "sysop: the last one keeps the role until there is another.",
    .min_args = 1,
    .max_args = 3,
    .needs_account = true,
    .run = sysop_run,
};
