/* SPDX-License-Identifier: MIT
 *
 * inbox_gather.h -- the threads of an inbox below a key, gathered from what they come from: posts
 * addressed to the handle, to aliases, and threads, tags and boards that are followed.
 *
 * Every thread has one place in it, which does not depend on where the gathering begins: the moment
 * of the newest post addressed to the caller that was not cleared, or, where there is none, of its
 * newest activity. So pages fit together.
 */
#ifndef CURBSIDE_SRC_DOMAIN_INBOX_GATHER_H
#define CURBSIDE_SRC_DOMAIN_INBOX_GATHER_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/visit.h>
#include <curbside/store/threads.h>

/* One thread in the inbox. */
struct inbox_hit {
    thread_id thread;
    enum inbox_kind kind;
    const char *tag; /* of INBOX_TAG */
    int no;          /* as in struct inbox_row */
    int count, unread;
    int64_t time;
    int64_t posts, active; /* in the thread, and its newest activity: what clearing covers */
};

struct inbox_hits {
    struct inbox_hit *rows; /* newest first, then by thread */
    int n;
};

struct inbox_wish {
    struct thread_key below; /* time and id; thread_key_first: from the start */
    int want;                /* so many rows are right and complete; there may be more of them */
    bool brief; /* only rows with something unread, and only among the newest posts and threads:
                   what is older may be missing */
};

/* In the arena. In a read transaction. */
NODISCARD enum err inbox_gather(struct arena *a, struct visit *v, const struct inbox_wish *wish,
                                struct inbox_hits *ret);

#endif
