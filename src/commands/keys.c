/* SPDX-License-Identifier: MIT
 *
 * keys.c -- the keys that open the caller's account: seen, named, removed, and another one let in.
 *
 * `keys link` without a code is for a member, with a code for the key that is to be let in.
 */
#include <limits.h>
#include <string.h>

#include <curbside/domain/keys.h>
#include <curbside/domain/state.h>

#include "json.h"
#include "page.h"
#include "submit.h"

enum {
    LABEL_COLS = 6, /* where labels stand in the text */
};

static enum err keys_usage(struct command *c, const char *trouble)
{
    str_printf(&c->err, "%s\nusage: %s", trouble, c->ops->usage);
    return E_USAGE;
}

/* ---- list ---- */

static json_t *describe(const struct key_row *key)
{
    return json_pack("{s:i, s:o, s:b}", "n", key->number, "label", json_text(key->label), "this",
                     key->is_this);
}

static void tell_key(struct command *c, const struct key_row *key)
{
    const char *label = key->label[0] ? key->label : "(no label)";

    page_entry(c, 0, arena_printf(c->arena, "%4d", key->number), LABEL_COLS,
               key->is_this ? arena_printf(c->arena, "%s  (the key you came with)", label) : label);
}

static enum err answer_list(struct command *c)
{
    struct key_page page;
    json_t *list;

    TRY(keys_list(c->arena, c->visit, &page));
    if (!c->json) {
        for (int i = 0; i < page.n; i++)
            tell_key(c, &page.rows[i]);
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list, describe(&page.rows[i]));
    return json_answer(c, json_pack("{s:o}", "keys", list));
}

static enum err list_run(struct command *c)
{
    if (c->words.n_args > 1)
        return keys_usage(c, "\"keys list\" takes no more words.");
    return answer_list(c);
}

/* ---- label, remove ---- */

static enum err parse_number(struct command *c, int *ret)
{
    long long n;

    if (int_parse(c->words.args[1], 1, INT_MAX, &n) != OK)
        return E_NOTFOUND;
    *ret = (int)n;
    return OK;
}

static enum err label_run(struct command *c)
{
    int number;

    if (c->words.n_args != 3)
        return keys_usage(c, "\"keys label\" needs the key's number and a name.");
    TRY(parse_number(c, &number));
    TRY(keys_label(c->visit, number, c->words.args[2]));
    TRY(state_save(c->visit)); /* nothing else was written: a label must not be lost silently */
    return answer_list(c);
}

static enum err remove_run(struct command *c)
{
    int number;

    if (c->words.n_args != 2)
        return keys_usage(c, "\"keys remove\" needs the key's number.");
    TRY(parse_number(c, &number));
    TRY(keys_remove(c->visit, number));
    c->keep_state = true;
    return answer_list(c);
}

/* ---- link ---- */

static void tell_code(struct command *c, const char *code)
{
    page_text(c, 0, 0, "For ten minutes, and once, this code lets another key into your account:");
    page_blank(c);
    page_line(c, "  %s", code);
    page_blank(c);
    page_text(c, 0, 0, "On the other device, with the new key:");
    page_blank(c);
    page_line(c, "  echo CODE | ssh HOST keys link -");
    page_blank(c);
    page_text(c, 0, 0,
              "Whoever uses it has your account. A code made later takes the place of this one.");
}

static enum err link_make(struct command *c)
{
    char code[LINK_CODE_SIZE];
    enum err err;

    TRY(keys_link_make(c->visit, code));
    c->keep_state = true;
    if (c->json) {
        err = json_answer(c, json_pack("{s:s}", "code", code));
    } else {
        tell_code(c, code);
        err = OK;
    }
    secret_wipe(code, sizeof code);
    return err;
}

static enum err link_use(struct command *c)
{
    const char *code = c->words.args[1];

    if (!who_is_guest(c->visit->who))
        return E_MEMBER_ALREADY;
    if (!c->io->key_proven)
        return E_NO_KEY;
    if (strcmp(code, "-") == 0)
        TRY(read_input_line(c, &code));
    if (c->io->may_try_code)
        TRY(c->io->may_try_code(c->io->ctx));
    TRY(keys_link_use(c->visit, code));
    c->keep_state = true;
    if (c->json)
        return json_answer(c, json_pack("{s:s}", "handle", c->visit->who->name));
    page_line(c, "This key opens the account of %s from now on.", c->visit->who->name);
    return OK;
}

static enum err link_run(struct command *c)
{
    if (c->words.n_args > 2)
        return keys_usage(c, "\"keys link\" takes one code; its hyphens hold it together.");
    return c->words.n_args == 2 ? link_use(c) : link_make(c);
}

static enum err keys_run(struct command *c)
{
    static const struct {
        const char *name;
        enum err (*run)(struct command *c);
    } verbs[] = {
        {"list", list_run}, {"label", label_run}, {"remove", remove_run}, {"link", link_run}};
    const char *verb = c->words.n_args ? c->words.args[0] : "list";

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verb, verbs[i].name) == 0)
            return verbs[i].run(c);
    return keys_usage(c, "\"keys\" takes list, label, remove or link.");
}

const struct command_ops command_keys = {
    .name = "keys",
    .summary = "The keys of your account: list, label, remove, or let another one in",
    .usage = "keys [list] | keys label N NAME | keys remove N | keys link [CODE]",
    .detail = "\"keys link\" gives a code that lets one other key in within ten minutes; that key "
              "says \"keys link CODE\", or \"keys link -\" with the code on standard input, out of "
              "its process list. Labels are sealed under your account. The key you came with is "
              "removed by coming with another one; the last one cannot be removed. A key is listed "
              "from its second visit on.",
    .max_args = 3,
    .run = keys_run,
};
