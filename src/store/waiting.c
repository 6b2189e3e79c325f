/* SPDX-License-Identifier: MIT
 *
 * waiting.c -- rows of posts that are not out yet.
 *
 * They lie in the order of ids that were drawn, not of submission.
 */
#include <curbside/store/waiting.h>

#include "author_row.h"
#include "stmt.h"

/* Lists come without bodies: most of the rows are not for whoever asks. */
#define WAITING  SELECTED("p.body")
#define BODILESS SELECTED("NULL")
#define SELECTED(body)                                                                             \
    "SELECT p.id, p.thread_id, p.board_id, p.title, p.tags, p.due_at, p.part, p.reply_to, " body   \
    " AS body,"                                                                                    \
    " p.receipt, p.token, p.held, p.decided_by, p.held_since," AUTHOR_COLUMNS                      \
    "FROM waiting AS p" AUTHOR_JOIN

enum {
    INSERT,
    LIST_THREAD,
    LIST_BOARD,
    LIST_DUE,
    LIST_ALL,
    NEXT_DUE,
    GET,
    FIND_TOKEN,
    HAS_POST,
    HAS_THREAD,
    SET_BODY,
    SET_HEADING,
    REMOVE,
    LIST_HELD,
    COUNT_HELD,
    COUNT_HELD_DUE,
    SET_BOARD,
    SET_HELD,
    DECIDE,
    FIND_DECIDED,
    LIST_REFUSED,
    REFUSED_ARE_DUE,
    REFUSED_EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO waiting (id, thread_id, board_id, title, tags, due_at, part, reply_to,"
               " body, receipt, token, held," AUTHOR_INTO ")"
               " VALUES (:id, :thread, :board, :title, :tags, :due_at, :part, :reply_to,"
               " :body, :receipt, :token, :held," AUTHOR_VALUES ")",
    [LIST_THREAD] = BODILESS " WHERE p.thread_id = :thread ORDER BY p.part, p.id LIMIT :limit",
    [LIST_BOARD] = BODILESS " WHERE p.board_id = :board AND p.title IS NOT NULL"
                            " ORDER BY p.id LIMIT :limit",
    [LIST_DUE] = "SELECT id, part FROM waiting WHERE held = 0 AND due_at <= :at"
                 " ORDER BY due_at LIMIT :limit",
    [LIST_ALL] = "SELECT id, part FROM waiting WHERE id > 0 ORDER BY id LIMIT :limit",
    [NEXT_DUE] = "SELECT min(due_at) AS due FROM waiting WHERE held = 0",
    [GET] = WAITING " WHERE p.id = :id",
    [FIND_TOKEN] = WAITING " WHERE p.token = :token",
    [HAS_POST] = "SELECT EXISTS (SELECT 1 FROM waiting WHERE id = :id) AS found",
    [HAS_THREAD] = "SELECT EXISTS (SELECT 1 FROM waiting WHERE thread_id = :id) AS found",
    [SET_BODY] = "UPDATE waiting SET body = :body WHERE id = :id",
    [SET_HEADING] = "UPDATE waiting SET title = :title, tags = :tags WHERE id = :id",
    [REMOVE] = "DELETE FROM waiting WHERE id = :id",
    [LIST_HELD] = WAITING " WHERE p.held > 0 AND p.held = 1 AND (p.due_at, p.id) > (:due, :id)"
                          "   AND p.due_at <= :now ORDER BY p.due_at, p.id LIMIT :limit",
    [COUNT_HELD] = "SELECT count(*) AS n FROM (SELECT 1 FROM waiting"
                   " WHERE held > 0 AND held = 1 AND board_id = :board LIMIT :limit)",
    [COUNT_HELD_DUE] = "SELECT count(*) AS n FROM (SELECT 1 FROM waiting"
                       " WHERE held > 0 AND held = 1 AND due_at <= :now LIMIT :limit)",
    [SET_BOARD] = "UPDATE waiting SET board_id = :board WHERE thread_id = :thread",
    [SET_HELD] = "UPDATE waiting SET held = :held, due_at = :due, decided_by = NULL,"
                 " held_since = NULL WHERE id = :id",
    [DECIDE] = "UPDATE waiting SET held = :held, due_at = :due, decided_by = :action,"
               " held_since = :since WHERE id = :id",
    [FIND_DECIDED] = WAITING " WHERE p.decided_by = :action",
    [LIST_REFUSED] = WAITING " WHERE p.held > 0 AND p.held = 2 AND p.decided_by IS NOT NULL"
                             " ORDER BY p.due_at DESC, p.id DESC LIMIT :limit",
    [REFUSED_ARE_DUE] =
        "SELECT EXISTS (SELECT 1 FROM waiting"
        "                WHERE held > 0 AND held = 2 AND due_at < :before) AS found",
    [REFUSED_EXPIRE] = "DELETE FROM waiting WHERE held > 0 AND held = 2 AND due_at < :before",
};
const struct sql_family sql_waiting = {.name = "waiting", .sql = sql, .n = N_SQL};

enum err waiting_insert(struct db *db, const struct waiting_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "thread", row->thread.v);
    bind_int(&st, "board", row->board.v);
    bind_text(&st, "title", row->title);
    bind_text(&st, "tags", row->tags);
    bind_int(&st, "due_at", row->due_at);
    bind_int(&st, "part", row->part);
    if (row->reply_to)
        bind_int(&st, "reply_to", row->reply_to);
    else
        bind_null(&st, "reply_to");
    bind_text(&st, "body", row->body);
    if (row->has_receipt)
        bind_blob(&st, "receipt", row->receipt, sizeof row->receipt);
    else
        bind_null(&st, "receipt");
    bind_blob(&st, "token", row->token, sizeof row->token);
    bind_int(&st, "held", row->held);
    author_row_bind(&st, &row->author);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct waiting_row *ret)
{
    ret->id.v = col_int(st, "id");
    ret->thread.v = col_int(st, "thread_id");
    ret->board.v = col_int(st, "board_id");
    ret->title = col_text(st, a, "title");
    ret->tags = col_text(st, a, "tags");
    ret->due_at = col_int(st, "due_at");
    ret->part = (int)col_int(st, "part");
    ret->reply_to = (int)col_int(st, "reply_to");
    ret->body = col_text(st, a, "body");
    ret->has_receipt = !col_is_null(st, "receipt");
    if (ret->has_receipt)
        col_bytes(st, "receipt", ret->receipt, sizeof ret->receipt);
    col_bytes(st, "token", ret->token, sizeof ret->token);
    ret->held = (int)col_int(st, "held");
    ret->decided_by.v = col_int(st, "decided_by");
    ret->held_since = col_int(st, "held_since");
    author_row_read(st, a, &ret->author);
}

static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct waiting_rows *ret)
{
    struct waiting_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        row_read(st, a, &rows[n++]);
    }
    TRY(stmt_end(st));
    *ret = (struct waiting_rows){rows, n};
    return OK;
}

enum err waiting_list_thread(struct arena *a, struct db *db, thread_id thread, int limit,
                             struct waiting_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_THREAD]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err waiting_list_board(struct arena *a, struct db *db, board_id board, int limit,
                            struct waiting_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_BOARD]));
    bind_int(&st, "board", board.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

static enum err marks_read(struct stmt *st, struct arena *a, int limit, struct waiting_mark **ret,
                           int *ret_n)
{
    struct waiting_mark *marks = arena_array(a, (size_t)limit, sizeof *marks);
    int n = 0;
    bool row;

    if (!marks)
        return E_NOMEM;
    bind_int(st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        marks[n] = (struct waiting_mark){.id.v = col_int(st, "id")};
        marks[n++].part = (int)col_int(st, "part");
    }
    TRY(stmt_end(st));
    *ret = marks;
    *ret_n = n;
    return OK;
}

enum err waiting_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                          struct waiting_mark **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_DUE]));
    bind_int(&st, "at", at);
    return marks_read(&st, a, limit, ret, ret_n);
}

enum err waiting_list_all(struct arena *a, struct db *db, int limit, struct waiting_mark **ret,
                          int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_ALL]));
    return marks_read(&st, a, limit, ret, ret_n);
}

enum err waiting_next_due(struct db *db, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NEXT_DUE]));
    TRY(stmt_get(&st));
    *ret = col_is_null(&st, "due") ? INT64_MAX : col_int(&st, "due");
    return stmt_end(&st);
}

enum err waiting_get(struct arena *a, struct db *db, post_id id, struct waiting_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err waiting_find_token(struct arena *a, struct db *db,
                            const uint8_t hash[static TOKEN_HASH_BYTES], struct waiting_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_TOKEN]));
    bind_blob(&st, "token", hash, TOKEN_HASH_BYTES);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

static enum err is_there(struct db *db, const char *text, int64_t id, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "id", id);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err waiting_has_post(struct db *db, post_id id, bool *ret)
{
    return is_there(db, sql[HAS_POST], id.v, ret);
}

enum err waiting_has_thread(struct db *db, thread_id id, bool *ret)
{
    return is_there(db, sql[HAS_THREAD], id.v, ret);
}

enum err waiting_set_body(struct db *db, post_id id, const char *body)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_BODY]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "body", body);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_set_heading(struct db *db, post_id id, const char *title, const char *tags)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_HEADING]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "title", title);
    bind_text(&st, "tags", tags);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_remove(struct db *db, post_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_list_held(struct arena *a, struct db *db, int64_t now, int64_t after_due,
                           post_id after, int limit, struct waiting_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_HELD]));
    bind_int(&st, "now", now);
    bind_int(&st, "due", after_due);
    bind_int(&st, "id", after.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err waiting_count_held(struct db *db, board_id board, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_HELD]));
    bind_int(&st, "board", board.v);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err waiting_count_held_due(struct db *db, int64_t now, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_HELD_DUE]));
    bind_int(&st, "now", now);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err waiting_set_board(struct db *db, thread_id thread, board_id board)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_BOARD]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "board", board.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_set_held(struct db *db, post_id id, enum waiting_held held, int64_t due_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_HELD]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "held", (int64_t)held);
    bind_int(&st, "due", due_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_decide(struct db *db, const struct waiting_row *row, enum waiting_held held,
                        int64_t due_at, action_id by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DECIDE]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "held", (int64_t)held);
    bind_int(&st, "due", due_at);
    bind_int(&st, "action", by.v);
    bind_int(&st, "since", row->due_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err waiting_find_decided(struct arena *a, struct db *db, action_id by, struct waiting_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_DECIDED]));
    bind_int(&st, "action", by.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err waiting_list_refused(struct arena *a, struct db *db, int limit, struct waiting_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_REFUSED]));
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err waiting_refused_are_due(struct db *db, int64_t before, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REFUSED_ARE_DUE]));
    bind_int(&st, "before", before);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err waiting_refused_expire(struct db *db, int64_t before)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REFUSED_EXPIRE]));
    bind_int(&st, "before", before);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
