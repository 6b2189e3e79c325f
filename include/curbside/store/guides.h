/* SPDX-License-Identifier: MIT
 *
 * guides.h -- rows of guide pages, one a board.
 */
#ifndef CURBSIDE_STORE_GUIDES_H
#define CURBSIDE_STORE_GUIDES_H

#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

/* E_NOTFOUND. */
NODISCARD enum err guides_get(struct arena *a, struct db *db, board_id board, const char **ret_body,
                              int64_t *ret_edited_at);
/* Store or replace. `edited_at`: the start of a day. */
NODISCARD enum err guides_set(struct db *db, board_id board, const char *body, int64_t edited_at);
/* OK also when there is none. */
NODISCARD enum err guides_remove(struct db *db, board_id board);

#endif
