/* SPDX-License-Identifier: MIT
 *
 * guessing.h -- the guesses of who saw something of an alias: the handle whose post was seen near
 * it; and how good they are beside the guess that needs no watching.
 */
#ifndef CURBSIDE_TESTS_WATCHER_GUESSING_H
#define CURBSIDE_TESTS_WATCHER_GUESSING_H

#include "lists.h"
#include "thief/score.h"
#include "view.h"

enum {
    GUESS_WAYS = 4,
    GUESS_NEAR_S = 20 * 60, /* further away than this, nobody would call it near */
};

/* The chance of naming anybody at all. */
#define GUESS_ANYBODY (1.0 / PEOPLE)

const char *guess_way_name(int way);
/* The handle's post that this way takes for what was seen at `at`; NULL: none is near. */
const struct sight *guess(const struct view *v, int64_t at, int way);

/* The person with that handle, or -1. */
int week_named(const struct week *w, const char *name);
/* Who was seen to post most under their handle. */
int busiest(const struct week *w, const struct view *v);

/* What was seen of somebody's each, guessed in every way and printed: the luckiest one. Chance is
 * how many are the busiest's, and not below `least` or anybody's: of a few, none may be. */
struct score score_seen(const char *what, const struct week *w, const struct view *v,
                        const struct lists_sight *seen, int n, double least);

#endif
