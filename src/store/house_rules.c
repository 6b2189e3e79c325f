/* SPDX-License-Identifier: MIT
 *
 * house_rules.c -- rows of house rules and of reasons. There are some dozens at most.
 */
#include <curbside/store/house_rules.h>

#include "stmt.h"

enum {
    LIST,
    GET,
    SET,
    REMOVE,
    TEMPLATES,
    TEMPLATE_GET,
    TEMPLATE_SET,
    TEMPLATE_REMOVE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [LIST] = "SELECT /* scan: rules are few */ name, title, text, reason, retired FROM rule"
             " ORDER BY name LIMIT :limit",
    [GET] = "SELECT name, title, text, reason, retired FROM rule WHERE name = :name",
    [SET] = "INSERT INTO rule (name, title, text, reason, retired)"
            " VALUES (:name, :title, :text, :reason, :retired)"
            " ON CONFLICT (name) DO UPDATE SET title = excluded.title, text = excluded.text,"
            "    reason = excluded.reason, retired = excluded.retired",
    [REMOVE] = "DELETE FROM rule WHERE name = :name",
    [TEMPLATES] = "SELECT no, text FROM template WHERE rule = :rule ORDER BY no LIMIT :limit",
    [TEMPLATE_GET] = "SELECT text FROM template WHERE rule = :rule AND no = :no",
    [TEMPLATE_SET] = "INSERT INTO template (rule, no, text) VALUES (:rule, :no, :text)"
                     " ON CONFLICT (rule, no) DO UPDATE SET text = excluded.text",
    [TEMPLATE_REMOVE] = "DELETE FROM template WHERE rule = :rule AND no = :no",
};
const struct sql_family sql_house_rules = {.name = "house_rules", .sql = sql, .n = N_SQL};

static void row_read(struct stmt *st, struct arena *a, struct rule_row *ret)
{
    ret->name = col_text(st, a, "name");
    ret->title = col_text(st, a, "title");
    ret->text = col_text(st, a, "text");
    ret->reason = col_text(st, a, "reason");
    ret->retired = col_bool(st, "retired");
}

enum err house_rules_list(struct arena *a, struct db *db, int limit, struct rule_row **ret_rows,
                          int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct rule_row *rows = arena_array(a, (size_t)limit + 1, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}

enum err house_rules_get(struct arena *a, struct db *db, const char *name, struct rule_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_text(&st, "name", name);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err house_rules_set(struct db *db, const struct rule_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_text(&st, "name", row->name);
    bind_text(&st, "title", row->title);
    bind_text(&st, "text", row->text);
    bind_text(&st, "reason", row->reason);
    bind_int(&st, "retired", row->retired);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err house_rules_remove(struct db *db, const char *name)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_text(&st, "name", name);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err templates_list(struct arena *a, struct db *db, const char *rule, int limit,
                        struct template_row **ret_rows, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct template_row *rows = arena_array(a, (size_t)limit + 1, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[TEMPLATES]));
    bind_text(&st, "rule", rule);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].no = (int)col_int(&st, "no");
        rows[n++].text = col_text(&st, a, "text");
    }
    TRY(stmt_end(&st));
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}

enum err templates_get(struct arena *a, struct db *db, const char *rule, int no,
                       const char **ret_text)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[TEMPLATE_GET]));
    bind_text(&st, "rule", rule);
    bind_int(&st, "no", no);
    TRY(stmt_get(&st));
    *ret_text = col_text(&st, a, "text");
    return stmt_end(&st);
}

enum err templates_set(struct db *db, const char *rule, int no, const char *text)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[TEMPLATE_SET]));
    bind_text(&st, "rule", rule);
    bind_int(&st, "no", no);
    bind_text(&st, "text", text);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err templates_remove(struct db *db, const char *rule, int no)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[TEMPLATE_REMOVE]));
    bind_text(&st, "rule", rule);
    bind_int(&st, "no", no);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
