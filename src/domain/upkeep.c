/* SPDX-License-Identifier: MIT
 *
 * upkeep.c -- what is done to the forum as a whole: by the keeper, and by `curbside check`.
 *
 * The check asks SQLite about the file first and the rules between rows afterwards; it reports all
 * rules, also those that hold, so that an operator sees what was looked at.
 */
#include <curbside/domain/upkeep.h>

#include <curbside/domain/decide.h>
#include <curbside/domain/erasure.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/release.h>
#include <curbside/domain/search.h>
#include <curbside/store/checks.h>
#include <curbside/store/claims.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/submissions.h>
#include <curbside/store/waiting.h>
#include <curbside/store/wraps.h>

#include "addressed.h"
#include "appeal_rows.h"
#include "filter_rows.h"
#include "flag_rows.h"
#include "queue_items.h"
#include "search_index.h"
#include "tags.h"
#include "undo_note.h"

enum {
    DAY_S = 24 * 60 * 60,
};

static enum err links_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    bool due;

    TRY(links_are_due(v->db, now, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(links_expire(v->db, now));
    return txn_commit(&txn);
}

static enum err rests_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    bool due;

    TRY(handles_rest_is_due(v->db, now, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(handles_rest_expire(v->db, now));
    return txn_commit(&txn);
}

static enum err submissions_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t yesterday = time_floor_day(clock_wall_s(v->clock)) - DAY_S;
    int64_t gone;
    bool due;

    TRY(submissions_are_due(v->db, yesterday, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(submissions_expire(v->db, yesterday, &gone));
    return txn_commit(&txn);
}

static enum err sanctions_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool due;

    TRY(sanctions_are_due(v->db, today, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(sanctions_expire(v->db, today));
    return txn_commit(&txn);
}

static enum err refused_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t before = time_floor_day(clock_wall_s(v->clock)) - (int64_t)REFUSED_ROW_DAYS * DAY_S;
    bool due;

    TRY(waiting_refused_are_due(v->db, before, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(waiting_refused_expire(v->db, before));
    return txn_commit(&txn);
}

static enum err claims_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    bool due;

    TRY(claims_are_due(v->db, now, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(claims_expire(v->db, now));
    return txn_commit(&txn);
}

/* All of it is tried, whatever fails. */
enum err forum_tick(struct visit *v)
{
    enum err err = release_due(v), next = erasure_due(v);

    err = err != OK ? err : next;
    if (v->alias)
        next = month_keys_keep(v->alias, v->random, clock_wall_s(v->clock));
    err = err != OK ? err : next;
    next = submissions_tick(v);
    err = err != OK ? err : next;
    next = links_tick(v);
    err = err != OK ? err : next;
    next = rests_tick(v);
    err = err != OK ? err : next;
    next = sanctions_tick(v);
    err = err != OK ? err : next;
    next = refused_tick(v);
    err = err != OK ? err : next;
    next = flags_tick(v);
    err = err != OK ? err : next;
    next = claims_tick(v);
    err = err != OK ? err : next;
    next = broadcast_tick(v);
    err = err != OK ? err : next;
    next = undo_tick(v);
    err = err != OK ? err : next;
    next = filter_tick(v);
    err = err != OK ? err : next;
    next = appeals_tick(v);
    err = err != OK ? err : next;
    next = queue_notes_tick(v);
    err = err != OK ? err : next;
    next = interview_tick(v);
    err = err != OK ? err : next;
    next = question_tick(v);
    err = err != OK ? err : next;
    next = queue_days_tick(v); /* once these have let out of the queue what waits no more */
    err = err != OK ? err : next;
    next = tags_tick(v);
    err = err != OK ? err : next;
    next = addressed_tick(v);
    err = err != OK ? err : next;
    next = search_tick(v);
    return err != OK ? err : next;
}

static int rule_count(void)
{
    int n = 0;

    while (checks_rule(n))
        n++;
    return n;
}

static void finding_add(struct check_report *report, struct check_finding finding)
{
    report->rows[report->n++] = finding;
    report->violations += finding.violations;
}

/* The database file by SQLite's own check: its sentences are the examples. */
static enum err check_file(struct arena *a, struct visit *v, struct check_report *report)
{
    const char **problems;
    int n;

    TRY(db_check(a, v->db, &problems, &n));
    finding_add(report, (struct check_finding){"the database file is whole", n,
                                               n > 0 ? problems[0] : NULL});
    return OK;
}

/* The search indexes against the posts, and in themselves. */
static enum err check_search(struct visit *v, struct check_report *report)
{
    bool whole;
    int64_t missing;

    TRY(search_check(v, &whole, &missing));
    finding_add(report, (struct check_finding){"the search index is whole", !whole,
                                               whole ? NULL : "run curbside reindex"});
    finding_add(report, (struct check_finding){"the search index knows every post", missing,
                                               missing ? "run curbside reindex" : NULL});
    return OK;
}

enum err forum_check(struct arena *a, struct visit *v, struct check_report *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct check_report report = {0};
    int rules = rule_count();

    report.rows = arena_array(a, (size_t)rules + 3, sizeof *report.rows);
    if (!report.rows)
        return E_NOMEM;
    TRY(check_file(a, v, &report));
    TRY(check_search(v, &report));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    for (int i = 0; i < rules; i++) {
        struct check_finding finding = {.rule = checks_rule(i)};

        TRY(checks_run(a, v->db, i, &finding.violations, &finding.example));
        finding_add(&report, finding);
    }
    TRY(checks_totals(v->db, &report.boards, &report.threads, &report.posts));
    TRY(txn_commit(&txn));
    *ret = report;
    return OK;
}
