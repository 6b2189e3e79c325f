/* SPDX-License-Identifier: MIT
 *
 * disclosure.c -- making a page that may be shown: round, hide, read it as an attacker, hide more.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/statistics.h>

#include "disclosure_bounds.h"

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

bool disclosure_may_split(const struct disclosure_rules *rules, int part, int whole)
{
    int rest = whole - part;

    return part >= rules->split_minimum && (rest == 0 || rest >= rules->minimum);
}

int disclosure_share(const struct shown_table *table, int cell)
{
    int sum = 0;

    if (table->n < 0)
        return -1;
    /* A share of what is shown alone would say that nobody gave the hidden answers. */
    for (int i = 0; i < table->n_cells; i++) {
        if (table->cells[i] < 0)
            return -1;
        sum += table->cells[i];
    }
    if (table->n > sum)
        sum = table->n;
    return sum == 0 ? -1 : (100 * table->cells[cell] / sum + 2) / 5 * 5;
}

/* ---- rounding and hiding what is small ---- */

static int cell_show(const struct disclosure_rules *rules, const char *page,
                     const struct count_table *t, int cell, int count)
{
    if (count < rules->minimum)
        return SHOWN_FEW;
    return disclosure_round(rules, page, t->name, cell, count);
}

static void table_hide(struct shown_table *t, int as)
{
    t->n = as;
    t->quartiles = false;
    t->q1 = t->median = t->q3 = 0;
    for (int i = 0; i < t->n_cells; i++)
        t->cells[i] = as;
}

static void table_show(const struct disclosure_rules *rules, const struct count_page *page,
                       const struct count_table *t, int shown_n, struct shown_table *ret)
{
    int n = 0;

    *ret = (struct shown_table){
        .n_cells = t->n_cells, .everybody = t->everybody, .ordered = t->ordered};
    for (int i = 0; i < t->n_cells; i++)
        n += t->cells[i];
    if (n < rules->minimum) {
        table_hide(ret, SHOWN_FEW);
        return;
    }
    ret->n = t->everybody ? shown_n : cell_show(rules, page->name, t, -1, n);
    for (int i = 0; i < t->n_cells; i++)
        ret->cells[i] = cell_show(rules, page->name, t, i, t->cells[i]);
    ret->quartiles = t->ordered;
    if (t->ordered) {
        ret->q1 = quartile(t->cells, t->n_cells, 1);
        ret->median = quartile(t->cells, t->n_cells, 2);
        ret->q3 = quartile(t->cells, t->n_cells, 3);
    }
}

/* ---- hiding more ---- */

/* The smallest count still shown; -1: none. */
static int smallest_shown(const struct shown_table *t)
{
    int found = -1;

    for (int i = 0; i < t->n_cells; i++)
        if (t->cells[i] >= 0 && (found < 0 || t->cells[i] < t->cells[found]))
            found = i;
    return found;
}

/* False: there was nothing left to hide. */
static bool table_hide_more(struct shown_table *t)
{
    int cell = smallest_shown(t);

    if (t->n < 0)
        return false;
    if (t->quartiles) {
        t->quartiles = false;
        t->q1 = t->median = t->q3 = 0;
    } else if (cell >= 0) {
        t->cells[cell] = SHOWN_WITHHELD;
    } else {
        table_hide(t, SHOWN_WITHHELD);
    }
    return true;
}

/* Is a hidden count narrowed to one value, or to none, which a reader would notice, too? */
static bool table_tells(const struct shown_table *t, const struct count_range *ranges)
{
    for (int i = 0; i < t->n_cells; i++)
        if (t->cells[i] < 0 && ranges[i].high <= ranges[i].low)
            return true;
    return false;
}

/* The first table that tells too much, of either page; -1: none. */
static int table_that_tells(const struct disclosure_rules *rules, const struct shown_page *before,
                            const struct shown_page *page)
{
    struct count_range was[DISCLOSURE_TABLES][DISCLOSURE_CELLS];
    struct count_range now[DISCLOSURE_TABLES][DISCLOSURE_CELLS];

    if (before)
        disclosure_infer_pair(rules, before, page, was, now);
    else
        disclosure_infer(rules, page, now);
    for (int i = 0; i < page->n_tables; i++) {
        if (page->tables[i].n >= 0 && table_tells(&page->tables[i], now[i]))
            return i;
        if (before && i < before->n_tables && before->tables[i].n >= 0 &&
            table_tells(&before->tables[i], was[i]))
            return i;
    }
    return -1;
}

bool disclosure_show(const struct disclosure_rules *rules, const struct count_page *page,
                     const struct shown_page *before, struct shown_page *ret)
{
    int table;

    *ret = (struct shown_page){0};
    if (page->n < rules->minimum)
        return false;
    ret->n = disclosure_round(rules, page->name, "", 0, page->n);
    ret->n_tables = page->n_tables;
    for (int i = 0; i < page->n_tables; i++)
        table_show(rules, page, &page->tables[i], ret->n, &ret->tables[i]);
    if (before && before->n == 0)
        before = NULL;
    while ((table = table_that_tells(rules, before, ret)) >= 0)
        if (!table_hide_more(&ret->tables[table])) {
            *ret = (struct shown_page){0};
            return false;
        }
    return true;
}
