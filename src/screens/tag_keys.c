/* SPDX-License-Identifier: MIT
 *
 * tag_keys.c -- the key t of threads, and following a tag.
 */
#include "tag_keys.h"

#include <string.h>

#include <curbside/domain/follow.h>

#include "context.h"
#include "places.h"

void tag_open(struct ui *ui, const char *tag)
{
    ui_push(ui, "tagged", &(struct tagged_arg){tag}, sizeof(struct tagged_arg));
}

static void open_asked(struct ui *ui, void *state)
{
    (void)state;
    tag_open(ui, context_of(ui)->tags_asked[ui_taken(ui)]);
}

void tag_ask(struct ui *ui, const struct thread_row *thread)
{
    struct arena *a = ui_arena(ui);
    struct dialog_choice *choices = arena_array(a, TAGS_MAX + 1, sizeof *choices);
    const char **tags = context_of(ui)->tags_asked;

    if (thread->n_tags == 0)
        ui_say(ui, "This thread has no tag.");
    if (thread->n_tags == 1)
        tag_open(ui, thread->tags[0]);
    if (thread->n_tags < 2 || !choices)
        return;
    for (int i = 0; i < thread->n_tags && i < TAGS_MAX; i++) {
        tags[i] = arena_strdup(a, thread->tags[i]);
        if (!tags[i])
            return;
        choices[i] = (struct dialog_choice){(keycode)('1' + i), arena_printf(a, "#%s", tags[i]),
                                            open_asked};
        choices[i + 1] = (struct dialog_choice){0};
    }
    ui_ask(ui, &(struct dialog){
                   .title = "Threads with which tag?", .choices = choices, .enter_first = true});
}

void tag_toggle_follow(struct ui *ui, const char *tag)
{
    bool on = !follow_has_tag(visit_of(ui), tag);
    const char *address = arena_printf(ui_scratch(ui), "tag/%s", tag);
    enum err err = E_NOMEM;

    if (address)
        err = (on ? follow_add : follow_remove)(ui_scratch(ui), visit_of(ui), address, &address);
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui,
                on ? "You follow #%s: new threads with it are in your inbox."
                   : "You do not follow #%s any more.",
                tag);
}
