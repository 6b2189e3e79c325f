/* SPDX-License-Identifier: MIT
 *
 * school_rank.h -- schools with what their pages of all cycles show, in an order that people ask
 * for.
 *
 * Read from snapshots alone. A school whose figure is not shown, or is of fewer than RANKED_LEAST
 * answers, has no place among the others and stands behind them, by its reports: five answers are
 * enough to be read and too few to be compared by. Of those that are ranked fewer answers weigh
 * less: shares are ordered by what they are at least, medians as if STATISTICS_PRIOR more people
 * had answered as others of that degree.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_RANK_H
#define CURBSIDE_DOMAIN_SCHOOL_RANK_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/school.h>
#include <curbside/domain/visit.h>

enum {
    RANKED_LEAST = 20, /* answers, as they are shown: rounded to 5 */
};

enum school_sort {
    SCHOOLS_BY_NAME,       /* best match first, then by name */
    SCHOOLS_BY_REPORTS,    /* most first */
    SCHOOLS_BY_STRESS,     /* calmest first: Bayesian mean of the median */
    SCHOOLS_BY_IMPRESSION, /* Wilson's lower bound of "better" */
    SCHOOLS_BY_RANK,       /* highest first: Bayesian mean of the median */
    SCHOOLS_BY_FORMAT,     /* by the commonest format, the surest of each first */
    SCHOOL_SORTS,
};
/* "name", "reports", "stress", "impression", "rank", "format" */
const char *school_sort_name(enum school_sort sort);
NODISCARD enum err school_sort_parse(const char *name, enum school_sort *ret); /* E_USAGE */

struct ranked_scale {
    int median;  /* -1: not shown */
    int n;       /* of how many, rounded */
    double mean; /* drawn to that of the degree, the fewer answers the more */
};

struct ranked_school {
    struct school school;
    int reports; /* rounded; 0: nothing is shown yet */
    struct ranked_scale stress, rank;
    int better;       /* how many say so, rounded; -1: not shown */
    int better_n;     /* of how many */
    int better_share; /* the same in percent; -1 where other answers are hidden */
    double impression;
    int format;       /* the commonest, a cell of its table; -1 */
    int format_count; /* how many had it, rounded */
    int format_n;     /* of how many */
    int format_share; /* in percent; -1 where other answers are hidden */
    double format_sure;
};

/* The figure that the schools are ordered by: "stress 4", "better 70%", or "about 5 better" where
 * shares are not shown; "too few to rank". "": none. NULL without memory. */
const char *ranked_figure_words(struct arena *a, const struct ranked_school *row,
                                enum school_sort sort);

struct ranked_page {
    struct ranked_school *rows;
    int n;
    int total;        /* schools that fit, on all pages */
    const char *next; /* the slug behind which to go on; NULL at the end */
};

/* `reverse`: those that are ranked the other way round. E_CURSOR_INVALID: `after` is none of these
 * schools. */
NODISCARD enum err school_ranking(struct arena *a, struct visit *v,
                                  const struct school_query *query, enum school_sort sort,
                                  bool reverse, const char *after, int limit,
                                  struct ranked_page *ret);

#endif
