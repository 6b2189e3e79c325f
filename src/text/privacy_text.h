/* SPDX-License-Identifier: MIT
 *
 * privacy_text.h -- a text as the privacy rules read it: plain, in words, in sentences.
 *
 * The plain form holds what a reader sees and a pattern can match: quote marks, emphasis and table
 * bars are blanks, typographic dashes, quotes and digits are ASCII, zero-width characters are gone,
 * runs of blanks are one; a line feed stands only where a line end was meant (a blank line, an item
 * of a list). Each of its bytes knows where it came from.
 */
#ifndef CURBSIDE_SRC_TEXT_PRIVACY_TEXT_H
#define CURBSIDE_SRC_TEXT_PRIVACY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

/* What a sentence is about; bits. */
enum cue {
    CUE_CLINICAL = 1 << 0,
    CUE_CLINICAL_WEAK = 1 << 1,
    CUE_TRAINING = 1 << 2,
    CUE_ACCUSATION = 1 << 3,
    CUE_FIRST_PERSON = 1 << 4,
};

struct word {
    uint32_t start; /* in the plain text */
    uint32_t end;
    uint32_t hash; /* of its small letters, without 's */
    uint32_t sentence;
    bool capital; /* starts with a capital letter */
    bool quoted;  /* stands in a quoted line: somebody else's words */
    bool first;   /* of its sentence */
};

struct plain_text {
    char *s; /* ended by NUL */
    size_t n;
    uint32_t *from; /* n + 1 offsets in the text it was made of */
    struct word *words;
    size_t n_words;
    uint8_t *cues; /* by sentence */
    size_t n_sentences;
};

NODISCARD enum err plain_text_make(struct arena *a, const char *s, size_t n,
                                   struct plain_text *ret);

/* FNV-1a over ASCII letters made small. */
uint32_t word_hash(const char *s, size_t n);
bool is_word_byte(char c);

#endif
