/* SPDX-License-Identifier: MIT
 *
 * governing.c -- the frame around whatever a sysop does.
 */
#include "governing.h"

#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/state.h>

#include "action.h"
#include "undo_note.h"

enum err governing_begin(struct txn *txn, struct visit *v)
{
    TRY(role_require(v->who, permission_role(MAY_GOVERN)));
    TRY(txn_begin(txn, v->db, TXN_WRITE));
    return permission_require(v, MAY_GOVERN);
}

enum err governing_end(struct txn *txn, struct visit *v, const struct action_row *what,
                       const char *was, action_id *ret_id)
{
    action_id id;

    if (!was)
        return E_NOMEM;
    TRY(action_add(v, what, &id));
    TRY(undo_note(v, id, was));
    TRY(txn_commit(txn));
    state_wrote(v->state);
    *ret_id = id;
    return OK;
}
