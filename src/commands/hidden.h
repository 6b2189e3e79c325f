/* SPDX-License-Identifier: MIT
 *
 * hidden.h -- what `hide` and `unhide` share: the thread they are told, and the list they answer.
 */
#ifndef CURBSIDE_COMMANDS_HIDDEN_H
#define CURBSIDE_COMMANDS_HIDDEN_H

#include <curbside/commands/command.h>
#include <curbside/domain/mute.h>

/* --thread, 0 without. E_NOTFOUND. */
NODISCARD enum err hidden_thread(struct command *c, thread_id *ret);
/* Everybody the caller has hidden. */
NODISCARD enum err hidden_answer(struct command *c);

#endif
