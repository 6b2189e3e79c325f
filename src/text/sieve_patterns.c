/* SPDX-License-Identifier: MIT
 *
 * sieve_patterns.c -- PCRE2 patterns, kept short.
 *
 * PCRE2 counts its steps anew from each place in a text, so that its limits alone would let a
 * pattern take a long text's length times them. A piece is short enough that they hold, and the
 * clock is read between two of them.
 */
#include <string.h>

#include "sieve_parts.h"

enum {
    LOOK_BACK_BYTES = 256, /* of the piece before */
    REASON_SIZE = 128,
};

/* One look. */
struct run {
    pcre2_match_context *limits;
    pcre2_match_data *match;
    const struct clock *clock; /* NULL: time is not measured */
    int64_t until_ms;
    const char *text;
    size_t n;
};

static void run_done(struct run *r)
{
    pcre2_match_data_free(r->match);
    pcre2_match_context_free(r->limits);
}
#define AUTO_RUN __attribute__((cleanup(run_done)))

static enum err run_begin(struct run *r)
{
    r->limits = pcre2_match_context_create(NULL);
    r->match = pcre2_match_data_create(1, NULL);
    if (!r->limits || !r->match)
        return E_NOMEM;
    pcre2_set_match_limit(r->limits, SIEVE_STEPS);
    pcre2_set_depth_limit(r->limits, SIEVE_DEPTH);
    pcre2_set_heap_limit(r->limits, SIEVE_HEAP_KIB);
    if (r->clock)
        r->until_ms = clock_mono_ms(r->clock) + SIEVE_TEXT_MS;
    return OK;
}

static bool is_late(const struct run *r)
{
    return r->clock && clock_mono_ms(r->clock) > r->until_ms;
}

static size_t char_start(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Where the piece from `start` on ends: at the text's end, or behind a blank or line end in its
 * second half, else between two characters. */
static size_t piece_end(const struct run *r, size_t start)
{
    size_t end = start + SIEVE_PIECE_BYTES;

    if (end >= r->n)
        return r->n;
    for (size_t at = end; at > start + SIEVE_PIECE_BYTES / 2; at--)
        if (r->text[at - 1] == '\n' || r->text[at - 1] == ' ')
            return at;
    return char_start(r->text, end);
}

/* One piece; true: there is no need to go on. */
static bool piece_look(struct run *r, const pcre2_code *code, size_t start, size_t end,
                       struct sieve_hit *ret)
{
    uint32_t options = PCRE2_NO_UTF_CHECK | (end < r->n ? PCRE2_NOTEOL : 0);
    int rc = pcre2_match(code, (PCRE2_SPTR)r->text, end, start, options, r->match, r->limits);
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);

    if (rc == PCRE2_ERROR_NOMATCH)
        return false;
    ret->found = rc >= 0;
    ret->over = rc < 0;
    ret->start = ret->found ? at[0] : 0;
    ret->end = ret->found ? at[1] : 0;
    if (ret->end < ret->start)
        ret->end = ret->start; /* \K in a lookahead */
    return true;
}

static void pattern_look(struct run *r, const struct sieve_pattern *p, struct sieve_hit *ret)
{
    for (size_t start = 0;;) {
        size_t end = piece_end(r, start);

        if (is_late(r)) {
            ret->over = true;
            return;
        }
        if (piece_look(r, p->code, start, end, ret) || end == r->n)
            return;
        start = char_start(r->text, end - LOOK_BACK_BYTES);
    }
}

enum err sieve_patterns_look(const struct sieve *s, const struct clock *clock, const char *text,
                             size_t n, struct sieve_hit *ret)
{
    AUTO_RUN struct run r = {.clock = clock, .text = text, .n = n};

    TRY(run_begin(&r));
    for (int i = 0; i < s->n_patterns; i++)
        pattern_look(&r, &s->patterns[i], &ret[s->patterns[i].rule]);
    return OK;
}

/* ---- compiling ---- */

static enum err why(struct arena *a, int error, size_t at, const char **ret)
{
    PCRE2_UCHAR words[REASON_SIZE];

    if (!ret)
        return E_USAGE;
    if (pcre2_get_error_message(error, words, sizeof words) < 0)
        memcpy(words, "it cannot be read", sizeof "it cannot be read");
    *ret = arena_printf(a, "The pattern breaks at byte %zu: %.80s.", at, (const char *)words);
    return *ret ? E_USAGE : E_NOMEM;
}

enum err sieve_pattern_compile(struct arena *a, const char *text, pcre2_code **ret,
                               const char **ret_why)
{
    int error = 0;
    PCRE2_SIZE at = 0;

    *ret = pcre2_compile((PCRE2_SPTR)text, strlen(text),
                         PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MULTILINE |
                             PCRE2_NEVER_BACKSLASH_C,
                         &error, &at, NULL);
    if (*ret)
        return OK;
    return error == PCRE2_ERROR_HEAP_FAILED ? E_NOMEM : why(a, error, at, ret_why);
}
