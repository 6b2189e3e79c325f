/* SPDX-License-Identifier: MIT
 *
 * undo_note.h -- remembering how things stood, in the transaction of what is done.
 */
#ifndef CURBSIDE_SRC_DOMAIN_UNDO_NOTE_H
#define CURBSIDE_SRC_DOMAIN_UNDO_NOTE_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

/* `was` in the words of the action's verb: undo.c reads it. */
NODISCARD enum err undo_note(struct visit *v, action_id action, const char *was);
/* The next "LENGTH:TEXT" of such words, in `a`; *at moves behind it. E_CORRUPT. */
NODISCARD enum err undo_text_take(struct arena *a, const char **at, const char **ret);
/* Rows that are too old go. Cheap when there are none. */
NODISCARD enum err undo_tick(struct visit *v);

#endif
