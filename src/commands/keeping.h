/* SPDX-License-Identifier: MIT
 *
 * keeping.h -- what the commands about follows and bookmarks share: the lists they answer.
 */
#ifndef CURBSIDE_COMMANDS_KEEPING_H
#define CURBSIDE_COMMANDS_KEEPING_H

#include <curbside/commands/command.h>

/* Save what was changed, and answer with what the caller follows, as the second does: a page of it,
 * by --limit and --after if the command has them. */
NODISCARD enum err following_changed(struct command *c);
NODISCARD enum err following_answer(struct command *c);
/* The answer of `bookmark` and `unbookmark`: the post they were about. */
NODISCARD enum err bookmark_answer(struct command *c, bool on);

#endif
