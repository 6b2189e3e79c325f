/* SPDX-License-Identifier: MIT
 *
 * undo_stack.c -- the last thing done is the first that is taken back.
 */
#include "undo_stack.h"

#include <string.h>

#include "context.h"

void undo_stack_add(struct undo_stack *u, action_id id)
{
    if (u->n == UNDO_STACK)
        memmove(u->done, u->done + 1, (size_t)--u->n * sizeof *u->done);
    u->done[u->n++] = id;
}

bool undo_stack_is_empty(const struct undo_stack *u)
{
    return u->n == 0;
}

static enum err undo_last(struct undo_stack *u, struct ui *ui)
{
    action_id id;

    if (u->n == 0)
        return E_NOTFOUND;
    return action_undo(visit_of(ui), u->done[--u->n], &id);
}

void undo_stack_take_back(struct undo_stack *u, struct ui *ui,
                          enum err (*load)(struct ui *ui, void *state), void *state)
{
    enum err err = undo_last(u, ui);

    if (err == OK)
        err = load(ui, state);
    if (err == OK)
        ui_say(ui, "Taken back.");
    else
        ui_fail(ui, err);
}
