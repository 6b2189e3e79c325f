/* SPDX-License-Identifier: MIT
 *
 * answer.h -- what commands answer with --json, read and checked.
 */
#ifndef CURBSIDE_TESTS_ANSWER_H
#define CURBSIDE_TESTS_ANSWER_H

#include <jansson.h>

#include "e2e/harness/caller.h"

/* Run `command`, expect this exit status, and read stdout: exactly one JSON document and a newline.
 * json_decref() it. */
json_t *answer(const struct board *b, const struct caller *c, int status, const char *input,
               const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The object has exactly these keys ("slug title unread"), whatever their order. */
void answer_has_keys(const json_t *o, const char *keys);
/* Fields that must be there and of that type. */
const char *answer_text(const json_t *o, const char *key);
long long answer_number(const json_t *o, const char *key);
bool answer_flag(const json_t *o, const char *key);
json_t *answer_array(const json_t *o, const char *key);
/* RFC 3339, UTC, to the second. */
void answer_is_time(const json_t *o, const char *key);

/* The id of the thread with this title on a board; the test fails if there is none. */
long long answer_thread(const struct board *b, const struct caller *c, const char *board,
                        const char *title);

#endif
