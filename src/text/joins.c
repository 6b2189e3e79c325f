/* SPDX-License-Identifier: MIT
 *
 * joins.c -- which neighbouring words are also written as one.
 *
 * A text is read once. Of the last words the folded text is kept, so that a join is theirs put
 * together; whether it is one is told by the bytes of the text between them.
 */
#include <curbside/text/joins.h>

#include <string.h>

enum {
    SHORT_BYTES = 4, /* of an abbreviation's part */
};

enum link {
    LINK_NONE,
    LINK_SPACED, /* two words that may be one, and no more */
    LINK_TIGHT,  /* a run may be one */
};

void joins_begin(struct joins *j, const char *text, size_t n)
{
    terms_begin(&j->terms, text, n);
    j->count = j->run = 0;
    j->n_widths = 0;
    j->after_apostrophe = false;
}

static struct join_word *word_at(struct joins *j, size_t back)
{
    return &j->last[(j->count - 1 - back) % JOIN_WORDS];
}

/* ---- what stands between two words ---- */

/* For every word that is written or looked through: most are told apart by their first byte. */
static bool is_one_of(const char *s, size_t n, const char *const *list)
{
    for (; n > 0 && *list; list++)
        if (**list == *s && strlen(*list) == n && memcmp(*list, s, n) == 0)
            return true;
    return false;
}

static bool is_hyphen(const char *s, size_t n)
{
    static const char *const hyphens[] = {"-", "\u2010", "\u2011", "\u2013", "\u2212", NULL};

    return is_one_of(s, n, hyphens);
}

static bool is_apostrophe(const char *s, size_t n)
{
    static const char *const apostrophes[] = {"'", "\u2019", "\u2018", "\u02BC", "`", NULL};

    return is_one_of(s, n, apostrophes);
}

/* What parts an abbreviation. */
static bool is_stroke(const char *s, size_t n)
{
    static const char *const strokes[] = {".", "/", "&", "_", "./", ".-", NULL};

    return is_one_of(s, n, strokes);
}

static bool is_space(const char *s, size_t n)
{
    static const char *const spaces[] = {" ", "\u00A0", NULL};

    return is_one_of(s, n, spaces);
}

static bool is_stop_and_space(const char *s, size_t n)
{
    return n > 1 && *s == '.' && is_space(s + 1, n - 1);
}

/* ---- what the words are ---- */

static bool is_single(const struct join_word *w)
{
    return w->n == 1 && w->s[0] >= 'b' && w->s[0] <= 'z' && w->s[0] != 'i';
}

/* Names that are no words of another kind: a PI and a chi square may stay two words. */
static bool is_greek(const struct term *w)
{
    static const char *const names[] = {"alpha",   "beta",  "gamma", "delta",   "epsilon",
                                        "zeta",    "theta", "iota",  "kappa",   "lambda",
                                        "omicron", "sigma", "omega", "upsilon", NULL};

    return is_one_of(w->s, w->n, names);
}

static bool is_contraction(const struct join_word *w)
{
    static const char *const ends[] = {"ll", "re", "d", "ve", "m", NULL};

    return is_one_of(w->s, w->n, ends);
}

static bool is_short(const struct join_word *a, const struct join_word *b)
{
    return a->n <= SHORT_BYTES && b->n <= SHORT_BYTES;
}

/* With a space between them, and a stop before it or none. */
static enum link link_of_spaced(const struct joins *j, const struct join_word *a,
                                const struct join_word *b, bool stop)
{
    if (is_single(a) && j->run == 1 && !j->after_apostrophe)
        return LINK_SPACED;
    return !stop && (a->greek || b->greek) ? LINK_SPACED : LINK_NONE;
}

/* The bytes between them: none as well where one letter is two words (\u2105 is c/o). */
static size_t gap_of(const struct join_word *a, const struct join_word *b)
{
    return b->start > a->end ? b->start - a->end : 0;
}

static enum link link_of(const struct joins *j, const struct join_word *a,
                         const struct join_word *b)
{
    const char *s = j->terms.text + a->end;
    size_t n = gap_of(a, b);

    if (!a->letters || !b->letters || b->start < a->end)
        return LINK_NONE;
    if (n == 0) /* but for Greek letters only scripts without spaces */
        return a->greek || b->greek ? LINK_TIGHT : LINK_NONE;
    if (is_space(s, n)) /* first: it is mostly that */
        return link_of_spaced(j, a, b, false);
    if (is_hyphen(s, n) || (is_stroke(s, n) && is_short(a, b)))
        return LINK_TIGHT;
    if (is_apostrophe(s, n))
        return is_contraction(b) ? LINK_NONE : LINK_TIGHT;
    return is_stop_and_space(s, n) ? link_of_spaced(j, a, b, true) : LINK_NONE;
}

/* ---- reading ---- */

/* Of a script with spaces that joins are known of: none of its letters takes three bytes. */
static bool is_letters(const struct term *term)
{
    unsigned char c = (unsigned char)term->s[0];

    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0xE0);
}

static void word_note(struct joins *j, const struct term *term)
{
    struct join_word *w = &j->last[j->count++ % JOIN_WORDS];

    memcpy(w->s, term->s, term->n + 1);
    w->n = term->n;
    w->start = term->start;
    w->end = term->end;
    w->letters = is_letters(term);
    w->greek = w->letters && is_greek(term);
}

static bool is_behind_apostrophe(struct joins *j)
{
    const struct join_word *a = word_at(j, 1);

    return is_apostrophe(j->terms.text + a->end, gap_of(a, word_at(j, 0)));
}

/* The joins that end with the word noted last; they are given from behind. */
static void widths_find(struct joins *j)
{
    enum link link = j->count > 1 ? link_of(j, word_at(j, 1), word_at(j, 0)) : LINK_NONE;

    j->run = link == LINK_TIGHT ? j->run + 1 : 1;
    if (j->run > 2 && j->run <= JOIN_WORDS)
        j->widths[j->n_widths++] = (int)j->run;
    if (link != LINK_NONE)
        j->widths[j->n_widths++] = 2;
    j->after_apostrophe = j->count > 1 && is_behind_apostrophe(j);
}

/* The last `words` as one; false: too long. */
static bool joined_make(struct joins *j, int words, struct join *ret)
{
    size_t n = 0;

    for (size_t back = (size_t)words; back-- > 0;) {
        const struct join_word *w = word_at(j, back);

        if (n + w->n > TERM_BYTES)
            return false;
        memcpy(j->joined + n, w->s, w->n);
        n += w->n;
    }
    j->joined[n] = '\0';
    ret->words = words;
    ret->term = (struct term){.s = j->joined,
                              .n = n,
                              .start = word_at(j, (size_t)words - 1)->start,
                              .end = word_at(j, 0)->end};
    return true;
}

bool joins_next(struct joins *j, struct join *ret)
{
    while (j->n_widths > 0)
        if (joined_make(j, j->widths[--j->n_widths], ret))
            return true;
    if (!terms_next(&j->terms, &ret->term))
        return false;
    ret->words = 1;
    word_note(j, &ret->term);
    widths_find(j);
    return true;
}

void joins_add(struct str *out, const char *text, size_t n)
{
    AUTO_STR struct str joined = STR_INIT;
    struct joins j;
    struct join join;

    joins_begin(&j, text, n);
    while (joins_next(&j, &join)) {
        struct str *to = join.words > 1 ? &joined : out;

        if (join.words > 1)
            str_add(to, JOIN_MARK);
        str_add_n(to, join.term.s, join.term.n);
        str_add_char(to, ' ');
    }
    str_add_n(out, str_cstr(&joined), joined.n);
    out->failed = out->failed || joined.failed;
}
