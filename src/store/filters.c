/* SPDX-License-Identifier: MIT
 *
 * filters.c -- rows of filters, and how often they were met.
 *
 * There are some hundred at most, made by the sysop: reading all of them is no scan of a growing
 * table, and an index for it would cost every caller's memory.
 */
#include <curbside/store/filters.h>

#include "stmt.h"

#define FILTER_COLUMNS                                                                             \
    " id, kind, text, action, rule, sentence, state, hits, looked, tried, goes FROM filter "

enum {
    LIST,
    LIST_ON,
    COUNT,
    GET,
    INSERT,
    SET_STATE,
    SET_TRIED,
    ARE_DUE,
    EXPIRE_TEXTS,
    EXPIRE_DAYS,
    ADD_DAY,
    SUM_DAYS,
    TEXTS,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [LIST] = "SELECT /* scan: filters are few */" FILTER_COLUMNS
             "WHERE state <> 'deleted' ORDER BY id LIMIT :limit",
    [LIST_ON] = "SELECT /* scan: filters are few */" FILTER_COLUMNS
                "WHERE state = 'on' ORDER BY id LIMIT :limit",
    [COUNT] = "SELECT /* scan: filters are few */ count(*) AS n FROM filter"
              " WHERE state <> 'deleted'",
    [GET] = "SELECT" FILTER_COLUMNS "WHERE id = :id",
    [INSERT] =
        "INSERT /* scan: filters are few */ INTO filter (id, kind, text, action, rule, sentence, state, hits, looked,"
        "                    tried)"
        " VALUES ((SELECT ifnull(max(id), 0) + 1 FROM filter), :kind, :text, :action, :rule,"
        "         :sentence, :state, :hits, :looked, :tried)"
        " RETURNING id",
    [SET_STATE] = "UPDATE filter SET state = :state, goes = :goes WHERE id = :id",
    [SET_TRIED] = "UPDATE filter SET hits = :hits, looked = :looked, tried = :tried WHERE id = :id",
    [ARE_DUE] =
        "SELECT /* scan: filters are few */ EXISTS (SELECT 1 FROM filter WHERE goes <= :day AND text <> '')"
        "    OR EXISTS (SELECT 1 FROM filter_day WHERE day < :before) AS due",
    [EXPIRE_TEXTS] =
        "UPDATE /* scan: filters are few */ filter SET text = '', sentence = NULL WHERE goes <= :day",
    [EXPIRE_DAYS] = "DELETE FROM filter_day WHERE day < :before",
    [ADD_DAY] = "INSERT INTO filter_day (filter_id, day, hits, overs)"
                " VALUES (:id, :day, :hits, :overs)"
                " ON CONFLICT (day, filter_id) DO UPDATE"
                "    SET hits = hits + :hits, overs = overs + :overs",
    [SUM_DAYS] = "SELECT filter_id, sum(hits) AS hits, sum(overs) AS overs FROM filter_day"
                 " WHERE day >= :from AND day < :before GROUP BY filter_id"
                 " ORDER BY filter_id LIMIT :limit",
    [TEXTS] = "SELECT p.id, p.thread_id, p.no, p.created_at, p.body,"
              "       CASE p.no WHEN 1 THEN (SELECT title FROM thread WHERE id = p.thread_id) END"
              "         AS title,"
              "       CASE p.no WHEN 1 THEN (SELECT group_concat(tag, ' ') FROM thread_tag"
              "                               WHERE thread_id = p.thread_id) END AS tags"
              "  FROM post AS p INDEXED BY post_by_created"
              " WHERE (p.created_at, p.id) < (:created, :id)"
              "   AND p.state IN ('visible', 'collapsed')"
              " ORDER BY p.created_at DESC, p.id DESC LIMIT :limit",
};
const struct sql_family sql_filters = {.name = "filters", .sql = sql, .n = N_SQL};

static void row_read(struct stmt *st, struct arena *a, struct filter_row *ret)
{
    ret->id.v = col_int(st, "id");
    ret->kind = col_text(st, a, "kind");
    ret->text = col_text(st, a, "text");
    ret->action = col_text(st, a, "action");
    ret->rule = col_text(st, a, "rule");
    ret->sentence = col_text(st, a, "sentence");
    ret->state = col_text(st, a, "state");
    ret->hits = col_int(st, "hits");
    ret->looked = col_int(st, "looked");
    ret->tried = col_int(st, "tried");
    ret->goes = col_int(st, "goes");
}

enum err filters_list(struct arena *a, struct db *db, bool on_only, int limit,
                      struct filter_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct filter_rows rows = {.rows = arena_array(a, (size_t)limit, sizeof *rows.rows)};
    bool row;

    if (!rows.rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[on_only ? LIST_ON : LIST]));
    bind_int(&st, "limit", limit);
    while (rows.n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &rows.rows[rows.n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    return OK;
}

enum err filters_count(struct db *db, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err filters_get(struct arena *a, struct db *db, filter_id id, struct filter_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err filters_insert(struct db *db, const struct filter_row *row, filter_id *ret_id)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    filter_id id;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_text(&st, "kind", row->kind);
    bind_text(&st, "text", row->text);
    bind_text(&st, "action", row->action);
    bind_text(&st, "rule", row->rule);
    bind_text(&st, "sentence", row->sentence);
    bind_text(&st, "state", row->state);
    bind_int(&st, "hits", row->hits);
    bind_int(&st, "looked", row->looked);
    bind_int(&st, "tried", row->tried);
    TRY(stmt_get(&st));
    id.v = col_int(&st, "id");
    TRY(stmt_end(&st));
    *ret_id = id;
    return OK;
}

enum err filters_set_state(struct db *db, filter_id id, const char *state, int64_t goes)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_STATE]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "state", state);
    if (goes != 0)
        bind_int(&st, "goes", goes);
    else
        bind_null(&st, "goes");
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err filters_set_tried(struct db *db, filter_id id, int64_t hits, int64_t looked, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_TRIED]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "hits", hits);
    bind_int(&st, "looked", looked);
    bind_int(&st, "tried", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err filters_are_due(struct db *db, int64_t day, int64_t counts_before, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    bind_int(&st, "before", counts_before);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "due");
    return stmt_end(&st);
}

static enum err expire(struct db *db, const char *text, const char *name, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, name, day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err filters_expire(struct db *db, int64_t day, int64_t counts_before)
{
    TRY(expire(db, sql[EXPIRE_TEXTS], "day", day));
    return expire(db, sql[EXPIRE_DAYS], "before", counts_before);
}

enum err filter_days_add(struct db *db, filter_id id, int64_t day, bool over)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD_DAY]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "day", day);
    bind_int(&st, "hits", !over);
    bind_int(&st, "overs", over);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err filter_days_sum(struct arena *a, struct db *db, int64_t from, int64_t before, int limit,
                         struct filter_sum **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct filter_sum *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[SUM_DAYS]));
    bind_int(&st, "from", from);
    bind_int(&st, "before", before);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].id.v = col_int(&st, "filter_id");
        rows[n].hits = col_int(&st, "hits");
        rows[n++].overs = col_int(&st, "overs");
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

static void text_read(struct stmt *st, struct arena *a, struct filter_text *ret)
{
    ret->post.v = col_int(st, "id");
    ret->thread.v = col_int(st, "thread_id");
    ret->no = (int)col_int(st, "no");
    ret->created_at = col_int(st, "created_at");
    ret->title = col_text(st, a, "title");
    ret->tags = col_text(st, a, "tags");
    ret->body = col_text(st, a, "body");
}

enum err filter_texts_list(struct arena *a, struct db *db, int64_t below_created, post_id below,
                           int limit, struct filter_text **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct filter_text *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[TEXTS]));
    bind_int(&st, "created", below_created);
    bind_int(&st, "id", below.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        text_read(&st, a, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}
