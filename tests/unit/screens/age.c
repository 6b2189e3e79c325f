/* SPDX-License-Identifier: MIT
 *
 * age.c -- the ages a list shows, at their edges.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "age.h"

enum {
    NOW = 1795442400 /* 2026-11-23T14:00:00Z */
};

static void check(int64_t then, const char *want, const char *want_long)
{
    char age[AGE_SIZE], longer[AGE_LONG_SIZE];

    age_format(NOW, then, age);
    age_format_long(NOW, then, longer);
    assert_string_equal(age, want);
    assert_string_equal(longer, want_long);
}

static void ages_change_at_their_edges(void **state)
{
    (void)state;
    check(NOW + 500, "now", "now");
    check(NOW - 59, "now", "now");
    check(NOW - 60, "1 m", "1 m ago");
    check(NOW - 3599, "59 m", "59 m ago");
    check(NOW - 3600, "1 h", "1 h ago");
    check(NOW - 86399, "23 h", "23 h ago");
    check(NOW - 86400, "yesterday", "yesterday");
    check(NOW - 86400 - 14 * 3600, "yesterday", "yesterday");
    check(NOW - 86400 - 14 * 3600 - 1, "2 d", "2 d ago");
    check(NOW - 7 * 86400, "Nov 16", "Nov 16, 2026");
}

/* All that is known of what an alias wrote. */
static void a_whole_hour_has_no_minutes(void **state)
{
    char age[AGE_SIZE], longer[AGE_LONG_SIZE], said[AGE_SAID_SIZE];

    (void)state;
    for (int64_t s = 60; s < 3600; s++) {
        age_format(NOW + s, NOW, age);
        assert_string_equal(age, "<1 h");
        age_format_long(NOW + s, NOW, longer);
        assert_string_equal(longer, "<1 h ago");
        age_say(NOW + s, NOW, said);
        assert_string_equal(said, "less than an hour ago");
    }
    age_format(NOW + 30, NOW, age);
    assert_string_equal(age, "now");
    age_format(NOW + 3600, NOW, age);
    assert_string_equal(age, "1 h");
}

static void other_years_show_their_year(void **state)
{
    (void)state;
    check(1073053520, "Jan 2004", "Jan 2, 2004");
    check(0, "Jan 1970", "Jan 1, 1970");
    check(-1, "Dec 1969", "Dec 31, 1969");
}

static void damaged_times_stay_in_their_columns(void **state)
{
    char age[AGE_SIZE];

    (void)state;
    age_format(NOW, INT64_MIN / 2, age);
    assert_true(age[0] != '\0');
    age_format(INT64_MAX / 2, NOW, age);
    assert_true(age[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_change_at_their_edges),
        cmocka_unit_test(a_whole_hour_has_no_minutes),
        cmocka_unit_test(other_years_show_their_year),
        cmocka_unit_test(damaged_times_stay_in_their_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
