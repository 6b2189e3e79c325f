/* SPDX-License-Identifier: MIT
 *
 * keep_address.h -- the addresses under which follows and bookmarks are kept.
 */
#ifndef CURBSIDE_SRC_DOMAIN_KEEP_ADDRESS_H
#define CURBSIDE_SRC_DOMAIN_KEEP_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/state.h>

enum {
    KEEP_NUMBER_SIZE = 32
};

/* "thread/123" */
void keep_number_format(const char *kind, int64_t id, char ret[static KEEP_NUMBER_SIZE]);
/* What follows "kind/"; NULL for another kind. */
const char *keep_rest(const char *address, const char *kind);
/* The number in an address of that kind; 0: it is none. */
int64_t keep_number(const char *address, const char *kind);
/* Copies of a set's texts, the newest first; they outlive changes of the state. */
NODISCARD enum err keep_list(struct arena *a, const struct state *s, enum state_keep which,
                             struct state_text **ret, int *ret_n);
/* Does `one` stand behind `two` there? */
bool keep_is_behind(const struct state_text *one, const struct state_text *two);

#endif
