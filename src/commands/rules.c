/* SPDX-License-Identifier: MIT
 *
 * rules.c -- the house rules that are in force.
 */
#include <curbside/domain/rule.h>

#include "json.h"
#include "page.h"

static enum err rules_run(struct command *c)
{
    json_t *list = json_array();
    struct rule_page page;
    enum err err = rule_list(c->arena, c->visit, &page);

    for (int i = 0; err == OK && i < page.n; i++) {
        const struct rule *rule = &page.rows[i];

        if (!c->json)
            page_text(c, 0, 4,
                      arena_printf(c->arena, "%s  %s: %s", rule->name, rule->title, rule->text));
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:o}", "rule", rule->name, "title",
                                        json_text(rule->title), "text", json_text(rule->text)));
    }
    if (err == OK && c->json)
        return json_answer(c, json_pack("{s:o}", "rules", list));
    json_decref(list);
    return err;
}

const struct command_ops command_rules = {
    .name = "rules",
    .summary = "List the house rules",
    .usage = "rules",
    .detail = "By their names moderators decide, and the public log says by which.",
    .run = rules_run,
};
