/* SPDX-License-Identifier: MIT
 *
 * helpful.h -- rows of helpful marks, and the counts they make. Whose a token is, nobody can tell
 * but the one it was made by.
 *
 * Every function that adds or removes a mark changes the counts of its post and thread with it.
 */
#ifndef CURBSIDE_STORE_HELPFUL_H
#define CURBSIDE_STORE_HELPFUL_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

struct helpful_row {
    post_id post;
    uint8_t token[TAG_BYTES];
};

NODISCARD enum err helpful_has(struct db *db, const struct helpful_row *row, bool *ret);
/* OK also when it is there, or is not: nothing is counted twice. */
NODISCARD enum err helpful_add(struct db *db, const struct helpful_row *row);
NODISCARD enum err helpful_remove(struct db *db, const struct helpful_row *row);
/* The count of a post as it is shown. E_NOTFOUND. */
NODISCARD enum err helpful_count(struct db *db, post_id post, int64_t *ret);
/* All marks of a post, and those that wait: the post was deleted. */
NODISCARD enum err helpful_clear(struct db *db, post_id post);
/* Marks in the order of posts and tokens, from behind this one on: for `mine`. */
NODISCARD enum err helpful_walk(struct arena *a, struct db *db, const struct helpful_row *after,
                                int limit, struct helpful_row **ret, int *ret_n);

/* ---- on alias boards, until the next release ---- */

struct helpful_wait {
    struct helpful_row row;
    bool takes; /* the mark back */
};

/* *ret_takes is set when *ret. */
NODISCARD enum err helpful_wait_find(struct db *db, const struct helpful_row *row, bool *ret,
                                     bool *ret_takes);
/* OK also when it waits already. */
NODISCARD enum err helpful_wait_add(struct db *db, const struct helpful_wait *wait, int64_t due_at);
/* OK also when there is none. */
NODISCARD enum err helpful_wait_remove(struct db *db, const struct helpful_row *row);
/* When the next ones are due; INT64_MAX: none wait. */
NODISCARD enum err helpful_wait_next_due(struct db *db, int64_t *ret);
NODISCARD enum err helpful_wait_list_due(struct arena *a, struct db *db, int64_t at, int limit,
                                         struct helpful_wait **ret, int *ret_n);

#endif
