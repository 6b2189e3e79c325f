/* SPDX-License-Identifier: MIT
 *
 * base32.c -- codes for people: written one way, read forgivingly.
 *
 * A code is canonical: spare bits of its last character are zero, so that one value has one code.
 */
#include <curbside/base/base32.h>

#include <stdbool.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static size_t code_chars(size_t bits)
{
    return (bits + 4) / 5;
}

/* Five bits starting at `at`; bits past the end are zero. */
static unsigned bits_get(const uint8_t *bytes, size_t bits, size_t at)
{
    unsigned value = 0;

    for (size_t i = at; i < at + 5; i++) {
        unsigned bit = i < bits ? ((unsigned)bytes[i / 8] >> (7 - i % 8)) & 1U : 0;
        value = value << 1 | bit;
    }
    return value;
}

void code_format(const uint8_t *bytes, size_t bits, char *ret)
{
    for (size_t i = 0; i < code_chars(bits); i++) {
        if (i > 0 && i % 4 == 0)
            *ret++ = '-';
        *ret++ = alphabet[bits_get(bytes, bits, i * 5)];
    }
    *ret = '\0';
}

static bool is_filler(char c)
{
    return c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* -1 for what is in no code. */
static int code_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == '0')
        c = 'O';
    if (c == '1')
        c = 'I';
    if (c == '8')
        c = 'B';
    const char *found = c != '\0' ? strchr(alphabet, c) : NULL;
    return found != NULL ? (int)(found - alphabet) : -1;
}

static bool is_code(const char *s, size_t bits)
{
    size_t count = 0;
    int last = 0;

    for (; *s != '\0'; s++) {
        if (is_filler(*s))
            continue;
        last = code_value(*s);
        if (last < 0)
            return false;
        count++;
    }
    size_t spare = code_chars(bits) * 5 - bits;
    return count == code_chars(bits) && ((unsigned)last & ((1U << spare) - 1)) == 0;
}

enum err code_parse(const char *s, size_t bits, uint8_t *ret_bytes)
{
    size_t at = 0;

    if (!is_code(s, bits))
        return E_CODE_INVALID;
    memset(ret_bytes, 0, (bits + 7) / 8);
    for (; *s != '\0'; s++) {
        if (is_filler(*s))
            continue;
        unsigned value = (unsigned)code_value(*s);
        for (size_t i = 0; i < 5; i++, at++) {
            if (at < bits && (value >> (4 - i) & 1U) != 0)
                ret_bytes[at / 8] = (uint8_t)(ret_bytes[at / 8] | 1U << (7 - at % 8));
        }
    }
    return OK;
}
