/* SPDX-License-Identifier: MIT
 *
 * help.c -- the list of commands, or one of them in full.
 */
#include "catalog.h"
#include "json.h"
#include "page.h"

static json_t *describe(const struct command_ops *ops)
{
    return json_pack("{s:s, s:s, s:s}", "name", ops->name, "summary", ops->summary, "usage",
                     ops->usage);
}

static void verbs_help(struct command *c, const struct command_verb *verbs)
{
    page_blank(c);
    for (const struct command_verb *v = verbs; v->name; v++) {
        page_text(c, 2, 6, v->usage);
        page_text(c, 6, 6, v->summary);
    }
}

static enum err help_one(struct command *c, const char *name)
{
    const struct command_ops *ops = command_find(name);

    if (!ops) {
        const struct command_ops *closest = command_closest(name);

        if (closest)
            str_printf(&c->err, "No such command; did you mean \"%s\"?", closest->name);
        else
            str_add(&c->err, "No such command; \"help\" lists all.");
        return E_NOTFOUND;
    }
    if (c->json) {
        json_t *list = json_array();

        json_array_append_new(list, describe(ops));
        return json_answer(c, list);
    }
    page_text(c, 0, 4, ops->usage);
    page_blank(c);
    page_text(c, 0, 0, arena_printf(c->arena, "%s.", ops->summary));
    if (ops->detail) {
        page_blank(c);
        page_text(c, 0, 0, ops->detail);
    }
    for (int group = 0; ops->verbs && ops->verbs[group]; group++)
        verbs_help(c, ops->verbs[group]);
    return OK;
}

static enum err help_json(struct command *c)
{
    json_t *list = json_array();

    for (int i = 0; command_registry[i]; i++)
        json_array_append_new(list, describe(command_registry[i]));
    return json_answer(c, list);
}

static enum err help_run(struct command *c)
{
    if (c->words.n_args)
        return help_one(c, c->words.args[0]);
    if (c->json)
        return help_json(c);
    page_text(c, 0, 4, "ssh HOST COMMAND [ARGUMENTS] [--json]");
    page_blank(c);
    for (int i = 0; command_registry[i]; i++)
        page_entry(c, 2, command_registry[i]->name, 16, command_registry[i]->summary);
    page_blank(c);
    page_text(c, 0, 0,
              "\"help COMMAND\" tells more, \"man\" everything. Without a command, in a terminal, "
              "ssh opens the screens.");
    return OK;
}

const struct command_ops command_help = {
    .name = "help",
    .summary = "List the commands, or explain one",
    .usage = "help [COMMAND]",
    .max_args = 1,
    .run = help_run,
};
