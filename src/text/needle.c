/* SPDX-License-Identifier: MIT
 *
 * needle.c -- finding a piece of text, folded as search folds words (terms.c).
 *
 * A window of the last folded characters moves over the text and is compared whole where its last
 * one fits: texts here are a row or a line, needles a few letters.
 */
#include <curbside/text/needle.h>

#include "term_units.h"

/* What keyboards have in the place of typographic signs. */
static uint32_t plain_sign(uint32_t cp)
{
    switch (cp) {
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return cp;
    }
}

void needle_set(struct needle *needle, const char *text, size_t n)
{
    struct terms t;
    struct term_unit u;

    terms_begin(&t, text, n);
    needle->n = 0;
    while (needle->n < NEEDLE_CHARS && term_unit_next(&t, &u))
        needle->chars[needle->n++] = plain_sign(u.cp);
}

struct window {
    struct term_unit units[NEEDLE_CHARS]; /* a ring */
    unsigned count;
};

static const struct term_unit *window_at(const struct window *w, unsigned back)
{
    return &w->units[(w->count - 1 - back) % NEEDLE_CHARS];
}

static bool window_is(const struct window *w, const struct needle *needle)
{
    if (w->count < (unsigned)needle->n)
        return false;
    for (int i = 0; i < needle->n; i++)
        if (plain_sign(window_at(w, (unsigned)i)->cp) != needle->chars[needle->n - 1 - i])
            return false;
    return true;
}

bool needle_find(const struct needle *needle, const char *text, size_t n, size_t from,
                 size_t *ret_start, size_t *ret_end)
{
    struct window w = {.count = 0};
    struct terms t;

    if (needle->n == 0 || from >= n)
        return false;
    terms_begin(&t, text + from, n - from);
    while (term_unit_next(&t, &w.units[w.count % NEEDLE_CHARS])) {
        w.count++;
        if (!window_is(&w, needle))
            continue;
        *ret_start = from + window_at(&w, (unsigned)needle->n - 1)->start;
        *ret_end = from + window_at(&w, 0)->end;
        return true;
    }
    return false;
}
