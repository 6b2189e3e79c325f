/* SPDX-License-Identifier: MIT
 *
 * privacy.h -- what in a text could tell who somebody is: a seat belt, never a promise.
 *
 * Rules are data (data/safety): words and short patterns that say where to look, in which company a
 * find counts, and what to write instead. Names, places and accusations are found by their cue
 * words. A text is read from front to back with bounds on everything, so that 64 KiB of anything
 * take a few milliseconds. Nothing is kept: the identity budget (how many facts about themselves an
 * author has given away) is counted anew from the author's own texts, which the caller hands in.
 *
 * Offsets are bytes of the text as given; a text may be any bytes, also not yet cleaned ones.
 */
#ifndef CURBSIDE_TEXT_PRIVACY_H
#define CURBSIDE_TEXT_PRIVACY_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

enum {
    PRIVACY_BYTES = 256 * 1024, /* of one text; what follows is not looked at */
    PRIVACY_EARLIER_MAX = 1000, /* texts of the same author; the first ones count */
    PRIVACY_FINDINGS_MAX = 200, /* of one text; further ones are not told */
    PRIVACY_FACTS_MAX = 10,     /* kinds of facts about the author */
    PRIVACY_BUDGET_WARN = 3,    /* distinct facts about the author */
    PRIVACY_BUDGET_STRONG = 4,
};

enum privacy_tier {
    TIER_BLOCK,  /* changed, or overridden with a reason, before it is posted */
    TIER_WARN,   /* told; posting goes on */
    TIER_HELD,   /* posted, and waits for a moderator */
    TIER_CRISIS, /* a word to the author; nothing is stopped */
};

/* Reasons for which a rule may be overridden; bits. */
enum privacy_override {
    OVERRIDE_NONE = 0,
    OVERRIDE_PUBLIC = 1 << 0,  /* an organisation publishes it */
    OVERRIDE_MINE = 1 << 1,    /* the author's own, and meant to be read */
    OVERRIDE_EXAMPLE = 1 << 2, /* made up */
};

struct privacy_rule {
    const char *id;
    enum privacy_tier tier;
    unsigned overrides; /* reasons that lift it; of TIER_BLOCK only */
    const char *text;   /* what it is, one sentence */
    const char *advice; /* what to do, one sentence or two */
};

struct privacy_finding {
    const struct privacy_rule *rule; /* lives as long as the struct privacy */
    size_t start;                    /* bytes [start, end) of the text */
    size_t end;
    const char *text;    /* those bytes, at most 80 of them, whole characters */
    const char *general; /* what may stand there instead; "": nothing; NULL: no such thing */
};

struct privacy_findings {
    struct privacy_finding *rows; /* by start; no two overlap but for the budget's and a crisis */
    int n;
    int facts; /* distinct facts about the author, earlier texts included */
    /* Those of them that this text is the first to tell, by start, each where it is told first.
     * Their rule is the budget's, whether it is exceeded or not. */
    struct privacy_finding *told;
    int n_told;
    uint32_t known; /* the facts of the earlier texts, for privacy_company.known */
};

struct privacy_text {
    const char *s;
    size_t n;
};

/* What a text is looked at with. */
struct privacy_company {
    const struct privacy_text *earlier; /* the author's own: of this handle, or this alias here */
    int n_earlier;
    uint32_t known; /* facts known besides: those of earlier texts that were looked at before */
    const char *const *own; /* addresses of the board itself, which are no finding; may be NULL */
    int n_own;
};

/* The rules, ready for use: about 300 KiB, made in about two milliseconds. NULL without memory. */
struct privacy *privacy_new(void);
void privacy_free(struct privacy *p);

/* Look at a text. `company` may be NULL. E_NOMEM. */
NODISCARD enum err privacy_scan(const struct privacy *p, struct arena *a, const char *s, size_t n,
                                const struct privacy_company *company,
                                struct privacy_findings *ret);

/* All rules, in the order of the file: for tests, which ask each whether it says enough. */
const struct privacy_rule *privacy_rules(const struct privacy *p, int *ret_n);

const char *privacy_tier_name(enum privacy_tier tier);             /* "block" */
const char *privacy_override_name(enum privacy_override override); /* "public"; "" for none */
/* E_USAGE: not one of "public", "mine", "example". */
NODISCARD enum err privacy_override_parse(const char *name, enum privacy_override *ret);

/* The text without a finding's bytes, and without the blank, comma or brackets that would be left
 * over; or with `general` in their place. Other findings' offsets move: scan again. E_NOMEM;
 * E_USAGE: privacy_generalize() of a finding that has nothing to put there. */
NODISCARD enum err privacy_remove(struct arena *a, const char *s, size_t n,
                                  const struct privacy_finding *f, char **ret, size_t *ret_n);
NODISCARD enum err privacy_generalize(struct arena *a, const char *s, size_t n,
                                      const struct privacy_finding *f, char **ret, size_t *ret_n);

#endif
