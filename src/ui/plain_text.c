/* SPDX-License-Identifier: MIT
 *
 * plain_text.c -- text as it may stand in a line that is read aloud.
 *
 * The one door by which text leaves in plain mode: no control byte, no escape, no box and no block
 * passes, whoever wrote it. Signs that mean something between words become a comma or a word; those
 * that only please the eye go.
 */
#include "plain_text.h"

#include <string.h>

#include <curbside/text/utf8.h>
#include <curbside/text/wrap.h>

enum {
    CP_BOXES = 0x2500, /* box drawing, then blocks, then geometric shapes */
    CP_BOXES_END = 0x2600,
    CP_BRAILLE = 0x2800, /* used for plots */
    CP_BRAILLE_END = 0x2900,
};

/* Signs between words, and what is said instead. */
static const struct {
    uint32_t cp;
    const char *said;
} signs[] = {
    {0x203a, ","},    /* > between the parts of a place */
    {0x00b7, ","},    /* a dot between two facts */
    {0x2192, " to "}, /* arrows */
    {0x2190, " from "}, {0x2191, " up "}, {0x2193, " down "}, {0x2022, ""}, /* a bullet */
    {0x2026, "..."},
};

static bool is_dropped(uint32_t cp)
{
    return cp < ' ' || (cp >= 0x7f && cp < 0xa0) || (cp >= CP_BOXES && cp < CP_BOXES_END) ||
           (cp >= CP_BRAILLE && cp < CP_BRAILLE_END);
}

static const char *sign_of(uint32_t cp)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i].cp == cp)
            return signs[i].said;
    }
    return NULL;
}

static void strip_end(struct str *out, char c)
{
    while (out->n > 0 && out->s[out->n - 1] == c)
        out->s[--out->n] = '\0';
}

/* " > " and the like: the space before the comma goes. */
static void sign_add(struct str *out, const char *said)
{
    if (said[0] == ',')
        strip_end(out, ' ');
    if (said[0] == ' ' && out->n > 0 && out->s[out->n - 1] == ' ')
        said++;
    str_add(out, said);
}

void plain_clean(struct str *out, const char *text, size_t n)
{
    bool space_due = false; /* what was dropped parted two words */

    for (size_t at = 0; at < n;) {
        uint32_t cp;
        size_t used = utf8_decode(text + at, n - at, &cp);
        const char *said = cp == UTF8_INVALID ? "?" : sign_of(cp);

        if (said == NULL && is_dropped(cp)) {
            space_due = true;
        } else if (said != NULL) {
            sign_add(out, said);
            space_due = said[0] == ' ' || said[0] == '\0';
        } else {
            if (space_due && text[at] != ' ' && out->n > 0 && out->s[out->n - 1] != ' ')
                str_add_char(out, ' ');
            /* Behind a word that took the place of a sign one space is enough. */
            if (text[at] != ' ' || out->n == 0 || out->s[out->n - 1] != ' ' || !space_due)
                str_add_n(out, text + at, used);
            space_due = false;
        }
        at += used;
    }
    strip_end(out, ' ');
}

void plain_wrap(struct str *out, const char *text, int cols)
{
    AUTO_STR struct str clean = STR_INIT;
    struct wrap_line line;
    size_t at = 0;

    plain_clean(&clean, text, strlen(text));
    while (wrap_next(str_cstr(&clean), clean.n, cols, &at, &line)) {
        str_add_n(out, str_cstr(&clean) + line.start, line.n);
        str_add_char(out, '\n');
    }
}
