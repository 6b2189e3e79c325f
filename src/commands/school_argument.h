/* SPDX-License-Identifier: MIT
 *
 * school_argument.h -- SCHOOL in a command line: a slug, a name, or words that fit one school; and
 * the cycle of its interviews.
 */
#ifndef CURBSIDE_COMMANDS_SCHOOL_ARGUMENT_H
#define CURBSIDE_COMMANDS_SCHOOL_ARGUMENT_H

#include <curbside/commands/command.h>
#include <curbside/domain/school.h>

/* E_NOTFOUND, E_AMBIGUOUS with a sentence that lists the candidates. */
NODISCARD enum err school_argument(struct command *c, const char *typed, struct school *ret);
/* --cycle, 0 without. E_USAGE with its sentence. */
NODISCARD enum err cycle_flag(struct command *c, int *ret);
/* "2026-27"; NULL without memory. */
const char *cycle_words(struct command *c, int cycle);

#endif
