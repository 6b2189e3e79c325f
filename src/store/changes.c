/* SPDX-License-Identifier: MIT
 *
 * changes.c -- rows of what authors changed on alias boards and what is not out yet.
 */
#include <curbside/store/changes.h>

#include <string.h>

#include "stmt.h"

enum {
    SET,
    GET,
    REMOVE,
    LIST_DUE,
    NEXT_DUE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [SET] = "INSERT INTO change (post_id, about, due_at, body)"
            " VALUES (:post, :about, :due_at, :body)"
            " ON CONFLICT (post_id, about)"
            " DO UPDATE SET due_at = excluded.due_at, body = excluded.body",
    [GET] = "SELECT post_id, about, due_at, body FROM change"
            " WHERE post_id = :post AND about = :about",
    [REMOVE] = "DELETE FROM change WHERE post_id = :post AND about = :about",
    [LIST_DUE] = "SELECT post_id, about, due_at, body FROM change WHERE due_at <= :at"
                 " ORDER BY due_at, post_id, about LIMIT :limit",
    [NEXT_DUE] = "SELECT min(due_at) AS due FROM change",
};
const struct sql_family sql_changes = {.name = "changes", .sql = sql, .n = N_SQL};

static const char *const abouts[] = {
    [CHANGE_TEXT] = "text", [CHANGE_HEADING] = "heading", [CHANGE_DOOR] = "door"};

static enum change_about about_parse(const char *stored)
{
    for (int i = 0; i <= CHANGE_DOOR; i++)
        if (strcmp(stored, abouts[i]) == 0)
            return (enum change_about)i;
    return CHANGE_TEXT;
}

static void row_read(struct stmt *st, struct arena *a, struct change_row *ret)
{
    const char *about = col_text(st, a, "about");

    ret->post.v = col_int(st, "post_id");
    ret->about = about_parse(about ? about : "");
    ret->due_at = col_int(st, "due_at");
    ret->body = col_text(st, a, "body");
}

enum err changes_set(struct db *db, const struct change_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_int(&st, "post", row->post.v);
    bind_text(&st, "about", abouts[row->about]);
    bind_int(&st, "due_at", row->due_at);
    bind_text(&st, "body", row->body);
    return stmt_run(&st);
}

enum err changes_get(struct arena *a, struct db *db, post_id post, enum change_about about,
                     struct change_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "post", post.v);
    bind_text(&st, "about", abouts[about]);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err changes_remove(struct db *db, post_id post, enum change_about about)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "post", post.v);
    bind_text(&st, "about", abouts[about]);
    return stmt_run(&st);
}

enum err changes_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                          struct change_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct change_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_DUE]));
    bind_int(&st, "at", at);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err changes_next_due(struct db *db, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NEXT_DUE]));
    TRY(stmt_get(&st));
    *ret = col_is_null(&st, "due") ? INT64_MAX : col_int(&st, "due");
    return stmt_end(&st);
}
