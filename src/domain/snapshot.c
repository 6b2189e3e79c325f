/* SPDX-License-Identifier: MIT
 *
 * snapshot.c -- the clock's work on interview reports: accepting, letting texts out, and making the
 * pages of figures.
 *
 * A page changes only when enough has come for it: new reports of authors with standing, from
 * several days, not all of one week's accounts. Each of them enters with this snapshot or with the
 * next, by a coin that only this board can toss, so that whoever sent some of them does not know
 * whose the others are. The page of all cycles comes first: a cycle's changes only together with
 * it, and by reports that are on it, so that neither tells of the other what no page shows.
 */
#include <curbside/domain/interview.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/store/db.h>
#include <curbside/store/meta.h>
#include <curbside/store/questions.h>

#include "report_rows.h"

enum {
    DAY_S = 24 * 60 * 60,
    SCHOOLS = 32,      /* in one look */
    ROWS = 500,        /* reports in one look: their forms are in memory then */
    COHORT_COUNTS = 2, /* new reports by accounts of one week that count as new */
    NEW_DAYS = 3,      /* days on which new reports have to have come */
};

const struct figure_rules figure_rules_default = {
    .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = 1u << 0 | 1u << 14};

static const struct figure_rules *rules_of(const struct visit *v)
{
    return v->figures ? v->figures : &figure_rules_default;
}

/* ---- what is new ---- */

struct arrival {
    report_id id;
    int cycle;
    int64_t came;
    uint8_t cohort[TAG_BYTES];
    int was_entered, entered;
    bool was_aside; /* at a snapshot before */
    bool aside;
};

struct arrivals {
    struct arrival *rows;
    int n, cap;
};

static enum err arrivals_add(struct arrivals *all, const struct report_row *row)
{
    if (all->n == all->cap) {
        int cap = all->cap ? 2 * all->cap : 64;
        struct arrival *more = realloc(all->rows, (size_t)cap * sizeof *more);

        if (!more)
            return E_NOMEM;
        all->rows = more;
        all->cap = cap;
    }
    struct arrival *r = &all->rows[all->n++];

    *r = (struct arrival){.id = row->id,
                          .cycle = row->cycle,
                          .came = row->came,
                          .was_entered = row->entered,
                          .entered = row->entered,
                          .was_aside = row->aside,
                          .aside = row->aside};
    memcpy(r->cohort, row->cohort, sizeof r->cohort);
    return OK;
}

/* Is it new for the page of this cycle (0: of all)? */
static bool is_new(const struct arrival *r, int cycle)
{
    return cycle == 0 ? r->entered == 0 : r->cycle == cycle && r->entered < 2;
}

/* The how-maniest of its cohort it is among the new ones before it. */
static int cohort_place(const struct arrivals *all, int at, int cycle)
{
    int n = 0;

    for (int i = 0; i < at; i++)
        n += is_new(&all->rows[i], cycle) &&
             memcmp(all->rows[i].cohort, all->rows[at].cohort, TAG_BYTES) == 0;
    return n;
}

/* Notes the day of a report that counts, while there are fewer than NEW_DAYS. */
static void day_add(int64_t days[static NEW_DAYS], int *n, int64_t day)
{
    for (int i = 0; i < *n; i++)
        if (days[i] == day)
            return;
    if (*n < NEW_DAYS)
        days[(*n)++] = day;
}

/* Has enough come for this page to change? What its cohort has too many of counts neither as a
 * report nor for its day. Not counted on when it has: a first snapshot looks at thousands. */
static bool enough_came(const struct figure_rules *rules, const struct arrivals *all, int cycle)
{
    int64_t days[NEW_DAYS];
    int rows = 0, n = 0;

    for (int i = 0; i < all->n && (rows < rules->new_rows || n < NEW_DAYS); i++) {
        if (!is_new(&all->rows[i], cycle) || cohort_place(all, i, cycle) >= COHORT_COUNTS)
            continue;
        rows++;
        day_add(days, &n, all->rows[i].came);
    }
    return rows >= rules->new_rows && n >= NEW_DAYS;
}

/* Every report is let in by its second snapshot at the latest. */
static bool coin(const struct visit *v, const struct arrival *r)
{
    uint8_t toss[TAG_BYTES], id[8];
    struct key key;

    if (r->was_aside)
        return true;
    for (int i = 0; i < 8; i++)
        id[i] = (uint8_t)((uint64_t)r->id.v >> (8 * i));
    key_derive(v->pepper, "coin", NULL, 0, &key);
    hash_keyed(&key, id, sizeof id, toss, sizeof toss);
    secret_wipe(&key, sizeof key);
    return toss[0] & 1;
}

/* Who enters the page of all now. */
static void whole_enter(const struct visit *v, struct arrivals *all)
{
    for (int i = 0; i < all->n; i++) {
        struct arrival *r = &all->rows[i];

        if (r->entered != 0)
            continue;
        if (coin(v, r))
            r->entered = 1;
        else
            r->aside = true;
    }
}

/* Its page was not written: who was to enter it is as new for the next snapshot. */
static void whole_leave(struct arrivals *all)
{
    for (int i = 0; i < all->n; i++)
        all->rows[i].entered = all->rows[i].was_entered;
}

/* Who is on the page of all enters that of the cycle (2), or leaves it again (1). */
static void cycle_move(struct arrivals *all, int cycle, int from, int to)
{
    for (int i = 0; i < all->n; i++)
        if (all->rows[i].cycle == cycle && all->rows[i].entered == from)
            all->rows[i].entered = to;
}

/* ---- the reports of a school, one look after the other ---- */

typedef enum err (*report_fn)(void *ctx, const struct report_row *row);

/* By cycle and number; of one cycle, or with 0 of all. */
static enum err walk(struct visit *v, const char *school, int cycle, report_fn each, void *ctx)
{
    struct report_key after = {cycle, cycle == 0 ? 0 : INT64_MIN};
    struct report_rows rows;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        arena_init(&a, (size_t)64 * 1024 * 1024);
        TRY(reports_walk(&a, v->db, school, &after, ROWS, &rows));
        for (int i = 0; i < rows.n; i++) {
            if (cycle != 0 && rows.rows[i].cycle != cycle)
                return OK;
            TRY(each(ctx, &rows.rows[i]));
        }
        if (rows.n > 0)
            after = (struct report_key){rows.rows[rows.n - 1].cycle, rows.rows[rows.n - 1].id.v};
    } while (rows.n == ROWS);
    return OK;
}

static enum err note_arrival(void *ctx, const struct report_row *row)
{
    return row->entered < 2 ? arrivals_add(ctx, row) : OK;
}

/* ---- counting ---- */

struct counting {
    struct figure_count *count;
    const struct arrivals *arrivals;
    int cycle; /* 0: all */
    int n;     /* counted */
};

static int by_walk(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;

    if (x->cycle != y->cycle)
        return x->cycle < y->cycle ? -1 : 1;
    return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

/* On which pages a report is after this snapshot. The arrivals stand as they were walked. */
static int entered_after(const struct counting *c, const struct report_row *row)
{
    struct arrival key = {.id = row->id, .cycle = row->cycle};
    const struct arrival *found = NULL;

    if (row->entered < 2 && c->arrivals->n > 0)
        found = bsearch(&key, c->arrivals->rows, (size_t)c->arrivals->n, sizeof key, by_walk);
    return found ? found->entered : row->entered;
}

static enum err count_one(void *ctx, const struct report_row *row)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct counting *c = ctx;
    struct interview_form form;
    struct interview_fault fault;

    if (entered_after(c, row) < (c->cycle == 0 ? 1 : 2))
        return OK;
    interview_form_init(&form);
    if (interview_form_parse(&a, row->form, strlen(row->form), &form, &fault) == E_NOMEM)
        return E_NOMEM;
    c->n++;
    return figure_count_add(c->count, &form);
}

struct making {
    struct visit *v;
    const char *school;
    const struct arrivals *arrivals;
    int64_t today;
    int whole; /* reports on the page of all cycles, for the parts */
};

static enum err page_write(const struct making *m, int cycle, const struct figures *page)
{
    AUTO_STR struct str written = STR_INIT;
    struct figures_row row = {.school = m->school, .cycle = cycle, .day = m->today};

    figures_format(page, &written);
    if (written.failed)
        return E_NOMEM;
    row.page = str_cstr(&written);
    return figures_set(m->v->db, &row);
}

/* *ret_written: a page was; else the one before stays. */
static enum err page_show(const struct making *m, const struct counting *c, bool *ret_written)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct figure_rules *rules = rules_of(m->v);
    struct disclosure_rules how = {.minimum = rules->minimum,
                                   .split_minimum = rules->split_minimum};
    struct figures_row row = {0};
    struct figures *before = arena_alloc(&a, sizeof *before), *page;
    struct key key;
    enum err err;

    page = arena_alloc(&a, sizeof *page);
    if (!before || !page)
        return E_NOMEM;
    err = figures_get(&a, m->v->db, m->school, c->cycle, &row);
    if (err != OK && err != E_NOTFOUND)
        return err;
    TRY(figures_parse(row.page ? row.page : "", before));
    if (c->cycle != 0 && !disclosure_may_split(&how, c->n, m->whole > c->n ? m->whole : c->n))
        return OK;
    key_derive(m->v->pepper, "statistics", NULL, 0, &key);
    how.key = &key;
    *ret_written = figure_count_show(c->count, &how, row.page ? before : NULL, page);
    secret_wipe(&key, sizeof key);
    return *ret_written ? page_write(m, c->cycle, page) : OK;
}

static enum err page_make(struct making *m, int cycle, bool *ret_written)
{
    struct counting c = {.arrivals = m->arrivals, .cycle = cycle};
    char name[160];
    enum err err;

    *ret_written = false;
    snprintf(name, sizeof name, "%s/%d", m->school, cycle);
    TRY(figure_count_new(name, &c.count));
    err = walk(m->v, m->school, cycle, count_one, &c);
    if (err == OK && cycle == 0)
        m->whole = c.n;
    if (err == OK)
        err = page_show(m, &c, ret_written);
    figure_count_free(c.count);
    return err;
}

/* ---- a school ---- */

static bool cycle_is_first(const struct arrivals *all, int at)
{
    for (int i = 0; i < at; i++)
        if (all->rows[i].cycle == all->rows[at].cycle)
            return false;
    return true;
}

static enum err cycle_make(struct making *m, struct arrivals *all, int cycle)
{
    bool written;

    cycle_move(all, cycle, 1, 2);
    TRY(page_make(m, cycle, &written));
    if (!written)
        cycle_move(all, cycle, 2, 1);
    return OK;
}

static enum err arrivals_write(const struct making *m)
{
    for (int i = 0; i < m->arrivals->n; i++) {
        const struct arrival *r = &m->arrivals->rows[i];

        if (r->entered != r->was_entered || r->aside != r->was_aside)
            TRY(reports_set_entered(m->v->db, r->id, r->aside, r->entered));
    }
    return OK;
}

/* A report has entered what was written with it, and nothing else. */
static enum err school_make(struct making *m, struct arrivals *all)
{
    const struct figure_rules *rules = rules_of(m->v);
    bool written;

    if (!enough_came(rules, all, 0))
        return OK;
    whole_enter(m->v, all);
    TRY(page_make(m, 0, &written));
    if (!written)
        whole_leave(all);
    for (int i = 0; written && i < all->n; i++)
        if (cycle_is_first(all, i) && enough_came(rules, all, all->rows[i].cycle))
            TRY(cycle_make(m, all, all->rows[i].cycle));
    return arrivals_write(m);
}

enum err snapshot_school(struct visit *v, const char *school, int64_t today)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct arrivals all = {0};
    struct making m = {.v = v, .school = school, .arrivals = &all, .today = today};
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    err = walk(v, school, 0, note_arrival, &all);
    if (err == OK)
        err = school_make(&m, &all);
    free(all.rows);
    return err == OK ? txn_commit(&txn) : err;
}

/* ---- the clock ---- */

static const char snapshot_done[] = "snapshot.day";

static bool is_snapshot_day(const struct figure_rules *rules, int64_t today)
{
    time_t at = (time_t)today;
    struct tm tm;

    gmtime_r(&at, &tm);
    return rules->days & 1u << (tm.tm_mday - 1);
}

static enum err snapshots_make(struct visit *v, int64_t today)
{
    char after[128] = "";

    for (;;) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const char **schools;
        int n;

        TRY(reports_list_to_enter(&a, v->db, after, SCHOOLS, &schools, &n));
        for (int i = 0; i < n; i++) {
            TRY(snapshot_school(v, schools[i], today));
            db_give_way(n);
        }
        if (n < SCHOOLS)
            return OK;
        snprintf(after, sizeof after, "%s", schools[n - 1]);
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

static enum err texts_let_out(struct visit *v, int64_t today)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **schools;
    int n;

    TRY(reports_list_to_show(&a, v->db, today, REPORT_BATCH, SCHOOLS, &schools, &n));
    for (int i = 0; i < n; i++) {
        TRY(school_let_out(v, schools[i], today));
        db_give_way(n);
    }
    return OK;
}

static enum err accept_and_adopt(struct visit *v, int64_t today)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    bool due, amended;

    TRY(reports_are_due(v->db, today, &due));
    TRY(reports_have_amended(v->db, today, &amended));
    if (!due && !amended)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(reports_accept(v->db, today));
    TRY(reports_adopt(v->db, today));
    return txn_commit(&txn);
}

static enum err day_note(struct visit *v, int64_t today)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(meta_set(v->db, snapshot_done, &today, sizeof today));
    return txn_commit(&txn);
}

/* The day of the last tick; E_NOTFOUND: none yet. */
static enum err day_done(struct visit *v, int64_t *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;

    *ret = 0;
    TRY(meta_get(&a, v->db, snapshot_done, &bytes, &n));
    if (n != sizeof *ret)
        return E_CORRUPT;
    memcpy(ret, bytes, sizeof *ret);
    return OK;
}

/* Is a snapshot due? A day on which the board did not run is made up for. Not without a report that
 * could enter: then there is nothing to note either. */
static enum err snapshot_is_due(struct visit *v, int64_t today, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **schools;
    int64_t done;
    int n;
    enum err err = day_done(v, &done);

    *ret = false;
    if (err != OK && err != E_NOTFOUND)
        return err;
    if (err == OK && done >= today)
        return OK;
    *ret = is_snapshot_day(rules_of(v), today);
    for (int64_t day = done + DAY_S; err == OK && day < today && !*ret; day += DAY_S)
        *ret = is_snapshot_day(rules_of(v), day);
    if (!*ret)
        return OK;
    TRY(reports_list_to_enter(&a, v->db, "", 1, &schools, &n));
    *ret = n > 0;
    return OK;
}

enum err interview_tick(struct visit *v)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool snapshot;

    TRY(accept_and_adopt(v, today));
    TRY(texts_let_out(v, today));
    TRY(snapshot_is_due(v, today, &snapshot));
    if (!snapshot)
        return OK;
    TRY(snapshots_make(v, today));
    return day_note(v, today);
}
