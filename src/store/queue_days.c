/* SPDX-License-Identifier: MIT
 *
 * queue_days.c -- rows of the queue by day: two counts.
 */
#include <curbside/store/queue_days.h>

#include "stmt.h"

enum {
    HAS,
    INSERT,
    LIST,
    EXPIRE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [HAS] = "SELECT EXISTS (SELECT 1 FROM queue_day WHERE day = :day) AS found",
    [INSERT] = "INSERT INTO queue_day (day, waiting, oldest_hours)"
               " VALUES (:day, :waiting, :oldest)",
    [LIST] = "SELECT day, waiting, oldest_hours FROM queue_day WHERE day >= :from"
             " ORDER BY day LIMIT :limit",
    [EXPIRE] = "DELETE FROM queue_day WHERE day < :before",
};
const struct sql_family sql_queue_days = {.name = "queue_days", .sql = sql, .n = N_SQL};

enum err queue_days_has(struct db *db, int64_t day, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS]));
    bind_int(&st, "day", day);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err queue_days_insert(struct db *db, const struct queue_day *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "day", row->day);
    bind_int(&st, "waiting", row->waiting);
    bind_int(&st, "oldest", row->oldest_hours);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err queue_days_list(struct arena *a, struct db *db, int64_t from, int limit,
                         struct queue_day **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct queue_day *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    bind_int(&st, "from", from);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n++] = (struct queue_day){col_int(&st, "day"), col_int(&st, "waiting"),
                                       col_int(&st, "oldest_hours")};
    }
    TRY(stmt_end(&st));
    *ret = rows;
    *ret_n = n;
    return OK;
}

enum err queue_days_expire(struct db *db, int64_t before)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[EXPIRE]));
    bind_int(&st, "before", before);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
