/* SPDX-License-Identifier: MIT
 *
 * random.c -- ranges without bias, repeatable when the source is.
 */
#include <curbside/base/random.h>

#include <string.h>

#include <curbside/base/crypto.h>

#include "unit.h"

/* A source that hands out 32-bit values from a list. */
struct script {
    const uint32_t *values;
    int at;
};

static void script_fill(void *ctx, void *bytes, size_t n)
{
    struct script *script = ctx;

    assert_int_equal(n, sizeof(uint32_t));
    memcpy(bytes, &script->values[script->at++], n);
}

static void values_that_would_bias_are_drawn_again(void **state)
{
    static const uint32_t values[] = {0, 3, 4, 7};
    struct script script = {values, 0};
    const struct random r = {script_fill, &script};

    (void)state;
    /* 2^32 mod 6 is 4: 0 to 3 are refused */
    assert_int_equal(random_below(&r, 6), 4);
    assert_int_equal(script.at, 3);
    assert_int_equal(random_below(&r, 6), 1);
}

static void every_value_below_the_bound_comes_up(void **state)
{
    int seen[7] = {0};

    (void)state;
    for (int i = 0; i < 2000; i++) {
        uint32_t value = random_below(&random_system, 7);
        assert_true(value < 7);
        seen[value]++;
    }
    for (int i = 0; i < 7; i++)
        assert_true(seen[i] > 0);
    assert_int_equal(random_below(&random_system, 1), 0);
}

static void ids_stay_below_ten_to_the_ninth(void **state)
{
    static const uint32_t values[] = {UINT32_MAX, 999999998U + 999999999U};
    struct script script = {values, 0};
    const struct random r = {script_fill, &script};

    (void)state;
    assert_true(random_id(&r) == UINT32_MAX % 999999999LL + 1);
    assert_true(random_id(&r) == 999999999);
    for (int i = 0; i < 1000; i++) {
        int64_t id = random_id(&random_system);
        assert_true(id >= 1 && id <= 999999999);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_would_bias_are_drawn_again),
        cmocka_unit_test(every_value_below_the_bound_comes_up),
        cmocka_unit_test(ids_stay_below_ten_to_the_ninth),
    };

    if (crypto_init() != OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
