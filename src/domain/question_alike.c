/* SPDX-License-Identifier: MIT
 *
 * question_alike.c -- how alike two wordings are.
 *
 * By runs of three letters, where every word has two spaces before it and one behind: the share of
 * runs in both among the runs in either. Order of words hardly counts, endings count little.
 */
#include <curbside/domain/questions.h>

#include <stdlib.h>

enum {
    RUNS_MAX = 1024 /* of one wording; what is beyond does not count */
};

static int by_run(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static int runs_unique(uint32_t *runs, int n)
{
    int kept = 0;

    qsort(runs, (size_t)n, sizeof *runs, by_run);
    for (int i = 0; i < n; i++)
        if (kept == 0 || runs[kept - 1] != runs[i])
            runs[kept++] = runs[i];
    return kept;
}

/* Bytes, not letters: in folded words nearly the same. */
static int runs_of(const char *words, uint32_t *ret)
{
    uint32_t run = (uint32_t)' ' << 8 | ' ';
    int n = 0;

    for (const char *p = words; *p && n < RUNS_MAX; p++) {
        run = (run << 8 | (unsigned char)*p) & 0xffffff;
        ret[n++] = run;
        if (*p == ' ')
            run = (uint32_t)' ' << 8 | ' ';
    }
    return runs_unique(ret, n);
}

int questions_alike(const char *words, const char *others)
{
    uint32_t one[RUNS_MAX], other[RUNS_MAX];
    int n = runs_of(words, one), m = runs_of(others, other), both = 0;

    for (int i = 0, k = 0; i < n && k < m;) {
        both += one[i] == other[k];
        if (one[i] <= other[k])
            k += one[i++] == other[k];
        else
            k++;
    }
    return n + m == 0 ? 100 : 100 * both / (n + m - both);
}
