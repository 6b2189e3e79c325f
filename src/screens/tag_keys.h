/* SPDX-License-Identifier: MIT
 *
 * tag_keys.h -- from a thread to others with the same tag, and following a tag.
 */
#ifndef SCREENS_TAG_KEYS_H
#define SCREENS_TAG_KEYS_H

#include <curbside/domain/thread.h>
#include <curbside/ui/screen.h>

/* The list of a tag, as typed or as it is stored. */
void tag_open(struct ui *ui, const char *tag);
/* The list of the one tag of a thread; of several it is asked which. */
void tag_ask(struct ui *ui, const struct thread_row *thread);
void tag_toggle_follow(struct ui *ui, const char *tag);

#endif
