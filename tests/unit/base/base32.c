/* SPDX-License-Identifier: MIT
 *
 * base32.c -- codes are written one way and read forgivingly.
 */
#include <curbside/base/base32.h>

#include <string.h>

#include "unit.h"

static void a_code_is_groups_of_four(void **state)
{
    static const uint8_t bytes[] = "foobar"; /* RFC 4648: MZXW6YTBOI */
    char code[CODE_SIZE(48)];

    (void)state;
    code_format(bytes, 48, code);
    assert_string_equal(code, "MZXW-6YTB-OI");
    assert_int_equal(strlen(code) + 1, CODE_SIZE(48));
    code_format(bytes, 40, code);
    assert_string_equal(code, "MZXW-6YTB");
    assert_int_equal(CODE_SIZE(140), 28 + 6 + 1);
}

static void every_length_reads_back(void **state)
{
    (void)state;
    for (size_t bits = 1; bits <= 160; bits++) {
        uint8_t bytes[20] = {0};
        uint8_t back[20] = {0};
        char code[CODE_SIZE(160)];
        for (size_t i = 0; i < bits; i++) {
            if (i % 3 != 1)
                bytes[i / 8] = (uint8_t)(bytes[i / 8] | 0x80 >> i % 8);
        }
        code_format(bytes, bits, code);
        assert_int_equal(strlen(code) + 1, CODE_SIZE(bits));
        assert_int_equal(code_parse(code, bits, back), OK);
        assert_memory_equal(bytes, back, sizeof bytes);
    }
}

static void reading_forgives_how_people_type(void **state)
{
    uint8_t bytes[5];
    uint8_t other[5];

    (void)state;
    assert_int_equal(code_parse("MZXW-6YTB", 40, bytes), OK);
    assert_memory_equal(bytes, "fooba", 5);
    assert_int_equal(code_parse(" mzxw6ytb\n", 40, bytes), OK);
    assert_memory_equal(bytes, "fooba", 5);
    assert_int_equal(code_parse("OIBO-OIBO", 40, bytes), OK);
    assert_int_equal(code_parse("0180 0180", 40, other), OK);
    assert_memory_equal(bytes, other, 5);
}

static void what_is_not_exactly_a_code_is_refused_and_writes_nothing(void **state)
{
    static const char *const bad[] = {"",          "MZXW-6YT",  "MZXW-6YTBA",      "MZXW-6YT9",
                                      "MZXW-6YT=", "MZXW_6YTB", "MZXW-6YT\xC3\x84"};
    uint8_t bytes[5] = "kept";
    uint8_t three[1] = {7};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(code_parse(bad[i], 40, bytes), E_CODE_INVALID);
    assert_string_equal((char *)bytes, "kept");
    /* three bits in a character of five: the other two must be zero */
    assert_int_equal(code_parse("4", 3, three), OK);
    assert_int_equal(three[0], 0xE0);
    assert_int_equal(code_parse("5", 3, three), E_CODE_INVALID);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_groups_of_four),
        cmocka_unit_test(every_length_reads_back),
        cmocka_unit_test(reading_forgives_how_people_type),
        cmocka_unit_test(what_is_not_exactly_a_code_is_refused_and_writes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
