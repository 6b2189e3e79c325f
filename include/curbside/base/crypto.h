/* SPDX-License-Identifier: MIT
 *
 * crypto.h -- the few cryptographic operations Curbside uses, all libsodium's: keyed BLAKE2b,
 * XChaCha20-Poly1305, Argon2id. No other file names an algorithm.
 */
#ifndef CURBSIDE_BASE_CRYPTO_H
#define CURBSIDE_BASE_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/random.h>

enum {
    KEY_BYTES = 32,
    HASH_BYTES = 32,
    TAG_BYTES = 16,       /* author tags and tokens */
    SEAL_EXTRA = 24 + 16, /* nonce before, authenticator after */
    STRETCH_SALT_BYTES = 16,
};

struct key {
    uint8_t b[KEY_BYTES];
};

/* Call once per process before anything else here; safe to repeat. E_IO: libsodium failed. */
NODISCARD enum err crypto_init(void);

/* KDF: BLAKE2b-256 keyed with `master` over "purpose" and `extra` (each with its length). */
void key_derive(const struct key *master, const char *purpose, const void *extra, size_t n,
                struct key *ret);
/* BLAKE2b of `out` bytes (16..64) keyed with `key` over `bytes`. key NULL: unkeyed. */
void hash_keyed(const struct key *key, const void *bytes, size_t n, uint8_t *ret, size_t out);

/* XChaCha20-Poly1305 with a random nonce: n bytes become n + SEAL_EXTRA. `context` (may be NULL)
 * is authenticated, not stored. */
void seal(const struct random *r, const struct key *key, const char *context, const void *plain,
          size_t n, uint8_t *ret_box);
/* E_CORRUPT: wrong key, wrong context or altered bytes; `ret_plain` is then untouched. */
NODISCARD enum err unseal(const struct key *key, const char *context, const uint8_t *box,
                          size_t box_n, uint8_t *ret_plain);

/* Argon2id, interactive limits (64 MiB, about 0.1 s). E_NOMEM. */
NODISCARD enum err key_stretch(const void *secret, size_t n,
                               const uint8_t salt[static STRETCH_SALT_BYTES], struct key *ret);

/* Wipe, whatever the optimizer thinks. */
void secret_wipe(void *p, size_t n);
/* Locked, guarded, not dumpable memory for secrets; NULL without memory. Freed wiped; NULL is fine.
 */
void *secret_new(size_t n);
void secret_free(void *p);
/* Constant-time comparison. */
bool bytes_equal(const void *a, const void *b, size_t n);

#endif
