/* SPDX-License-Identifier: MIT
 *
 * wraps.h -- the boxes that hold roots: one per key, one per recovery code.
 */
#ifndef CURBSIDE_STORE_WRAPS_H
#define CURBSIDE_STORE_WRAPS_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    WRAP_LOCATOR_BYTES = 32,
    RECOVERY_LOCATOR_BYTES = 5,
    RECOVERY_SALT_BYTES = 16,
};

/* The box in `a`. E_NOTFOUND. */
NODISCARD enum err wraps_get(struct arena *a, struct db *db,
                             const uint8_t locator[static WRAP_LOCATOR_BYTES],
                             const uint8_t **ret_box, size_t *ret_n);
/* E_IN_USE: there is one. */
NODISCARD enum err wraps_insert(struct db *db, const uint8_t locator[static WRAP_LOCATOR_BYTES],
                                const uint8_t *box, size_t n);

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

#endif
