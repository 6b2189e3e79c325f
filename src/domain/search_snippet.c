/* SPDX-License-Identifier: MIT
 *
 * search_snippet.c -- the line that shows why a post was found.
 *
 * A piece of the body around the first match, cut between words; line ends, quote marks and runs of
 * white space are one space, and what a screen shows by ink is left out. The matches are looked for
 * again in the line itself, so that marks and line always agree.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/clean.h>
#include <curbside/text/markdown.h>
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

/* How much of a line's beginning quotes, lists, heads or underlines; the stars of a bold word do
 * not, nor does the # of #3. */
static size_t marks_at(const char *s, size_t n)
{
    size_t at = 0;

    for (;;) {
        size_t run = at;

        while (run < n && strchr("> \t", s[run]))
            run++;
        at = run;
        while (run < n && strchr("#*=-_~`+", s[at]) && s[run] == s[at])
            run++;
        if (run == at || (run < n && !is_blank(s[run]) && !(run - at >= 3 && strchr("`~", s[at]))))
            return at;
        at = run;
    }
}

static void add_piece(struct str *out, const char *s, size_t n)
{
    size_t i = marks_at(s, n);

    while (i < n) {
        str_add_char(out, s[i] == '\n' ? ' ' : s[i]);
        i++;
        if (s[i - 1] == '\n')
            i += marks_at(s + i, n - i);
    }
}

enum err search_snippet(struct arena *a, const struct query *q, const char *body,
                        struct search_hit *ret)
{
    AUTO_STR struct str line = STR_INIT;
    size_t n = strlen(body), start = 0, end, clean_n;
    AUTO_ARENA struct arena scratch = ARENA_INIT;
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
    TRY(text_line(a, CLEAN_REPAIR, str_cstr(&line), line.n, &clean, &clean_n));
    TRY(markdown_strip(&scratch, clean, &clean_n));
    ret->snippet = clean;
    ret->n_marks = query_spans(q, clean, clean_n, ret->marks, SEARCH_MARKS);
    return OK;
}
