/* SPDX-License-Identifier: MIT
 *
 * ascii.c -- Latin letters lose their marks, typographic signs become what a typewriter had, blocks
 * and lines become what they were drawn with before. Everything else is a question mark: on a real
 * VT220 a stray byte of UTF-8 is a control character, so nothing but ASCII may reach it.
 */
#include "ascii.h"

#include <stddef.h>

static char latin(uint32_t ch)
{
    /* U+00A0 to U+017F, sixteen a line. */
    static const char likeness[] = " !cL*Y|S\"ca<--R-"
                                   "o+23'uP.,1o>qht?"
                                   "AAAAAAACEEEEIIII"
                                   "DNOOOOOxOUUUUYPs"
                                   "aaaaaaaceeeeiiii"
                                   "dnooooo/ouuuuypy"
                                   "AaAaAaCcCcCcCcDd"
                                   "DdEeEeEeEeEeGgGg"
                                   "GgGgHhHhIiIiIiIi"
                                   "IiIiJjKkkLlLlLlL"
                                   "lLlNnNnNnnNnOoOo"
                                   "OoOoRrRrRrSsSsSs"
                                   "SsTtTtTtUuUuUuUu"
                                   "UuUuWwYyYZzZzZzs";
    return likeness[ch - 0xa0];
}

char ascii_likeness(uint32_t ch)
{
    static const struct {
        uint16_t first, last;
        char likeness;
    } signs[] = {
        {0x02c6, 0x02c6, '^'},  {0x02dc, 0x02dc, '~'}, {0x2000, 0x200a, ' '}, {0x2010, 0x2015, '-'},
        {0x2018, 0x201b, '\''}, {0x201c, 0x201f, '"'}, {0x2022, 0x2022, '*'}, {0x2026, 0x2026, '.'},
        {0x2032, 0x2032, '\''}, {0x2033, 0x2033, '"'}, {0x2039, 0x2039, '<'}, {0x203a, 0x203a, '>'},
        {0x20ac, 0x20ac, 'E'},  {0x2190, 0x2190, '<'}, {0x2191, 0x2191, '^'}, {0x2192, 0x2192, '>'},
        {0x2193, 0x2193, 'v'},  {0x2212, 0x2212, '-'}, {0x2264, 0x2264, '<'}, {0x2265, 0x2265, '>'},
        {0x2500, 0x2501, '-'},  {0x2502, 0x2503, '|'}, {0x250c, 0x254b, '+'}, {0x2581, 0x2581, '_'},
        {0x2582, 0x2582, ':'},  {0x2583, 0x2583, '-'}, {0x2584, 0x2584, '='}, {0x2585, 0x2585, '+'},
        {0x2586, 0x2586, '*'},  {0x2587, 0x2587, '#'}, {0x2588, 0x2588, '#'}, {0x25a0, 0x25cf, '*'},
    };

    if (ch >= 0x20 && ch < 0x7f)
        return (char)ch;
    if (ch >= 0xa0 && ch <= 0x17f)
        return latin(ch);
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (ch >= signs[i].first && ch <= signs[i].last)
            return signs[i].likeness;
    }
    return '?';
}
