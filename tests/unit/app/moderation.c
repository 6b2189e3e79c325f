/* SPDX-License-Identifier: MIT
 *
 * moderation.c -- a morning's work: everything that can wait waits (morning.h), the queue is
 * emptied by keys, at most two an item, then everything is taken back in reverse, and board,
 * sanctions and counts are what they were.
 */
#include "unit/app/morning.h"

#include <curbside/domain/modlog.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/search.h>
#include <curbside/domain/unread.h>

enum {
    KEYS_AN_ITEM = 2,
    LOG_ROWS = 4000,
};

/* ---- what is stored, but for the log ---- */

/* The log itself, what it remembers for taking back, and what every index makes of its own. What an
 * account knows of itself is asked by its own session below. */
static bool is_left_out(const char *table)
{
    static const char *const names[] = {"action", "undo", "lift", "state"};
    static const char *const ends[] = {"_data", "_idx", "_config"};
    size_t n = strlen(table);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(table, names[i]) == 0)
            return true;
    for (size_t i = 0; cstr_starts(table, "search_") && i < sizeof ends / sizeof *ends; i++)
        if (strcmp(table + n - strlen(ends[i]), ends[i]) == 0)
            return true;
    return false;
}

static void add_value(sqlite3_stmt *row, int column, struct str *ret)
{
    str_printf(ret, "|%d", sqlite3_column_type(row, column)); /* nothing is not the empty text */
    str_add_n(ret, sqlite3_column_blob(row, column), (size_t)sqlite3_column_bytes(row, column));
}

static sqlite3_stmt *rows_of(sqlite3 *conn, const char *table)
{
    AUTO_STR struct str sql = STR_INIT;
    sqlite3_stmt *rows;

    str_printf(&sql, "SELECT * FROM %s", table);
    assert_int_equal(sqlite3_prepare_v2(conn, str_cstr(&sql), -1, &rows, NULL), SQLITE_OK);
    for (int i = 0; i < sqlite3_column_count(rows); i++)
        str_printf(&sql, "%s%d", i == 0 ? " ORDER BY " : ", ", i + 1);
    sqlite3_finalize(rows);
    assert_int_equal(sqlite3_prepare_v2(conn, str_cstr(&sql), -1, &rows, NULL), SQLITE_OK);
    return rows;
}

static void add_table(sqlite3 *conn, const char *table, struct str *ret)
{
    sqlite3_stmt *rows = rows_of(conn, table);

    while (sqlite3_step(rows) == SQLITE_ROW) {
        str_add(ret, table);
        for (int i = 0; i < sqlite3_column_count(rows); i++)
            add_value(rows, i, ret);
        str_add_char(ret, '\n');
    }
    sqlite3_finalize(rows);
}

static void add_tables(const struct stage *st, struct str *ret)
{
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *tables;

    assert_int_equal(sqlite3_prepare_v2(conn,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        "   AND name NOT LIKE 'sqlite%'"
                                        "   AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);

        if (!is_left_out(name))
            add_table(conn, name, ret);
    }
    sqlite3_finalize(tables);
    sqlite3_close(conn);
}

/* ---- what a reader sees: counts, lists, what is found ---- */

static void add_boards(struct arena *a, struct visit *v, struct str *ret)
{
    struct board_page boards;
    struct thread_page threads;

    assert_int_equal(board_list(a, v, &boards), OK);
    for (int i = 0; i < boards.n; i++) {
        const struct board *b = &boards.rows[i];
        const struct thread_query query = {.board = b->id, .limit = 50};

        str_printf(ret, "%s: %lld threads, %lld posts, %lld unread\n", b->slug,
                   (long long)b->threads, (long long)b->posts, (long long)b->unread);
        assert_int_equal(thread_list(a, v, &query, &threads), OK);
        for (int k = 0; k < threads.n; k++)
            str_printf(ret, "thread %lld: %lld posts\n", (long long)threads.rows[k].id.v,
                       (long long)threads.rows[k].posts);
    }
}

static void add_found(struct arena *a, struct visit *v, const char *words, struct str *ret)
{
    const struct search_query query = {.text = words, .n = strlen(words), .limit = LIST_MAX};
    struct query_fault fault;
    struct search_page page;

    assert_int_equal(search_run(a, v, &query, &page, &fault), OK);
    assert_true(page.n > 0);
    for (int i = 0; i < page.n; i++)
        str_printf(ret, "%s is in %lld\n", words, (long long)page.rows[i].post.v);
}

static void add_view(struct stage *st, struct str *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char name[HANDLE_SIZE];
    bool standing;
    int64_t unread;
    struct visit v;

    morning_reader(name, 0);
    stage_become(st, &v, name);
    add_boards(&a, &v, ret);
    add_found(&a, &v, "think", ret);
    assert_int_equal(unread_total(&v, &unread), OK);
    assert_int_equal(standing_has(&v, &standing), OK);
    str_printf(ret, "%lld unread, %s\n", (long long)unread, standing ? "standing" : "none");
    account_close(&v);
}

/* All is in the indexes first: what comes back is put there by the keeper. */
static void snapshot(struct stage *st, struct str *ret)
{
    morning_later(st, 0);
    ret->limit = 64 * 1024 * 1024;
    add_view(st, ret);
    add_tables(st, ret);
    assert_false(ret->failed);
}

/* Says the first row that differs. */
static void assert_same(const struct str *before, const struct str *after)
{
    size_t at = 0, line = 0;

    for (; at < before->n && at < after->n && before->s[at] == after->s[at]; at++)
        if (before->s[at] == '\n')
            line = at + 1;
    if (at < before->n || at < after->n)
        fail_msg("it was:\n%.200s\nand is:\n%.200s", before->s + line, after->s + line);
}

/* ---- whom it reached ---- */

/* How many sanctions keep the author from something, as their own session finds them. */
static int acting_on(struct stage *st, const char *author)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct sanction_page page;
    struct visit v;
    int n = 0;

    stage_become(st, &v, author);
    assert_int_equal(sanction_find_own(&v), OK);
    assert_int_equal(sanction_list_mine(&a, &v, &page), OK);
    for (int i = 0; i < page.n; i++)
        n += page.rows[i].acts && !page.rows[i].removal;
    assert_int_equal(state_save(&v), OK);
    account_close(&v);
    return n;
}

static void acting(struct stage *st, int ret[static AUTHORS])
{
    for (int i = 0; i < AUTHORS; i++)
        ret[i] = acting_on(st, morning_authors[i]);
}

/* ---- the morning ---- */

static int waiting(struct stage *st)
{
    int n;

    assert_int_equal(queue_count(&st->visit, &n), OK);
    return n;
}

/* What the list begins with, and how many of each kind there are. */
static struct queue_item first(struct stage *st)
{
    struct queue_page page;

    assert_int_equal(queue_list(&st->arena, &st->visit, &(struct queue_query){.limit = 1}, &page),
                     OK);
    assert_int_equal(page.n, 1);
    return page.rows[0];
}

static void assert_all_kinds_wait(struct stage *st)
{
    int seen[N_QUEUE_KINDS] = {0}, merged = 0, all = 0;
    const char *next = NULL;

    do {
        struct queue_page page;
        const struct queue_query query = {.after = next, .limit = LIST_MAX};

        assert_int_equal(queue_list(&st->arena, &st->visit, &query, &page), OK);
        for (int i = 0; i < page.n; i++) {
            seen[page.rows[i].kind]++;
            merged += page.rows[i].kind == QUEUE_FLAGS && page.rows[i].count > 1;
        }
        next = page.next;
    } while (next);
    for (int i = 0; i < N_QUEUE_KINDS; i++) {
        assert_int_equal(seen[i], morning_waits[i]);
        all += seen[i];
    }
    assert_true(merged > FLAGGED / 4);
    assert_int_equal(waiting(st), all);
}

/* By one verb and, where it needs one, a rule; whoever can be reached through it is. */
static const char *keys_for(const struct queue_item *item, int turn)
{
    static const char *const posts[] = {"K", "X1", "X6", "X3"};
    static const char *const people[] = {"W1", "M3", "B2", "X7", "K"};
    static const char *const others[] = {"K", "X"};
    bool reachable = item->author.kind == AUTHOR_HANDLE || item->author.kind == AUTHOR_ALIAS;

    if (item->kind == QUEUE_APPEAL || item->kind == QUEUE_MERGE || item->kind == QUEUE_SCHOOL)
        return others[turn % 2];
    if (reachable && item->kind != QUEUE_HELD)
        return people[turn % 5];
    return posts[turn % 4];
}

static int empty_the_queue(struct stage *st)
{
    int turns[N_QUEUE_KINDS] = {0}, items = 0, left;

    for (; (left = waiting(st)) > 0; items++) {
        struct queue_item item = first(st);
        const char *keys = keys_for(&item, turns[item.kind]++);

        assert_true(strlen(keys) <= KEYS_AN_ITEM);
        stage_keys(st, keys);
        if (waiting(st) != left - 1)
            fail_msg("%s did not take item %d, of %s, from the queue:\n%s", keys, items,
                     queue_kind_name(item.kind), stage_text(st, DUMP_TEXT));
        if (left > 1)
            assert_shows(st, "It is "); /* and says what became of it */
    }
    return items;
}

static void take_all_back(struct stage *st, int items)
{
    for (int i = 0; i < items; i++) {
        stage_keys(st, "z");
        if (waiting(st) != i + 1)
            fail_msg("%d of %d were taken back, then:\n%s", i, items, stage_text(st, DUMP_TEXT));
    }
}

/* ---- the public log ---- */

struct log {
    struct modlog_row rows[LOG_ROWS];
    int n;
};

static void log_read(struct stage *st, struct log *ret)
{
    struct visit guest = stage_visit(st);
    const char *next = NULL;

    ret->n = 0;
    assert_int_equal(account_open(&guest, NULL, 0), OK);
    do {
        struct modlog_page page;

        assert_int_equal(modlog_list(&st->arena, &guest, next, LIST_MAX, &page), OK);
        assert_true(ret->n + page.n <= LOG_ROWS);
        memcpy(ret->rows + ret->n, page.rows, (size_t)page.n * sizeof *page.rows);
        ret->n += page.n;
        next = page.next;
    } while (next);
    account_close(&guest);
}

static int log_count(const struct log *log, const char *action, const char *target)
{
    int n = 0;

    for (int i = 0; i < log->n; i++)
        if (strcmp(log->rows[i].action, action) == 0)
            n += target ? log->rows[i].target && strcmp(log->rows[i].target, target) == 0
                        : !log->rows[i].target;
    return n;
}

static int64_t number(struct stage *st, const char *sql)
{
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *row;
    int64_t n;

    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(conn);
    return n;
}

/* A rule that there is, and words, whatever was removed; and nobody's name. */
static void assert_row_explains(struct stage *st, const struct modlog_row *row)
{
    struct rule rule;

    for (int i = 0; i < AUTHORS; i++)
        assert_true(!row->reason || !strstr(row->reason, morning_authors[i]));
    if (!cstr_starts(row->action, "remove"))
        return;
    assert_non_null(row->rule);
    assert_int_equal(rule_explain(&st->arena, &st->visit, row->rule, &rule), OK);
    assert_true(row->reason && *row->reason);
    assert_true(row->board || strcmp(row->action, "remove-report") == 0);
}

/* Each post that is removed is there once by its address, but for those whose rule hides it; these
 * and the held ones, which nobody has seen, are there without. */
static void log_explains(struct stage *st, const struct log *log)
{
    static const char hides[] =
        "SELECT count(*) FROM post AS p JOIN action AS a ON a.post_id = p.id"
        "  AND a.verb = 'remove' WHERE p.state = 'removed'"
        "  AND a.rule IN ('no-names', 'no-patients')";
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *removed;
    int told = 0;

    for (int i = 0; i < log->n; i++)
        assert_row_explains(st, &log->rows[i]);
    assert_int_equal(
        sqlite3_prepare_v2(conn, "SELECT id FROM post WHERE state = 'removed'", -1, &removed, NULL),
        SQLITE_OK);
    while (sqlite3_step(removed) == SQLITE_ROW) {
        char target[32];

        snprintf(target, sizeof target, "post/%lld", (long long)sqlite3_column_int64(removed, 0));
        assert_in_range(log_count(log, "remove", target), 0, 1);
        told += log_count(log, "remove", target);
    }
    sqlite3_finalize(removed);
    sqlite3_close(conn);
    assert_true(told > FLAGGED / 4);
    assert_int_equal(told + number(st, hides),
                     number(st, "SELECT count(*) FROM post WHERE state = 'removed'"));
    assert_int_equal(log_count(log, "remove", NULL),
                     number(st, hides) + number(st, "SELECT count(*) FROM waiting WHERE held = 2"));
    assert_int_equal(log_count(log, "remove-report", NULL),
                     number(st, "SELECT count(*) FROM report WHERE state = 'removed'"));
}

/* Every sanction that was given is lifted, none of those that stand. */
static void assert_lifts(struct stage *st)
{
    assert_int_equal(number(st, "SELECT count(*) FROM lift AS l JOIN sanction AS s"
                                " ON s.id = l.sanction_id"),
                     0);
    assert_int_equal(number(st, "SELECT count(*) FROM lift"),
                     number(st, "SELECT count(*) FROM action WHERE verb = 'lift'"));
}

static void a_morning_by_keys_is_taken_back_in_reverse(void **state)
{
    struct stage st;
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    static struct log log;
    int was[AUTHORS], during[AUTHORS], is[AUTHORS], items, reached = 0;

    (void)state;
    morning_make(&st);
    acting(&st, was);
    stage_enter(&st, morning_mod);
    stage_keys(&st, "gq");
    snapshot(&st, &before);
    assert_all_kinds_wait(&st);
    items = empty_the_queue(&st);
    assert_shows(&st, "Nothing waits");
    log_read(&st, &log);
    log_explains(&st, &log);
    acting(&st, during);
    take_all_back(&st, items);
    snapshot(&st, &after);
    assert_same(&before, &after);
    assert_all_kinds_wait(&st);
    assert_lifts(&st);
    acting(&st, is);
    for (int i = 0; i < AUTHORS; i++) {
        assert_int_equal(is[i], was[i]);
        reached += during[i] > was[i];
    }
    assert_true(reached >= AUTHORS / 2);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_morning_by_keys_is_taken_back_in_reverse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
