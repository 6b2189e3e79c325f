/* SPDX-License-Identifier: MIT
 *
 * author.h -- what a reader does about who writes, from the screen that shows a thread.
 */
#ifndef SCREENS_AUTHOR_H
#define SCREENS_AUTHOR_H

#include <stdbool.h>

#include <curbside/base/err.h>
#include <curbside/domain/post.h>
#include <curbside/ui/screen.h>

/* Hide the post's author, or show them again, and say so. The screen loads its posts anew. */
enum err author_hide_toggle(struct ui *ui, const struct post *post);
bool author_can_hide(struct ui *ui, const struct post *post); /* `post` may be NULL */
/* Close the thread to new aliases, or open it again, and say so. */
enum err author_door_toggle(struct ui *ui, thread_id thread);
/* Did the caller open it, and does its board take aliases? Asks the database: for loading. */
bool author_has_door(struct ui *ui, thread_id thread);

#endif
