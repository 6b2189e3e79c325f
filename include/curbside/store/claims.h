/* SPDX-License-Identifier: MIT
 *
 * claims.h -- which moderator looks after an item of the queue.
 */
#ifndef CURBSIDE_STORE_CLAIMS_H
#define CURBSIDE_STORE_CLAIMS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/ids.h>

/* The claim becomes this handle's, whoever had it. */
NODISCARD enum err claims_set(struct db *db, int64_t item, handle_id by, int64_t until);
/* Who has it after `now_s`, with their name; *ret_by 0: nobody. */
NODISCARD enum err claims_find(struct db *db, int64_t item, int64_t now_s, handle_id *ret_by,
                               char ret_name[static HANDLE_ROW_NAME]);
/* OK also when there is none. */
NODISCARD enum err claims_remove(struct db *db, int64_t item);
/* All of one moderator. */
NODISCARD enum err claims_remove_of(struct db *db, handle_id by);
/* The next item after `after` that this handle has; *ret_item 0: none. */
NODISCARD enum err claims_next_of(struct db *db, handle_id by, int64_t after, int64_t *ret_item,
                                  int64_t *ret_until);
NODISCARD enum err claims_are_due(struct db *db, int64_t now_s, bool *ret);
NODISCARD enum err claims_expire(struct db *db, int64_t now_s);

#endif
