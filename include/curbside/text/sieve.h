/* SPDX-License-Identifier: MIT
 *
 * sieve.h -- words, patterns and links that are looked for in a text, all of them in one go.
 *
 * A *word* is one or several words as terms.h cuts them: case, accents and what stands between them
 * do not matter, and it is found whole, never inside another word. A *link* is a domain: it is
 * found with its subdomains, behind https://, inside Markdown, with percent signs, in Punycode or
 * bare. A *pattern* is PCRE2's, case ignored, ^ and $ at every line; it sees SIEVE_PIECE_BYTES of
 * the text at a time, each piece with the end of the one before.
 *
 * What counts is what a reader sees: words and patterns are found in the text as typed and in the
 * text with look-alike letters of other scripts as Latin ones and without marks inside words. A
 * word of four letters and more is found as well where digits stand for letters ("c4sin0"), and
 * with its letters apart ("c a s i n o", "ca.si.no").
 *
 * A pattern that takes too many steps in one piece (SIEVE_STEPS, SIEVE_DEPTH, SIEVE_HEAP_KIB), and
 * every pattern that is not through when SIEVE_TEXT_MS have gone by, is said to be over its limit:
 * whether it would have been found is then not known. So time is bounded whatever a pattern says.
 */
#ifndef CURBSIDE_TEXT_SIEVE_H
#define CURBSIDE_TEXT_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/clock.h>
#include <curbside/base/err.h>

enum {
    SIEVE_RULES_MAX = 200,
    SIEVE_RULE_BYTES = 240, /* of a word, pattern or domain as it is stored */
    SIEVE_WORD_TERMS = 8,   /* words in a row */
    SIEVE_PIECE_BYTES = 1024,
    SIEVE_STEPS = 5000,    /* of one pattern from one place: PCRE2's match limit */
    SIEVE_DEPTH = 2500,    /* and its limit of nesting */
    SIEVE_HEAP_KIB = 1024, /* and of memory */
    SIEVE_TEXT_MS = 250,   /* of all patterns together in one text */
};

enum sieve_kind {
    SIEVE_WORD,
    SIEVE_PATTERN,
    SIEVE_LINK,
    N_SIEVE_KINDS
};

/* "word" "pattern" "link" */
const char *sieve_kind_name(enum sieve_kind kind);
NODISCARD enum err sieve_kind_parse(const char *name, enum sieve_kind *ret); /* E_USAGE */

/*
 * What was typed, as it is stored: a word or a pattern as one clean line, a link as its domain
 * alone
 * ("https://www.Spam.example/x?y" is spam.example). E_USAGE: it is none, and *ret_why, in `a`, is
 * one sentence on why not. E_NOT_UTF8, E_NOMEM.
 */
NODISCARD enum err sieve_rule_parse(struct arena *a, enum sieve_kind kind, const char *typed,
                                    const char **ret, const char **ret_why);

struct sieve;

/* What became of one rule in a text. */
struct sieve_hit {
    bool found;
    bool over;         /* a pattern that was over its limit, and not found before */
    size_t start, end; /* where it was found first */
};

struct sieve *sieve_new(void); /* NULL without memory */
void sieve_free(struct sieve *s);
/* One more rule, as sieve_rule_parse() left it; its number is how many there were. E_USAGE: it was
 * never that. E_FULL: SIEVE_RULES_MAX. */
NODISCARD enum err sieve_add(struct sieve *s, enum sieve_kind kind, const char *rule);
int sieve_count(const struct sieve *s);
/*
 * Look at a text of any bytes; in what is not UTF-8 no pattern is found. `ret` has room for
 * sieve_count() hits. `clock` may be NULL: no time is measured. E_NOMEM.
 */
NODISCARD enum err sieve_look(const struct sieve *s, const struct clock *clock, const char *text,
                              size_t n, struct sieve_hit *ret);

void sieve_drop(struct sieve **s);
#define AUTO_SIEVE __attribute__((cleanup(sieve_drop)))

#endif
