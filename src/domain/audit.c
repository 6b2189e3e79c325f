/* SPDX-License-Identifier: MIT
 *
 * audit.c -- reading the record of actions as a whole.
 */
#include <curbside/domain/audit.h>

#include <curbside/domain/board.h>
#include <curbside/store/actions.h>
#include <curbside/store/handles.h>

#include "board_rows.h"

enum {
    AT_A_TIME = 500
};

static enum err row_fill(struct arena *a, struct visit *v, const struct action_row *row,
                         struct audit_row *ret)
{
    struct handle_row handle;
    struct board board;

    *ret = (struct audit_row){
        .id = row->id,
        .day = row->day,
        .action = row->verb,
        .thread = row->thread,
        .post = row->post,
        .about = row->about,
        .rule = row->rule,
        .reason = row->reason,
        .by = "gone",
    };
    TRY(handles_get(v->db, row->by, &handle));
    if (!handle.gone)
        ret->by = arena_strdup(a, handle.name);
    if (!ret->by)
        return E_NOMEM;
    if (row->on.v != 0) {
        TRY(handles_get(v->db, row->on, &handle));
        ret->on = handle.gone ? "gone" : arena_strdup(a, handle.name);
        if (!ret->on)
            return E_NOMEM;
    }
    enum err err = row->board.v != 0 ? board_get_any(a, v, row->board, &board) : E_NOTFOUND;
    if (err == OK)
        ret->board = board.slug;
    return err == E_NOTFOUND ? OK : err;
}

enum err audit_walk(struct visit *v, enum err (*each)(void *ctx, const struct audit_row *row),
                    void *ctx)
{
    int64_t day = INT64_MIN;
    action_id after = {0};
    int n;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct action_rows rows;

        TRY(actions_walk(&a, v->db, day, after, AT_A_TIME, &rows));
        n = rows.n;
        for (int i = 0; i < n; i++) {
            struct audit_row row;

            TRY(row_fill(&a, v, &rows.rows[i], &row));
            TRY(each(ctx, &row));
        }
        if (n > 0) {
            day = rows.rows[n - 1].day;
            after = rows.rows[n - 1].id;
        }
    } while (n == AT_A_TIME);
    return OK;
}
