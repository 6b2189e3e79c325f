/* SPDX-License-Identifier: MIT
 *
 * arrivals.h -- how many posts came to a board since any hour, without counting posts.
 *
 * A post comes in the hour of the newest post up to it in its thread. For posts written here that
 * is the hour it was written; an older one that is imported behind newer ones comes with these.
 */
#ifndef CURBSIDE_STORE_ARRIVALS_H
#define CURBSIDE_STORE_ARRIVALS_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

enum {
    ARRIVAL_HOUR_S = 3600,
    ARRIVAL_DAY_HOURS = 24,
};

/* `posts` more came in this hour (since 1970); in the transaction that writes them. */
NODISCARD enum err arrivals_add(struct db *db, board_id board, int64_t hour, int64_t posts);
/* The posts of a thread belong to another board from now on: in the transaction that moves it,
 * while thread.board_id is still `from`. */
NODISCARD enum err arrivals_move(struct db *db, thread_id thread, board_id from, board_id to);
/* The posts of a thread count on this board, or count there no more. */
NODISCARD enum err arrivals_add_thread(struct db *db, thread_id thread, board_id board);
NODISCARD enum err arrivals_take_thread(struct db *db, thread_id thread, board_id board);
/* Posts that came in this hour or later. */
NODISCARD enum err arrivals_since(struct db *db, board_id board, int64_t hour, int64_t *ret);
/* The same for each of these boards, for the price of one or two. */
NODISCARD enum err arrivals_since_all(struct db *db, int64_t hour, const board_id *boards, int n,
                                      int64_t *ret_posts);
/* Posts of `n_days` days in a row, the first one starting at `hour`, which starts a day: those of
 * the first board, then those of the second, and so on. */
NODISCARD enum err arrivals_days(struct db *db, const board_id *boards, int n, int64_t hour,
                                 int n_days, int64_t *ret_posts);

#endif
