/* SPDX-License-Identifier: MIT
 *
 * imports.c -- which external id became which thread or post.
 */
#include <curbside/store/imports.h>

#include "stmt.h"

enum {
    FIND_THREAD,
    FIND_POST,
    ADD,
    GET_NAME,
    PLACE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [FIND_THREAD] = "SELECT thread_id FROM import_source"
                    " WHERE board_id = :board AND kind = 'thread' AND external = :external",
    [FIND_POST] = "SELECT thread_id, no FROM import_source"
                  " WHERE board_id = :board AND kind = 'post' AND external = :external",
    [ADD] = "INSERT INTO import_source (board_id, kind, external, thread_id, post_id, no)"
            " VALUES (:board, :kind, :external, :thread, :post, :no)",
    [PLACE] = "UPDATE import_source SET thread_id = :thread, no = :no"
              " WHERE thread_id = :from AND no = :old AND kind = 'post'",
    [GET_NAME] = "SELECT external FROM import_source WHERE thread_id = :thread AND no IS :no"
                 " LIMIT 1",
};
const struct sql_family sql_imports = {.name = "imports", .sql = sql, .n = N_SQL};

enum err imports_find_thread(struct db *db, board_id board, const char *external, thread_id *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_THREAD]));
    bind_int(&st, "board", board.v);
    bind_text(&st, "external", external);
    TRY(stmt_get(&st));
    ret->v = col_int(&st, "thread_id");
    return stmt_end(&st);
}

enum err imports_find_post(struct db *db, board_id board, const char *external,
                           thread_id *ret_thread, int *ret_no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_POST]));
    bind_int(&st, "board", board.v);
    bind_text(&st, "external", external);
    TRY(stmt_get(&st));
    ret_thread->v = col_int(&st, "thread_id");
    *ret_no = (int)col_int(&st, "no");
    return stmt_end(&st);
}

enum err imports_add_thread(struct db *db, board_id board, const char *external, thread_id thread)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "board", board.v);
    bind_text(&st, "kind", "thread");
    bind_text(&st, "external", external);
    bind_int(&st, "thread", thread.v);
    bind_null(&st, "post");
    bind_null(&st, "no");
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err imports_add_post(struct db *db, board_id board, const char *external, thread_id thread,
                          post_id post, int no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "board", board.v);
    bind_text(&st, "kind", "post");
    bind_text(&st, "external", external);
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "post", post.v);
    bind_int(&st, "no", no);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err imports_get_name(struct arena *a, struct db *db, thread_id thread, int no,
                          const char **ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    TRY(stmt_open(&st, db, sql[GET_NAME]));
    bind_int(&st, "thread", thread.v);
    if (no > 0)
        bind_int(&st, "no", no);
    else
        bind_null(&st, "no");
    TRY(stmt_step(&st, &row));
    *ret = row ? col_text(&st, a, "external") : NULL;
    return stmt_end(&st);
}

enum err imports_place(struct db *db, thread_id from, int old, thread_id thread, int no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PLACE]));
    bind_int(&st, "from", from.v);
    bind_int(&st, "old", old);
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
