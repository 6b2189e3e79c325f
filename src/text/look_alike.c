/* SPDX-License-Identifier: MIT
 *
 * look_alike.c -- signs that are read as Latin letters.
 *
 * Our own short table and not Unicode's of all confusables: what a hand finds on a keyboard or in a
 * "fancy letters" page. What compatibility folding takes apart already (full width, bold, circled)
 * is not in it.
 */
#include "look_alike.h"

#include <stdlib.h>

struct look {
    uint32_t cp;
    char letter;
};

/* clang-format off: a table, by code point */
static const struct look looks[] = {
    {0x00D8, 'o'}, {0x00F8, 'o'}, {0x0110, 'd'}, {0x0111, 'd'}, {0x0127, 'h'}, {0x0131, 'i'},
    {0x0141, 'l'}, {0x0142, 'l'}, {0x0167, 't'}, {0x0237, 'j'}, {0x0251, 'a'}, {0x025B, 'e'},
    {0x0261, 'g'}, {0x0262, 'g'}, {0x0269, 'i'}, {0x026A, 'i'}, {0x0274, 'n'}, {0x0280, 'r'},
    {0x028F, 'y'}, {0x0299, 'b'}, {0x029C, 'h'}, {0x029F, 'l'}, {0x037F, 'j'}, {0x0390, 'i'},
    {0x0391, 'a'}, {0x0392, 'b'}, {0x0395, 'e'}, {0x0396, 'z'}, {0x0397, 'h'}, {0x0399, 'i'},
    {0x039A, 'k'}, {0x039C, 'm'}, {0x039D, 'n'}, {0x039F, 'o'}, {0x03A1, 'p'}, {0x03A4, 't'},
    {0x03A5, 'y'}, {0x03A7, 'x'}, {0x03AC, 'a'}, {0x03AD, 'e'}, {0x03AE, 'n'}, {0x03AF, 'i'},
    {0x03B0, 'u'}, {0x03B1, 'a'}, {0x03B3, 'y'}, {0x03B5, 'e'}, {0x03B7, 'n'}, {0x03B9, 'i'},
    {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C3, 'o'}, {0x03C4, 't'},
    {0x03C5, 'u'}, {0x03C7, 'x'}, {0x03C9, 'w'}, {0x03CA, 'i'}, {0x03CB, 'u'}, {0x03CC, 'o'},
    {0x03CD, 'u'}, {0x03CE, 'w'}, {0x03F2, 'c'}, {0x03F3, 'j'}, {0x03F9, 'c'}, {0x0400, 'e'},
    {0x0401, 'e'}, {0x0405, 's'}, {0x0406, 'i'}, {0x0407, 'i'}, {0x0408, 'j'}, {0x0410, 'a'},
    {0x0412, 'b'}, {0x0415, 'e'}, {0x041A, 'k'}, {0x041C, 'm'}, {0x041D, 'h'}, {0x041E, 'o'},
    {0x0420, 'p'}, {0x0421, 'c'}, {0x0422, 't'}, {0x0423, 'y'}, {0x0425, 'x'}, {0x042C, 'b'},
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0433, 'r'}, {0x0435, 'e'}, {0x0438, 'u'}, {0x043A, 'k'},
    {0x043C, 'm'}, {0x043D, 'h'}, {0x043E, 'o'}, {0x043F, 'n'}, {0x0440, 'p'}, {0x0441, 'c'},
    {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0450, 'e'}, {0x0451, 'e'}, {0x0455, 's'},
    {0x0456, 'i'}, {0x0457, 'i'}, {0x0458, 'j'}, {0x0474, 'v'}, {0x0475, 'v'}, {0x0490, 'r'},
    {0x0491, 'r'}, {0x04AE, 'y'}, {0x04AF, 'y'}, {0x04BA, 'h'}, {0x04BB, 'h'}, {0x04C0, 'l'},
    {0x04CF, 'l'}, {0x0500, 'd'}, {0x0501, 'd'}, {0x051A, 'q'}, {0x051B, 'q'}, {0x051C, 'w'},
    {0x051D, 'w'}, {0x054D, 'u'}, {0x054F, 's'}, {0x0555, 'o'}, {0x0566, 'q'}, {0x0570, 'h'},
    {0x0578, 'n'}, {0x057D, 'u'}, {0x0581, 'g'}, {0x0585, 'o'}, {0x1D00, 'a'}, {0x1D04, 'c'},
    {0x1D05, 'd'}, {0x1D07, 'e'}, {0x1D0A, 'j'}, {0x1D0B, 'k'}, {0x1D0D, 'm'}, {0x1D0F, 'o'},
    {0x1D18, 'p'}, {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'}, {0x1D21, 'w'}, {0x1D22, 'z'},
    {0xA730, 'f'}, {0xA731, 's'},
};
/* clang-format on */

static int compare(const void *key, const void *row)
{
    uint32_t cp = *(const uint32_t *)key, other = ((const struct look *)row)->cp;

    return cp < other ? -1 : cp > other;
}

/* The letters of an alphabet in boxes, 26 in a row from `first`; 0: it is none. */
static char boxed(uint32_t cp, uint32_t first)
{
    return cp >= first && cp < first + 26 ? (char)('a' + (cp - first)) : '\0';
}

char look_alike(uint32_t cp)
{
    static const uint32_t boxes[] = {0x1F130, 0x1F150, 0x1F170, 0x1F1E6};
    const struct look *found = bsearch(&cp, looks, sizeof looks / sizeof *looks, sizeof *looks,
                                       compare);

    if (found)
        return found->letter;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
        if (boxed(cp, boxes[i]))
            return boxed(cp, boxes[i]);
    return '\0';
}

char look_alike_digit(char c, char one)
{
    switch (c) {
    case '0':
        return 'o';
    case '1':
    case '!':
    case '|':
        return one;
    case '3':
        return 'e';
    case '4':
    case '@':
        return 'a';
    case '5':
    case '$':
        return 's';
    case '7':
        return 't';
    default:
        return '\0';
    }
}
