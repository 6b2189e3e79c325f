/* SPDX-License-Identifier: MIT
 *
 * rule_edit.c -- changing rules and reasons.
 */
#include <curbside/domain/rule_edit.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/store/house_rules.h>
#include <curbside/text/clean.h>

#include "board_rows.h"
#include "governing.h"
#include "public_words.h"
#include "undo_note.h"

enum {
    PARTS = 3, /* texts in an undo row */
};

/* ---- what is asked for ---- */

static enum err words_take(struct arena *a, const char *typed, size_t limit, enum err too_long,
                           const char **at)
{
    char *line;
    size_t n;

    if (!typed)
        return OK;
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (n > limit)
        return too_long;
    if (n == 0 || text_is_blank(line, n))
        return E_WORDS_EMPTY;
    *at = line;
    return OK;
}

/* Whatever may not stand in the log is refused here: there it would stop every moderator who gives
 * this reason. */
static enum err reason_take(struct arena *a, struct visit *v, const char *typed, const char **at)
{
    TRY(words_take(a, typed, REASON_BYTES, E_REASON_LONG, at));
    return typed ? public_reason_require(v, *at) : OK;
}

static enum err change_take(struct arena *a, struct visit *v, const struct rule_change *c,
                            struct rule_row *row)
{
    TRY(words_take(a, c->title, RULE_BYTES, E_TITLE_LONG, &row->title));
    TRY(words_take(a, c->text, RULE_BYTES, E_TITLE_LONG, &row->text));
    TRY(reason_take(a, v, c->reason, &row->reason));
    row->retired = c->retired == RULE_AS_IS ? row->retired : c->retired == 1;
    return OK;
}

static bool is_same(const struct rule_row *one, const struct rule_row *two)
{
    return strcmp(one->title, two->title) == 0 && strcmp(one->text, two->text) == 0 &&
           strcmp(one->reason, two->reason) == 0 && one->retired == two->retired;
}

static void row_of(const struct rule *rule, struct rule_row *ret)
{
    *ret = (struct rule_row){rule->name, rule->title, rule->text, rule->reason, rule->retired};
}

/* Somebody has to be able to decide by something. */
static enum err require_another(struct arena *a, struct visit *v)
{
    struct rule_page page;

    TRY(rule_list(a, v, &page));
    return page.n > 1 ? OK : E_RULE_LAST;
}

/* ---- how it stands: whether it is retired, then texts with their lengths; "" for the shipped one.
 * An undo row has what the action left, with its length, and what was before. ---- */

static const char *was_format(struct arena *a, const struct rule_row *row)
{
    return arena_printf(a, "%d %zu:%s%zu:%s%zu:%s", row->retired, strlen(row->title), row->title,
                        strlen(row->text), row->text, strlen(row->reason), row->reason);
}

static enum err was_parse(struct arena *a, const char *was, struct rule_row *row)
{
    const char **texts[PARTS] = {&row->title, &row->text, &row->reason};
    int retired, used;

    if (sscanf(was, "%d %n", &retired, &used) != 1)
        return E_CORRUPT;
    row->retired = retired == 1;
    was += used;
    for (int i = 0; i < PARTS; i++)
        TRY(undo_text_take(a, &was, texts[i]));
    return OK;
}

/* What stands in the database; "" where that is nothing. */
static enum err was_get(struct arena *a, struct visit *v, const char *name, const char **ret)
{
    struct rule_row row;
    enum err err = house_rules_get(a, v->db, name, &row);

    if (err != OK && err != E_NOTFOUND)
        return err;
    *ret = err == OK ? was_format(a, &row) : "";
    return *ret ? OK : E_NOMEM;
}

/* NULL without memory. */
static const char *was_join(struct arena *a, const struct rule_row *after, const char *before)
{
    const char *left = was_format(a, after);

    return left ? arena_printf(a, "%zu:%s%s", strlen(left), left, before) : NULL;
}

/* ---- rules ---- */

enum err rule_edit(struct visit *v, const char *name, const struct rule_change *change,
                   action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row what = {.verb = "rule", .subject = arena_printf(&a, "rule/%.24s", name)};
    struct rule_row before, row;
    struct rule rule;
    const char *was;

    if (!what.subject)
        return E_NOMEM;
    TRY(governing_begin(&txn, v));
    TRY(rule_explain(&a, v, name, &rule));
    row_of(&rule, &before);
    row = before;
    TRY(change_take(&a, v, change, &row));
    if (is_same(&before, &row))
        return E_DONE_ALREADY;
    if (row.retired && !before.retired)
        TRY(require_another(&a, v));
    TRY(was_get(&a, v, name, &was));
    TRY(house_rules_set(v->db, &row));
    return governing_end(&txn, v, &what, was_join(&a, &row, was), ret_id);
}

static enum err room_check(struct arena *a, struct visit *v, const char *name)
{
    struct rule_page page;
    struct rule known;

    TRY(rule_list_all(a, v, &page));
    if (rule_explain(a, v, name, &known) == OK)
        return E_IN_USE;
    return page.n < RULES_MAX ? OK : E_RULES_FULL;
}

enum err rule_make(struct visit *v, const char *name, const struct rule_change *change,
                   action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct rule_row row = {.name = name};
    struct action_row what = {.verb = "new-rule"};

    if (!board_slug_is_valid(name) || strlen(name) > RULE_CHARS)
        return E_USAGE;
    what.subject = arena_printf(&a, "rule/%s", name);
    if (!what.subject)
        return E_NOMEM;
    TRY(governing_begin(&txn, v));
    TRY(room_check(&a, v, name));
    TRY(change_take(&a, v, change, &row));
    if (!row.title || !row.text || !row.reason)
        return E_WORDS_EMPTY;
    TRY(house_rules_set(v->db, &row));
    return governing_end(&txn, v, &what, was_join(&a, &row, ""), ret_id);
}

enum err undo_rule(struct arena *a, struct visit *v, const struct action_row *action,
                   const char *was)
{
    struct rule_row row;
    const char *name = strchr(action->subject ? action->subject : "", '/'), *left, *now;

    if (!name)
        return E_CORRUPT;
    name++;
    TRY(undo_text_take(a, &was, &left));
    TRY(was_get(a, v, name, &now));
    if (strcmp(left, now) != 0)
        return E_STALE;
    if (strcmp(action->verb, "new-rule") != 0 && !*was)
        return house_rules_remove(v->db, name);
    TRY(house_rules_get(a, v->db, name, &row));
    if (*was)
        TRY(was_parse(a, was, &row));
    else
        row.retired = true;
    if (row.retired)
        TRY(require_another(a, v));
    return house_rules_set(v->db, &row);
}

/* ---- reasons: "RULE NO HOW", the text before, the text now; HOW: a added, e edited, r removed
 * ---- */

static enum err template_log(struct txn *txn, struct visit *v, const char *rule, int no, char how,
                             const char *was, const char *now, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct action_row what = {.verb = "template",
                                    .subject = arena_printf(&a, "rule/%s", rule)};

    if (!what.subject)
        return E_NOMEM;
    return governing_end(txn, v, &what,
                         arena_printf(&a, "%s %d %c %zu:%s%zu:%s", rule, no, how, strlen(was), was,
                                      strlen(now), now),
                         ret_id);
}

enum err template_add(struct visit *v, const char *rule, const char *text, int *ret_no,
                      action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct template_page page;
    struct rule known;
    int no;

    TRY(governing_begin(&txn, v));
    TRY(rule_explain(&a, v, rule, &known));
    TRY(template_list(&a, v, rule, &page));
    if (page.n >= TEMPLATES_MAX)
        return E_RULES_FULL;
    TRY(reason_take(&a, v, text, &text));
    no = page.n > 0 ? page.rows[page.n - 1].no + 1 : 1;
    TRY(templates_set(v->db, rule, no, text));
    TRY(template_log(&txn, v, rule, no, 'a', "", text, ret_id));
    *ret_no = no;
    return OK;
}

enum err template_edit(struct visit *v, const char *rule, int no, const char *text,
                       action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const char *was;

    TRY(governing_begin(&txn, v));
    TRY(templates_get(&a, v->db, rule, no, &was));
    TRY(reason_take(&a, v, text, &text));
    if (text && strcmp(text, was) == 0)
        return E_DONE_ALREADY;
    TRY(text ? templates_set(v->db, rule, no, text) : templates_remove(v->db, rule, no));
    return template_log(&txn, v, rule, no, text ? 'e' : 'r', was, text ? text : "", ret_id);
}

enum err undo_template(struct arena *a, struct visit *v, const struct action_row *action,
                       const char *was)
{
    char rule[RULE_CHARS + 1], how;
    int no, used;
    const char *now, *before, *left;

    (void)action;
    if (sscanf(was, "%23s %d %c %n", rule, &no, &how, &used) != 3)
        return E_CORRUPT;
    was += used;
    TRY(undo_text_take(a, &was, &before));
    TRY(undo_text_take(a, &was, &left));
    enum err err = templates_get(a, v->db, rule, no, &now);
    if (err != OK && err != E_NOTFOUND)
        return err;
    if ((err == OK) != (how != 'r') || (err == OK && strcmp(now, left) != 0))
        return E_STALE;
    return how == 'a' ? templates_remove(v->db, rule, no) : templates_set(v->db, rule, no, before);
}
