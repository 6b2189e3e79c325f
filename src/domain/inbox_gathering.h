/* SPDX-License-Identifier: MIT
 *
 * inbox_gathering.h -- one gathering of an inbox while it goes on, for the sources of it.
 *
 * A thread is looked at once and remembered, also when it turned out to have no place here.
 */
#ifndef CURBSIDE_SRC_DOMAIN_INBOX_GATHERING_H
#define CURBSIDE_SRC_DOMAIN_INBOX_GATHERING_H

#include "inbox_gather.h"

struct gathering {
    struct arena *a;
    struct visit *v;
    struct inbox_wish wish;
    int64_t since;
    bool mutes;
    struct inbox_hit *hits; /* count 0: a thread without a place here */
    int n, cap;
    int32_t *slots;  /* by thread: index of its hit + 1; twice `cap` of them, a power of two */
    int64_t *newest; /* times of the newest rows, newest first: at most as many as are wanted */
    int n_newest;
    int added;      /* by the source that is asked now */
    bool names_met; /* every thread with a post addressed to the handle was looked at */
};

struct inbox_hit *gathering_find(const struct gathering *g, thread_id thread);
bool gathering_has_enough(const struct gathering *g);
/* No thread whose newest post is older comes among the newest rows any more. */
int64_t gathering_oldest(const struct gathering *g);
/* A thread that is followed in one way or another, with what is unread in it: nothing where it is
 * there for a better reason. */
NODISCARD enum err gathering_add(struct gathering *g, const struct thread_activity *thread,
                                 int64_t unread, enum inbox_kind kind, const char *tag);

/* The source of what is followed (inbox_followed.c). */
NODISCARD enum err gather_followed(struct gathering *g);

#endif
