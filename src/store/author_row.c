/* SPDX-License-Identifier: MIT
 *
 * author_row.c -- the authorship columns between a post's row and domain/authorship.c.
 *
 * Nothing here decides what a column means; it only carries it. With domain/authorship.c the one
 * file that may name the columns.
 */
#include <string.h>

#include "author_row.h"

enum {
    FIND_ALIAS,
    HAS_ALIAS,
    ALIAS_USES,
    HAS_HANDLE,
    SHARE_ALIAS,
    LIST_POSTS,
    LIST_TEXTS,
    LIST_SINCE,
    HAS_POSTS,
    NUMBERS,
    NUMBERS_OF_HANDLE,
    HAS_TAGS,
    LAST_POST,
    COUNT_WAITING,
    LIST_WAITING,
    DROP_WAITING,
    NEXT_STANDING,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [FIND_ALIAS] = "SELECT author_alias FROM post"
                   " WHERE thread_id = :thread AND author_tag = :tag"
                   " UNION ALL "
                   "SELECT author_alias FROM waiting"
                   " WHERE thread_id = :thread AND author_tag = :tag LIMIT 1",
    [HAS_ALIAS] = "SELECT 1 AS found FROM post"
                  " WHERE thread_id = :thread AND author_alias = :alias"
                  " UNION ALL "
                  "SELECT 1 FROM waiting"
                  " WHERE thread_id = :thread AND author_alias = :alias LIMIT 1",
    [ALIAS_USES] = "SELECT DISTINCT p.thread_id, t.created_at, 0 AS due_at, p.author_tag"
                   "  FROM post AS p JOIN thread AS t ON t.id = p.thread_id"
                   " WHERE p.author_alias = :alias AND p.thread_id <> :thread"
                   "   AND p.author_tag IS NOT NULL"
                   " UNION "
                   "SELECT w.thread_id, coalesce(t.created_at, w.due_at), w.due_at, w.author_tag"
                   "  FROM waiting AS w /* scan: a release's worth */"
                   "  LEFT JOIN thread AS t ON t.id = w.thread_id"
                   " WHERE w.author_alias = :alias AND w.thread_id <> :thread LIMIT :limit",
    [SHARE_ALIAS] = "SELECT EXISTS (SELECT 1 FROM post AS p JOIN post AS q"
                    "                 ON q.thread_id = :other AND q.author_alias = p.author_alias"
                    "                WHERE p.thread_id = :one AND p.author_alias IS NOT NULL)"
                    "       AS found",
    [HAS_HANDLE] = "SELECT 1 AS found FROM post"
                   " WHERE author_handle = :handle AND thread_id = :thread"
                   " UNION ALL "
                   "SELECT 1 FROM waiting"
                   " WHERE author_handle = :handle AND thread_id = :thread LIMIT 1",
    [LIST_POSTS] = "SELECT id, thread_id, no, created_at, length(CAST(body AS BLOB)) AS body_bytes"
                   "  FROM post"
                   " WHERE author_handle = :handle AND (thread_id, no) > (:thread, :no)"
                   " ORDER BY thread_id, no LIMIT :limit",
    [LIST_TEXTS] = "SELECT p.body FROM post AS p"
                   " WHERE p.id IN (SELECT id FROM post WHERE author_handle = :handle"
                   "                 ORDER BY created_at DESC, id LIMIT :limit)"
                   " ORDER BY p.created_at DESC, p.id",
    [LIST_SINCE] = "SELECT id, thread_id, no, created_at FROM post"
                   " WHERE author_handle = :handle AND (created_at, id) > (:time, :id)"
                   " ORDER BY created_at, id LIMIT :limit",
    [HAS_POSTS] = "SELECT 1 AS found FROM post WHERE author_handle = :handle LIMIT 1",
    /* Told which indexes: for the order the planner would read the whole thread. */
    [NUMBERS] = "SELECT no FROM post INDEXED BY post_by_handle"
                " WHERE author_handle = :handle AND thread_id = :thread AND no > :above"
                " UNION ALL "
                "SELECT no FROM post INDEXED BY post_by_tag"
                " WHERE thread_id = :thread AND author_tag = :tag AND no > :above"
                " ORDER BY no LIMIT :limit",
    /* The same without a tag: a fifth of the work, and asked for every thread with something new.
     */
    [NUMBERS_OF_HANDLE] = "SELECT no FROM post INDEXED BY post_by_handle"
                          " WHERE author_handle = :handle AND thread_id = :thread AND no > :above"
                          " ORDER BY no LIMIT :limit",
    [HAS_TAGS] = "SELECT EXISTS (SELECT 1 FROM post"
                 "                WHERE thread_id = :thread AND author_tag IS NOT NULL) AS found",
    [COUNT_WAITING] = "SELECT count(*) AS n FROM waiting"
                      " WHERE thread_id = :thread AND author_tag = :tag",
    /* Told which index: what is held is less than what waits. */
    [LIST_WAITING] = "SELECT id FROM waiting INDEXED BY waiting_by_held"
                     " WHERE held > 0 AND author_handle = :handle ORDER BY id LIMIT :limit",
    [DROP_WAITING] = "DELETE FROM waiting INDEXED BY waiting_by_held"
                     " WHERE held > 0 AND author_handle = :handle",
    [NEXT_STANDING] = "SELECT created_at FROM post"
                      " WHERE author_handle = :handle AND created_at >= :from"
                      "   AND created_at < :before AND state IN ('visible', 'collapsed')"
                      " ORDER BY created_at LIMIT 1",
    [LAST_POST] = "SELECT max(created_at) AS last FROM post WHERE author_handle = :handle",
};
const struct sql_family sql_author_row = {.name = "author_row", .sql = sql, .n = N_SQL};

void author_tie_bind(struct stmt *st, const struct author_row *row)
{
    if (row->aut_has_tag)
        bind_blob(st, "author_tag", row->aut_tag, sizeof row->aut_tag);
    else
        bind_null(st, "author_tag");
}

void author_row_bind(struct stmt *st, const struct author_row *row)
{
    if (row->aut_handle.v != 0)
        bind_int(st, "author_handle", row->aut_handle.v);
    else
        bind_null(st, "author_handle");
    author_tie_bind(st, row);
    bind_text(st, "author_alias", row->aut_alias);
    bind_text(st, "author_imported", row->aut_imported);
    bind_int(st, "author_gone", row->aut_gone);
}

void author_row_read(struct stmt *st, struct arena *a, struct author_row *ret)
{
    *ret = (struct author_row){.aut_handle.v = col_int(st, "author_handle")};
    ret->aut_has_tag = !col_is_null(st, "author_tag");
    if (ret->aut_has_tag)
        col_bytes(st, "author_tag", ret->aut_tag, sizeof ret->aut_tag);
    ret->aut_alias = col_text(st, a, "author_alias");
    ret->aut_imported = col_text(st, a, "author_imported");
    ret->aut_gone = col_bool(st, "author_gone");
    ret->aut_name = col_text(st, a, "author_name");
    ret->aut_role = col_text(st, a, "author_role");
    ret->aut_official = col_bool(st, "author_official");
}

enum err author_find_alias(struct arena *a, struct db *db, thread_id thread,
                           const uint8_t tag[static TAG_BYTES], const char **ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    const char *alias = NULL;
    bool row;

    TRY(stmt_open(&st, db, sql[FIND_ALIAS]));
    bind_int(&st, "thread", thread.v);
    bind_blob(&st, "tag", tag, TAG_BYTES);
    TRY(stmt_step(&st, &row));
    if (row)
        alias = col_text(&st, a, "author_alias");
    TRY(stmt_end(&st));
    *ret = alias;
    return OK;
}

static enum err is_found(struct stmt *st, bool *ret)
{
    bool row;

    TRY(stmt_step(st, &row));
    if (row)
        IGNORE(col_int(st, "found")); /* that there is a row says it all */
    TRY(stmt_end(st));
    *ret = row;
    return OK;
}

enum err author_has_alias(struct db *db, thread_id thread, const char *alias, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_ALIAS]));
    bind_int(&st, "thread", thread.v);
    bind_text(&st, "alias", alias);
    return is_found(&st, ret);
}

enum err author_list_alias_uses(struct arena *a, struct db *db, const char *alias, thread_id but,
                                int limit, struct author_use **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct author_use *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[ALIAS_USES]));
    bind_text(&st, "alias", alias);
    bind_int(&st, "thread", but.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n] = (struct author_use){.thread = {col_int(&st, "thread_id")},
                                      .created = col_int(&st, "created_at"),
                                      .due = col_int(&st, "due_at")};
        col_bytes(&st, "author_tag", rows[n++].tag, TAG_BYTES);
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

enum err author_share_alias(struct db *db, thread_id one, thread_id other, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SHARE_ALIAS]));
    bind_int(&st, "one", one.v);
    bind_int(&st, "other", other.v);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err author_has_handle(struct db *db, thread_id thread, handle_id handle, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_HANDLE]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "thread", thread.v);
    return is_found(&st, ret);
}

enum err author_has_posts(struct db *db, handle_id handle, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_POSTS]));
    bind_int(&st, "handle", handle.v);
    return is_found(&st, ret);
}

enum err author_list_posts(struct arena *a, struct db *db, handle_id handle, thread_id after_thread,
                           int after_no, int limit, struct author_post **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct author_post *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_POSTS]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "thread", after_thread.v);
    bind_int(&st, "no", after_no);
    bind_int(&st, "limit", limit);
    for (;;) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n++] = (struct author_post){
            .post.v = col_int(&st, "id"),
            .thread.v = col_int(&st, "thread_id"),
            .no = (int)col_int(&st, "no"),
            .created = col_int(&st, "created_at"),
            .body_bytes = col_int(&st, "body_bytes"),
        };
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err author_list_texts(struct arena *a, struct db *db, handle_id handle, int limit,
                           size_t bytes, struct author_text **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct author_text *rows = arena_array(a, (size_t)limit, sizeof *rows);
    size_t sum = 0;
    int n = 0;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_TEXTS]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "limit", limit);
    while (n < limit && sum <= bytes) {
        bool row;

        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].body = col_text(&st, a, "body");
        rows[n].n = rows[n].body ? strlen(rows[n].body) : 0;
        sum += rows[n].n;
        n++;
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err author_list_since(struct db *db, handle_id handle, const struct author_dated *above,
                           struct author_dated *ret_rows, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_SINCE]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "time", above->created);
    bind_int(&st, "id", above->post.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret_rows[n++] = (struct author_dated){
            .post.v = col_int(&st, "id"),
            .thread.v = col_int(&st, "thread_id"),
            .no = (int)col_int(&st, "no"),
            .created = col_int(&st, "created_at"),
        };
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err author_list_numbers(struct db *db, thread_id thread, handle_id handle, const uint8_t *tag,
                             int above, int *ret_nos, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[tag ? NUMBERS : NUMBERS_OF_HANDLE]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "handle", handle.v);
    if (tag)
        bind_blob(&st, "tag", tag, TAG_BYTES);
    bind_int(&st, "above", above);
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

enum err author_has_tags(struct db *db, thread_id thread, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_TAGS]));
    bind_int(&st, "thread", thread.v);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err author_last_post(struct db *db, handle_id handle, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LAST_POST]));
    bind_int(&st, "handle", handle.v);
    TRY(stmt_get(&st));
    *ret = col_int(&st, "last");
    return stmt_end(&st);
}

enum err author_count_tag_waiting(struct db *db, thread_id thread,
                                  const uint8_t tag[static TAG_BYTES], int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_WAITING]));
    bind_int(&st, "thread", thread.v);
    bind_blob(&st, "tag", tag, TAG_BYTES);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err author_list_waiting(struct db *db, handle_id handle, post_id *ret, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_WAITING]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n++].v = col_int(&st, "id");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err author_drop_waiting(struct db *db, handle_id handle)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DROP_WAITING]));
    bind_int(&st, "handle", handle.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err author_next_standing(struct db *db, handle_id handle, int64_t from, int64_t before,
                              int64_t *ret_created)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    TRY(stmt_open(&st, db, sql[NEXT_STANDING]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "from", from);
    bind_int(&st, "before", before);
    TRY(stmt_step(&st, &row));
    *ret_created = row ? col_int(&st, "created_at") : 0;
    return stmt_end(&st);
}
