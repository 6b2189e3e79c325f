/* SPDX-License-Identifier: MIT
 *
 * privacy.c -- a text from front to back, once for its cues and once for what they let count.
 *
 * At every word and number the patterns that lead there are tried, anchored, on the next LOOK_BYTES
 * and with a limit on steps. So time grows with the text alone. What is found passes its gate (the
 * company it stands in), its check (checksums, neighbours), and the bytes that are never a find.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curbside/text/privacy.h>
#include <curbside/text/utf8.h>

#include "privacy_checks.h"

enum {
    LOOK_BYTES = 240,
    URL_LOOK_BYTES = 2048, /* what never fires may be longer: addresses */
    MATCH_STEPS = 2000,
    MATCH_DEPTH = 200,
    MATCH_HEAP_KIB = 128,
    TRIES_MAX = 12000,        /* of all patterns in one text */
    PATTERN_TRIES_MAX = 2000, /* of one: more than any text by people needs */
    GROUPS_MAX = 16,
    LOCAL_BYTES_MAX = 64,       /* of an address before its @ */
    CLINICAL_SENTENCES = 6,     /* how far a patient reaches */
    CANDIDATES_MAX = 1000,      /* before overlapping ones are thrown out */
    EARLIER_BYTES = 256 * 1024, /* of the author's other texts, newest first */
    SHOWN_BYTES = 80,
    TEXT_ARENA_BYTES = 48 * 1024 * 1024,
};

struct candidate {
    int rule;
    size_t start; /* in the plain text */
    size_t end;
    const char *general;
};

struct scan {
    struct look look;
    struct plain_text text;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    int *tries;                     /* left, by pattern */
    int all_tries;                  /* left */
    bool cues;                      /* first pass */
    bool facts_only;                /* an earlier text */
    uint8_t *safe;                  /* by byte of the plain text */
    uint32_t facts;                 /* bits of enum fact */
    uint32_t known;                 /* those of earlier texts */
    struct candidate told[N_FACTS]; /* where each was told first */
    int last_told;                  /* the last that was new */
    struct candidate *candidates;
    int n;
    struct arena *result;
};

/* ---- names of values ---- */

const char *privacy_tier_name(enum privacy_tier tier)
{
    static const char *const names[] = {"block", "warn", "held", "crisis"};

    BUG_ON((size_t)tier >= sizeof names / sizeof names[0]);
    return names[tier];
}

const char *privacy_override_name(enum privacy_override override)
{
    switch (override) {
    case OVERRIDE_PUBLIC:
        return "public";
    case OVERRIDE_MINE:
        return "mine";
    case OVERRIDE_EXAMPLE:
        return "example";
    case OVERRIDE_NONE:
        break;
    }
    return "";
}

enum err privacy_override_parse(const char *name, enum privacy_override *ret)
{
    for (unsigned bit = OVERRIDE_PUBLIC; bit <= OVERRIDE_EXAMPLE; bit <<= 1) {
        if (strcmp(privacy_override_name((enum privacy_override)bit), name) == 0) {
            *ret = (enum privacy_override)bit;
            return OK;
        }
    }
    return E_USAGE;
}

/* ---- gates ---- */

static bool is_clinical(const struct look *l, size_t word)
{
    unsigned here = cues_at(l, word, 0);

    if ((here & CUE_CLINICAL) != 0)
        return true;
    if ((here & CUE_TRAINING) != 0)
        return false;
    return (here & CUE_CLINICAL_WEAK) != 0 ||
           (cues_at(l, word, CLINICAL_SENTENCES) & CUE_CLINICAL) != 0;
}

/* In the sentence with the name, or in the next: "... Dr. X. He groped her." */
static bool is_accused(const struct look *l, size_t word)
{
    size_t sentence = l->t->words[word].sentence;
    size_t next = sentence + 1 < l->t->n_sentences ? sentence + 1 : sentence;

    return ((l->t->cues[sentence] | l->t->cues[next]) & CUE_ACCUSATION) != 0;
}

static bool gate_passes(const struct look *l, enum gate gate, size_t word)
{
    switch (gate) {
    case GATE_NONE:
        return true;
    case GATE_CLINICAL:
        return is_clinical(l, word);
    case GATE_FIRST:
        return (cues_at(l, word, 0) & CUE_FIRST_PERSON) != 0 && !l->t->words[word].quoted;
    case GATE_PERSON:
        return is_clinical(l, word) || is_accused(l, word);
    }
    return false;
}

/* ---- hits ---- */

static bool is_safe(const struct scan *s, const struct hit *hit)
{
    return memchr(s->safe + hit->start, 1, hit->end - hit->start) != NULL;
}

static const char *general_of(const struct scan *s, const struct hit *hit)
{
    return hit->pattern->change != NULL ? hit->pattern->change(&s->look, hit) : NULL;
}

static void fact_note(struct scan *s, const struct hit *hit)
{
    int fact = hit->pattern->which;
    uint32_t bit = UINT32_C(1) << fact;

    if ((s->known & bit) == 0 && (s->facts & bit) == 0) {
        s->told[fact] = (struct candidate){
            .rule = s->look.p->budget_rule,
            .start = hit->start,
            .end = hit->end,
            .general = general_of(s, hit),
        };
        s->last_told = fact;
    }
    s->facts |= bit;
}

static void candidate_add(struct scan *s, const struct hit *hit)
{
    const struct privacy *p = s->look.p;
    int rule = hit->pattern->which;
    size_t word = hit->start >= s->look.t->words[hit->word].end ? word_at(s->look.t, hit->start)
                                                                : hit->word;

    bool stops = p->rules[rule].tier == TIER_BLOCK;
    if (s->n >= (stops ? CANDIDATES_MAX : CANDIDATES_MAX / 2) || word == s->look.t->n_words)
        return;
    if (rule == p->name_rule && is_accused(&s->look, word))
        rule = p->accusation_rule;
    s->candidates[s->n++] = (struct candidate){
        .rule = rule,
        .start = hit->start,
        .end = hit->end,
        .general = general_of(s, hit),
    };
}

static void hit_take(struct scan *s, struct hit *hit)
{
    const struct pattern *pattern = hit->pattern;
    const struct look *l = &s->look;

    if (!gate_passes(l, pattern->gate, hit->word) ||
        (pattern->check != NULL && !pattern->check(l, hit)) || hit->end <= hit->start)
        return;
    switch (pattern->use) {
    case USE_CUE:
        l->t->cues[l->t->words[hit->word].sentence] |= (uint8_t)pattern->which;
        break;
    case USE_SAFE:
        memset(s->safe + hit->start, 1, hit->end - hit->start);
        break;
    case USE_FACT:
        if (!is_safe(s, hit))
            fact_note(s, hit);
        break;
    case USE_RULE:
        if (!is_safe(s, hit))
            candidate_add(s, hit);
        break;
    }
}

static void group_read(const struct scan *s, int group, size_t *start, size_t *end)
{
    const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(s->match);

    if (ovector[2 * group] == PCRE2_UNSET)
        return;
    *start = ovector[2 * group];
    *end = ovector[2 * group + 1];
}

/* Try a pattern at `at`; what it finds starts at `start` unless it says more. */
static void pattern_try(struct scan *s, const struct pattern *pattern, size_t word, size_t start,
                        size_t at)
{
    const struct plain_text *t = s->look.t;
    size_t look = pattern->use == USE_SAFE ? URL_LOOK_BYTES : LOOK_BYTES;
    size_t end = t->n - at > look ? at + look : t->n;
    struct hit hit = {.pattern = pattern, .word = word, .lead_end = at, .start = start, .end = at};

    if (pattern->code != NULL) {
        int *tries = &s->tries[pattern - s->look.p->patterns];
        if (*tries == 0 || s->all_tries == 0)
            return;
        --*tries;
        s->all_tries--;
        int rc = pcre2_match(pattern->code, (PCRE2_SPTR)t->s, end, at, 0, s->match, s->limits);
        if (rc < 0)
            return;
        hit.end = pcre2_get_ovector_pointer(s->match)[1];
        if (pattern->v > 0)
            group_read(s, pattern->v, &hit.start, &hit.end);
        if (pattern->w > 0)
            group_read(s, pattern->w, &hit.w_start, &hit.w_end);
    }
    hit_take(s, &hit);
}

/* ---- leads ---- */

/* Is the pattern one of this pass? */
static bool is_due(const struct scan *s, const struct pattern *pattern)
{
    bool cue = pattern->use == USE_CUE || pattern->use == USE_SAFE;

    return cue == s->cues && (!s->facts_only || cue || pattern->use == USE_FACT);
}

static void word_lead(struct scan *s, size_t i)
{
    const struct privacy *p = s->look.p;
    const struct plain_text *t = s->look.t;
    const struct word *w = &t->words[i];

    for (int e = p->slots[w->hash % ENTRY_SLOTS]; e >= 0; e = p->entries[e].next) {
        const struct entry *entry = &p->entries[e];
        const struct list_range *led = &p->led[entry->list];
        if (entry->hash != w->hash || led->n == 0)
            continue;
        size_t n = entry_match(entry, t, i);
        for (int k = led->first; n > 0 && k < led->first + led->n; k++) {
            if (is_due(s, &p->patterns[k]))
                pattern_try(s, &p->patterns[k], i, w->start, w->start + n);
        }
    }
}

/* Where a number starts: not in the middle of 555-1234 or 1.5 or AB12. */
static bool number_starts(const struct plain_text *t, const struct word *w)
{
    const char *s = t->s;

    if (w->start < 2)
        return true;
    bool digit = s[w->start - 2] >= '0' && s[w->start - 2] <= '9';
    return !(digit && strchr("-./,", s[w->start - 1]) != NULL);
}

static size_t first_digits(const char *s, size_t n)
{
    size_t run = 0;

    while (run < n && s[run] >= '0' && s[run] <= '9')
        run++;
    return run;
}

static bool has_digit(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            return true;
    }
    return false;
}

/* What one word looks like to the leads that are no words. */
struct shape {
    const char *at;
    size_t n;
    size_t run;  /* digits it starts with */
    bool number; /* a number starts here */
    bool mixed;  /* letters, then also digits */
    bool code;   /* capitals, a hyphen, a digit */
    bool initial;
};

static struct shape shape_of(const struct plain_text *t, const struct word *w)
{
    struct shape ret = {.at = t->s + w->start, .n = w->end - w->start};

    ret.run = first_digits(ret.at, ret.n);
    ret.number = ret.run > 0 && ret.run < 32 && number_starts(t, w);
    ret.mixed = ret.run == 0 && has_digit(ret.at, ret.n);
    ret.code = w->capital && ret.at[ret.n] == '-' && first_digits(ret.at + ret.n + 1, 1) == 1;
    ret.initial = ret.n == 1 && w->capital && ret.at[1] == '.';
    return ret;
}

static bool shape_leads(const struct shape *shape, const struct pattern *pattern)
{
    char behind = shape->at[shape->run];

    switch (pattern->lead) {
    case LEAD_DIGITS:
        return shape->number && (pattern->runs >> shape->run & 1) != 0 &&
               (*pattern->followed == '\0' ||
                (behind != '\0' && strchr(pattern->followed, behind) != NULL));
    case LEAD_MIXED:
        return shape->mixed;
    case LEAD_CODE:
        return shape->code;
    case LEAD_INITIAL:
        return shape->initial;
    case LEAD_WORD:
    case LEAD_AT:
        break;
    }
    return false;
}

static void shape_lead(struct scan *s, size_t i)
{
    const struct privacy *p = s->look.p;
    const struct word *w = &s->look.t->words[i];
    struct shape shape = shape_of(s->look.t, w);

    if (!shape.number && !shape.mixed && !shape.code && !shape.initial)
        return;
    for (int k = p->first_shape; k < p->n_patterns; k++) {
        const struct pattern *pattern = &p->patterns[k];
        if (shape_leads(&shape, pattern) && is_due(s, pattern))
            pattern_try(s, pattern, i, w->start, w->start);
    }
}

static bool is_local_byte(char c)
{
    return (is_word_byte(c) && (unsigned char)c < 0x80) ||
           (c != '\0' && strchr("._%+'-", c) != NULL);
}

/* At every at sign, from the start of the word before it. */
static void at_leads(struct scan *s)
{
    const struct privacy *p = s->look.p;
    const struct plain_text *t = s->look.t;

    for (const char *at = t->s; (at = memchr(at, '@', (size_t)(t->s + t->n - at))) != NULL; at++) {
        size_t end = (size_t)(at - t->s);
        size_t start = end;
        while (start > 0 && end - start < LOCAL_BYTES_MAX && is_local_byte(t->s[start - 1]))
            start--;
        size_t word = word_at(t, start);
        for (int k = p->first_shape; k < p->n_patterns && word < t->n_words; k++) {
            if (p->patterns[k].lead == LEAD_AT && is_due(s, &p->patterns[k]))
                pattern_try(s, &p->patterns[k], word, start, start);
        }
    }
}

/* ---- one text ---- */

/* The board's own addresses are no find. */
static void own_mark(struct scan *s, const struct privacy_company *company)
{
    struct plain_text *t = &s->text;

    for (int i = 0; i < company->n_own; i++) {
        size_t n = strlen(company->own[i]);
        for (const char *at = t->s; n > 0 && (at = strcasestr(at, company->own[i])) != NULL;
             at += n)
            memset(s->safe + (at - t->s), 1, n);
    }
}

static void pass(struct scan *s, bool cues)
{
    s->cues = cues;
    for (size_t i = 0; i < s->text.n_words; i++) {
        word_lead(s, i);
        shape_lead(s, i);
    }
    at_leads(s);
}

/* A text that is made of cues costs no more than a long one that is not. */
static enum err tries_give(struct scan *s, struct arena *scratch)
{
    s->tries = arena_array(scratch, (size_t)s->look.p->n_patterns, sizeof *s->tries);
    s->all_tries = TRIES_MAX;
    for (int i = 0; s->tries != NULL && i < s->look.p->n_patterns; i++)
        s->tries[i] = PATTERN_TRIES_MAX;
    return s->tries != NULL ? OK : E_NOMEM;
}

static enum err text_look(struct scan *s, struct arena *scratch, const char *text, size_t n,
                          const struct privacy_company *company)
{
    TRY(tries_give(s, scratch));
    TRY(plain_text_make(scratch, text, n < PRIVACY_BYTES ? n : PRIVACY_BYTES, &s->text));
    s->look.t = &s->text;
    s->safe = arena_alloc(scratch, s->text.n + 1);
    if (s->safe == NULL)
        return E_NOMEM;
    own_mark(s, company);
    pass(s, true);
    pass(s, false);
    return OK;
}

/* The facts that other texts of the author have told. */
static enum err earlier_look(struct scan *s, const struct privacy_company *company)
{
    size_t left = EARLIER_BYTES;

    s->facts_only = true;
    for (int i = 0; i < company->n_earlier && i < PRIVACY_EARLIER_MAX; i++) {
        AUTO_ARENA struct arena scratch = ARENA_INIT;
        const struct privacy_text *text = &company->earlier[i];
        size_t n = text->n < left ? text->n : left;
        arena_init(&scratch, TEXT_ARENA_BYTES);
        TRY(text_look(s, &scratch, text->s, n, company));
        left -= n;
    }
    s->known = s->facts | company->known;
    s->facts = 0;
    s->facts_only = false;
    return OK;
}

/* ---- what is told ---- */

static int tier_rank(const struct scan *s, const struct candidate *c)
{
    enum privacy_tier tier = s->look.p->rules[c->rule].tier;

    return tier == TIER_BLOCK ? 0 : tier == TIER_CRISIS ? 1 : 2;
}

/* Is a to be told rather than b, which overlaps it? */
static bool is_better(const struct scan *s, const struct candidate *a, const struct candidate *b)
{
    int one = tier_rank(s, a);
    int two = tier_rank(s, b);

    if (one != two)
        return one < two;
    if (a->end - a->start != b->end - b->start)
        return a->end - a->start > b->end - b->start;
    return a->rule <= b->rule; /* of the same, the one with the nearer cue */
}

/* Keep the better of those that overlap; a few hundred at most. */
static void overlaps_drop(struct scan *s)
{
    int kept = 0;

    for (int i = 0; i < s->n; i++) {
        struct candidate c = s->candidates[i];
        bool drop = false;
        int from = 0;
        for (int k = 0; k < kept; k++) {
            const struct candidate *other = &s->candidates[k];
            bool apart = c.end <= other->start || other->end <= c.start;
            if (apart || (!drop && is_better(s, &c, other))) {
                s->candidates[from++] = s->candidates[k];
                from -= apart ? 0 : 1; /* the worse one goes */
            } else {
                s->candidates[from++] = s->candidates[k];
                drop = true;
            }
        }
        kept = from;
        if (!drop)
            s->candidates[kept++] = c;
    }
    s->n = kept;
}

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *one = a;
    const struct candidate *two = b;

    return one->start < two->start ? -1 : one->start > two->start;
}

/* No more than may be told, those that stop a post first. */
static void surplus_drop(struct scan *s)
{
    int room = PRIVACY_FINDINGS_MAX - 1; /* and the budget's */
    int kept = 0;
    int stopping = 0;

    for (int i = 0; i < s->n; i++)
        stopping += tier_rank(s, &s->candidates[i]) == 0 ? 1 : 0;
    int others = stopping < room ? room - stopping : 0;
    for (int i = 0; i < s->n; i++) {
        bool stops = tier_rank(s, &s->candidates[i]) == 0;
        if (kept < room && (stops || others > 0))
            s->candidates[kept++] = s->candidates[i];
        others -= !stops && others > 0 ? 1 : 0;
    }
    s->n = kept;
}

/* The end in the text as given of what ends at `end` in the plain one. */
static size_t origin_end(const struct scan *s, const char *text, size_t n, size_t end)
{
    uint32_t cp = 0;
    size_t last = s->text.from[end - 1];

    return last + utf8_decode(text + last, n - last, &cp);
}

static enum err finding_fill(struct scan *s, const char *text, size_t n, const struct candidate *c,
                             struct privacy_finding *ret)
{
    uint32_t cp = 0;
    size_t shown = 0;

    *ret = (struct privacy_finding){
        .rule = &s->look.p->rules[c->rule],
        .start = s->text.from[c->start],
        .end = origin_end(s, text, n, c->end),
        .general = c->general,
    };
    while (ret->start + shown < ret->end && shown + 4 <= SHOWN_BYTES)
        shown += utf8_decode(text + ret->start + shown, ret->end - ret->start - shown, &cp);
    ret->text = arena_memdup0(s->result, text + ret->start, shown);
    return ret->text != NULL ? OK : E_NOMEM;
}

/* Told at the last fact that was new, when the text adds one. */
static bool budget_candidate(const struct scan *s, int facts, struct candidate *ret)
{
    const struct privacy *p = s->look.p;

    if (facts < PRIVACY_BUDGET_WARN || (s->facts & ~s->known) == 0)
        return false;
    *ret = s->told[s->last_told];
    ret->rule = facts < PRIVACY_BUDGET_STRONG ? p->budget_rule : p->budget_strong_rule;
    return true;
}

static enum err told_fill(struct scan *s, const char *text, size_t n, struct privacy_findings *f)
{
    struct candidate told[N_FACTS];
    int count = 0;

    for (int i = 0; i < N_FACTS; i++) {
        if ((s->facts & ~s->known & UINT32_C(1) << i) != 0)
            told[count++] = s->told[i];
    }
    qsort(told, (size_t)count, sizeof *told, compare_candidates);
    f->told = arena_array(s->result, (size_t)count, sizeof *f->told);
    if (f->told == NULL)
        return E_NOMEM;
    for (f->n_told = 0; f->n_told < count; f->n_told++)
        TRY(finding_fill(s, text, n, &told[f->n_told], &f->told[f->n_told]));
    return OK;
}

static enum err findings_fill(struct scan *s, const char *text, size_t n,
                              struct privacy_findings *ret)
{
    struct privacy_findings f = {.facts = __builtin_popcount(s->facts | s->known),
                                 .known = s->known};
    struct candidate budget;

    overlaps_drop(s);
    surplus_drop(s);
    if (budget_candidate(s, f.facts, &budget))
        s->candidates[s->n++] = budget;
    qsort(s->candidates, (size_t)s->n, sizeof *s->candidates, compare_candidates);
    f.rows = arena_array(s->result, (size_t)s->n, sizeof *f.rows);
    if (f.rows == NULL)
        return E_NOMEM;
    for (f.n = 0; f.n < s->n; f.n++)
        TRY(finding_fill(s, text, n, &s->candidates[f.n], &f.rows[f.n]));
    TRY(told_fill(s, text, n, &f));
    *ret = f;
    return OK;
}

static enum err scan_run(struct scan *s, const char *text, size_t n,
                         const struct privacy_company *company, struct privacy_findings *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;

    if (s->match == NULL || s->limits == NULL)
        return E_NOMEM;
    pcre2_set_match_limit(s->limits, MATCH_STEPS);
    pcre2_set_depth_limit(s->limits, MATCH_DEPTH);
    pcre2_set_heap_limit(s->limits, MATCH_HEAP_KIB);
    arena_init(&scratch, TEXT_ARENA_BYTES);
    s->candidates = arena_array(&scratch, CANDIDATES_MAX + 1, sizeof *s->candidates);
    if (s->candidates == NULL)
        return E_NOMEM;
    TRY(earlier_look(s, company));
    TRY(text_look(s, &scratch, text, n, company));
    return findings_fill(s, text, n, ret);
}

enum err privacy_scan(const struct privacy *p, struct arena *a, const char *text, size_t n,
                      const struct privacy_company *company, struct privacy_findings *ret)
{
    static const struct privacy_company alone;
    struct scan s = {.look = {.p = p, .a = a}, .result = a};

    s.match = pcre2_match_data_create(GROUPS_MAX, NULL);
    s.limits = pcre2_match_context_create(NULL);
    enum err err = scan_run(&s, text, n, company != NULL ? company : &alone, ret);
    pcre2_match_data_free(s.match);
    pcre2_match_context_free(s.limits);
    return err;
}
