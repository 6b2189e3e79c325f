/* SPDX-License-Identifier: MIT
 *
 * joins.h -- the words of a text, and those that people also write as one.
 *
 * X-ray is typed xray as well, T cell tcell, Crohn's crohns, C. diff cdiff, MD/PhD mdphd, TNF-α
 * tnfalpha. No dictionary says so, only what stands between two words of letters:
 *   - a hyphen or an apostrophe; a stop, a stroke, & or _ where both are short (M.D., H&P);
 *   - one space, with a stop or without, behind a single letter (C. diff, T cell); but a and I are
 *     words of English, and the s of Crohn's and the P of H&P are tied to what is before them;
 *   - one space or nothing beside the name of a Greek letter (TNF alpha, IFNγ).
 * I'll, we're, she'd and their like are no joins: ill, were and shed are words of their own. A run
 * of up to JOIN_WORDS words without spaces is one join more: q.i.d. is qi, id, qid.
 */
#ifndef CURBSIDE_TEXT_JOINS_H
#define CURBSIDE_TEXT_JOINS_H

#include <stdbool.h>
#include <stddef.h>

#include <curbside/base/str.h>
#include <curbside/text/terms.h>

enum {
    JOIN_WORDS = 4, /* in one join, at most: a power of two */
};

/* In front of a join among the words of an index, where no word of its own begins so: what is
 * looked for side by side is not found beside a join. */
#define JOIN_MARK "\u2010"

struct join_word {
    char s[TERM_BYTES + 8];
    size_t n, start, end;
    bool letters, greek;
};

struct joins {
    struct terms terms;
    struct join_word last[JOIN_WORDS]; /* a ring */
    size_t count;                      /* of words so far */
    size_t run;                        /* how many of the last hang together without spaces */
    int widths[2], n_widths;           /* joins that end with the last word, not given yet */
    bool after_apostrophe;
    char joined[TERM_BYTES + 8];
};

/* Every word as terms.h has it, each followed by the joins that end with it: these stand for
 * `words` of them. A join that would be over TERM_BYTES is none. */
struct join {
    struct term term; /* its text is valid until the next one is asked for */
    int words;
};
void joins_begin(struct joins *j, const char *text, size_t n);
bool joins_next(struct joins *j, struct join *ret);

/* What an index is given of a text: its words, then its joins, each behind JOIN_MARK; after each
 * one space. */
void joins_add(struct str *out, const char *text, size_t n);

#endif
