/* SPDX-License-Identifier: MIT
 *
 * marking.h -- what `helpful` and `unhelpful` share.
 */
#ifndef CURBSIDE_COMMANDS_MARKING_H
#define CURBSIDE_COMMANDS_MARKING_H

#include <stdbool.h>

#include <curbside/commands/command.h>

/* Give the caller's mark to the post named by the first argument, or take it back, and answer. */
NODISCARD enum err marking_run(struct command *c, bool on);

#endif
