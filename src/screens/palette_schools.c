/* SPDX-License-Identifier: MIT
 *
 * palette_schools.c -- which schools are meant by what was typed.
 */
#include "palette_schools.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "fuzzy.h"

enum {
    SCHOOL_LETTERS = 2, /* fewer mean no school */
    GUESS_LETTERS = 4,  /* fewer fit too many names */
};

static bool is_one_of(const char *typed, const char *names)
{
    size_t n = strlen(typed);

    for (const char *at = names; *at; at += strcspn(at, ";"), at += *at == ';')
        if (strcspn(at, ";") == n && strncasecmp(at, typed, n) == 0)
            return true;
    return false;
}

static bool is_called(const struct school *school, const char *typed)
{
    return strcasecmp(school->slug, typed) == 0 || strcasecmp(school->short_name, typed) == 0 ||
           is_one_of(typed, school->also_known_as);
}

/* Letters in their order, of any of its names. */
static int school_score(const struct school *school, const char *typed)
{
    int score = fuzzy_score(typed, school->short_name);

    for (const char *name = school->also_known_as; *name;) {
        char one[96];
        size_t n = strcspn(name, ";");
        int of_one;

        snprintf(one, sizeof one, "%.*s", (int)n, name);
        of_one = fuzzy_score(typed, one);
        score = of_one > score ? of_one : score;
        name += n + (name[n] == ';');
    }
    return score;
}

/* The best few of all, where no name begins as it was typed. */
static int schools_guess(struct arena *a, const char *typed, struct school *ret, int max)
{
    struct school_list all;
    int *scores, n = 0;

    if (strlen(typed) < GUESS_LETTERS || school_all(a, &all) != OK)
        return 0;
    scores = arena_array(a, (size_t)all.n, sizeof *scores);
    for (int i = 0; scores && i < all.n; i++)
        scores[i] = school_score(&all.rows[i], typed);
    for (; scores && n < max; n++) {
        int best = 0;

        for (int i = 1; i < all.n; i++)
            best = scores[i] > scores[best] ? i : best;
        if (all.n == 0 || scores[best] <= 0)
            break;
        ret[n] = all.rows[best];
        scores[best] = 0;
    }
    return n;
}

int palette_schools_find(struct arena *a, const char *typed, struct school *ret, int max,
                         bool *ret_meant)
{
    struct school_query query = {.text = typed};
    struct school_list found;
    int n = 0;

    *ret_meant = false;
    if (strlen(typed) < SCHOOL_LETTERS || school_search(a, &query, &found) != OK)
        return 0;
    query.nearly = found.n == 0;
    if (query.nearly && school_search(a, &query, &found) != OK)
        return 0;
    if (found.n == 0)
        return schools_guess(a, typed, ret, max);
    *ret_meant = is_called(&found.rows[0], typed);
    for (; n < found.n && n < max; n++)
        ret[n] = found.rows[n];
    return n;
}
