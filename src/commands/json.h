/* SPDX-License-Identifier: MIT
 *
 * json.h -- the answer as one JSON document and a newline. Keys are a contract: docs/commands.md.
 */
#ifndef CURBSIDE_COMMANDS_JSON_H
#define CURBSIDE_COMMANDS_JSON_H

#include <stdint.h>

#include <jansson.h>

#include <curbside/commands/command.h>
#include <curbside/domain/author.h>

/* Takes `doc` over, also on an error. E_NOMEM, also for a NULL `doc`: so a document can be built
 * without a check at every step. */
NODISCARD enum err json_answer(struct command *c, json_t *doc);
/* Append a value as one line's worth of text, without newline; takes `value` over. */
NODISCARD enum err json_add(struct str *ret, json_t *value);
/* {"error":{"code","message"}} and a newline. */
void json_error(struct str *ret, const char *code, const char *message);

/* RFC 3339; null for 0. */
json_t *json_time(int64_t wall_s);
/* Null for NULL; bytes that are not UTF-8 (they are cleaned on the way in) give "". */
json_t *json_text(const char *s);
json_t *json_texts(const char *const *texts, int n);

#endif
