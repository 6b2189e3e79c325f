/* SPDX-License-Identifier: MIT
 *
 * crypto.c -- the operations do what their names promise; libsodium tests the algorithms.
 */
#include <curbside/base/crypto.h>

#include <string.h>

#include "unit.h"

static int sodium_start(void **state)
{
    (void)state;
    return crypto_init() == OK ? 0 : -1;
}

static bool keys_equal(const struct key *a, const struct key *b)
{
    return bytes_equal(a->b, b->b, sizeof a->b);
}

static void starting_twice_is_fine(void **state)
{
    (void)state;
    assert_int_equal(crypto_init(), OK);
    assert_int_equal(crypto_init(), OK);
}

static void derived_keys_depend_on_everything(void **state)
{
    const struct key master = {{1, 2, 3}};
    const struct key other = {{1, 2, 4}};
    struct key a, b;

    (void)state;
    key_derive(&master, "draft", "x", 1, &a);
    key_derive(&master, "draft", "x", 1, &b);
    assert_true(keys_equal(&a, &b));
    key_derive(&other, "draft", "x", 1, &b);
    assert_false(keys_equal(&a, &b));
    key_derive(&master, "state", "x", 1, &b);
    assert_false(keys_equal(&a, &b));
    key_derive(&master, "draft", "y", 1, &b);
    assert_false(keys_equal(&a, &b));
    key_derive(&master, "draft", NULL, 0, &b);
    assert_false(keys_equal(&a, &b));
    /* the border between purpose and extra counts */
    key_derive(&master, "draftx", NULL, 0, &b);
    assert_false(keys_equal(&a, &b));
}

static void a_key_may_be_derived_over_itself(void **state)
{
    struct key k = {{9}};
    struct key expected;

    (void)state;
    key_derive(&k, "next", NULL, 0, &expected);
    key_derive(&k, "next", NULL, 0, &k);
    assert_true(keys_equal(&k, &expected));
}

static void hashes_depend_on_key_and_length(void **state)
{
    const struct key key = {{7}};
    uint8_t keyed[16], unkeyed[16], longer[64];

    (void)state;
    hash_keyed(&key, "abc", 3, keyed, sizeof keyed);
    hash_keyed(NULL, "abc", 3, unkeyed, sizeof unkeyed);
    hash_keyed(&key, "abc", 3, longer, sizeof longer);
    assert_memory_not_equal(keyed, unkeyed, sizeof keyed);
    assert_memory_not_equal(keyed, longer, sizeof keyed);
    /* BLAKE2b-512 of "abc", RFC 7693 */
    hash_keyed(NULL, "abc", 3, longer, sizeof longer);
    assert_memory_equal(longer, "\xba\x80\xa5\x3f\x98\x1c\x4d\x0d", 8);
}

static void what_was_sealed_opens_only_unaltered_in_its_context(void **state)
{
    static const char plain[] = "read in one minute";
    const struct key key = {{5}};
    const struct key wrong = {{6}};
    uint8_t box[sizeof plain + SEAL_EXTRA];
    uint8_t out[sizeof plain] = "untouched";

    (void)state;
    seal(&random_system, &key, "slot 3", plain, sizeof plain, box);
    assert_int_equal(unseal(&wrong, "slot 3", box, sizeof box, out), E_CORRUPT);
    assert_int_equal(unseal(&key, "slot 4", box, sizeof box, out), E_CORRUPT);
    assert_int_equal(unseal(&key, NULL, box, sizeof box, out), E_CORRUPT);
    assert_int_equal(unseal(&key, "slot 3", box, sizeof box - 1, out), E_CORRUPT);
    for (size_t i = 0; i < sizeof box; i++) {
        box[i] ^= 1;
        assert_int_equal(unseal(&key, "slot 3", box, sizeof box, out), E_CORRUPT);
        box[i] ^= 1;
    }
    assert_string_equal((char *)out, "untouched");
    assert_int_equal(unseal(&key, "slot 3", box, sizeof box, out), OK);
    assert_string_equal((char *)out, plain);
}

static void nothing_can_be_sealed_and_half_a_box_is_corrupt(void **state)
{
    const struct key key = {{5}};
    uint8_t box[SEAL_EXTRA];
    uint8_t out[1] = {1};

    (void)state;
    seal(&random_system, &key, NULL, NULL, 0, box);
    assert_int_equal(unseal(&key, NULL, box, sizeof box, out), OK);
    for (size_t n = 0; n < sizeof box; n++)
        assert_int_equal(unseal(&key, NULL, box, n, out), E_CORRUPT);
}

static void two_seals_of_one_text_look_unlike(void **state)
{
    const struct key key = {{5}};
    uint8_t a[4 + SEAL_EXTRA], b[4 + SEAL_EXTRA];

    (void)state;
    seal(&random_system, &key, NULL, "same", 4, a);
    seal(&random_system, &key, NULL, "same", 4, b);
    assert_memory_not_equal(a, b, sizeof a);
}

static void stretching_depends_on_secret_and_salt(void **state)
{
    static const uint8_t salt[STRETCH_SALT_BYTES] = {1};
    static const uint8_t other_salt[STRETCH_SALT_BYTES] = {2};
    struct key a, b;

    (void)state;
    assert_int_equal(key_stretch("otter", 5, salt, &a), OK);
    assert_int_equal(key_stretch("otter", 5, salt, &b), OK);
    assert_true(keys_equal(&a, &b));
    assert_int_equal(key_stretch("otter", 5, other_salt, &b), OK);
    assert_false(keys_equal(&a, &b));
    assert_int_equal(key_stretch("ottes", 5, salt, &b), OK);
    assert_false(keys_equal(&a, &b));
}

static void secrets_live_in_zeroed_aligned_memory(void **state)
{
    (void)state;
    for (size_t n = 0; n < 100; n += 7) {
        unsigned char *p = secret_new(n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        secret_free(p);
    }
    secret_free(NULL);
    assert_null(secret_new(SIZE_MAX));
}

static void wiping_wipes(void **state)
{
    char secret[] = "abcdef";

    (void)state;
    secret_wipe(secret, 3);
    assert_memory_equal(secret, "\0\0\0def", 6);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(starting_twice_is_fine),
        cmocka_unit_test(derived_keys_depend_on_everything),
        cmocka_unit_test(a_key_may_be_derived_over_itself),
        cmocka_unit_test(hashes_depend_on_key_and_length),
        cmocka_unit_test(what_was_sealed_opens_only_unaltered_in_its_context),
        cmocka_unit_test(nothing_can_be_sealed_and_half_a_box_is_corrupt),
        cmocka_unit_test(two_seals_of_one_text_look_unlike),
        cmocka_unit_test(stretching_depends_on_secret_and_salt),
        cmocka_unit_test(secrets_live_in_zeroed_aligned_memory),
        cmocka_unit_test(wiping_wipes),
    };

    return cmocka_run_group_tests(tests, sodium_start, NULL);
}
