/* SPDX-License-Identifier: MIT
 *
 * slips.c -- the restricted edit distance, by its table.
 */
#include <curbside/text/slips.h>

static int least(int a, int b)
{
    return a < b ? a : b;
}

int slips_between(const char *a, size_t n_a, const char *b, size_t n_b)
{
    int d[SLIPS_CHARS + 1][SLIPS_CHARS + 1];

    if (n_a > SLIPS_CHARS || n_b > SLIPS_CHARS)
        return SLIPS_CHARS + 1;
    for (size_t i = 0; i <= n_a; i++)
        d[i][0] = (int)i;
    for (size_t j = 0; j <= n_b; j++)
        d[0][j] = (int)j;
    for (size_t i = 1; i <= n_a; i++) {
        for (size_t j = 1; j <= n_b; j++) {
            int change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

            d[i][j] = least(change, 1 + least(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[n_a][n_b];
}
