/* SPDX-License-Identifier: MIT
 *
 * paging.h -- --limit and --after, the same in every list.
 */
#ifndef CURBSIDE_COMMANDS_PAGING_H
#define CURBSIDE_COMMANDS_PAGING_H

#include <curbside/commands/command.h>

/* Two rows for a command's flag table. */
#define PAGING_FLAGS                                                                               \
    {.name = "--limit", .takes_value = true},                                                      \
    {                                                                                              \
        .name = "--after", .takes_value = true                                                     \
    }
#define PAGING_USAGE "[--limit N] [--after CURSOR]"

/* --limit, or the default. E_NUMBER_INVALID with its sentence. */
NODISCARD enum err paging_limit(struct command *c, int *ret);
/* The last line of a list that goes on: how to ask for the rest. `next` NULL: nothing. */
void paging_more(struct command *c, const char *command, const char *next);
/* The line that was called, without --after: "schools --state PA". What narrows a list belongs to
 * its next page. `command` alone where there is no memory. */
const char *paging_same(struct command *c, const char *command);

#endif
