/* SPDX-License-Identifier: MIT
 *
 * verbs.c -- finding a command's verb, and holding its words against its row.
 */
#include "verbs.h"

#include <string.h>

#include <curbside/base/str.h>

static const struct command_verb *verb_find(const struct command *c, const char *name)
{
    for (int group = 0; c->ops->verbs[group]; group++)
        for (const struct command_verb *v = c->ops->verbs[group]; v->name; v++)
            if (strcmp(v->name, name) == 0)
                return v;
    return NULL;
}

enum err verbs_usage(struct command *c, const char *trouble)
{
    const struct command_verb *verb = verb_find(c, c->words.args[0]);

    str_printf(&c->err, "%s\nusage: %s %s", trouble, c->ops->name, verb->usage);
    return E_USAGE;
}

/* `list`: "--title --open". */
static bool is_listed(const char *list, const char *flag)
{
    size_t n = strlen(flag);

    for (const char *at = list ? strstr(list, flag) : NULL; at; at = strstr(at + n, flag))
        if (at[n] == ' ' || at[n] == '\0')
            return true;
    return false;
}

static enum err flags_check(struct command *c, const struct command_verb *verb)
{
    for (int i = 0; i < c->words.n_flags; i++) {
        const char *name = c->words.flags[i].flag->name;

        if (strcmp(name, "--json") != 0 && !is_listed(verb->flags, name))
            return verbs_usage(c, arena_printf(c->arena, "%s does not fit here.", name));
    }
    return OK;
}

enum err verbs_run(struct command *c)
{
    const struct command_verb *verb = verb_find(c, c->words.args[0]);
    int n = c->words.n_args - 1;

    if (!verb) {
        str_printf(&c->err, "\"%s\" has no such verb; \"%s --help\" lists them.", c->ops->name,
                   c->ops->name);
        return E_USAGE;
    }
    if (n < verb->min_args)
        return verbs_usage(c, "Something is missing.");
    if (n > verb->max_args)
        return verbs_usage(c, "There is a word too many.");
    TRY(flags_check(c, verb));
    return verb->run(c);
}
