/* SPDX-License-Identifier: MIT
 *
 * queue_thread.c -- from an item of the queue to the whole of it, and to its thread: opening it,
 * locking it, pinning it.
 */
#include <curbside/domain/permission.h>
#include <curbside/domain/shape.h>

#include "context.h"
#include "queue_state.h"

void queue_read_whole(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    struct bare_arg arg = {0};

    queue_show_context(ui, s);
    arg.head = queue_context_head(ui_scratch(ui), queue_selected(s));
    arg.body = queue_context_whole(ui_scratch(ui), &s->context);
    if (arg.head && arg.body)
        ui_push(ui, "bare", &arg, sizeof arg);
}

/* What opens a thread has none while it is held. */
static bool thread_is_there(struct ui *ui, const struct queue_item *item)
{
    struct thread_row thread;
    enum err err = thread_get(ui_scratch(ui), visit_of(ui), item->thread, &thread);

    if (err == E_NOTFOUND)
        ui_say(ui, "It opens a thread, which is there once it is kept.");
    else if (err != OK)
        ui_fail(ui, err);
    return err == OK;
}

void queue_open_thread(struct ui *ui, void *state)
{
    const struct queue_item *item = queue_selected(state);
    const struct thread_arg arg = {.thread = item->thread,
                                   .no = item->no > 0 ? item->no : item->reply_to};

    if (thread_is_there(ui, item))
        ui_push(ui, "thread", &arg, sizeof arg);
}

/* Its thread is locked, or pinned; if it is so already, no longer. */
static void reshape(struct ui *ui, struct queue_state *s, enum shape on, enum shape off,
                    const char *said_on, const char *said_off)
{
    const char *done = on == SHAPE_LOCK ? "locked" : "pinned";
    const struct queue_item *item = queue_selected(s);
    struct visit *v = visit_of(ui);
    const char *said = said_on;
    action_id id;

    if (!thread_is_there(ui, item))
        return;
    enum err err = thread_shape(v, item->thread, on, NULL, NULL, &id);
    if (err == E_DONE_ALREADY) {
        err = thread_shape(v, item->thread, off, NULL, NULL, &id);
        said = said_off;
        done = off == SHAPE_UNLOCK ? "unlocked" : "unpinned";
    }
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    judging_note(ui, id, item->thread, done);
    ui_say(ui, said);
}

void queue_lock(struct ui *ui, void *state)
{
    reshape(ui, state, SHAPE_LOCK, SHAPE_UNLOCK,
            "Its thread is locked: no more replies. L or z opens it again.",
            "Replies are taken again in its thread.");
}

void queue_pin(struct ui *ui, void *state)
{
    reshape(ui, state, SHAPE_PIN, SHAPE_UNPIN, "Its thread is pinned to the top of its board.",
            "Its thread is not pinned any more.");
}

bool queue_has_thread(struct ui *ui, const void *state)
{
    const struct queue_state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->n && s->rows[at].thread.v != 0;
}

bool queue_may_shape(struct ui *ui, const void *state)
{
    return queue_has_thread(ui, state) && permission_has(visit_of(ui)->who, MAY_SHAPE);
}
