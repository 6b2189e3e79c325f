/* SPDX-License-Identifier: MIT
 *
 * count.c -- a number as people read one.
 */
#include <curbside/base/count.h>

#include "unit.h"

static void three_digits_stand_together(void **state)
{
    static const struct {
        int64_t n;
        const char *shown;
    } cases[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1,000"},
        {4011, "4,011"},
        {123456, "123,456"},
        {1234567, "1,234,567"},
        {-999, "-999"},
        {-1000, "-1,000"},
        {INT64_MAX, "9,223,372,036,854,775,807"},
        {INT64_MIN, "-9,223,372,036,854,775,808"},
    };
    char count[COUNT_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(count_format(cases[i].n, count), cases[i].shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_digits_stand_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
