/* SPDX-License-Identifier: MIT
 *
 * privacy_rules.c -- reading data/safety.
 *
 * The files are part of the program: whatever is wrong with them is our bug and found by the first
 * test that runs. Only memory can fail here.
 */
#include "privacy_rules.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>

#include "privacy_checks.h"
#include "privacy_data.h"

enum {
    PATTERNS_MAX = 250,
    LISTS_MAX = 200,
    ENTRIES_MAX = 6000,
    DEFINES_MAX = 16,
    PATTERN_BYTES = 4096,
};

struct define {
    const char *name;
    const char *text;
};

struct loader {
    struct privacy *p;
    struct define defines[DEFINES_MAX];
    int n_defines;
};

static const char *field(const struct csv *csv, int row, const char *column)
{
    const char *text = csv_get(csv, row, column);

    BUG_ON(text == NULL);
    return text;
}

static enum err file_load(struct privacy *p, const char *name, struct csv *ret)
{
    const struct privacy_file *f = privacy_files;

    while (f->name != NULL && strcmp(f->name, name) != 0)
        f++;
    BUG_ON(f->name == NULL);
    enum err err = csv_parse(&p->arena, (const char *)f->text, f->n, ret, NULL);
    BUG_ON(err == E_CORRUPT);
    return err;
}

/* ---- lists ---- */

int rules_list(const struct privacy *p, const char *name)
{
    for (int i = 0; i < p->n_lists; i++) {
        if (strcmp(p->lists[i], name) == 0)
            return i;
    }
    return -1;
}

static int list_make(struct privacy *p, const char *name)
{
    int list = rules_list(p, name);

    if (list >= 0)
        return list;
    BUG_ON(p->n_lists == LISTS_MAX);
    p->lists[p->n_lists] = name;
    return p->n_lists++;
}

static bool has_capital(const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s >= 'A' && *s <= 'Z')
            return true;
    }
    return false;
}

static void entry_add(struct privacy *p, int list, const char *text)
{
    size_t n = 0;

    while (is_word_byte(text[n]) || (text[n] == '\'' && is_word_byte(text[n + 1])))
        n++;
    BUG_ON(n == 0 || p->n_entries == ENTRIES_MAX);
    if (n > 2 && strncmp(text + n - 2, "'s", 2) == 0)
        n -= 2;
    struct entry *e = &p->entries[p->n_entries];
    *e = (struct entry){
        .text = text, .hash = word_hash(text, n), .list = list, .exact = has_capital(text)};
    int *slot = &p->slots[e->hash % ENTRY_SLOTS];
    e->next = *slot;
    *slot = p->n_entries++;
}

static enum err words_load(struct privacy *p)
{
    struct csv words;

    TRY(file_load(p, "words", &words));
    for (int i = 0; i < words.n_rows; i++)
        entry_add(p, list_make(p, field(&words, i, "list")), field(&words, i, "word"));
    TRY(file_load(p, "states", &p->states));
    for (int i = 0; i < p->states.n_rows; i++) {
        entry_add(p, list_make(p, "state-abbr"), field(&p->states, i, "abbr"));
        entry_add(p, list_make(p, "state"), field(&p->states, i, "name"));
    }
    TRY(file_load(p, "cities", &p->cities));
    for (int i = 0; i < p->cities.n_rows; i++)
        entry_add(p, list_make(p, "city"), field(&p->cities, i, "city"));
    return OK;
}

static enum err asked_lists_find(struct privacy *p)
{
#define WORD_LIST_NAME(id, name) [id] = name,
    static const char *const names[N_WORD_LISTS] = {WORD_LISTS(WORD_LIST_NAME)};

    p->asked = arena_array(&p->arena, N_WORD_LISTS, sizeof *p->asked);
    if (p->asked == NULL)
        return E_NOMEM;
    for (int i = 0; i < N_WORD_LISTS; i++) {
        p->asked[i] = rules_list(p, names[i]);
        BUG_ON(p->asked[i] < 0);
    }
    return OK;
}

/* A blank in an entry stands for any short gap between two words. */
size_t entry_match(const struct entry *e, const struct plain_text *t, size_t i)
{
    const char *s = t->s + t->words[i].start;
    const char *want = e->text;

    for (; *want != '\0'; want++) {
        char c = *s;
        if (*want == ' ') {
            int gap = 0;
            while (gap < 3 && *s != '\0' && strchr(" \n-/.", *s) != NULL)
                s++, gap++;
            if (gap == 0)
                return 0;
            continue;
        }
        if (!e->exact && c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != *want)
            return 0;
        s++;
    }
    if (is_word_byte(*s) || (*s == '\'' && is_word_byte(s[1]) && s[1] != 's'))
        return 0;
    return (size_t)(s - (t->s + t->words[i].start));
}

bool list_has(const struct privacy *p, int list, const struct plain_text *t, size_t i,
              size_t *ret_end)
{
    const struct word *w = &t->words[i];

    for (int e = p->slots[w->hash % ENTRY_SLOTS]; e >= 0; e = p->entries[e].next) {
        if (p->entries[e].list != list || p->entries[e].hash != w->hash)
            continue;
        size_t n = entry_match(&p->entries[e], t, i);
        if (n == 0)
            continue;
        if (ret_end != NULL)
            *ret_end = w->start + n;
        return true;
    }
    return false;
}

const char *state_name(const struct privacy *p, const char *s, size_t n)
{
    for (int i = 0; i < p->states.n_rows; i++) {
        const char *abbr = field(&p->states, i, "abbr");
        const char *name = field(&p->states, i, "name");
        if ((n == strlen(abbr) && memcmp(s, abbr, n) == 0) ||
            (n == strlen(name) && memcmp(s, name, n) == 0))
            return name;
    }
    return "";
}

/* ---- rules ---- */

static enum privacy_tier tier_parse(const char *name)
{
    enum privacy_tier tier = TIER_BLOCK;

    while (strcmp(privacy_tier_name(tier), name) != 0) /* which stops at an unknown one */
        tier++;
    return tier;
}

static unsigned overrides_parse(const char *names)
{
    unsigned bits = 0;

    for (unsigned bit = OVERRIDE_PUBLIC; bit <= OVERRIDE_EXAMPLE; bit <<= 1) {
        if (strstr(names, privacy_override_name((enum privacy_override)bit)) != NULL)
            bits |= bit;
    }
    return bits;
}

static int rule_index(const struct privacy *p, const char *id)
{
    int i = 0;

    while (i < p->n_rules && strcmp(p->rules[i].id, id) != 0)
        i++;
    BUG_ON(i == p->n_rules);
    return i;
}

static enum err rules_load(struct privacy *p)
{
    struct csv csv;

    TRY(file_load(p, "rules", &csv));
    p->rules = arena_array(&p->arena, (size_t)csv.n_rows, sizeof *p->rules);
    if (p->rules == NULL)
        return E_NOMEM;
    for (int i = 0; i < csv.n_rows; i++)
        p->rules[i] = (struct privacy_rule){
            .id = field(&csv, i, "id"),
            .tier = tier_parse(field(&csv, i, "tier")),
            .overrides = overrides_parse(field(&csv, i, "override")),
            .text = field(&csv, i, "text"),
            .advice = field(&csv, i, "advice"),
        };
    p->n_rules = csv.n_rows;
    p->budget_rule = rule_index(p, "identity-budget");
    p->budget_strong_rule = rule_index(p, "identity-budget-4");
    p->accusation_rule = rule_index(p, "accusation");
    p->name_rule = rule_index(p, "name");
    return OK;
}

/* ---- patterns ---- */

static int name_index(const char *name, const char *const *names, int n)
{
    int i = 0;

    while (i < n && strcmp(names[i], name) != 0)
        i++;
    BUG_ON(i == n);
    return i;
}

static void use_parse(const struct privacy *p, const char *use, struct pattern *ret)
{
    static const char *const cues[] = {"clinical", "weak", "training", "accusation", "first"};
    static const char *const facts[N_FACTS] = {"school",    "program", "stage", "degree",
                                               "state",     "gender",  "score", "hometown",
                                               "specialty", "date"};

    if (strcmp(use, "+safe") == 0) {
        ret->use = USE_SAFE;
    } else if (*use == '+') {
        ret->use = USE_CUE;
        ret->which = 1 << name_index(use + 1, cues, 5);
    } else if (*use == '=') {
        ret->use = USE_FACT;
        ret->which = name_index(use + 1, facts, N_FACTS);
    } else {
        ret->use = USE_RULE;
        ret->which = rule_index(p, use);
    }
}

/* "#1,3:-" */
static void digits_parse(const char *lead, struct pattern *ret)
{
    char *at;

    do {
        long run = strtol(lead + 1, &at, 10);
        BUG_ON(run < 1 || run > 31);
        ret->runs |= UINT32_C(1) << run;
        lead = at;
    } while (*lead == ',');
    ret->lead = LEAD_DIGITS;
    ret->followed = *lead == ':' ? lead + 1 : "";
}

/* The words of "a|b c" become a list of their own, named by the whole. */
static enum err lead_words_parse(struct privacy *p, const char *lead, struct pattern *ret)
{
    bool known = rules_list(p, lead) >= 0;

    ret->lead = LEAD_WORD;
    ret->list = list_make(p, lead);
    for (const char *at = lead; !known && *at != '\0';) {
        size_t n = strcspn(at, "|");
        const char *word = arena_memdup0(&p->arena, at, n);
        if (word == NULL)
            return E_NOMEM;
        entry_add(p, ret->list, word);
        at += n + (at[n] == '|' ? 1 : 0);
    }
    return OK;
}

static enum err lead_parse(struct privacy *p, const char *lead, struct pattern *ret)
{
    ret->followed = "";
    if (*lead == '#') {
        digits_parse(lead, ret);
    } else if (*lead == '*') {
        ret->lead = LEAD_WORD;
        ret->list = rules_list(p, lead + 1);
        BUG_ON(ret->list < 0);
    } else if (strcmp(lead, "%") == 0) {
        ret->lead = LEAD_MIXED;
    } else if (strcmp(lead, "%-") == 0) {
        ret->lead = LEAD_CODE;
    } else if (strcmp(lead, "!") == 0) {
        ret->lead = LEAD_INITIAL;
    } else if (strcmp(lead, "@") == 0) {
        ret->lead = LEAD_AT;
    } else {
        return lead_words_parse(p, lead, ret);
    }
    return OK;
}

/* {NAME} becomes what was defined under that name. */
static void expand(const struct loader *l, const char *text, struct str *ret)
{
    for (const char *at = text; *at != '\0'; at++) {
        size_t n = *at == '{' && at[1] >= 'A' && at[1] <= 'Z' ? strcspn(at + 1, "}") : 0;
        bool found = false;
        for (int i = 0; i < l->n_defines && n > 0 && !found; i++) {
            const struct define *d = &l->defines[i];
            if (strlen(d->name) != n || memcmp(d->name, at + 1, n) != 0)
                continue;
            str_printf(ret, "(?:%s)", d->text);
            at += n + 1;
            found = true;
        }
        if (!found)
            str_add_char(ret, *at);
    }
}

static enum err compile(const struct loader *l, const char *text, struct pattern *ret)
{
    AUTO_STR struct str full = {.limit = PATTERN_BYTES};
    int error = 0;
    PCRE2_SIZE at = 0;

    if (*text == '\0')
        return OK;
    expand(l, text, &full);
    BUG_ON(full.failed);
    pcre2_compile_context *context = pcre2_compile_context_create(l->p->memory);
    if (context == NULL)
        return E_NOMEM;
    ret->code = pcre2_compile((PCRE2_SPTR)full.s, full.n,
                              PCRE2_ANCHORED | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP |
                                  PCRE2_NO_START_OPTIMIZE,
                              &error, &at, context);
    pcre2_compile_context_free(context);
    BUG_ON(ret->code == NULL && error != PCRE2_ERROR_HEAP_FAILED);
    if (ret->code == NULL)
        return E_NOMEM;
    int v = pcre2_substring_number_from_name(ret->code, (PCRE2_SPTR) "v");
    int w = pcre2_substring_number_from_name(ret->code, (PCRE2_SPTR) "w");
    ret->v = v > 0 ? v : 0;
    ret->w = w > 0 ? w : 0;
    return OK;
}

static enum err pattern_load(struct loader *l, const struct csv *csv, int row)
{
    static const char *const gates[] = {"", "clinical", "first", "person"};
    struct pattern *pattern = &l->p->patterns[l->p->n_patterns++];
    const char *check = field(csv, row, "check");
    const char *change = field(csv, row, "change");

    use_parse(l->p, field(csv, row, "use"), pattern);
    TRY(lead_parse(l->p, field(csv, row, "lead"), pattern));
    pattern->gate = (enum gate)name_index(field(csv, row, "gate"), gates, 4);
    pattern->check = *check != '\0' ? privacy_check_named(check) : NULL;
    pattern->change = *change != '\0' ? privacy_change_named(change) : NULL;
    BUG_ON((*check != '\0' && pattern->check == NULL) ||
           (*change != '\0' && pattern->change == NULL));
    return compile(l, field(csv, row, "after"), pattern);
}

static enum err patterns_load(struct loader *l)
{
    struct csv csv;

    TRY(file_load(l->p, "patterns", &csv));
    for (int i = 0; i < csv.n_rows; i++) {
        if (strcmp(field(&csv, i, "use"), "define") != 0) {
            BUG_ON(l->p->n_patterns == PATTERNS_MAX);
            TRY(pattern_load(l, &csv, i));
            continue;
        }
        BUG_ON(l->n_defines == DEFINES_MAX);
        l->defines[l->n_defines++] = (struct define){field(&csv, i, "lead"),
                                                     field(&csv, i, "after")};
    }
    return OK;
}

/* By kind of lead and list; the order of the file within. */
static int compare_patterns(const void *a, const void *b)
{
    const struct pattern *one = a;
    const struct pattern *two = b;

    if (one->lead != two->lead)
        return one->lead < two->lead ? -1 : 1;
    return one->list - two->list;
}

/* A stable sort of a few patterns, so that the file's order is kept within a list. */
static void patterns_sort(struct privacy *p)
{
    for (int i = 1; i < p->n_patterns; i++) {
        struct pattern x = p->patterns[i];
        int k = i;
        while (k > 0 && compare_patterns(&p->patterns[k - 1], &x) > 0) {
            p->patterns[k] = p->patterns[k - 1];
            k--;
        }
        p->patterns[k] = x;
    }
    for (int i = 0; i < p->n_patterns && p->patterns[i].lead == LEAD_WORD; i++) {
        struct list_range *led = &p->led[p->patterns[i].list];
        if (led->n++ == 0)
            led->first = i;
        p->first_shape = i + 1;
    }
}

/* ---- the whole ---- */

static enum err privacy_load(struct privacy *p)
{
    struct loader l = {.p = p};

    p->lists = arena_array(&p->arena, LISTS_MAX, sizeof *p->lists);
    p->led = arena_array(&p->arena, LISTS_MAX, sizeof *p->led);
    p->entries = arena_array(&p->arena, ENTRIES_MAX, sizeof *p->entries);
    p->patterns = arena_array(&p->arena, PATTERNS_MAX, sizeof *p->patterns);
    p->memory = pcre2_general_context_create(NULL, NULL, NULL);
    if (p->lists == NULL || p->led == NULL || p->entries == NULL || p->patterns == NULL ||
        p->memory == NULL)
        return E_NOMEM;
    for (int i = 0; i < ENTRY_SLOTS; i++)
        p->slots[i] = -1;
    TRY(rules_load(p));
    TRY(words_load(p));
    TRY(asked_lists_find(p));
    TRY(patterns_load(&l));
    patterns_sort(p);
    return OK;
}

struct privacy *privacy_new(void)
{
    struct privacy *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    arena_init(&p->arena, ARENA_LIMIT_BYTES);
    if (privacy_load(p) == OK)
        return p;
    privacy_free(p);
    return NULL;
}

void privacy_free(struct privacy *p)
{
    if (p == NULL)
        return;
    for (int i = 0; i < p->n_patterns; i++)
        pcre2_code_free(p->patterns[i].code);
    pcre2_general_context_free(p->memory);
    arena_done(&p->arena);
    free(p);
}

const struct privacy_rule *privacy_rules(const struct privacy *p, int *ret_n)
{
    *ret_n = p->n_rules;
    return p->rules;
}
