/* SPDX-License-Identifier: MIT
 *
 * verbs.h -- a command that is many: "sysop roles", "sysop board SLUG". Each verb is a row of a
 * table with its own usage, help, flags and function; tables are groups, one file each.
 */
#ifndef CURBSIDE_COMMANDS_VERBS_H
#define CURBSIDE_COMMANDS_VERBS_H

#include <curbside/commands/command.h>

/*
 * Runs the verb that the first argument names; c->words.args[0] stays its name. E_USAGE with a
 * sentence: no such verb, too few or too many words, a flag that is another verb's.
 */
NODISCARD enum err verbs_run(struct command *c);
/* E_USAGE with this sentence and the usage line of the verb that runs. */
NODISCARD enum err verbs_usage(struct command *c, const char *trouble);

/* The groups of "sysop"; each ends with { 0 }. */
extern const struct command_verb sysop_role_verbs[];
extern const struct command_verb sysop_board_verbs[];
extern const struct command_verb sysop_house_verbs[];
extern const struct command_verb sysop_filter_verbs[];
extern const struct command_verb sysop_rule_verbs[];
extern const struct command_verb sysop_setting_verbs[];
extern const struct command_verb sysop_stats_verbs[];
extern const struct command_verb sysop_audit_verbs[];

#endif
