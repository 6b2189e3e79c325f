/* SPDX-License-Identifier: MIT
 *
 * sieve_words.c -- words in a row.
 *
 * The text is cut once, as search cuts it; at each word the rules that begin with it are compared.
 */
#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>

#include "sieve_parts.h"

enum {
    ARENA_SLACK_BYTES = 64 * 1024,
};

/* A text cut into folded words, each with a blank behind it. */
struct cut {
    struct str folded;
    uint32_t *starts;    /* in the folded text; one more than words, for the end */
    uint32_t *from, *to; /* in the text */
    size_t n;
    struct arena arena;
};

static void cut_done(struct cut *c)
{
    str_done(&c->folded);
    arena_done(&c->arena);
}
#define AUTO_CUT __attribute__((cleanup(cut_done)))

/* A byte makes at most one word, but for a few signs that stand for several. */
static enum err cut_make(struct cut *c, const char *text, size_t n)
{
    const size_t room = 2 * n + 1;
    struct terms t;
    struct term term;

    arena_init(&c->arena, 4 * (room + 1) * sizeof *c->from + ARENA_SLACK_BYTES);
    c->starts = arena_array(&c->arena, room + 1, sizeof *c->starts);
    c->from = arena_array(&c->arena, room + 1, sizeof *c->from);
    c->to = arena_array(&c->arena, room + 1, sizeof *c->to);
    if (!c->starts || !c->from || !c->to)
        return E_NOMEM;
    terms_begin(&t, text, n);
    for (c->n = 0; c->n < room && terms_next(&t, &term); c->n++) {
        c->starts[c->n] = (uint32_t)c->folded.n;
        c->from[c->n] = (uint32_t)term.start;
        c->to[c->n] = (uint32_t)term.end;
        str_add_n(&c->folded, term.s, term.n);
        str_add_char(&c->folded, ' ');
    }
    c->starts[c->n] = (uint32_t)c->folded.n;
    return c->folded.failed ? E_NOMEM : OK;
}

/* Of a word up to its blank. */
static unsigned slot_of(const char *word)
{
    unsigned hash = 2166136261U;

    for (; *word && *word != ' '; word++)
        hash = (hash ^ (unsigned char)*word) * 16777619U;
    return hash % SIEVE_SLOTS;
}

enum err sieve_terms_cut(struct arena *a, const char *text, const char **ret, int *ret_n)
{
    AUTO_STR struct str folded = STR_INIT;
    struct terms t;
    struct term term;

    *ret_n = 0;
    terms_begin(&t, text, strlen(text));
    while (*ret_n <= SIEVE_WORD_TERMS && terms_next(&t, &term)) {
        str_add_n(&folded, term.s, term.n);
        str_add_char(&folded, ' ');
        ++*ret_n;
    }
    if (*ret_n == 0 || *ret_n > SIEVE_WORD_TERMS)
        return E_USAGE;
    *ret = folded.failed ? NULL : arena_strdup(a, str_cstr(&folded));
    return *ret ? OK : E_NOMEM;
}

static enum err letters_join(struct arena *a, struct sieve_words *w)
{
    char *letters = arena_alloc(a, w->n + 1);

    if (!letters)
        return E_NOMEM;
    w->n_letters = 0;
    for (size_t i = 0; i < w->n; i++)
        if (w->terms[i] != ' ')
            letters[w->n_letters++] = w->terms[i];
    w->letters = letters;
    return OK;
}

enum err sieve_words_add(struct sieve *s, int rule, const char *text)
{
    struct sieve_words *w = &s->words[s->n_words];
    int *slot;

    TRY(sieve_terms_cut(&s->arena, text, &w->terms, &w->count));
    w->rule = rule;
    w->n = strlen(w->terms);
    TRY(letters_join(&s->arena, w));
    slot = &s->slots[slot_of(w->terms)];
    w->next = *slot;
    *slot = s->n_words++;
    return OK;
}

static void word_try(const struct sieve *s, const struct cut *c, size_t at, struct sieve_hit *ret)
{
    const char *here = c->folded.s + c->starts[at];
    size_t left = c->folded.n - c->starts[at];

    for (int i = s->slots[slot_of(here)]; i >= 0; i = s->words[i].next) {
        const struct sieve_words *w = &s->words[i];

        if (ret[w->rule].found || w->n > left || memcmp(w->terms, here, w->n) != 0)
            continue;
        ret[w->rule] = (struct sieve_hit){
            .found = true, .start = c->from[at], .end = c->to[at + (size_t)w->count - 1]};
    }
}

enum err sieve_words_look(const struct sieve *s, const char *text, size_t n, struct sieve_hit *ret)
{
    AUTO_CUT struct cut c = {.folded = STR_INIT};

    TRY(cut_make(&c, text, n));
    for (size_t i = 0; i < c.n; i++)
        word_try(s, &c, i, ret);
    return OK;
}
