/* SPDX-License-Identifier: MIT
 *
 * addressed.c -- rows that say to whom a post is addressed, and what an inbox asks besides.
 */
#include <curbside/store/addressed.h>

#include "author_row.h"
#include "stmt.h"

/* Told which index: the post itself is five pages away on a full board. */
#define SHOWN                                                                                      \
    " NOT EXISTS (SELECT 1 FROM post AS p INDEXED BY post_unshown"                                 \
    "              WHERE p.thread_id = r.thread_id AND p.no = r.no"                                \
    "                AND p.state NOT IN ('visible', 'collapsed'))"
#define ROWS "SELECT r.thread_id, r.no, r.reply, r.created_at FROM addressed AS r"

enum {
    ADD,
    CLEAR,
    CLEAR_NAMES,
    LIST_POSTS,
    LIST_HANDLE,
    LIST_IN_THREAD,
    LIST_ALIAS,
    AUTHOR,
    WALK,
    ACTIVITY,
    LIST_TAGS,
    LIST_TAGGED,
    LIST_OF_TAG,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [ADD] = "INSERT INTO addressed (thread_id, no, handle_id, alias, reply, created_at)"
            " VALUES (:thread, :no, :handle, :alias, :reply, :created_at)"
            " ON CONFLICT DO UPDATE SET reply = max(reply, excluded.reply)",
    [CLEAR] = "DELETE FROM addressed WHERE thread_id = :thread AND no = :no",
    [CLEAR_NAMES] = "DELETE FROM addressed WHERE thread_id = :thread AND no = :no AND reply = 0",
    [LIST_POSTS] = "SELECT id, thread_id, no FROM post WHERE id > :after"
                   " ORDER BY id LIMIT :limit",
    [LIST_HANDLE] = "SELECT r.thread_id, r.no, r.created_at FROM addressed AS r"
                    " WHERE r.handle_id = :handle AND r.handle_id <> 0 AND r.created_at >= :since"
                    "   AND (r.created_at, r.thread_id, r.no) < (:created_at, :thread, :no)"
                    "   AND" SHOWN
                    " ORDER BY r.created_at DESC, r.thread_id DESC, r.no DESC LIMIT :limit",
    /* By the thread, which is never larger than a thread can be; a handle has no such bound. */
    [LIST_IN_THREAD] = ROWS " WHERE r.thread_id = :thread AND +r.handle_id = :handle"
                            "   AND r.created_at >= :since AND r.no > :above AND r.no < :under"
                            "   AND" SHOWN " ORDER BY r.no DESC LIMIT :limit",
    [LIST_ALIAS] = ROWS " WHERE r.thread_id = :thread AND r.alias = :alias"
                        "   AND r.alias <> '' AND r.created_at >= :since"
                        "   AND r.no > :above AND r.no < :under"
                        "   AND" SHOWN " ORDER BY r.no DESC LIMIT :limit",
    [AUTHOR] = "SELECT" AUTHOR_COLUMNS "FROM post AS p" AUTHOR_JOIN
               "WHERE p.thread_id = :thread AND p.no = :no",
    [WALK] = "SELECT thread_id, no, reply, created_at FROM addressed"
             " WHERE handle_id = :handle AND handle_id <> 0"
             "   AND (created_at, thread_id, no) > (:created_at, :thread, :no)"
             " ORDER BY created_at, thread_id, no LIMIT :limit",
    [ACTIVITY] = "SELECT board_id, posts, created_at, active_at, moved_to IS NOT NULL AS moved"
                 "  FROM thread"
                 " WHERE id = :id AND (SELECT open FROM board WHERE id = board_id)",
    [LIST_TAGS] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at, g.tag,"
                  "       g.folded"
                  "  FROM (SELECT id, board_id, posts, created_at, active_at FROM thread"
                  "         WHERE active_at >= :since AND (active_at, id) < (:time, :id)"
                  "           AND (SELECT open FROM board WHERE board.id = board_id)"
                  "           AND moved_to IS NULL"
                  "         ORDER BY active_at DESC, id DESC LIMIT :look) AS t"
                  "  LEFT JOIN thread_tag AS g ON g.thread_id = t.id LIMIT :limit",
    [LIST_TAGGED] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at"
                    "  FROM thread_tag AS g CROSS JOIN thread AS t ON t.id = g.thread_id"
                    " WHERE g.folded = :tag AND t.active_at >= :since"
                    "   AND (t.active_at, t.id) < (:time, :id)"
                    "   AND (SELECT open FROM board WHERE id = t.board_id)"
                    "   AND t.moved_to IS NULL"
                    " ORDER BY t.active_at DESC, t.id DESC LIMIT :limit",
    [LIST_OF_TAG] = "SELECT thread_id FROM thread_tag WHERE folded = :tag AND thread_id > :after"
                    " ORDER BY thread_id LIMIT :limit",
};
const struct sql_family sql_addressed = {.name = "addressed", .sql = sql, .n = N_SQL};

enum err addressed_add(struct db *db, const struct addressed_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "thread", row->thread.v);
    bind_int(&st, "no", row->no);
    bind_int(&st, "handle", row->handle.v);
    bind_text(&st, "alias", row->alias ? row->alias : "");
    bind_int(&st, "reply", row->reply);
    bind_int(&st, "created_at", row->created_at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err addressed_clear(struct db *db, thread_id thread, int no, bool names_only)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[names_only ? CLEAR_NAMES : CLEAR]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err addressed_list_posts(struct db *db, post_id after, struct post_place *ret, int limit,
                              int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_POSTS]));
    bind_int(&st, "after", after.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n].id.v = col_int(&st, "id");
        ret[n].thread.v = col_int(&st, "thread_id");
        ret[n++].no = (int)col_int(&st, "no");
    }
    *ret_n = n;
    return stmt_end(&st);
}

static enum err posts_read(struct stmt *st, struct arena *a, int limit, struct addressed_post **ret,
                           int *ret_n)
{
    struct addressed_post *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        rows[n].thread.v = col_int(st, "thread_id");
        rows[n].no = (int)col_int(st, "no");
        rows[n].reply = col_bool(st, "reply");
        rows[n++].created_at = col_int(st, "created_at");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(st);
}

enum err addressed_list_handle(struct db *db, handle_id handle, int64_t since,
                               const struct addressed_key *below, struct addressed_key *ret,
                               int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_HANDLE]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "since", since);
    bind_int(&st, "created_at", below->created_at);
    bind_int(&st, "thread", below->thread.v);
    bind_int(&st, "no", below->no);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n++] = (struct addressed_key){.created_at = col_int(&st, "created_at"),
                                          .thread.v = col_int(&st, "thread_id"),
                                          .no = (int)col_int(&st, "no")};
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err addressed_list_thread(struct arena *a, struct db *db, const struct addressed_range *range,
                               int limit, struct addressed_post **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[range->alias ? LIST_ALIAS : LIST_IN_THREAD]));
    bind_int(&st, "thread", range->thread.v);
    if (range->alias)
        bind_text(&st, "alias", range->alias);
    else
        bind_int(&st, "handle", range->handle.v);
    bind_int(&st, "since", range->since);
    bind_int(&st, "above", range->above);
    bind_int(&st, "under", range->under);
    bind_int(&st, "limit", limit);
    return posts_read(&st, a, limit, ret, ret_n);
}

enum err addressed_author(struct arena *a, struct db *db, thread_id thread, int no,
                          struct author_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[AUTHOR]));
    bind_int(&st, "thread", thread.v);
    bind_int(&st, "no", no);
    TRY(stmt_get(&st));
    author_row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err addressed_walk(struct arena *a, struct db *db, handle_id handle,
                        const struct addressed_row *after, int limit, struct addressed_row **ret,
                        int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct addressed_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "handle", handle.v);
    bind_int(&st, "created_at", after ? after->created_at : INT64_MIN);
    bind_int(&st, "thread", after ? after->thread.v : 0);
    bind_int(&st, "no", after ? after->no : 0);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n++] = (struct addressed_row){
            .thread.v = col_int(&st, "thread_id"),
            .no = (int)col_int(&st, "no"),
            .handle = handle,
            .reply = col_bool(&st, "reply"),
            .created_at = col_int(&st, "created_at"),
        };
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

enum err addressed_activity(struct db *db, thread_id thread, struct thread_activity *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ACTIVITY]));
    bind_int(&st, "id", thread.v);
    TRY(stmt_get(&st));
    ret->id = thread;
    ret->board.v = col_int(&st, "board_id");
    ret->posts = col_int(&st, "posts");
    ret->created_at = col_int(&st, "created_at");
    ret->active_at = col_int(&st, "active_at");
    ret->moved = col_bool(&st, "moved");
    return stmt_end(&st);
}

static void activity_read(struct stmt *st, struct thread_activity *ret)
{
    ret->id.v = col_int(st, "id");
    ret->board.v = col_int(st, "board_id");
    ret->posts = col_int(st, "posts");
    ret->created_at = col_int(st, "created_at");
    ret->active_at = col_int(st, "active_at");
    ret->moved = false; /* not among those asked for */
}

enum err addressed_list_tags(struct arena *a, struct db *db, int64_t since,
                             const struct thread_key *below, int look, int limit,
                             struct tagged_thread **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct tagged_thread *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_TAGS]));
    bind_int(&st, "since", since);
    bind_int(&st, "time", below->time);
    bind_int(&st, "id", below->id);
    bind_int(&st, "look", look);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        activity_read(&st, &rows[n].thread);
        rows[n].folded = col_text(&st, a, "folded");
        rows[n++].tag = col_text(&st, a, "tag");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

enum err addressed_list_tagged(struct db *db, const char *tag, int64_t since,
                               const struct thread_key *below, struct thread_activity *ret,
                               int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_TAGGED]));
    bind_text(&st, "tag", tag);
    bind_int(&st, "since", since);
    bind_int(&st, "time", below->time);
    bind_int(&st, "id", below->id);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        activity_read(&st, &ret[n++]);
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err addressed_list_of_tag(struct db *db, const char *tag, thread_id after, thread_id *ret,
                               int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_OF_TAG]));
    bind_text(&st, "tag", tag);
    bind_int(&st, "after", after.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n++].v = col_int(&st, "thread_id");
    }
    *ret_n = n;
    return stmt_end(&st);
}
