/* SPDX-License-Identifier: MIT
 *
 * privacy_rules.h -- the rules of data/safety in memory: lists of words and patterns.
 *
 * A pattern has a lead, which says where in a text it is tried, and an expression that is matched
 * right there and nowhere else: so the cost of a text is its length, not its length times the
 * number of patterns. Leads are
 *     a|b c        one of these words; small letters match any case, others only themselves
 *     *list        a word of that list
 *     #1,3:-       a number whose first run of digits is so long, followed by one of these bytes
 *     %            a word of letters and digits; %- one of capitals with a hyphen and digits behind
 *     !            a single capital letter with a period behind it
 *     @            an at sign; the expression starts at the beginning of the word before it
 * Behind a word the expression starts at the word's end, else at the lead's start. A group v is
 * what is found (else all from the lead on); w is for the check.
 */
#ifndef CURBSIDE_SRC_TEXT_PRIVACY_RULES_H
#define CURBSIDE_SRC_TEXT_PRIVACY_RULES_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/csv.h>
#include <curbside/text/privacy.h>

#include "privacy_text.h"

enum lead_kind {
    LEAD_WORD,
    LEAD_DIGITS,
    LEAD_MIXED,
    LEAD_CODE,
    LEAD_INITIAL,
    LEAD_AT
};

/* In whose company a find counts. */
enum gate {
    GATE_NONE,
    GATE_CLINICAL,
    GATE_FIRST,
    GATE_PERSON
};

/* What a find is: of a rule, a cue about its sentence, nothing that may be told, or a fact. */
enum use {
    USE_RULE,
    USE_CUE,
    USE_SAFE,
    USE_FACT
};

enum fact {
    FACT_SCHOOL,
    FACT_PROGRAM,
    FACT_STAGE,
    FACT_DEGREE,
    FACT_STATE,
    FACT_GENDER,
    FACT_SCORE,
    FACT_HOMETOWN,
    FACT_SPECIALTY,
    FACT_DATE,
    N_FACTS = PRIVACY_FACTS_MAX
};
_Static_assert(FACT_DATE + 1 == PRIVACY_FACTS_MAX, "the header tells how many kinds there are");

struct look;
struct hit;
/* May the hit stand? It may move its ends. */
typedef bool privacy_check(const struct look *l, struct hit *hit);
/* What to write instead, in l's arena; NULL: nothing, or no memory. */
typedef const char *privacy_change(const struct look *l, const struct hit *hit);

struct pattern {
    enum use use;
    int which; /* index of the rule, bits of enum cue, or enum fact */
    enum lead_kind lead;
    int list;             /* LEAD_WORD: number of the list, */
    uint32_t runs;        /* LEAD_DIGITS: bit n: a run of n digits will do, */
    const char *followed; /* by one of these; "": by anything */
    enum gate gate;
    pcre2_code *code; /* NULL: the lead is all */
    int v;            /* numbers of the groups; 0: none */
    int w;
    privacy_check *check;   /* NULL: none */
    privacy_change *change; /* NULL: none */
};

/* A word or words that lead, or that a check asks for. */
struct entry {
    const char *text;
    uint32_t hash; /* of its first word */
    int list;
    int next;   /* in the same slot of the table, -1: none */
    bool exact; /* has capitals: matches only itself */
};

struct place_name {
    const char *name;
    const char *state; /* "Ohio"; "" where several states have such a town */
};

struct list_range { /* patterns led by a list, one after the other */
    int first;
    int n;
};

enum {
    ENTRY_SLOTS = 4096,
};

struct privacy {
    struct arena arena;
    struct privacy_rule *rules;
    int n_rules;
    struct pattern *patterns; /* those of one list together, then those led by a shape */
    int n_patterns;
    int first_shape;
    const char **lists; /* names */
    struct list_range *led;
    int n_lists;
    struct entry *entries;
    int n_entries;
    int slots[ENTRY_SLOTS]; /* -1: none */
    int *asked;             /* numbers of the lists of enum word_list */
    struct csv states;      /* abbr, name */
    struct csv cities;      /* city, state */
    int budget_rule;
    int budget_strong_rule;
    int accusation_rule;
    int name_rule;
    pcre2_general_context *memory;
};

/* Number of a list, -1 if nothing is called so. */
int rules_list(const struct privacy *p, const char *name);
/* Bytes that entry e takes of the text at word i; 0: it does not stand there. */
size_t entry_match(const struct entry *e, const struct plain_text *t, size_t i);
/* Does word i start an entry of this list? *ret_end (may be NULL): where it ends. */
bool list_has(const struct privacy *p, int list, const struct plain_text *t, size_t i,
              size_t *ret_end);
/* A state by its two letters or its name, "" if it is none. */
const char *state_name(const struct privacy *p, const char *s, size_t n);

#endif
