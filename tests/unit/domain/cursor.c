/* SPDX-License-Identifier: MIT
 *
 * cursor.c -- a cursor comes back as it was, or not at all.
 */
#include "cursor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void cursor_comes_back_as_it_was(void **state)
{
    static const struct cursor cases[] = {
        {0, 0, 0, 1},
        {1, 1700000000, 0, 999999999},
        {0, -733000000, 12, 5},
        {1, INT64_MAX, INT64_MIN, INT64_MAX},
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct cursor c;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cursor_format(&a, "active 7", &cases[i]);

        assert_int_equal(cursor_parse("active 7", text, &c), OK);
        assert_memory_equal(&c, &cases[i], sizeof c);
    }
}

static void cursor_of_another_query_is_refused(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *text = cursor_format(&a, "active 7", &(struct cursor){0, 1, 2, 3});
    struct cursor c;

    (void)state;
    assert_int_equal(cursor_parse("active 8", text, &c), E_CURSOR_INVALID);
    assert_int_equal(cursor_parse("new 7", text, &c), E_CURSOR_INVALID);
}

static void every_changed_byte_and_every_cut_is_refused(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *text = cursor_format(&a, "q", &(struct cursor){1, 1700000000, 3, 123456789});
    size_t n = strlen(text);
    struct cursor c;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        char *changed = arena_strdup(&a, text);

        changed[i] = changed[i] == '7' ? '8' : '7';
        assert_int_equal(cursor_parse("q", changed, &c), E_CURSOR_INVALID);
        assert_int_equal(cursor_parse("q", arena_memdup0(&a, text, i), &c), E_CURSOR_INVALID);
    }
}

static void hostile_cursors_are_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "-",
        "----",
        "0-0-0-0-",
        "x",
        "0-0-0-0-00000000",
        " 0-0-0-1-00000000",
        "-1-1-1-1-1",
        "0x1-1-1-1-12345678",
        "99999999999999999999999999999999999999999999999999999999999999999",
        "1-1-1-1-\xff\xfe\xfd\xfc",
        "'; DROP TABLE post; --",
        "%n%n%n%n",
    };
    struct cursor c;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(cursor_parse("q", cases[i], &c), E_CURSOR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cursor_comes_back_as_it_was),
        cmocka_unit_test(cursor_of_another_query_is_refused),
        cmocka_unit_test(every_changed_byte_and_every_cut_is_refused),
        cmocka_unit_test(hostile_cursors_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
