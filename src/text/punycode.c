/* SPDX-License-Identifier: MIT
 *
 * punycode.c -- the decoder of RFC 3492, section 6.2, with its parameters for domains.
 */
#include "punycode.h"

#include <stdbool.h>
#include <string.h>

enum {
    BASE = 36,
    T_MIN = 1,
    T_MAX = 26,
    SKEW = 38,
    DAMP = 700,
    FIRST_BIAS = 72,
    FIRST_POINT = 128,
    LAST_POINT = 0x10FFFF,
};

static uint32_t digit_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a');
    return c >= '0' && c <= '9' ? (uint32_t)(c - '0') + 26 : BASE;
}

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;

    delta = first ? delta / DAMP : delta / 2;
    for (delta += delta / points; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
        delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/* One number of variable length at *at, added to *i; false: it is none. */
static bool number_read(const char *s, size_t n, size_t *at, uint32_t bias, uint32_t *i)
{
    uint64_t sum = *i, weight = 1;

    for (uint32_t k = BASE;; k += BASE) {
        uint32_t threshold = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        uint32_t digit = *at < n ? digit_of(s[*at]) : BASE;

        if (digit >= BASE)
            return false;
        ++*at;
        sum += digit * weight;
        if (sum > UINT32_MAX)
            return false;
        if (digit < threshold)
            break;
        weight *= BASE - threshold;
        if (weight > UINT32_MAX)
            return false;
    }
    *i = (uint32_t)sum;
    return true;
}

static int basic_take(const char *s, size_t n, size_t *at, uint32_t *ret)
{
    int count = 0;

    for (size_t i = 0; i < n; i++)
        if (s[i] == '-')
            *at = i + 1;
    for (size_t i = 0; i + 1 < *at; i++)
        ret[count++] = (unsigned char)s[i];
    return count;
}

int punycode_decode(const char *s, size_t n, uint32_t ret[PUNYCODE_MAX])
{
    uint32_t point = FIRST_POINT, bias = FIRST_BIAS, i = 0;
    size_t at = 0;
    int count;

    if (n == 0 || n > PUNYCODE_MAX)
        return 0;
    count = basic_take(s, n, &at, ret);
    while (at < n) {
        uint32_t before = i, points = (uint32_t)count + 1;

        if (count == PUNYCODE_MAX || !number_read(s, n, &at, bias, &i))
            return 0;
        bias = adapt(i - before, points, before == 0);
        if (i / points > LAST_POINT - point)
            return 0;
        point += i / points;
        i %= points;
        memmove(ret + i + 1, ret + i, ((size_t)count - i) * sizeof *ret);
        ret[i++] = point;
        count++;
    }
    return count;
}
