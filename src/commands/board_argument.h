/* SPDX-License-Identifier: MIT
 *
 * board_argument.h -- BOARD in a command line: a name from "boards", or the address board/NAME.
 */
#ifndef CURBSIDE_COMMANDS_BOARD_ARGUMENT_H
#define CURBSIDE_COMMANDS_BOARD_ARGUMENT_H

#include <curbside/commands/command.h>
#include <curbside/domain/board.h>

/* In any case of letters. E_NOTFOUND, with nothing said yet where something else may be meant. */
NODISCARD enum err board_argument_find(struct command *c, const char *typed, struct board *ret);
/* The same for a place that only a board fits: E_NOTFOUND has its sentence. */
NODISCARD enum err board_argument(struct command *c, const char *typed, struct board *ret);

#endif
