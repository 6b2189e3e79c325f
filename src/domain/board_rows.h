/* SPDX-License-Identifier: MIT
 *
 * board_rows.h -- stored boards as the rules see them.
 */
#ifndef CURBSIDE_SRC_DOMAIN_BOARD_ROWS_H
#define CURBSIDE_SRC_DOMAIN_BOARD_ROWS_H

#include <curbside/base/err.h>
#include <curbside/domain/board.h>
#include <curbside/store/boards.h>

/* Everything but `unread`, which is 0. */
void board_from_row(const struct board_row *row, struct board *ret);
/* A board by id, also a closed one; `unread` is 0. E_NOTFOUND. */
NODISCARD enum err board_get_any(struct arena *a, struct visit *v, board_id id, struct board *ret);
/* Open to this visit: a board under aliases is closed to one that can have none. */
bool board_is_open(const struct visit *v, const struct board *board);
/* What a board may be called in addresses: 1-48 of a-z 0-9 -, not starting with a hyphen. */
bool board_slug_is_valid(const char *slug);

#endif
