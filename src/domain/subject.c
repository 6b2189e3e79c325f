/* SPDX-License-Identifier: MIT
 *
 * subject.c -- what a thread is called: its title and its tags, as typed and as stored.
 *
 * Stored titles are one line of clean text; stored tags are folded, so that two spellings of one
 * tag are one tag, and hold no white space, so that a list of tags can be written with spaces.
 */
#include <string.h>

#include <curbside/domain/thread.h>
#include <curbside/text/clean.h>
#include <curbside/text/fold.h>
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
    char *line, *tag;

    if (typed_n > TYPED_BYTES)
        return E_TAG_INVALID;
    TRY(text_line(a, CLEAN_STRICT, typed, typed_n, &line, &n));
    if (line[0] == '#')
        line++;
    TRY(text_fold(a, line, strlen(line), &tag));
    if (!tag_is_valid(tag))
        return E_TAG_INVALID;
    *ret = tag;
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
