/* SPDX-License-Identifier: MIT
 *
 * compose_text.h -- what a person typed, as the domain wants it.
 */
#ifndef SCREENS_COMPOSE_TEXT_H
#define SCREENS_COMPOSE_TEXT_H

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

/* "#step1, retake" as the tags "step1" and "retake": words divided by spaces and commas, without
 * the #. What a tag may hold is the domain's to say. */
NODISCARD enum err tags_split(struct arena *a, const char *typed, const char *const **ret_tags,
                              int *ret_n);

/* And back: "#step1 #retake"; NULL without memory. */
const char *tags_typed(struct arena *a, const char *const *tags, int n);

/* A post as a quote: who said it in the first line, then its lines, as markdown_quote() makes them.
 * `who` NULL: without the first line. NULL without memory. */
char *quote_of(struct arena *a, const char *who, const char *body);
/* The same of lines that are quoted already. */
char *quote_with(struct arena *a, const char *who, const char *lines);

#endif
