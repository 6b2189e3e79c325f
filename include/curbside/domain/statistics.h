/* SPDX-License-Identifier: MIT
 *
 * statistics.h -- the figures a board may compute, and no others. Pure functions.
 *
 * What of them may be shown is disclosure.h's business.
 */
#ifndef CURBSIDE_DOMAIN_STATISTICS_H
#define CURBSIDE_DOMAIN_STATISTICS_H

#include <stdbool.h>

enum {
    STATISTICS_PRIOR = 5,       /* votes that a Bayesian mean lends to everybody */
    STATISTICS_OUTLIER_MIN = 8, /* fewer values have no outliers */
};

/*
 * The lower end of Wilson's score interval for `yes` of `n`, z = 1.96 (E. B. Wilson, 1927): how
 * good a share is at least, so that 3 of 3 stand below 45 of 50. 0 for n = 0.
 *     (p + z²/2n - z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)
 */
double wilson_lower(int yes, int n);

/* (C·m + sum) / (m + n) with m = STATISTICS_PRIOR; C is the mean of the whole degree or specialty.
 * So one five-star vote does not lead a list. */
double bayesian_mean(double sum, int n, double C);

/*
 * Mark the values that lie too far out: |x - median| / (1.4826 · MAD) > 3.5 (Iglewicz and Hoaglin,
 * 1993), for n >= STATISTICS_OUTLIER_MIN; with MAD = 0, nobody. For minutes, hours and cost only.
 * Returns how many; `ret` has room for n. Without memory: 0, nobody marked.
 */
int outliers_mark(const double *values, int n, bool *ret);

/* The value at rank ceil(q·n/4) of counted answers, cells[i] times answer i; q is 1, 2 or 3.
 * n, their sum, is at least 1. */
int quartile(const int *cells, int n_cells, int q);

#endif
