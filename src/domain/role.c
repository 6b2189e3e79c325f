/* SPDX-License-Identifier: MIT
 *
 * role.c -- who moderates and who governs.
 */
#include <curbside/domain/role.h>

#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>

#include "governing.h"

enum {
    STAFF_MAX = 500,
};

enum err role_parse(const char *name, enum role *ret)
{
    for (int role = ROLE_MEMBER; role <= (int)ROLE_SYSOP; role++)
        if (strcmp(name, role_name((enum role)role)) == 0) {
            *ret = (enum role)role;
            return OK;
        }
    return E_USAGE;
}

static enum err list_staff(struct arena *a, struct visit *v, struct staff_page *ret)
{
    struct handle_row *rows;
    int n;

    TRY(handles_list_staff(a, v->db, STAFF_MAX, &rows, &n));
    *ret = (struct staff_page){.rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        struct staff *s = &ret->rows[ret->n++];

        s->handle = arena_strdup(a, rows[i].name);
        if (!s->handle)
            return E_NOMEM;
        TRY(role_parse(rows[i].role, &s->role));
    }
    return OK;
}

enum err staff_list(struct arena *a, struct visit *v, struct staff_page *ret)
{
    TRY(permission_require(v, MAY_AUDIT));
    return list_staff(a, v, ret);
}

static enum err require_another_sysop(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct staff_page staff;
    int sysops = 0;

    TRY(list_staff(&a, v, &staff));
    for (int i = 0; i < staff.n; i++)
        sysops += staff.rows[i].role == ROLE_SYSOP;
    return sysops > 1 ? OK : E_LAST_SYSOP;
}

enum err role_look_again(struct visit *v)
{
    struct handle_row row;
    enum role role;
    enum err err;

    if (who_is_guest(v->who))
        return OK;
    err = handles_get(v->db, v->who->handle, &row);
    if (err != OK || row.gone)
        return err == E_NOTFOUND ? OK : err;
    TRY(role_parse(row.role, &role));
    v->who->role = role;
    return OK;
}

enum err role_require_not_last(struct visit *v)
{
    struct handle_row row;

    TRY(handles_get(v->db, v->who->handle, &row));
    return strcmp(row.role, role_name(ROLE_SYSOP)) == 0 ? require_another_sysop(v) : OK;
}

/* Inside the transaction. What the handle had before: *ret_was. */
static enum err write_role(struct visit *v, const char *name, enum role role, handle_id *ret_handle,
                           enum role *ret_was)
{
    struct handle_row row;
    handle_id handle;

    TRY(handles_find(v->db, name, &handle));
    TRY(handles_get(v->db, handle, &row));
    if (row.gone)
        return E_NOTFOUND;
    TRY(role_parse(row.role, ret_was));
    if (*ret_was == role)
        return E_DONE_ALREADY;
    if (*ret_was == ROLE_SYSOP)
        TRY(require_another_sysop(v));
    TRY(handles_set_role(v->db, handle, role_name(role)));
    if (role < ROLE_MODERATOR)
        TRY(claims_remove_of(v->db, handle));
    *ret_handle = handle;
    return OK;
}

enum err role_give(struct visit *v, const char *handle, enum role role, action_id *ret_id)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row what = {.verb = "role", .reason = role_name(role)};
    enum role was;

    TRY(governing_begin(&txn, v));
    TRY(write_role(v, handle, role, &what.on, &was));
    return governing_end(&txn, v, &what, role_name(was), ret_id);
}

/* `was`: the role before. */
enum err undo_role(struct arena *a, struct visit *v, const struct action_row *action,
                   const char *was)
{
    struct handle_row row;
    handle_id handle;
    enum role role, now;

    (void)a;
    TRY(handles_get(v->db, action->on, &row));
    if (row.gone || strcmp(row.role, action->reason) != 0)
        return E_STALE;
    TRY(role_parse(was, &role) == OK ? OK : E_CORRUPT);
    return write_role(v, row.name, role, &handle, &now);
}
