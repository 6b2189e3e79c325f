/* SPDX-License-Identifier: MIT
 *
 * unread.h -- what counts as unread, counting it, and catching up. Nobody else counts.
 *
 * A post is unread for an account when all of this holds:
 *   - it is out and has a number: what waits for a release counts nowhere, what is held neither,
 *     and both count from the moment others can see them;
 *   - the account did not write it, under whatever face;
 *   - it came on or after the account's first day;
 *   - it came after everything, its board and its thread were last caught up;
 *   - it was not shown to its end.
 * Collapsed, removed and deleted posts and those of an author the account has hidden count like any
 * other until they were shown: each keeps its number and its line in the thread, and "28 posts"
 * counts them, too. Whether a board is open to the caller decides whether its threads count at all.
 *
 * "Came": in the hour of the newest post up to it in its thread. For what is written here that is
 * the hour it was written or released; an archive that is imported behind newer posts came with
 * them, an archive of old threads came in its own time.
 *
 * A thread's count, a board's, the sum over all boards and the list of unread threads agree at
 * every moment. A board costs its floor's look-up, not its posts; a list costs what it shows and
 * the read threads between. A guest has nothing unread.
 */
#ifndef CURBSIDE_DOMAIN_UNREAD_H
#define CURBSIDE_DOMAIN_UNREAD_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

/* Unread posts on all boards that are open to the caller; 0 for a guest. */
NODISCARD enum err unread_total(struct visit *v, int64_t *ret);

/*
 * Threads with unread posts, newest activity first: of `board`, or with 0 of all of them. `after`
 * is a cursor of the same query, NULL for the start; the limit is brought into 1..LIST_MAX.
 * E_NOTFOUND E_CURSOR_INVALID
 */
NODISCARD enum err unread_list(struct arena *a, struct visit *v, board_id board, const char *after,
                               int limit, struct thread_page *ret);

/* Where to read on: the newest unread thread of `board` that is not `skip`, else of any board.
 * Either may be 0. E_NOTFOUND: nothing else is unread. */
NODISCARD enum err unread_next(struct visit *v, board_id board, thread_id skip, thread_id *ret);

/* The number of the thread's first unread post; 0: none is unread. */
NODISCARD enum err unread_first(struct visit *v, thread_id thread, int *ret_no);

/*
 * Everything in a thread, on a board, or (both 0) everywhere is read from now on, and only that:
 * what comes later is unread. *ret_marked is how many posts were unread. E_GUEST E_NOTFOUND E_NOMEM
 */
NODISCARD enum err catch_up(struct visit *v, board_id board, thread_id thread, int64_t *ret_marked);
/* Take the last catch_up() of this session back: what was unread then and was not shown since is
 * unread again. E_NOTFOUND: there is none to take back. */
NODISCARD enum err catch_up_undo(struct visit *v);
bool catch_up_can_undo(const struct visit *v);

#endif
