/* SPDX-License-Identifier: MIT
 *
 * permission.c -- the table of who may do what.
 */
#include <curbside/domain/permission.h>

#include <string.h>

#include <curbside/store/handles.h>

/* clang-format off: a table that is read by row */
static const enum role least[N_PERMISSIONS] = {
    [MAY_READ] = ROLE_GUEST,
    [MAY_POST] = ROLE_MEMBER,
    [MAY_START_FOR_STAFF] = ROLE_MODERATOR,
    [MAY_SEE_QUEUE] = ROLE_MODERATOR,
    [MAY_DECIDE] = ROLE_MODERATOR,
    [MAY_SHAPE] = ROLE_MODERATOR,
    [MAY_SANCTION] = ROLE_MODERATOR,
    [MAY_SETTLE] = ROLE_MODERATOR,
    [MAY_CURATE] = ROLE_MODERATOR,
    [MAY_SEE_FILTERS] = ROLE_MODERATOR,
    [MAY_FILTER] = ROLE_SYSOP,
    [MAY_AUDIT] = ROLE_SYSOP,
    [MAY_GOVERN] = ROLE_SYSOP,
};
/* clang-format on */

enum role permission_role(enum permission what)
{
    BUG_ON((unsigned)what >= N_PERMISSIONS);
    return least[what];
}

bool permission_has(const struct who *who, enum permission what)
{
    return who->role >= permission_role(what);
}

enum err permission_require(struct visit *v, enum permission what)
{
    enum role need = permission_role(what);
    struct handle_row row;

    TRY(role_require(v->who, need));
    if (need <= ROLE_MEMBER || v->who->is_operator)
        return OK;
    enum err err = handles_get(v->db, v->who->handle, &row);
    if (err != OK)
        return err == E_NOTFOUND ? E_DENIED : err;
    for (int role = (int)need; role <= (int)ROLE_SYSOP; role++)
        if (!row.gone && strcmp(row.role, role_name((enum role)role)) == 0)
            return OK;
    return E_DENIED;
}
