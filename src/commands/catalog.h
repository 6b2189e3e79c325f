/* SPDX-License-Identifier: MIT
 *
 * catalog.h -- the commands as a table: finding one, guessing a misspelled one, and the parts that
 * help, man, completion and docs/commands.md are made of. Everything is read from command_registry,
 * so that a new command appears everywhere by being a file.
 */
#ifndef CURBSIDE_COMMANDS_CATALOG_H
#define CURBSIDE_COMMANDS_CATALOG_H

#include <curbside/commands/command.h>

enum {
    COMMAND_FLAGS_MAX = 48
}; /* flags of one command with the common ones; a table longer than that is a bug */

/* NULL if there is no such command. */
const struct command_ops *command_find(const char *name);

/* The command a misspelled name most likely meant, NULL if none is near. */
const struct command_ops *command_closest(const char *name);

/* The command's own flags and the ones all commands have (--json, --help), ended by a NULL name. */
void command_flags(const struct command_ops *ops, struct flag ret[static COMMAND_FLAGS_MAX]);

/* Exit statuses with what they mean; ended by a NULL sentence. */
struct exit_row {
    int status;
    const char *meaning;
};
extern const struct exit_row exit_rows[];

/* docs/commands.md, whole. */
void commands_markdown(struct str *ret);

#endif
