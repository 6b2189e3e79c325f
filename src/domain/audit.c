/* SPDX-License-Identifier: MIT
 *
 * audit.c -- reading the record of actions as a whole.
 */
#include <curbside/domain/audit.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>

#include "board_rows.h"
#include "cursor.h"

enum {
    AT_A_TIME = 500
};

static const char cursor_name[] = "audit";

/* `none`: who has no handle. Who left is told apart by number: leaving does not blur who did what.
 */
static enum err name_get(struct arena *a, struct visit *v, handle_id id, const char *none,
                         const char **ret)
{
    struct handle_row handle;

    *ret = none;
    if (id.v == 0)
        return OK;
    TRY(handles_get(v->db, id, &handle));
    *ret = handle.gone ? arena_printf(a, "gone/%lld", (long long)id.v)
                       : arena_strdup(a, handle.name);
    return *ret ? OK : E_NOMEM;
}

static enum err row_fill(struct arena *a, struct visit *v, const struct action_row *row,
                         struct audit_row *ret)
{
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
    };
    TRY(name_get(a, v, row->by, "the operator", &ret->by));
    TRY(name_get(a, v, row->on, NULL, &ret->on));
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

enum err audit_list(struct arena *a, struct visit *v, const char *after, int limit,
                    struct audit_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct cursor at = {.first = INT64_MAX, .id = INT64_MAX};
    struct audit_page page = {0};
    struct action_rows rows;

    limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    TRY(role_require(v->who, permission_role(MAY_AUDIT)));
    if (after)
        TRY(cursor_parse(cursor_name, after, &at));
    page.rows = arena_array(a, (size_t)limit, sizeof *page.rows);
    if (!page.rows)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_AUDIT));
    TRY(actions_list(a, v->db, at.first, (action_id){at.id}, limit + 1, &rows));
    for (; page.n < rows.n && page.n < limit; page.n++)
        TRY(row_fill(a, v, &rows.rows[page.n], &page.rows[page.n]));
    TRY(txn_commit(&txn));
    if (rows.n > limit) {
        const struct action_row *last = &rows.rows[limit - 1];

        page.next = cursor_format(a, cursor_name,
                                  &(struct cursor){.first = last->day, .id = last->id.v});
        if (!page.next)
            return E_NOMEM;
    }
    *ret = page;
    return OK;
}
