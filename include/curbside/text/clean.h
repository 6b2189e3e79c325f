/* SPDX-License-Identifier: MIT
 *
 * clean.h -- what may enter the database, and what may stand on one line of a screen.
 *
 * After text_clean() a text is valid UTF-8 in NFC that holds: line feeds, tabs, and characters that
 * can be seen. Everything that steers a terminal, hides, reorders or marks a text invisibly is
 * gone: escape sequences as a whole, other controls, bidirectional controls, zero-width characters
 * (but the joiner within an emoji), tag and private-use characters, unassigned and non-characters,
 * stray combining marks, and marks beyond UTF8_MARKS_MAX on one character. CR LF, CR and the
 * Unicode line ends are line feeds; the odd spaces are spaces. Cleaning what is clean changes
 * nothing.
 */
#ifndef CURBSIDE_TEXT_CLEAN_H
#define CURBSIDE_TEXT_CLEAN_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

enum clean_mode {
    CLEAN_STRICT, /* commands, forms: E_NOT_UTF8 for a broken byte */
    CLEAN_REPAIR, /* typed, pasted, imported: a broken byte becomes U+FFFD */
};

/* Clean n bytes of anything into the arena, NUL-terminated (a NUL byte inside is a control like any
 * other, so it is gone). *ret_n may be NULL. The result may be longer than the text: at most three
 * times. E_NOT_UTF8, E_NOMEM. */
NODISCARD enum err text_clean(struct arena *a, enum clean_mode mode, const char *s, size_t n,
                              char **ret, size_t *ret_n);

/* As above, for what is one line (a title, a header, an author's name): line ends, tabs and runs of
 * space become one space, none is left at either end. */
NODISCARD enum err text_line(struct arena *a, enum clean_mode mode, const char *s, size_t n,
                             char **ret, size_t *ret_n);

/* Characters a person would count: grapheme clusters; for limits such as "200 characters". */
size_t text_length(const char *s, size_t n);
/* Nothing in it but white space. */
bool text_is_blank(const char *s, size_t n);

#endif
