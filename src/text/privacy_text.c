/* SPDX-License-Identifier: MIT
 *
 * privacy_text.c -- the plain form of a text, its words and its sentences.
 */
#include "privacy_text.h"

#include <string.h>

#include <curbside/text/utf8.h>

enum {
    ABBREVIATION_BYTES = 3
}; /* "Dr." and "Mrs." end no sentence; "ICU." may */

bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

uint32_t word_hash(const char *s, size_t n)
{
    uint32_t hash = 2166136261U;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32U : c)) * 16777619U;
    }
    return hash;
}

/* ---- the plain form ---- */

struct maker {
    const char *s;
    size_t n;
    size_t at;
    bool *quoted_at; /* by plain byte */
    bool quoted;
    struct plain_text *out;
};

/* The ASCII character that stands for cp; 0: none does; ' ' for every blank. */
static char plain_char(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return (char)(cp - 0xFF01 + 0x21);
    if ((cp >= 0x660 && cp <= 0x669) || (cp >= 0x6F0 && cp <= 0x6F9))
        return (char)('0' + (cp & 0xF));
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0xFE63)
        return '-';
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x2BC || cp == 0xB4)
        return '\'';
    if (cp == 0x201C || cp == 0x201D)
        return '"';
    if (cp == 0xA0 || cp == 0x202F || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A))
        return ' ';
    return '\0';
}

static bool is_invisible(uint32_t cp)
{
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0xFEFF || cp == 0x2060;
}

static void put(struct maker *m, char c, size_t from)
{
    struct plain_text *t = m->out;

    if (c == ' ' && t->n > 0 && (t->s[t->n - 1] == ' ' || t->s[t->n - 1] == '\n'))
        return;
    m->quoted_at[t->n] = m->quoted;
    t->from[t->n] = (uint32_t)from;
    t->s[t->n++] = c;
}

static void put_line_end(struct maker *m, size_t from, bool meant)
{
    struct plain_text *t = m->out;

    if (meant && t->n > 0 && t->s[t->n - 1] == ' ')
        t->s[t->n - 1] = '\n';
    else if (meant && t->n > 0 && t->s[t->n - 1] != '\n')
        put(m, '\n', from);
    else
        put(m, ' ', from);
}

/* Past blanks and quote marks at the start of a line. */
static void margin_skip(struct maker *m)
{
    m->quoted = false;
    while (m->at < m->n && (m->s[m->at] == ' ' || m->s[m->at] == '\t' || m->s[m->at] == '>')) {
        m->quoted = m->quoted || m->s[m->at] == '>';
        m->at++;
    }
}

/* Is what follows a blank line or the start of a list's item? */
static bool starts_anew(const struct maker *m)
{
    size_t at = m->at;

    if (at >= m->n || m->s[at] == '\n' || m->s[at] == '\r')
        return true;
    if (strchr("-*+#", m->s[at]) != NULL)
        return at + 1 < m->n && m->s[at + 1] == ' ';
    while (at < m->n && m->s[at] >= '0' && m->s[at] <= '9')
        at++;
    return at > m->at && at - m->at <= 3 && at + 1 < m->n && (m->s[at] == '.' || m->s[at] == ')') &&
           m->s[at + 1] == ' ';
}

static void put_ascii(struct maker *m, char c, size_t from)
{
    if (c == '\n') {
        bool was_quoted = m->quoted;
        margin_skip(m);
        bool meant = starts_anew(m) || m->quoted != was_quoted;
        bool now = m->quoted;
        m->quoted = was_quoted;
        put_line_end(m, from, meant);
        m->quoted = now;
    } else if (c == '*' || c == '`' || c == '|' || (unsigned char)c < 0x20 || c == 0x7F) {
        put(m, ' ', from);
    } else {
        put(m, c, from);
    }
}

static void plain_make(struct maker *m)
{
    margin_skip(m);
    while (m->at < m->n) {
        size_t from = m->at;
        unsigned char c = (unsigned char)m->s[from];
        if (c < 0x80) {
            m->at++;
            put_ascii(m, (char)c, from);
            continue;
        }
        uint32_t cp = 0;
        size_t bytes = utf8_decode(m->s + from, m->n - from, &cp);
        char plain = plain_char(cp);
        m->at += bytes;
        if (plain != '\0')
            put(m, plain, from);
        else if (cp == UTF8_INVALID)
            put(m, ' ', from);
        else if (!is_invisible(cp))
            for (size_t i = 0; i < bytes; i++)
                put(m, m->s[from + i], from);
    }
    m->out->from[m->out->n] = (uint32_t)m->n;
    m->out->s[m->out->n] = '\0';
}

/* ---- words and sentences ---- */

static size_t word_end(const char *s, size_t n, size_t at)
{
    while (at < n &&
           (is_word_byte(s[at]) || (s[at] == '\'' && at + 1 < n && is_word_byte(s[at + 1]))))
        at++;
    return at;
}

static bool is_capital_at(const char *s)
{
    return (*s >= 'A' && *s <= 'Z') ||
           (s[0] == '\xC3' && (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] <= 0x9E);
}

/* Without 's: "Anna's" is the word "anna". */
static uint32_t hash_of(const char *s, size_t start, size_t end)
{
    if (end - start > 2 && s[end - 2] == '\'' && (s[end - 1] == 's' || s[end - 1] == 'S'))
        end -= 2;
    return word_hash(s + start, end - start);
}

/* Does a sentence end between two words? */
static bool sentence_ends(const struct plain_text *t, const struct word *before, size_t next)
{
    const char *s = t->s;
    size_t n = before->end - before->start;

    for (size_t i = before->end; i < next; i++) {
        if (s[i] == '\n' || s[i] == '?' || s[i] == '!' || s[i] == ';')
            return true;
        if (s[i] != '.' || i + 1 >= next)
            continue;
        bool initial = n == 1 && before->capital;
        bool abbreviation = before->capital && n > 1 && n <= ABBREVIATION_BYTES &&
                            i == before->end && !is_capital_at(s + before->start + 1);
        if (!initial && !abbreviation)
            return true;
    }
    return false;
}

static void words_find(struct plain_text *t, const bool *quoted_at)
{
    uint32_t sentence = 0;

    for (size_t at = 0; at < t->n; at++) {
        if (!is_word_byte(t->s[at]))
            continue;
        size_t end = word_end(t->s, t->n, at);
        struct word *w = &t->words[t->n_words];
        bool ends = t->n_words > 0 && sentence_ends(t, w - 1, at);
        sentence += ends ? 1 : 0;
        *w = (struct word){
            .start = (uint32_t)at,
            .end = (uint32_t)end,
            .hash = hash_of(t->s, at, end),
            .sentence = sentence,
            .capital = is_capital_at(t->s + at),
            .quoted = quoted_at[at],
            .first = ends || t->n_words == 0,
        };
        t->n_words++;
        at = end - 1;
    }
    t->n_sentences = (size_t)sentence + 1;
}

enum err plain_text_make(struct arena *a, const char *s, size_t n, struct plain_text *ret)
{
    struct plain_text t = {0};
    struct maker m = {.s = s, .n = n, .out = &t};

    t.s = arena_alloc(a, n + 2);
    t.from = arena_array(a, n + 2, sizeof *t.from);
    m.quoted_at = arena_array(a, n + 2, sizeof *m.quoted_at);
    if (t.s == NULL || t.from == NULL || m.quoted_at == NULL)
        return E_NOMEM;
    plain_make(&m);
    t.words = arena_array(a, t.n / 2 + 1, sizeof *t.words);
    if (t.words == NULL)
        return E_NOMEM;
    words_find(&t, m.quoted_at);
    t.cues = arena_array(a, t.n_sentences, sizeof *t.cues);
    if (t.cues == NULL)
        return E_NOMEM;
    *ret = t;
    return OK;
}
