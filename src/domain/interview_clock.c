/* SPDX-License-Identifier: MIT
 *
 * interview_clock.c -- the clock's work on interview reports: accepting, letting texts out, and
 * when pages of figures are made.
 *
 * A tick works for half a second, or at one school, and goes on at the next: the keeper has other
 * duties.
 */
#include <curbside/domain/interview.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <curbside/store/db.h>
#include <curbside/store/meta.h>
#include <curbside/store/questions.h>

#include "report_rows.h"

enum {
    DAY_S = 24 * 60 * 60,
    SCHOOLS = 32, /* in one look */
    TICK_MS = 500,
    BATCH = 500, /* reports accepted or taken over in one transaction */
};

static const char snapshot_done[] = "snapshot.day", snapshot_at[] = "snapshot.at";

/* A snapshot that was begun: of which day, and behind which school it goes on. */
struct run {
    int64_t day;
    char after[128];
};

static bool is_over(const struct visit *v, int64_t until_ms)
{
    return clock_mono_ms(v->clock) >= until_ms;
}

static bool is_snapshot_day(const struct visit *v, int64_t today)
{
    const struct figure_rules *rules = v->figures ? v->figures : &figure_rules_default;
    time_t at = (time_t)today;
    struct tm tm;

    gmtime_r(&at, &tm);
    return rules->days & 1u << (tm.tm_mday - 1);
}

static enum err run_note(struct visit *v, const struct run *run)
{
    uint8_t bytes[sizeof run->day + sizeof run->after];
    size_t n = strlen(run->after);

    memcpy(bytes, &run->day, sizeof run->day);
    memcpy(bytes + sizeof run->day, run->after, n);
    return meta_set(v->db, snapshot_at, bytes, sizeof run->day + n);
}

/* With its pages, so that no school has two snapshots of a day, or one without the other: who was
 * left aside would enter at once, and the bank would not know that there is something to count. A
 * report that begins to count is not counted in the bank on that very day: it would tell when its
 * author was here. */
static enum err school_note(struct visit *v, const char *school, int64_t today, void *ctx)
{
    struct run *run = ctx;

    snprintf(run->after, sizeof run->after, "%s", school);
    TRY(run_note(v, run));
    return sightings_due_add(v->db, school, today - DAY_S);
}

/* At least one school; *ret_done: it was the last. */
static enum err snapshots_make(struct visit *v, struct run *run, int64_t until_ms, bool *ret_done)
{
    *ret_done = false;
    for (;;) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const char **schools;
        int n;

        TRY(reports_list_to_enter(&a, v->db, run->after, SCHOOLS, &schools, &n));
        for (int i = 0; i < n; i++) {
            TRY(snapshot_school(v, schools[i], run->day, school_note, run));
            if (is_over(v, until_ms))
                return OK;
            db_give_way(n);
        }
        *ret_done = n < SCHOOLS;
        if (*ret_done)
            return OK;
    }
}

static enum err school_let_out(struct visit *v, const char *school, int64_t today)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(reports_show(v->db, today, school));
    TRY(sightings_due_add(v->db, school, today - DAY_S));
    return txn_commit(&txn);
}

static enum err texts_let_out(struct visit *v, int64_t today, int64_t until_ms)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **schools;
    int n;

    TRY(reports_list_to_show(&a, v->db, today, REPORT_BATCH, SCHOOLS, &schools, &n));
    for (int i = 0; i < n; i++) {
        TRY(school_let_out(v, schools[i], today));
        if (is_over(v, until_ms))
            return OK;
        db_give_way(n);
    }
    return OK;
}

/* Some of what waited long enough or was amended before today; *ret: there may be more. */
static enum err some_accept_and_adopt(struct visit *v, int64_t today, bool *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t accepted, adopted;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(reports_accept(v->db, today, BATCH, &accepted));
    TRY(reports_adopt(v->db, today, BATCH, &adopted));
    *ret = accepted == BATCH || adopted == BATCH;
    return txn_commit(&txn);
}

static enum err accept_and_adopt(struct visit *v, int64_t today, int64_t until_ms)
{
    bool due, amended, more;

    TRY(reports_are_due(v->db, today, &due));
    TRY(reports_have_amended(v->db, today, &amended));
    more = due || amended;
    while (more) {
        TRY(some_accept_and_adopt(v, today, &more));
        if (is_over(v, until_ms))
            return OK;
        if (more)
            db_give_way(BATCH);
    }
    return OK;
}

/* The time for an appeal is over. */
static enum err removed_erase(struct visit *v, int64_t today)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t before = today - (int64_t)REPORT_REMOVED_DAYS * DAY_S;
    bool due;

    TRY(reports_words_are_due(v->db, before, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(reports_words_expire(v->db, before));
    return txn_commit(&txn);
}

/* ---- which snapshot is due ---- */

/* A day that was noted. E_NOTFOUND. */
static enum err day_get(struct visit *v, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;

    TRY(meta_get(&a, v->db, snapshot_done, &bytes, &n));
    if (n != sizeof *ret)
        return E_CORRUPT;
    memcpy(ret, bytes, sizeof *ret);
    return OK;
}

/* The snapshot that was begun. E_NOTFOUND. */
static enum err run_get(struct visit *v, struct run *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;

    TRY(meta_get(&a, v->db, snapshot_at, &bytes, &n));
    if (n < sizeof ret->day || n - sizeof ret->day >= sizeof ret->after)
        return E_CORRUPT;
    *ret = (struct run){0};
    memcpy(&ret->day, bytes, sizeof ret->day);
    memcpy(ret->after, bytes + sizeof ret->day, n - sizeof ret->day);
    return OK;
}

static enum err run_end(struct visit *v, int64_t day)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, snapshot_done, &day, sizeof day));
    TRY(meta_remove(v->db, snapshot_at));
    return txn_commit(&txn);
}

/* Is a snapshot due? A day on which the board did not run is made up for. Not without a report that
 * could enter: then there is nothing to note either. */
static enum err snapshot_is_due(struct visit *v, int64_t today, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **schools;
    int64_t done = 0;
    int n;
    enum err err = day_get(v, &done);

    *ret = false;
    if (err != OK && err != E_NOTFOUND)
        return err;
    if (err == OK && done >= today)
        return OK;
    *ret = is_snapshot_day(v, today);
    for (int64_t day = done + DAY_S; err == OK && day < today && !*ret; day += DAY_S)
        *ret = is_snapshot_day(v, day);
    if (!*ret)
        return OK;
    TRY(reports_list_to_enter(&a, v->db, "", 1, &schools, &n));
    *ret = n > 0;
    return OK;
}

static enum err snapshots_go_on(struct visit *v, int64_t today, int64_t until_ms)
{
    struct run run;
    bool due = true, done;
    enum err err = run_get(v, &run);

    if (err == E_NOTFOUND) {
        TRY(snapshot_is_due(v, today, &due));
        run = (struct run){.day = today};
    } else if (err != OK) {
        return err;
    }
    if (!due)
        return OK;
    TRY(snapshots_make(v, &run, until_ms, &done));
    return done ? run_end(v, run.day) : OK;
}

enum err interview_tick(struct visit *v)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    int64_t until_ms = clock_mono_ms(v->clock) + TICK_MS;

    TRY(accept_and_adopt(v, today, until_ms));
    TRY(texts_let_out(v, today, until_ms));
    TRY(removed_erase(v, today));
    return snapshots_go_on(v, today, until_ms);
}
