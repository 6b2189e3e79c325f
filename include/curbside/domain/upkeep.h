/* SPDX-License-Identifier: MIT
 *
 * upkeep.h -- what is done to the forum as a whole: by the keeper, and by `curbside check`.
 */
#ifndef CURBSIDE_DOMAIN_UPKEEP_H
#define CURBSIDE_DOMAIN_UPKEEP_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>

/* The forum's due work by the clock: posts that waited come out (release.h), month keys are made
 * and destroyed (month_key.h), what left accounts asked for is erased (erasure.h), submission
 * tokens older than a day, link codes that ended and names whose rest is over are forgotten. Cheap
 * when nothing is due; one part's failure keeps none of the others from being done. */
NODISCARD enum err forum_tick(struct visit *v);

/* One thing that must be so, and what was found against it. */
struct check_finding {
    const char *rule;    /* "every post belongs to a thread" */
    int64_t violations;  /* 0: it is so */
    const char *example; /* the first one, as an address or id; NULL when there is none */
};

struct check_report {
    struct check_finding *rows; /* every rule, also those that hold */
    int n;
    int64_t violations; /* of all rules */
    int64_t boards, threads, posts;
};

/*
 * Read everything and compare: the file itself, foreign keys, the counters of threads and boards,
 * numbering, rows that belong to nothing. Changes nothing; takes time in proportion to the
 * database. OK also when there are violations.
 */
NODISCARD enum err forum_check(struct arena *a, struct visit *v, struct check_report *ret);

#endif
