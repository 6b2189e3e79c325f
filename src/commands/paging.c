/* SPDX-License-Identifier: MIT
 *
 * paging.c -- --limit and --after.
 */
#include "paging.h"

#include <curbside/domain/thread.h>

#include "page.h"

enum err paging_limit(struct command *c, int *ret)
{
    const char *value = words_value(&c->words, "--limit");
    long long n = LIST_DEFAULT;

    if (value && int_parse(value, 1, LIST_MAX, &n) != OK) {
        str_printf(&c->err, "--limit takes a number from 1 to %d.", LIST_MAX);
        return E_USAGE;
    }
    *ret = (int)n;
    return OK;
}

void paging_more(struct command *c, const char *command, const char *next)
{
    if (!next)
        return;
    page_blank(c);
    page_line(c, "More: %s --after %s", command, next);
}
