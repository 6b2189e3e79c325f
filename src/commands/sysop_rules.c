/* SPDX-License-Identifier: MIT
 *
 * sysop_rules.c -- governing by command: the house rules, and the reasons that moderators pick
 * from.
 */
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/rule_edit.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

/* ---- listing ---- */

static json_t *describe_templates(const struct template_page *templates)
{
    json_t *list = json_array();

    for (int i = 0; i < templates->n; i++)
        json_array_append_new(list, json_pack("{s:i, s:o}", "n", templates->rows[i].no, "text",
                                              json_text(templates->rows[i].text)));
    return list;
}

static json_t *describe(const struct rule *rule, const struct template_page *templates)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:b, s:o}", "rule", rule->name, "title",
                     json_text(rule->title), "text", json_text(rule->text), "reason",
                     json_text(rule->reason), "retired", rule->retired, "templates",
                     describe_templates(templates));
}

static void write_rule(struct command *c, const struct rule *rule,
                       const struct template_page *templates)
{
    page_text(c, 0, 2,
              arena_printf(c->arena, "%s  %s%s: %s", rule->name, rule->title,
                           rule->retired ? " (retired)" : "", rule->text));
    page_text(c, 2, 4, arena_printf(c->arena, "reason: %s", rule->reason));
    for (int i = 0; i < templates->n; i++)
        page_text(c, 2, 4,
                  arena_printf(c->arena, "%d: %s", templates->rows[i].no, templates->rows[i].text));
}

static enum err rules_run(struct command *c)
{
    struct rule_page page;
    json_t *list;

    TRY(permission_require(c->visit, MAY_GOVERN));
    TRY(rule_list_all(c->arena, c->visit, &page));
    list = c->json ? json_array() : NULL;
    for (int i = 0; i < page.n; i++) {
        struct template_page templates;
        enum err err = template_list(c->arena, c->visit, page.rows[i].name, &templates);

        if (err != OK) {
            json_decref(list);
            return err;
        }
        if (c->json)
            json_array_append_new(list, describe(&page.rows[i], &templates));
        else
            write_rule(c, &page.rows[i], &templates);
    }
    return c->json ? json_answer(c, json_pack("{s:o}", "rules", list)) : OK;
}

/* ---- changing ---- */

static enum err answer_done(struct command *c, action_id id, const char *target)
{
    const char *verb = c->words.args[0];

    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I, s:s}", "action", verb, "id", (json_int_t)id.v,
                                        "target", target));
    page_line(c, "%s %s: action %lld.", verb, target, (long long)id.v);
    return OK;
}

static enum err retired_of(struct command *c, int *ret)
{
    const char *word = words_value(&c->words, "--retired");

    *ret = RULE_AS_IS;
    if (!word)
        return OK;
    if (strcmp(word, "yes") != 0 && strcmp(word, "no") != 0)
        return verbs_usage(c, "--retired takes yes or no.");
    *ret = strcmp(word, "yes") == 0;
    return OK;
}

static enum err rule_run(struct command *c)
{
    bool is_new = strcmp(c->words.args[0], "new-rule") == 0;
    const char *name = c->words.args[1];
    struct rule_change change = {.title = words_value(&c->words, "--title"),
                                 .text = words_value(&c->words, "--text"),
                                 .reason = words_value(&c->words, "--reason")};
    action_id id;
    enum err err;

    TRY(retired_of(c, &change.retired));
    err = (is_new ? rule_make : rule_edit)(c->visit, name, &change, &id);
    if (err == E_USAGE)
        return verbs_usage(c, "A rule's name is 1 to 23 of a-z, 0-9 and -.");
    if (err == E_WORDS_EMPTY && is_new)
        return verbs_usage(c, "A rule needs a title, a text and a reason.");
    if (err == E_IN_USE) {
        str_add(&c->err, "There is a rule of that name.");
        return E_DONE_ALREADY;
    }
    TRY(err);
    return answer_done(c, id, arena_printf(c->arena, "rule/%s", name));
}

/* template RULE --text T; template RULE N --text T; template RULE N --remove */
static enum err template_run(struct command *c)
{
    const char *rule = c->words.args[1], *text = words_value(&c->words, "--text");
    bool removes = words_has(&c->words, "--remove");
    long long number = 0;
    action_id id;
    int no = 0;

    if (c->words.n_args > 2 && int_parse(c->words.args[2], 1, INT32_MAX, &number) != OK)
        return verbs_usage(c, "Reasons are numbered; \"sysop rules\" shows them.");
    if (removes == (text != NULL) || (removes && number == 0))
        return verbs_usage(c, "Either --text, or the number of a reason and --remove.");
    no = (int)number;
    if (no == 0)
        TRY(template_add(c->visit, rule, text, &no, &id));
    else
        TRY(template_edit(c->visit, rule, no, text, &id));
    return answer_done(c, id, arena_printf(c->arena, "rule/%s/%d", rule, no));
}

/* clang-format off */
const struct command_verb sysop_rule_verbs[] = {
    {"rules", "rules", "Lists the house rules, the retired ones too, with their reasons.", NULL, 0,
     0, rules_run},
    {"rule", "rule NAME [--title T] [--text T] [--reason T] [--retired yes|no]",
     "Changes one's words, or retires it: nothing more is decided by it, and what was stays "
     "explained.",
     "--title --text --reason --retired", 1, 1, rule_run},
    {"new-rule", "new-rule NAME --title T --text T --reason T", "Makes one. Its name is fixed.",
     "--title --text --reason", 1, 1, rule_run},
    {"template", "template RULE [N] [--text T] [--remove]",
     "Adds a reason that moderators pick from beside the rule's own; with its number, changes it or "
     "takes it away.",
     "--text --remove", 1, 2, template_run},
    {0},
};
/* clang-format on */
