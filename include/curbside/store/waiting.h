/* SPDX-License-Identifier: MIT
 *
 * waiting.h -- rows of posts that are not out yet: on alias boards one release interval of them,
 * and anywhere what is held for a moderator.
 */
#ifndef CURBSIDE_STORE_WAITING_H
#define CURBSIDE_STORE_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>
#include <curbside/store/submissions.h>

struct waiting_row {
    post_id id;
    thread_id thread;
    board_id board;
    const char *title; /* NULL: a reply */
    const char *tags;  /* in their order, separated by spaces */
    int64_t due_at;
    int part; /* its place among those of one alias in one thread */
    int reply_to;
    const char *body;
    bool has_receipt; /* of an alias post */
    uint8_t receipt[TAG_BYTES];
    uint8_t token[TOKEN_HASH_BYTES];
    int held;             /* enum waiting_held */
    action_id decided_by; /* the last decision on it; 0: none */
    int64_t held_since;   /* what due_at was before that */
    struct author_row author;
};

enum waiting_held {
    WAITING_FREE,   /* for its tick */
    WAITING_HELD,   /* for a moderator */
    WAITING_REFUSED /* by a moderator */
};

struct waiting_rows {
    struct waiting_row *rows;
    int n;
};

/* E_IN_USE: the id or the token is taken. */
NODISCARD enum err waiting_insert(struct db *db, const struct waiting_row *row);
/* Of one thread, by part, without their bodies. */
NODISCARD enum err waiting_list_thread(struct arena *a, struct db *db, thread_id thread, int limit,
                                       struct waiting_rows *ret);
/* Those that will open a thread on this board, without their bodies. */
NODISCARD enum err waiting_list_board(struct arena *a, struct db *db, board_id board, int limit,
                                      struct waiting_rows *ret);
/* What is needed of a row to let it out in its place. */
struct waiting_mark {
    post_id id;
    int part;
    board_id board; /* of no meaning here: for whoever lets it out */
    thread_id thread;
};
/* Due at or before `at`, and held by nobody. */
NODISCARD enum err waiting_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                                    struct waiting_mark **ret, int *ret_n);
/* All of them, also what is held and what was refused, by id. */
NODISCARD enum err waiting_list_all(struct arena *a, struct db *db, int limit,
                                    struct waiting_mark **ret, int *ret_n);
/* When the next one is due; INT64_MAX: nothing waits. */
NODISCARD enum err waiting_next_due(struct db *db, int64_t *ret);
/* E_NOTFOUND. */
NODISCARD enum err waiting_get(struct arena *a, struct db *db, post_id id, struct waiting_row *ret);
NODISCARD enum err waiting_find_token(struct arena *a, struct db *db,
                                      const uint8_t hash[static TOKEN_HASH_BYTES],
                                      struct waiting_row *ret);
/* Does something wait under this post's or this thread's id? */
NODISCARD enum err waiting_has_post(struct db *db, post_id id, bool *ret);
NODISCARD enum err waiting_has_thread(struct db *db, thread_id id, bool *ret);
/* Held ones that were due by `now`, the longest waiting first, after (due_at, id), with their
 * bodies. */
NODISCARD enum err waiting_list_held(struct arena *a, struct db *db, int64_t now, int64_t after_due,
                                     post_id after, int limit, struct waiting_rows *ret);
/* How many are held on a board, due or not, at most `limit`. */
NODISCARD enum err waiting_count_held(struct db *db, board_id board, int limit, int *ret);
/* How many were due by `now`, anywhere. */
NODISCARD enum err waiting_count_held_due(struct db *db, int64_t now, int limit, int *ret);
/* Nobody has decided on it (any more). */
NODISCARD enum err waiting_set_held(struct db *db, post_id id, enum waiting_held held,
                                    int64_t due_at);
/* By a moderator's action; what it was due at is remembered with it. */
NODISCARD enum err waiting_decide(struct db *db, const struct waiting_row *row,
                                  enum waiting_held held, int64_t due_at, action_id by);
/* What this action decided on, with its body, while it waits. E_NOTFOUND. */
NODISCARD enum err waiting_find_decided(struct arena *a, struct db *db, action_id by,
                                        struct waiting_row *ret);
/* Refused ones, the newest first, with their bodies. */
NODISCARD enum err waiting_list_refused(struct arena *a, struct db *db, int limit,
                                        struct waiting_rows *ret);
/* The thread is on another board. */
NODISCARD enum err waiting_set_board(struct db *db, thread_id thread, board_id board);
/* Refused ones that were due before `before` go. */
NODISCARD enum err waiting_refused_are_due(struct db *db, int64_t before, bool *ret);
NODISCARD enum err waiting_refused_expire(struct db *db, int64_t before);
NODISCARD enum err waiting_set_body(struct db *db, post_id id, const char *body);
NODISCARD enum err waiting_set_heading(struct db *db, post_id id, const char *title,
                                       const char *tags);
/* Out, or taken back. OK also when it is gone. */
NODISCARD enum err waiting_remove(struct db *db, post_id id);

#endif
