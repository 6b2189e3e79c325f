/* SPDX-License-Identifier: MIT
 *
 * undo_stack.h -- what was done on one screen by actions that can be taken back, for its key z.
 *
 * Kept while the screen is open; later and from elsewhere there is "mod undo".
 */
#ifndef SCREENS_UNDO_STACK_H
#define SCREENS_UNDO_STACK_H

#include <curbside/domain/undo.h>
#include <curbside/ui/screen.h>

enum {
    UNDO_STACK = 32 /* the oldest is forgotten */
};

/* A cleared one is empty. */
struct undo_stack {
    action_id done[UNDO_STACK];
    int n;
};

void undo_stack_add(struct undo_stack *u, action_id id);
bool undo_stack_is_empty(const struct undo_stack *u);
/* For the key z: takes the last one back, loads the screen's list anew with `load`, and says what
 * became of it. One that cannot be taken back any more is forgotten, so that those before it still
 * can. */
void undo_stack_take_back(struct undo_stack *u, struct ui *ui,
                          enum err (*load)(struct ui *ui, void *state), void *state);

#endif
