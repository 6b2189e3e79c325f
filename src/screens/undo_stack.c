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

enum err undo_stack_undo(struct undo_stack *u, struct ui *ui)
{
    action_id id;

    if (u->n == 0)
        return E_NOTFOUND;
    return action_undo(visit_of(ui), u->done[--u->n], &id);
}
