/* SPDX-License-Identifier: MIT
 *
 * utf8.h -- UTF-8, what a reader takes for one character, and how many cells it fills.
 *
 * The one width of the program: what is measured here is what is drawn. Terminals disagree about
 * emoji sequences, so a cluster has a *drawn form* on which all of them agree: joined emoji are
 * drawn as their first, skin tones and presentation marks are left out, a flag is its two letters,
 * what cannot be drawn is U+FFFD. cluster_glyphs() gives that form; the text itself stays whole.
 */
#ifndef CURBSIDE_TEXT_UTF8_H
#define CURBSIDE_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include <curbside/base/err.h>

enum {
    UTF8_REPLACEMENT = 0xFFFD,
    UTF8_MARKS_MAX = 4, /* combining marks on one character: Vietnamese needs 2, Hebrew 4 */
};

/* The code point at s[0..n) and the bytes it takes. Not UTF-8 (overlong, surrogate, cut off, above
 * U+10FFFF): UTF8_INVALID, and as many bytes as one U+FFFD replaces. n must be at least 1. */
#define UTF8_INVALID UINT32_MAX
size_t utf8_decode(const char *s, size_t n, uint32_t *ret_cp);
/* The bytes of a code point (1-4). */
size_t utf8_encode(uint32_t cp, char ret[static 4]);
bool utf8_is_valid(const char *s, size_t n);

/* What a reader takes for one character: a grapheme cluster, but a spacing vowel sign (Devanagari
 * and others) stands alone, as terminals have it. A broken byte sequence is a cluster, too. */
struct cluster {
    const char *s;
    size_t n;  /* bytes, at least 1 */
    int cells; /* 0, 1 or 2; a tab is 1; 0: nothing is drawn (controls, a stray mark) */
};

/* The cluster at *p, which moves past it; false at `end`. */
bool cluster_next(const char **p, const char *end, struct cluster *ret);
/* Where the cluster starts that ends at, or holds, the byte before s[at]; 0 for at == 0. For the
 * cursor's way to the left. */
size_t cluster_before(const char *s, size_t n, size_t at);

/* One spacing character and its marks, as ncurses' setcchar() takes them. */
struct glyph {
    wchar_t chars[1 + UTF8_MARKS_MAX + 1]; /* ended by 0 */
    int cells;                             /* 1 or 2 */
};

/* The drawn form: 0, 1 or (a flag) 2 glyphs whose cells add up to cluster->cells. Never a control
 * character. Returns how many. */
int cluster_glyphs(const struct cluster *cluster, struct glyph ret[static 2]);

/* Cells of a text; line ends and other controls count 0. */
int text_cells(const char *s, size_t n);
/* Bytes of the longest start of whole clusters that fits `cells`; *ret_cells (may be NULL) is what
 * it fills. */
size_t text_clip(const char *s, size_t n, int cells, int *ret_cells);

#endif
