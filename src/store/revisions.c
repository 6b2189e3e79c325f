/* SPDX-License-Identifier: MIT
 *
 * revisions.c -- what handle posts said before they were edited.
 */
#include <curbside/store/revisions.h>

#include "stmt.h"

enum {
    ADD,
    LIST,
    COUNT,
    CLEAR,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [ADD] = "INSERT INTO revision (post_id, no, body, title, tags, edited_at)"
            " SELECT :post, 1 + ifnull(max(no), 0), :body, :title, :tags, :edited_at"
            "   FROM revision WHERE post_id = :post",
    [LIST] =
        "SELECT body, title, tags, edited_at FROM revision WHERE post_id = :post ORDER BY no LIMIT :limit",
    [COUNT] = "SELECT count(*) AS n FROM revision WHERE post_id = :post",
    [CLEAR] = "DELETE FROM revision WHERE post_id = :post",
};
const struct sql_family sql_revisions = {.name = "revisions", .sql = sql, .n = N_SQL};

enum err revisions_add(struct db *db, post_id post, const struct revision_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "post", post.v);
    bind_text(&st, "body", row->body);
    bind_text(&st, "title", row->title);
    bind_text(&st, "tags", row->tags);
    bind_int(&st, "edited_at", row->edited_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err revisions_list(struct arena *a, struct db *db, post_id post, int limit,
                        struct revision_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct revision_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "post", post.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].body = col_text(&st, a, "body");
        rows[n].title = col_text(&st, a, "title");
        rows[n].tags = col_text(&st, a, "tags");
        rows[n++].edited_at = col_int(&st, "edited_at");
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err revisions_count(struct db *db, post_id post, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "post", post.v);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err revisions_clear(struct db *db, post_id post)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[CLEAR]));
    bind_int(&st, "post", post.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
