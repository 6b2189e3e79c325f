/* SPDX-License-Identifier: MIT
 *
 * corrections.c -- rows of "disputed, see #14".
 */
#include <curbside/store/corrections.h>

#include "stmt.h"

enum {
    FIND,
    SET,
    CLEAR,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [FIND] = "SELECT see FROM correction WHERE post_id = :post",
    [SET] = "INSERT INTO correction (post_id, see) VALUES (:post, :see)"
            " ON CONFLICT (post_id) DO UPDATE SET see = excluded.see",
    [CLEAR] = "DELETE FROM correction WHERE post_id = :post",
};
const struct sql_family sql_corrections = {.name = "corrections", .sql = sql, .n = N_SQL};

enum err corrections_find(struct db *db, post_id post, int *ret_see)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_int(&st, "post", post.v);
    TRY(stmt_step(&st, &row));
    *ret_see = row ? (int)col_int(&st, "see") : 0;
    return stmt_end(&st);
}

enum err corrections_set(struct db *db, post_id post, int see)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[see > 0 ? SET : CLEAR]));
    bind_int(&st, "post", post.v);
    if (see > 0)
        bind_int(&st, "see", see);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
