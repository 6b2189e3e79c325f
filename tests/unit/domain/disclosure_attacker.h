/* SPDX-License-Identifier: MIT
 *
 * disclosure_attacker.h -- one who tries to work out what pages of counts hide.
 *
 * He shares nothing with the code under test: he enumerates. He has counted the single reports and
 * knows exactly how many people stand on each page. All sums that the cells can reach are kept as
 * bits, forwards and backwards; with two successive pages, every pair of them, as a square of bits;
 * with two cycles and the page of all, every triple. So he knows which counts are possible, holes
 * included. He must never be left with one. Included by one test program.
 */
#ifndef CURBSIDE_TESTS_DISCLOSURE_ATTACKER_H
#define CURBSIDE_TESTS_DISCLOSURE_ATTACKER_H

#include "unit.h"

#include <string.h>

#include <curbside/domain/disclosure.h>

enum {
    SUMS = 256, /* no group of the test is larger */
    PART = 32,  /* no cycle of the test is larger */
};

struct bits {
    uint64_t w[SUMS / 64];
};

static void bit_set(struct bits *b, int i)
{
    b->w[i / 64] |= (uint64_t)1 << (i % 64);
}

static bool bit_has(const struct bits *b, int i)
{
    return i >= 0 && i < SUMS && (b->w[i / 64] >> (i % 64) & 1);
}

/* What may stand behind a shown value, at most n. */
static void possible(int shown, int n, int *ret_low, int *ret_high)
{
    *ret_low = shown < 0 ? 0 : shown - 4 < 5 ? 5 : shown - 4;
    *ret_high = shown == SHOWN_FEW ? 4 : shown == SHOWN_WITHHELD ? n : shown + 4;
    if (*ret_high > n)
        *ret_high = n;
}

static bool quartile_allows(const struct shown_table *t, int total, int upto, int sum)
{
    const int cells[] = {t->q1, t->median, t->q3};

    for (int q = 1; t->quartiles && q <= 3; q++) {
        int rank = (q * total + 3) / 4;

        if (upto > cells[q - 1] ? sum < rank : sum >= rank)
            return false;
    }
    return true;
}

/* One step of the chain of sums from `from`: which counts x of this cell lead on. */
static void step(const struct shown_table *t, int total, int cell, const struct bits *from,
                 struct bits *to, const struct bits *back_to, struct bits *back_from,
                 struct bits *ret)
{
    int low, high;

    possible(t->cells[cell], total, &low, &high);
    for (int s = 0; s <= total; s++) {
        if (!bit_has(from, s))
            continue;
        for (int x = low; x <= high && s + x <= total; x++) {
            if (to && quartile_allows(t, total, cell + 1, s + x))
                bit_set(to, s + x);
            if (back_to && bit_has(back_to, s + x)) {
                bit_set(back_from, s);
                bit_set(ret, x);
            }
        }
    }
}

/* Which counts of each cell are possible with this total; false: it cannot be the total. */
static bool attack_total(const struct shown_table *t, int total, struct bits *ret)
{
    struct bits ahead[DISCLOSURE_CELLS + 1], back[DISCLOSURE_CELLS + 1];
    int k = t->n_cells;

    memset(ahead, 0, sizeof *ahead * (size_t)(k + 1));
    memset(back, 0, sizeof *back * (size_t)(k + 1));
    bit_set(&ahead[0], 0);
    for (int i = 0; i < k; i++)
        step(t, total, i, &ahead[i], &ahead[i + 1], NULL, NULL, NULL);
    if (!bit_has(&ahead[k], total))
        return false;
    bit_set(&back[k], total);
    for (int i = k - 1; i >= 0; i--)
        step(t, total, i, &ahead[i], NULL, &back[i + 1], &back[i], &ret[i]);
    return true;
}

static int count(const struct bits *b)
{
    int n = 0;

    for (int i = 0; i < SUMS; i++)
        n += bit_has(b, i);
    return n;
}

static void bits_join(struct bits *to, const struct bits *from)
{
    for (int w = 0; w < SUMS / 64; w++)
        to->w[w] |= from->w[w];
}

/* A question some left out, in a group of n. */
static void attack_optional(const struct shown_table *t, int n, struct bits *ret)
{
    int from, to;

    possible(t->n, n, &from, &to);
    for (int total = from; total <= to; total++)
        attack_total(t, total, ret);
}

/* All of one page, of n people. */
static void attack_page(const struct shown_page *page, int n, struct bits cells[][DISCLOSURE_CELLS])
{
    for (int i = 0; i < page->n_tables; i++) {
        const struct shown_table *t = &page->tables[i];

        if (t->n >= 0 && t->everybody)
            attack_total(t, n, cells[i]);
        else if (t->n >= 0)
            attack_optional(t, n, cells[i]);
    }
}

static void assert_hidden(const struct shown_page *page, struct bits cells[][DISCLOSURE_CELLS],
                          const struct count_page *truth)
{
    for (int i = 0; i < page->n_tables; i++) {
        const struct shown_table *t = &page->tables[i];

        for (int c = 0; t->n >= 0 && c < t->n_cells; c++) {
            if (!bit_has(&cells[i][c], truth->tables[i].cells[c]))
                fail_msg("the attacker rules out the truth: this test is wrong");
            if (t->cells[c] < 0 && count(&cells[i][c]) < 2)
                fail_msg("%s: a hidden count must be %d", page->tables[i].ordered ? "stress" : "",
                         truth->tables[i].cells[c]);
        }
    }
}

/* ---- pairs: which (before, now) sums can be reached, counts only growing ---- */

/* By the cells behind and the sum before; a bit for each sum now. */
static struct bits pair_grid[DISCLOSURE_CELLS + 1][SUMS], pair_back[DISCLOSURE_CELLS + 1][SUMS];

struct pair {
    const struct shown_table *before, *now;
    struct bits totals_before, totals_now; /* that are possible */
    int top;                               /* no sum is larger */
};

/* Every sum greater by n. */
static struct bits bits_up(const struct bits *b, int n)
{
    struct bits up = {{0}};
    int words = n / 64, rest = n % 64;

    for (int w = SUMS / 64 - 1; w >= words; w--) {
        up.w[w] = b->w[w - words] << rest;
        if (rest > 0 && w > words)
            up.w[w] |= b->w[w - words - 1] >> (64 - rest);
    }
    return up;
}

/* Every sum less by n, and one of `of`. */
static struct bits bits_down(const struct bits *b, int n, const struct bits *of)
{
    struct bits down = {{0}};
    int words = n / 64, rest = n % 64;

    for (int w = 0; w + words < SUMS / 64; w++) {
        down.w[w] = b->w[w + words] >> rest;
        if (rest > 0 && w + words + 1 < SUMS / 64)
            down.w[w] |= b->w[w + words + 1] << (64 - rest);
        down.w[w] &= of->w[w];
    }
    return down;
}

static bool bits_any(const struct bits *b)
{
    return (b->w[0] | b->w[1] | b->w[2] | b->w[3]) != 0;
}

static void cell_limits(const struct pair *p, int cell, int *low)
{
    possible(p->before->cells[cell], p->top, &low[0], &low[1]);
    possible(p->now->cells[cell], p->top, &low[2], &low[3]);
}

static void pair_forward(const struct pair *p)
{
    int k = p->now->n_cells, l[4];

    memset(pair_grid, 0, sizeof pair_grid[0] * (size_t)(k + 1));
    bit_set(&pair_grid[0][0], 0);
    for (int i = 0; i < k; i++) {
        cell_limits(p, i, l);
        for (int s = 0; s <= p->top; s++)
            for (int x = l[0]; bits_any(&pair_grid[i][s]) && x <= l[1] && s + x <= p->top; x++)
                for (int y = x > l[2] ? x : l[2]; y <= l[3]; y++) {
                    struct bits up = bits_up(&pair_grid[i][s], y);

                    bits_join(&pair_grid[i + 1][s + x], &up);
                }
    }
}

/* Which counts of this cell lead from this sum before to an end that can be. */
static void pair_step_back(const struct pair *p, int cell, const int *l, int s, struct bits *was,
                           struct bits *now)
{
    for (int x = l[0]; x <= l[1] && s + x <= p->top; x++)
        for (int y = x > l[2] ? x : l[2]; y <= l[3]; y++) {
            struct bits from = bits_down(&pair_back[cell + 1][s + x], y, &pair_grid[cell][s]);

            if (!bits_any(&from))
                continue;
            bits_join(&pair_back[cell][s], &from);
            bit_set(was, x);
            bit_set(now, y);
        }
}

static void pair_backward(const struct pair *p, struct bits *was, struct bits *now)
{
    int k = p->now->n_cells, l[4];

    memset(pair_back, 0, sizeof pair_back[0] * (size_t)(k + 1));
    for (int s = 0; s <= p->top; s++)
        if (bit_has(&p->totals_before, s))
            pair_back[k][s] = bits_down(&pair_grid[k][s], 0, &p->totals_now);
    for (int i = k - 1; i >= 0; i--) {
        cell_limits(p, i, l);
        for (int s = 0; s <= p->top; s++)
            if (bits_any(&pair_grid[i][s]))
                pair_step_back(p, i, l, s, &was[i], &now[i]);
    }
}

/* How many can have answered, of n people. */
static struct bits totals_of(const struct shown_table *t, int n)
{
    static struct bits unused[DISCLOSURE_CELLS];
    struct bits totals = {{0}};
    int from = n, to = n;

    if (!t->everybody)
        possible(t->n, n, &from, &to);
    for (int total = from; total <= to; total++)
        if (t->n < 0 || attack_total(t, total, unused))
            bit_set(&totals, total);
    return totals;
}

/* What is possible by itself, and together with the other page. */
static void bits_keep(struct bits *to, const struct bits *of)
{
    for (int w = 0; w < SUMS / 64; w++)
        to->w[w] &= of->w[w];
}

static void attack_pair(const struct shown_page *before, int n_before,
                        const struct shown_page *page, int n, struct bits was[][DISCLOSURE_CELLS],
                        struct bits now[][DISCLOSURE_CELLS])
{
    attack_page(before, n_before, was);
    attack_page(page, n, now);
    for (int i = 0; i < page->n_tables; i++) {
        struct pair p = {.before = &before->tables[i], .now = &page->tables[i], .top = n};
        struct bits pair_was[DISCLOSURE_CELLS] = {0}, pair_now[DISCLOSURE_CELLS] = {0};

        if (p.before->n < 0 || p.now->n < 0)
            continue;
        p.totals_before = totals_of(p.before, n_before);
        p.totals_now = totals_of(p.now, n);
        pair_forward(&p);
        pair_backward(&p, pair_was, pair_now);
        for (int c = 0; c < p.now->n_cells; c++) {
            bits_keep(&was[i][c], &pair_was[c]);
            bits_keep(&now[i][c], &pair_now[c]);
        }
    }
}

/* ---- two cycles, and the page of all, on which they and some others are ---- */

/* By the cells behind and the sums of both cycles; a bit for each sum of all. */
static struct bits all_grid[DISCLOSURE_CELLS + 1][PART][PART];
static struct bits all_back[DISCLOSURE_CELLS + 1][PART][PART];

struct triple {
    const struct shown_table *t[3]; /* two cycles, all */
    int n[3];
};

static void cell_possible(const struct triple *p, int page, int cell, int *l)
{
    const struct shown_table *t = p->t[page];

    possible(t->cells[cell], p->n[page], &l[0], &l[1]);
}

typedef void (*triple_fn)(const struct triple *p, int cell, const int at[2], const int x[3],
                          struct bits found[][DISCLOSURE_CELLS]);

static void triple_ahead(const struct triple *p, int cell, const int at[2], const int x[3],
                         struct bits found[][DISCLOSURE_CELLS])
{
    struct bits up = bits_up(&all_grid[cell][at[0]][at[1]], x[2]);

    (void)p;
    (void)found;
    bits_join(&all_grid[cell + 1][at[0] + x[0]][at[1] + x[1]], &up);
}

static void triple_back(const struct triple *p, int cell, const int at[2], const int x[3],
                        struct bits found[][DISCLOSURE_CELLS])
{
    struct bits from = bits_down(&all_back[cell + 1][at[0] + x[0]][at[1] + x[1]], x[2],
                                 &all_grid[cell][at[0]][at[1]]);

    (void)p;
    if (!bits_any(&from))
        return;
    bits_join(&all_back[cell][at[0]][at[1]], &from);
    for (int i = 0; i < 3; i++)
        bit_set(&found[i][cell], x[i]);
}

/* Every way on from these sums by this cell. */
static void triple_each(const struct triple *p, int cell, const int at[2], triple_fn run,
                        struct bits found[][DISCLOSURE_CELLS])
{
    int l[3][2], x[3];

    for (int i = 0; i < 3; i++)
        cell_possible(p, i, cell, l[i]);
    for (x[0] = l[0][0]; x[0] <= l[0][1] && at[0] + x[0] <= p->n[0]; x[0]++)
        for (x[1] = l[1][0]; x[1] <= l[1][1] && at[1] + x[1] <= p->n[1]; x[1]++)
            for (x[2] = x[0] + x[1] > l[2][0] ? x[0] + x[1] : l[2][0]; x[2] <= l[2][1]; x[2]++)
                run(p, cell, at, x, found);
}

static void triple_sweep(const struct triple *p, int cell, triple_fn run,
                         struct bits found[][DISCLOSURE_CELLS])
{
    for (int a = 0; a <= p->n[0]; a++)
        for (int b = 0; b <= p->n[1]; b++)
            if (bits_any(&all_grid[cell][a][b]))
                triple_each(p, cell, (const int[2]){a, b}, run, found);
}

/* Ends: as many as can have answered, and of the others no more than there are. */
static void triple_end(const struct triple *p, int k)
{
    struct bits totals[3];
    int others = p->n[2] - p->n[0] - p->n[1];

    for (int i = 0; i < 3; i++)
        totals[i] = totals_of(p->t[i], p->n[i]);
    for (int a = 0; a <= p->n[0]; a++)
        for (int b = 0; b <= p->n[1]; b++)
            for (int c = a + b; c <= a + b + others; c++)
                if (bit_has(&all_grid[k][a][b], c) && bit_has(&totals[0], a) &&
                    bit_has(&totals[1], b) && bit_has(&totals[2], c))
                    bit_set(&all_back[k][a][b], c);
}

static void attack_triple(const struct triple *p, struct bits found[][DISCLOSURE_CELLS])
{
    int k = p->t[2]->n_cells;

    memset(all_grid, 0, sizeof all_grid[0] * (size_t)(k + 1));
    memset(all_back, 0, sizeof all_back[0] * (size_t)(k + 1));
    bit_set(&all_grid[0][0][0], 0);
    for (int i = 0; i < k; i++)
        triple_sweep(p, i, triple_ahead, found);
    triple_end(p, k);
    for (int i = k - 1; i >= 0; i--)
        triple_sweep(p, i, triple_back, found);
}

#endif
