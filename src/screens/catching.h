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

/* What there is to choose from besides everything; a title NULL: not that. */
struct catching {
    thread_id thread;
    const char *thread_title;
    int64_t thread_unread;
    board_id board;
    const char *board_title;
    int64_t board_unread;
};

/* Ask; or say that nothing of it is unread. The screen is loaded again afterwards. */
void catching_ask(struct ui *ui, const struct catching *what);
/* For key tables: `z`, and when it does anything. */
void catching_undo(struct ui *ui, void *state);
bool catching_can_undo(struct ui *ui, const void *state);

#endif
