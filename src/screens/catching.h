/* SPDX-License-Identifier: MIT
 *
 * catching.h -- the keys c and z of the lists and the thread: take for read what was not shown, and
 * take that back. One question for all of them, which says what and how much.
 */
#ifndef SCREENS_CATCHING_H
#define SCREENS_CATCHING_H

#include <stdint.h>

#include <curbside/ui/screen.h>

#include "context.h"

/* Ask whether everything is to be read, or this board, or this thread (0: not that), by what is
 * unread there now, whatever the page was loaded with; or say that nothing of it is unread. The
 * screen is loaded again afterwards. */
void catching_ask(struct ui *ui, board_id board, thread_id thread);
/* For key tables: `z`, and when it does anything. */
void catching_undo(struct ui *ui, void *state);
bool catching_can_undo(struct ui *ui, const void *state);

#endif
