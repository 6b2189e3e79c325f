/* SPDX-License-Identifier: MIT
 *
 * arena.c -- zeroed, aligned, bounded memory.
 */
#include <curbside/base/arena.h>

#include <string.h>

#include "unit.h"

static void memory_is_zeroed_and_aligned_also_after_a_reset(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (size_t n = 0; n < 300; n++) {
            unsigned char *p = arena_alloc(&a, n);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, n);
        }
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
}

static void allocations_never_overlap(void **state)
{
    enum {
        COUNT = 500
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    unsigned char *parts[COUNT];

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        size_t n = (size_t)(i * 37 % 9000) + 1;
        parts[i] = arena_alloc(&a, n);
        assert_non_null(parts[i]);
        memset(parts[i], i % 251, n);
    }
    for (int i = 0; i < COUNT; i++) {
        size_t n = (size_t)(i * 37 % 9000) + 1;
        assert_int_equal(parts[i][0], i % 251);
        assert_int_equal(parts[i][n - 1], i % 251);
    }
}

static void what_exceeds_the_limit_is_refused(void **state)
{
    AUTO_ARENA struct arena a;

    (void)state;
    arena_init(&a, 10000);
    assert_null(arena_alloc(&a, 10001));
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_alloc(&a, SIZE_MAX - 8));
    assert_non_null(arena_alloc(&a, 6000));
    assert_null(arena_alloc(&a, 6000));
    assert_non_null(arena_alloc(&a, 3000));
    arena_done(&a);
    assert_non_null(arena_alloc(&a, 9000)); /* usable again, same limit */
}

static void an_array_whose_size_overflows_is_refused(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    assert_null(arena_array(&a, SIZE_MAX / 2, 4));
    assert_non_null(arena_array(&a, 0, 4));
}

static void copies_are_terminated(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    assert_string_equal(arena_strdup(&a, "otter"), "otter");
    assert_null(arena_strdup(&a, NULL));
    assert_string_equal(arena_memdup0(&a, "otters", 5), "otter");
    assert_string_equal(arena_memdup0(&a, NULL, 0), "");
    assert_null(arena_memdup0(&a, "x", SIZE_MAX));
    assert_string_equal(arena_printf(&a, "%s-%d", "otter", 41), "otter-41");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_also_after_a_reset),
        cmocka_unit_test(allocations_never_overlap),
        cmocka_unit_test(what_exceeds_the_limit_is_refused),
        cmocka_unit_test(an_array_whose_size_overflows_is_refused),
        cmocka_unit_test(copies_are_terminated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
