/* SPDX-License-Identifier: MIT
 *
 * disclosure_infer.c -- what a reader can conclude from a page about the counts it hides.
 *
 * One page: the counts of a question are the steps of a rising chain of sums, from 0 to the number
 * of people who answered. Shown counts bound the steps, quartiles bound single sums, and the end is
 * one of the few numbers that round to what is shown. For each such end the bounds are carried
 * along the chain in both directions, which is exact for a chain; the ends that no question refutes
 * are the possible sizes of the group.
 *
 * Two pages: each count may only have grown, and so may the sums. For one cell against all others
 * this is a system of bounds on two numbers and their difference; the others' bounds simply add up.
 */
#include "disclosure_bounds.h"

#include <limits.h>
#include <string.h>

static int most(int a, int b)
{
    return a > b ? a : b;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Every count that may stand behind a shown value, in a group of at most `n`. */
static struct count_range range_of(const struct disclosure_rules *rules, int shown, int n)
{
    if (shown == SHOWN_FEW)
        return (struct count_range){0, least(rules->minimum - 1, n)};
    if (shown == SHOWN_WITHHELD) /* or it would be "few" */
        return (struct count_range){least(rules->minimum, n), n};
    return (struct count_range){most(rules->minimum, shown - (ROUND_TO - 1)),
                                least(shown + (ROUND_TO - 1), n)};
}

/* ---- one question ---- */

/* Sums of the cells up to and with i stand at [i + 1]. */
struct chain {
    int n_cells;
    struct count_range step[DISCLOSURE_CELLS];
    struct count_range sum[DISCLOSURE_CELLS + 1];
};

static void bound(struct count_range *r, int low, int high)
{
    r->low = most(r->low, low);
    r->high = least(r->high, high);
}

/* The answer at rank ceil(q·total/4) is `cell`. */
static void bound_quartile(struct chain *c, int q, int cell, int total)
{
    int rank = (q * total + 3) / 4;

    bound(&c->sum[cell], 0, rank - 1);
    bound(&c->sum[cell + 1], rank, total);
}

static bool chain_tighten(struct chain *c)
{
    for (int i = 0; i < c->n_cells; i++)
        bound(&c->sum[i + 1], c->sum[i].low + c->step[i].low, c->sum[i].high + c->step[i].high);
    for (int i = c->n_cells - 1; i >= 0; i--)
        bound(&c->sum[i], c->sum[i + 1].low - c->step[i].high, c->sum[i + 1].high - c->step[i].low);
    for (int i = 0; i <= c->n_cells; i++)
        if (c->sum[i].low > c->sum[i].high)
            return false;
    for (int i = 0; i < c->n_cells; i++)
        bound(&c->step[i], c->sum[i + 1].low - c->sum[i].high, c->sum[i + 1].high - c->sum[i].low);
    return true;
}

/* With `total` answers in all; false: that many cannot be. */
static bool chain_make(const struct disclosure_rules *rules, const struct shown_table *t, int total,
                       struct chain *ret)
{
    ret->n_cells = t->n_cells;
    ret->sum[0] = (struct count_range){0, 0};
    for (int i = 0; i < t->n_cells; i++) {
        ret->step[i] = range_of(rules, t->cells[i], total);
        ret->sum[i + 1] = (struct count_range){0, total};
    }
    bound(&ret->sum[t->n_cells], total, total);
    if (t->quartiles) {
        bound_quartile(ret, 1, t->q1, total);
        bound_quartile(ret, 2, t->median, total);
        bound_quartile(ret, 3, t->q3, total);
    }
    return chain_tighten(ret);
}

static void widen(struct count_range *r, const struct count_range *by)
{
    r->low = least(r->low, by->low);
    r->high = most(r->high, by->high);
}

static const struct count_range nothing = {INT_MAX, INT_MIN};

/* The ranges of a question's cells over all totals in `n`; *ret_total narrows to those that can
 * be. */
static void infer_table(const struct disclosure_rules *rules, const struct shown_table *t,
                        struct count_range n, struct count_range *ret,
                        struct count_range *ret_total)
{
    struct chain c;

    *ret_total = nothing;
    for (int i = 0; i < t->n_cells; i++)
        ret[i] = nothing;
    for (int total = n.low; total <= n.high; total++) {
        if (!chain_make(rules, t, total, &c))
            continue;
        for (int i = 0; i < t->n_cells; i++)
            widen(&ret[i], &c.step[i]);
        widen(ret_total, &(struct count_range){total, total});
    }
}

/* How many may have answered; for a question nobody left out, the group. */
static struct count_range answered(const struct disclosure_rules *rules,
                                   const struct shown_table *t, struct count_range group)
{
    struct count_range r = t->everybody ? group : range_of(rules, t->n, group.high);

    bound(&r, 0, group.high);
    return r;
}

static bool is_shown(const struct shown_table *t)
{
    return t->n >= 0;
}

/* ---- a page ---- */

void disclosure_bounds(const struct disclosure_rules *rules, const struct shown_page *page,
                       struct page_bounds *ret)
{
    struct count_range group = range_of(rules, page->n, INT_MAX / 4), was;

    /* A size that one question refutes is refuted for all. Sizes in a range that no question
     * refutes are taken as possible: a reader may know a little more, where a size in the middle
     * is refuted; then every range is wider than it need be, by at most one size. */
    do {
        was = group;
        for (int i = 0; i < page->n_tables; i++) {
            const struct shown_table *t = &page->tables[i];
            struct count_range total;

            if (!is_shown(t))
                continue;
            infer_table(rules, t, answered(rules, t, group), ret->cells[i], &total);
            ret->totals[i] = total;
            if (t->everybody)
                group = total;
            else
                bound(&group, total.low, INT_MAX);
        }
    } while (was.low != group.low || was.high != group.high);
    ret->group = group;
    for (int i = 0; i < page->n_tables; i++)
        if (!is_shown(&page->tables[i]))
            for (int k = 0; k < page->tables[i].n_cells; k++)
                ret->cells[i][k] = (struct count_range){0, group.high};
}

void disclosure_infer(const struct disclosure_rules *rules, const struct shown_page *page,
                      struct count_range ret[static DISCLOSURE_TABLES][DISCLOSURE_CELLS])
{
    struct page_bounds bounds;

    disclosure_bounds(rules, page, &bounds);
    memcpy(ret, bounds.cells, sizeof bounds.cells);
}

/* ---- two pages ---- */

/* Bounds on a number before, the number now, and what came in between. */
struct growth {
    struct count_range before, now, more;
};

static void growth_tighten(struct growth *g)
{
    bound(&g->now, g->before.low, INT_MAX);
    bound(&g->before, 0, g->now.high);
    g->more = (struct count_range){most(0, g->now.low - g->before.high),
                                   g->now.high - g->before.low};
}

static void growth_add(struct growth *sum, const struct growth *g, int sign)
{
    struct count_range *to[] = {&sum->before, &sum->now, &sum->more};
    const struct count_range *from[] = {&g->before, &g->now, &g->more};

    for (int i = 0; i < 3; i++) {
        to[i]->low += sign * from[i]->low;
        to[i]->high += sign * from[i]->high;
    }
}

/* Can the others make up the totals when this cell was x and is y? */
static bool others_can(const struct growth *others, const struct growth *totals, int x, int y)
{
    struct count_range before = others->before, now = others->now, more = others->more;

    bound(&before, totals->before.low - x, totals->before.high - x);
    bound(&now, totals->now.low - y, totals->now.high - y);
    return before.low <= before.high && now.low <= now.high && more.low <= more.high &&
           now.low - before.high <= more.high && now.high - before.low >= more.low;
}

static void infer_cell(const struct growth *cell, const struct growth *others,
                       const struct growth *totals, struct count_range *ret_before,
                       struct count_range *ret)
{
    *ret_before = *ret = nothing;
    for (int x = cell->before.low; x <= cell->before.high; x++)
        for (int y = most(x, cell->now.low); y <= cell->now.high; y++)
            if (others_can(others, totals, x, y)) {
                widen(ret_before, &(struct count_range){x, x});
                widen(ret, &(struct count_range){y, y});
            }
}

static void infer_growth(const struct page_bounds *before, const struct page_bounds *now, int table,
                         int n_cells, struct count_range *ret_before, struct count_range *ret)
{
    struct growth cells[DISCLOSURE_CELLS], sum = {0};
    struct growth totals = {.before = before->totals[table], .now = now->totals[table]};

    growth_tighten(&totals);
    for (int i = 0; i < n_cells; i++) {
        cells[i] = (struct growth){before->cells[table][i], now->cells[table][i], {0, 0}};
        growth_tighten(&cells[i]);
        growth_add(&sum, &cells[i], 1);
    }
    for (int i = 0; i < n_cells; i++) {
        growth_add(&sum, &cells[i], -1);
        infer_cell(&cells[i], &sum, &totals, &ret_before[i], &ret[i]);
        growth_add(&sum, &cells[i], 1);
    }
}

void disclosure_infer_pair(
    const struct disclosure_rules *rules, const struct shown_page *before,
    const struct shown_page *page,
    struct count_range ret_before[static DISCLOSURE_TABLES][DISCLOSURE_CELLS],
    struct count_range ret[static DISCLOSURE_TABLES][DISCLOSURE_CELLS])
{
    struct page_bounds was, now;

    disclosure_bounds(rules, before, &was);
    disclosure_bounds(rules, page, &now);
    memcpy(ret_before, was.cells, sizeof was.cells);
    memcpy(ret, now.cells, sizeof now.cells);
    for (int i = 0; i < page->n_tables && i < before->n_tables; i++)
        if (is_shown(&page->tables[i]) && is_shown(&before->tables[i]) &&
            page->tables[i].n_cells == before->tables[i].n_cells)
            infer_growth(&was, &now, i, page->tables[i].n_cells, ret_before[i], ret[i]);
}
