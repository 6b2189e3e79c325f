/* SPDX-License-Identifier: MIT
 *
 * sanctions.c -- rows of sanctions, and of what was lifted.
 */
#include <curbside/store/sanctions.h>

#include "stmt.h"

#define SANCTION                                                                                   \
    " s.id, s.thread_id, s.tag, s.handle_id, s.severity, s.rule, s.reason, s.day, s.until,"        \
    " s.everywhere, s.agreed_day, s.goes, "                                                        \
    " coalesce(t.created_at, (SELECT w.due_at FROM waiting AS w WHERE w.thread_id = s.thread_id"   \
    "                         AND w.title IS NOT NULL)) AS thread_created,"                        \
    " EXISTS (SELECT 1 FROM lift AS l WHERE l.sanction_id = s.id) AS lifted"                       \
    " FROM sanction AS s LEFT JOIN thread AS t ON t.id = s.thread_id "

enum {
    INSERT,
    GET,
    LIST_ALIAS,
    LIST_TAG,
    LIST_HANDLE,
    LIST_ASKED,
    COUNT_ASKED,
    SET_ASKED,
    AGREE,
    REMOVE,
    ARE_DUE,
    EXPIRE,
    LIFT,
    UNLIFT,
    IS_LIFTED,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO sanction (id, thread_id, tag, handle_id, severity, rule, reason, day,"
               " until, everywhere, agreed_day, goes)"
               " VALUES (:id, :thread, :tag, :handle, :severity, :rule, :reason, :day,"
               " :until, :everywhere, :agreed_day, :goes)",
    [GET] = "SELECT" SANCTION "WHERE s.id = :id",
    [LIST_ALIAS] = "SELECT /* scan: of 30 days */" SANCTION
                   "WHERE s.tag IS NOT NULL ORDER BY s.thread_id, s.tag LIMIT :limit",
    [LIST_TAG] = "SELECT" SANCTION
                 "WHERE s.thread_id = :thread AND s.tag = :tag AND s.day >= :since"
                 " ORDER BY s.day, s.id LIMIT :limit",
    [LIST_HANDLE] = "SELECT" SANCTION "WHERE s.handle_id = :handle AND s.day >= :since"
                    " ORDER BY s.day, s.id LIMIT :limit",
    [LIST_ASKED] = "SELECT" SANCTION "WHERE s.everywhere = 'asked' AND (s.day, s.id) > (:day, :id)"
                   " AND NOT EXISTS (SELECT 1 FROM lift AS l WHERE l.sanction_id = s.id)"
                   " ORDER BY s.day, s.id LIMIT :limit",
    [COUNT_ASKED] = "SELECT /* scan: as far as the limit */ count(*) AS n"
                    " FROM (SELECT 1 FROM sanction AS s"
                    " WHERE s.everywhere = 'asked'"
                    " AND NOT EXISTS (SELECT 1 FROM lift AS l WHERE l.sanction_id = s.id)"
                    " LIMIT :limit)",
    [SET_ASKED] = "UPDATE sanction SET everywhere = iif(:asked, 'asked', 'no') WHERE id = :id",
    [AGREE] = ("UPDATE sanction SET everywhere = 'agreed', agreed_day = :day, goes = :goes"
               " WHERE id = :id"),
    [REMOVE] = "DELETE FROM sanction WHERE id = :id",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM sanction WHERE goes <= :day) AS found",
    [EXPIRE] = "DELETE FROM sanction WHERE goes <= :day",
    [LIFT] = "INSERT INTO lift (sanction_id, day) VALUES (:id, :day)",
    [UNLIFT] = "DELETE FROM lift WHERE sanction_id = :id",
    [IS_LIFTED] = "SELECT EXISTS (SELECT 1 FROM lift WHERE sanction_id = :id) AS found",
};
const struct sql_family sql_sanctions = {.name = "sanctions", .sql = sql, .n = N_SQL};

/* 0 is none. */
static void bind_some(struct stmt *st, const char *name, int64_t value)
{
    if (value != 0)
        bind_int(st, name, value);
    else
        bind_null(st, name);
}

static void bind_target(struct stmt *st, const struct sanction_target *target)
{
    bind_some(st, "handle", target->handle.v);
    bind_some(st, "thread", target->handle.v != 0 ? 0 : target->thread.v);
    if (target->handle.v != 0)
        bind_null(st, "tag");
    else
        bind_blob(st, "tag", target->tag, sizeof target->tag);
}

enum err sanctions_insert(struct db *db, const struct sanction_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_target(&st, &row->target);
    bind_text(&st, "severity", row->severity);
    bind_text(&st, "rule", row->rule);
    bind_text(&st, "reason", row->reason);
    bind_int(&st, "day", row->day);
    bind_some(&st, "until", row->until);
    bind_text(&st, "everywhere", row->everywhere);
    bind_some(&st, "agreed_day", row->agreed_day);
    bind_int(&st, "goes", row->goes);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct sanction_row *ret)
{
    *ret = (struct sanction_row){.id.v = col_int(st, "id")};
    ret->target.thread.v = col_int(st, "thread_id");
    ret->target.handle.v = col_int(st, "handle_id");
    if (!col_is_null(st, "tag"))
        col_bytes(st, "tag", ret->target.tag, sizeof ret->target.tag);
    ret->severity = col_text(st, a, "severity");
    ret->rule = col_text(st, a, "rule");
    ret->reason = col_text(st, a, "reason");
    ret->day = col_int(st, "day");
    ret->until = col_int(st, "until");
    ret->everywhere = col_text(st, a, "everywhere");
    ret->agreed_day = col_int(st, "agreed_day");
    ret->goes = col_int(st, "goes");
    ret->thread_created = col_int(st, "thread_created");
    ret->lifted = col_bool(st, "lifted");
}

enum err sanctions_get(struct arena *a, struct db *db, action_id id, struct sanction_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

/* Rows are few, and `limit` far above them: they are read into blocks that grow. */
static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct sanction_rows *ret)
{
    struct sanction_row *rows = NULL;
    int n = 0, room = 0;
    bool row;

    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        if (n == room) {
            struct sanction_row *more = arena_array(a, (size_t)room * 2 + 8, sizeof *more);

            if (!more)
                return E_NOMEM;
            for (int i = 0; i < n; i++)
                more[i] = rows[i];
            rows = more;
            room = room * 2 + 8;
        }
        row_read(st, a, &rows[n++]);
    }
    TRY(stmt_end(st));
    *ret = (struct sanction_rows){rows, n};
    return OK;
}

enum err sanctions_list_alias(struct arena *a, struct db *db, int limit, struct sanction_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_ALIAS]));
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err sanctions_list_target(struct arena *a, struct db *db, const struct sanction_target *target,
                               int64_t since, int limit, struct sanction_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[target->handle.v != 0 ? LIST_HANDLE : LIST_TAG]));
    if (target->handle.v != 0) {
        bind_int(&st, "handle", target->handle.v);
    } else {
        bind_int(&st, "thread", target->thread.v);
        bind_blob(&st, "tag", target->tag, sizeof target->tag);
    }
    bind_int(&st, "since", since);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err sanctions_list_asked(struct arena *a, struct db *db, int64_t after_day, action_id after,
                              int limit, struct sanction_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_ASKED]));
    bind_int(&st, "day", after_day);
    bind_int(&st, "id", after.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err sanctions_count_asked(struct db *db, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_ASKED]));
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err sanctions_set_asked(struct db *db, action_id id, bool asked)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_ASKED]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "asked", asked);
    return stmt_run(&st);
}

enum err sanctions_agree(struct db *db, action_id id, int64_t day, int64_t goes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[AGREE]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "day", day);
    bind_int(&st, "goes", goes);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err is_found(struct stmt *st, bool *ret)
{
    TRY(stmt_get(st));
    *ret = col_bool(st, "found");
    return stmt_end(st);
}

enum err sanctions_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    return is_found(&st, ret);
}

enum err sanctions_expire(struct db *db, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err sanctions_remove(struct db *db, action_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err lifts_insert(struct db *db, action_id sanction, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIFT]));
    bind_int(&st, "id", sanction.v);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err lifts_remove(struct db *db, action_id sanction)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[UNLIFT]));
    bind_int(&st, "id", sanction.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err lifts_has(struct db *db, action_id sanction, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[IS_LIFTED]));
    bind_int(&st, "id", sanction.v);
    return is_found(&st, ret);
}
