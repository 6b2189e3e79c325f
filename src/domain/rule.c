/* SPDX-License-Identifier: MIT
 *
 * rule.c -- the house rules, read from the table that is compiled in, and reasons as they are
 * typed.
 */
#include <curbside/domain/rule.h>

#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/text/clean.h>

#include "data_files.h"

enum {
    TYPED_BYTES = 16 * 1024, /* beyond this no cleaning makes a reason of it */
};

enum err rule_list(struct arena *a, struct rule_page *ret)
{
    struct csv csv;

    TRY(csv_parse(a, (const char *)rules_csv, rules_csv_n, &csv, NULL));
    ret->n = csv.n_rows;
    ret->rows = arena_array(a, (size_t)csv.n_rows + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < csv.n_rows; i++) {
        struct rule *rule = &ret->rows[i];

        *rule = (struct rule){csv_get(&csv, i, "rule"), csv_get(&csv, i, "title"),
                              csv_get(&csv, i, "text"), csv_get(&csv, i, "reason")};
        BUG_ON(!rule->name || !rule->title || !rule->text || !rule->reason);
        BUG_ON(strlen(rule->name) > RULE_CHARS || strlen(rule->reason) > REASON_BYTES);
    }
    return OK;
}

enum err rule_find(struct arena *a, const char *name, struct rule *ret)
{
    struct rule_page page;

    TRY(rule_list(a, &page));
    for (int i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].name, name) == 0) {
            *ret = page.rows[i];
            return OK;
        }
    return E_RULE_UNKNOWN;
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
