/* SPDX-License-Identifier: MIT
 *
 * fuzzy.c -- a letter after the other, each at the best place that is left.
 *
 * Greedy: a letter that begins a word is preferred to a nearer one inside a word, if what is left
 * still matches from there. Names are short, so the look ahead is cheap.
 */
#include "fuzzy.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
    POINTS = 1000, /* for a match at all, so that a good one is never 0 */
    WORD = 40,     /* a letter that begins a word */
    RUN = 25,      /* a letter right behind the one before */
    FAR_MOST = 60, /* what a late beginning costs at most */
};

static char fold(char c)
{
    return (char)tolower((unsigned char)c);
}

static bool begins_word(const char *name, size_t at)
{
    return at == 0 ||
           !(isalnum((unsigned char)name[at - 1]) || (unsigned char)name[at - 1] >= 0x80);
}

static const char *skip_blanks(const char *typed)
{
    while (*typed == ' ')
        typed++;
    return typed;
}

/* Do the letters stand in the rest of the name, in order? */
static bool fits(const char *typed, const char *rest)
{
    for (typed = skip_blanks(typed); *typed && *rest; rest++) {
        if (fold(*rest) == fold(*typed))
            typed = skip_blanks(typed + 1);
    }
    return *typed == '\0';
}

/* The place for the letter at `typed` from `at` on: the next, the beginning of a word, or any. */
static size_t place_of(const char *typed, const char *name, size_t at, bool in_a_row)
{
    size_t any = at;

    if (in_a_row && fold(name[at]) == fold(*typed))
        return at;
    for (size_t i = at; name[i]; i++) {
        if (fold(name[i]) == fold(*typed) && begins_word(name, i) && fits(typed + 1, name + i + 1))
            return i;
    }
    while (name[any] && fold(name[any]) != fold(*typed))
        any++;
    return any;
}

int fuzzy_score(const char *typed, const char *name)
{
    size_t at = 0;
    int score;

    typed = skip_blanks(typed);
    if (*typed == '\0')
        return 1;
    if (!fits(typed, name))
        return 0;
    score = POINTS;
    for (bool first = true; *typed; first = false) {
        size_t place = place_of(typed, name, at, !first);

        score += begins_word(name, place) ? WORD : 0;
        score += !first && place == at ? RUN : 0;
        if (first)
            score -= place < FAR_MOST ? (int)place : FAR_MOST;
        at = place + 1;
        typed = skip_blanks(typed + 1);
    }
    return score;
}

int fuzzy_score_most(int letters)
{
    return POINTS + letters * (WORD + RUN);
}
