/* SPDX-License-Identifier: MIT
 *
 * subject.c -- what a thread is called: its title and its tags, as typed and as stored.
 *
 * Stored titles are one line of clean text. Stored tags hold no white space, so that a list of tags
 * can be written with spaces.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/thread.h>
#include <curbside/text/clean.h>
#include <curbside/text/fold.h>
#include <curbside/text/terms.h>
#include <curbside/text/utf8.h>

#include "tags.h"

enum {
    TYPED_BYTES = 64 * 1024, /* beyond this no cleaning makes a title or a tag of it */
};

enum err title_parse(struct arena *a, const char *typed, const char **ret)
{
    size_t typed_n = strlen(typed), n;
    char *title;

    if (typed_n > TYPED_BYTES)
        return E_TITLE_LONG;
    TRY(text_line(a, CLEAN_STRICT, typed, typed_n, &title, &n));
    if (text_is_blank(title, n))
        return E_TITLE_EMPTY;
    if (text_length(title, n) > TITLE_CHARS)
        return E_TITLE_LONG;
    *ret = title;
    return OK;
}

/* Letters, digits and hyphens, at least one of them no hyphen, at most TAG_CHARS. */
static bool tag_is_valid(const char *tag)
{
    const char *p = tag, *end = tag + strlen(tag);
    bool word = false;
    int chars = 0;

    while (p < end) {
        uint32_t cp;

        p += utf8_decode(p, (size_t)(end - p), &cp);
        if (cp == UTF8_INVALID || (cp != '-' && !codepoint_is_word(cp)))
            return false;
        word = word || cp != '-';
        chars++;
    }
    return word && chars <= TAG_CHARS;
}

enum err tag_parse(struct arena *a, const char *typed, const char **ret)
{
    size_t typed_n = strlen(typed), n;
    char *line;

    if (typed_n > TYPED_BYTES)
        return E_TAG_INVALID;
    TRY(text_line(a, CLEAN_STRICT, typed, typed_n, &line, &n));
    if (line[0] == '#')
        line++;
    if (!tag_is_valid(line))
        return E_TAG_INVALID;
    TRY(text_lower(a, line, strlen(line), &line));
    *ret = line;
    return OK;
}

/* Words of a search put together. What holds none, such as a lone accent, and what is longer than a
 * word is taken for, is itself but for its case. */
enum err tag_fold(struct arena *a, const char *tag, const char **ret)
{
    AUTO_STR struct str folded = STR_INIT;
    struct terms terms;
    struct term term;
    char *plain;

    if (strlen(tag) <= TERM_BYTES) {
        terms_begin(&terms, tag, strlen(tag));
        while (terms_next(&terms, &term))
            str_add_n(&folded, term.s, term.n);
    }
    if (folded.failed)
        return E_NOMEM;
    if (folded.n == 0) {
        TRY(text_fold(a, tag, strlen(tag), &plain));
        *ret = plain;
        return OK;
    }
    *ret = arena_strdup(a, str_cstr(&folded));
    return *ret ? OK : E_NOMEM;
}

enum err tag_typed_fold(struct arena *a, const char *typed, const char **ret)
{
    const char *tag;

    TRY(tag_parse(a, typed, &tag));
    return tag_fold(a, tag, ret);
}

enum err tags_have(struct arena *a, const char *const *tags, int n, const char *folded, bool *ret)
{
    *ret = false;
    for (int i = 0; i < n && !*ret; i++) {
        const char *one;

        TRY(tag_fold(a, tags[i], &one));
        *ret = strcmp(one, folded) == 0;
    }
    return OK;
}

enum err tags_list(struct arena *a, const char *tags, const char *const **ret, int *ret_n)
{
    const char **list = arena_array(a, TAGS_MAX, sizeof *list);
    char *copy = arena_strdup(a, tags);
    char *rest = copy, *tag;
    int n = 0;

    if (!list || !copy)
        return E_NOMEM;
    while (n < TAGS_MAX && (tag = strsep(&rest, " ")) != NULL)
        if (*tag)
            list[n++] = tag;
    *ret = list;
    *ret_n = n;
    return OK;
}
