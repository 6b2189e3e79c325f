/* SPDX-License-Identifier: MIT
 *
 * unread.h -- the inside of counting, for the rules that show counts. What counts is said in the
 * public header.
 */
#ifndef CURBSIDE_SRC_DOMAIN_UNREAD_H
#define CURBSIDE_SRC_DOMAIN_UNREAD_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/threads.h>

/* Unread posts of one thread. */
NODISCARD enum err unread_of_thread(struct visit *v, const struct thread_activity *thread,
                                    int64_t *ret);
/* The number up to which nothing in the thread is unread, whatever was shown: marks say the rest.
 */
NODISCARD enum err unread_base(struct visit *v, const struct thread_activity *thread, int *ret);
/* Unread posts of each of these boards. */
NODISCARD enum err unread_of_boards(struct visit *v, const board_id *boards, int n, int64_t *ret);

/* Posts from..to of the thread are read. `quietly`: the caller wrote them, and the state need not
 * be saved for it. */
NODISCARD enum err unread_mark(struct visit *v, thread_id thread, int from, int to, bool quietly);

/*
 * Threads with something unread, newest activity first, below a key (thread_key_first: all): of one
 * board, or with 0 of all that are open to the caller. `each` returning E_CLOSED ends the walk with
 * OK, anything else but OK ends it with that error. It may use the database.
 */
NODISCARD enum err unread_walk(struct visit *v, board_id board, const struct thread_key *below,
                               enum err (*each)(void *ctx, const struct thread_activity *thread,
                                                int64_t unread),
                               void *ctx);
/* The same of these boards; whether they are open to the caller was asked before. */
NODISCARD enum err unread_walk_boards(
    struct visit *v, const board_id *boards, int n, const struct thread_key *below,
    enum err (*each)(void *ctx, const struct thread_activity *thread, int64_t unread), void *ctx);

/* The boards that are open to the caller. */
NODISCARD enum err unread_boards_open(struct arena *a, struct visit *v, board_id **ret, int *ret_n);

/* A thread was put on another board, or into another thread, or back: in the same transaction. */
NODISCARD enum err unread_thread_moved(struct visit *v);

/* Before another mark, where there is no room: see unread_room.c. The last catch-up can then no
 * longer be taken back. */
NODISCARD enum err unread_make_room(struct visit *v);

/* The hour from which on posts of the board count, and the last whole one that no post will still
 * come to. */
uint32_t unread_floor(const struct visit *v, board_id board);
NODISCARD enum err unread_hour_now(const struct visit *v, uint32_t *ret);

/* Mark what the caller wrote and this session does not know of yet (unread_own.c). */
NODISCARD enum err unread_own_of_thread(struct visit *v, const struct thread_activity *thread);
NODISCARD enum err unread_own_anywhere(struct visit *v);
/* The same of those that a moderator put into another thread: they are older than what is looked
 * for above. */
NODISCARD enum err unread_own_regrouped(struct visit *v);

#endif
