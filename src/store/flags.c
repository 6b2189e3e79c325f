/* SPDX-License-Identifier: MIT
 *
 * flags.c -- rows of flags, in the order of posts and tokens, and of the posts they are about.
 */
#include <curbside/store/flags.h>

#include "flag_reasons.h"
#include "stmt.h"

#define FLAG_COLUMNS " post_id, token, reason, weight, note, settled, settled_by FROM flag "

enum {
    INSERT,
    HAS,
    REASONS,
    NOTES,
    WEIGHT,
    SETTLE,
    UNSETTLE,
    GET,
    DELETE,
    WALK,
    ADD,
    REMOVE,
    HAS_POST,
    GET_POST,
    LIST,
    COUNT,
    SET_COLLAPSE,
    CLEAR_COLLAPSE,
    NEXT_COLLAPSE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO flag (post_id, token, reason, weight, note)"
               " VALUES (:post, :token, :reason, :weight, :note)",
    [HAS] = "SELECT EXISTS (SELECT 1 FROM flag WHERE post_id = :post AND token = :token) AS found",
    [REASONS] = "SELECT reason, count(*) AS n, sum(weight) AS weight FROM flag"
                " WHERE post_id = :post AND settled = 0"
                " GROUP BY reason ORDER BY n DESC, reason LIMIT :limit",
    [NOTES] = "SELECT note FROM flag"
              " WHERE post_id = :post AND settled = 0 AND note IS NOT NULL"
              " ORDER BY token LIMIT :limit",
    [WEIGHT] = "SELECT ifnull(sum(f.weight), 0) AS weight"
               "  FROM post AS p CROSS JOIN flag AS f ON f.post_id = p.id AND f.settled = 0"
               " WHERE p.thread_id = :thread",
    [SETTLE] =
        "UPDATE flag SET settled = 1, settled_by = :by WHERE post_id = :post AND settled = 0",
    [UNSETTLE] = "UPDATE flag SET settled = 0, settled_by = NULL"
                 " WHERE post_id = :post AND settled_by = :by",
    [GET] = "SELECT" FLAG_COLUMNS "WHERE post_id = :post AND token = :token",
    [DELETE] = "DELETE FROM flag WHERE post_id = :post AND token = :token",
    [WALK] = "SELECT" FLAG_COLUMNS
             "WHERE (post_id, token) > (:post, :token) ORDER BY post_id, token LIMIT :limit",
    [ADD] = "INSERT OR IGNORE INTO flagged (post_id, since) VALUES (:post, :since)",
    [REMOVE] = "DELETE FROM flagged WHERE post_id = :post",
    [HAS_POST] = "SELECT EXISTS (SELECT 1 FROM flagged WHERE post_id = :post) AS found",
    [GET_POST] = "SELECT since, collapses_at FROM flagged WHERE post_id = :post",
    [LIST] = "SELECT /* scan: as far as the limit */ f.post_id, f.since, p.thread_id, p.no"
             "  FROM flagged AS f JOIN post AS p ON p.id = f.post_id"
             " WHERE (f.since, f.post_id) > (:since, :post)"
             "   AND p.state IN ('visible', 'collapsed')"
             " ORDER BY f.since, f.post_id LIMIT :limit",
    [COUNT] = "SELECT /* scan: as far as the limit */ count(*) AS n"
              "  FROM (SELECT 1 FROM flagged AS f JOIN post AS p ON p.id = f.post_id"
              "         WHERE p.state IN ('visible', 'collapsed') LIMIT :limit)",
    [SET_COLLAPSE] = "UPDATE flagged SET collapses_at = :at WHERE post_id = :post",
    [CLEAR_COLLAPSE] = "UPDATE flagged SET collapses_at = NULL WHERE post_id = :post",
    [NEXT_COLLAPSE] = "SELECT post_id FROM flagged"
                      " WHERE collapses_at IS NOT NULL AND collapses_at <= :now"
                      " ORDER BY collapses_at LIMIT 1",
};
const struct sql_family sql_flags = {.name = "flags", .sql = sql, .n = N_SQL};

enum err flags_insert(struct db *db, const struct flag_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "post", row->post.v);
    bind_blob(&st, "token", row->token, sizeof row->token);
    bind_text(&st, "reason", row->reason);
    bind_int(&st, "weight", row->weighs);
    bind_text(&st, "note", row->note);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err is_found(struct stmt *st, bool *ret)
{
    TRY(stmt_get(st));
    *ret = col_bool(st, "found");
    return stmt_end(st);
}

enum err flags_has(struct db *db, post_id post, const uint8_t token[static TAG_BYTES], bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS]));
    bind_int(&st, "post", post.v);
    bind_blob(&st, "token", token, TAG_BYTES);
    return is_found(&st, ret);
}

enum err flag_reasons_read(struct stmt *st, struct arena *a, int limit, struct flag_reason **ret,
                           int *ret_n)
{
    struct flag_reason *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    bind_int(st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        rows[n].reason = col_text(st, a, "reason");
        rows[n].count = (int)col_int(st, "n");
        rows[n++].weight = (int)col_int(st, "weight");
    }
    TRY(stmt_end(st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err flags_reasons(struct arena *a, struct db *db, post_id post, int limit,
                       struct flag_reason **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REASONS]));
    bind_int(&st, "post", post.v);
    return flag_reasons_read(&st, a, limit, ret, ret_n);
}

enum err flags_notes(struct arena *a, struct db *db, post_id post, int limit, const char ***ret,
                     int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NOTES]));
    bind_int(&st, "post", post.v);
    return stmt_texts(&st, a, "note", limit, ret, ret_n);
}

enum err flags_weight_of_thread(struct db *db, thread_id thread, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WEIGHT]));
    bind_int(&st, "thread", thread.v);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "weight");
    return stmt_end(&st);
}

static enum err settle(struct db *db, const char *text, post_id post, action_id by)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "post", post.v);
    bind_int(&st, "by", by.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err flags_settle(struct db *db, post_id post, action_id by)
{
    return settle(db, sql[SETTLE], post, by);
}

enum err flags_unsettle(struct db *db, post_id post, action_id by)
{
    return settle(db, sql[UNSETTLE], post, by);
}

static void row_read(struct stmt *st, struct arena *a, struct flag_row *ret)
{
    ret->post.v = col_int(st, "post_id");
    col_bytes(st, "token", ret->token, sizeof ret->token);
    ret->reason = col_text(st, a, "reason");
    ret->weighs = col_bool(st, "weight");
    ret->note = col_text(st, a, "note");
    ret->settled = col_bool(st, "settled");
    ret->settled_by.v = col_int(st, "settled_by");
}

enum err flags_get(struct arena *a, struct db *db, post_id post,
                   const uint8_t token[static TAG_BYTES], struct flag_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "post", post.v);
    bind_blob(&st, "token", token, TAG_BYTES);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err flags_remove(struct db *db, const struct flag_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DELETE]));
    bind_int(&st, "post", row->post.v);
    bind_blob(&st, "token", row->token, sizeof row->token);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err flags_walk(struct arena *a, struct db *db, const struct flag_row *after, int limit,
                    struct flag_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct flag_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "post", after->post.v);
    bind_blob(&st, "token", after->token, sizeof after->token);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err flagged_add(struct db *db, post_id post, int64_t since)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "post", post.v);
    bind_int(&st, "since", since);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err flagged_remove(struct db *db, post_id post)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE]));
    bind_int(&st, "post", post.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err flagged_has(struct db *db, post_id post, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_POST]));
    bind_int(&st, "post", post.v);
    return is_found(&st, ret);
}

enum err flagged_find(struct db *db, post_id post, int64_t *ret_since, int64_t *ret_collapses)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    *ret_since = *ret_collapses = 0;
    TRY(stmt_open(&st, db, sql[GET_POST]));
    bind_int(&st, "post", post.v);
    TRY(stmt_step(&st, &row));
    if (row) {
        *ret_since = col_int(&st, "since");
        *ret_collapses = col_int(&st, "collapses_at");
    }
    return stmt_end(&st);
}

enum err flagged_list(struct arena *a, struct db *db, int64_t after_since, post_id after, int limit,
                      struct flagged_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct flagged_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "since", after_since);
    bind_int(&st, "post", after.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].post.v = col_int(&st, "post_id");
        rows[n].since = col_int(&st, "since");
        rows[n].thread.v = col_int(&st, "thread_id");
        rows[n++].no = (int)col_int(&st, "no");
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err flagged_count(struct db *db, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "limit", limit);
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

enum err flagged_set_collapse(struct db *db, post_id post, int64_t at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[at > 0 ? SET_COLLAPSE : CLEAR_COLLAPSE]));
    bind_int(&st, "post", post.v);
    if (at > 0)
        bind_int(&st, "at", at);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err flagged_next_collapse(struct db *db, int64_t now, post_id *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    ret->v = 0;
    TRY(stmt_open(&st, db, sql[NEXT_COLLAPSE]));
    bind_int(&st, "now", now);
    TRY(stmt_step(&st, &row));
    if (row)
        ret->v = col_int(&st, "post_id");
    return stmt_end(&st);
}
