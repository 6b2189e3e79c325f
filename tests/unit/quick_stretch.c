/* SPDX-License-Identifier: MIT
 *
 * quick_stretch.c -- Argon2id's place is taken by one BLAKE2b: joining would be half of what the
 * tests cost. unit.base.crypto has the real one, and so have all tests with a real client.
 */
#include "unit.h"

#include <string.h>

#include <sodium.h>

int crypto_pwhash(unsigned char *const out, unsigned long long n, const char *const secret,
                  unsigned long long secret_n, const unsigned char *const salt,
                  unsigned long long ops, size_t memory, int algorithm)
{
    assert_int_equal(ops, crypto_pwhash_OPSLIMIT_INTERACTIVE);
    assert_int_equal(memory, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    assert_int_equal(algorithm, crypto_pwhash_ALG_ARGON2ID13);
    return crypto_generichash(out, (size_t)n, (const unsigned char *)secret, secret_n, salt,
                              crypto_pwhash_SALTBYTES);
}
