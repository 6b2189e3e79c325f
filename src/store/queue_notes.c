/* SPDX-License-Identifier: MIT
 *
 * queue_notes.c -- rows of notes between moderators, in the order of items.
 */
#include <curbside/store/queue_notes.h>

#include "stmt.h"

#define NOTE_COLUMNS                                                                               \
    "SELECT n.item, n.id, n.by_handle, h.name, n.body, n.goes"                                     \
    "  FROM queue_note AS n JOIN handle AS h ON h.id = n.by_handle"

enum {
    INSERT,
    LIST,
    LIST_BY,
    ARE_DUE,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] = "INSERT INTO queue_note (item, id, by_handle, body, goes)"
               " VALUES (:item, :id, :by, :body, :goes)",
    [LIST] = NOTE_COLUMNS " WHERE n.item = :item ORDER BY n.goes, n.id LIMIT :limit",
    [LIST_BY] = NOTE_COLUMNS " WHERE n.by_handle = :by AND (n.item, n.id) > (:item, :id)"
                             " ORDER BY n.item, n.id LIMIT :limit",
    [ARE_DUE] = "SELECT EXISTS (SELECT 1 FROM queue_note WHERE goes <= :day) AS found",
    [EXPIRE] = "DELETE FROM queue_note WHERE goes <= :day",
};
const struct sql_family sql_queue_notes = {.name = "queue_notes", .sql = sql, .n = N_SQL};

enum err queue_notes_insert(struct db *db, const struct queue_note_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "item", row->item);
    bind_int(&st, "id", row->id);
    bind_int(&st, "by", row->by.v);
    bind_text(&st, "body", row->body);
    bind_int(&st, "goes", row->goes);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct queue_note_row **ret,
                          int *ret_n)
{
    struct queue_note_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        rows[n].item = col_int(st, "item");
        rows[n].id = col_int(st, "id");
        rows[n].by.v = col_int(st, "by_handle");
        rows[n].by_name = col_text(st, a, "name");
        rows[n].body = col_text(st, a, "body");
        rows[n++].goes = col_int(st, "goes");
    }
    TRY(stmt_end(st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err queue_notes_list(struct arena *a, struct db *db, int64_t item, int limit,
                          struct queue_note_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "item", item);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret, ret_n);
}

enum err queue_notes_list_by(struct arena *a, struct db *db, handle_id by, int64_t after_item,
                             int64_t after, int limit, struct queue_note_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_BY]));
    bind_int(&st, "by", by.v);
    bind_int(&st, "item", after_item);
    bind_int(&st, "id", after);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret, ret_n);
}

enum err queue_notes_are_due(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ARE_DUE]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err queue_notes_expire(struct db *db, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
