/* SPDX-License-Identifier: MIT
 *
 * csv.c -- RFC 4180, and where it says no.
 */
#include <curbside/base/csv.h>

#include <string.h>

#include "unit.h"

static enum err parse(struct arena *a, const char *text, struct csv *ret, int *ret_line)
{
    return csv_parse(a, text, strlen(text), ret, ret_line);
}

static void rows_are_read_by_column_name(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct csv csv;

    (void)state;
    assert_int_equal(parse(&a, "slug,title\r\nmcat,MCAT\nanki,Anki", &csv, NULL), OK);
    assert_int_equal(csv.n_cols, 2);
    assert_int_equal(csv.n_rows, 2);
    assert_string_equal(csv_get(&csv, 0, "title"), "MCAT");
    assert_string_equal(csv_get(&csv, 1, "slug"), "anki");
    assert_null(csv_get(&csv, 0, "nothing"));
}

static void quoted_fields_hold_anything(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct csv csv;

    (void)state;
    assert_int_equal(parse(&a, "a,b\n\"x,\"\"y\"\"\nz\",\"\"\n,\n", &csv, NULL), OK);
    assert_int_equal(csv.n_rows, 2);
    assert_string_equal(csv_get(&csv, 0, "a"), "x,\"y\"\nz");
    assert_string_equal(csv_get(&csv, 0, "b"), "");
    assert_string_equal(csv_get(&csv, 1, "a"), "");
}

static void empty_lines_and_a_byte_order_mark_are_no_rows(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct csv csv;

    (void)state;
    assert_int_equal(parse(&a, "\xEF\xBB\xBFslug\n\none\n\r\n\n", &csv, NULL), OK);
    assert_int_equal(csv.n_rows, 1);
    assert_string_equal(csv_get(&csv, 0, "slug"), "one");
    assert_int_equal(parse(&a, "slug", &csv, NULL), OK);
    assert_int_equal(csv.n_rows, 0);
}

static void what_is_wrong_is_named_by_its_line(void **state)
{
    static const struct {
        const char *text;
        int line;
    } cases[] = {
        {"", 1},
        {"a,b\n1,2\n3\n", 3},
        {"a,b\n1,2,3\n", 2},
        {"a,b\n\n\"1\n1\",2\n\"open,2\n", 5},
        {"a,b\n\"1\"x,2\n", 2},
        {"a,b\n1\"x,2\n", 2},
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct csv csv = {.n_rows = 42};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int line = 0;
        assert_int_equal(parse(&a, cases[i].text, &csv, &line), E_CORRUPT);
        assert_int_equal(line, cases[i].line);
    }
    assert_int_equal(csv_parse(&a, "a\n\0\n", 4, &csv, NULL), E_CORRUPT);
    assert_int_equal(csv.n_rows, 42);
}

static void too_much_for_the_arena_is_refused(void **state)
{
    AUTO_ARENA struct arena a;
    struct csv csv;

    (void)state;
    arena_init(&a, 100);
    assert_int_equal(parse(&a, "a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", &csv, NULL), E_NOMEM);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_read_by_column_name),
        cmocka_unit_test(quoted_fields_hold_anything),
        cmocka_unit_test(empty_lines_and_a_byte_order_mark_are_no_rows),
        cmocka_unit_test(what_is_wrong_is_named_by_its_line),
        cmocka_unit_test(too_much_for_the_arena_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
