/* SPDX-License-Identifier: MIT
 *
 * score.h -- guesses against chance.
 *
 * Every guess about a post has its own chance: 1 / the accounts that were there in the period the
 * copies leave open. Hits are then a sum of unlike coins, whose distribution is computed exactly;
 * `luck` is how probable as many hits or more would be without any leak.
 */
#ifndef CURBSIDE_TESTS_THIEF_SCORE_H
#define CURBSIDE_TESTS_THIEF_SCORE_H

struct score {
    int guesses, hits;
    double expected; /* hits by chance */
    double luck;     /* 0..1; small: somebody told */
};

/* `chances` of each guess, of which `hits` were right. */
struct score score_make(const double *chances, int n, int hits);

/* A leak is caught at this luck, and a build passes above PASSES: between the two lies nothing
 * that seeds would decide. */
#define SCORE_CAUGHT 1e-6
#define SCORE_PASSES 1e-3

#endif
