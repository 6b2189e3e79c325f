/* SPDX-License-Identifier: MIT
 *
 * disclosure.c -- pages of counts, and an attacker who tries to work out what they hide.
 *
 * The attacker shares nothing with the code under test: it enumerates. For every total that may
 * stand behind a page's n, all sums that the cells can reach are kept as bits, forwards and
 * backwards, and with two successive pages, every pair of them, as a square of bits. So it knows
 * which counts are possible, holes included. It must never be left with one.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <curbside/domain/disclosure.h>
#include <curbside/domain/statistics.h>

enum {
#ifdef CURBSIDE_ASAN
    SETS = 2000, /* slower by far, and the same code */
#else
    SETS = 10000,
#endif
    PARTS = SETS / 10,
    SUMS = 256, /* no group of the test is larger */
    TABLES = 5,
    PAGES = 3, /* snapshots of one group, one after the other */
};

static const struct key key = {{7}};
static const struct disclosure_rules rules = {.minimum = 5, .split_minimum = 10, .key = &key};

/* ---- chance that can be repeated ---- */

static uint64_t seed;

static int draw(int bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)bound);
}

/* ---- the attacker ---- */

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
    *ret_low = shown == SHOWN_FEW ? 0 : shown == SHOWN_WITHHELD ? 5 : shown - 4 < 5 ? 5 : shown - 4;
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

/* A question some left out, in a group of at most n: the fewest that can have answered, -1: no
 * number can. */
static int attack_optional(const struct shown_table *t, int n, struct bits *ret)
{
    int from, to, fewest = -1;

    possible(t->n, n, &from, &to);
    for (int total = from; total <= to; total++)
        if (attack_total(t, total, ret) && fewest < 0)
            fewest = total;
    return fewest;
}

/* A size of the group, by all questions that everybody answered. */
static bool attack_size(const struct shown_page *page, int n, struct bits cells[][DISCLOSURE_CELLS])
{
    static struct bits found[DISCLOSURE_TABLES][DISCLOSURE_CELLS];

    memset(found, 0, sizeof found[0] * (size_t)page->n_tables);
    for (int i = 0; i < page->n_tables; i++)
        if (page->tables[i].n >= 0 && page->tables[i].everybody &&
            !attack_total(&page->tables[i], n, found[i]))
            return false;
    for (int i = 0; i < page->n_tables; i++)
        for (int c = 0; c < page->tables[i].n_cells; c++)
            bits_join(&cells[i][c], &found[i][c]);
    return true;
}

/* All of one page: sizes of the group that no question refutes, then every cell over them. */
static void attack_page(const struct shown_page *page, struct bits cells[][DISCLOSURE_CELLS],
                        struct bits *ret_sizes)
{
    static struct bits unused[DISCLOSURE_CELLS];
    int low, high, largest = 0;

    memset(ret_sizes, 0, sizeof *ret_sizes);
    possible(page->n, SUMS - 1, &low, &high);
    for (int i = 0; i < page->n_tables; i++)
        if (page->tables[i].n >= 0 && !page->tables[i].everybody) {
            int fewest = attack_optional(&page->tables[i], high, unused);

            low = fewest > low ? fewest : low;
        }
    for (int n = low; n <= high; n++)
        if (attack_size(page, n, cells)) {
            bit_set(ret_sizes, n);
            largest = n;
        }
    for (int i = 0; i < page->n_tables; i++)
        if (page->tables[i].n >= 0 && !page->tables[i].everybody)
            attack_optional(&page->tables[i], largest, cells[i]);
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

/* Of a question that some left out: how many can have answered, in a group of at most n. */
static struct bits totals_of(const struct shown_table *t, int n, const struct bits *sizes)
{
    static struct bits unused[DISCLOSURE_CELLS];
    struct bits totals = {{0}};
    int from, to;

    if (t->everybody)
        return *sizes;
    possible(t->n, n, &from, &to);
    for (int total = from; total <= to; total++)
        if (attack_total(t, total, unused))
            bit_set(&totals, total);
    return totals;
}

/* What is possible by itself, and together with the other page. */
static void bits_keep(struct bits *to, const struct bits *of)
{
    for (int w = 0; w < SUMS / 64; w++)
        to->w[w] &= of->w[w];
}

static void attack_pair(const struct shown_page *before, const struct shown_page *page, int top,
                        struct bits was[][DISCLOSURE_CELLS], struct bits now[][DISCLOSURE_CELLS])
{
    struct bits sizes_before, sizes_now;

    attack_page(before, was, &sizes_before);
    attack_page(page, now, &sizes_now);
    for (int i = 0; i < page->n_tables; i++) {
        struct pair p = {.before = &before->tables[i], .now = &page->tables[i], .top = top};
        struct bits pair_was[DISCLOSURE_CELLS] = {0}, pair_now[DISCLOSURE_CELLS] = {0};

        if (p.before->n < 0 || p.now->n < 0)
            continue;
        p.totals_before = totals_of(p.before, top, &sizes_before);
        p.totals_now = totals_of(p.now, top, &sizes_now);
        pair_forward(&p);
        pair_backward(&p, pair_was, pair_now);
        for (int c = 0; c < p.now->n_cells; c++) {
            bits_keep(&was[i][c], &pair_was[c]);
            bits_keep(&now[i][c], &pair_now[c]);
        }
    }
}

/* ---- random sets of reports ---- */

static const struct {
    const char *name;
    int n_cells;
    bool everybody, ordered;
} questions[TABLES] = {{"format", 5, true, false},
                       {"impression", 3, true, false},
                       {"stress", 11, true, true},
                       {"improper", 2, true, false},
                       {"outcome", 5, false, false}};

/* Skewed, as answers are: a favourite, its neighbors, now and then anything. */
static int answer(int n_cells, int favorite)
{
    int at = favorite + draw(3) - 1;

    if (draw(4) == 0)
        at = draw(n_cells);
    return at < 0 ? 0 : at >= n_cells ? n_cells - 1 : at;
}

static void people_come(struct count_page *page, const int *favorites, int n)
{
    for (; n > 0; n--, page->n++)
        for (int i = 0; i < TABLES; i++)
            if (questions[i].everybody || draw(3) > 0)
                page->tables[i].cells[answer(questions[i].n_cells, favorites[i])]++;
}

static void page_begin(struct count_page *page, int *favorites, const char *name)
{
    *page = (struct count_page){.name = name, .n_tables = TABLES};
    for (int i = 0; i < TABLES; i++) {
        favorites[i] = draw(questions[i].n_cells);
        page->tables[i].name = questions[i].name;
        page->tables[i].n_cells = questions[i].n_cells;
        page->tables[i].everybody = questions[i].everybody;
        page->tables[i].ordered = questions[i].ordered;
    }
}

/* One group through several snapshots; *ret_shown counts pages and cells that were shown at all. */
static void attack_group(int number, long *ret_shown, long *ret_hidden)
{
    struct count_page truth, truth_before;
    struct shown_page before = {0}, page;
    char name[32];
    int favorites[TABLES];

    snprintf(name, sizeof name, "school-%d", number);
    page_begin(&truth, favorites, name);
    people_come(&truth, favorites, 3 + draw(number % 4 == 0 ? 100 : 25));
    for (int i = 0; i < PAGES; i++, people_come(&truth, favorites, 5 + draw(12))) {
        struct bits cells[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
        struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0}, sizes;

        if (!disclosure_show(&rules, &truth, before.n ? &before : NULL, &page))
            continue;
        if (before.n) {
            attack_pair(&before, &page, truth.n + 8, was, cells);
            assert_hidden(&before, was, &truth_before);
        } else {
            attack_page(&page, cells, &sizes);
        }
        assert_hidden(&page, cells, &truth);
        for (int t = 0; t < TABLES; t++)
            for (int c = 0; c < page.tables[t].n_cells; c++)
                ++*(page.tables[t].cells[c] >= 0 ? ret_shown : ret_hidden);
        before = page;
        truth_before = truth;
    }
}

static void no_hidden_count_can_be_worked_out(void **state)
{
    long shown = 0, hidden = 0;

    (void)state;
    seed = 20261129;
    for (int i = 0; i < SETS; i++)
        attack_group(i, &shown, &hidden);
    /* And yet something is shown, or this proves nothing. */
    assert_true(shown > SETS * 10);
    assert_true(hidden > SETS);
}

/* A cycle's people are on the page of all cycles, too: the two are read together as a page and the
 * one before it. */
static void attack_part(int number, int *ret_hidden)
{
    struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct bits now[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct count_page part, whole;
    struct shown_page shown, all;
    char name[32], whole_name[32];
    int favorites[TABLES];

    snprintf(name, sizeof name, "school-%d/2026", number);
    snprintf(whole_name, sizeof whole_name, "school-%d/0", number);
    page_begin(&part, favorites, name);
    people_come(&part, favorites, rules.split_minimum + draw(25));
    whole = part;
    whole.name = whole_name;
    people_come(&whole, favorites, rules.minimum + draw(25));
    if (!disclosure_show(&rules, &part, NULL, &shown) ||
        !disclosure_show(&rules, &whole, NULL, &all))
        return;
    attack_pair(&shown, &all, whole.n + 8, was, now);
    for (int t = 0; t < TABLES; t++)
        for (int c = 0; c < all.tables[t].n_cells; c++)
            *ret_hidden += all.tables[t].cells[c] < 0 || shown.tables[t].cells[c] < 0;
    assert_hidden(&shown, was, &part);
    assert_hidden(&all, now, &whole);
}

static void a_cycle_and_all_cycles_hide_what_each_hides(void **state)
{
    int hidden = 0;

    (void)state;
    seed = 20261130;
    for (int i = 0; i < PARTS; i++)
        attack_part(i, &hidden);
    assert_true(hidden > PARTS);
}

/* The attacker finds what a careless page tells: without this the test above could be blind. */
static void attacker_finds_what_plain_numbers_tell(void **state)
{
    struct bits cells[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0}, sizes;
    struct shown_page page = {.n = 10, .n_tables = 1};

    (void)state;
    /* Six or more in each of two cells, and at most fourteen in all: two are left at most. */
    page.tables[0] = (struct shown_table){
        .n_cells = 3, .n = 10, .cells = {10, 10, SHOWN_FEW}, .everybody = true};
    attack_page(&page, cells, &sizes);
    assert_int_equal(count(&cells[0][2]), 3);
    /* Quartiles that all fall on one hidden answer: it must be four of six. */
    page.tables[0] = (struct shown_table){.n_cells = 3,
                                          .n = 10,
                                          .cells = {SHOWN_FEW, SHOWN_FEW, SHOWN_FEW},
                                          .everybody = true,
                                          .quartiles = true,
                                          .q1 = 1,
                                          .median = 1,
                                          .q3 = 1};
    memset(cells, 0, sizeof cells);
    attack_page(&page, cells, &sizes);
    assert_int_equal(count(&cells[0][1]), 1);
    assert_true(bit_has(&cells[0][1], 4));
}

/* Every count rounds up before and down now, so the two pages together leave no room: the last
 * cell of 0..4 must be 0. Neither page alone says so. */
static struct shown_page page_rounded_up(void)
{
    struct shown_page p = {.n = 35, .n_tables = 1};

    p.tables[0] = (struct shown_table){
        .n_cells = 5, .n = 35, .cells = {20, 10, 10, 10, SHOWN_FEW}, .everybody = true};
    return p;
}

static void two_pages_are_read_together(void **state)
{
    struct count_range was[DISCLOSURE_TABLES][DISCLOSURE_CELLS];
    struct count_range now[DISCLOSURE_TABLES][DISCLOSURE_CELLS];
    struct shown_page before = page_rounded_up(), page = {.n = 30, .n_tables = 1};

    (void)state;
    page.tables[0] = (struct shown_table){
        .n_cells = 5, .n = 30, .cells = {15, 5, 5, 5, SHOWN_FEW}, .everybody = true};
    disclosure_infer(&rules, &before, was);
    disclosure_infer(&rules, &page, now);
    assert_true(was[0][4].high == 4 && now[0][4].high == 4);
    disclosure_infer_pair(&rules, &before, &page, was, now);
    assert_int_equal(now[0][4].low, 0);
    assert_int_equal(now[0][4].high, 0);
}

/* The attacker of the great test finds it, too: else its silence about pairs would be worth
 * nothing. Neither page alone tells him. */
static void attacker_finds_what_two_pages_tell_together(void **state)
{
    struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0}, sizes;
    struct bits now[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct shown_page before = page_rounded_up(), page = {.n = 30, .n_tables = 1};

    (void)state;
    page.tables[0] = (struct shown_table){
        .n_cells = 5, .n = 30, .cells = {15, 5, 5, 5, SHOWN_FEW}, .everybody = true};
    attack_page(&before, was, &sizes);
    attack_page(&page, now, &sizes);
    assert_true(count(&was[0][4]) > 1 && count(&now[0][4]) > 1);
    memset(was, 0, sizeof was);
    memset(now, 0, sizeof now);
    attack_pair(&before, &page, 40, was, now);
    assert_int_equal(count(&now[0][4]), 1);
    assert_true(bit_has(&now[0][4], 0));
}

static void page_that_tells_with_the_one_before_hides_more(void **state)
{
    struct count_page truth = {.n = 34, .n_tables = 1};
    struct shown_page before = page_rounded_up(), alone, page;
    int careless = 0;
    char name[32];

    (void)state;
    truth.tables[0] = (struct count_table){
        .name = "format", .n_cells = 5, .cells = {16, 6, 6, 6, 0}, .everybody = true};
    truth.name = name;
    for (int i = 0; i < 1000; i++) {
        struct count_range was[DISCLOSURE_TABLES][DISCLOSURE_CELLS];
        struct count_range now[DISCLOSURE_TABLES][DISCLOSURE_CELLS];

        snprintf(name, sizeof name, "school-%d", i);
        assert_true(disclosure_show(&rules, &truth, NULL, &alone));
        disclosure_infer_pair(&rules, &before, &alone, was, now);
        careless += now[0][4].high <= now[0][4].low;
        if (!disclosure_show(&rules, &truth, &before, &page))
            continue;
        disclosure_infer_pair(&rules, &before, &page, was, now);
        for (int c = 0; page.tables[0].n > 0 && c < 5; c++)
            if (page.tables[0].cells[c] < 0)
                assert_true(now[0][c].high > now[0][c].low);
    }
    assert_true(careless > 20); /* of a thousand; else nothing was tried */
}

/* ---- the rules one by one ---- */

static struct count_page page_of(const char *name, int a, int b, int c)
{
    struct count_page p = {.name = name, .n = a + b + c, .n_tables = 1};

    p.tables[0] = (struct count_table){
        .name = "impression", .n_cells = 3, .cells = {a, b, c}, .everybody = true};
    return p;
}

static void fewer_than_five_people_have_no_page(void **state)
{
    struct count_page four = page_of("a", 4, 0, 0), five = page_of("a", 5, 0, 0);
    struct shown_page shown;

    (void)state;
    assert_false(disclosure_show(&rules, &four, NULL, &shown));
    assert_int_equal(shown.n, 0);
    assert_true(disclosure_show(&rules, &five, NULL, &shown));
    assert_int_equal(shown.n, 5);
}

static void counts_are_multiples_of_five_or_few(void **state)
{
    struct count_page p = page_of("a", 23, 4, 40);
    struct shown_page shown;

    (void)state;
    assert_true(disclosure_show(&rules, &p, NULL, &shown));
    assert_true(shown.tables[0].cells[0] == 20 || shown.tables[0].cells[0] == 25);
    assert_int_equal(shown.tables[0].cells[1], SHOWN_FEW);
    assert_int_equal(shown.tables[0].cells[2], 40);
    assert_int_equal(disclosure_share(&shown.tables[0], 1), -1);
    assert_int_equal(disclosure_share(&shown.tables[0], 2), -1); /* of how many, is not shown */
    p = page_of("a", 23, 6, 40);
    assert_true(disclosure_show(&rules, &p, NULL, &shown));
    assert_int_equal(disclosure_share(&shown.tables[0], 2) % 5, 0);
    assert_in_range(disclosure_share(&shown.tables[0], 2), 50, 65);
    shown.tables[0].cells[0] = SHOWN_WITHHELD;
    assert_int_equal(disclosure_share(&shown.tables[0], 2), -1);
}

static void same_count_rounds_the_same_way_and_the_mean_is_kept(void **state)
{
    double sum = 0;
    char name[32];

    (void)state;
    for (int i = 0; i < 2000; i++) {
        int shown;

        snprintf(name, sizeof name, "school-%d", i);
        shown = disclosure_round(&rules, name, "format", 1, 23);
        assert_int_equal(shown, disclosure_round(&rules, name, "format", 1, 23));
        sum += shown;
    }
    assert_true(sum / 2000 > 22.7 && sum / 2000 < 23.3);
}

static void part_has_a_page_only_if_it_and_the_rest_are_large(void **state)
{
    (void)state;
    assert_false(disclosure_may_split(&rules, 9, 30));
    assert_true(disclosure_may_split(&rules, 10, 30));
    assert_false(disclosure_may_split(&rules, 26, 30));
    assert_true(disclosure_may_split(&rules, 25, 30));
    assert_true(disclosure_may_split(&rules, 30, 30));
}

static void question_few_answered_is_not_shown(void **state)
{
    struct count_page p = page_of("a", 20, 20, 20);
    struct shown_page shown;

    (void)state;
    p.n_tables = 2;
    p.tables[1] = (struct count_table){.name = "outcome", .n_cells = 2, .cells = {3, 1}};
    assert_true(disclosure_show(&rules, &p, NULL, &shown));
    assert_int_equal(shown.tables[1].n, SHOWN_FEW);
    assert_int_equal(shown.tables[1].cells[0], SHOWN_FEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attacker_finds_what_plain_numbers_tell),
        cmocka_unit_test(two_pages_are_read_together),
        cmocka_unit_test(attacker_finds_what_two_pages_tell_together),
        cmocka_unit_test(page_that_tells_with_the_one_before_hides_more),
        cmocka_unit_test(fewer_than_five_people_have_no_page),
        cmocka_unit_test(counts_are_multiples_of_five_or_few),
        cmocka_unit_test(same_count_rounds_the_same_way_and_the_mean_is_kept),
        cmocka_unit_test(part_has_a_page_only_if_it_and_the_rest_are_large),
        cmocka_unit_test(question_few_answered_is_not_shown),
        cmocka_unit_test(no_hidden_count_can_be_worked_out),
        cmocka_unit_test(a_cycle_and_all_cycles_hide_what_each_hides),
    };

    return crypto_init() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
