/* SPDX-License-Identifier: MIT
 *
 * figures.h -- the page of figures of a school: from filled forms to what may be shown.
 *
 * A page is made by the keeper at a snapshot and kept in its written form; whoever shows figures
 * reads that and never a report. Its tables are the questions of the form that can be counted, one
 * table each; a question with several answers has one table of yes and no for each of them.
 */
#ifndef CURBSIDE_DOMAIN_FIGURES_H
#define CURBSIDE_DOMAIN_FIGURES_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/domain/disclosure.h>
#include <curbside/domain/interview_form.h>

enum {
    FIGURE_MONTHS = 14, /* of a cycle's interviews, from July on */
    FIGURE_NUMBERS = 5,
    FIGURE_NAME = 64,
};

/* Which table counts what. */
struct figure_table {
    enum interview_field_id field;
    int choice; /* of a question with several answers; -1: the table counts its answers */
    char name[FIGURE_NAME]; /* "stress", "roles.faculty" */
    int n_cells;
};

/* Numbers too wide for a table: a median, and of how many. */
struct figure_number {
    int n;      /* rounded, and where all answered as the page's; SHOWN_FEW: not shown */
    int median; /* of minutes without outliers; total minutes to 5 */
};

struct figures {
    struct shown_page page; /* n = 0: nothing is shown yet */
    struct figure_number numbers[FIGURE_NUMBERS];
};

/* The tables, in the order they have on every page. */
const struct figure_table *figure_tables(int *ret_n);
/* The place of a table; -1: this answer is not counted. `choice` -1 for the answers of a question.
 */
int figure_table_of(enum interview_field_id field, int choice);
/* The place of a number; -1: it is none of them. */
int figure_number_of(enum interview_field_id field);
/* A cell in words: "mmi", "7", "2026-10" needs the cycle, so of months "Oct". */
const char *figure_cell_name(int table, int cell);

/* Collects forms: of one group of people, who stand on the same pages. */
struct figure_count;
NODISCARD enum err figure_count_new(struct figure_count **ret);
void figure_count_free(struct figure_count *c);
/* E_NOMEM. */
NODISCARD enum err figure_count_add(struct figure_count *c, const struct interview_form *form);

struct figure_group {
    uint64_t pages; /* bit i: on the page at i */
    struct figure_count *count;
};

struct figure_page {
    const char *name;
    bool is_out;
    struct figures *figures;
};

/* Fill in the pages that are not out, as disclosure_show(). E_NOMEM. */
NODISCARD enum err figures_show(const struct disclosure_rules *rules,
                                const struct figure_group *groups, int n_groups,
                                const struct figure_page *pages, int n_pages);

/* The latest month of which a page of this cycle shows how many interviewed in it, as
 * INTERVIEW_MONTH: a month of fewer is not told here either. 0: none, and always of all cycles (0),
 * whose months are of any year. */
int figures_newest_month(const struct figures *f, int cycle);

/* The written form. E_CORRUPT: it is none; lines of tables that this version does not have are
 * skipped, and tables without a line are not shown. */
void figures_format(const struct figures *f, struct str *out);
NODISCARD enum err figures_parse(const char *text, struct figures *ret);
/* Of a page that is read with many others, the tables of these questions alone; all others are as
 * if they were not shown. */
#define FIGURES_OF(field) ((uint64_t)1 << (field))
NODISCARD enum err figures_parse_some(const char *text, uint64_t fields, struct figures *ret);

#endif
