/* SPDX-License-Identifier: MIT
 *
 * school_argument.c -- which school was meant, and what to say where that is not clear.
 */
#include "school_argument.h"

#include <curbside/domain/interview_form.h>

enum {
    CANDIDATES = 8,
    NEAR_TOLD = 3, /* slugs that are offered where a name is spelled wrongly */
};

static void several_tell(struct command *c, const char *typed, const struct school_list *several)
{
    str_printf(&c->err, "\"%.40s\" may be one of several schools; use a slug:", typed);
    for (int i = 0; i < several->n && i < CANDIDATES; i++)
        str_printf(&c->err, "\n  %s  %s", several->rows[i].slug, several->rows[i].name);
    if (several->n > CANDIDATES)
        str_printf(&c->err, "\n  and %d more: \"schools %.40s\" lists all.",
                   several->n - CANDIDATES, typed);
}

static enum err none_tell(struct command *c, const char *typed)
{
    const struct school_query query = {.text = typed, .nearly = true};
    struct school_list near;

    TRY(school_search(c->arena, &query, &near));
    str_printf(&c->err, "There is no school \"%.40s\" here; ", typed);
    for (int i = 0; i < near.n && i < NEAR_TOLD; i++)
        str_printf(&c->err, "%s%s", i ? ", " : "did you mean ", near.rows[i].slug);
    str_add(&c->err, near.n > 0 ? "?" : "\"schools\" lists them, \"propose\" asks for one.");
    return E_NOTFOUND;
}

enum err school_argument(struct command *c, const char *typed, struct school *ret)
{
    const char *name = cstr_starts(typed, "school/") ? typed + sizeof "school/" - 1 : typed;
    struct school_list several = {0};
    enum err err = school_find(c->arena, name, ret, &several);

    if (err == E_AMBIGUOUS)
        several_tell(c, name, &several);
    return err == E_NOTFOUND ? none_tell(c, name) : err;
}

const char *cycle_words(struct command *c, int cycle)
{
    char words[INTERVIEW_CYCLE_SIZE];

    interview_form_cycle_format(cycle, words);
    return arena_strdup(c->arena, words);
}

enum err cycle_flag(struct command *c, int *ret)
{
    const char *typed = words_value(&c->words, "--cycle");

    *ret = 0;
    if (!typed || interview_form_cycle_parse(typed, ret) == OK)
        return OK;
    str_add(&c->err, "--cycle takes two years that follow, as 2026-27; the first is 2000-01.");
    return E_USAGE;
}
