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
    APART_PIECE = 2, /* letters of one, at most */
    APART_GAP = 3,   /* characters between two letters */
};

struct skin {
    struct arena arena;
    const char *s; /* never longer than the text */
    char *made;    /* the same, while it is made; NULL: the text is its own skin */
    size_t n;
    uint32_t *from; /* of each byte and of the end: where it stands in the text; NULL: there */
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
    k->made[k->n++] = c;
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

/* May it stand inside a word without parting it? */
static bool is_sign(char c)
{
    switch (c) {
    case '*':
    case '_':
    case '~':
    case '`':
    case '\\':
    case '^':
    case '[':
    case ']':
    case '{':
    case '}':
        return true;
    default:
        return false;
    }
}

static bool is_in_word(const char *text, size_t n, size_t at)
{
    return at < n && (is_letter(text[at]) || (unsigned char)text[at] >= 0x80);
}

/* Signs from `at` on that part the letters of one word: how many. */
static size_t signs_inside(const struct skin *k, const char *text, size_t n, size_t at)
{
    size_t end = at;

    if (!is_sign(text[at]) || k->n == 0 || !is_in_word(k->made, k->n, k->n - 1))
        return 0;
    while (end < n && is_sign(text[end]))
        end++;
    return is_in_word(text, n, end) ? end - at : 0;
}

static bool is_own_skin(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= 0x80 || is_sign(text[i]))
            return false;
    return true;
}

static enum err skin_make(struct skin *k, const char *text, size_t n)
{
    arena_init(&k->arena, (n + 1) * (4 + 4 * sizeof *k->from) + ARENA_SLACK_BYTES);
    k->s = text;
    k->n = n;
    if (is_own_skin(text, n))
        return OK;
    k->s = k->made = arena_alloc(&k->arena, n + 1);
    k->from = arena_array(&k->arena, n + 1, sizeof *k->from);
    if (!k->made || !k->from)
        return E_NOMEM;
    k->n = 0;
    for (size_t at = 0; at < n;) {
        size_t signs = signs_inside(k, text, n, at);

        k->differs = k->differs || signs > 0;
        if (signs > 0) {
            at += signs;
        } else if ((unsigned char)text[at] < 0x80) {
            put(k, text[at], at);
            at++;
        } else {
            at += wide_put(k, text, n, at);
        }
    }
    k->from[k->n] = (uint32_t)n;
    k->made[k->n] = '\0';
    return OK;
}

static size_t text_start(const struct skin *k, size_t at)
{
    return k->from ? k->from[at] : at;
}

/* Where `end` of the skin ends in the text: behind the character before it. */
static size_t text_end(const struct skin *k, size_t end)
{
    while (k->from && end < k->n && end > 0 && k->from[end] == k->from[end - 1])
        end++;
    return text_start(k, end);
}

/* What was found in the skin, beside what the text as typed gave. */
static void hits_join(const struct skin *k, const struct sieve_hit *found, int n,
                      struct sieve_hit *ret)
{
    for (int i = 0; i < n; i++) {
        if (ret[i].found || (!found[i].found && !found[i].over))
            continue;
        ret[i] = found[i];
        ret[i].start = text_start(k, found[i].start);
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

/* The lines of the skin that have such words, with letters for digits. */
struct read_lines {
    char *s;
    size_t n;
    uint32_t *at; /* of each byte and of the end, in the skin */
    bool ones;    /* some may be i or l */
};

/* The word from `at` to `end`, which is the last in `r` so far, in letters. False: it is none of
 * these. */
static bool word_read(const struct skin *k, size_t at, size_t end, char one, struct read_lines *r)
{
    char *word = r->s + r->n - (end - at);

    while (end > at && (k->s[end - 1] == '!' || k->s[end - 1] == '|'))
        end--;
    if (!is_digit_word(k->s + at, end - at))
        return false;
    for (size_t i = at; i < end; i++) {
        char letter = is_letter(k->s[i]) ? k->s[i] : look_alike_digit(k->s[i], one);

        r->ones = r->ones || (!is_letter(k->s[i]) && letter == one);
        word[i - at] = letter;
    }
    return true;
}

/* One line; it is taken back where it has none. */
static void line_read(const struct skin *k, size_t from, size_t end, char one, struct read_lines *r)
{
    size_t before = r->n, word = from;
    bool any = false;

    for (size_t i = from; i <= end; i++) {
        bool inside = i < end && is_digit_word_byte(k->s[i]);

        if (!inside && i > word)
            any = word_read(k, word, i, one, r) || any;
        word = inside ? word : i + 1;
        if (i == end)
            break;
        r->at[r->n] = (uint32_t)i;
        r->s[r->n++] = k->s[i];
    }
    r->n = any ? r->n : before;
    if (any) {
        r->at[r->n] = (uint32_t)end;
        r->s[r->n++] = '\n';
    }
}

static void lines_read(const struct skin *k, char one, struct read_lines *r)
{
    r->n = 0;
    r->ones = false;
    for (size_t at = 0; at < k->n;) {
        const char *feed = memchr(k->s + at, '\n', k->n - at);
        size_t end = feed ? (size_t)(feed - k->s) : k->n;

        line_read(k, at, end, one, r);
        at = end + 1;
    }
    r->at[r->n] = (uint32_t)k->n;
}

static enum err digits_look(const struct sieve *s, struct skin *k, struct sieve_hit *ret)
{
    struct read_lines r = {.s = arena_alloc(&k->arena, k->n + 2),
                           .at = arena_array(&k->arena, k->n + 2, sizeof *r.at),
                           .ones = true};

    if (!r.s || !r.at)
        return E_NOMEM;
    for (const char *one = "il"; *one && r.ones; one++) {
        struct sieve_hit found[SIEVE_RULES_MAX] = {{.found = false}};

        lines_read(k, *one, &r);
        if (r.n == 0)
            return OK;
        TRY(sieve_words_look(s, r.s, r.n, found));
        for (int i = 0; i < s->n; i++) {
            found[i].start = r.at[found[i].start];
            found[i].end = found[i].found ? r.at[found[i].end - 1] + 1 : 0;
        }
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

static bool is_piece_byte(char c)
{
    return is_letter(c) || is_digit(c);
}

static size_t piece_bytes(const struct skin *k, size_t at)
{
    size_t n = 0;

    while (at + n < k->n && is_piece_byte(k->s[at + n]))
        n++;
    return n;
}

/* Between two pieces: its bytes, 0: nothing that may stand there. *ret_blank: there is a blank. */
static size_t gap_bytes(const struct skin *k, size_t at, bool *ret_blank)
{
    size_t end = at;
    int chars = 0;

    *ret_blank = false;
    for (; end < k->n && !is_piece_byte(k->s[end]); chars++) {
        uint32_t cp = (unsigned char)k->s[end];
        size_t used = cp < 0x80 ? 1 : utf8_decode(k->s + end, k->n - end, &cp);

        if (chars == APART_GAP || (cp >= 0x80 && codepoint_is_word(cp)))
            return 0;
        *ret_blank = *ret_blank || cp <= ' ';
        end += used;
    }
    return end - at;
}

/* Single letters with anything between them, pairs only without blanks. */
static bool may_join(size_t before, size_t after, bool blank)
{
    size_t most = blank ? 1 : APART_PIECE;

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
                    .start = text_start(k, c->at[at]),
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
        size_t n = piece_bytes(k, at);

        if (n == 0 || n > APART_PIECE) {
            at += n > 0 ? n : 1;
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
