/* SPDX-License-Identifier: MIT
 *
 * unread.h -- what a caller has not read, counted from their own marks and public rows.
 *
 * Unread is a post that came on or after the account's first day and is in no mark. Counting it
 * looks at the threads that were active since that day, never at older ones, and at single posts
 * only in a thread that began before that day. A guest has nothing unread.
 */
#ifndef CURBSIDE_SRC_DOMAIN_UNREAD_H
#define CURBSIDE_SRC_DOMAIN_UNREAD_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/threads.h>

/* Unread posts of one thread. */
NODISCARD enum err unread_of_thread(struct visit *v, const struct thread_activity *thread,
                                    int64_t *ret);
bool unread_is_post(const struct visit *v, thread_id thread, int no, int64_t created_at);

/*
 * Every thread of a board (0: of all open ones) with something unread, newest activity first.
 * `each` returning E_CLOSED ends the walk with OK, anything else but OK ends it with that error. It
 * may use the database.
 */
NODISCARD enum err unread_walk(struct visit *v, board_id board,
                               enum err (*each)(void *ctx, const struct thread_activity *thread,
                                                int64_t unread),
                               void *ctx);

#endif
