/* SPDX-License-Identifier: MIT
 *
 * practice.c -- which questions come next, and what is kept of the answers.
 */
#include <curbside/domain/practice.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/thread.h>

#include "cursor.h"

enum {
    DAY_S = 24 * 60 * 60,
    WEEK_DAYS = 7,
    CANDIDATES = 400, /* of a list, that are weighed */
    TAGS_SUMMED = 64,
    TAG_ANSWERS = 3, /* before a tag is called weak */
    TENTHS = 10,
    UNRATED = 25, /* tenths: the middle */
};

static const char cursor_name[] = "practice";
static const char *const mode_names[PRACTICE_MODES] = {"mmi", "traditional", "free"};

/* clang-format off: a table that is read by row */
static const struct {
    const char *name, *words;
} ratings[PRACTICE_RATINGS] = {
    {"structure", "1: thoughts in a heap. 4: a beginning, two or three points, an end"},
    {"perspectives", "1: one side. 4: everybody it touches was thought of"},
    {"empathy", "1: a case. 4: people, and what it is like for them"},
    {"action", "1: it depends. 4: what I would do, first and next, and who helps"},
    {"time", "1: cut off or empty. 4: done with time to spare"},
};
/* clang-format on */

const char *practice_mode_name(enum practice_mode mode)
{
    return mode_names[mode];
}

const char *practice_rating_name(enum practice_rating rating)
{
    return ratings[rating].name;
}

const char *practice_rating_words(enum practice_rating rating)
{
    return ratings[rating].words;
}

/* ---- the history ---- */

static const struct state_attempt *history(const struct visit *v, int *ret_n)
{
    const struct state_attempt *rows = NULL;
    size_t n = 0;

    if (v->state)
        rows = state_attempts(v->state, &n);
    *ret_n = (int)n;
    return rows;
}

/* Mean of what was rated, in tenths; 0: nothing. */
static int mean_of(const struct state_attempt *a)
{
    int sum = 0, n = 0;

    for (int i = 0; i < STATE_RATINGS; i++) {
        sum += a->ratings[i];
        n += a->ratings[i] > 0;
    }
    return n ? sum * TENTHS / n : 0;
}

/* ---- tags ---- */

struct tag_sum {
    char name[48];
    int sum, n;
};
struct tag_sums {
    struct tag_sum rows[TAGS_SUMMED];
    int n;
};

static struct tag_sum *tag_find(struct tag_sums *all, const char *name, size_t n, bool make)
{
    for (int i = 0; i < all->n; i++)
        if (strncmp(all->rows[i].name, name, n) == 0 && all->rows[i].name[n] == '\0')
            return &all->rows[i];
    if (!make || all->n == TAGS_SUMMED || n >= sizeof all->rows[0].name)
        return NULL;
    memcpy(all->rows[all->n].name, name, n);
    return &all->rows[all->n++];
}

static void tags_count(struct tag_sums *all, const char *tags, int mean)
{
    for (size_t n; *tags; tags += n + (tags[n] == ' ')) {
        struct tag_sum *tag;

        n = strcspn(tags, " ");
        tag = tag_find(all, tags, n, true);
        if (tag) {
            tag->sum += mean;
            tag->n++;
        }
    }
}

/* Means of the tags of everything that was rated. */
static enum err tags_sum(struct visit *v, struct tag_sums *ret)
{
    int n;
    const struct state_attempt *rows = history(v, &n);

    memset(ret, 0, sizeof *ret);
    for (int i = 0; i < n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct question q;
        enum err err;

        if (mean_of(&rows[i]) == 0)
            continue;
        err = question_get(&a, v, (question_id){rows[i].question}, &q);
        if (err == E_NOTFOUND)
            continue;
        TRY(err);
        tags_count(ret, q.tags, mean_of(&rows[i]));
    }
    return OK;
}

/* ---- choosing ---- */

struct candidate {
    const struct question *question;
    bool other; /* of another school than the one asked for */
    int tries;
    int weight; /* tenths: the lower, the sooner */
    int drawn;
};

/* What the history says of one question: how often, and the mean of the last time. */
static void candidate_weigh(const struct visit *v, struct tag_sums *tags, struct candidate *c)
{
    int n, sum = 0, known = 0;
    const struct state_attempt *rows = history(v, &n);

    for (int i = 0; i < n; i++)
        if (rows[i].question == (uint32_t)c->question->id.v) {
            c->tries++;
            c->weight = mean_of(&rows[i]);
        }
    for (const char *tag = c->question->tags; *tag; tag += strcspn(tag, " "), tag += *tag == ' ') {
        const struct tag_sum *sum_of = tag_find(tags, tag, strcspn(tag, " "), false);

        if (sum_of && sum_of->n > 0) {
            sum += sum_of->sum / sum_of->n;
            known++;
        }
    }
    if (c->tries == 0)
        c->weight = known ? sum / known : UNRATED;
}

static int sooner_first(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->other != y->other)
        return x->other ? 1 : -1;
    if ((x->tries > 0) != (y->tries > 0))
        return x->tries > 0 ? 1 : -1;
    if (x->weight != y->weight)
        return x->weight - y->weight;
    return x->drawn - y->drawn;
}

static bool fits_mode(const struct question *q, enum practice_mode mode)
{
    bool station = q->kind == QUESTION_MMI || q->kind == QUESTION_ETHICS ||
                   q->kind == QUESTION_POLICY || q->kind == QUESTION_ROLE_PLAY ||
                   q->kind == QUESTION_CURRENT_EVENTS;

    return mode == PRACTICE_FREE || station == (mode == PRACTICE_MMI);
}

/* Alone in front of a screen: nobody to play a part, nobody to ask back. */
static bool is_fit(const struct question *q, const struct practice_query *query)
{
    if (!q->solo || q->improper)
        return false;
    if (q->kind == QUESTION_TO_ASK && query->kind != QUESTION_TO_ASK)
        return false;
    return query->kind != QUESTION_ANY_KIND || fits_mode(q, query->mode);
}

static bool is_there(const struct candidate *all, int n, question_id id)
{
    for (int i = 0; i < n; i++)
        if (all[i].question->id.v == id.v)
            return true;
    return false;
}

static enum err candidates_add(struct arena *a, struct visit *v, const struct practice_query *query,
                               bool other, struct candidate *all, int *n)
{
    const struct question_query from = {
        .school = other ? NULL : query->school,
        .kind = (enum question_kind)query->kind,
        .level = (enum question_level)query->level,
        .limit = CANDIDATES,
    };
    struct question_page page;

    TRY(question_list(a, v, &from, &page));
    for (int i = 0; i < page.n; i++)
        if (is_fit(&page.rows[i], query) && !is_there(all, *n, page.rows[i].id))
            all[(*n)++] = (struct candidate){.question = &page.rows[i], .other = other};
    return OK;
}

enum err practice_choose(struct arena *a, struct visit *v, const struct practice_query *query,
                         struct question_page *ret, int *ret_own)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct candidate *all = arena_array(&scratch, (size_t)2 * CANDIDATES, sizeof *all);
    struct tag_sums *tags = arena_alloc(&scratch, sizeof *tags);
    int n = 0;

    if (!all || !tags)
        return E_NOMEM;
    if (query->school)
        TRY(candidates_add(a, v, query, false, all, &n));
    if (n < query->n)
        TRY(candidates_add(a, v, query, query->school != NULL, all, &n));
    TRY(tags_sum(v, tags));
    for (int i = 0; i < n; i++) {
        candidate_weigh(v, tags, &all[i]);
        all[i].drawn = (int)random_below(v->random, INT32_MAX);
    }
    qsort(all, (size_t)n, sizeof *all, sooner_first);
    *ret = (struct question_page){.n = n < query->n ? n : query->n};
    ret->rows = arena_array(a, (size_t)ret->n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    *ret_own = 0;
    for (int i = 0; i < ret->n; i++) {
        ret->rows[i] = *all[i].question;
        *ret_own += query->school && !all[i].other;
    }
    return OK;
}

/* ---- keeping ---- */

enum err practice_keep(struct visit *v, const struct practice_attempt *attempt)
{
    struct state_attempt row = {
        .question = (uint32_t)attempt->question.v,
        .day = (uint32_t)(clock_wall_s(v->clock) / DAY_S),
        .seconds = attempt->seconds < 0                   ? 0
                   : attempt->seconds > STATE_SECONDS_MAX ? STATE_SECONDS_MAX
                                                          : (uint32_t)attempt->seconds,
        .mode = (uint8_t)attempt->mode,
        .typed = attempt->typed,
    };

    TRY(role_require(v->who, ROLE_MEMBER));
    for (int i = 0; i < PRACTICE_RATINGS; i++)
        row.ratings[i] = (uint8_t)attempt->ratings[i];
    return state_attempt_add(v->state, &row);
}

enum err practice_forget(struct visit *v)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    state_attempts_forget(v->state);
    return OK;
}

static enum err attempt_fill(struct arena *a, struct visit *v, const struct state_attempt *row,
                             struct practice_attempt *ret)
{
    struct question q;
    enum err err = question_get(a, v, (question_id){row->question}, &q);

    *ret = (struct practice_attempt){
        .number = row->order,
        .question = {row->question},
        .tags = "",
        .day = (int64_t)row->day * DAY_S,
        .mode = row->mode < PRACTICE_MODES ? (enum practice_mode)row->mode : PRACTICE_FREE,
        .typed = row->typed,
        .seconds = (int)row->seconds,
    };
    for (int i = 0; i < PRACTICE_RATINGS; i++)
        ret->ratings[i] = row->ratings[i];
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    ret->text = q.text;
    ret->kind = q.kind;
    ret->tags = q.tags;
    return OK;
}

enum err practice_list(struct arena *a, struct visit *v, const char *after, int limit,
                       struct practice_page *ret)
{
    struct cursor at = {.id = INT64_MAX};
    const struct state_attempt *rows;
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    limit = limit < 1 ? 1 : limit > LIST_MAX ? LIST_MAX : limit;
    if (after)
        TRY(cursor_parse(cursor_name, after, &at));
    rows = history(v, &n);
    *ret = (struct practice_page){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    while (n > 0 && rows[n - 1].order >= at.id)
        n--;
    for (; n > 0 && ret->n < limit; n--)
        TRY(attempt_fill(a, v, &rows[n - 1], &ret->rows[ret->n++]));
    if (n == 0)
        return OK;
    ret->next = cursor_format(a, cursor_name, &(struct cursor){.id = rows[n].order});
    return ret->next ? OK : E_NOMEM;
}

/* ---- progress ---- */

static int question_count_of(const struct state_attempt *rows, int n)
{
    int different = 0;

    for (int i = 0; i < n; i++) {
        bool before = false;

        for (int k = 0; k < i && !before; k++)
            before = rows[k].question == rows[i].question;
        different += !before;
    }
    return different;
}

/* Mean of one rating over rows from..to, in tenths; 0: nothing rated. */
static int mean_between(const struct state_attempt *rows, int from, int to, int rating)
{
    int sum = 0, n = 0;

    for (int i = from; i < to; i++) {
        sum += rows[i].ratings[rating];
        n += rows[i].ratings[rating] > 0;
    }
    return n ? (sum * TENTHS + n / 2) / n : 0;
}

static void rating_fill(const struct state_attempt *rows, int n, int n_bins, int rating,
                        struct rating_progress *ret)
{
    int quarter = n < 4 ? 1 : n / 4;

    for (int b = 0; b < n_bins; b++)
        ret->bins[b] = mean_between(rows, b * n / n_bins, (b + 1) * n / n_bins, rating);
    if (n == 0)
        return;
    ret->first = mean_between(rows, 0, quarter, rating);
    ret->last = mean_between(rows, n - quarter, n, rating);
}

static void weeks_fill(const struct visit *v, const struct state_attempt *rows, int n,
                       struct practice_progress *ret)
{
    int64_t today = clock_wall_s(v->clock) / DAY_S;

    for (int i = 0; i < n; i++) {
        int64_t ago = (today - rows[i].day) / WEEK_DAYS;

        if (ago >= 0 && ago < PROGRESS_WEEKS)
            ret->weeks[PROGRESS_WEEKS - 1 - ago]++;
    }
}

static int weaker_first(const void *a, const void *b)
{
    const struct tag_sum *x = a, *y = b;
    int mean_x = x->n ? x->sum / x->n : 0, mean_y = y->n ? y->sum / y->n : 0;

    return mean_x != mean_y ? mean_x - mean_y : strcmp(x->name, y->name);
}

static enum err weak_fill(struct arena *a, struct visit *v, struct practice_progress *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct tag_sums *tags = arena_alloc(&scratch, sizeof *tags);

    if (!tags)
        return E_NOMEM;
    TRY(tags_sum(v, tags));
    qsort(tags->rows, (size_t)tags->n, sizeof *tags->rows, weaker_first);
    for (int i = 0; i < tags->n && ret->n_weak < PROGRESS_TAGS; i++) {
        const struct tag_sum *t = &tags->rows[i];
        const char *name = t->n >= TAG_ANSWERS ? arena_strdup(a, t->name) : NULL;

        if (name)
            ret->weak[ret->n_weak++] = (struct tag_progress){name, t->sum / t->n, t->n};
    }
    return OK;
}

enum err practice_progress(struct arena *a, struct visit *v, struct practice_progress *ret)
{
    const struct state_attempt *rows;
    int n;

    TRY(role_require(v->who, ROLE_MEMBER));
    rows = history(v, &n);
    *ret = (struct practice_progress){
        .answers = n,
        .questions = question_count_of(rows, n),
        .n_bins = n < PROGRESS_BINS ? n : PROGRESS_BINS,
    };
    for (int r = 0; r < PRACTICE_RATINGS; r++)
        rating_fill(rows, n, ret->n_bins, r, &ret->ratings[r]);
    weeks_fill(v, rows, n, ret);
    return weak_fill(a, v, ret);
}
