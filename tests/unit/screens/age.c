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

static const struct moment now = {.s = NOW};

static void check(int64_t then, const char *want, const char *want_long)
{
    char age[AGE_SIZE], longer[AGE_LONG_SIZE];

    age_format(&now, then, age);
    age_format_long(&now, then, longer);
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
        age_format(&(struct moment){.s = NOW + s}, NOW, age);
        assert_string_equal(age, "<1 h");
        age_format_long(&(struct moment){.s = NOW + s}, NOW, longer);
        assert_string_equal(longer, "<1 h ago");
        age_say(&(struct moment){.s = NOW + s}, NOW, said);
        assert_string_equal(said, "less than an hour ago");
    }
    age_format(&(struct moment){.s = NOW + 30}, NOW, age);
    assert_string_equal(age, "now");
    age_format(&(struct moment){.s = NOW + 3600}, NOW, age);
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
    age_format(&now, INT64_MIN / 2, age);
    assert_true(age[0] != '\0');
    age_format(&(struct moment){.s = INT64_MAX / 2}, NOW, age);
    assert_true(age[0] != '\0');
}

/* 14:00 UTC is 9 in the morning in New York, and the evening before was yesterday there. */
static struct moment in_new_york(bool by_clock)
{
    struct moment m = {.s = NOW, .clock = by_clock};

    assert_true(zone_parse("EST5EDT,M3.2.0,M11.1.0", &m.zone));
    return m;
}

static void days_begin_at_the_readers_midnight(void **state)
{
    const struct moment there = in_new_york(false);
    char age[AGE_SIZE];

    (void)state;
    age_format(&there, NOW - 86400 - 9 * 3600, age);
    assert_string_equal(age, "yesterday");
    age_format(&there, NOW - 86400 - 9 * 3600 - 1, age);
    assert_string_equal(age, "2 d");
    age_format(&there, NOW - 7 * 86400 - 10 * 3600, age);
    assert_string_equal(age, "Nov 15");
}

static void by_the_clock_times_are_local(void **state)
{
    const struct moment there = in_new_york(true);
    char age[AGE_SIZE], longer[AGE_LONG_SIZE], said[AGE_SAID_SIZE];

    (void)state;
    clock_format(&there, age);
    assert_string_equal(age, "9:00 am");
    age_format(&there, NOW - 55 * 60, age);
    assert_string_equal(age, "8:05 am");
    age_format(&there, NOW - 9 * 3600 - 60, age);
    assert_string_equal(age, "Nov 22");
    age_format_long(&there, NOW - 9 * 3600 - 60, longer);
    assert_string_equal(longer, "Nov 22, 11:59 pm");
    age_say(&there, NOW - 9 * 3600 - 60, said);
    assert_string_equal(said, "November 22, 11:59 pm");
    age_format_long(&there, 1073053520, longer);
    assert_string_equal(longer, "Jan 2, 2004");
}

/* What an alias wrote is known to the hour: no minute may be made up, where hours are cut at half
 * past neither. */
static void by_the_clock_a_whole_hour_has_no_minutes(void **state)
{
    struct moment there = in_new_york(true);
    char age[AGE_SIZE], longer[AGE_LONG_SIZE];

    (void)state;
    age_format(&there, NOW, age);
    assert_string_equal(age, "9 am");
    age_format_long(&there, NOW - 86400, longer);
    assert_string_equal(longer, "Nov 22, 9 am");
    assert_true(zone_parse("IST-5:30", &there.zone));
    age_format(&there, NOW, age);
    assert_string_equal(age, "7 pm");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages_change_at_their_edges),
        cmocka_unit_test(a_whole_hour_has_no_minutes),
        cmocka_unit_test(other_years_show_their_year),
        cmocka_unit_test(days_begin_at_the_readers_midnight),
        cmocka_unit_test(by_the_clock_times_are_local),
        cmocka_unit_test(by_the_clock_a_whole_hour_has_no_minutes),
        cmocka_unit_test(damaged_times_stay_in_their_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
