/* SPDX-License-Identifier: MIT
 *
 * threads.h -- rows of threads, their tags, and the pages that lists are made of.
 *
 * Pages are keysets: the rows below a key, in the order of one index, so that a page costs what it
 * shows and not what the board holds.
 */
#ifndef CURBSIDE_STORE_THREADS_H
#define CURBSIDE_STORE_THREADS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct thread_record {
    thread_id id;
    board_id board;
    const char *title;
    const char *tags; /* in their order, separated by spaces; "" for none */
    int64_t posts;    /* counter, kept by threads_count_post(): the number of the last post */
    int64_t created_at;
    int64_t active_at;
    bool pinned;
    bool locked;
    bool has_alias;
    bool alias_closed;
    int slow;                 /* minutes between two posts of one person; 0: none */
    thread_id moved_to;       /* merged into that one; 0: not */
    thread_id split_from;     /* 0: begun by its first post */
    int64_t helpful;          /* marks on all its posts; see helpful.h */
    struct author_row author; /* of the first post */
};

struct thread_records {
    struct thread_record *rows;
    int n;
};

enum thread_order {
    THREAD_ORDER_ACTIVE,  /* by active_at, id */
    THREAD_ORDER_CREATED, /* by created_at, id */
    THREAD_ORDER_HELPFUL, /* by helpful, active_at, id */
};

/* Rows come in falling order, from below this key on; thread_key_first is the beginning. */
struct thread_key {
    int64_t helpful; /* THREAD_ORDER_HELPFUL only */
    int64_t time;    /* active_at or created_at */
    int64_t id;
};
static const struct thread_key thread_key_first = {INT64_MAX, INT64_MAX, INT64_MAX};

/* What a page is a page of. */
struct thread_range {
    board_id board; /* 0: all open boards, THREAD_ORDER_ACTIVE only, `pinned` not looked at */
    enum thread_order order;
    bool pinned;     /* the pinned ones, or the others */
    const char *tag; /* only those that carry it, folded; NULL: any */
};

NODISCARD enum err threads_page(struct arena *a, struct db *db, const struct thread_range *range,
                                const struct thread_key *below, int limit,
                                struct thread_records *ret);

/* E_NOTFOUND. */
NODISCARD enum err threads_get(struct arena *a, struct db *db, thread_id id,
                               struct thread_record *ret);
NODISCARD enum err threads_has(struct db *db, thread_id id, bool *ret);
/* Every thread of a board by id, from above `after` on: for walks over everything. */
NODISCARD enum err threads_walk(struct arena *a, struct db *db, board_id board, thread_id after,
                                int limit, struct thread_records *ret);

/* What counting unread posts needs of a thread. */
struct thread_activity {
    thread_id id;
    board_id board;
    int64_t posts;
    int64_t created_at;
    int64_t active_at;
    bool moved; /* merged into another: it counts nowhere */
};

/*
 * Threads that were active at or after `since`, newest first, below a key as in threads_page(): of
 * one board, or with board 0 of all open ones. Fills at most `limit` rows; *ret_n says how many.
 */
NODISCARD enum err threads_list_active(struct db *db, board_id board, int64_t since,
                                       const struct thread_key *below,
                                       struct thread_activity *ret_rows, int limit, int *ret_n);
/* Threads that posts of others were put into, and that were active at or after `since`, in no
 * particular order; fills at most `limit`. */
NODISCARD enum err threads_list_regrouped(struct db *db, int64_t since,
                                          struct thread_activity *ret_rows, int limit, int *ret_n);
/* Threads that hold an alias post, oldest activity first, above a key; as above. */
NODISCARD enum err threads_list_alias_active(struct db *db, const struct thread_key *above,
                                             struct thread_activity *ret_rows, int limit,
                                             int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err threads_get_activity(struct db *db, thread_id id, struct thread_activity *ret);

/* `row` carries its id, drawn by the caller; tags, counter and author are not read. E_IN_USE: the
 * id is taken. */
NODISCARD enum err threads_insert(struct db *db, const struct thread_record *row);
/* A tag as it was written, and what it folds to, by which it is found. */
struct thread_tag {
    thread_id thread;
    int position; /* from 0 */
    const char *tag, *folded;
};
NODISCARD enum err threads_add_tag(struct db *db, const struct thread_tag *tag);
/* Tags of older boards that were not folded yet: `folded` of them is not set. */
NODISCARD enum err threads_list_unfolded(struct arena *a, struct db *db, struct thread_tag *ret,
                                         int limit, int *ret_n);
NODISCARD enum err threads_fold_tag(struct db *db, const struct thread_tag *tag);
/* Another title, and no tags any more. */
NODISCARD enum err threads_blank(struct db *db, thread_id id, const char *title);
/* Count one post more; *ret_no is its number. active_at only ever moves forward, to *ret_active_at;
 * has_alias is set, never cleared. E_NOTFOUND: no such thread. */
NODISCARD enum err threads_count_post(struct db *db, thread_id id, int64_t created_at, bool alias,
                                      int *ret_no, int64_t *ret_active_at);
NODISCARD enum err threads_set_locked(struct db *db, thread_id id, bool locked);
NODISCARD enum err threads_set_pinned(struct db *db, thread_id id, bool pinned);
NODISCARD enum err threads_set_slow(struct db *db, thread_id id, int minutes);
NODISCARD enum err threads_set_board(struct db *db, thread_id id, board_id board);
NODISCARD enum err threads_set_title(struct db *db, thread_id id, const char *title);
/* Merged into `to`; 0: not, any more. */
NODISCARD enum err threads_set_moved(struct db *db, thread_id id, thread_id to);
NODISCARD enum err threads_set_split(struct db *db, thread_id id, thread_id from);
/* That was split from one, and took the post with this time: the latest one begun by then. *ret 0:
 * there is none. */
NODISCARD enum err threads_find_split(struct db *db, thread_id from, int64_t at, thread_id *ret);
/* Those that were merged into it: at most `limit`. */
NODISCARD enum err threads_took_in(struct db *db, thread_id id, thread_id *ret, int limit,
                                   int *ret_n);
/* So many marks more, or fewer, came with a post that was put elsewhere. */
NODISCARD enum err threads_count_helpful(struct db *db, thread_id id, int64_t n);
/* Whether whoever would be drawn an alias in it may post. */
NODISCARD enum err threads_close_aliases(struct db *db, thread_id id, bool closed);

/* The threads that hold alias posts, by id, from above `after` on: fills at most `limit`. */
struct thread_birth {
    thread_id id;
    int64_t created_at;
};
NODISCARD enum err threads_list_alias(struct db *db, thread_id after, struct thread_birth *ret,
                                      int limit, int *ret_n);

#endif
