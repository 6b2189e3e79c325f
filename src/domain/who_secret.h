/* SPDX-License-Identifier: MIT
 *
 * who_secret.h -- what a session must not lose to a core dump or to swap: inside identity only.
 */
#ifndef DOMAIN_WHO_SECRET_H
#define DOMAIN_WHO_SECRET_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/identity.h>

enum {
    RECORD_VERSION = 1,
    RECORD_BYTES = 1 + KEY_BYTES + 8 + 4, /* version, root, handle id, day of joining */
    BOX_BYTES = RECORD_BYTES + SEAL_EXTRA,
    RECOVERY_GENERATIONS = 4, /* locators tried when one of 2^40 is taken */
};

/* In memory of secret_new(). */
struct who_secret {
    struct key root;
    uint8_t record[RECORD_BYTES]; /* while a box is made or opened */
    uint8_t locator[LOCATOR_BYTES];
    struct key wrap; /* seals the record for the present key */
};

/* The locator of the account's recovery box, `generation` 0..RECOVERY_GENERATIONS-1: derived from
 * the root, so that its owner always finds it. */
void recovery_locator(const struct who *who, uint8_t generation, uint8_t ret[static 5]);

#endif
