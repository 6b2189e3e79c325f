/* SPDX-License-Identifier: MIT
 *
 * count.c -- a number as people read one.
 */
#include <curbside/base/count.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *count_format(int64_t n, char ret[static COUNT_SIZE])
{
    char digits[24];
    size_t len, out = 0;

    snprintf(digits, sizeof digits, "%" PRId64, n);
    len = strlen(digits);
    for (size_t i = 0; i < len; i++) {
        ret[out++] = digits[i];
        if (digits[i] != '-' && i + 1 < len && (len - i - 1) % 3 == 0)
            ret[out++] = ',';
    }
    ret[out] = '\0';
    return ret;
}
