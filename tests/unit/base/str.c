/* SPDX-License-Identifier: MIT
 *
 * str.c -- appends are whole or not at all; numbers are read strictly.
 */
#include <curbside/base/str.h>

#include <limits.h>
#include <string.h>

#include "unit.h"

static void appends_add_up(void **state)
{
    AUTO_STR struct str s = STR_INIT;

    (void)state;
    assert_string_equal(str_cstr(&s), "");
    str_add(&s, "one");
    str_add_char(&s, ' ');
    str_add_n(&s, "two!", 3);
    str_printf(&s, " %d", 3);
    str_add_repeat(&s, '.', 3);
    assert_string_equal(str_cstr(&s), "one two 3...");
    assert_int_equal(s.n, 12);
    assert_false(s.failed);
}

static void it_grows_far_past_its_first_memory(void **state)
{
    AUTO_STR struct str s = STR_INIT;

    (void)state;
    for (int i = 0; i < 10000; i++)
        str_printf(&s, "%04d", i);
    assert_int_equal(s.n, 40000);
    assert_memory_equal(s.s + 39996, "9999", 5);
}

static void an_append_over_the_limit_changes_nothing_and_is_remembered(void **state)
{
    AUTO_STR struct str s = STR_INIT;

    (void)state;
    s.limit = 5;
    str_add(&s, "12345");
    assert_false(s.failed);
    str_add_char(&s, '6');
    assert_true(s.failed);
    assert_string_equal(str_cstr(&s), "12345");
    str_clear(&s);
    assert_false(s.failed);
    str_printf(&s, "%s", "123456");
    assert_true(s.failed);
    str_add(&s, "1"); /* would fit, but one check at the end must be enough */
    assert_string_equal(str_cstr(&s), "");
    str_done(&s);
    assert_int_equal(s.limit, 5);
}

static void starts_and_ends(void **state)
{
    (void)state;
    assert_true(cstr_starts("thread/7", "thread/"));
    assert_false(cstr_starts("thr", "thread"));
    assert_true(cstr_starts("x", ""));
    assert_true(cstr_ends("file.jsonl", ".jsonl"));
    assert_false(cstr_ends("l", ".jsonl"));
}

static void a_number_is_all_of_the_word_and_in_range(void **state)
{
    static const char *const bad[] = {"",
                                      " 7",
                                      "7 ",
                                      "+7",
                                      "7x",
                                      "x",
                                      "-",
                                      "--7",
                                      "0x7",
                                      "1e3",
                                      "11",
                                      "-1",
                                      "99999999999999999999"};
    long long value = 42;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(int_parse(bad[i], 0, 10, &value), E_NUMBER_INVALID);
    assert_int_equal(value, 42);
    assert_int_equal(int_parse("10", 0, 10, &value), OK);
    assert_int_equal(value, 10);
    assert_int_equal(int_parse("-007", -10, 10, &value), OK);
    assert_int_equal(value, -7);
    assert_int_equal(int_parse("9223372036854775807", 0, LLONG_MAX, &value), OK);
    assert_true(value == LLONG_MAX);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_add_up),
        cmocka_unit_test(it_grows_far_past_its_first_memory),
        cmocka_unit_test(an_append_over_the_limit_changes_nothing_and_is_remembered),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(a_number_is_all_of_the_word_and_in_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
