/* SPDX-License-Identifier: MIT
 *
 * submissions.h -- which submission token made which post, for a day.
 *
 * The token itself is never stored, only its hash, and of the time only the day: a row says nothing
 * that the post does not say.
 */
#ifndef CURBSIDE_STORE_SUBMISSIONS_H
#define CURBSIDE_STORE_SUBMISSIONS_H

#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

enum {
    TOKEN_HASH_BYTES = 32
};

/* What a token made. */
struct submission_row {
    thread_id thread;
    post_id post;
    int no;
};

/* E_NOTFOUND: a token not seen before. */
NODISCARD enum err submissions_find(struct db *db, const uint8_t hash[static TOKEN_HASH_BYTES],
                                    struct submission_row *ret);
/* `day`: the start of the day, in seconds. */
NODISCARD enum err submissions_insert(struct db *db, const uint8_t hash[static TOKEN_HASH_BYTES],
                                      const struct submission_row *row, int64_t day);
/* Is there one of a day before `day`? */
NODISCARD enum err submissions_are_due(struct db *db, int64_t day, bool *ret);
/* Forget those of days before `day`; *ret_gone counts them. */
NODISCARD enum err submissions_expire(struct db *db, int64_t day, int64_t *ret_gone);

/* The post stands elsewhere now. */
NODISCARD enum err submissions_place(struct db *db, post_id post, thread_id thread, int no);

#endif
