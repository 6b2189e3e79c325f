/* SPDX-License-Identifier: MIT
 *
 * figures.c -- rows of pages of figures: one for each school and cycle, and one for all cycles.
 */
#include <curbside/store/reports.h>

#include "stmt.h"

enum {
    SET,
    GET,
    CYCLES,
    WALK,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [SET] = "INSERT OR REPLACE INTO figures (school, cycle, day, page)"
            " VALUES (:school, :cycle, :day, :page)",
    [GET] = "SELECT school, cycle, day, page FROM figures"
            " WHERE school = :school AND cycle = :cycle",
    [CYCLES] = "SELECT cycle FROM figures WHERE school = :school AND cycle > 0"
               " ORDER BY cycle DESC LIMIT :limit",
    [WALK] = "SELECT school, cycle, day, page FROM figures"
             " WHERE school > :after AND cycle = 0 ORDER BY school LIMIT :limit",
};
const struct sql_family sql_figures = {.name = "figures", .sql = sql, .n = N_SQL};

enum {
    CYCLES_MAX = 64
};

enum err figures_set(struct db *db, const struct figures_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET]));
    bind_text(&st, "school", row->school);
    bind_int(&st, "cycle", row->cycle);
    bind_int(&st, "day", row->day);
    bind_text(&st, "page", row->page);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct figures_row *ret)
{
    ret->school = col_text(st, a, "school");
    ret->cycle = (int)col_int(st, "cycle");
    ret->day = col_int(st, "day");
    ret->page = col_text(st, a, "page");
}

enum err figures_get(struct arena *a, struct db *db, const char *school, int cycle,
                     struct figures_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_text(&st, "school", school);
    bind_int(&st, "cycle", cycle);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err figures_list_cycles(struct arena *a, struct db *db, const char *school, int **ret,
                             int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int *cycles = arena_array(a, CYCLES_MAX, sizeof *cycles);
    int n = 0;
    bool row;

    if (!cycles)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[CYCLES]));
    bind_text(&st, "school", school);
    bind_int(&st, "limit", CYCLES_MAX);
    while (n < CYCLES_MAX) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        cycles[n++] = (int)col_int(&st, "cycle");
    }
    *ret = cycles;
    *ret_n = n;
    return stmt_end(&st);
}

enum err figures_walk(struct arena *a, struct db *db, const char *after, int limit,
                      struct figures_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct figures_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WALK]));
    bind_text(&st, "after", after);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &rows[n++]);
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}
