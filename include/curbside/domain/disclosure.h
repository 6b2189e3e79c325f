/* SPDX-License-Identifier: MIT
 *
 * disclosure.h -- which counts about people's answers may be shown, and what a reader can conclude
 * from those that are. Pure functions: no database, no clock.
 *
 * A page holds the answers that one group of people gave to several questions. Shown of it:
 *   - nothing, while the group is smaller than `minimum`
 *   - counts, rounded to a multiple of ROUND_TO at random, up with the probability of what is
 *     rounded off: the same cell with the same count always rounds the same way, so asking again
 *     tells nothing
 *   - SHOWN_FEW instead of a count below `minimum` ("<5")
 *   - SHOWN_WITHHELD instead of a larger one whose showing would let a reader work out a smaller
 *   - for questions whose answers are numbers, quartiles and median, as whole answers
 *
 * Before a page is shown it is read as an attacker would: from all shown counts of the page, from
 * the sums they must have, from the quartiles, and from the page shown before, given that people
 * only come in addition. Not read beside them: how many answered in numbers, the pages of other
 * cycles, and the single reports that readers can list; see the threat model. Whatever hidden count
 * could be narrowed to one value costs, in this order, the question's quartiles, its smallest shown
 * count, the question, the page.
 */
#ifndef CURBSIDE_DOMAIN_DISCLOSURE_H
#define CURBSIDE_DOMAIN_DISCLOSURE_H

#include <stdbool.h>

#include <curbside/base/crypto.h>

enum {
    DISCLOSURE_CELLS = 16,  /* answers to one question */
    DISCLOSURE_TABLES = 40, /* questions on a page */
    ROUND_TO = 5,
    SHOWN_FEW = -1,
    SHOWN_WITHHELD = -2,
};

struct disclosure_rules {
    int minimum;           /* [statistics] minimum, 5 */
    int split_minimum;     /* [statistics] split_minimum, 10 */
    const struct key *key; /* of the rounding: KDF(pepper, "statistics") */
};

/* One question: how many gave each answer. */
struct count_table {
    const char *name; /* "format": one page has each name once */
    int n_cells;
    int cells[DISCLOSURE_CELLS];
    bool everybody; /* nobody in the group left it out, so the cells sum to the page's n */
    bool ordered;   /* answers are numbers in order, so quartiles say something */
};

struct count_page {
    const char *name; /* the group, "jefferson-kimmel/2026-27" */
    int n;
    int n_tables;
    struct count_table tables[DISCLOSURE_TABLES];
};

struct shown_table {
    int n_cells;
    int n; /* how many answered: rounded, or SHOWN_ */
    int cells[DISCLOSURE_CELLS];
    bool everybody, ordered;
    bool quartiles; /* the three that follow are shown */
    int q1, median, q3;
};

struct shown_page {
    int n; /* rounded; 0: nothing is shown of this page */
    int n_tables;
    struct shown_table tables[DISCLOSURE_TABLES];
};

/*
 * Fill *ret with what may be shown. `before` is the page shown last for this group, NULL if none.
 * False: nothing new may be shown; the page before stays. *ret is then empty (n = 0).
 */
bool disclosure_show(const struct disclosure_rules *rules, const struct count_page *page,
                     const struct shown_page *before, struct shown_page *ret);

/* May a part of a group have a page of its own? It must hold `split_minimum`, and what is left of
 * the group `minimum`, or nothing. */
bool disclosure_may_split(const struct disclosure_rules *rules, int part, int whole);

/* The multiple of ROUND_TO shown for `count` in this cell of this page. */
int disclosure_round(const struct disclosure_rules *rules, const char *page, const char *table,
                     int cell, int count);

/* The share of a shown count, in percent, to 5 points; -1 where any answer to the question is
 * hidden: then the count is all that can be said. Made of shown values alone, so it tells no more
 * than they do. */
int disclosure_share(const struct shown_table *table, int cell);

/* ---- what a reader can conclude ---- */

struct count_range {
    int low, high;
};

/* The possible values of every cell of a page, given all that is shown of it. */
void disclosure_infer(const struct disclosure_rules *rules, const struct shown_page *page,
                      struct count_range ret[static DISCLOSURE_TABLES][DISCLOSURE_CELLS]);

/* The same with the page shown before, whose people are all still there. Ranges of the earlier
 * page's cells go to `ret_before`. */
void disclosure_infer_pair(
    const struct disclosure_rules *rules, const struct shown_page *before,
    const struct shown_page *page,
    struct count_range ret_before[static DISCLOSURE_TABLES][DISCLOSURE_CELLS],
    struct count_range ret[static DISCLOSURE_TABLES][DISCLOSURE_CELLS]);

#endif
