/* SPDX-License-Identifier: MIT
 *
 * school_proposals.c -- rows of schools that people miss.
 */
#include <curbside/store/school_proposals.h>

#include "stmt.h"

#define PROPOSAL_COLUMNS " id, token, name, place, day, state, decided_by FROM school_proposal "

enum {
    INSERT,
    GET,
    SET_STATE,
    WAIT_AGAIN,
    LIST,
    WALK,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO school_proposal (id, token, name, place, day, state)"
               " VALUES (:id, :token, :name, :place, :day, :state)",
    [GET] = "SELECT" PROPOSAL_COLUMNS "WHERE id = :id",
    [SET_STATE] = "UPDATE school_proposal SET state = :state, decided_by = nullif(:decided_by, 0)"
                  " WHERE id = :id",
    [WAIT_AGAIN] = "UPDATE school_proposal SET state = 'waiting', decided_by = NULL"
                   " WHERE decided_by = :action",
    [LIST] = "SELECT" PROPOSAL_COLUMNS "WHERE state = 'waiting' AND (day, id) > (:day, :id)"
             " ORDER BY day, id LIMIT :limit",
    [WALK] = "SELECT" PROPOSAL_COLUMNS "WHERE id > :id ORDER BY id LIMIT :limit",
};
const struct sql_family sql_school_proposals = {.name = "school_proposals", .sql = sql, .n = N_SQL};

enum err school_proposals_insert(struct db *db, const struct school_proposal_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_blob(&st, "token", row->token, sizeof row->token);
    bind_text(&st, "name", row->name);
    bind_text(&st, "place", row->place);
    bind_int(&st, "day", row->day);
    bind_text(&st, "state", row->state);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct school_proposal_row *ret)
{
    ret->id.v = col_int(st, "id");
    col_bytes(st, "token", ret->token, sizeof ret->token);
    ret->name = col_text(st, a, "name");
    ret->place = col_text(st, a, "place");
    ret->day = col_int(st, "day");
    ret->state = col_text(st, a, "state");
    ret->decided_by.v = col_int(st, "decided_by");
}

enum err school_proposals_get(struct arena *a, struct db *db, school_proposal_id id,
                              struct school_proposal_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err school_proposals_set_state(struct db *db, school_proposal_id id, const char *state,
                                    action_id decided_by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_STATE]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "state", state);
    bind_int(&st, "decided_by", decided_by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err school_proposals_wait_again(struct db *db, action_id decided_by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WAIT_AGAIN]));
    bind_int(&st, "action", decided_by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

/* The rows of an open statement that binds everything but the limit. */
static enum err rows_read(struct stmt *st, struct arena *a, int limit,
                          struct school_proposal_rows *ret)
{
    bool row;

    *ret = (struct school_proposal_rows){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    bind_int(st, "limit", limit);
    while (ret->n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        row_read(st, a, &ret->rows[ret->n++]);
    }
    return stmt_end(st);
}

enum err school_proposals_list(struct arena *a, struct db *db, int64_t after_day, int64_t after_id,
                               int limit, struct school_proposal_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "day", after_day);
    bind_int(&st, "id", after_id);
    return rows_read(&st, a, limit, ret);
}

enum err school_proposals_walk(struct arena *a, struct db *db, int64_t after_id, int limit,
                               struct school_proposal_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "id", after_id);
    return rows_read(&st, a, limit, ret);
}
