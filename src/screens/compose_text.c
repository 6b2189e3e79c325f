/* SPDX-License-Identifier: MIT
 *
 * compose_text.c -- typed tags as a list, a post as a quote.
 */
#include "compose_text.h"

#include <string.h>

#include <curbside/text/markdown.h>

enum {
    TAGS_TYPED = 32, /* more than the domain takes, so that it is the domain that refuses */
    QUOTE_DEPTH = 2,
    QUOTE_BYTES = 8 * 1024, /* of a quoted post; nobody reads a longer quote */
};

enum err tags_split(struct arena *a, const char *typed, const char *const **ret_tags, int *ret_n)
{
    static const char between[] = " ,\t\n";
    const char **tags = arena_array(a, TAGS_TYPED, sizeof *tags);
    const char *p = typed;
    int n = 0;

    if (!tags)
        return E_NOMEM;
    while (n < TAGS_TYPED && *(p += strspn(p, between)) != '\0') {
        size_t len = strcspn(p, between);
        size_t hash = *p == '#' ? 1 : 0;

        if (len > hash) {
            tags[n] = arena_memdup0(a, p + hash, len - hash);
            if (!tags[n++])
                return E_NOMEM;
        }
        p += len;
    }
    *ret_tags = tags;
    *ret_n = n;
    return OK;
}

const char *tags_typed(struct arena *a, const char *const *tags, int n)
{
    const char *typed = "";

    for (int i = 0; i < n && typed; i++)
        typed = arena_printf(a, "%s%s#%s", typed, i > 0 ? " " : "", tags[i]);
    return typed;
}

char *quote_with(struct arena *a, const char *who, const char *lines)
{
    return who ? arena_printf(a, "> %s:\n%s", who, lines) : arena_strdup(a, lines);
}

char *quote_of(struct arena *a, const char *who, const char *body)
{
    char *lines = markdown_quote(a, body, strlen(body), QUOTE_DEPTH, QUOTE_BYTES);

    return lines && who ? quote_with(a, who, lines) : lines;
}
