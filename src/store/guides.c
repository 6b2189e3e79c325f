/* SPDX-License-Identifier: MIT
 *
 * guides.c -- rows of guide pages.
 */
#include <curbside/store/guides.h>

#include "stmt.h"

enum {
    GET,
    SET,
    REMOVE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [GET] = "SELECT body, edited_at FROM guide WHERE board_id = :board",
    [SET] = "INSERT OR REPLACE INTO guide (board_id, body, edited_at)"
            " VALUES (:board, :body, :edited_at)",
    [REMOVE] = "DELETE FROM guide WHERE board_id = :board",
};
const struct sql_family sql_guides = {.name = "guides", .sql = sql, .n = N_SQL};

enum err guides_get(struct arena *a, struct db *db, board_id board, const char **ret_body,
                    int64_t *ret_edited_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "board", board.v);
    TRY(stmt_get(&st));
    *ret_body = col_text(&st, a, "body");
    *ret_edited_at = col_int(&st, "edited_at");
    return stmt_end(&st);
}

enum err guides_set(struct db *db, board_id board, const char *body, int64_t edited_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_int(&st, "board", board.v);
    bind_text(&st, "body", body);
    bind_int(&st, "edited_at", edited_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err guides_remove(struct db *db, board_id board)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "board", board.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
