/* SPDX-License-Identifier: MIT
 *
 * verdicts.c -- rows of what members say of a report: in the order of reports and tokens, which
 * tells nothing.
 */
#include <curbside/store/reports.h>

#include "flag_reasons.h"
#include "stmt.h"

enum {
    SET,
    REMOVE,
    FIND,
    COUNT,
    WALK,
    REASONS,
    NOTES,
    SETTLE,
    UNSETTLE,
    GET_FLAG,
    LIST_SETTLED,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [SET] = "INSERT OR REPLACE INTO verdict (report_id, token, verdict, reason, weight, day, note)"
            " VALUES (:report, :token, :verdict, :reason, :weight, :day, :note)",
    [REMOVE] = "DELETE FROM verdict WHERE report_id = :report AND token = :token",
    [FIND] = "SELECT verdict FROM verdict WHERE report_id = :report AND token = :token",
    [COUNT] = "SELECT total(verdict = 'confirm') AS confirm, total(verdict = 'dispute') AS dispute,"
              "       total(verdict = 'outdated') AS outdated,"
              "       count(DISTINCT CASE WHEN verdict = 'confirm' THEN day END) AS days"
              "  FROM verdict WHERE report_id = :report AND weight",
    [WALK] = "SELECT report_id, token, verdict, reason, weight, day, note, settled_by FROM verdict"
             " WHERE (report_id, token) > (:report, :token)"
             " ORDER BY report_id, token LIMIT :limit",
    [REASONS] = "SELECT reason, count(*) AS n, sum(weight) AS weight FROM verdict"
                " WHERE report_id = :report AND verdict = 'flag' AND settled_by IS NULL"
                " GROUP BY reason ORDER BY n DESC, reason LIMIT :limit",
    [NOTES] = "SELECT note FROM verdict"
              " WHERE report_id = :report AND note IS NOT NULL AND settled_by IS NULL"
              " ORDER BY token LIMIT :limit",
    [SETTLE] = "UPDATE verdict SET settled_by = :by"
               " WHERE report_id = :report AND verdict = 'flag' AND settled_by IS NULL",
    [UNSETTLE] = "UPDATE verdict SET settled_by = NULL"
                 " WHERE report_id = :report AND settled_by = :by",
    [GET_FLAG] = "SELECT reason, settled_by FROM verdict"
                 " WHERE report_id = :report AND token = :token",
    [LIST_SETTLED] = "SELECT DISTINCT report_id FROM verdict WHERE settled_by IN"
                     " (SELECT id FROM action WHERE day >= :day AND verb IN"
                     "   ('keep-report', 'remove-report')) LIMIT :limit",
};
const struct sql_family sql_verdicts = {.name = "verdicts", .sql = sql, .n = N_SQL};

enum err verdicts_set(struct db *db, const struct verdict_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_int(&st, "report", row->report.v);
    bind_blob(&st, "token", row->token, sizeof row->token);
    bind_text(&st, "verdict", row->verdict);
    bind_text(&st, "reason", row->reason);
    bind_int(&st, "weight", row->weight);
    bind_int(&st, "day", row->day);
    bind_text(&st, "note", row->note);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err verdicts_remove(struct db *db, report_id report, const uint8_t token[static TAG_BYTES])
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "report", report.v);
    bind_blob(&st, "token", token, TAG_BYTES);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err verdicts_find(struct arena *a, struct db *db, report_id report,
                       const uint8_t token[static TAG_BYTES], const char **ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_int(&st, "report", report.v);
    bind_blob(&st, "token", token, TAG_BYTES);
    TRY(stmt_step(&st, &row));
    *ret = row ? col_text(&st, a, "verdict") : "";
    return stmt_end(&st);
}

enum err verdicts_count(struct db *db, report_id report, struct verdict_counts *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "report", report.v);
    TRY(stmt_get(&st));
    ret->confirm = col_int(&st, "confirm");
    ret->dispute = col_int(&st, "dispute");
    ret->outdated = col_int(&st, "outdated");
    ret->confirm_days = col_int(&st, "days");
    return stmt_end(&st);
}

enum err verdicts_walk(struct arena *a, struct db *db, const struct verdict_row *after, int limit,
                       struct verdict_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    ret->n = 0;
    ret->rows = arena_array(a, (size_t)limit, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "report", after->report.v);
    bind_blob(&st, "token", after->token, TAG_BYTES);
    bind_int(&st, "limit", limit);
    while (ret->n < limit) {
        struct verdict_row *r = &ret->rows[ret->n];

        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        r->report.v = col_int(&st, "report_id");
        col_bytes(&st, "token", r->token, sizeof r->token);
        r->verdict = col_text(&st, a, "verdict");
        r->reason = col_text(&st, a, "reason");
        r->weight = col_bool(&st, "weight");
        r->day = col_int(&st, "day");
        r->note = col_text(&st, a, "note");
        r->settled_by.v = col_int(&st, "settled_by");
        ret->n++;
    }
    return stmt_end(&st);
}

enum err verdicts_flag_reasons(struct arena *a, struct db *db, report_id report, int limit,
                               struct flag_reason **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REASONS]));
    bind_int(&st, "report", report.v);
    return flag_reasons_read(&st, a, limit, ret, ret_n);
}

enum err verdicts_notes(struct arena *a, struct db *db, report_id report, int limit,
                        const char ***ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NOTES]));
    bind_int(&st, "report", report.v);
    return stmt_texts(&st, a, "note", limit, ret, ret_n);
}

/* ---- what was decided on flags ---- */

static enum err run_by(struct db *db, int statement, report_id report, action_id by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "report", report.v);
    bind_int(&st, "by", by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err verdicts_settle(struct db *db, report_id report, action_id by)
{
    return run_by(db, SETTLE, report, by);
}

enum err verdicts_unsettle(struct db *db, report_id report, action_id by)
{
    return run_by(db, UNSETTLE, report, by);
}

enum err verdicts_get_flag(struct arena *a, struct db *db, report_id report,
                           const uint8_t token[static TAG_BYTES], const char **ret_reason,
                           action_id *ret_by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET_FLAG]));
    bind_int(&st, "report", report.v);
    bind_blob(&st, "token", token, TAG_BYTES);
    TRY(stmt_get(&st));
    *ret_reason = col_text(&st, a, "reason");
    ret_by->v = col_int(&st, "settled_by");
    return stmt_end(&st);
}

enum err verdicts_list_settled(struct arena *a, struct db *db, int64_t since_day, int limit,
                               report_id **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    report_id *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_SETTLED]));
    bind_int(&st, "day", since_day);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n++].v = col_int(&st, "report_id");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}
