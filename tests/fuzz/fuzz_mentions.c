/* SPDX-License-Identifier: MIT
 *
 * fuzz_mentions.c -- any bytes name a bounded number of people, each by a name that could be one
 * and that stands in the text behind its sign; whoever is only quoted is not called.
 */
/* layers: text */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/mentions.h>

#include "fuzz.h"

enum {
    NAME_LEAST = 3,
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool stands_in(const struct mention *m, const char *s, size_t n)
{
    size_t len = strlen(m->name);

    for (size_t i = 0; i + len < n; i++) {
        size_t k = 0;

        if (s[i] != (m->alias ? '~' : '@'))
            continue;
        while (k < len && lower(s[i + 1 + k]) == m->name[k])
            k++;
        if (k == len)
            return true;
    }
    return false;
}

static void check_name(const struct mention *m)
{
    size_t n = strnlen(m->name, MENTION_NAME);

    HOLDS(n >= NAME_LEAST && n < MENTION_NAME);
    HOLDS(m->name[0] >= 'a' && m->name[0] <= 'z' && m->name[n - 1] != '-');
    for (size_t i = 0; i < n; i++)
        HOLDS((m->name[i] >= 'a' && m->name[i] <= 'z') ||
              (m->name[i] >= '0' && m->name[i] <= '9') || m->name[i] == '-');
    HOLDS(!m->alias || strchr(m->name, '-'));
}

/* The same text, every line of it behind a >. */
static void check_quoted(const char *s, size_t n)
{
    struct mention found[MENTIONS_MAX];
    struct str quoted = STR_INIT;

    str_add_char(&quoted, '>');
    for (size_t i = 0; i < n; i++) {
        str_add_char(&quoted, s[i]);
        if (s[i] == '\n')
            str_add_char(&quoted, '>');
    }
    HOLDS(quoted.failed || mentions_find(quoted.s, quoted.n, found) == 0);
    str_done(&quoted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    struct mention found[MENTIONS_MAX];
    int n = mentions_find(s, size, found);

    HOLDS(n >= 0 && n <= MENTIONS_MAX);
    for (int i = 0; i < n; i++) {
        check_name(&found[i]);
        HOLDS(stands_in(&found[i], s, size));
        for (int k = 0; k < i; k++)
            HOLDS(found[i].alias != found[k].alias || strcmp(found[i].name, found[k].name) != 0);
    }
    check_quoted(s, size);
    return 0;
}
