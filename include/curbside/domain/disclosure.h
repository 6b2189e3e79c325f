/* SPDX-License-Identifier: MIT
 *
 * disclosure.h -- which counts about people's answers may be shown. Pure functions: no database, no
 * clock.
 *
 * A page holds the answers that one group of people gave to several questions. Shown of it:
 *   - nothing, while the group is smaller than `minimum`
 *   - counts, rounded to a multiple of ROUND_TO at random, up with the probability of what is
 *     rounded off: the same cell with the same count always rounds the same way, so asking again
 *     tells nothing. A number that two places show, as how many answered where all did, is rounded
 *     once
 *   - SHOWN_FEW instead of a count below `minimum` ("<5")
 *   - SHOWN_WITHHELD instead of a larger one whose showing would let a reader work out a smaller,
 *     and then instead of the smaller ones of the question, too
 *   - for questions whose answers are numbers, quartiles and median, as whole answers
 *
 * What holds: for every hidden count of every page there is another set of answers, in which it is
 * one more or one less, and with which all the pages show the very same. It differs from the true
 * one in what a single person said to a single question, or two people of different pages; so the
 * sizes of all groups are the same in both, and every other question. Whoever knows exactly how
 * many people stand on each page and what they said to all other questions cannot tell the two
 * apart. "All the pages" are those of all cycles and of every cycle as they will be shown, and as
 * they were shown last, together. Of a question with several answers the set is one that people can
 * have given: who answered gave one at least.
 *
 * Where there is no such other set it costs the one shown count of the question that stands in the
 * way, the smallest if there are several, or its quartiles, which more people look for. Where no
 * one thing does it costs, in this order, counts from the smallest on, the quartiles, and the
 * question.
 *
 * What does not hold:
 *   - Readers can list single reports, which tell cycle, format, modality and impression: those
 *     three questions can be counted there, and hiding small counts of them protects nobody. It
 *     keeps the pages from saying more than so few answers are worth.
 *   - Pages older than the last are not read beside the new ones: who was on which is kept nowhere.
 *     Of the counts that three successive pages hide fewer than one in a thousand has no other set
 *     that a person or two would make (disclosure_together.c). Nor is read what the choice of what
 *     was withheld might tell somebody who does this computation backwards.
 *   - A page grows by at least `new_rows` people (snapshot.c sees to that, not these functions):
 *     two successive pages bound what these said together. A shown count that changed tells that
 *     one of them at least gave that answer, and whoever knows what all of them but one said can
 *     read that one from the cells that changed. To keep a rounded count while it may stand would
 *     show fewer such changes, and tell of each exactly which count was reached.
 *   - Answers that were changed since the pages before were shown, or taken back: the other set is
 *     then one in which somebody else changed an answer, too. Nobody is shown how many did; what
 *     whoever knew could work out is not bounded here.
 */
#ifndef CURBSIDE_DOMAIN_DISCLOSURE_H
#define CURBSIDE_DOMAIN_DISCLOSURE_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/crypto.h>

enum {
    DISCLOSURE_CELLS = 16,  /* answers to one question */
    DISCLOSURE_TABLES = 40, /* questions on a page */
    DISCLOSURE_PAGES = 64,  /* read together */
    ROUND_TO = 5,
    /* Of fewer answers rounding would move many a share by more than the five points to which they
     * are told: ROUND_TO of so many are five in a hundred. */
    SHARES_FROM = 100 * ROUND_TO / 5,
    SHOWN_FEW = -1,
    SHOWN_WITHHELD = -2,
};

struct disclosure_rules {
    int minimum;           /* [statistics] minimum, 5 */
    const struct key *key; /* of the rounding: KDF(pepper, "statistics") */
};

/* One question: how many gave each answer. */
struct count_table {
    const char *name;    /* "format": one page has each name once */
    const char *several; /* "roles": one of several answers to it, which the same people gave or
                            not, so that the cells are yes and no; NULL: the answers exclude each
                            other */
    int alone;           /* of several: who gave this one and no other. They cannot have left it
                            out and answered, where not everybody answers */
    int n_cells;
    int cells[DISCLOSURE_CELLS];
    bool everybody; /* nobody in the group left it out, so the cells sum to the group's n */
    bool ordered;   /* answers are numbers in order, so quartiles say something */
    bool dated;     /* answers are months in order: later ones than any that was given may be still
                       to come, as everybody knows */
};

struct count_page {
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

/* People who stand on the same pages, and what they answered. */
struct disclosure_group {
    uint64_t pages; /* bit i: on the page at i */
    const struct count_page *counts;
};

struct disclosure_page {
    const char *name; /* by which it rounds: "jefferson-kimmel/2026" */
    bool is_out;      /* shown before: it is read beside the others and stays as it is */
    struct shown_page *shown;
};

/*
 * Fill in what may be shown of the pages that are not out: of the groups on them, in the light of
 * all pages. Every group has the same tables; there is at least one. A page of fewer than `minimum`
 * people stays empty (n = 0). At most DISCLOSURE_PAGES.
 */
void disclosure_show(const struct disclosure_rules *rules, const struct disclosure_group *groups,
                     int n_groups, const struct disclosure_page *pages, int n_pages);

/* The multiple of ROUND_TO shown for `count` in this cell of this page. */
int disclosure_round(const struct disclosure_rules *rules, const char *page, const char *table,
                     int cell, int count);

/* Is any answer to the question hidden? */
bool disclosure_hides(const struct shown_table *table);

/* The share of a shown count among the people who answered, in percent, to 5 points; -1 where the
 * count or how many answered is not shown, or fewer than SHARES_FROM did: then the count is all
 * that can be said. Where no answer is hidden, of all that are shown, so that shares add up; never
 * 100 while one is. Made of shown values alone, so it tells no
 * more than they do. */
int disclosure_share(const struct shown_table *table, int cell);

#endif
