/* SPDX-License-Identifier: MIT
 *
 * clock.c -- times as text and rounded down.
 */
#include <curbside/base/clock.h>

#include "unit.h"

static void times_are_written_in_utc(void **state)
{
    char s[TIME_RFC3339_SIZE];

    (void)state;
    time_format_rfc3339(0, s);
    assert_string_equal(s, "1970-01-01T00:00:00Z");
    time_format_rfc3339(1795428000, s);
    assert_string_equal(s, "2026-11-23T10:00:00Z");
    time_format_rfc3339(-1, s);
    assert_string_equal(s, "1969-12-31T23:59:59Z");
}

static void impossible_years_are_clamped(void **state)
{
    char s[TIME_RFC3339_SIZE];

    (void)state;
    time_format_rfc3339(INT64_MAX, s);
    assert_string_equal(s, "9999-12-31T23:59:59Z");
    time_format_rfc3339(INT64_MIN, s);
    assert_string_equal(s, "0000-01-01T00:00:00Z");
}

static void every_written_time_reads_back(void **state)
{
    char s[TIME_RFC3339_SIZE];

    (void)state;
    for (int64_t t = -62167219200; t < 253402300799; t += 86400 * 97 + 12345) {
        int64_t back = 0;
        time_format_rfc3339(t, s);
        assert_int_equal(time_parse_rfc3339(s, &back), OK);
        assert_true(back == t);
    }
}

static void offsets_and_fractions_are_read(void **state)
{
    int64_t t = 0;

    (void)state;
    assert_int_equal(time_parse_rfc3339("2026-11-23T12:00:00+02:00", &t), OK);
    assert_true(t == 1795428000);
    assert_int_equal(time_parse_rfc3339("2026-11-23t04:30:00.987-05:30", &t), OK);
    assert_true(t == 1795428000);
    assert_int_equal(time_parse_rfc3339("2026-12-31T23:59:60Z", &t), OK);
    assert_int_equal(time_parse_rfc3339("2024-02-29T00:00:00Z", &t), OK);
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "2026-11-23",
                                      "2026-11-23T10:00:00",
                                      "2026-11-23T10:00Z",
                                      "2026-13-01T00:00:00Z",
                                      "2026-00-01T00:00:00Z",
                                      "2023-02-29T00:00:00Z",
                                      "1900-02-29T00:00:00Z",
                                      "2026-11-31T00:00:00Z",
                                      "2026-11-23T24:00:00Z",
                                      "2026-11-23T10:60:00Z",
                                      "2026-11-23T10:00:61Z",
                                      "2026-11-23T10:00:00.Z",
                                      "2026-11-23T10:00:00Zx",
                                      "2026-11-23T10:00:00+2:00",
                                      "2026-11-23T10:00:00+24:00",
                                      " 2026-11-23T10:00:00Z",
                                      "26-11-23T10:00:00Z"};
    int64_t t = 42;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(time_parse_rfc3339(bad[i], &t), E_USAGE);
    assert_true(t == 42);
}

static int64_t at(const char *s)
{
    int64_t t = 0;

    assert_int_equal(time_parse_rfc3339(s, &t), OK);
    return t;
}

static void rounding_goes_down_also_before_1970(void **state)
{
    (void)state;
    assert_true(time_floor_hour(at("2026-11-23T10:59:59Z")) == at("2026-11-23T10:00:00Z"));
    assert_true(time_floor_day(at("2026-11-23T23:59:59Z")) == at("2026-11-23T00:00:00Z"));
    assert_true(time_floor_day(at("1969-12-31T00:00:01Z")) == at("1969-12-31T00:00:00Z"));
    assert_true(time_floor_quarter(at("2026-11-23T10:00:00Z")) == at("2026-10-01T00:00:00Z"));
    assert_true(time_floor_quarter(at("2026-03-31T23:59:59Z")) == at("2026-01-01T00:00:00Z"));
    assert_true(time_floor_quarter(at("2026-04-01T00:00:00Z")) == at("2026-04-01T00:00:00Z"));
}

static int64_t fixed_s(void *ctx)
{
    return *(int64_t *)ctx;
}

static void a_clock_can_be_set(void **state)
{
    int64_t now = 1795428000;
    const struct clock c = {fixed_s, fixed_s, &now};

    (void)state;
    assert_true(clock_wall_s(&c) == now);
    now = 5;
    assert_true(clock_mono_ms(&c) == 5);
    assert_true(clock_wall_s(&clock_system) > 1700000000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_written_in_utc),
        cmocka_unit_test(impossible_years_are_clamped),
        cmocka_unit_test(every_written_time_reads_back),
        cmocka_unit_test(offsets_and_fractions_are_read),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(rounding_goes_down_also_before_1970),
        cmocka_unit_test(a_clock_can_be_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
