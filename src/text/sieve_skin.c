/* SPDX-License-Identifier: MIT
 *
 * sieve_skin.c -- a text as it is read, beside the text as it was typed.
 *
 * The skin is the text with look-alikes as the Latin letters they are read as, without accents, and
 * without the marks that stand inside a word ("ca**si**no"). Most texts are their own skin and are
 * looked at once. Digits that stand for letters, and words whose letters stand apart, are looked
 * for last, by word rules alone: there a short word would be found in too much.
 */
#include <string.h>
#include <utf8proc.h>

#include <curbside/base/str.h>
#include <curbside/text/fold.h>
#include <curbside/text/utf8.h>

#include "look_alike.h"
#include "sieve_parts.h"

enum {
    ARENA_SLACK_BYTES = 64 * 1024,
    FOLDED_MAX = 18,
    DIGIT_WORD_LEAST = 4, /* letters of a word that digits may stand in */
    APART_LEAST = 4,      /* letters of a rule that is found with its letters apart */
    APART_PIECES = 3,
    APART_GAP = 3, /* characters between two letters */
};

struct skin {
    struct arena arena;
    char *s; /* never longer than the text */
    size_t n;
    uint32_t *from; /* of each byte and of the end: where it stands in the text */
    bool differs;
};

static void skin_done(struct skin *k)
{
    arena_done(&k->arena);
}
#define AUTO_SKIN __attribute__((cleanup(skin_done)))

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* ---- the skin ---- */

static bool is_mark(uint32_t cp)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* The ASCII letters and digits that one character is read as, at most `room`; -1: as none. */
static int letters_of(uint32_t cp, size_t room, char *ret)
{
    utf8proc_int32_t folded[FOLDED_MAX];
    int boundary = 0, n = 0;

    if (look_alike(cp)) {
        *ret = look_alike(cp);
        return 1;
    }
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)cp, folded, FOLDED_MAX,
        UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);
    if (count < 0 || count > FOLDED_MAX)
        return -1;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t one = (uint32_t)folded[i];
        char c = one < 0x80 ? (char)one : look_alike(one);

        if (is_mark(one))
            continue;
        if ((!is_letter(c) && !is_digit(c)) || (size_t)n == room)
            return -1;
        ret[n++] = c;
    }
    return n;
}

static void put(struct skin *k, char c, size_t from)
{
    k->from[k->n] = (uint32_t)from;
    k->s[k->n++] = c;
}

/* The character at `at`; its bytes. */
static size_t wide_put(struct skin *k, const char *text, size_t n, size_t at)
{
    char letters[FOLDED_MAX];
    uint32_t cp;
    size_t used = utf8_decode(text + at, n - at, &cp);
    int count = cp == UTF8_INVALID ? -1 : letters_of(cp, used, letters);

    k->differs = k->differs || count >= 0;
    for (int i = 0; i < count; i++)
        put(k, letters[i], at);
    for (size_t i = 0; count < 0 && i < used; i++)
        put(k, text[at + i], at);
    return used;
}

static bool is_in_word(const char *text, size_t n, size_t at)
{
    return at < n && (is_letter(text[at]) || (unsigned char)text[at] >= 0x80);
}

/* Marks from `at` on that part the letters of one word: how many. */
static size_t marks_inside(const struct skin *k, const char *text, size_t n, size_t at)
{
    static const char marks[] = "*_~`\\^[]{}";
    size_t end = at;

    if (k->n == 0 || !is_in_word(k->s, k->n, k->n - 1))
        return 0;
    while (end < n && text[end] && strchr(marks, text[end]))
        end++;
    return is_in_word(text, n, end) ? end - at : 0;
}

static enum err skin_make(struct skin *k, const char *text, size_t n)
{
    arena_init(&k->arena, (n + 1) * (4 + 3 * sizeof *k->from) + ARENA_SLACK_BYTES);
    k->s = arena_alloc(&k->arena, n + 1);
    k->from = arena_array(&k->arena, n + 1, sizeof *k->from);
    if (!k->s || !k->from)
        return E_NOMEM;
    for (size_t at = 0; at < n;) {
        size_t marks = marks_inside(k, text, n, at);

        k->differs = k->differs || marks > 0;
        if (marks > 0) {
            at += marks;
        } else if ((unsigned char)text[at] < 0x80) {
            put(k, text[at], at);
            at++;
        } else {
            at += wide_put(k, text, n, at);
        }
    }
    k->from[k->n] = (uint32_t)n;
    k->s[k->n] = '\0';
    return OK;
}

/* Where `end` of the skin ends in the text: behind the character before it. */
static size_t text_end(const struct skin *k, size_t end)
{
    size_t last = end;

    while (last < k->n && last > 0 && k->from[last] == k->from[last - 1])
        last++;
    return k->from[last];
}

/* What was found in the skin, beside what the text as typed gave. */
static void hits_join(const struct skin *k, const struct sieve_hit *found, int n,
                      struct sieve_hit *ret)
{
    for (int i = 0; i < n; i++) {
        if (ret[i].found || (!found[i].found && !found[i].over))
            continue;
        ret[i] = found[i];
        ret[i].start = k->from[found[i].start];
        ret[i].end = text_end(k, found[i].end);
    }
}

static enum err skin_itself(const struct sieve *s, const struct clock *clock, const struct skin *k,
                            struct sieve_hit *ret)
{
    struct sieve_hit found[SIEVE_RULES_MAX] = {{.found = false}};

    if (s->n_words > 0)
        TRY(sieve_words_look(s, k->s, k->n, found));
    if (s->n_patterns > 0 && utf8_is_valid(k->s, k->n))
        TRY(sieve_patterns_look(s, clock, k->s, k->n, found));
    hits_join(k, found, s->n, ret);
    return OK;
}

/* ---- digits for letters ---- */

static bool is_digit_word_byte(char c)
{
    return is_letter(c) || is_digit(c) || (c && strchr("@$!|", c));
}

/* Are these bytes a word in which some digits stand for letters? */
static bool is_digit_word(const char *s, size_t n)
{
    size_t letters = 0, others = 0;

    for (size_t i = 0; i < n; i++) {
        letters += is_letter(s[i]);
        others += !is_letter(s[i]);
        if (!is_letter(s[i]) && !look_alike_digit(s[i], 'i'))
            return false;
    }
    return others > 0 && letters >= others && n >= DIGIT_WORD_LEAST;
}

/* The skin with letters for such digits; false: there are none. *ret_ones: some may be i or l. */
static bool digits_replace(const struct skin *k, char one, char *out, bool *ret_ones)
{
    bool any = false;

    memcpy(out, k->s, k->n + 1);
    *ret_ones = false;
    for (size_t at = 0, end; at<k->n; at = end> at ? end : at + 1) {
        for (end = at; end < k->n && is_digit_word_byte(k->s[end]);)
            end++;
        size_t last = end;
        while (last > at && (k->s[last - 1] == '!' || k->s[last - 1] == '|'))
            last--;
        if (!is_digit_word(k->s + at, last - at))
            continue;
        any = true;
        for (size_t i = at; i < last; i++) {
            if (is_letter(out[i]))
                continue;
            out[i] = look_alike_digit(out[i], one);
            *ret_ones = *ret_ones || out[i] == one;
        }
    }
    return any;
}

static enum err digits_look(const struct sieve *s, struct skin *k, struct sieve_hit *ret)
{
    char *out = arena_alloc(&k->arena, k->n + 1);
    bool ones = true;

    if (!out)
        return E_NOMEM;
    for (const char *one = "il"; *one && ones; one++) {
        struct sieve_hit found[SIEVE_RULES_MAX] = {{.found = false}};

        if (!digits_replace(k, *one, out, &ones))
            return OK;
        TRY(sieve_words_look(s, out, k->n, found));
        hits_join(k, found, s->n, ret);
    }
    return OK;
}

/* ---- letters that stand apart ---- */

/* A run of pieces of words: "c a s i n o", "ca.si.no". */
struct chain {
    char *letters;
    uint32_t *at; /* of each, in the skin */
    size_t n, pieces;
};

static size_t piece_bytes(const struct skin *k, size_t at)
{
    size_t n = 0;

    while (at + n < k->n && (is_letter(k->s[at + n]) || is_digit(k->s[at + n])))
        n++;
    return n;
}

/* Between two pieces: its bytes, 0: nothing that may stand there. *ret_blank: there is a blank. */
static size_t gap_bytes(const struct skin *k, size_t at, bool *ret_blank)
{
    size_t end = at;
    int chars = 0;

    *ret_blank = false;
    for (; end < k->n && piece_bytes(k, end) == 0; chars++) {
        uint32_t cp;
        size_t used = utf8_decode(k->s + end, k->n - end, &cp);

        if (codepoint_is_word(cp) || chars == APART_GAP)
            return 0;
        *ret_blank = *ret_blank || cp <= ' ';
        end += used;
    }
    return end - at;
}

/* Single letters with anything between them, pairs only without blanks. */
static bool may_join(size_t before, size_t after, bool blank)
{
    size_t most = blank ? 1 : 2;

    return before <= most && after <= most;
}

static void piece_add(const struct skin *k, struct chain *c, size_t at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        c->letters[c->n] = small(k->s[at + i]);
        c->at[c->n++] = (uint32_t)(at + i);
    }
    c->pieces++;
}

/* The chain whose first piece stands at *at, which moves behind its last. */
static void chain_read(const struct skin *k, size_t *at, struct chain *c)
{
    size_t here = *at, n = piece_bytes(k, here), gap, next;
    bool blank;

    c->n = c->pieces = 0;
    piece_add(k, c, here, n);
    while ((gap = gap_bytes(k, here + n, &blank)) > 0 &&
           (next = piece_bytes(k, here + n + gap)) > 0 && may_join(n, next, blank)) {
        here += n + gap;
        n = next;
        piece_add(k, c, here, n);
    }
    *at = here + n;
}

static bool stands_for(const struct chain *c, size_t from, const char *letters, size_t n)
{
    size_t digits = 0;

    for (size_t i = 0; i < n; i++) {
        char is = c->letters[from + i], want = letters[i];

        if (is == want)
            continue;
        if (look_alike_digit(is, 'i') != want && look_alike_digit(is, 'l') != want)
            return false;
        digits++;
    }
    return 2 * digits <= n;
}

static void chain_look(const struct sieve *s, const struct skin *k, const struct chain *c,
                       struct sieve_hit *ret)
{
    for (int i = 0; i < s->n_words; i++) {
        const struct sieve_words *w = &s->words[i];

        for (size_t at = 0; w->n_letters >= APART_LEAST && at + w->n_letters <= c->n; at++) {
            if (ret[w->rule].found)
                break;
            if (stands_for(c, at, w->letters, w->n_letters))
                ret[w->rule] = (struct sieve_hit){
                    .found = true,
                    .start = k->from[c->at[at]],
                    .end = text_end(k, c->at[at + w->n_letters - 1] + 1)};
        }
    }
}

static enum err apart_look(const struct sieve *s, struct skin *k, struct sieve_hit *ret)
{
    struct chain c = {.letters = arena_alloc(&k->arena, k->n + 1),
                      .at = arena_array(&k->arena, k->n + 1, sizeof *c.at)};

    if (!c.letters || !c.at)
        return E_NOMEM;
    for (size_t at = 0; at < k->n;) {
        if (piece_bytes(k, at) == 0) {
            at++;
            continue;
        }
        chain_read(k, &at, &c);
        if (c.pieces >= APART_PIECES)
            chain_look(s, k, &c, ret);
    }
    return OK;
}

/* ---- all of it ---- */

enum err sieve_skin_look(const struct sieve *s, const struct clock *clock, const char *text,
                         size_t n, struct sieve_hit *ret)
{
    AUTO_SKIN struct skin k = {.s = NULL};

    if (s->n_words == 0 && s->n_patterns == 0)
        return OK;
    TRY(skin_make(&k, text, n));
    if (k.differs)
        TRY(skin_itself(s, clock, &k, ret));
    if (s->n_words == 0)
        return OK;
    TRY(digits_look(s, &k, ret));
    return apart_look(s, &k, ret);
}
