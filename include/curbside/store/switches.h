/* SPDX-License-Identifier: MIT
 *
 * switches.h -- what is switched off for everybody, and the sentence that is said to all.
 */
#ifndef CURBSIDE_STORE_SWITCHES_H
#define CURBSIDE_STORE_SWITCHES_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

/* `name` as the schema knows it. Setting what is set is OK. */
NODISCARD enum err switches_set(struct db *db, const char *name, bool on);
NODISCARD enum err switches_has(struct db *db, const char *name, bool *ret);

/* The one sentence, in place of the one before. `until` is a whole minute. */
NODISCARD enum err broadcast_put(struct db *db, const char *words, int64_t until);
/* What is said at `now_s`: E_NOTFOUND: nothing. */
NODISCARD enum err broadcast_get(struct arena *a, struct db *db, int64_t now_s, const char **ret,
                                 int64_t *ret_until);
/* OK also when there is none. */
NODISCARD enum err broadcast_remove(struct db *db);
/* One is there whose time is over. */
NODISCARD enum err broadcast_is_due(struct db *db, int64_t now_s, bool *ret);

#endif
