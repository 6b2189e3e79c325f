/* SPDX-License-Identifier: MIT
 *
 * own_waiting.h -- the caller's own posts that wait for their release. Of anybody else's, nothing
 * here tells whether they are there.
 */
#ifndef CURBSIDE_SRC_DOMAIN_OWN_WAITING_H
#define CURBSIDE_SRC_DOMAIN_OWN_WAITING_H

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

enum {
    OWN_WAITING_MAX = 64, /* in one answer */
};

/* The secret the row's tag was made with. E_ALIAS_CLOSED E_IO. */
NODISCARD enum err waiting_secret(struct arena *a, const struct visit *v,
                                  const struct waiting_row *row, struct key *ret);
/* False for a guest, and where it cannot be told. */
NODISCARD enum err waiting_is_mine(struct arena *a, const struct visit *v,
                                   const struct waiting_row *row, bool *ret);
/* The caller's post that will open this thread. E_NOTFOUND. */
NODISCARD enum err own_waiting_opener(struct arena *a, const struct visit *v, thread_id thread,
                                      struct waiting_row *ret);
/* Theirs in a thread that is out, in order; and those that will open a thread on this board. */
NODISCARD enum err own_waiting_replies(struct arena *a, const struct visit *v, thread_id thread,
                                       struct waiting_rows *ret);
NODISCARD enum err own_waiting_threads(struct arena *a, const struct visit *v, board_id board,
                                       struct waiting_rows *ret);
/* A thread that waits, as it will be stored. */
void waiting_thread_record(const struct waiting_row *row, struct thread_record *ret);

#endif
