/* SPDX-License-Identifier: MIT
 *
 * role.c -- give a handle a role, or take it, without being somebody on the board.
 */
#include <stdio.h>

#include <curbside/cli/subcommand.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/role.h>

#include "tell.h"

static int role_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    const char *handle = s->words.args[0], *name = s->words.args[1];
    int exit_status = 0;
    enum role role;
    action_id id;
    enum err err;

    if (role_parse(name, &role) != OK)
        return tell(E_USAGE, "A role is member, moderator or sysop.");
    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    account_be_operator(&folder.visit);
    err = role_give(&folder.visit, handle, role, &id);
    if (err == E_NOTFOUND)
        return tell(err, "Nobody here is called %.40s.", handle);
    if (err != OK)
        return tell_err(err);
    printf("%s is %s now: action %lld.\n", handle, role_name(role), (long long)id.v);
    return 0;
}

const struct subcommand_ops subcommand_role = {
    .name = "role",
    .summary = "Give a handle a role: member, moderator or sysop",
    .usage = "role HANDLE ROLE [--data DIR]",
    .min_args = 2,
    .max_args = 2,
    .run = role_run,
};
