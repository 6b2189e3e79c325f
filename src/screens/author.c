/* SPDX-License-Identifier: MIT
 *
 * author.c -- what a reader does about who writes: hide them, or close a thread to new aliases.
 */
#include "author.h"

#include <curbside/domain/door.h>
#include <curbside/domain/mute.h>

#include "age.h"
#include "context.h"

static const char *reach(const struct post *post)
{
    return post->author.kind == AUTHOR_ALIAS ? "in this thread" : "everywhere";
}

enum err author_hide_toggle(struct ui *ui, const struct post *post)
{
    const char *name = post->author.name;

    if (post->hidden) {
        TRY(mute_remove(visit_of(ui), name, post->thread));
        ui_sayf(ui, "%s is shown again.", name);
        return OK;
    }
    TRY(mute_add(visit_of(ui), name, post->thread));
    ui_sayf(ui, "%s is hidden %s, for you alone. H shows them again.", name, reach(post));
    return OK;
}

bool author_can_hide(struct ui *ui, const struct post *post)
{
    return is_member(ui) && post && !post->you && !post->quiet &&
           (post->author.kind == AUTHOR_HANDLE || post->author.kind == AUTHOR_ALIAS);
}

enum err author_door_toggle(struct ui *ui, thread_id thread)
{
    struct door door;
    char wait[WAIT_SIZE];
    int64_t due;

    TRY(door_get(visit_of(ui), thread, &door));
    TRY(door_set(visit_of(ui), thread, !door.will_closed, &due));
    if (due)
        wait_format(clock_wall_s(ui_clock(ui)), due, wait);
    if (door.will_closed)
        ui_sayf(ui, "New aliases are let in again%s%s.", due ? " in " : "", due ? wait : "");
    else
        ui_sayf(ui, "Closed to new aliases%s%s; those who have one go on. A opens it again.",
                due ? " in " : "", due ? wait : "");
    return OK;
}

bool author_has_door(struct ui *ui, thread_id thread)
{
    struct door door;

    return is_member(ui) && door_get(visit_of(ui), thread, &door) == OK && door.mine;
}
