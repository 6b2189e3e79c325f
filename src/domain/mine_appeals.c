/* SPDX-License-Identifier: MIT
 *
 * mine_appeals.c -- what the caller appealed against. No row says whose it is: every one is asked
 * whether its action reached the caller.
 */
#include "mine_walk.h"

#include <curbside/store/appeals.h>

#include "appeal_rows.h"

enum {
    APPEALS_AT_A_TIME = 200
};

static enum err appeal_row(struct mine_walk *w, const struct appeal_row *row)
{
    bool mine;

    TRY(appeal_is_mine(w->v, row->action, &mine));
    if (!mine)
        return OK;
    mine_add_int(w, "action_id", row->action.v, "the action you appealed against");
    mine_add(w, "body", arena_strdup(w->a, row->body), "for the moderators");
    mine_add_time(w, "day", row->day, "never finer");
    mine_add(w, "state", arena_strdup(w->a, row->state), NULL);
    if (row->decided_by.v != 0)
        mine_add_int(w, "decided_by", row->decided_by.v, "the action, as in the public log");
    return mine_row_end(w, "appeal");
}

enum err mine_walk_appeals(struct mine_walk *w)
{
    action_id after = {0};
    int n;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct appeal_row *rows;

        TRY(appeals_walk(&a, w->v->db, after, APPEALS_AT_A_TIME, &rows, &n));
        for (int i = 0; i < n; i++)
            TRY(appeal_row(w, &rows[i]));
        if (n > 0)
            after = rows[n - 1].action;
    } while (n == APPEALS_AT_A_TIME);
    return OK;
}
