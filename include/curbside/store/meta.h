/* SPDX-License-Identifier: MIT
 *
 * meta.h -- single values of the board that have no table of their own.
 */
#ifndef CURBSIDE_STORE_META_H
#define CURBSIDE_STORE_META_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

/* The value in `a`. E_NOTFOUND. */
NODISCARD enum err meta_get(struct arena *a, struct db *db, const char *key, const uint8_t **ret,
                            size_t *ret_n);
NODISCARD enum err meta_set(struct db *db, const char *key, const void *bytes, size_t n);
/* Those whose key begins so, by key, at most `limit`. */
struct meta_row {
    const char *key;
    const uint8_t *value;
    size_t n;
};
NODISCARD enum err meta_list(struct arena *a, struct db *db, const char *prefix, int limit,
                             struct meta_row **ret_rows, int *ret_n);
/* OK also when there is none. */
NODISCARD enum err meta_remove(struct db *db, const char *key);

#endif
