/* SPDX-License-Identifier: MIT
 *
 * as_operator.h -- what is asked over ssh by those with a role, and here by the operator.
 */
#ifndef CURBSIDE_CLI_AS_OPERATOR_H
#define CURBSIDE_CLI_AS_OPERATOR_H

#include <curbside/cli/subcommand.h>

/* Run `command` with the words of `s` (takes_all) as its own, by the same rules and with the same
 * answer. What the operator did stands in the record of actions under no handle. Returns the exit
 * status of commands.md. */
int as_operator(struct subcommand *s, const char *command);

#endif
