/* SPDX-License-Identifier: MIT
 *
 * rule.c -- the house rules: the table that is compiled in, this board's own over it, and reasons
 * as they are typed.
 */
#include <curbside/domain/rule.h>

#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/store/house_rules.h>
#include <curbside/text/clean.h>

#include "data_files.h"

enum {
    TYPED_BYTES = 16 * 1024, /* beyond this no cleaning makes a reason of it */
};

/* As they are shipped; room for RULES_MAX. */
static enum err list_shipped(struct arena *a, struct rule_page *ret)
{
    struct csv csv;

    TRY(csv_parse(a, (const char *)rules_csv, rules_csv_n, &csv, NULL));
    BUG_ON(csv.n_rows > RULES_MAX);
    ret->n = csv.n_rows;
    ret->rows = arena_array(a, RULES_MAX, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < csv.n_rows; i++) {
        struct rule *rule = &ret->rows[i];

        *rule = (struct rule){csv_get(&csv, i, "rule"), csv_get(&csv, i, "title"),
                              csv_get(&csv, i, "text"), csv_get(&csv, i, "reason"), false};
        BUG_ON(!rule->name || !rule->title || !rule->text || !rule->reason);
        BUG_ON(strlen(rule->name) > RULE_CHARS || strlen(rule->reason) > REASON_BYTES);
    }
    return OK;
}

static struct rule *named(const struct rule_page *page, const char *name)
{
    for (int i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].name, name) == 0)
            return &page->rows[i];
    return NULL;
}

enum err rule_list_all(struct arena *a, struct visit *v, struct rule_page *ret)
{
    struct rule_row *own;
    int n;

    TRY(list_shipped(a, ret));
    TRY(house_rules_list(a, v->db, RULES_MAX, &own, &n));
    for (int i = 0; i < n; i++) {
        struct rule *rule = named(ret, own[i].name);

        if (!rule && ret->n == RULES_MAX)
            continue;
        rule = rule ? rule : &ret->rows[ret->n++];
        *rule = (struct rule){own[i].name, own[i].title, own[i].text, own[i].reason,
                              own[i].retired};
    }
    return OK;
}

enum err rule_list(struct arena *a, struct visit *v, struct rule_page *ret)
{
    struct rule_page all;

    TRY(rule_list_all(a, v, &all));
    *ret = (struct rule_page){.rows = all.rows};
    for (int i = 0; i < all.n; i++)
        if (!all.rows[i].retired)
            ret->rows[ret->n++] = all.rows[i];
    return OK;
}

enum err rule_explain(struct arena *a, struct visit *v, const char *name, struct rule *ret)
{
    struct rule_page page;
    const struct rule *rule;

    TRY(rule_list_all(a, v, &page));
    rule = named(&page, name);
    if (rule)
        *ret = *rule;
    return rule ? OK : E_RULE_UNKNOWN;
}

enum err rule_find(struct arena *a, struct visit *v, const char *name, struct rule *ret)
{
    struct rule rule;

    TRY(rule_explain(a, v, name, &rule));
    if (rule.retired)
        return E_RULE_UNKNOWN;
    *ret = rule;
    return OK;
}

enum err template_list(struct arena *a, struct visit *v, const char *rule,
                       struct template_page *ret)
{
    struct template_row *rows;
    int n;

    TRY(templates_list(a, v->db, rule, TEMPLATES_MAX, &rows, &n));
    *ret = (struct template_page){.rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (; ret->n < n; ret->n++)
        ret->rows[ret->n] = (struct template){rows[ret->n].no, rows[ret->n].text};
    return OK;
}

enum err reason_parse(struct arena *a, const struct rule *rule, const char *typed, const char **ret)
{
    size_t typed_n = typed ? strlen(typed) : 0, n = 0;
    char *line = NULL;

    if (typed_n > TYPED_BYTES)
        return E_REASON_LONG;
    if (typed_n > 0)
        TRY(text_line(a, CLEAN_STRICT, typed, typed_n, &line, &n));
    if (n > REASON_BYTES)
        return E_REASON_LONG;
    *ret = n == 0 || text_is_blank(line, n) ? rule->reason : line;
    return OK;
}
