/* SPDX-License-Identifier: MIT
 *
 * safety_counts.c -- counts of the safety check: a rule, a day, a number.
 */
#include <curbside/store/safety_counts.h>

#include "stmt.h"

enum {
    ADD,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [ADD] = "INSERT INTO safety_count (day, rule, n) VALUES (:day, :rule, 1)"
            " ON CONFLICT (day, rule) DO UPDATE SET n = n + 1",
};
const struct sql_family sql_safety_counts = {.name = "safety_counts", .sql = sql, .n = N_SQL};

enum err safety_counts_add(struct db *db, const char *rule, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD]));
    bind_int(&st, "day", day);
    bind_text(&st, "rule", rule);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
