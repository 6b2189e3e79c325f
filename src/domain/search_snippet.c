/* SPDX-License-Identifier: MIT
 *
 * search_snippet.c -- the line that shows why a post was found.
 *
 * A piece of the body around the first match, cut between words; line ends, quote marks and runs of
 * white space are one space. The matches are looked for again in the line itself, so that marks and
 * line always agree.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "search_look.h"

enum {
    BEFORE_BYTES = 24, /* of the line, before the first match: on a phone it is still seen */
    WORD_BYTES = 24,   /* given up to cut between words */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* A place to begin at or after `at`: behind a blank if one is near, else at a character. */
static size_t begin_at(const char *s, size_t n, size_t at)
{
    if (at == 0)
        return 0;
    for (size_t i = at; i < n && i < at + WORD_BYTES; i++)
        if (is_blank(s[i]))
            return i + 1;
    return cluster_before(s, n, at);
}

static size_t end_at(const char *s, size_t n, size_t at)
{
    if (at >= n)
        return n;
    for (size_t i = at; i > 0 && i > at - WORD_BYTES; i--)
        if (is_blank(s[i]))
            return i;
    return cluster_before(s, n, at);
}

/* Without the marks that quote or underline at the beginning of lines. */
static void add_piece(struct str *out, const char *s, size_t n)
{
    bool start = true;

    for (size_t i = 0; i < n; i++) {
        if (start && strchr(">#*=-_~` \t", s[i]))
            continue;
        start = s[i] == '\n';
        str_add_char(out, start ? ' ' : s[i]);
    }
}

enum err search_snippet(struct arena *a, const struct query *q, const char *body,
                        struct search_hit *ret)
{
    AUTO_STR struct str line = STR_INIT;
    size_t n = strlen(body), start = 0, end;
    struct query_span first;
    char *clean;

    if (query_spans(q, body, n, &first, 1) > 0 && first.start > BEFORE_BYTES)
        start = begin_at(body, first.start, first.start - BEFORE_BYTES);
    end = end_at(body, n, start + SEARCH_SNIPPET_BYTES);
    if (end < start)
        end = n;
    if (start > 0)
        str_add(&line, "... ");
    add_piece(&line, body + start, end - start);
    if (end < n)
        str_add(&line, " ...");
    if (line.failed)
        return E_NOMEM;
    TRY(text_line(a, CLEAN_REPAIR, str_cstr(&line), line.n, &clean, NULL));
    ret->snippet = clean;
    ret->n_marks = query_spans(q, clean, strlen(clean), ret->marks, SEARCH_MARKS);
    return OK;
}
