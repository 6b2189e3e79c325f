/* SPDX-License-Identifier: MIT
 *
 * filter.c -- making, switching and listing filters.
 *
 * The dry run comes before the transaction: it may take a while, and what it finds is a figure and
 * no promise.
 */
#include <curbside/domain/filter.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/state.h>
#include <curbside/domain/undo.h>
#include <curbside/store/db.h>
#include <curbside/text/clean.h>

#include "action.h"
#include "filter_rows.h"
#include "shaping.h"
#include "undo_note.h"

enum {
    DAY_S = 24 * 60 * 60,
    SUMS_MAX = 1000, /* of deleted ones, too */
};

static const char *const action_names[N_FILTER_ACTIONS] = {
    [FILTER_WARN] = "warn",
    [FILTER_HOLD] = "hold",
    [FILTER_REJECT] = "reject",
    [FILTER_SLOW] = "slow",
};

const char *filter_action_name(enum filter_action action)
{
    BUG_ON((unsigned)action >= N_FILTER_ACTIONS);
    return action_names[action];
}

enum err filter_action_parse(const char *name, enum filter_action *ret)
{
    for (int action = 0; action < N_FILTER_ACTIONS; action++)
        if (strcmp(name, action_names[action]) == 0) {
            *ret = (enum filter_action)action;
            return OK;
        }
    return E_USAGE;
}

const char *filter_sentence(struct arena *a, enum filter_action action, const char *rule,
                            const char *sentence)
{
    static const char *const own[N_FILTER_ACTIONS] = {
        [FILTER_WARN] = "A filter asks you to look at this again before you post it",
        [FILTER_HOLD] = "A filter holds this for a moderator, who will look at it",
        [FILTER_REJECT] = "A filter of this board does not take this text",
        [FILTER_SLOW] = "A filter slows you down in this thread",
    };

    if (sentence)
        return sentence;
    return rule ? arena_printf(a, "%s (house rule: %s).", own[action], rule)
                : arena_printf(a, "%s.", own[action]);
}

/* ---- what was typed ---- */

static enum err text_take(struct arena *a, enum sieve_kind kind, const char *typed,
                          const char **ret, struct filter_trial *trial)
{
    const char *why = "";
    enum err err;

    *trial = (struct filter_trial){0};
    err = sieve_rule_parse(a, kind, typed, ret, &why);
    if (err != E_USAGE)
        return err;
    trial->refused = why;
    return E_FILTER;
}

static enum err sentence_take(struct arena *a, const char *typed, const char **ret)
{
    char *line;
    size_t n;

    *ret = NULL;
    if (!typed)
        return OK;
    if (strnlen(typed, 4 * FILTER_SENTENCE_BYTES) == 4 * FILTER_SENTENCE_BYTES)
        return E_REASON_LONG;
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (n > FILTER_SENTENCE_BYTES)
        return E_REASON_LONG;
    *ret = n > 0 ? line : NULL;
    return OK;
}

static enum err draft_take(struct arena *a, struct visit *v, const struct filter_draft *draft,
                           struct filter_trial *trial, struct filter_row *ret)
{
    struct rule rule = {0};

    *ret = (struct filter_row){.kind = sieve_kind_name(draft->kind),
                               .action = filter_action_name(draft->action)};
    TRY(text_take(a, draft->kind, draft->text, &ret->text, trial));
    if (draft->rule)
        TRY(rule_find(a, v, draft->rule, &rule));
    ret->rule = rule.name;
    TRY(sentence_take(a, draft->sentence, &ret->sentence));
    TRY(filter_run(a, v, draft->kind, ret->text, trial));
    ret->hits = trial->hits;
    ret->looked = trial->looked;
    ret->tried = action_day(v);
    return OK;
}

/* ---- dry runs ---- */

/* A refusal is an answer here: the figure was asked for. */
static enum err run_told(enum err err, const struct filter_trial *trial)
{
    return err == E_FILTER && trial->looked > 0 ? OK : err;
}

enum err filter_try(struct arena *a, struct visit *v, enum sieve_kind kind, const char *typed,
                    struct filter_trial *ret)
{
    const char *text;

    TRY(permission_require(v, MAY_FILTER));
    TRY(text_take(a, kind, typed, &text, ret));
    return run_told(filter_run(a, v, kind, text, ret), ret);
}

static enum err row_get(struct arena *a, struct visit *v, filter_id id, struct filter_row *ret)
{
    TRY(filters_get(a, v->db, id, ret));
    return strcmp(ret->state, "deleted") == 0 ? E_NOTFOUND : OK;
}

static enum err row_run(struct arena *a, struct visit *v, const struct filter_row *row,
                        struct filter_trial *ret)
{
    enum sieve_kind kind;

    TRY(sieve_kind_parse(row->kind, &kind));
    return filter_run(a, v, kind, row->text, ret);
}

static enum err tried(struct visit *v, filter_id id, const struct filter_trial *trial)
{
    return filters_set_tried(v->db, id, trial->hits, trial->looked, action_day(v));
}

enum err filter_try_again(struct arena *a, struct visit *v, filter_id id, struct filter_trial *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_row row;

    TRY(permission_require(v, MAY_FILTER));
    TRY(row_get(a, v, id, &row));
    TRY(run_told(row_run(a, v, &row, ret), ret));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_FILTER));
    TRY(tried(v, id, ret));
    return txn_commit(&txn);
}

/* ---- the record ---- */

/* `was`: the state before, "none" of a new one. The log says what is done to whom, never what is
 * looked for: that would teach how to get round it. */
static enum err filter_log(struct arena *a, struct visit *v, const struct filter_row *row,
                           const char *verb, const char *was, action_id *ret_id)
{
    struct action_row action = {.verb = verb, .rule = row->rule};

    action.subject = arena_printf(a, "filter/%lld", (long long)row->id.v);
    action.reason = arena_printf(a, "action: %s", row->action);
    if (!action.subject || !action.reason)
        return E_NOMEM;
    TRY(action_add(v, &action, ret_id));
    return undo_note(v, *ret_id, was);
}

static const char *verb_of(const char *state)
{
    return strcmp(state, "on") == 0 ? "filter-on" : "filter-off";
}

static enum err require_room(struct arena *a, struct visit *v, const struct filter_row *row)
{
    struct filter_rows rows;

    TRY(filters_list(a, v->db, false, FILTERS_MAX, &rows));
    for (int i = 0; i < rows.n; i++)
        if (strcmp(rows.rows[i].kind, row->kind) == 0 && strcmp(rows.rows[i].text, row->text) == 0)
            return E_DONE_ALREADY;
    return rows.n < FILTERS_MAX ? OK : E_FILTERS_FULL;
}

enum err filter_add(struct arena *a, struct visit *v, const struct filter_draft *draft, bool on,
                    struct filter_trial *ret_trial, filter_id *ret_id, action_id *ret_action)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_row row;
    action_id id;

    TRY(permission_require(v, MAY_FILTER));
    TRY(draft_take(a, v, draft, ret_trial, &row));
    row.state = on ? "on" : "off";
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_FILTER));
    TRY(require_room(a, v, &row));
    TRY(filters_insert(v->db, &row, &row.id));
    TRY(filter_log(a, v, &row, on ? "filter-on" : "filter-add", "none", &id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_id = row.id;
    *ret_action = id;
    return OK;
}

/* Inside the transaction. */
static enum err write_switch(struct arena *a, struct visit *v, filter_id id, const char *state,
                             action_id *ret_id)
{
    struct filter_row row;

    TRY(permission_require(v, MAY_FILTER));
    TRY(row_get(a, v, id, &row));
    if (strcmp(row.state, state) == 0)
        return E_DONE_ALREADY;
    TRY(filters_set_state(v->db, id, state, 0));
    return filter_log(a, v, &row, verb_of(state), row.state, ret_id);
}

enum err filter_switch(struct arena *a, struct visit *v, filter_id id, bool on,
                       struct filter_trial *ret_trial, action_id *ret_action)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_row row;
    action_id action;

    TRY(permission_require(v, MAY_FILTER));
    TRY(row_get(a, v, id, &row));
    if ((strcmp(row.state, "on") == 0) == on)
        return E_DONE_ALREADY;
    if (on)
        TRY(row_run(a, v, &row, ret_trial));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    if (on)
        TRY(tried(v, id, ret_trial));
    TRY(write_switch(a, v, id, on ? "on" : "off", &action));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_action = action;
    return OK;
}

static int64_t goes_day(const struct visit *v)
{
    return action_day(v) + (int64_t)(UNDO_DAYS + 1) * DAY_S;
}

enum err filter_delete(struct visit *v, filter_id id, action_id *ret_action)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_row row;
    action_id action;

    TRY(role_require(v->who, permission_role(MAY_FILTER)));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_FILTER));
    TRY(row_get(&a, v, id, &row));
    TRY(filters_set_state(v->db, id, "deleted", goes_day(v)));
    TRY(filter_log(&a, v, &row, "filter-delete", row.state, &action));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret_action = action;
    return OK;
}

/* ---- taking back ---- */

static const char *state_after(const char *verb)
{
    if (strcmp(verb, "filter-delete") == 0)
        return "deleted";
    return strcmp(verb, "filter-on") == 0 ? "on" : "off";
}

/* What was made is deleted: its number is in the log. */
enum err undo_filter(struct arena *a, struct visit *v, const struct action_row *action,
                     const char *was)
{
    struct filter_row row;
    long long id;
    int n;

    if (!action->subject || sscanf(action->subject, "filter/%lld", &id) != 1)
        return E_CORRUPT;
    TRY(filters_get(a, v->db, (filter_id){id}, &row));
    if (strcmp(row.state, state_after(action->verb)) != 0 || !*row.text)
        return E_STALE;
    if (strcmp(was, "none") == 0)
        return filters_set_state(v->db, row.id, "deleted", goes_day(v));
    TRY(filters_count(v->db, &n));
    if (strcmp(row.state, "deleted") == 0 && n >= FILTERS_MAX)
        return E_FILTERS_FULL;
    return filters_set_state(v->db, row.id, was, 0);
}

enum err filter_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t today = action_day(v), before = today - (int64_t)FILTER_COUNT_DAYS * DAY_S;
    bool due;

    TRY(filters_are_due(v->db, today, before, &due));
    if (!due)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(filters_expire(v->db, today, before));
    return txn_commit(&txn);
}

/* ---- the list ---- */

/* What was met on the days that are over. */
struct sums {
    struct filter_sum *rows;
    int n;
};

static enum err sums_read(struct arena *a, struct visit *v, struct sums *ret)
{
    int64_t today = action_day(v);

    return filter_days_sum(a, v->db, today - (int64_t)FILTER_COUNT_DAYS * DAY_S, today, SUMS_MAX,
                           &ret->rows, &ret->n);
}

static enum err row_fill(const struct filter_row *row, const struct sums *sums, struct filter *ret)
{
    *ret = (struct filter){.id = row->id,
                           .text = row->text,
                           .rule = row->rule,
                           .sentence = row->sentence,
                           .on = strcmp(row->state, "on") == 0,
                           .hits = row->hits,
                           .looked = row->looked,
                           .tried = row->tried};
    if (sieve_kind_parse(row->kind, &ret->kind) != OK ||
        filter_action_parse(row->action, &ret->action) != OK)
        return E_CORRUPT;
    for (int i = 0; i < sums->n; i++)
        if (sums->rows[i].id.v == row->id.v) {
            ret->met = sums->rows[i].hits;
            ret->overs = sums->rows[i].overs;
        }
    return OK;
}

enum err filter_list(struct arena *a, struct visit *v, struct filter_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_page page = {0};
    struct filter_rows rows;
    struct sums sums;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_SEE_FILTERS));
    TRY(filters_list(a, v->db, false, FILTERS_MAX, &rows));
    TRY(sums_read(a, v, &sums));
    page.rows = arena_array(a, (size_t)rows.n + 1, sizeof *page.rows);
    if (!page.rows)
        return E_NOMEM;
    for (; page.n < rows.n; page.n++)
        TRY(row_fill(&rows.rows[page.n], &sums, &page.rows[page.n]));
    TRY(txn_commit(&txn));
    *ret = page;
    return OK;
}
