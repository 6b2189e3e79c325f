/* SPDX-License-Identifier: MIT
 *
 * state_texts.h -- a set of short texts in the sealed state: addresses of what an account keeps.
 *
 * Ordered by text, each with a number that says in which order they were added. Two sessions merge
 * to the union; what this one removed does not come back to it.
 */
#ifndef DOMAIN_STATE_TEXTS_H
#define DOMAIN_STATE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/domain/state.h>

struct state_reader;

struct text_list {
    struct state_text *v;
    size_t n, cap;
};

/* Cleared, it is empty. */
struct state_texts {
    struct text_list here;
    struct text_list gone; /* removed in this session */
};

void state_texts_done(struct state_texts *set);
const struct state_text *state_texts_find(const struct state_texts *set, const char *text);
/* *ret_new: it was not there. E_LIST_FULL: there are `max`. E_NOMEM. The text is 1 to
 * STATE_TEXT_BYTES long. */
enum err state_texts_add(struct state_texts *set, size_t max, const char *text, bool *ret_new);
/* Was it there? */
bool state_texts_remove(struct state_texts *set, const char *text);

void state_texts_format(const struct state_texts *set, struct str *out);
enum err state_texts_parse(struct state_reader *r, struct state_texts *set, size_t max);
enum err state_texts_merge(struct state_texts *set, const struct state_texts *from, size_t max);

#endif
