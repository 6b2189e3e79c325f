/* SPDX-License-Identifier: MIT
 *
 * report_read.c -- reading single reports, and saying what one thinks of them.
 *
 * A reader gets the cycle, format, modality, impression and texts of a report, and no more of the
 * form: the rest would tell an admissions office who wrote it.
 */
#include <curbside/domain/interview.h>

#include <limits.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/db.h>

#include "cursor.h"
#include "report_rows.h"
#include "who_secret.h"

static const char *const verdict_names[] = {
    [VERDICT_NONE] = "",
    [VERDICT_CONFIRM] = "confirm",
    [VERDICT_DISPUTE] = "dispute",
    [VERDICT_OUTDATED] = "outdated",
};

static const char *const confirm_reasons[] = {"was-there", "same-cycle", "told-the-same", NULL};
static const char *const dispute_reasons[] = {"was-there-differs", "impossible", "not-this-school",
                                              "made-up", NULL};
static const char *const outdated_reasons[] = {"format-changed", "policy-changed", "other", NULL};
static const char *const no_reasons[] = {NULL};

const char *verdict_name(enum verdict verdict)
{
    return verdict_names[verdict];
}

const char *const *verdict_reasons(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_CONFIRM:
        return confirm_reasons;
    case VERDICT_DISPUTE:
        return dispute_reasons;
    case VERDICT_OUTDATED:
        return outdated_reasons;
    case VERDICT_NONE:
        break;
    }
    return no_reasons;
}

static enum verdict verdict_of(const char *name)
{
    for (int i = VERDICT_CONFIRM; i <= VERDICT_OUTDATED; i++)
        if (strcmp(name, verdict_names[i]) == 0)
            return (enum verdict)i;
    return VERDICT_NONE;
}

static void token_for(const struct visit *v, const char *use, report_id id,
                      uint8_t ret[static TAG_BYTES])
{
    uint8_t bytes[8];
    struct key key;

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)id.v >> (8 * i));
    who_derive(v->who, use, NULL, 0, &key);
    hash_keyed(&key, bytes, sizeof bytes, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

void verdict_token(const struct visit *v, report_id id, uint8_t ret[static TAG_BYTES])
{
    token_for(v, "verdict", id, ret);
}

void report_flag_token(const struct visit *v, report_id id, uint8_t ret[static TAG_BYTES])
{
    token_for(v, "report flag", id, ret);
}

/* ---- one report ---- */

/* Everything that only figures may show goes. */
static void form_narrow(struct interview_form *f)
{
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (i != FIELD_CYCLE && i != FIELD_FORMAT && i != FIELD_MODALITY && i != FIELD_IMPRESSION)
            f->values[i] = INTERVIEW_NONE;
}

static enum err report_read(struct arena *a, struct visit *v, const struct report_row *row,
                            struct report *ret)
{
    struct verdict_counts counts;
    uint8_t token[TAG_BYTES];
    struct interview_fault fault;
    const char *said = "";

    *ret = (struct report){.id = row->id, .cycle = row->cycle};
    interview_form_init(&ret->form);
    if (interview_form_parse(a, row->form, strlen(row->form), &ret->form, &fault) == E_NOMEM)
        return E_NOMEM;
    form_narrow(&ret->form);
    TRY(verdicts_count(v->db, row->id, &counts));
    ret->confirmations = counts.confirm;
    ret->disputes = counts.dispute;
    ret->outdated = counts.outdated;
    ret->corroborated = counts.confirm >= REPORT_CONFIRMED &&
                        counts.confirm_days >= REPORT_CONFIRMED;
    if (who_is_guest(v->who))
        return OK;
    report_owner(v, row->school, row->cycle, token);
    ret->you = memcmp(token, row->owner, TAG_BYTES) == 0;
    verdict_token(v, row->id, token);
    TRY(verdicts_find(a, v->db, row->id, token, &said));
    ret->verdict = verdict_of(said);
    return OK;
}

/* ---- a school's ---- */

static enum err list_read(struct arena *a, struct visit *v, const struct report_rows *rows, int n,
                          struct report_page *ret)
{
    ret->rows = arena_array(a, (size_t)n, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (ret->n = 0; ret->n < n; ret->n++)
        TRY(report_read(a, v, &rows->rows[ret->n], &ret->rows[ret->n]));
    return OK;
}

enum err report_list(struct arena *a, struct visit *v, const char *school, const char *after,
                     int limit, struct report_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct report_key key = {INT32_MAX, 0};
    struct report_rows rows;
    struct school s;

    *ret = (struct report_page){0};
    limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    TRY(school_get(a, school, &s));
    if (after) {
        struct cursor at;

        TRY(cursor_parse(s.pool, after, &at));
        key = (struct report_key){(int)at.first, at.id};
    }
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(reports_list_shown(a, v->db, s.pool, &key, limit + 1, &rows));
    TRY(list_read(a, v, &rows, rows.n < limit ? rows.n : limit, ret));
    if (rows.n > limit) {
        const struct report_row *last = &rows.rows[limit - 1];

        ret->next = cursor_format(a, s.pool,
                                  &(struct cursor){.first = last->cycle, .id = last->id.v});
        if (!ret->next)
            return E_NOMEM;
    }
    return txn_commit(&txn);
}

/* ---- verdicts ---- */

static bool has_reason(enum verdict verdict, const char *reason)
{
    const char *const *reasons = verdict_reasons(verdict);

    for (int i = 0; reasons[i]; i++)
        if (reason && strcmp(reasons[i], reason) == 0)
            return true;
    return false;
}

static enum err verdict_write(struct visit *v, report_id id, enum verdict verdict,
                              const char *reason, bool weight)
{
    struct verdict_row row = {
        .report = id,
        .verdict = verdict_name(verdict),
        .reason = reason,
        .weight = weight,
        .day = time_floor_day(clock_wall_s(v->clock)),
    };

    verdict_token(v, id, row.token);
    if (verdict == VERDICT_NONE)
        return verdicts_remove(v->db, id, row.token);
    return verdicts_set(v->db, &row);
}

enum err report_judge(struct visit *v, report_id id, enum verdict verdict, const char *reason,
                      struct report *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t owner[TAG_BYTES];
    struct report_row row;
    bool weight;

    TRY(role_require(v->who, ROLE_MEMBER));
    if (verdict != VERDICT_NONE && !has_reason(verdict, reason))
        return E_USAGE;
    TRY(standing_has(v, &weight));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(report_require_kept(v));
    TRY(reports_get(&a, v->db, id, &row));
    if (!row.shown)
        return E_NOTFOUND;
    report_owner(v, row.school, row.cycle, owner);
    if (memcmp(owner, row.owner, sizeof owner) == 0)
        return E_OWN_POST;
    TRY(verdict_write(v, id, verdict, reason, weight));
    TRY(report_read(&a, v, &row, ret));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    ret->uncounted = verdict != VERDICT_NONE && !weight;
    interview_form_init(&ret->form); /* its texts were in an arena of ours */
    return OK;
}

/* ---- figures ---- */

/* What the page of all says of its newest month stands on the page of its newest cycle. */
static enum err newest_month_get(struct arena *a, struct visit *v, struct school_figures *ret)
{
    struct figures *newest;
    struct figures_row row;
    int cycle = ret->cycle == 0 && ret->n_cycles > 0 ? ret->cycles[0] : ret->cycle;

    ret->newest_month = figures_newest_month(&ret->figures, ret->cycle);
    if (cycle == ret->cycle)
        return OK;
    newest = arena_alloc(a, sizeof *newest);
    if (!newest)
        return E_NOMEM;
    TRY(figures_get(a, v->db, ret->school.pool, cycle, &row));
    TRY(figures_parse_some(row.page, FIGURES_OF(FIELD_MONTH), newest));
    ret->newest_month = figures_newest_month(newest, cycle);
    return OK;
}

int report_count_shown(const struct visit *v, const char *what, const char *cell, int64_t count)
{
    const struct figure_rules *rules = v->figures ? v->figures : &figure_rules_default;
    struct disclosure_rules how = {.minimum = rules->minimum};
    struct key key;
    int shown;

    if (count == 0)
        return 0;
    if (count < rules->minimum || !v->pepper)
        return SHOWN_FEW;
    key_derive(v->pepper, "statistics", NULL, 0, &key);
    how.key = &key;
    shown = disclosure_round(&how, what, cell, 0, count > INT_MAX ? INT_MAX : (int)count);
    secret_wipe(&key, sizeof key);
    return shown;
}

enum err report_figures(struct arena *a, struct visit *v, const char *school, int cycle,
                        struct school_figures *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct figures_row row = {0};
    enum err err;

    *ret = (struct school_figures){.cycle = cycle};
    TRY(school_get(a, school, &ret->school));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(figures_list_cycles(a, v->db, ret->school.pool, &ret->cycles, &ret->n_cycles));
    err = figures_get(a, v->db, ret->school.pool, cycle, &row);
    if (err == E_NOTFOUND && cycle != 0)
        return E_NOTFOUND;
    if (err != OK && err != E_NOTFOUND)
        return err;
    ret->day = row.day;
    TRY(figures_parse(row.page ? row.page : "", &ret->figures));
    TRY(newest_month_get(a, v, ret));
    return txn_commit(&txn);
}
