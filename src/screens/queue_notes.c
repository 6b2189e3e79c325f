/* SPDX-License-Identifier: MIT
 *
 * queue_notes.c -- what moderators tell one another about an item of the queue: that they look
 * after it, and notes.
 */
#include <curbside/domain/decide.h>

#include "context.h"
#include "queue_state.h"

void queue_claim(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    struct queue_item *item = queue_selected(s);
    bool gives_back = item->claimed && item->claimed_by_me;
    enum err err = gives_back ? item_unclaim(visit_of(ui), item->item)
                              : item_claim(visit_of(ui), item->item);

    if (err != OK) {
        queue_fail(ui, err);
        return;
    }
    item->claimed = gives_back ? NULL : visit_name(ui);
    item->claimed_by_me = !gives_back;
    ui_say(ui, gives_back ? "Left to whoever comes first."
                          : "Yours for an hour: others leave it to you. C again gives it back.");
    queue_show_context(ui, s);
}

void queue_note_ask(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    const struct one_line_arg arg = {.place = "Moderation › Note",
                                     .words = "For the other moderators, under your handle. It "
                                              "stays with the item and goes after a month.",
                                     .label = "Note",
                                     .answer = &s->note};

    s->noted = queue_selected(s)->item;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

void queue_note_take(struct ui *ui, struct queue_state *s)
{
    int64_t item = s->noted;

    s->noted = 0;
    if (item == 0 || !s->note.given)
        return;
    enum err err = queue_note_add(visit_of(ui), item, s->note.text);
    if (err != OK)
        queue_fail(ui, err);
    else
        ui_say(ui, "Noted, for the other moderators.");
}
