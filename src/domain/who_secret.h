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
    SECRET_CODE_BITS = RECOVERY_LOCATOR_BITS + RECOVERY_SECRET_BITS,
    SECRET_CODE_BYTES = (SECRET_CODE_BITS + 7) / 8,
    SECRET_CODE_SALT = 16,
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

/* The locator of a link code made today, or that many days ago: one code an account, and two of
 * different days have nothing in common. */
void link_locator(struct visit *v, int days_back, uint8_t ret[static 5]);

/* ---- for keys.c and leave.c ---- */

/* A box under a code that a person copies by hand: of recovery, or of a link to another key. */
struct secret_code {
    uint8_t code[SECRET_CODE_BYTES]; /* locator, then secret */
    uint8_t salt[SECRET_CODE_SALT];
    uint8_t box[BOX_BYTES];
};
/* Everything but the locator. Slow: not inside a transaction. */
enum err secret_code_make(struct visit *v, const char *context, struct secret_code *ret);
/* Open a box by a code: fills root, handle and day of `v->who`. `box` NULL, for a locator nobody
 * has: takes the same time. E_CODE_INVALID. */
enum err secret_code_open(struct visit *v, const char *context, const uint8_t *code,
                          const uint8_t *salt, const uint8_t *box, size_t n);

/* OK: a guest with a key. E_MEMBER_ALREADY E_NO_KEY. */
enum err who_may_join(const struct who *who);
/* The root is open: the present key opens the account from now on. Sets what else is known of the
 * caller, and v->state. Inside a transaction; after a failure who_become_guest(). */
enum err who_adopt(struct visit *v);
/* After the commit of who_adopt(): the account remembers the key. */
void who_adopted(struct visit *v);
/* Back to a guest with the same key. */
void who_become_guest(struct visit *v);
/* The account is still there. E_NOTFOUND: it was left, in another session. */
enum err who_require_kept(struct visit *v);

#endif
