/* SPDX-License-Identifier: MIT
 *
 * board.h -- the boards and who may write on them.
 */
#ifndef CURBSIDE_DOMAIN_BOARD_H
#define CURBSIDE_DOMAIN_BOARD_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

enum board_mode {
    BOARD_EITHER, /* the author chooses handle or alias, per thread */
    BOARD_HANDLE,
    BOARD_ALIAS,
};

struct board {
    board_id id;
    const char *slug; /* kebab-case, unique, what a person types */
    const char *title;
    const char *category;
    const char *description;
    enum board_mode mode;
    bool open;
    bool staff_threads; /* only moderators and sysops start threads; everyone may reply */
    int slow; /* minutes between two posts of one person in each of its threads; see slow.h */
    int64_t threads;
    int64_t posts;
    int64_t unread; /* posts the caller has not read since their first day; 0 for a guest */
};

struct board_page {
    struct board *rows;
    int n;
};

/* "either", "handle", "alias". */
const char *board_mode_name(enum board_mode mode);
/* E_USAGE for another word. */
NODISCARD enum err board_mode_parse(const char *name, enum board_mode *ret);

/* Every open board with its counts, category by category: categories in the order of their first
 * board's position, boards by position. Never paged. */
NODISCARD enum err board_list(struct arena *a, struct visit *v, struct board_page *ret);
/* E_NOTFOUND also for a closed board. */
NODISCARD enum err board_find(struct arena *a, struct visit *v, const char *slug,
                              struct board *ret);
NODISCARD enum err board_get(struct arena *a, struct visit *v, board_id id, struct board *ret);

/*
 * May this caller start a thread there, or reply? OK, or the first reason against it:
 * E_GUEST, E_CLOSED_BOARD, E_STAFF_BOARD, E_ALIAS_CLOSED (an alias board, in a visit
 * without aliases).
 * Screens hide the key by it; post_submit() asks again.
 */
NODISCARD enum err board_can_start(const struct visit *v, const struct board *board);
NODISCARD enum err board_can_reply(const struct visit *v, const struct board *board);

/*
 * Make the boards of a CSV document that do not exist yet; boards that exist stay as the sysop left
 * them. Columns slug, category, title, description, mode, open (0 or 1), position, and staff (0 or
 * 1, may be missing: only staff start threads). E_CORRUPT: not such a document; nothing is made.
 */
NODISCARD enum err board_seed(struct visit *v, const char *csv, size_t n, int *ret_made);
/* board_seed() with the boards that come with Curbside, data/boards.csv. */
NODISCARD enum err board_seed_default(struct visit *v, int *ret_made);

#endif
