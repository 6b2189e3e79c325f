/* SPDX-License-Identifier: MIT
 *
 * sealed.h -- private records under keyed names: the state of an account, and its drafts. What is
 * in them is nobody's business here.
 */
#ifndef CURBSIDE_STORE_SEALED_H
#define CURBSIDE_STORE_SEALED_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>

enum {
    SEALED_NAME_BYTES = 32,
    SEALED_STAMP_BYTES = 24,
};

enum sealed_kind {
    SEALED_STATE,
    SEALED_DRAFT
};

/* The box in `a`. E_NOTFOUND. */
NODISCARD enum err sealed_get(struct arena *a, struct db *db, enum sealed_kind kind,
                              const uint8_t name[static SEALED_NAME_BYTES], const uint8_t **ret_box,
                              size_t *ret_n);
/* The first bytes of a state's box: its nonce, which no other box has. E_NOTFOUND. */
NODISCARD enum err sealed_stamp(struct db *db, const uint8_t name[static SEALED_NAME_BYTES],
                                uint8_t ret[static SEALED_STAMP_BYTES]);
/* Store or replace. */
NODISCARD enum err sealed_set(struct db *db, enum sealed_kind kind,
                              const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box,
                              size_t n);
/* E_IN_USE: there is one of that name. */
NODISCARD enum err sealed_insert(struct db *db, enum sealed_kind kind,
                                 const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box,
                                 size_t n);
/* E_NOTFOUND: no such row. */
NODISCARD enum err sealed_replace(struct db *db, enum sealed_kind kind,
                                  const uint8_t name[static SEALED_NAME_BYTES], const uint8_t *box,
                                  size_t n);
/* OK also when there is none. */
NODISCARD enum err sealed_remove(struct db *db, enum sealed_kind kind,
                                 const uint8_t name[static SEALED_NAME_BYTES]);

#endif
