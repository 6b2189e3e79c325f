/* SPDX-License-Identifier: MIT
 *
 * appeals.c -- rows of appeals, by the action they are against.
 */
#include <curbside/store/appeals.h>

#include "stmt.h"

/* Of a decision: nobody has taken it back. */
#define STANDS                                                                                     \
    " AND NOT EXISTS (SELECT 1 FROM action AS back WHERE back.about = action.id"                   \
    "                 AND back.verb IN ('undo-grant', 'undo-deny'))"

enum {
    INSERT,
    GET,
    SET_STATE,
    LIST,
    WALK,
    COUNT,
    COUNT_DECIDED,
    GRANTED_OF_POST,
    ARE_DUE,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO appeal (action_id, body, day) VALUES (:action, :body, :day)",
    [GET] = "SELECT action_id, body, day, state, decided_by FROM appeal WHERE action_id = :action",
    [SET_STATE] = "UPDATE appeal SET state = :state, decided_by = :by, goes = :goes"
                  " WHERE action_id = :action",
    [LIST] = "SELECT action_id, body, day, state, decided_by FROM appeal"
             " WHERE state = 'waits' AND (day, action_id) > (:day, :action)"
             " ORDER BY day, action_id LIMIT :limit",
    [WALK] = "SELECT action_id, body, day, state, decided_by FROM appeal"
             " WHERE action_id > :action ORDER BY action_id LIMIT :limit",
    [COUNT] = "SELECT count(*) AS n FROM (SELECT 1 FROM appeal"
              "                            WHERE state = 'waits' AND day < :day LIMIT :limit)",
    [COUNT_DECIDED] = "SELECT"
                      " (SELECT count(*) FROM action"
                      "   WHERE verb IN ('grant', 'deny') AND verb = 'grant'" STANDS ") AS granted,"
                      " (SELECT count(*) FROM action"
                      "   WHERE verb IN ('grant', 'deny') AND verb = 'deny'" STANDS ") AS denied",
    [GRANTED_OF_POST] = "SELECT EXISTS (SELECT 1 FROM action"
                        "                 JOIN appeal ON appeal.action_id = action.id"
                        "                WHERE action.post_id = :post AND action.verb = 'remove'"
                        "                  AND appeal.state = 'granted') AS found",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM appeal WHERE goes IS NOT NULL AND goes <= :day)"
                "       AS found",
    [EXPIRE] = "DELETE FROM appeal WHERE goes IS NOT NULL AND goes <= :day",
};
const struct sql_family sql_appeals = {.name = "appeals", .sql = sql, .n = N_SQL};

enum err appeals_insert(struct db *db, const struct appeal_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "action", row->action.v);
    bind_text(&st, "body", row->body);
    bind_int(&st, "day", row->day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct appeal_row *ret)
{
    ret->action.v = col_int(st, "action_id");
    ret->body = col_text(st, a, "body");
    ret->day = col_int(st, "day");
    ret->state = col_text(st, a, "state");
    ret->decided_by.v = col_int(st, "decided_by");
}

enum err appeals_get(struct arena *a, struct db *db, action_id action, struct appeal_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "action", action.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

static void bind_some(struct stmt *st, const char *name, int64_t value)
{
    if (value != 0)
        bind_int(st, name, value);
    else
        bind_null(st, name);
}

enum err appeals_set_state(struct db *db, action_id action, const char *state, action_id by,
                           int64_t goes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_STATE]));
    bind_int(&st, "action", action.v);
    bind_text(&st, "state", state);
    bind_some(&st, "by", by.v);
    bind_some(&st, "goes", goes);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct appeal_row **ret,
                          int *ret_n)
{
    struct appeal_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
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
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err appeals_list(struct arena *a, struct db *db, int64_t after_day, int64_t after, int limit,
                      struct appeal_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "day", after_day);
    bind_int(&st, "action", after);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret, ret_n);
}

enum err appeals_walk(struct arena *a, struct db *db, action_id after, int limit,
                      struct appeal_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "action", after.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret, ret_n);
}

enum err appeals_count(struct db *db, int64_t before, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "day", before);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err appeals_count_decided(struct db *db, int64_t *ret_granted, int64_t *ret_denied)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_DECIDED]));
    TRY(stmt_get(&st));
    *ret_granted = col_int(&st, "granted");
    *ret_denied = col_int(&st, "denied");
    return stmt_end(&st);
}

enum err appeals_granted_of_post(struct db *db, post_id post, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GRANTED_OF_POST]));
    bind_int(&st, "post", post.v);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err appeals_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err appeals_expire(struct db *db, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
