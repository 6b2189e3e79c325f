/* SPDX-License-Identifier: MIT
 *
 * statistics.c -- the formulas, as their header gives them.
 */
#include <curbside/domain/statistics.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double z = 1.96, mad_scale = 1.4826, far_out = 3.5;

double wilson_lower(int yes, int n)
{
    if (n <= 0)
        return 0;
    double p = (double)yes / n, zz = z * z / n;
    double low = (p + zz / 2 - z * sqrt(p * (1 - p) / n + zz / (4.0 * n))) / (1 + zz);

    return low < 0 ? 0 : low;
}

double bayesian_mean(double sum, int n, double C)
{
    return (C * STATISTICS_PRIOR + sum) / (STATISTICS_PRIOR + n);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Sorts its argument. */
static double median_of(double *values, int n)
{
    qsort(values, (size_t)n, sizeof *values, compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

int outliers_mark(const double *values, int n, bool *ret)
{
    double *sorted, median, mad;
    int found = 0;

    memset(ret, 0, (size_t)(n > 0 ? n : 0) * sizeof *ret);
    if (n < STATISTICS_OUTLIER_MIN)
        return 0;
    sorted = malloc((size_t)n * sizeof *sorted);
    if (!sorted)
        return 0;
    memcpy(sorted, values, (size_t)n * sizeof *sorted);
    median = median_of(sorted, n);
    for (int i = 0; i < n; i++)
        sorted[i] = fabs(values[i] - median);
    mad = median_of(sorted, n);
    free(sorted);
    for (int i = 0; i < n && mad > 0; i++) {
        ret[i] = fabs(values[i] - median) / (mad_scale * mad) > far_out;
        found += ret[i];
    }
    return found;
}

int quartile(const int *cells, int n_cells, int q)
{
    int n = 0, rank, below = 0;

    for (int i = 0; i < n_cells; i++)
        n += cells[i];
    rank = (q * n + 3) / 4;
    for (int i = 0; i < n_cells; i++) {
        below += cells[i];
        if (below >= rank)
            return i;
    }
    return n_cells - 1;
}
