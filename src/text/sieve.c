/* SPDX-License-Identifier: MIT
 *
 * sieve.c -- a set of rules, made once for a look or for a thousand.
 */
#include <curbside/text/sieve.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "sieve_parts.h"

enum {
    ARENA_BYTES = 512 * 1024, /* folded words and domains of SIEVE_RULES_MAX rules */
};

static const char *const kind_names[N_SIEVE_KINDS] = {
    [SIEVE_WORD] = "word", [SIEVE_PATTERN] = "pattern", [SIEVE_LINK] = "link"};

const char *sieve_kind_name(enum sieve_kind kind)
{
    BUG_ON((unsigned)kind >= N_SIEVE_KINDS);
    return kind_names[kind];
}

enum err sieve_kind_parse(const char *name, enum sieve_kind *ret)
{
    for (int kind = 0; kind < N_SIEVE_KINDS; kind++)
        if (strcmp(name, kind_names[kind]) == 0) {
            *ret = (enum sieve_kind)kind;
            return OK;
        }
    return E_USAGE;
}

/* ---- what was typed ---- */

static enum err refuse(struct arena *a, const char *why, const char **ret_why)
{
    *ret_why = arena_strdup(a, why);
    return *ret_why ? E_USAGE : E_NOMEM;
}

static enum err word_parse(struct arena *a, const char *line, const char **ret,
                           const char **ret_why)
{
    const char *terms;
    int n;
    enum err err = sieve_terms_cut(a, line, &terms, &n);

    if (err == E_USAGE && n == 0)
        return refuse(a, "There is no word in that.", ret_why);
    if (err == E_USAGE)
        return refuse(a, "A word filter takes at most 8 words in a row.", ret_why);
    *ret = line;
    return err;
}

static enum err link_parse(struct arena *a, const char *line, const char **ret,
                           const char **ret_why)
{
    enum err err = sieve_host_parse(a, line, ret);

    return err == E_USAGE
               ? refuse(a, "A link filter takes a domain, such as spam.example.", ret_why)
               : err;
}

static enum err pattern_parse(struct arena *a, const char *line, const char **ret,
                              const char **ret_why)
{
    pcre2_code *code = NULL;
    enum err err = sieve_pattern_compile(a, line, &code, ret_why);

    pcre2_code_free(code);
    *ret = line;
    return err;
}

enum err sieve_rule_parse(struct arena *a, enum sieve_kind kind, const char *typed,
                          const char **ret, const char **ret_why)
{
    char *line;
    size_t n;

    *ret_why = "";
    if (strnlen(typed, 4 * SIEVE_RULE_BYTES) == 4 * SIEVE_RULE_BYTES)
        return refuse(a, "A filter is at most 240 bytes long.", ret_why);
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (n == 0)
        return refuse(a, "A filter needs a word, a pattern or a domain.", ret_why);
    if (n > SIEVE_RULE_BYTES)
        return refuse(a, "A filter is at most 240 bytes long.", ret_why);
    if (kind == SIEVE_WORD)
        return word_parse(a, line, ret, ret_why);
    return kind == SIEVE_LINK ? link_parse(a, line, ret, ret_why)
                              : pattern_parse(a, line, ret, ret_why);
}

/* ---- the set ---- */

struct sieve *sieve_new(void)
{
    struct sieve *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    arena_init(&s->arena, ARENA_BYTES);
    for (int i = 0; i < SIEVE_SLOTS; i++)
        s->slots[i] = -1;
    return s;
}

void sieve_free(struct sieve *s)
{
    if (!s)
        return;
    for (int i = 0; i < s->n_patterns; i++)
        pcre2_code_free(s->patterns[i].code);
    arena_done(&s->arena);
    free(s);
}

void sieve_drop(struct sieve **s)
{
    sieve_free(*s);
}

static enum err pattern_add(struct sieve *s, int rule, const char *text)
{
    struct sieve_pattern *pattern = &s->patterns[s->n_patterns];

    TRY(sieve_pattern_compile(&s->arena, text, &pattern->code, NULL));
    pattern->rule = rule;
    s->n_patterns++;
    return OK;
}

enum err sieve_add(struct sieve *s, enum sieve_kind kind, const char *rule)
{
    if (s->n == SIEVE_RULES_MAX)
        return E_FULL;
    if (kind == SIEVE_WORD)
        TRY(sieve_words_add(s, s->n, rule));
    else if (kind == SIEVE_LINK)
        TRY(sieve_links_add(s, s->n, rule));
    else
        TRY(pattern_add(s, s->n, rule));
    s->n++;
    return OK;
}

int sieve_count(const struct sieve *s)
{
    return s->n;
}

enum err sieve_look(const struct sieve *s, const struct clock *clock, const char *text, size_t n,
                    struct sieve_hit *ret)
{
    memset(ret, 0, (size_t)s->n * sizeof *ret);
    if (n == 0)
        return OK;
    if (s->n_words > 0)
        TRY(sieve_words_look(s, text, n, ret));
    if (s->n_links > 0)
        TRY(sieve_links_look(s, text, n, ret));
    if (s->n_patterns > 0 && utf8_is_valid(text, n))
        TRY(sieve_patterns_look(s, clock, text, n, ret));
    return sieve_skin_look(s, clock, text, n, ret);
}
