/* SPDX-License-Identifier: MIT
 *
 * furnish.h -- what a generated board lacks, for bench-scale.
 */
#ifndef BENCH_FURNISH_H
#define BENCH_FURNISH_H

#include <curbside/domain/visit.h>

#define FURNISH_TAG "bench"

/*
 * Into the database, once: a tag on every fourth of these threads, a mention of the caller in every
 * second one, and the first posts of each in the index of posts under aliases as well. Into the
 * caller's record, unsaved: 3 boards, the tag and FURNISH_FOLLOWS threads to follow, and
 * FURNISH_BOOKMARKS bookmarks.
 */
enum {
    FURNISH_FOLLOWS = 200,
    FURNISH_BOOKMARKS = 500,
};
NODISCARD enum err furnish(struct visit *v, const thread_id *threads, int n);

#endif
