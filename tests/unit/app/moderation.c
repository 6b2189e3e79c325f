/* SPDX-License-Identifier: MIT
 *
 * moderation.c -- a morning's work on a board of real text: 300 flags of all kinds, the queue
 * emptied by keys, at most two an item, then everything taken back in reverse, and board, sanctions
 * and counts are what they were. Where there is no corpus (CURBSIDE_CORPUS) the text is made up.
 */
#include "unit/screens/stage.h"

#include <jansson.h>
#include <sqlite3.h>

#include <curbside/domain/flag.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/transfer.h>

enum {
    FLAGS = 300,
    MEMBERS = 3, /* who write and flag */
    OWN_POSTS = 60,
};

static const char *const members[MEMBERS] = {"quiet-otter-41", "calm-ibex-3", "brave-lynx-9"};

/* ---- the board ---- */

static const char *field(const json_t *line, const char *key)
{
    return json_string_value(json_object_get(line, key));
}

static enum err import_line(struct import *i, const json_t *line)
{
    struct import_post p = {
        .board = field(line, "board"),
        .thread = field(line, "thread"),
        .id = field(line, "id"),
        .title = field(line, "title"),
        .author = field(line, "author"),
        .body = field(line, "body"),
        .reply_to = field(line, "reply_to"),
    };
    struct import_board b = {
        .slug = field(line, "slug"),
        .title = p.title,
        .category = field(line, "category"),
        .description = field(line, "description"),
        .mode = BOARD_EITHER,
    };
    enum import_result result;

    if (strcmp(field(line, "type"), "board") == 0)
        return import_board(i, &b, &result);
    assert_int_equal(time_parse_rfc3339(field(line, "date"), &p.date), OK);
    return import_post(i, &p, &result);
}

/* False: there is no corpus. */
static bool import_corpus(struct import *i)
{
    const char *env = getenv("CURBSIDE_CORPUS"), *folder = env ? env : TEST_CORPUS;
    char path[512], *text = NULL;
    size_t size = 0;
    FILE *lines;

    snprintf(path, sizeof path, "%s/sci-med.jsonl.gz", folder);
    if (access(path, R_OK) != 0)
        return false;
    snprintf(path, sizeof path, "gzip -dc '%s/sci-med.jsonl.gz'", folder);
    lines = popen(path, "r");
    assert_non_null(lines);
    while (getline(&text, &size, lines) > 0) {
        json_t *line = json_loads(text, 0, NULL);

        assert_non_null(line);
        assert_int_equal(import_line(i, line), OK);
        json_decref(line);
    }
    free(text);
    pclose(lines);
    return true;
}

/* As many posts as are flagged, three to a thread. */
static void import_made_up(struct import *i)
{
    const struct import_board board = {.slug = "made-up",
                                       .title = "Made up",
                                       .category = "Archive",
                                       .description = "Nobody wrote this.",
                                       .mode = BOARD_EITHER};
    enum import_result result;

    assert_int_equal(import_board(i, &board, &result), OK);
    for (int n = 0; n < FLAGS; n++) {
        char id[16], thread[16], body[64];
        const struct import_post post = {.board = board.slug,
                                         .thread = thread,
                                         .id = id,
                                         .title = n % 3 == 0 ? "A question" : NULL,
                                         .author = "somebody",
                                         .date = INT64_C(1700000000) + n * 3600,
                                         .body = body};

        snprintf(id, sizeof id, "p%d", n);
        snprintf(thread, sizeof thread, "t%d", n / 3);
        snprintf(body, sizeof body, "What was said as number %d.", n);
        assert_int_equal(import_post(i, &post, &result), OK);
    }
}

static void fill_board(struct stage *st)
{
    struct visit v = stage_visit(st);
    struct import *i;

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(import_open(&v, &i), OK);
    if (!import_corpus(i))
        import_made_up(i);
    assert_int_equal(import_close(i), OK);
    account_close(&v);
}

static sqlite3 *raw_open(const struct stage *st)
{
    char path[128];
    sqlite3 *conn;

    snprintf(path, sizeof path, "%s/db/board.db", st->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    return conn;
}

/* Posts of the corpus, far apart, and of members, under both faces. */
static void choose_posts(struct stage *st, post_id ret[static FLAGS])
{
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *rows;
    int n = 0;

    assert_int_equal(sqlite3_prepare_v2(conn,
                                        "SELECT id FROM post ORDER BY author_imported IS NULL DESC,"
                                        " id",
                                        -1, &rows, NULL),
                     SQLITE_OK);
    while (n < FLAGS && sqlite3_step(rows) == SQLITE_ROW)
        ret[n++].v = sqlite3_column_int64(rows, 0);
    assert_int_equal(n, FLAGS);
    sqlite3_finalize(rows);
    sqlite3_close(conn);
}

/* One flag a post, of every kind; nobody flags their own. */
static void flag_them(struct stage *st, const post_id posts[static FLAGS])
{
    struct visit v[MEMBERS];

    for (int i = 0; i < MEMBERS; i++)
        stage_become(st, &v[i], members[i]);
    for (int i = 0; i < FLAGS; i++) {
        enum err err = E_OWN_POST;

        for (int k = 0; err == E_OWN_POST && k < MEMBERS; k++)
            err = flag_add(&v[(i + k) % MEMBERS], posts[i], (enum flag_code)(i % N_FLAG_CODES),
                           i % 7 == 0 ? "Please look." : NULL);
        assert_int_equal(err, OK);
    }
    for (int i = 0; i < MEMBERS; i++)
        account_close(&v[i]);
}

static void write_own(struct stage *st)
{
    struct submitted made = {0};

    for (int i = 0; i < OWN_POSTS; i++) {
        char body[64];

        snprintf(body, sizeof body, "What I think, number %d.", i);
        made = stage_post(st, members[i % MEMBERS], "premed",
                          i % 6 == 0 ? (thread_id){0} : made.thread, i % 6 == 0 ? "T" : NULL, body);
        st->now_ms += 61 * 60 * 1000;
    }
}

/* ---- what is stored, but for the log ---- */

static bool is_log(const char *table)
{
    static const char *const names[] = {"action", "meta",    "undo",  "lift",
                                        "claim",  "search_", "state", "maintenance"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (cstr_starts(table, names[i]))
            return true;
    return false;
}

static void add_table(sqlite3 *conn, const char *table, struct str *ret)
{
    char sql[128];
    sqlite3_stmt *rows;

    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", table);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        str_add(ret, table);
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            str_add_char(ret, '|');
            str_add_n(ret, sqlite3_column_blob(rows, i), (size_t)sqlite3_column_bytes(rows, i));
        }
        str_add_char(ret, '\n');
    }
    sqlite3_finalize(rows);
}

static void snapshot(const struct stage *st, struct str *ret)
{
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *tables;

    ret->limit = 64 * 1024 * 1024;
    assert_int_equal(sqlite3_prepare_v2(conn,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        "   AND name NOT LIKE 'sqlite%'"
                                        "   AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);

        if (!is_log(name))
            add_table(conn, name, ret);
    }
    sqlite3_finalize(tables);
    sqlite3_close(conn);
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
        fail_msg("it was:\n%.120s\nand is:\n%.120s", before->s + line, after->s + line);
}

/* ---- the morning ---- */

static int waiting(struct stage *st)
{
    int n;

    assert_int_equal(queue_count(&st->visit, &n), OK);
    return n;
}

/* One item by one verb and, for most, a rule; by what nobody can be reached through, another one.
 * Returns the keys pressed. */
static int judge(struct stage *st, int i, bool reachable)
{
    static const char *const imported[] = {"K", "X1", "X6"};
    static const char *const reached[] = {"W1", "M3", "B2", "X7", "K"};
    const char *keys = reachable ? reached[i % 5] : imported[i % 3];

    stage_keys(st, keys);
    return (int)strlen(keys);
}

static bool has_author(struct stage *st)
{
    struct queue_page page;
    AUTO_ARENA struct arena a = ARENA_INIT;

    assert_int_equal(queue_list(&a, &st->visit, &(struct queue_query){.limit = 1}, &page), OK);
    return page.rows[0].author.kind != AUTHOR_IMPORTED;
}

/* Every removal is in the public log with its rule and its reason. */
static void log_explains(struct stage *st)
{
    const char *next = NULL;
    int removals = 0;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;
        static char at[64];
        struct modlog_page page;

        assert_int_equal(modlog_list(&a, &st->visit, next, 200, &page), OK);
        for (int i = 0; i < page.n; i++) {
            if (strcmp(page.rows[i].action, "remove") != 0)
                continue;
            removals++;
            assert_non_null(page.rows[i].rule);
            assert_true(page.rows[i].reason && *page.rows[i].reason);
            assert_non_null(page.rows[i].board);
        }
        snprintf(at, sizeof at, "%s", page.next ? page.next : "");
        next = *at ? at : NULL;
    } while (next);
    assert_true(removals > FLAGS / 2);
}

static void a_morning_by_keys_is_taken_back_in_reverse(void **state)
{
    struct stage st;
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    post_id posts[FLAGS];
    int items = 0;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    fill_board(&st);
    write_own(&st);
    choose_posts(&st, posts);
    flag_them(&st, posts);
    stage_post(&st, "calm-maud-7", "lounge", (thread_id){0}, "Hello", "I moderate.");
    stage_role(&st, "calm-maud-7", "moderator");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    snapshot(&st, &before);
    assert_int_equal(waiting(&st), FLAGS);
    while (waiting(&st) > 0) {
        int left = waiting(&st);

        assert_true(judge(&st, items, has_author(&st)) <= 2);
        if (waiting(&st) != left - 1)
            fail_msg("item %d did not leave the queue:\n%s", items, stage_text(&st, DUMP_TEXT));
        items++;
    }
    assert_int_equal(items, FLAGS);
    assert_shows(&st, "Nothing waits");
    log_explains(&st);
    for (int i = 0; i < items; i++)
        stage_keys(&st, "z");
    assert_int_equal(waiting(&st), FLAGS);
    snapshot(&st, &after);
    assert_same(&before, &after);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_morning_by_keys_is_taken_back_in_reverse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
