/* SPDX-License-Identifier: MIT
 *
 * judging.h -- what `confirm`, `dispute` and `outdated` share.
 */
#ifndef CURBSIDE_COMMANDS_JUDGING_H
#define CURBSIDE_COMMANDS_JUDGING_H

#include <curbside/commands/command.h>
#include <curbside/domain/interview.h>

/* The flags of all three. */
extern const struct flag judging_flags[];

/* Say this of the report that the first argument names, or with --undo nothing more, and answer. */
NODISCARD enum err judging_run(struct command *c, enum verdict verdict);

#endif
