/* SPDX-License-Identifier: MIT
 *
 * reports.c -- rows of interview reports.
 */
#include <curbside/store/reports.h>

#include <string.h>

#include "stmt.h"

#define REPORT_COLUMNS                                                                             \
    " id, owner, school, cycle, form, amended, state, until, counts, came, cohort, aside,"         \
    " entered, shown, look_since, removed_by, was_out "

/* Some of what was amended before this day: the same ones, each time it is asked. */
#define AMENDED                                                                                    \
    " WHERE amended_on IS NOT NULL AND amended_on < :day ORDER BY amended_on, id LIMIT :limit"

/* Removed before this day, while no appeal waits. The few rows that have an action are looked at.
 */
#define TO_ERASE                                                                                   \
    " /* scan: what was removed */ INDEXED BY report_removed WHERE removed_by IS NOT NULL"         \
    "   AND state = 'removed' AND form <> ''"                                                      \
    "   AND (SELECT day FROM action WHERE action.id = removed_by) < :day"                          \
    "   AND NOT EXISTS (SELECT 1 FROM appeal WHERE action_id = removed_by AND state = 'waits')"

enum {
    INSERT,
    GET,
    FIND_OWN,
    AMEND,
    SET_COUNTS,
    CLEAR_VERDICTS,
    DUE_ONE,
    DUE_AMENDED,
    DELETE,
    LIST_SHOWN,
    ACCEPT,
    ARE_DUE,
    ADOPT,
    HAVE_AMENDED,
    LIST_TO_SHOW,
    SHOW,
    LIST_TO_ENTER,
    WALK,
    LIST_WAITING,
    COUNT_WAITING,
    COUNT_SHOWN,
    SETTLE,
    FIND_REMOVED,
    LIST_REMOVED,
    ERASE,
    WORDS_ARE_DUE,
    WORDS_EXPIRE,
    LOOK,
    LIST_TO_LOOK,
    COUNT_TO_LOOK,
    SET_ENTERED,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO report (id, owner, school, cycle, form, state, until, counts, came,"
               "                    cohort)"
               " VALUES (:id, :owner, :school, :cycle, :form, :state, :until, :counts, :came,"
               "         :cohort)",
    [GET] = "SELECT" REPORT_COLUMNS "FROM report WHERE id = :id",
    [FIND_OWN] = "SELECT" REPORT_COLUMNS "FROM report WHERE owner = :owner",
    [AMEND] = "UPDATE report SET amended = :form, amended_on = :day WHERE id = :id",
    [SET_COUNTS] = "UPDATE report SET counts = 1 WHERE id = :id",
    [DUE_ONE] = "INSERT INTO sighting_due (school, day)"
                " SELECT school, :day FROM report WHERE id = :id AND shown = 1"
                " ON CONFLICT (school) DO UPDATE SET day = min(day, excluded.day)",
    [DUE_AMENDED] = "INSERT INTO sighting_due (school, day)"
                    " SELECT DISTINCT school, :before FROM"
                    "  (SELECT school, shown FROM report" AMENDED ") WHERE shown = 1"
                    " ON CONFLICT (school) DO UPDATE SET day = min(day, excluded.day)",
    [CLEAR_VERDICTS] = "DELETE FROM verdict WHERE report_id = :id",
    [DELETE] = "DELETE FROM report WHERE id = :id",
    [LIST_SHOWN] = "SELECT" REPORT_COLUMNS "FROM report"
                   " WHERE shown = 1 AND school = :school"
                   "   AND cycle <= :cycle AND (cycle < :cycle OR id > :id)"
                   " ORDER BY cycle DESC, id LIMIT :limit",
    [ACCEPT] = "UPDATE report SET state = 'accepted', until = NULL WHERE id IN"
               " (SELECT id FROM report WHERE until IS NOT NULL AND until <= :day"
               "   ORDER BY until LIMIT :limit)",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM report WHERE until IS NOT NULL AND until <= :day)"
                "       AS found",
    [ADOPT] = "UPDATE report SET form = amended, amended = NULL, amended_on = NULL"
              " WHERE id IN (SELECT id FROM report" AMENDED ")",
    [HAVE_AMENDED] = "SELECT EXISTS (SELECT 1 FROM report"
                     "  WHERE amended_on IS NOT NULL AND amended_on < :day) AS found",
    [LIST_TO_SHOW] =
        "SELECT /* scan: only what is not out yet */ school FROM report INDEXED BY report_to_show"
        " WHERE shown = 0 AND state = 'accepted' AND was_out = 0 AND (came IS NULL OR came < :day)"
        " GROUP BY school HAVING count(*) >= :least LIMIT :limit",
    [SHOW] = "UPDATE report SET shown = 1"
             " WHERE shown = 0 AND state = 'accepted' AND was_out = 0 AND school = :school"
             "   AND (came IS NULL OR came < :day)",
    [LIST_TO_ENTER] = "SELECT DISTINCT school FROM report INDEXED BY report_to_enter"
                      " WHERE entered < 2 AND counts = 1 AND state = 'accepted' AND school > :after"
                      " ORDER BY school LIMIT :limit",
    [LIST_WAITING] = "SELECT" REPORT_COLUMNS "FROM report"
                     " WHERE until IS NOT NULL AND (until, id) > (:until, :id)"
                     " ORDER BY until, id LIMIT :limit",
    [COUNT_WAITING] =
        "SELECT count(*) AS n FROM"
        " (SELECT 1 FROM report WHERE until IS NOT NULL AND until < :until LIMIT :limit)",
    [COUNT_SHOWN] = "SELECT count(*) AS n FROM"
                    " (SELECT 1 FROM report WHERE shown = 1 AND school = :school LIMIT :limit)",
    [SETTLE] = "UPDATE report SET state = :state, until = :until, shown = :shown,"
               "                  look_since = :since, removed_by = :by, was_out = :out"
               " WHERE id = :id",
    [FIND_REMOVED] = "SELECT" REPORT_COLUMNS "FROM report WHERE removed_by = :by",
    [LIST_REMOVED] = "SELECT" REPORT_COLUMNS "FROM report"
                     " WHERE removed_by IN (SELECT id FROM action WHERE day >= :day"
                     "                       AND verb = 'remove-report')"
                     "   AND state = 'removed' LIMIT :limit",
    [ERASE] = "UPDATE report SET form = '', amended = NULL, amended_on = NULL WHERE id = :id",
    [WORDS_ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM report" TO_ERASE ") AS found",
    [WORDS_EXPIRE] = "UPDATE report SET form = '', amended = NULL, amended_on = NULL WHERE id IN"
                     " (SELECT id FROM report" TO_ERASE ")",
    [LOOK] = "UPDATE report SET look_since = min(ifnull(look_since, :since), :since)"
             " WHERE id = :id",
    [LIST_TO_LOOK] = "SELECT" REPORT_COLUMNS "FROM report"
                     " WHERE look_since IS NOT NULL AND look_since <= :now"
                     "   AND (look_since, id) > (:since, :id)"
                     " ORDER BY look_since, id LIMIT :limit",
    [COUNT_TO_LOOK] = "SELECT count(*) AS n FROM"
                      " (SELECT 1 FROM report WHERE look_since IS NOT NULL AND look_since <= :now"
                      "   LIMIT :limit)",
    [WALK] = "SELECT" REPORT_COLUMNS "FROM report"
             " WHERE school = :school AND (cycle, id) > (:cycle, :id)"
             "   AND counts = 1 AND state = 'accepted'"
             " ORDER BY cycle, id LIMIT :limit",
    [SET_ENTERED] = "UPDATE report SET aside = :aside, entered = :entered,"
                    "       came = CASE WHEN :entered = 2 THEN NULL ELSE came END,"
                    "       cohort = CASE WHEN :entered = 2 THEN NULL ELSE cohort END"
                    " WHERE id = :id",
};
const struct sql_family sql_reports = {.name = "reports", .sql = sql, .n = N_SQL};

enum err reports_insert(struct db *db, const struct report_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_blob(&st, "owner", row->owner, sizeof row->owner);
    bind_text(&st, "school", row->school);
    bind_int(&st, "cycle", row->cycle);
    bind_text(&st, "form", row->form);
    bind_text(&st, "state", row->state);
    if (row->until)
        bind_int(&st, "until", row->until);
    else
        bind_null(&st, "until");
    bind_int(&st, "counts", row->counts);
    bind_int(&st, "came", row->came);
    bind_blob(&st, "cohort", row->cohort, sizeof row->cohort);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct report_row *ret)
{
    *ret = (struct report_row){0};
    ret->id.v = col_int(st, "id");
    col_bytes(st, "owner", ret->owner, sizeof ret->owner);
    ret->school = col_text(st, a, "school");
    ret->cycle = (int)col_int(st, "cycle");
    ret->form = col_text(st, a, "form");
    ret->amended = col_text(st, a, "amended");
    ret->state = col_text(st, a, "state");
    ret->until = col_int(st, "until");
    ret->counts = col_bool(st, "counts");
    ret->came = col_int(st, "came");
    if (!col_is_null(st, "cohort"))
        col_bytes(st, "cohort", ret->cohort, sizeof ret->cohort);
    ret->aside = col_bool(st, "aside");
    ret->entered = (int)col_int(st, "entered");
    ret->shown = col_bool(st, "shown");
    ret->look_since = col_int(st, "look_since");
    ret->removed_by.v = col_int(st, "removed_by");
    ret->was_out = col_bool(st, "was_out");
}

enum err reports_get(struct arena *a, struct db *db, report_id id, struct report_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err reports_find_own(struct arena *a, struct db *db, const uint8_t owner[static TAG_BYTES],
                          struct report_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_OWN]));
    bind_blob(&st, "owner", owner, TAG_BYTES);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

/* One statement about one report. */
static enum err run_on(struct db *db, int statement, report_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_amend(struct db *db, report_id id, const char *form, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[AMEND]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "form", form);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_set_counts(struct db *db, report_id id)
{
    return run_on(db, SET_COUNTS, id);
}

/* What was read of it in the question bank is counted anew when the day is over. */
static enum err due_one(struct db *db, report_id id, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE_ONE]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_delete(struct db *db, report_id id, int64_t day)
{
    TRY(due_one(db, id, day));
    TRY(run_on(db, CLEAR_VERDICTS, id));
    return run_on(db, DELETE, id);
}

/* The rows of an open statement that binds everything but the limit. */
static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct report_rows *ret)
{
    bool row;

    ret->n = 0;
    ret->rows = arena_array(a, (size_t)limit, sizeof *ret->rows);
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

enum err reports_list_shown(struct arena *a, struct db *db, const char *school,
                            const struct report_key *below, int limit, struct report_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_SHOWN]));
    bind_text(&st, "school", school);
    bind_int(&st, "cycle", below->cycle);
    bind_int(&st, "id", below->id);
    return rows_read(&st, a, limit, ret);
}

enum err reports_walk(struct arena *a, struct db *db, const char *school,
                      const struct report_key *after, int limit, struct report_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WALK]));
    bind_text(&st, "school", school);
    bind_int(&st, "cycle", after->cycle);
    bind_int(&st, "id", after->id);
    return rows_read(&st, a, limit, ret);
}

/* ---- for the clock ---- */

/* A statement about at most `limit` rows of this day; *ret: how many there were. */
static enum err run_some(struct db *db, int statement, int64_t day, int limit, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "day", day);
    bind_int(&st, "limit", limit);
    TRY(stmt_run(&st));
    *ret = stmt_changes(&st);
    return stmt_end(&st);
}

enum err reports_accept(struct db *db, int64_t day, int limit, int64_t *ret)
{
    return run_some(db, ACCEPT, day, limit, ret);
}

enum err reports_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

static enum err due_amended(struct db *db, int64_t day, int limit)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE_AMENDED]));
    bind_int(&st, "day", day);
    bind_int(&st, "limit", limit);
    bind_int(&st, "before", day - 86400);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_adopt(struct db *db, int64_t day, int limit, int64_t *ret)
{
    TRY(due_amended(db, day, limit));
    return run_some(db, ADOPT, day, limit, ret);
}

enum err reports_have_amended(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAVE_AMENDED]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err reports_list_to_show(struct arena *a, struct db *db, int64_t day, int least, int limit,
                              const char ***ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_TO_SHOW]));
    bind_int(&st, "day", day);
    bind_int(&st, "least", least);
    return stmt_texts(&st, a, "school", limit, ret, ret_n);
}

enum err reports_show(struct db *db, int64_t day, const char *school)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SHOW]));
    bind_text(&st, "school", school);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_list_to_enter(struct arena *a, struct db *db, const char *after, int limit,
                               const char ***ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_TO_ENTER]));
    bind_text(&st, "after", after);
    return stmt_texts(&st, a, "school", limit, ret, ret_n);
}

enum err reports_set_entered(struct db *db, report_id id, bool aside, int entered)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_ENTERED]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "aside", aside);
    bind_int(&st, "entered", entered);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_list_waiting(struct arena *a, struct db *db, int64_t after_until, int64_t after,
                              int limit, struct report_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_WAITING]));
    bind_int(&st, "until", after_until);
    bind_int(&st, "id", after);
    return rows_read(&st, a, limit, ret);
}

enum err reports_count_shown(struct db *db, const char *school, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_SHOWN]));
    bind_text(&st, "school", school);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err reports_count_waiting(struct db *db, int64_t before_until, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_WAITING]));
    bind_int(&st, "until", before_until);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

static void bind_or_null(struct stmt *st, const char *name, int64_t value)
{
    if (value != 0)
        bind_int(st, name, value);
    else
        bind_null(st, name);
}

static enum err settle(struct db *db, const struct report_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SETTLE]));
    bind_int(&st, "id", row->id.v);
    bind_text(&st, "state", row->state);
    bind_or_null(&st, "until", row->until);
    bind_int(&st, "shown", row->shown);
    bind_or_null(&st, "since", row->look_since);
    bind_or_null(&st, "by", row->removed_by.v);
    bind_int(&st, "out", row->was_out);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

/* Due is what is out: it was before, or is now. */
enum err reports_settle(struct db *db, const struct report_row *row, int64_t day)
{
    TRY(due_one(db, row->id, day));
    TRY(settle(db, row));
    return due_one(db, row->id, day);
}

enum err reports_look(struct db *db, report_id id, int64_t since)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LOOK]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "since", since);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err reports_list_to_look(struct arena *a, struct db *db, int64_t now, int64_t after_since,
                              int64_t after, int limit, struct report_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_TO_LOOK]));
    bind_int(&st, "now", now);
    bind_int(&st, "since", after_since);
    bind_int(&st, "id", after);
    return rows_read(&st, a, limit, ret);
}

enum err reports_count_to_look(struct db *db, int64_t now, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_TO_LOOK]));
    bind_int(&st, "now", now);
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

/* ---- what was removed ---- */

enum err reports_find_removed(struct arena *a, struct db *db, action_id by, struct report_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_REMOVED]));
    bind_int(&st, "by", by.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err reports_list_removed(struct arena *a, struct db *db, int64_t since_day, int limit,
                              struct report_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_REMOVED]));
    bind_int(&st, "day", since_day);
    return rows_read(&st, a, limit, ret);
}

enum err reports_erase(struct db *db, report_id id)
{
    return run_on(db, ERASE, id);
}

enum err reports_words_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WORDS_ARE_DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err reports_words_expire(struct db *db, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WORDS_EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
