/* SPDX-License-Identifier: MIT
 *
 * search.c -- answering a search.
 *
 * Rows come from up to four sources, each in falling order: the two indexes, the queue of posts not
 * indexed yet, and for by:me the caller's own posts instead of all of these. They are merged, and
 * each is read and looked at again as it stands now: a hit is what the post says, whatever an index
 * says. A page ends with its limit, or after ROWS_LOOKED rows that came to nothing; the cursor is
 * the last post looked at, and its time is looked up again, because it may be finer than shown.
 */
#include <curbside/domain/search.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/thread.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/text/joins.h>

#include "board_rows.h"
#include "cursor.h"
#include "search_look.h"
#include "thread_rows.h"

enum {
    ROWS_LOOKED = 2000, /* read for one page: some 20 ms */
    FETCH_ROWS = 64,    /* asked of an index at a time */
    PROBED_WORDS = 8,   /* of a search that found nothing: a millisecond or two */
};

static const char *const sort_names[] = {[SEARCH_SORT_NEW] = "new", [SEARCH_SORT_BEST] = "best"};

enum err search_sort_parse(const char *name, enum search_sort *ret)
{
    for (size_t i = 0; i < sizeof sort_names / sizeof *sort_names; i++) {
        if (strcmp(name, sort_names[i]) == 0) {
            *ret = (enum search_sort)i;
            return OK;
        }
    }
    return E_USAGE;
}

/* ---- sources ---- */

struct source {
    enum search_index index; /* of an index: loads on */
    bool loads;
    struct search_range range;
    int64_t *rows; /* falling */
    int n, at;
};

static enum err source_peek(struct search_look *l, struct source *s, int64_t *ret_row, bool *ret)
{
    if (s->at == s->n && s->loads) {
        TRY(search_newest(l->v->db, s->index, &s->range, s->rows, FETCH_ROWS, &s->n));
        s->at = 0;
        s->loads = s->n == FETCH_ROWS;
        if (s->n > 0)
            s->range.below = s->rows[s->n - 1];
    }
    *ret = s->at < s->n;
    if (*ret)
        *ret_row = s->rows[s->at];
    return OK;
}

static enum err source_of_index(struct arena *a, const struct search_look *l,
                                enum search_index index, int64_t below, struct source *ret)
{
    *ret = (struct source){
        .index = index,
        .loads = true,
        .range = {.expression = l->expression, .from = l->from, .below = below},
        .rows = arena_array(a, FETCH_ROWS, sizeof *ret->rows),
    };
    return ret->rows ? OK : E_NOMEM;
}

struct sources {
    struct source list[N_SEARCH + 1];
    int n;
};

static enum err sources_open(struct arena *a, struct search_look *l, int64_t below,
                             struct sources *ret)
{
    struct source *known = &ret->list[0];

    ret->n = 1;
    *known = (struct source){0};
    if (l->q.mine)
        return search_own_rows(a, l, below, &known->rows, &known->n);
    TRY(search_pending_rows(a, l, below, &known->rows, &known->n));
    for (int i = 0; i < N_SEARCH; i++)
        TRY(source_of_index(a, l, (enum search_index)i, below, &ret->list[ret->n++]));
    return OK;
}

/* The greatest row of all sources; the same one twice comes once. */
static enum err sources_next(struct search_look *l, struct sources *s, int64_t *ret_row, bool *ret)
{
    int64_t best = INT64_MIN, row = 0;
    bool there;

    *ret = false;
    for (int i = 0; i < s->n; i++) {
        TRY(source_peek(l, &s->list[i], &row, &there));
        if (there && (!*ret || row > best)) {
            best = row;
            *ret = true;
        }
    }
    for (int i = 0; i < s->n && *ret; i++)
        if (s->list[i].at < s->list[i].n && s->list[i].rows[s->list[i].at] == best)
            s->list[i].at++;
    *ret_row = best;
    return OK;
}

/* ---- newest first ---- */

struct answer {
    struct search_hit *rows;
    int n, limit;
    post_id last; /* looked at */
    bool more;
};

static enum err run_newest(struct arena *a, struct search_look *l, int64_t below,
                           struct answer *ret)
{
    struct sources sources;
    bool there = true;

    TRY(sources_open(a, l, below, &sources));
    for (int looked = 0;; looked++) {
        int64_t row;
        bool hit;

        TRY(sources_next(l, &sources, &row, &there));
        if (!there)
            return OK;
        if (ret->n == ret->limit || looked == ROWS_LOOKED) {
            ret->more = true;
            return OK;
        }
        ret->last = search_row_post(row);
        TRY(search_look_at(a, l, ret->last, &ret->rows[ret->n], &hit));
        ret->n += hit;
    }
}

/* ---- by relevance ---- */

static int by_row_falling(const void *one, const void *two)
{
    const struct search_score *a = one, *b = two;

    return a->row < b->row ? 1 : a->row > b->row ? -1 : 0;
}

static int by_score(const void *one, const void *two)
{
    const struct search_score *a = one, *b = two;

    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return by_row_falling(one, two);
}

struct ranking {
    struct search_score *rows;
    int n;
};

/* Rows no index knows are worth what the middle one of the others is. */
static void add_unranked(struct ranking *r, const int64_t *rows, int n)
{
    int64_t middle;

    if (r->n > 0)
        qsort(r->rows, (size_t)r->n, sizeof *r->rows, by_score);
    middle = r->n > 0 ? r->rows[r->n / 2].score : 0;
    for (int i = 0; i < n && i < SEARCH_RANKED; i++)
        r->rows[r->n++] = (struct search_score){rows[i], middle};
}

/* The newest that match, the best of them first. */
static enum err rank(struct arena *a, struct search_look *l, int64_t below, struct ranking *ret)
{
    struct search_range range = {.expression = l->expression, .from = l->from, .below = below};
    int64_t *rows;
    int n;

    ret->n = 0;
    ret->rows = arena_array(a, (size_t)(N_SEARCH + 1) * SEARCH_RANKED, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < N_SEARCH && !l->q.mine; i++) {
        TRY(search_best(l->v->db, (enum search_index)i, &range, ret->rows + ret->n, SEARCH_RANKED,
                        &n));
        ret->n += n;
    }
    if (l->q.mine)
        TRY(search_own_rows(a, l, below, &rows, &n));
    else
        TRY(search_pending_rows(a, l, below, &rows, &n));
    add_unranked(ret, rows, n);
    if (ret->n > SEARCH_RANKED) {
        qsort(ret->rows, (size_t)ret->n, sizeof *ret->rows, by_row_falling);
        ret->n = SEARCH_RANKED;
    }
    if (ret->n > 0)
        qsort(ret->rows, (size_t)ret->n, sizeof *ret->rows, by_score);
    return OK;
}

/* *at: how many of the ranking were looked at before, and then with this page. */
static enum err run_best(struct arena *a, struct search_look *l, int64_t below, int64_t *at,
                         struct answer *ret)
{
    struct ranking ranking;

    TRY(rank(a, l, below, &ranking));
    for (; *at < ranking.n; ++*at) {
        bool hit;

        if (ret->n == ret->limit) {
            ret->more = true;
            return OK;
        }
        TRY(search_look_at(a, l, search_row_post(ranking.rows[*at].row), &ret->rows[ret->n], &hit));
        ret->n += hit;
    }
    return OK;
}

/* The newest row of all: what a ranking is bounded by, so that later posts do not shift it. */
static enum err newest_row(struct arena *a, struct search_look *l, post_id *ret)
{
    struct sources sources;
    int64_t row = 0;
    bool there;

    TRY(sources_open(a, l, INT64_MAX, &sources));
    TRY(sources_next(l, &sources, &row, &there));
    *ret = there ? search_row_post(row) : (post_id){0};
    return OK;
}

/* ---- the whole ---- */

/* The row of a post named by a cursor. */
static enum err row_of(struct visit *v, post_id post, int64_t *ret)
{
    struct search_post at;
    enum err err = search_post_get(v->db, post, &at);

    if (err == E_NOTFOUND)
        return E_CURSOR_INVALID;
    TRY(err);
    *ret = search_row(at.created_at, at.post);
    return OK;
}

static enum err run_from(struct arena *a, struct search_look *l, const struct search_query *query,
                         const char *name, struct answer *answer, struct search_page *ret)
{
    bool best = query->sort == SEARCH_SORT_BEST;
    int64_t below = l->below;
    struct cursor c = {0};

    if (query->after) {
        TRY(cursor_parse(name, query->after, &c));
        TRY(row_of(l->v, (post_id){c.id}, &below));
    } else if (best) {
        post_id newest;

        TRY(newest_row(a, l, &newest));
        c.id = newest.v;
        if (newest.v != 0)
            TRY(row_of(l->v, newest, &below));
    }
    if (best) {
        TRY(run_best(a, l, below < l->below ? below + 1 : l->below, &c.first, answer));
    } else {
        TRY(run_newest(a, l, below < l->below ? below : l->below, answer));
        c.id = answer->last.v;
    }
    *ret = (struct search_page){.rows = answer->rows, .n = answer->n};
    ret->next = answer->more ? cursor_format(a, name, &c) : NULL;
    return answer->more && !ret->next ? E_NOMEM : OK;
}

static enum err run_usable(struct arena *a, struct search_look *l, const struct search_query *query,
                           struct search_page *ret)
{
    const char *text = arena_memdup0(a, query->text, query->n);
    const char *name = arena_printf(a, "search %s %s %s", sort_names[query->sort],
                                    query->board ? query->board : "", text ? text : "");
    struct answer answer = {.limit = query->limit < 1          ? 1
                                     : query->limit > LIST_MAX ? LIST_MAX
                                                               : query->limit};

    answer.rows = arena_array(a, (size_t)answer.limit + 1, sizeof *answer.rows);
    if (!text || !name || !answer.rows)
        return E_NOMEM;
    TRY(search_pending_is_over(l->v->db, SEARCH_QUEUE_LOOKED, &l->queue_is_long));
    TRY(run_from(a, l, query, name, &answer, ret));
    ret->partial = l->queue_is_long;
    return OK;
}

/* As a word and as a join. */
static enum err probe(struct arena *a, const struct search_look *l, const char *term)
{
    const char *join = arena_printf(a, JOIN_MARK "%s", term);

    if (!join)
        return E_NOMEM;
    for (int i = 0; i < N_SEARCH; i++) {
        TRY(search_probe(l->v->db, (enum search_index)i, term));
        TRY(search_probe(l->v->db, (enum search_index)i, join));
    }
    return OK;
}

/* Nothing was found where all was looked through: is it that there is nothing, or that the pages
 * with the words are damaged? */
static enum err require_readable(struct arena *a, struct search_look *l,
                                 const struct search_page *page)
{
    int left = PROBED_WORDS;

    if (page->n > 0 || page->next || l->q.mine)
        return OK;
    for (int i = 0; i < l->q.n_must; i++)
        for (int k = 0; k < l->q.must[i].n && left > 0; k++, left--)
            TRY(probe(a, l, l->q.must[i].terms[k]));
    return OK;
}

enum err search_run(struct arena *a, struct visit *v, const struct search_query *query,
                    struct search_page *ret, struct query_fault *ret_fault)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_SEARCH_LOOK struct search_look l = {.v = v};
    enum search_state state;
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(search_look_init(a, &l, query, ret_fault));
    TRY(search_state_get(v, &state));
    if (state == SEARCH_BROKEN)
        return E_SEARCH_BROKEN;
    err = run_usable(a, &l, query, ret);
    if (err == OK)
        err = require_readable(a, &l, ret);
    if (err == E_CORRUPT)
        return E_SEARCH_BROKEN;
    TRY(err);
    ret->partial = ret->partial || state == SEARCH_OLD;
    return txn_commit(&txn);
}
