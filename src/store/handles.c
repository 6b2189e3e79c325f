/* SPDX-License-Identifier: MIT
 *
 * handles.c -- public names. Nothing here knows which account a handle belongs to: no row does.
 */
#include <curbside/store/handles.h>

#include "stmt.h"

enum {
    GET,
    FIND,
    HAS_NAME,
    HAS_STAFF_SKELETON,
    HAS_STAFF,
    LIST_STAFF,
    INSERT,
    SET_ROLE,
    SET_GONE,
    REST,
    REST_IS_DUE,
    REST_EXPIRE,
    BY_QUARTER,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [FIND] = "SELECT id FROM handle WHERE name = :name",
    [GET] = "SELECT id, name, skeleton, role, official, joined_quarter, gone"
            "  FROM handle WHERE id = :id",
    [HAS_NAME] = "SELECT EXISTS (SELECT 1 FROM handle WHERE name = :name)"
                 "    OR EXISTS (SELECT 1 FROM handle_rest WHERE name = :name AND until > :now)"
                 "    AS found",
    [HAS_STAFF_SKELETON] = "SELECT EXISTS (SELECT 1 FROM handle WHERE skeleton = :skeleton"
                           "   AND (role IN ('moderator', 'sysop') OR official = 1)) AS found",
    [HAS_STAFF] = "SELECT EXISTS (SELECT 1 FROM handle"
                  "                WHERE role <> 'member' AND role IN ('moderator', 'sysop'))"
                  "       AS found",
    [LIST_STAFF] = "SELECT id, name, skeleton, role, official, joined_quarter, gone FROM handle"
                   " WHERE role <> 'member' AND role IN ('moderator', 'sysop') AND gone = 0"
                   " ORDER BY role DESC, name LIMIT :limit",
    [INSERT] = "INSERT INTO handle (id, name, skeleton, role, official, joined_quarter)"
               " VALUES (:id, :name, :skeleton, :role, :official, :joined_quarter)",
    [SET_ROLE] = "UPDATE handle SET role = :role WHERE id = :id",
    [SET_GONE] = "UPDATE handle SET name = NULL, skeleton = NULL, role = 'member', official = 0,"
                 "    gone = 1 WHERE id = :id",
    [REST] = "INSERT INTO handle_rest (name, until) VALUES (:name, :until)"
             " ON CONFLICT (name) DO UPDATE SET until = excluded.until",
    [REST_IS_DUE] = "SELECT EXISTS (SELECT 1 FROM handle_rest WHERE until <= :now) AS found",
    [REST_EXPIRE] = "DELETE FROM handle_rest WHERE until <= :now",
    [BY_QUARTER] = "SELECT /* scan: for the sysop's statistics alone */ joined_quarter,"
                   "       count(*) AS n FROM handle WHERE gone = 0"
                   " GROUP BY joined_quarter ORDER BY joined_quarter DESC LIMIT :limit",
};
const struct sql_family sql_handles = {.name = "handles", .sql = sql, .n = N_SQL};

static void row_read(struct stmt *st, struct handle_row *ret)
{
    *ret = (struct handle_row){0};
    ret->id.v = col_int(st, "id");
    col_text_to(st, "name", ret->name, sizeof ret->name);
    col_text_to(st, "skeleton", ret->skeleton, sizeof ret->skeleton);
    col_text_to(st, "role", ret->role, sizeof ret->role);
    ret->official = col_bool(st, "official");
    ret->joined_quarter = col_int(st, "joined_quarter");
    ret->gone = col_bool(st, "gone");
}

enum err handles_get(struct db *db, handle_id id, struct handle_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct handle_row row;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, &row);
    TRY(stmt_end(&st));
    *ret = row;
    return OK;
}

enum err handles_list_staff(struct arena *a, struct db *db, int limit, struct handle_row **ret,
                            int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct handle_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_STAFF]));
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, &rows[n++]);
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

static enum err read_found(struct stmt *st, bool *ret)
{
    TRY(stmt_get(st));
    *ret = col_bool(st, "found");
    return stmt_end(st);
}

enum err handles_find(struct db *db, const char *name, handle_id *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_text(&st, "name", name);
    TRY(stmt_get(&st));
    ret->v = col_int(&st, "id");
    return stmt_end(&st);
}

enum err handles_has_name(struct db *db, const char *name, int64_t now_s, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_NAME]));
    bind_text(&st, "name", name);
    bind_int(&st, "now", now_s);
    return read_found(&st, ret);
}

enum err handles_has_staff_skeleton(struct db *db, const char *skeleton, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_STAFF_SKELETON]));
    bind_text(&st, "skeleton", skeleton);
    return read_found(&st, ret);
}

enum err handles_has_staff(struct db *db, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_STAFF]));
    return read_found(&st, ret);
}

enum err handles_insert(struct db *db, const struct handle_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_text(&st, "name", row->name);
    bind_text(&st, "skeleton", row->skeleton);
    bind_text(&st, "role", row->role);
    bind_int(&st, "official", row->official);
    bind_int(&st, "joined_quarter", row->joined_quarter);
    return stmt_run(&st);
}

enum err handles_set_role(struct db *db, handle_id id, const char *role)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_ROLE]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "role", role);
    return stmt_run(&st);
}

enum err handles_set_gone(struct db *db, handle_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_GONE]));
    bind_int(&st, "id", id.v);
    return stmt_run(&st);
}

enum err handles_rest(struct db *db, const char *name, int64_t until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REST]));
    bind_text(&st, "name", name);
    bind_int(&st, "until", until);
    return stmt_run(&st);
}

enum err handles_rest_is_due(struct db *db, int64_t now_s, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REST_IS_DUE]));
    bind_int(&st, "now", now_s);
    return read_found(&st, ret);
}

enum err handles_rest_expire(struct db *db, int64_t now_s)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REST_EXPIRE]));
    bind_int(&st, "now", now_s);
    return stmt_run(&st);
}

enum err handles_by_quarter(struct arena *a, struct db *db, int limit, struct handle_quarter **ret,
                            int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct handle_quarter *rows = arena_array(a, (size_t)limit + 1, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[BY_QUARTER]));
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n++] = (struct handle_quarter){col_int(&st, "joined_quarter"), col_int(&st, "n")};
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}
