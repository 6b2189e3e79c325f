/* SPDX-License-Identifier: MIT
 *
 * posts.c -- rows of posts.
 *
 * A thread's posts lie in the order of their numbers in one index; pages go on from a number. The
 * authorship columns are spliced in from author_row.h and never named here.
 */
#include <curbside/store/posts.h>

#include <string.h>

#include "author_row.h"
#include "stmt.h"

#define POST_COLUMNS                                                                               \
    " p.id, p.thread_id, p.no, p.created_at, p.edited_at, p.state, p.reply_to, p.helpful,"         \
    " p.body, (SELECT see FROM correction WHERE post_id = p.id) AS see,"

enum {
    LIST,
    GET,
    LIST_ANSWERS,
    FIND,
    INSERT,
    HAS_RECEIPT,
    SET_BODY,
    SET_STATE,
    DELETE,
    PLACE,
    REMOVE,
    FIRST_SINCE,
    LAST_AT,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [LIST] = "SELECT" POST_COLUMNS AUTHOR_COLUMNS "FROM post AS p" AUTHOR_JOIN
             " WHERE p.thread_id = :thread AND p.no >= :from ORDER BY p.no LIMIT :limit",
    [GET] = "SELECT" POST_COLUMNS AUTHOR_COLUMNS "FROM post AS p" AUTHOR_JOIN
            " WHERE p.thread_id = :thread AND p.no = :no",
    [LIST_ANSWERS] = "SELECT no FROM post WHERE thread_id = :thread AND reply_to = :no"
                     " ORDER BY no LIMIT :limit",
    [FIND] = "SELECT thread_id, no FROM post WHERE id = :id",
    [INSERT] =
        "INSERT INTO post (id, thread_id, no, created_at, reply_to, body, receipt," AUTHOR_INTO
        ") VALUES (:id, :thread, :no, :created_at, :reply_to, :body, :receipt," AUTHOR_VALUES ")",
    [HAS_RECEIPT] = "SELECT EXISTS (SELECT 1 FROM post WHERE id = :id AND receipt = :receipt)"
                    "       AS found",
    [SET_BODY] = "UPDATE post SET body = :body, edited_at = :edited_at WHERE id = :id",
    [SET_STATE] = "UPDATE post SET state = :state WHERE id = :id",
    [DELETE] = "UPDATE post"
               "   SET body = '', edited_at = NULL,"
               "       state = CASE state WHEN 'removed' THEN state ELSE 'deleted' END"
               " WHERE id = :id",
    [PLACE] = "UPDATE post SET thread_id = :thread, no = :no, reply_to = :reply_to," AUTHOR_TIE
              " WHERE id = :id",
    [REMOVE] = "DELETE FROM post WHERE id = :id",
    [FIRST_SINCE] = "SELECT no FROM post WHERE thread_id = :thread AND created_at >= :time"
                    " ORDER BY no LIMIT 1",
    [LAST_AT] = "SELECT no FROM post WHERE thread_id = :thread AND created_at = :time"
                " ORDER BY no DESC LIMIT 1",
};
const struct sql_family sql_posts = {.name = "posts", .sql = sql, .n = N_SQL};

static void record_read(struct stmt *st, struct arena *a, struct post_record *ret)
{
    ret->id.v = col_int(st, "id");
    ret->thread.v = col_int(st, "thread_id");
    ret->no = (int)col_int(st, "no");
    ret->created_at = col_int(st, "created_at");
    ret->edited_at = col_int(st, "edited_at");
    ret->state = col_text(st, a, "state");
    ret->reply_to = (int)col_int(st, "reply_to");
    ret->helpful = col_int(st, "helpful");
    ret->body = col_text(st, a, "body");
    ret->see = (int)col_int(st, "see");
    ret->receipt = NULL;
    author_row_read(st, a, &ret->author);
}

enum err posts_list(struct arena *a, struct db *db, thread_id thread, int from, int limit,
                    size_t bytes, struct post_records *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct post_record *rows = arena_array(a, (size_t)limit, sizeof *rows);
    size_t sum = 0;
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "from", from);
    bind_int(&st, "limit", limit);
    while (n < limit && sum <= bytes) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        record_read(&st, a, &rows[n]);
        sum += rows[n].body ? strlen(rows[n].body) : 0;
        n++;
    }
    TRY(stmt_end(&st));
    ret->rows = rows;
    ret->n = n;
    return OK;
}

enum err posts_get(struct arena *a, struct db *db, thread_id thread, int no,
                   struct post_record *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    TRY(stmt_get(&st));
    record_read(&st, a, ret);
    return stmt_end(&st);
}

enum err posts_list_answers(struct db *db, thread_id thread, int no, int *ret_nos, int limit,
                            int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_ANSWERS]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret_nos[n++] = (int)col_int(&st, "no");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err posts_find(struct db *db, post_id id, thread_id *ret_thread, int *ret_no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    ret_thread->v = col_int(&st, "thread_id");
    *ret_no = (int)col_int(&st, "no");
    return stmt_end(&st);
}

enum err posts_insert(struct db *db, const struct post_record *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "thread", row->thread.v);
    bind_int(&st, "no", row->no);
    bind_int(&st, "created_at", row->created_at);
    if (row->reply_to)
        bind_int(&st, "reply_to", row->reply_to);
    else
        bind_null(&st, "reply_to");
    bind_text(&st, "body", row->body);
    if (row->receipt)
        bind_blob(&st, "receipt", row->receipt, TAG_BYTES);
    else
        bind_null(&st, "receipt");
    author_row_bind(&st, &row->author);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err posts_has_receipt(struct db *db, post_id id, const uint8_t hash[static TAG_BYTES],
                           bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_RECEIPT]));
    bind_int(&st, "id", id.v);
    bind_blob(&st, "receipt", hash, TAG_BYTES);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err posts_set_body(struct db *db, post_id id, const char *body, int64_t edited_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_BODY]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "body", body);
    bind_int(&st, "edited_at", edited_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err posts_set_state(struct db *db, post_id id, const char *state)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_STATE]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "state", state);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err posts_delete(struct db *db, post_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DELETE]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err find_no(struct db *db, const char *text, thread_id thread, int64_t time,
                        int *ret_no)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "time", time);
    TRY(stmt_step(&st, &row));
    *ret_no = row ? (int)col_int(&st, "no") : 0;
    return stmt_end(&st);
}

enum err posts_first_since(struct db *db, thread_id thread, int64_t time, int *ret_no)
{
    return find_no(db, sql[FIRST_SINCE], thread, time, ret_no);
}

enum err posts_last_at(struct db *db, thread_id thread, int64_t time, int *ret_no)
{
    return find_no(db, sql[LAST_AT], thread, time, ret_no);
}

enum err posts_place(struct db *db, const struct post_record *row, thread_id thread, int no,
                     int reply_to)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PLACE]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    if (reply_to > 0)
        bind_int(&st, "reply_to", reply_to);
    else
        bind_null(&st, "reply_to");
    author_tie_bind(&st, &row->author);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err posts_remove(struct db *db, post_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
