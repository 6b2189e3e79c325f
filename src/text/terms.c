/* SPDX-License-Identifier: MIT
 *
 * terms.c -- cutting a text into folded words.
 *
 * Code point by code point: each is folded into none, one or several, each of a kind; a word is a
 * run of one kind. ASCII takes a short way, because a board's text is mostly that and everything
 * that is written passes here.
 */
#include <curbside/text/terms.h>

#include <string.h>
#include <utf8proc.h>

#include <curbside/text/utf8.h>

#include "term_units.h"

enum kind {
    KIND_NONE,   /* ends a word */
    KIND_LETTER, /* of scripts with spaces */
    KIND_GREEK,  /* apart from Latin letters: IFNγ is two words */
    KIND_DIGIT,
    KIND_SOLO, /* a word by itself */
    KIND_MARK, /* belongs to what is before it, whatever that is */
    KIND_DROP, /* as if it were not there */
};

struct range {
    uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t n, uint32_t cp)
{
    for (size_t i = 0; i < n && ranges[i].first <= cp; i++)
        if (cp <= ranges[i].last)
            return true;
    return false;
}

/* Marks that people leave out when they type: accents, Hebrew points, Arabic vowels and tatweel. */
static bool is_dropped(uint32_t cp)
{
    static const struct range marks[] = {
        {0x00AD, 0x00AD}, {0x0300, 0x036F}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},
        {0x05C1, 0x05C2}, {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0640, 0x0640},
        {0x064B, 0x065F}, {0x0670, 0x0670}, {0x200B, 0x200D}, {0xFE00, 0xFE0F},
    };

    return is_in(marks, sizeof marks / sizeof *marks, cp);
}

/* Scripts that put no spaces between words. */
static bool is_solo(uint32_t cp)
{
    static const struct range scripts[] = {
        {0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x2E80, 0x2FDF},   {0x3005, 0x3007},
        {0x3041, 0x30FF}, {0x3105, 0x312F}, {0x31A0, 0x31FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
        {0xAC00, 0xD7AF}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x20000, 0x3FFFF},
    };

    return is_in(scripts, sizeof scripts / sizeof *scripts, cp);
}

static bool is_greek(uint32_t cp)
{
    return cp >= 0x0370 && cp <= 0x03FF;
}

static enum kind kind_of(uint32_t cp)
{
    if (is_dropped(cp))
        return KIND_DROP;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return is_greek(cp) ? KIND_GREEK : KIND_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return KIND_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return KIND_DIGIT;
    default:
        return KIND_NONE;
    }
}

static enum kind kind_of_ascii(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return KIND_LETTER;
    return c >= '0' && c <= '9' ? KIND_DIGIT : KIND_NONE;
}

/* Letters that Unicode does not take apart and keyboards write so. */
static const char *plain_letters(uint32_t cp)
{
    switch (cp) {
    case 0x00E6:
        return "ae";
    case 0x0153:
        return "oe";
    case 0x00F8:
        return "o";
    case 0x0142:
        return "l";
    case 0x0111:
    case 0x00F0:
        return "d";
    case 0x00FE:
        return "th";
    case 0x0131:
        return "i";
    default:
        return NULL;
    }
}

static const char *greek_name(uint32_t cp)
{
    static const char *const names[] = {
        "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",   "theta", "iota",
        "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",    "rho",   NULL,
        "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega",
    };
    const uint32_t alpha = 0x03B1;

    return cp >= alpha && cp < alpha + sizeof names / sizeof *names ? names[cp - alpha] : NULL;
}

/* ---- units ---- */

static void push(struct terms *t, uint32_t cp, enum kind kind, size_t start, size_t end)
{
    if (kind != KIND_DROP && t->queued < (int)(sizeof t->queue / sizeof *t->queue))
        t->queue[t->queued++] = (struct term_unit){cp, kind, start, end};
}

/* One code point beyond ASCII. */
static void fold(struct terms *t, uint32_t cp, size_t start, size_t end)
{
    utf8proc_int32_t folded[18];
    int boundary = 0;
    bool solo = is_solo(cp);
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, folded, sizeof folded / sizeof *folded,
        UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);

    for (utf8proc_ssize_t i = 0; i < n && i < (utf8proc_ssize_t)(sizeof folded / sizeof *folded);
         i++) {
        uint32_t one = (uint32_t)folded[i];
        const char *plain = plain_letters(one);
        enum kind kind = kind_of(one);

        for (; plain && *plain; plain++)
            push(t, (unsigned char)*plain, KIND_LETTER, start, end);
        if (plain_letters(one))
            continue;
        if (solo && (kind == KIND_LETTER || kind == KIND_DIGIT))
            kind = i == 0 ? KIND_SOLO : KIND_MARK; /* Hangul's parts stay together */
        push(t, one, kind, start, end);
    }
}

static bool unit_peek(struct terms *t, struct term_unit *ret)
{
    while (t->taken == t->queued) {
        unsigned char c;

        if (t->at >= t->n)
            return false;
        t->queued = t->taken = 0;
        c = (unsigned char)t->text[t->at];
        if (c < 0x80) {
            push(t, c >= 'A' && c <= 'Z' ? c + 32u : c, kind_of_ascii(c), t->at, t->at + 1);
            t->at++;
        } else {
            uint32_t cp;
            size_t n = utf8_decode(t->text + t->at, t->n - t->at, &cp);

            if (cp == UTF8_INVALID)
                push(t, ' ', KIND_NONE, t->at, t->at + n);
            else
                fold(t, cp, t->at, t->at + n);
            t->at += n;
        }
    }
    *ret = t->queue[t->taken];
    return true;
}

bool term_unit_next(struct terms *t, struct term_unit *ret)
{
    if (!unit_peek(t, ret))
        return false;
    t->taken++;
    return true;
}

/* ---- words ---- */

void terms_begin(struct terms *t, const char *text, size_t n)
{
    t->text = text;
    t->n = n;
    t->at = 0;
    t->queued = t->taken = 0;
}

/* What does not fit is left out whole, so that a word stays UTF-8. */
static void word_add(struct terms *t, struct term *term, uint32_t cp)
{
    char bytes[4];
    size_t n = utf8_encode(cp, bytes);

    if (term->n + n > TERM_BYTES)
        return;
    memcpy(t->word + term->n, bytes, n);
    term->n += n;
}

static void word_name(struct terms *t, struct term *term)
{
    uint32_t cp;
    size_t n = utf8_decode(t->word, term->n, &cp);
    const char *name = n == term->n ? greek_name(cp) : NULL;

    if (!name)
        return;
    term->n = strlen(name);
    memcpy(t->word, name, term->n);
}

/* ---- the short way: ASCII, where nothing is in the queue ---- */

static bool is_ascii(const struct terms *t)
{
    return t->taken == t->queued && t->at < t->n && (unsigned char)t->text[t->at] < 0x80;
}

static bool is_ascii_of(const struct terms *t, enum kind kind)
{
    return is_ascii(t) && kind_of_ascii((unsigned char)t->text[t->at]) == kind;
}

static void gap_skip(struct terms *t)
{
    while (is_ascii_of(t, KIND_NONE))
        t->at++;
}

static void word_take(struct terms *t, struct term *term, enum kind kind)
{
    while (is_ascii_of(t, kind)) {
        char c = t->text[t->at++];

        if (term->n < TERM_BYTES)
            t->word[term->n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        term->end = t->at;
    }
}

static bool goes_on(enum kind kind, enum kind next)
{
    return next == KIND_MARK || (next == kind && kind != KIND_SOLO);
}

/* The first character of the next word. */
static bool word_begin(struct terms *t, struct term *term, enum kind *ret_kind)
{
    struct term_unit u = {0};

    do {
        gap_skip(t);
        if (is_ascii(t)) {
            *ret_kind = kind_of_ascii((unsigned char)t->text[t->at]);
            term->start = t->at;
            return true; /* word_take() takes it */
        }
        if (!unit_peek(t, &u))
            return false;
        t->taken++;
    } while (u.kind == KIND_NONE || u.kind == KIND_MARK);
    *ret_kind = (enum kind)u.kind;
    term->start = u.start;
    term->end = u.end;
    word_add(t, term, u.cp);
    return true;
}

bool terms_next(struct terms *t, struct term *ret)
{
    struct term term = {.s = t->word};
    struct term_unit u = {0};
    enum kind kind;

    if (!word_begin(t, &term, &kind))
        return false;
    word_take(t, &term, kind);
    /* What is ASCII now is of another kind. */
    while (!is_ascii(t) && unit_peek(t, &u) && goes_on(kind, (enum kind)u.kind)) {
        t->taken++;
        term.end = u.end;
        word_add(t, &term, u.cp);
        word_take(t, &term, kind);
    }
    if (kind == KIND_GREEK)
        word_name(t, &term);
    t->word[term.n] = '\0';
    *ret = term;
    return true;
}

void terms_add(struct str *out, const char *text, size_t n)
{
    struct terms t;
    struct term term;

    terms_begin(&t, text, n);
    while (terms_next(&t, &term)) {
        str_add_n(out, term.s, term.n);
        str_add_char(out, ' ');
    }
}
