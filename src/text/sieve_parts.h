/* SPDX-License-Identifier: MIT
 *
 * sieve_parts.h -- what the files of the sieve share: its rules, sorted by kind.
 */
#ifndef CURBSIDE_SRC_TEXT_SIEVE_PARTS_H
#define CURBSIDE_SRC_TEXT_SIEVE_PARTS_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <curbside/text/sieve.h>
#include <curbside/text/terms.h>

enum {
    SIEVE_SLOTS = 256, /* of first words */
    HOST_BYTES = 253,  /* of a domain: what DNS allows */
};

struct sieve_words {
    int rule;
    int next;            /* with the same slot, -1: none */
    const char *terms;   /* "free money ": each with a blank behind it */
    size_t n;            /* bytes of that */
    int count;           /* words */
    const char *letters; /* the same without blanks */
    size_t n_letters;
};

struct sieve_link {
    int rule;
    const char *host;
    size_t n;
};

struct sieve_pattern {
    int rule;
    pcre2_code *code;
};

struct sieve {
    struct arena arena;
    int n;
    struct sieve_words words[SIEVE_RULES_MAX];
    int n_words;
    int slots[SIEVE_SLOTS];
    struct sieve_link links[SIEVE_RULES_MAX];
    int n_links;
    struct sieve_pattern patterns[SIEVE_RULES_MAX];
    int n_patterns;
};

/* "free money " of a text, and how many words; E_USAGE: none, or more than SIEVE_WORD_TERMS. */
NODISCARD enum err sieve_terms_cut(struct arena *a, const char *text, const char **ret, int *ret_n);
NODISCARD enum err sieve_words_add(struct sieve *s, int rule, const char *text);
NODISCARD enum err sieve_words_look(const struct sieve *s, const char *text, size_t n,
                                    struct sieve_hit *ret);

/* The domain of a link as typed, folded. E_USAGE. */
NODISCARD enum err sieve_host_parse(struct arena *a, const char *typed, const char **ret);
NODISCARD enum err sieve_links_add(struct sieve *s, int rule, const char *host);
NODISCARD enum err sieve_links_look(const struct sieve *s, const char *text, size_t n,
                                    struct sieve_hit *ret);

/* E_USAGE: PCRE2 does not take it, and *ret_why says why, where it is asked for. */
NODISCARD enum err sieve_pattern_compile(struct arena *a, const char *text, pcre2_code **ret,
                                         const char **ret_why);
NODISCARD enum err sieve_patterns_look(const struct sieve *s, const struct clock *clock,
                                       const char *text, size_t n, struct sieve_hit *ret);
/* What words and patterns find in the text as it is read, beside what `ret` has already. */
NODISCARD enum err sieve_skin_look(const struct sieve *s, const struct clock *clock,
                                   const char *text, size_t n, struct sieve_hit *ret);

#endif
