/* SPDX-License-Identifier: MIT
 *
 * boards.h -- rows of boards. Who may see or write where is the domain's business: these functions
 * answer for closed boards too.
 */
#ifndef CURBSIDE_STORE_BOARDS_H
#define CURBSIDE_STORE_BOARDS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct board_row {
    board_id id;
    const char *slug;
    const char *title;
    const char *category;
    const char *description;
    const char *mode; /* "either", "handle", "alias" */
    bool open;
    bool staff_threads;
    int64_t position;
    int64_t threads; /* counters, kept by whoever writes threads and posts */
    int64_t posts;
    int slow; /* minutes, in each of its threads; 0: none */
};

/* All boards (closed ones too if `closed`), category by category: see board_list(). Inside a read
 * transaction, so that none is made in between. */
NODISCARD enum err boards_list(struct arena *a, struct db *db, bool closed,
                               struct board_row **ret_rows, int *ret_n);
/* Only what decides who sees them, of the open ones, by id. Each row's id, mode and `open` are set
 * and nothing else. */
NODISCARD enum err boards_list_modes(struct arena *a, struct db *db, struct board_row **ret_rows,
                                     int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err boards_get(struct arena *a, struct db *db, board_id id, struct board_row *ret);
NODISCARD enum err boards_find(struct arena *a, struct db *db, const char *slug,
                               struct board_row *ret);
/* The id and the counters of `row` are not read: a board starts empty. The slug must be free. */
NODISCARD enum err boards_insert(struct db *db, const struct board_row *row, board_id *ret_id);
/* The greatest position; 0 without boards. */
NODISCARD enum err boards_last_position(struct db *db, int64_t *ret);
NODISCARD enum err boards_count_up(struct db *db, board_id id, int64_t threads, int64_t posts);

/* All but the slug and the counters. */
NODISCARD enum err boards_update(struct db *db, const struct board_row *row);

#endif
