/* SPDX-License-Identifier: MIT
 *
 * school_rank.h -- schools with what their pages of all cycles show, in an order that people ask
 * for.
 *
 * Read from snapshots alone. A school whose figure is not shown stands behind all others, so that
 * its place tells nothing.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_RANK_H
#define CURBSIDE_DOMAIN_SCHOOL_RANK_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/school.h>
#include <curbside/domain/visit.h>

enum school_sort {
    SCHOOLS_BY_NAME,       /* best match first, then by name */
    SCHOOLS_BY_REPORTS,    /* most first */
    SCHOOLS_BY_STRESS,     /* calmest first: the median */
    SCHOOLS_BY_IMPRESSION, /* Wilson's lower bound of "better" */
    SCHOOLS_BY_RANK,       /* highest median first */
    SCHOOLS_BY_FORMAT,     /* by the commonest format, the surest of each first */
    SCHOOL_SORTS,
};
/* "name", "reports", "stress", "impression", "rank", "format" */
const char *school_sort_name(enum school_sort sort);
NODISCARD enum err school_sort_parse(const char *name, enum school_sort *ret); /* E_USAGE */

struct ranked_school {
    struct school school;
    int reports; /* rounded; 0: nothing is shown yet */
    int stress;  /* median; -1: not shown */
    int better;  /* percent; -1 */
    int rank;    /* median; -1 */
    double impression;
    int format; /* the commonest, a cell of its table; -1 */
    int share;  /* of it, in percent */
};

struct ranked_page {
    struct ranked_school *rows;
    int n;
    int total;        /* schools that fit, on all pages */
    const char *next; /* the slug behind which to go on; NULL at the end */
};

/* E_CURSOR_INVALID: `after` is none of these schools. */
NODISCARD enum err school_ranking(struct arena *a, struct visit *v,
                                  const struct school_query *query, enum school_sort sort,
                                  const char *after, int limit, struct ranked_page *ret);

#endif
