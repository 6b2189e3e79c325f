/* SPDX-License-Identifier: MIT
 *
 * fold.h -- letters of any script, and texts that differ only in case made the same.
 */
#ifndef CURBSIDE_TEXT_FOLD_H
#define CURBSIDE_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

/* Is it a letter, a mark that belongs to one, or a decimal digit, in any script? */
bool codepoint_is_word(uint32_t cp);

/* Case folded (what Unicode calls full folding) and in NFC, into the arena, NUL-terminated. Folding
 * what is folded changes nothing. E_NOT_UTF8, E_NOMEM. */
NODISCARD enum err text_fold(struct arena *a, const char *s, size_t n, char **ret);

/* Every letter small that has a small form of its own, and nothing else changed: ß stays ß. Valid
 * UTF-8 into the arena, NUL-terminated. E_NOMEM. */
NODISCARD enum err text_lower(struct arena *a, const char *s, size_t n, char **ret);

#endif
