/* SPDX-License-Identifier: MIT
 *
 * crypto.c -- libsodium behind our own names.
 *
 * Every input that has a length of its own is hashed behind its length, so that no two different
 * inputs look the same to a key derivation.
 */
#include <curbside/base/crypto.h>

#include <sodium.h>
#include <string.h>

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    MAC_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

_Static_assert(NONCE_BYTES + MAC_BYTES == SEAL_EXTRA, "a sealed box is nonce, text, authenticator");
_Static_assert(KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one key size");
_Static_assert(STRETCH_SALT_BYTES == crypto_pwhash_SALTBYTES, "Argon2id's salt");

enum err crypto_init(void)
{
    return sodium_init() < 0 ? E_IO : OK;
}

static void hash_part(crypto_generichash_state *state, const void *bytes, size_t n)
{
    uint8_t length[8];

    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (uint8_t)((uint64_t)n >> (8 * i));
    IGNORE(crypto_generichash_update(state, length, sizeof length)); /* always 0 */
    if (n > 0)
        IGNORE(crypto_generichash_update(state, bytes, n)); /* always 0 */
}

void key_derive(const struct key *master, const char *purpose, const void *extra, size_t n,
                struct key *ret)
{
    crypto_generichash_state state;
    struct key derived; /* master and ret may be the same */

    BUG_ON(crypto_generichash_init(&state, master->b, sizeof master->b, sizeof derived.b) != 0);
    hash_part(&state, purpose, strlen(purpose));
    hash_part(&state, extra, n);
    BUG_ON(crypto_generichash_final(&state, derived.b, sizeof derived.b) != 0);
    *ret = derived;
    sodium_memzero(&derived, sizeof derived);
    sodium_memzero(&state, sizeof state);
}

void hash_keyed(const struct key *key, const void *bytes, size_t n, uint8_t *ret, size_t out)
{
    const uint8_t *k = key != NULL ? key->b : NULL;
    size_t k_n = key != NULL ? sizeof key->b : 0;

    BUG_ON(out < crypto_generichash_BYTES_MIN || out > crypto_generichash_BYTES_MAX);
    BUG_ON(crypto_generichash(ret, out, bytes, n, k, k_n) != 0);
}

static size_t context_length(const char *context)
{
    return context != NULL ? strlen(context) : 0;
}

void seal(const struct random *r, const struct key *key, const char *context, const void *plain,
          size_t n, uint8_t *ret_box)
{
    random_fill(r, ret_box, NONCE_BYTES);
    BUG_ON(crypto_aead_xchacha20poly1305_ietf_encrypt(
               ret_box + NONCE_BYTES, NULL, plain, n, (const uint8_t *)context,
               context_length(context), NULL, ret_box, key->b) != 0);
}

enum err unseal(const struct key *key, const char *context, const uint8_t *box, size_t box_n,
                uint8_t *ret_plain)
{
    const uint8_t *ad = (const uint8_t *)context;
    size_t ad_n = context_length(context);

    if (box_n < SEAL_EXTRA)
        return E_CORRUPT;
    size_t n = box_n - SEAL_EXTRA;
    const uint8_t *text = box + NONCE_BYTES;
    /* Checked first without an output: libsodium would clear it on failure. */
    if (crypto_aead_xchacha20poly1305_ietf_decrypt_detached(NULL, NULL, text, n, text + n, ad, ad_n,
                                                            box, key->b) != 0)
        return E_CORRUPT;
    if (n > 0 && crypto_aead_xchacha20poly1305_ietf_decrypt_detached(
                     ret_plain, NULL, text, n, text + n, ad, ad_n, box, key->b) != 0)
        return E_CORRUPT;
    return OK;
}

enum err key_stretch(const void *secret, size_t n, const uint8_t salt[static STRETCH_SALT_BYTES],
                     struct key *ret)
{
    struct key stretched;

    if (crypto_pwhash(stretched.b, sizeof stretched.b, secret, n, salt,
                      crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return E_NOMEM;
    *ret = stretched;
    sodium_memzero(&stretched, sizeof stretched);
    return OK;
}

void secret_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}

void *secret_new(size_t n)
{
    enum {
        ALIGN = 16
    };

    if (n > SIZE_MAX - ALIGN)
        return NULL;
    /* The block ends at a guard page, so only a rounded size starts aligned. */
    size_t rounded = (n + ALIGN - 1) / ALIGN * ALIGN;
    void *p = sodium_malloc(rounded);
    if (p != NULL)
        sodium_memzero(p, rounded);
    return p;
}

void secret_free(void *p)
{
    sodium_free(p);
}

bool bytes_equal(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}
