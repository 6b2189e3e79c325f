/* SPDX-License-Identifier: MIT
 *
 * body.c -- the text of a post, from what somebody handed in to what is stored.
 *
 * Measured twice: before cleaning, so that nobody makes us clean megabytes, and after it, because
 * cleaning may make a text longer. Spaces at the start of the first line stay: they are Markdown.
 */
#include "body.h"

#include <string.h>

/* Past the lines at the start that hold nothing but white space. */
static char *skip_blank_lines(char *s)
{
    char *line = s;

    while (*s && strchr(" \t\n", *s)) {
        if (*s == '\n')
            line = s + 1;
        s++;
    }
    return line;
}

enum err body_clean(struct arena *a, enum clean_mode mode, const char *typed, size_t n,
                    size_t limit, const char **ret)
{
    char *body;

    if (n > limit)
        return E_BODY_LONG;
    TRY(text_clean(a, mode, typed, n, &body, &n));
    if (text_is_blank(body, n))
        return E_BODY_EMPTY;
    while (n > 0 && strchr(" \t\n", body[n - 1]))
        body[--n] = '\0';
    body = skip_blank_lines(body);
    if (strlen(body) > limit)
        return E_BODY_LONG;
    *ret = body;
    return OK;
}
