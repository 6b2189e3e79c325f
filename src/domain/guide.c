/* SPDX-License-Identifier: MIT
 *
 * guide.c -- the guide page of a board.
 */
#include <curbside/domain/guide.h>

#include <curbside/base/clock.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>
#include <curbside/store/guides.h>

#include "board_rows.h"
#include "body.h"

static enum err board_require(struct arena *a, struct visit *v, board_id id)
{
    struct board board;

    TRY(board_get_any(a, v, id, &board));
    return board.open ? OK : E_NOTFOUND;
}

enum err guide_get(struct arena *a, struct visit *v, board_id board, struct guide *ret)
{
    enum err err;

    TRY(board_require(a, v, board));
    err = guides_get(a, v->db, board, &ret->body, &ret->edited);
    if (err == E_NOTFOUND)
        *ret = (struct guide){.body = ""};
    return err == E_NOTFOUND ? OK : err;
}

enum err guide_can_set(const struct visit *v)
{
    return role_require(v->who, ROLE_MODERATOR);
}

enum err guide_set(struct visit *v, board_id board, const char *typed, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const char *body;
    enum err err;

    TRY(guide_can_set(v));
    err = body_clean(&a, CLEAN_STRICT, typed, n, GUIDE_BYTES, &body);
    if (err != OK && err != E_BODY_EMPTY)
        return err;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(board_require(&a, v, board));
    if (err == E_BODY_EMPTY)
        TRY(guides_remove(v->db, board));
    else
        TRY(guides_set(v->db, board, body, time_floor_day(clock_wall_s(v->clock))));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}
