/* SPDX-License-Identifier: MIT
 *
 * wraps.h -- the boxes that hold roots: one per key, one per recovery code, and for ten minutes one
 * per link code.
 */
#ifndef CURBSIDE_STORE_WRAPS_H
#define CURBSIDE_STORE_WRAPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    WRAP_LOCATOR_BYTES = 32,
    RECOVERY_LOCATOR_BYTES = 5,
    RECOVERY_SALT_BYTES = 16, /* of link codes too: they have the same form */
};

/* The box in `a`. E_NOTFOUND. */
NODISCARD enum err wraps_get(struct arena *a, struct db *db,
                             const uint8_t locator[static WRAP_LOCATOR_BYTES],
                             const uint8_t **ret_box, size_t *ret_n);
/* E_IN_USE: there is one. */
NODISCARD enum err wraps_insert(struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES],
                                const uint8_t *box, size_t n);
/* OK also when there is none. */
NODISCARD enum err wraps_remove(struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES]);

/* E_NOTFOUND. */
NODISCARD enum err recoveries_get(struct arena *a, struct db *db,
                                  const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                                  uint8_t ret_salt[static RECOVERY_SALT_BYTES],
                                  const uint8_t **ret_box, size_t *ret_n);
/* E_IN_USE: another account's code has this locator. */
NODISCARD enum err recoveries_insert(struct db *db,
                                     const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                                     const uint8_t salt[static RECOVERY_SALT_BYTES],
                                     const uint8_t *box, size_t n);
/* OK also when there is none. */
NODISCARD enum err recoveries_remove(struct db *db,
                                     const uint8_t locator[static RECOVERY_LOCATOR_BYTES]);

/* E_NOTFOUND, also for one that ended by `now_s`. */
NODISCARD enum err links_get(struct arena *a, struct db *db,
                             const uint8_t locator[static RECOVERY_LOCATOR_BYTES], int64_t now_s,
                             uint8_t ret_salt[static RECOVERY_SALT_BYTES], const uint8_t **ret_box,
                             size_t *ret_n);
/* Store, in place of one with the same locator. */
NODISCARD enum err links_set(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                             const uint8_t salt[static RECOVERY_SALT_BYTES], const uint8_t *box,
                             size_t n, int64_t until);
/* Remove the one that holds this salt. E_NOTFOUND: it was used, replaced or ended meanwhile. */
NODISCARD enum err links_use(struct db *db, const uint8_t locator[static RECOVERY_LOCATOR_BYTES],
                             const uint8_t salt[static RECOVERY_SALT_BYTES]);
/* OK also when there is none. */
NODISCARD enum err links_remove(struct db *db,
                                const uint8_t locator[static RECOVERY_LOCATOR_BYTES]);
/* Those that ended by `now_s`: are there any, and away with them. */
NODISCARD enum err links_are_due(struct db *db, int64_t now_s, bool *ret);
NODISCARD enum err links_expire(struct db *db, int64_t now_s);

#endif
