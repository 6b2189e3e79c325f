/* SPDX-License-Identifier: MIT
 *
 * keep_address.c -- addresses as they are kept: a kind, a slash, a number or a name.
 */
#include "keep_address.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>

enum {
    ID_MAX = 999999999
};

void keep_number_format(const char *kind, int64_t id, char ret[static KEEP_NUMBER_SIZE])
{
    snprintf(ret, KEEP_NUMBER_SIZE, "%s/%" PRId64, kind, id);
}

const char *keep_rest(const char *address, const char *kind)
{
    size_t n = strlen(kind);

    return strncmp(address, kind, n) == 0 && address[n] == '/' ? address + n + 1 : NULL;
}

int64_t keep_number(const char *address, const char *kind)
{
    const char *rest = keep_rest(address, kind);
    long long id;

    return rest && int_parse(rest, 1, ID_MAX, &id) == OK ? id : 0;
}

static int newest_first(const void *a, const void *b)
{
    const struct state_text *one = a, *two = b;

    if (one->order != two->order)
        return one->order < two->order ? 1 : -1;
    return strcmp(one->text, two->text);
}

bool keep_is_behind(const struct state_text *one, const struct state_text *two)
{
    return newest_first(one, two) > 0;
}

enum err keep_list(struct arena *a, const struct state *s, enum state_keep which,
                   struct state_text **ret, int *ret_n)
{
    size_t n;
    const struct state_text *kept = state_keeps(s, which, &n);
    struct state_text *sorted = arena_array(a, n + 1, sizeof *sorted);

    if (!sorted)
        return E_NOMEM;
    if (n > 0)
        memcpy(sorted, kept, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, newest_first);
    for (size_t i = 0; i < n; i++) {
        sorted[i].text = arena_strdup(a, sorted[i].text);
        if (!sorted[i].text)
            return E_NOMEM;
    }
    *ret = sorted;
    *ret_n = (int)n;
    return OK;
}
