/* SPDX-License-Identifier: MIT
 *
 * slow.h -- how often one person may post in a thread.
 *
 * A moderator sets minutes for a thread, or for every thread of a board. A thread whose posts
 * collect flags that weigh cools down by itself until they were looked at. Who waits is reckoned by
 * their own session from public rows: under a handle from the minute of their last post there;
 * under an alias, whose posts have hours alone, from the hour, and never less than to the next
 * one. Somebody whose last post there meets a filter that slows (filter.h) waits likewise, also in
 * a thread that is not slow. Moderators do not wait under their handle; under an alias they do as
 * everybody, or who is not slowed would be known for one.
 */
#ifndef CURBSIDE_DOMAIN_SLOW_H
#define CURBSIDE_DOMAIN_SLOW_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum {
    SLOW_MINUTES_MAX = 24 * 60,
    COOL_WEIGHT = 5,   /* flags that weigh, waiting, on the posts of one thread */
    COOL_MINUTES = 30, /* and how slow it is then */
};

struct slow {
    int minutes; /* 0: not slow */
    bool cools;  /* because of flags */
};
/* E_NOTFOUND. */
NODISCARD enum err slow_get(struct visit *v, thread_id thread, struct slow *ret);
/* Seconds until the caller may post there, 0: now. */
NODISCARD enum err slow_wait(struct visit *v, thread_id thread, int64_t *ret_s);
/* "This thread is slow: your next post in it can go in 12 minutes.", or who else slows them. In
 * `a`; NULL: they may, or it cannot be told. */
const char *slow_words(struct arena *a, struct visit *v, thread_id thread);

#endif
