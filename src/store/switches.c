/* SPDX-License-Identifier: MIT
 *
 * switches.c -- at most three rows of switches, and one sentence.
 */
#include <curbside/store/switches.h>

#include "stmt.h"

enum {
    TURN_ON,
    TURN_OFF,
    HAS,
    PUT_WORDS,
    GET_WORDS,
    REMOVE_WORDS,
    WORDS_ARE_DUE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [TURN_ON] = "INSERT INTO maintenance (switch) VALUES (:name) ON CONFLICT (switch) DO NOTHING",
    [TURN_OFF] = "DELETE FROM maintenance WHERE switch = :name",
    [HAS] = "SELECT EXISTS (SELECT 1 FROM maintenance WHERE switch = :name) AS found",
    [PUT_WORDS] = "INSERT INTO broadcast (one, words, until) VALUES (1, :words, :until)"
                  " ON CONFLICT (one) DO UPDATE SET words = :words, until = :until",
    [GET_WORDS] = "SELECT words, until FROM broadcast WHERE one = 1 AND until > :now",
    [REMOVE_WORDS] = "DELETE FROM broadcast WHERE one = 1",
    [WORDS_ARE_DUE] =
        "SELECT EXISTS (SELECT 1 FROM broadcast WHERE one = 1 AND until <= :now) AS found",
};
const struct sql_family sql_switches = {.name = "switches", .sql = sql, .n = N_SQL};

enum err switches_set(struct db *db, const char *name, bool on)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[on ? TURN_ON : TURN_OFF]));
    bind_text(&st, "name", name);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err switches_has(struct db *db, const char *name, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS]));
    bind_text(&st, "name", name);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

enum err broadcast_put(struct db *db, const char *words, int64_t until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PUT_WORDS]));
    bind_text(&st, "words", words);
    bind_int(&st, "until", until);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err broadcast_get(struct arena *a, struct db *db, int64_t now_s, const char **ret,
                       int64_t *ret_until)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET_WORDS]));
    bind_int(&st, "now", now_s);
    TRY(stmt_get(&st));
    *ret = col_text(&st, a, "words");
    *ret_until = col_int(&st, "until");
    return stmt_end(&st);
}

enum err broadcast_remove(struct db *db)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[REMOVE_WORDS]));
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err broadcast_is_due(struct db *db, int64_t now_s, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WORDS_ARE_DUE]));
    bind_int(&st, "now", now_s);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}
