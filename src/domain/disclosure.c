/* SPDX-License-Identifier: MIT
 *
 * disclosure.c -- making pages that may be shown: round, hide what is small, and look for each
 * hidden count whether it could be another one; hide more until it could.
 *
 * "Could be another one" is shown by an example and not by reckoning bounds: one person answers
 * otherwise, or two of different groups exchange their answers, and no page shows it. What has an
 * example is safe, whatever a reader computes. What has none may be safe all the same, by an
 * example that moves more people; it is hidden then without need, which is rare.
 */
#include <curbside/domain/disclosure.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/domain/statistics.h>

int disclosure_round(const struct disclosure_rules *rules, const char *page, const char *table,
                     int cell, int count)
{
    AUTO_STR struct str name = STR_INIT;
    uint8_t dice[TAG_BYTES];
    int over = count % ROUND_TO;
    unsigned long draw = 0;

    str_printf(&name, "%s\n%s\n%d\n%d", page, table, cell, count);
    hash_keyed(rules->key, str_cstr(&name), name.n, dice, sizeof dice);
    for (int i = 0; i < 4; i++)
        draw = draw << 8 | dice[i];
    return count - over + (draw % ROUND_TO < (unsigned long)over ? ROUND_TO : 0);
}

bool disclosure_hides(const struct shown_table *table)
{
    for (int i = 0; i < table->n_cells; i++)
        if (table->cells[i] < 0)
            return true;
    return table->n < 0;
}

int disclosure_share(const struct shown_table *table, int cell)
{
    bool hides = disclosure_hides(table);
    int sum = 0, share;

    if (table->n < SHARES_FROM || table->cells[cell] < 0)
        return -1;
    for (int i = 0; i < table->n_cells; i++)
        sum += table->cells[i] > 0 ? table->cells[i] : 0;
    if (hides && table->n > sum)
        sum = table->n;
    if (sum == 0)
        return -1;
    share = (100 * table->cells[cell] / sum + 2) / 5 * 5;
    /* All of it would say that nobody gave the hidden answers. */
    return share == 100 && hides ? 95 : share;
}

/* ---- rounding and hiding what is small ---- */

static int cell_show(const struct disclosure_rules *rules, const char *page, const char *table,
                     int cell, int count)
{
    if (count < rules->minimum)
        return SHOWN_FEW;
    return disclosure_round(rules, page, table, cell, count);
}

static void quartiles_hide(struct shown_table *t)
{
    t->quartiles = false;
    t->q1 = t->median = t->q3 = 0;
}

static void table_hide(struct shown_table *t, int as)
{
    t->n = as;
    quartiles_hide(t);
    for (int i = 0; i < t->n_cells; i++)
        t->cells[i] = as;
}

static int answered(const struct count_table *t)
{
    int n = 0;

    for (int i = 0; i < t->n_cells; i++)
        n += t->cells[i];
    return n;
}

/* Each is rounded by itself, and a part is not more than the whole. Both are shown, so that this
 * tells nothing. */
static int at_most(int shown, int n)
{
    return shown > n && n > 0 ? n : shown;
}

/* Of `n` people, shown as so many. */
static void table_show(const struct disclosure_rules *rules, const char *page, int n, int shown_n,
                       const struct count_table *t, struct shown_table *ret)
{
    int total = answered(t);

    *ret = (struct shown_table){
        .n_cells = t->n_cells, .everybody = t->everybody, .ordered = t->ordered};
    if (total < rules->minimum) {
        table_hide(ret, SHOWN_FEW);
        return;
    }
    ret->n = total == n ? shown_n
                        : cell_show(rules, page, t->several ? t->several : t->name, -1, total);
    for (int i = 0; i < t->n_cells; i++)
        ret->cells[i] = at_most(cell_show(rules, page, t->name, i, t->cells[i]), ret->n);
    ret->quartiles = t->ordered;
    if (t->ordered) {
        ret->q1 = quartile(t->cells, t->n_cells, 1);
        ret->median = quartile(t->cells, t->n_cells, 2);
        ret->q3 = quartile(t->cells, t->n_cells, 3);
    }
}

/* ---- hiding more ---- */

/* The smallest shown count above this one, or of as many the next; -1: none. */
static int next_shown(const struct shown_table *t, int after)
{
    int found = -1;

    for (int i = 0; i < t->n_cells; i++) {
        bool is_above = after < 0 || t->cells[i] > t->cells[after] ||
                        (t->cells[i] == t->cells[after] && i > after);

        if (t->cells[i] >= 0 && is_above && (found < 0 || t->cells[i] < t->cells[found]))
            found = i;
    }
    return found;
}

/* With one that is withheld all that are hidden look alike: that it is not small would say of the
 * others how small they are. */
static void cell_withhold(struct shown_table *t, int cell)
{
    t->cells[cell] = SHOWN_WITHHELD;
    for (int i = 0; i < t->n_cells; i++)
        if (t->cells[i] == SHOWN_FEW)
            t->cells[i] = SHOWN_WITHHELD;
}

/* False: there was nothing left to hide. */
static bool table_hide_more(struct shown_table *t)
{
    int cell = next_shown(t, -1);

    if (t->n < 0)
        return false;
    if (cell >= 0) {
        cell_withhold(t, cell);
    } else if (t->quartiles) {
        quartiles_hide(t);
    } else {
        table_hide(t, SHOWN_WITHHELD);
    }
    return true;
}

/* ---- one question on all pages ---- */

/* An answer, or at n_cells: none was given. */
enum {
    ANSWERS = DISCLOSURE_CELLS + 1,
};

struct reading {
    const struct disclosure_rules *rules;
    const struct disclosure_group *groups;
    const struct disclosure_page *pages;
    int n_groups, n_pages;
    int table;
    const struct count_table *of; /* its name and kind */
    int n_cells;                  /* that are looked at */
    int n_answers;                /* that one person can have moved between */
    uint64_t out;                 /* pages that are */
    uint64_t read;                /* pages that are looked at */
    uint64_t told[ANSWERS];       /* pages that have told this answer already, for good */
    /* Of a page: would it show the same with one person moved between two answers? */
    bool allows[DISCLOSURE_PAGES][ANSWERS][ANSWERS];
};

static struct shown_table *shown_of(const struct reading *r, int page)
{
    return &r->pages[page].shown->tables[r->table];
}

static bool is_on(uint64_t pages, int page)
{
    return pages >> page & 1;
}

static void counts_of(const struct reading *r, int page, struct count_table *ret)
{
    *ret = *r->of;
    memset(ret->cells, 0, sizeof ret->cells);
    for (int g = 0; g < r->n_groups; g++)
        for (int i = 0; is_on(r->groups[g].pages, page) && i < ret->n_cells; i++)
            ret->cells[i] += r->groups[g].counts->tables[r->table].cells[i];
}

/* May this count stand behind what is shown? */
static bool is_behind(const struct disclosure_rules *rules, int shown, int count)
{
    if (shown == SHOWN_WITHHELD)
        return true;
    if (shown == SHOWN_FEW)
        return count < rules->minimum;
    return count >= rules->minimum && abs(count - shown) < ROUND_TO;
}

static bool counts_are_behind(const struct disclosure_rules *rules, const struct shown_table *t,
                              const struct count_table *counts)
{
    if (!counts->everybody && !is_behind(rules, t->n, answered(counts)))
        return false;
    for (int i = 0; t->n >= 0 && i < t->n_cells; i++)
        if (!is_behind(rules, t->cells[i], counts->cells[i]))
            return false;
    return !t->quartiles || (quartile(counts->cells, t->n_cells, 1) == t->q1 &&
                             quartile(counts->cells, t->n_cells, 2) == t->median &&
                             quartile(counts->cells, t->n_cells, 3) == t->q3);
}

static bool allows(const struct reading *r, int page, const struct count_table *counts, int from,
                   int to)
{
    struct count_table moved = *counts;

    if (from < moved.n_cells)
        moved.cells[from]--;
    if (to < moved.n_cells)
        moved.cells[to]++;
    return counts_are_behind(r->rules, shown_of(r, page), &moved);
}

/* Look at a page as it is shown now. One that cannot have been made of these people is not read:
 * some of its reports were changed since. */
static void page_read(struct reading *r, int page)
{
    struct count_table counts;

    r->read &= ~((uint64_t)1 << page);
    if (r->pages[page].shown->n == 0 || r->table >= r->pages[page].shown->n_tables)
        return;
    counts_of(r, page, &counts);
    if (!counts_are_behind(r->rules, shown_of(r, page), &counts))
        return;
    r->read |= (uint64_t)1 << page;
    for (int from = 0; from < r->n_answers; from++)
        for (int to = 0; to < r->n_answers; to++)
            r->allows[page][from][to] = from != to && allows(r, page, &counts, from, to);
}

static int said(const struct reading *r, int group, int answer)
{
    const struct count_page *counts = r->groups[group].counts;
    const struct count_table *t = &counts->tables[r->table];

    return answer < t->n_cells ? t->cells[answer] : counts->n - answered(t);
}

/* How many of a group could have said something else instead. */
static int may_leave(const struct reading *r, int group, int answer)
{
    const struct count_table *t = &r->groups[group].counts->tables[r->table];

    return said(r, group, answer) - (t->several && answer == 0 ? t->alone : 0);
}

static const uint64_t nobody_could = UINT64_MAX;

/* Which pages would show something else if one of group g had said `to` instead of `from`, and one
 * of group h (-1: nobody) the other way round. */
static uint64_t pages_against(const struct reading *r, int g, int h, int from, int to)
{
    uint64_t there = r->groups[g].pages, back = h < 0 ? 0 : r->groups[h].pages, against = 0;

    if (may_leave(r, g, from) == 0 || (h >= 0 && may_leave(r, h, to) == 0))
        return nobody_could;
    for (int i = 0; i < r->n_pages; i++)
        if (is_on(r->read & (there ^ back), i) &&
            !(is_on(there, i) ? r->allows[i][from][to] : r->allows[i][to][from]))
            against |= (uint64_t)1 << i;
    return against & r->out ? nobody_could : against;
}

/* The fewer pages are against it, the better. */
static void least_take(uint64_t *least, uint64_t against)
{
    if (__builtin_popcountll(against) < __builtin_popcountll(*least))
        *least = against;
}

static void moves_try(const struct reading *r, int g, int h, int cell, uint64_t *least)
{
    for (int other = 0; other < r->n_answers && *least != 0; other++)
        if (other != cell) {
            least_take(least, pages_against(r, g, h, cell, other));
            least_take(least, pages_against(r, g, h, other, cell));
        }
}

/* The pages that stand against the set of answers with one more or one less here that is easiest
 * to have; 0: there is one that all pages allow. */
static uint64_t least_against(const struct reading *r, int page, int cell)
{
    uint64_t least = nobody_could;

    for (int g = 0; g < r->n_groups; g++)
        if (is_on(r->groups[g].pages, page))
            moves_try(r, g, -1, cell, &least);
    for (int g = 0; g < r->n_groups; g++)
        for (int h = 0; is_on(r->groups[g].pages, page) && h < r->n_groups; h++)
            if (!is_on(r->groups[h].pages, page))
                moves_try(r, g, h, cell, &least);
    return least;
}

static bool is_told(const struct reading *r, int page, int cell)
{
    const struct shown_table *t = shown_of(r, page);

    if (!is_on(r->read, page) || t->cells[cell] >= 0 || is_on(r->told[cell], page))
        return false;
    /* Of several answers: whoever leaves out one leaves out all, which is not tried here. So few
     * answered that nothing is shown, and how many did is shown nowhere. */
    if (r->of->several && t->n == SHOWN_FEW)
        return false;
    return least_against(r, page, cell) != 0;
}

/* The first count that a page hides and yet tells. False: none. */
static bool find_told(const struct reading *r, int *ret_page, int *ret_cell)
{
    for (int i = 0; i < r->n_pages; i++)
        for (int c = 0; c < r->n_cells; c++)
            if (is_told(r, i, c)) {
                *ret_page = i;
                *ret_cell = c;
                return true;
            }
    return false;
}

/* What the pages that are out tell of each other no new page can take back. */
static void read_what_is_out(struct reading *r)
{
    for (int i = 0; i < r->n_pages; i++)
        if (is_on(r->out, i))
            page_read(r, i);
    for (int i = 0; i < r->n_pages; i++)
        for (int c = 0; c < r->n_cells; c++)
            if (is_told(r, i, c))
                r->told[c] |= (uint64_t)1 << i;
}

/* Would fewer pages stand against a set with one more or one less here, if this one showed the
 * question like that? Then it does. */
static bool relieves(struct reading *r, int at, const struct shown_table *less, int page, int cell)
{
    struct shown_table *t = shown_of(r, at), before = *t;
    int against = __builtin_popcountll(least_against(r, page, cell));

    *t = *less;
    page_read(r, at);
    if (__builtin_popcountll(least_against(r, page, cell)) < against)
        return true;
    *t = before;
    page_read(r, at);
    return false;
}

/* Hide what stands in the way and nothing else, if it is one thing: a count, the smallest first, or
 * the quartiles. To hide counts one after the other where the quartiles are in the way costs all
 * bars and the quartiles. */
static bool hide_one(struct reading *r, int at, int page, int cell)
{
    struct shown_table less = *shown_of(r, at);

    for (int i = next_shown(&less, -1); i >= 0; i = next_shown(shown_of(r, at), i)) {
        less = *shown_of(r, at);
        cell_withhold(&less, i);
        if (relieves(r, at, &less, page, cell))
            return true;
    }
    less = *shown_of(r, at);
    if (!less.quartiles)
        return false;
    quartiles_hide(&less);
    return relieves(r, at, &less, page, cell);
}

/* On a page that stands against the easiest way out, or where there is none, on any. False: nothing
 * is left to hide. */
static bool hide_more(struct reading *r, int page, int cell)
{
    uint64_t against = least_against(r, page, cell) & r->read & ~r->out;

    for (int i = 0; i < r->n_pages; i++)
        if (is_on(against, i) && hide_one(r, i, page, cell))
            return true;
    for (int i = 0; i < r->n_pages; i++)
        if (is_on(against, i) && table_hide_more(shown_of(r, i))) {
            page_read(r, i);
            return true;
        }
    return false;
}

/* Up to the last that anybody gave, where what comes behind may be known to be nobody's. */
static int cells_looked_at(const struct reading *r)
{
    int n = r->of->n_cells;

    if (!r->of->dated)
        return n;
    for (; n > 0; n--)
        for (int g = 0; g < r->n_groups; g++)
            if (r->groups[g].counts->tables[r->table].cells[n - 1] > 0)
                return n;
    return 0;
}

static void question_secure(struct reading *r, int table)
{
    int page, cell;

    r->table = table;
    r->of = &r->groups[0].counts->tables[table];
    r->n_cells = cells_looked_at(r);
    r->n_answers = r->n_cells + (!r->of->everybody && !r->of->several && !r->of->dated);
    r->read = 0;
    memset(r->told, 0, sizeof r->told);
    read_what_is_out(r);
    for (int i = 0; i < r->n_pages; i++)
        if (!is_on(r->out, i))
            page_read(r, i);
    while (find_told(r, &page, &cell))
        if (!hide_more(r, page, cell))
            r->told[cell] |= (uint64_t)1 << page;
}

/* ---- all of it ---- */

static void page_begin(struct reading *r, int page)
{
    struct shown_page *shown = r->pages[page].shown;
    const char *name = r->pages[page].name;
    int n = 0;

    *shown = (struct shown_page){0};
    for (int g = 0; g < r->n_groups; g++)
        n += is_on(r->groups[g].pages, page) ? r->groups[g].counts->n : 0;
    if (n < r->rules->minimum)
        return;
    shown->n = disclosure_round(r->rules, name, "", 0, n);
    shown->n_tables = r->groups[0].counts->n_tables;
    for (int i = 0; i < shown->n_tables; i++) {
        struct count_table counts;

        r->table = i;
        r->of = &r->groups[0].counts->tables[i];
        counts_of(r, page, &counts);
        table_show(r->rules, name, n, shown->n, &counts, shown_of(r, page));
    }
}

void disclosure_show(const struct disclosure_rules *rules, const struct disclosure_group *groups,
                     int n_groups, const struct disclosure_page *pages, int n_pages)
{
    struct reading r = {
        .rules = rules, .groups = groups, .n_groups = n_groups, .pages = pages, .n_pages = n_pages};

    BUG_ON(n_groups < 1 || n_pages > DISCLOSURE_PAGES);
    for (int i = 0; i < n_pages; i++)
        if (pages[i].is_out)
            r.out |= (uint64_t)1 << i;
        else
            page_begin(&r, i);
    for (int i = 0; i < groups[0].counts->n_tables; i++)
        question_secure(&r, i);
}
