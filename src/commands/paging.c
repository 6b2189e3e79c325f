/* SPDX-License-Identifier: MIT
 *
 * paging.c -- --limit and --after.
 */
#include "paging.h"

#include <string.h>

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

/* What the next page is asked with: as many rows as this one was. */
void paging_more(struct command *c, const char *command, const char *next)
{
    const char *limit = strstr(command, " --limit ") ? NULL : words_value(&c->words, "--limit");

    if (!next)
        return;
    page_blank(c);
    page_line(c, "More: %s%s%s --after %s", command, limit ? " --limit " : "", limit ? limit : "",
              next);
}

/* A word as it has to be typed. */
static void word_add(struct str *line, const char *word)
{
    str_printf(line, strpbrk(word, " \t'") ? " \"%s\"" : " %s", word);
}

const char *paging_same(struct command *c, const char *command)
{
    AUTO_STR struct str line = STR_INIT;
    const char *copy;

    str_add(&line, command);
    for (int i = 0; i < c->words.n_args; i++)
        word_add(&line, c->words.args[i]);
    for (int i = 0; i < c->words.n_flags; i++) {
        const char *name = c->words.flags[i].flag->name;

        if (strcmp(name, "--after") == 0)
            continue;
        str_printf(&line, " %s", name);
        if (c->words.flags[i].value)
            word_add(&line, c->words.flags[i].value);
    }
    copy = arena_strdup(c->arena, str_cstr(&line));
    return copy ? copy : command;
}
