/* SPDX-License-Identifier: MIT
 *
 * actions.c -- rows of what moderators did. There is no statement here that changes one.
 */
#include <curbside/store/actions.h>

#include <stdio.h>
#include <string.h>

#include "stmt.h"

enum {
    QUOTED_SIZE = 40 /* a verb between quotes */
};

/* What is done to a person, or decided on what was. */
#define PERSON_VERBS                                                                               \
    "'warn', 'mute', 'ban', 'ask-out', 'out', 'decline-out', 'undo-decline-out', 'lift',"          \
    " 'undo-lift', 'grant', 'deny', 'undo-grant', 'undo-deny'"

#define ACTION_COLUMNS                                                                             \
    " id, day, verb, board_id, thread_id, post_id, about, subject, rule, reason, by_handle, on_handle FROM action "

enum {
    INSERT,
    GET,
    LIST,
    LIST_OTHERS,
    LIST_PERSONS,
    NEWEST_PERSON,
    WALK,
    LIST_BY,
    LIST_REMOVALS,
    FIND_REMOVAL,
    FIND_ASK,
    HAS_AGREED,
    LIST_SETTLING,
    BY_DAY,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] =
        "INSERT INTO action (id, day, verb, board_id, thread_id, post_id, about, subject, rule,"
        " reason, by_handle, on_handle)"
        " VALUES (:id, :day, :verb, :board, :thread, :post, :about, :subject, :rule, :reason, :by, :on)",
    [GET] = "SELECT" ACTION_COLUMNS "WHERE id = :id",
    [LIST] = "SELECT" ACTION_COLUMNS "WHERE (day, id) < (:day, :id)"
             " ORDER BY day DESC, id DESC LIMIT :limit",
    [LIST_OTHERS] = "SELECT" ACTION_COLUMNS "WHERE (day, id) < (:day, :id)"
                    " AND verb NOT IN (" PERSON_VERBS ") ORDER BY day DESC, id DESC LIMIT :limit",
    [LIST_PERSONS] = "SELECT" ACTION_COLUMNS "WHERE day >= :from AND day < :to AND id < :id"
                     " AND verb IN (" PERSON_VERBS ") ORDER BY id DESC LIMIT :limit",
    [NEWEST_PERSON] = "SELECT day FROM action WHERE day >= :from AND day < :to"
                      " AND verb IN (" PERSON_VERBS ") ORDER BY day DESC LIMIT 1",
    [WALK] = "SELECT" ACTION_COLUMNS "WHERE (day, id) > (:day, :id)"
             " ORDER BY day, id LIMIT :limit",
    [LIST_BY] = "SELECT" ACTION_COLUMNS "WHERE by_handle = :by AND (day, id) > (:day, :id)"
                " ORDER BY day, id LIMIT :limit",
    [LIST_REMOVALS] = "SELECT" ACTION_COLUMNS "WHERE day >= :day AND verb = 'remove'"
                      " AND post_id IS NOT NULL ORDER BY day DESC, id DESC LIMIT :limit",
    [FIND_REMOVAL] = "SELECT" ACTION_COLUMNS "WHERE post_id = :post AND verb = 'remove'"
                     " ORDER BY day DESC LIMIT 1",
    [FIND_ASK] = "SELECT" ACTION_COLUMNS "WHERE about = :about AND verb = 'ask-out' LIMIT 1",
    [HAS_AGREED] = ("SELECT EXISTS (SELECT 1 FROM action WHERE about = :about AND verb = 'out'"
                    "               AND by_handle IS :by) AS agreed"),
    [LIST_SETTLING] = "SELECT" ACTION_COLUMNS "WHERE day >= :day AND post_id IS NOT NULL"
                      " AND EXISTS (SELECT 1 FROM flag WHERE flag.post_id = action.post_id"
                      "             AND flag.settled_by = action.id)"
                      " ORDER BY day DESC, id DESC LIMIT :limit",
    [BY_DAY] = ("SELECT day, count(*) AS n FROM action WHERE day >= :from"
                " GROUP BY day ORDER BY day LIMIT :limit"),
};
const struct sql_family sql_actions = {.name = "actions", .sql = sql, .n = N_SQL};

static void bind_id(struct stmt *st, const char *name, int64_t id)
{
    if (id != 0)
        bind_int(st, name, id);
    else
        bind_null(st, name);
}

enum err actions_insert(struct db *db, const struct action_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "day", row->day);
    bind_text(&st, "verb", row->verb);
    bind_id(&st, "board", row->board.v);
    bind_id(&st, "thread", row->thread.v);
    bind_id(&st, "post", row->post.v);
    bind_id(&st, "about", row->about.v);
    bind_text(&st, "subject", row->subject);
    bind_text(&st, "rule", row->rule);
    bind_text(&st, "reason", row->reason);
    bind_id(&st, "by", row->by.v);
    bind_id(&st, "on", row->on.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct action_row *ret)
{
    ret->id.v = col_int(st, "id");
    ret->day = col_int(st, "day");
    ret->verb = col_text(st, a, "verb");
    ret->board.v = col_int(st, "board_id");
    ret->thread.v = col_int(st, "thread_id");
    ret->post.v = col_int(st, "post_id");
    ret->about.v = col_int(st, "about");
    ret->subject = col_text(st, a, "subject");
    ret->rule = col_text(st, a, "rule");
    ret->reason = col_text(st, a, "reason");
    ret->by.v = col_int(st, "by_handle");
    ret->on.v = col_int(st, "on_handle");
}

enum err actions_get(struct arena *a, struct db *db, action_id id, struct action_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err actions_find_removal(struct arena *a, struct db *db, post_id post, struct action_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_REMOVAL]));
    bind_int(&st, "post", post.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err actions_find_ask(struct arena *a, struct db *db, action_id ban, struct action_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_ASK]));
    bind_int(&st, "about", ban.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err actions_has_agreed(struct db *db, action_id ban, handle_id by, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS_AGREED]));
    bind_int(&st, "about", ban.v);
    bind_id(&st, "by", by.v);
    TRY(stmt_get(&st));
    *ret = col_int(&st, "agreed") != 0;
    return stmt_end(&st);
}

static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct action_rows *ret)
{
    struct action_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        row_read(st, a, &rows[n++]);
    }
    TRY(stmt_end(st));
    *ret = (struct action_rows){rows, n};
    return OK;
}

bool action_is_about_person(const char *verb)
{
    char quoted[QUOTED_SIZE];

    snprintf(quoted, sizeof quoted, "'%s'", verb);
    return strstr(PERSON_VERBS, quoted) != NULL;
}

static enum err list_below(struct arena *a, struct db *db, int statement, int64_t below_day,
                           action_id below, int limit, struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "day", below_day);
    bind_int(&st, "id", below.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_list(struct arena *a, struct db *db, int64_t below_day, action_id below, int limit,
                      struct action_rows *ret)
{
    return list_below(a, db, LIST, below_day, below, limit, ret);
}

enum err actions_list_others(struct arena *a, struct db *db, int64_t below_day, action_id below,
                             int limit, struct action_rows *ret)
{
    return list_below(a, db, LIST_OTHERS, below_day, below, limit, ret);
}

enum err actions_list_persons(struct arena *a, struct db *db, int64_t from_day, int64_t to_day,
                              action_id below, int limit, struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_PERSONS]));
    bind_int(&st, "from", from_day);
    bind_int(&st, "to", to_day);
    bind_int(&st, "id", below.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_newest_person(struct db *db, int64_t from_day, int64_t to_day, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[NEWEST_PERSON]));
    bind_int(&st, "from", from_day);
    bind_int(&st, "to", to_day);
    TRY(stmt_get(&st));
    *ret = col_int(&st, "day");
    return stmt_end(&st);
}

enum err actions_walk(struct arena *a, struct db *db, int64_t after_day, action_id after, int limit,
                      struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "day", after_day);
    bind_int(&st, "id", after.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_list_by(struct arena *a, struct db *db, handle_id by, int64_t after_day,
                         action_id after, int limit, struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_BY]));
    bind_int(&st, "by", by.v);
    bind_int(&st, "day", after_day);
    bind_int(&st, "id", after.v);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_list_removals(struct arena *a, struct db *db, int64_t since_day, int limit,
                               struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_REMOVALS]));
    bind_int(&st, "day", since_day);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_list_settling(struct arena *a, struct db *db, int64_t since_day, int limit,
                               struct action_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_SETTLING]));
    bind_int(&st, "day", since_day);
    bind_int(&st, "limit", limit);
    return rows_read(&st, a, limit, ret);
}

enum err actions_by_day(struct arena *a, struct db *db, int64_t from_day, int limit,
                        struct action_day **ret_days, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct action_day *days = arena_array(a, (size_t)limit + 1, sizeof *days);
    int n = 0;
    bool row;

    if (!days)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[BY_DAY]));
    bind_int(&st, "from", from_day);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        days[n++] = (struct action_day){col_int(&st, "day"), col_int(&st, "n")};
    }
    TRY(stmt_end(&st));
    *ret_days = days;
    *ret_n = n;
    return OK;
}
