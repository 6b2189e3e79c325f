/* SPDX-License-Identifier: MIT
 *
 * door.h -- closing a thread to new aliases, by who opened it.
 *
 * Whoever would be drawn an alias in a closed thread may not post there under one; those who have
 * one go on, and where a board takes handles, handles do. It is the thread's author's means against
 * somebody who comes back under name after name: nobody else could be told apart from them without
 * telling everybody who is who. Their own alias, too, is a new one once its month key is gone.
 *
 * Like every change on an alias board it waits a drawn time and is out with a release.
 */
#ifndef CURBSIDE_DOMAIN_DOOR_H
#define CURBSIDE_DOMAIN_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

struct door {
    bool mine;        /* the caller opened the thread, and it can still be told */
    bool closed;      /* to new aliases, for everybody */
    int64_t due;      /* 0, or when what the caller wished last is out */
    bool will_closed; /* what it will be then; without `due` the same as `closed` */
};

/* E_NOTFOUND: no such thread on an open board, or it is not out. */
NODISCARD enum err door_get(struct visit *v, thread_id thread, struct door *ret);
/* Close it, or open it again. E_GUEST. E_NOTFOUND as above. E_DENIED: the caller did not open it,
 * or nobody can tell any more, or the board takes no aliases. *ret_due: as struct door's. */
NODISCARD enum err door_set(struct visit *v, thread_id thread, bool closed, int64_t *ret_due);

#endif
