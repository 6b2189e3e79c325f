/* SPDX-License-Identifier: MIT
 *
 * guessing.c -- whose handle was seen near, and how often that is right.
 */
#include "guessing.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <curbside/domain/alias_rules.h>

#define MINUTE 60

/* ---- ways to guess ---- */

typedef bool watcher_takes(const struct sight *alias, const struct sight *handle,
                           int64_t *ret_away);

static bool takes_last_before(const struct sight *alias, const struct sight *handle,
                              int64_t *ret_away)
{
    *ret_away = alias->at - handle->at;
    return *ret_away >= 0;
}

static bool takes_first_after(const struct sight *alias, const struct sight *handle,
                              int64_t *ret_away)
{
    *ret_away = handle->at - alias->at;
    return *ret_away >= 0;
}

static bool takes_nearest(const struct sight *alias, const struct sight *handle, int64_t *ret_away)
{
    *ret_away = alias->at > handle->at ? alias->at - handle->at : handle->at - alias->at;
    return true;
}

/* A post is written up to a release before it is seen: its middle. */
static bool takes_nearest_to_writing(const struct sight *alias, const struct sight *handle,
                                     int64_t *ret_away)
{
    int64_t written = alias->at - ALIAS_RELEASE_MINUTES * MINUTE / 2;

    *ret_away = written > handle->at ? written - handle->at : handle->at - written;
    return true;
}

static const struct {
    const char *name;
    watcher_takes *takes;
} ways[] = {
    {"last before", takes_last_before},
    {"first after", takes_first_after},
    {"nearest", takes_nearest},
    {"nearest to writing", takes_nearest_to_writing},
};

static_assert(sizeof ways / sizeof ways[0] == GUESS_WAYS, "each has a name");

const char *guess_way_name(int way)
{
    return ways[way].name;
}

const struct sight *guess(const struct view *v, int64_t at, int way)
{
    const struct sight alias = {.at = at}, *best = NULL;
    int64_t least = GUESS_NEAR_S + 1, away;

    for (int i = 0; i < v->n; i++) {
        const struct sight *s = &v->sights[i];

        if (!s->alias && ways[way].takes(&alias, s, &away) && away < least) {
            least = away;
            best = s;
        }
    }
    return best;
}

/* ---- people ---- */

int week_named(const struct week *w, const char *name)
{
    for (int i = 0; i < PEOPLE; i++)
        if (strcmp(w->people[i].name, name) == 0)
            return i;
    return -1;
}

int busiest(const struct week *w, const struct view *v)
{
    int posts[PEOPLE] = {0}, best = 0;

    for (int i = 0; i < v->n; i++) {
        const struct sight *s = &v->sights[i];
        int person = s->alias || s->edit ? -1 : week_named(w, s->author);

        if (person >= 0 && ++posts[person] > posts[best])
            best = person;
    }
    return best;
}

/* ---- scores ---- */

static struct score score_way(const struct week *w, const struct view *v,
                              const struct lists_sight *seen, int n_seen, int way, double least)
{
    double *chances = calloc((size_t)n_seen + 1, sizeof *chances);
    int n = 0, hits = 0, blind = 0, who = busiest(w, v);

    assert_non_null(chances);
    for (int i = 0; i < n_seen; i++) {
        const struct sight *said = guess(v, seen[i].at, way);

        blind += seen[i].person == who;
        n += said != NULL;
        hits += said && week_named(w, said->author) == seen[i].person;
    }
    for (int i = 0; i < n; i++)
        chances[i] = fmax((double)blind / n_seen, fmax(least, GUESS_ANYBODY));
    struct score score = score_make(chances, n, hits);
    free(chances);
    return score;
}

struct score score_seen(const char *what, const struct week *w, const struct view *v,
                        const struct lists_sight *seen, int n, double least)
{
    struct score best = {.luck = 2};

    for (int i = 0; i < GUESS_WAYS; i++) {
        struct score s = score_way(w, v, seen, n, i, least);

        print_message("  %-22s %-18s %4d guesses of %d, %4d right, blind %.1f, luck %.2g\n", what,
                      ways[i].name, s.guesses, n, s.hits, s.expected, s.luck);
        if (s.luck < best.luck)
            best = s;
    }
    return best;
}
