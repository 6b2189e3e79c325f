/* SPDX-License-Identifier: MIT
 *
 * zone.c -- local time by rule, against times that are known, and against the C library.
 */
#include <curbside/base/zone.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "unit.h"

enum {
    HOUR_S = 3600,
    MARCH_8_2026 =
        1772928000,          /* 2026-03-08T00:00:00Z: clocks go forward at 07:00 UTC in New York */
    NOV_1_2026 = 1793491200, /* and back at 06:00 UTC */
};

static struct zone zone_of(const char *rule)
{
    struct zone zone;

    if (!zone_parse(rule, &zone))
        fail_msg("%s is refused", rule);
    return zone;
}

static void clocks_turn_at_their_moments(void **state)
{
    struct zone eastern = zone_of("EST5EDT,M3.2.0,M11.1.0");

    (void)state;
    assert_int_equal(zone_offset_s(&eastern, MARCH_8_2026 + 7 * HOUR_S - 1), -5 * HOUR_S);
    assert_int_equal(zone_offset_s(&eastern, MARCH_8_2026 + 7 * HOUR_S), -4 * HOUR_S);
    assert_int_equal(zone_offset_s(&eastern, NOV_1_2026 + 6 * HOUR_S - 1), -4 * HOUR_S);
    assert_int_equal(zone_offset_s(&eastern, NOV_1_2026 + 6 * HOUR_S), -5 * HOUR_S);
}

static void a_cleared_zone_is_utc(void **state)
{
    struct zone utc = {0};

    (void)state;
    assert_int_equal(zone_offset_s(&utc, 0), 0);
    assert_int_equal(zone_offset_s(&utc, INT64_MAX), 0);
}

static void times_of_damaged_rows_do_no_harm(void **state)
{
    struct zone eastern = zone_of("EST5EDT,M3.2.0,M11.1.0");

    (void)state;
    assert_int_equal(zone_offset_s(&eastern, INT64_MAX), -5 * HOUR_S);
    assert_int_equal(zone_offset_s(&eastern, INT64_MIN), -5 * HOUR_S);
}

static void what_is_no_rule_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "E5",
        "EST",
        "EST5x",
        "EST5EDT",
        "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0",
        "EST5EDT,M3.2.0",
        "EST5EDT,J60,J300",
        "<-03",
        "EST999",
    };
    struct zone zone;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (zone_parse(wrong[i], &zone))
            fail_msg("%s is taken", wrong[i]);
}

/* The C library knows the same rules: every 5 hours and a bit for 60 years. */
static void the_c_library_agrees(void **state)
{
    static const char *const rules[] = {
        "EST5EDT,M3.2.0,M11.1.0",
        "NST3:30NDT,M3.2.0,M11.1.0",
        "<+0545>-5:45",
        "AEST-10AEDT,M10.1.0,M4.1.0/3",
        "GMT0BST,M3.5.0/1,M10.5.0",
        "IST-2IDT,M3.4.4/26,M10.5.0",
        "EET-2EEST,M4.5.5/0,M10.5.4/24",
        "NZST-12NZDT,M9.5.0,M4.1.0/3",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct zone zone = zone_of(rules[i]);

        assert_int_equal(setenv("TZ", rules[i], 1), 0);
        tzset();
        for (int64_t at = 0; at < INT64_C(60) * 366 * 86400; at += 5 * HOUR_S + 977) {
            time_t t = (time_t)at;
            struct tm tm;

            assert_non_null(localtime_r(&t, &tm));
            if (zone_offset_s(&zone, at) != tm.tm_gmtoff)
                fail_msg("%s at %lld: %d, not %ld", rules[i], (long long)at,
                         zone_offset_s(&zone, at), tm.tm_gmtoff);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_turn_at_their_moments),
        cmocka_unit_test(a_cleared_zone_is_utc),
        cmocka_unit_test(times_of_damaged_rows_do_no_harm),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(the_c_library_agrees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
