/* SPDX-License-Identifier: MIT
 *
 * board_keys.h -- what a reader does with a board as a whole.
 */
#ifndef SCREENS_BOARD_KEYS_H
#define SCREENS_BOARD_KEYS_H

#include <curbside/domain/board.h>
#include <curbside/ui/screen.h>

/* Follow it, or no longer, and say so. Members only. */
void board_toggle_follow(struct ui *ui, const struct board *board);
/* Show its guide page. */
void board_show_guide(struct ui *ui, const struct board *board);

#endif
