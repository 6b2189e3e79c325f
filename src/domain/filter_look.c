/* SPDX-License-Identifier: MIT
 *
 * filter_look.c -- a text beside the filters that are on.
 *
 * The set is made for each look and forgotten with it, as the rules of the safety check are: a
 * board without filters pays one statement. Who writes is not asked here.
 */
#include "filter_rows.h"

#include <string.h>

#include <curbside/base/clock.h>

void filter_set_drop(struct filter_set *set)
{
    sieve_free(set->sieve);
    set->sieve = NULL;
}

/* A row that this program cannot read (of another version of PCRE2) is left out: it must not stop
 * the whole board from posting. */
static enum err set_add(struct filter_set *set, const struct filter_row *row)
{
    struct filter_hit *rule = &set->rules[sieve_count(set->sieve)];
    enum sieve_kind kind;
    enum err err;

    if (sieve_kind_parse(row->kind, &kind) != OK ||
        filter_action_parse(row->action, &rule->action) != OK)
        return E_CORRUPT;
    err = sieve_add(set->sieve, kind, row->text);
    if (err != OK)
        return err == E_USAGE ? OK : err;
    rule->id = row->id;
    rule->rule = row->rule;
    rule->sentence = row->sentence;
    return OK;
}

static enum err set_fill(struct arena *a, const struct filter_rows *rows, bool slow_only,
                         struct filter_set *ret)
{
    ret->sieve = sieve_new();
    ret->rules = arena_array(a, (size_t)rows->n, sizeof *ret->rules);
    if (!ret->sieve || !ret->rules)
        return E_NOMEM;
    for (int i = 0; i < rows->n; i++)
        if (!slow_only || strcmp(rows->rows[i].action, filter_action_name(FILTER_SLOW)) == 0)
            TRY(set_add(ret, &rows->rows[i]));
    if (sieve_count(ret->sieve) == 0)
        filter_set_drop(ret);
    return OK;
}

enum err filter_set_load(struct arena *a, struct visit *v, struct filter_set *ret)
{
    struct filter_rows rows;

    TRY(filters_list(a, v->db, true, FILTERS_MAX, &rows));
    return rows.n > 0 ? set_fill(a, &rows, false, ret) : OK;
}

enum err filter_set_load_slow(struct arena *a, struct visit *v, struct filter_set *ret)
{
    struct filter_rows rows;

    TRY(filters_list(a, v->db, true, FILTERS_MAX, &rows));
    return rows.n > 0 ? set_fill(a, &rows, true, ret) : OK;
}

/* What was met in an earlier part stays; what was over its limit is met, where it is found now. */
static void hits_take(const struct filter_set *set, const struct sieve_hit *found,
                      enum filter_part part, struct filter_hit *hits, bool *is_hit)
{
    for (int i = 0; i < sieve_count(set->sieve); i++) {
        if ((!found[i].found && !found[i].over) ||
            (is_hit[i] && (!hits[i].over || !found[i].found)))
            continue;
        hits[i] = set->rules[i];
        hits[i].over = found[i].over;
        hits[i].part = part;
        hits[i].start = found[i].start;
        hits[i].end = found[i].end;
        is_hit[i] = true;
    }
}

enum err filter_set_look(struct arena *a, struct visit *v, const struct filter_set *set,
                         const struct filter_parts *parts, struct filter_verdict *ret)
{
    const char *texts[N_FILTER_PARTS] = {parts->title, parts->tags, parts->body};
    int n = set->sieve ? sieve_count(set->sieve) : 0;
    struct filter_hit hits[FILTERS_MAX];
    struct sieve_hit found[FILTERS_MAX];
    bool is_hit[FILTERS_MAX] = {false};

    *ret = (struct filter_verdict){0};
    for (int part = 0; part < N_FILTER_PARTS && n > 0; part++) {
        if (!texts[part])
            continue;
        TRY(sieve_look(set->sieve, v->clock, texts[part],
                       part == PART_BODY ? parts->body_n : strlen(texts[part]), found));
        hits_take(set, found, (enum filter_part)part, hits, is_hit);
    }
    ret->rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        if (is_hit[i])
            ret->rows[ret->n++] = hits[i];
    return OK;
}

static bool has(const struct filter_verdict *verdict, filter_id id)
{
    for (int i = 0; i < verdict->n; i++)
        if (verdict->rows[i].id.v == id.v)
            return true;
    return false;
}

enum err filter_look(struct arena *a, struct visit *v, const struct filter_parts *parts,
                     const struct filter_parts *before, struct filter_verdict *ret)
{
    AUTO_FILTER_SET struct filter_set set = {NULL, NULL};
    struct filter_verdict old;
    int kept = 0;

    TRY(filter_set_load(a, v, &set));
    TRY(filter_set_look(a, v, &set, parts, ret));
    if (!before || ret->n == 0)
        return OK;
    TRY(filter_set_look(a, v, &set, before, &old));
    for (int i = 0; i < ret->n; i++)
        if (!has(&old, ret->rows[i].id))
            ret->rows[kept++] = ret->rows[i];
    ret->n = kept;
    return OK;
}

static bool is_met(const struct filter_hit *hit, enum filter_action action)
{
    if (!hit->over)
        return hit->action == action;
    return action == FILTER_HOLD && (hit->action == FILTER_HOLD || hit->action == FILTER_REJECT);
}

const struct filter_hit *filter_met(const struct filter_verdict *verdict, enum filter_action action)
{
    for (int i = 0; i < verdict->n; i++)
        if (is_met(&verdict->rows[i], action))
            return &verdict->rows[i];
    return NULL;
}

enum err filter_tally(struct visit *v, const struct filter_verdict *verdict)
{
    int64_t day = time_floor_day(clock_wall_s(v->clock));

    for (int i = 0; i < verdict->n; i++)
        TRY(filter_days_add(v->db, verdict->rows[i].id, day, verdict->rows[i].over));
    return OK;
}

enum err filter_slows(struct visit *v, const struct filter_set *set, const char *title,
                      const char *body, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct filter_parts parts = {.title = title, .body = body, .body_n = strlen(body)};
    struct filter_verdict verdict;

    *ret = false;
    if (!set->sieve)
        return OK;
    TRY(filter_set_look(&a, v, set, &parts, &verdict));
    *ret = filter_met(&verdict, FILTER_SLOW) != NULL;
    return OK;
}
