/* SPDX-License-Identifier: MIT
 *
 * score.c -- the sum of unlike coins (Poisson's binomial distribution), coin by coin.
 */
#include "score.h"

#include <stdlib.h>

#include "unit.h"

struct score score_make(const double *chances, int n, int hits)
{
    struct score score = {.guesses = n, .hits = hits};
    double *p = calloc((size_t)n + 1, sizeof *p);

    assert_non_null(p);
    p[0] = 1;
    for (int i = 0; i < n; i++) {
        score.expected += chances[i];
        for (int k = i + 1; k > 0; k--)
            p[k] = p[k] * (1 - chances[i]) + p[k - 1] * chances[i];
        p[0] *= 1 - chances[i];
    }
    for (int k = hits; k <= n; k++)
        score.luck += p[k];
    free(p);
    return score;
}
