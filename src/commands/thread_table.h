/* SPDX-License-Identifier: MIT
 *
 * thread_table.h -- a list of threads as an answer, the same in every command that gives one.
 */
#ifndef CURBSIDE_COMMANDS_THREAD_TABLE_H
#define CURBSIDE_COMMANDS_THREAD_TABLE_H

#include <jansson.h>

#include <curbside/commands/command.h>
#include <curbside/domain/thread.h>

/* {"threads", "next"}; NULL without memory. */
json_t *thread_table_json(const struct thread_page *page);
/* `boards`: rows name the board instead of who began. */
void thread_table_text(struct command *c, const struct thread_page *page, bool boards);

#endif
