/* SPDX-License-Identifier: MIT
 *
 * questions.c -- reading the question bank.
 */
#include <curbside/domain/questions.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/interview.h>
#include <curbside/store/db.h>
#include <curbside/text/terms.h>

#include "cursor.h"
#include "question_rows.h"
#include "report_rows.h"

enum {
    SCHOOLS_MAX = 1000, /* more than there are */
};

static const char cursor_name[] = "questions";

static const char *const kind_names[QUESTION_KINDS] = {
    "traditional", "mmi",      "ethics", "behavioral",     "policy", "role-play",
    "clinical",    "research", "why-us", "current-events", "to-ask",
};
static const char *const level_names[QUESTION_LEVELS] = {"medical-school", "residency",
                                                         "fellowship"};

const char *question_kind_name(enum question_kind kind)
{
    return kind_names[kind];
}

const char *question_level_name(enum question_level level)
{
    return level_names[level];
}

static enum err name_find(const char *const *names, int n, const char *name, int *ret)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) {
            *ret = i;
            return OK;
        }
    return E_USAGE;
}

enum err question_kind_parse(const char *name, enum question_kind *ret)
{
    int at;

    TRY(name_find(kind_names, QUESTION_KINDS, name, &at));
    *ret = (enum question_kind)at;
    return OK;
}

enum err question_level_parse(const char *name, enum question_level *ret)
{
    int at;

    TRY(name_find(level_names, QUESTION_LEVELS, name, &at));
    *ret = (enum question_level)at;
    return OK;
}

/* ---- what may be shown ---- */

int question_count_shown(const struct visit *v, question_id id, const char *where, int64_t count)
{
    char name[160];

    snprintf(name, sizeof name, "question/%lld/%s", (long long)id.v, where);
    return report_count_shown(v, name, "seen", count);
}

/* So few schools as hide how few reports there are stay hidden with them. What no report that
 * counts has was in one of a newcomer, or is in none any more: which of both is not told. */
static void counts_show(const struct visit *v, const struct question_row *row, const char *where,
                        struct question *ret)
{
    ret->seen = row->seen == 0 && !row->starter
                    ? SHOWN_FEW
                    : question_count_shown(v, row->id, where, row->seen);
    ret->schools = ret->seen <= 0 ? ret->seen
                                  : question_count_shown(v, row->id, "schools", row->schools);
}

enum err question_from_row(const struct visit *v, const struct question_row *row,
                           struct question *ret)
{
    int kind, level;

    if (name_find(kind_names, QUESTION_KINDS, row->kind, &kind) != OK ||
        name_find(level_names, QUESTION_LEVELS, row->level, &level) != OK)
        return E_CORRUPT;
    *ret = (struct question){
        .id = row->id,
        .text = row->text,
        .kind = (enum question_kind)kind,
        .level = (enum question_level)level,
        .tags = row->tags,
        .solo = row->solo,
        .improper = row->improper,
        .starter = row->starter,
        .last_cycle = row->last_cycle,
    };
    counts_show(v, row, "all", ret);
    return OK;
}

/* ---- search: the questions that have every word ---- */

struct found {
    int64_t *ids; /* in order; NULL: nothing was asked for */
    int n;
};

static bool ids_have(const int64_t *ids, int n, int64_t id)
{
    int low = 0, high = n;

    while (low < high) {
        int middle = low + (high - low) / 2;

        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ids[low] == id;
}

/* Narrow what was found by one more word. */
static enum err found_narrow(struct arena *a, struct visit *v, const char *word, struct found *all)
{
    int64_t *ids = arena_array(a, QUESTION_LOOK, sizeof *ids);
    int n, kept = 0;

    if (!ids)
        return E_NOMEM;
    TRY(questions_with_word(v->db, word, QUESTION_LOOK, ids, &n));
    if (!all->ids) {
        *all = (struct found){ids, n};
        return OK;
    }
    for (int i = 0; i < all->n; i++)
        if (ids_have(ids, n, all->ids[i]))
            all->ids[kept++] = all->ids[i];
    all->n = kept;
    return OK;
}

static enum err search(struct arena *a, struct visit *v, const struct question_query *query,
                       struct found *ret)
{
    struct terms terms;
    struct term term;

    *ret = (struct found){0};
    if (query->tag) {
        const char *tag = arena_printf(a, "#%s", query->tag);

        if (!tag)
            return E_NOMEM;
        TRY(found_narrow(a, v, tag, ret));
    }
    terms_begin(&terms, query->text ? query->text : "", query->text ? strlen(query->text) : 0);
    while (terms_next(&terms, &term))
        TRY(found_narrow(a, v, term.s, ret));
    return OK;
}

/* What was found, and where a list puts it. */
struct placed {
    struct question_row row;
    int64_t place;
};

static int by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? 1 : -1;
    return (x->row.id.v < y->row.id.v) - (x->row.id.v > y->row.id.v);
}

static bool is_asked_for(const struct placed *p, const struct question_narrow *narrow,
                         const struct question_key *below)
{
    if (*narrow->kind && strcmp(narrow->kind, p->row.kind) != 0)
        return false;
    if (*narrow->level && strcmp(narrow->level, p->row.level) != 0)
        return false;
    return p->place < below->place || (p->place == below->place && p->row.id.v < below->id);
}

/* Rows of what was found, as a list of a table would give them. */
static enum err found_rows(struct arena *a, struct visit *v, const struct found *found,
                           const char *school, const struct question_narrow *narrow,
                           const struct question_key *below, int limit, struct question_rows *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct placed *all = arena_array(&scratch, (size_t)found->n + 1, sizeof *all);
    int n = 0;

    *ret = (struct question_rows){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!all || !ret->rows)
        return E_NOMEM;
    for (int i = 0; i < found->n; i++) {
        struct question_row *row = &all[n].row;

        TRY(questions_get(a, v->db, (question_id){found->ids[i]}, row));
        if (school) {
            TRY(questions_seen_at(v->db, school, row->id, &row->seen));
            row->schools = 1;
        }
        all[n].place = questions_place(row->seen, below->least);
        n += (!school || row->seen > 0) && is_asked_for(&all[n], narrow, below);
    }
    qsort(all, (size_t)n, sizeof *all, by_place);
    for (; ret->n < n && ret->n < limit; ret->n++)
        ret->rows[ret->n] = all[ret->n].row;
    return OK;
}

/* ---- lists ---- */

/* Counts from here on are shown. */
static int64_t least_shown(const struct visit *v)
{
    return v->figures ? v->figures->minimum : figure_rules_default.minimum;
}

/* A cursor names the last question alone: how often it was seen is looked up again, since that is
 * not for showing. */
static enum err key_of(struct visit *v, const char *after, const char *school,
                       struct question_key *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct question_row row;
    struct cursor at;
    enum err err;

    *ret = (struct question_key){INT64_MAX, INT64_MAX, least_shown(v)};
    if (!after)
        return OK;
    TRY(cursor_parse(cursor_name, after, &at));
    err = questions_get(&a, v->db, (question_id){at.id}, &row);
    TRY(err == E_NOTFOUND ? E_CURSOR_INVALID : err);
    if (school)
        TRY(questions_seen_at(v->db, school, row.id, &row.seen));
    ret->place = questions_place(row.seen, ret->least);
    ret->id = row.id.v;
    return OK;
}

static enum err rows_get(struct arena *a, struct visit *v, const struct question_query *query,
                         const char *school, int limit, struct question_rows *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    const struct question_narrow narrow = {
        .kind = query->kind == QUESTION_ANY_KIND ? "" : kind_names[query->kind],
        .level = query->level == QUESTION_ANY_LEVEL ? "" : level_names[query->level],
    };
    struct question_key below;
    struct found found;

    TRY(key_of(v, query->after, school, &below));
    TRY(search(&scratch, v, query, &found));
    if (found.ids)
        return found_rows(a, v, &found, school, &narrow, &below, limit, ret);
    if (school)
        return questions_list_school(a, v->db, school, &narrow, &below, limit, ret);
    return questions_list(a, v->db, &narrow, &below, limit, ret);
}

static enum err page_fill(struct arena *a, struct visit *v, const struct question_rows *rows,
                          const char *school, int limit, struct question_page *ret)
{
    *ret = (struct question_page){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (; ret->n < rows->n && ret->n < limit; ret->n++) {
        TRY(question_from_row(v, &rows->rows[ret->n], &ret->rows[ret->n]));
        if (school)
            counts_show(v, &rows->rows[ret->n], school, &ret->rows[ret->n]);
    }
    if (rows->n <= limit)
        return OK;
    ret->next = cursor_format(a, cursor_name, &(struct cursor){.id = rows->rows[limit - 1].id.v});
    return ret->next ? OK : E_NOMEM;
}

enum err question_list(struct arena *a, struct visit *v, const struct question_query *query,
                       struct question_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int limit = query->limit < 1 ? 1 : query->limit;
    struct school school = {0};
    struct question_rows rows;

    limit = limit > QUESTION_LIST_MAX ? QUESTION_LIST_MAX : limit;
    if (query->school)
        TRY(school_get(a, query->school, &school));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(rows_get(a, v, query, school.pool, limit + 1, &rows));
    TRY(page_fill(a, v, &rows, school.pool, limit, ret));
    return txn_commit(&txn);
}

enum err question_draw(struct arena *a, struct visit *v, const struct question_query *query,
                       struct question_page *ret)
{
    struct question_query all = *query;
    int limit = query->limit < 1 ? 1 : query->limit;

    all.after = NULL;
    all.limit = QUESTION_LIST_MAX;
    TRY(question_list(a, v, &all, ret));
    limit = limit < ret->n ? limit : ret->n;
    for (int i = 0; i < limit; i++) {
        int k = i + (int)random_below(v->random, (uint32_t)(ret->n - i));
        struct question drawn = ret->rows[k];

        ret->rows[k] = ret->rows[i];
        ret->rows[i] = drawn;
    }
    ret->n = limit;
    ret->next = NULL;
    return OK;
}

enum err question_get(struct arena *a, struct visit *v, question_id id, struct question *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct question_row row;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(questions_get(a, v->db, id, &row));
    if (row.root.v != row.id.v)
        TRY(questions_get(a, v->db, row.root, &row));
    TRY(question_from_row(v, &row, ret));
    return txn_commit(&txn);
}

enum err question_count(struct visit *v, int64_t *ret)
{
    return questions_count(v->db, QUESTION_COUNT_MAX, ret);
}

/* By what is shown: in the order of what there is "about 10" would stand before "about 15", and
 * tell of both to which side they were rounded. */
static bool stands_before(const struct question_place *x, const struct question_place *y)
{
    if (x->seen != y->seen)
        return x->seen > y->seen;
    if (x->last_cycle != y->last_cycle)
        return x->last_cycle > y->last_cycle;
    return strcmp(x->school, y->school) < 0;
}

static void place_put(struct question_place *places, int *n, const struct question_place *place)
{
    int at = (*n)++;

    for (; at > 0 && stands_before(place, &places[at - 1]); at--)
        places[at] = places[at - 1];
    places[at] = *place;
}

/* Every one: which of them are the first can be told only by what is shown, too. */
static enum err places_list(struct arena *a, struct visit *v, question_id id,
                            struct question_place **ret, int *ret_n)
{
    struct question_place *places;
    struct seen_at *rows;
    int n, kept = 0;

    TRY(questions_schools(a, v->db, id, SCHOOLS_MAX, &rows, &n));
    places = arena_array(a, (size_t)n + 1, sizeof *places);
    if (!places)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        struct school school;
        enum err err = school_get(a, rows[i].school, &school);

        if (err == E_NOTFOUND)
            continue; /* of a later list of schools */
        TRY(err);
        place_put(places, &kept,
                  &(struct question_place){
                      .school = school.short_name,
                      .slug = school.slug,
                      .seen = question_count_shown(v, id, rows[i].school, rows[i].reports),
                      .last_cycle = rows[i].last_cycle,
                  });
    }
    *ret = places;
    *ret_n = kept;
    return OK;
}

enum err question_places(struct arena *a, struct visit *v, question_id id, int limit,
                         struct question_place **ret, int *ret_n)
{
    AUTO_ARENA struct arena own = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct question_place *all, *places = arena_array(a, (size_t)limit, sizeof *places);
    int n;

    if (!places)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(places_list(&own, v, id, &all, &n));
    n = n < limit ? n : limit;
    for (int i = 0; i < n; i++) {
        places[i] = all[i];
        places[i].school = arena_strdup(a, all[i].school);
        places[i].slug = arena_strdup(a, all[i].slug);
        if (!places[i].school || !places[i].slug)
            return E_NOMEM;
    }
    *ret = places;
    *ret_n = n;
    return txn_commit(&txn);
}

/* ---- words ---- */

const char *question_seen_words(struct arena *a, const struct question *q)
{
    char cycle[INTERVIEW_CYCLE_SIZE];

    if (q->seen == 0)
        return "in no report yet";
    if (q->last_cycle == 0)
        return "in fewer than 5 reports";
    interview_form_cycle_format(q->last_cycle, cycle);
    if (q->seen < 0)
        return arena_printf(a, "in fewer than 5 reports, last %s", cycle);
    return arena_printf(a, "in about %d reports, last %s", q->seen, cycle);
}

const char *question_about_words(struct arena *a, const struct question *q)
{
    const char *seen = question_seen_words(a, q);

    if (!seen)
        return "";
    return arena_printf(
        a, "%s · %s · %s%s%s", kind_names[q->kind],
        q->level == QUESTION_MEDICAL_SCHOOL ? "medical school" : level_names[q->level], seen,
        q->improper ? " · improper" : "", q->solo ? "" : " · needs a partner");
}
