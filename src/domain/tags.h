/* SPDX-License-Identifier: MIT
 *
 * tags.h -- tags as written, what makes two of them one, and their rows.
 *
 * A tag is shown as it was written, in small letters. Two are one where they fold to the same:
 * without case, accents, hyphens and the other differences that the words of a search do not make
 * (text/terms.h).
 */
#ifndef CURBSIDE_SRC_DOMAIN_TAGS_H
#define CURBSIDE_SRC_DOMAIN_TAGS_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>

/* "one two three" as an array of at most TAGS_MAX. */
NODISCARD enum err tags_list(struct arena *a, const char *tags, const char *const **ret,
                             int *ret_n);

/* What a tag, as tag_parse() gives it, folds to. Never "". */
NODISCARD enum err tag_fold(struct arena *a, const char *tag, const char **ret);
/* The same of one as typed. E_TAG_INVALID. */
NODISCARD enum err tag_typed_fold(struct arena *a, const char *typed, const char **ret);
/* Is a tag that folds to `folded` among these? */
NODISCARD enum err tags_have(struct arena *a, const char *const *tags, int n, const char *folded,
                             bool *ret);

/* ---- rows (tag_rows.c) ---- */

NODISCARD enum err tags_write(struct visit *v, thread_id thread, const char *const *tags, int n);
/* The keeper's part: tags that were written before there was any folding, some at a time. */
NODISCARD enum err tags_tick(struct visit *v);

#endif
