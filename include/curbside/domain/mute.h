/* SPDX-License-Identifier: MIT
 *
 * mute.h -- whom the caller does not want to read. Kept in the sealed state: nobody is told.
 *
 * A mute reaches only what the muter could link anyway: a handle everywhere, an alias in its one
 * thread. Whatever followed a person from thread to thread would answer the question whether two
 * faces are the same person.
 */
#ifndef CURBSIDE_DOMAIN_MUTE_H
#define CURBSIDE_DOMAIN_MUTE_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct mute {
    const char *name; /* as shown: an alias with its ~ */
    thread_id thread; /* of an alias; 0 for a handle */
};

struct mute_page {
    struct mute *rows; /* handles first, then by thread */
    int n;
};

/*
 * `thread` 0: everywhere. Hiding twice is OK. E_GUEST. E_NOTFOUND: no such handle, or nothing an
 * alias could be called, or the caller's own handle. E_USAGE: an alias without a thread.
 * E_MUTES_FULL. Whether the alias is there is not asked: the answer would tell of posts that are
 * not out. A handle with a thread is hidden everywhere all the same.
 */
NODISCARD enum err mute_add(struct visit *v, const char *name, thread_id thread);
/* OK also for one who is not hidden. An alias with thread 0: in all threads. E_GUEST. */
NODISCARD enum err mute_remove(struct visit *v, const char *name, thread_id thread);
/* E_GUEST. */
NODISCARD enum err mute_list(struct arena *a, struct visit *v, struct mute_page *ret);
/* Is this author hidden from the caller in this thread? False for a guest. */
bool mute_covers(const struct visit *v, thread_id thread, const struct author *author);

#endif
