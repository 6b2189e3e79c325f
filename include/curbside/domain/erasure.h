/* SPDX-License-Identifier: MIT
 *
 * erasure.h -- erasing the posts of an account that was left, one by one, each at a random minute
 * of a random day within ERASURE_DAYS; alias posts with a release.
 *
 * A list of an account's posts must not lie in the database, not for a day: it would tie its
 * aliases together. So there is one job for each post, a box that only the day it is for can open:
 * it is sealed under the key of that day, which lies in DATA/seal, is in no backup and is destroyed
 * when the day is over. A job for a post under the handle, which everybody knows to be that
 * handle's, is sealed under the pepper and the day, so that a restored board still erases it; the
 * jobs of alias posts are lost where the keys of DATA/seal are.
 *
 * What can be read from the rows: nothing of one by another, for names and boxes are random bytes
 * of one size, and jobs that hold nothing fill up their number to a power of two; nothing over
 * time, for no row changes when its job is done: all of a month go together. What the keeper can do
 * with a job is what anybody could who holds the post's receipt; and a post under a handle is
 * erased only if its account was left.
 *
 * What remains: whoever keeps copies of the public posts sees posts disappear in the month after a
 * handle went. Where few people leave, those are likelier to be theirs.
 */
#ifndef CURBSIDE_DOMAIN_ERASURE_H
#define CURBSIDE_DOMAIN_ERASURE_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    ERASURE_DAYS = 30,
    ERASURE_ROWS_MIN = 16, /* of one account, those that hold nothing included */
};

/* The caller's posts, to be erased later. */
struct erasure_post {
    post_id post;
    bool alias;
    uint8_t receipt[RECEIPT_BYTES]; /* of an alias post */
    int minute;                     /* of its day; drawn when it is sealed */
};
struct erasure_plan {
    struct erasure_post *posts;
    int n, cap;
};

/* Find them all, those that wait for a release too. E_GUEST. What the account posts after this is
 * not among them. */
NODISCARD enum err erasure_plan(struct arena *a, struct visit *v, struct erasure_plan *ret);
/* The keys of the days, outside any transaction; then the jobs, inside the one in which the account
 * goes. The days are drawn between the two, and lie in the plan's arena. */
struct erasure_jobs;
NODISCARD enum err erasure_seal(struct arena *a, struct visit *v, const struct erasure_plan *plan,
                                struct erasure_jobs **ret);
NODISCARD enum err erasure_store(struct visit *v, const struct erasure_jobs *jobs);

/*
 * What a keeper remembers of this day: which rows are its jobs, and at which minute they are due;
 * not for which posts. All rows are opened once a day and not once a minute, and none is missed:
 * jobs that come are for later days. Zeroed it knows nothing.
 */
struct erasure_memory {
    int64_t day;
    struct erasure_mark *marks;
    int n, cap;
};
void erasure_memory_done(struct erasure_memory *m);
#define AUTO_ERASURE_MEMORY __attribute__((cleanup(erasure_memory_done)))

/* The keeper: do what is due by this minute and was not done, destroy the keys of the days before
 * this one, remove what is over. A killed keeper begins the day again. Cheap when nothing is due.
 */
NODISCARD enum err erasure_due(struct visit *v);

#endif
