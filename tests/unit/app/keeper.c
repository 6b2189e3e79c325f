/* SPDX-License-Identifier: MIT
 *
 * keeper.c -- the clock's work: the write-ahead log is emptied, a stop is heard.
 */
#include "unit/app/house.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include <curbside/app/app.h>
#include <curbside/app/keeper.h>

static long long wal_bytes(const struct house *h)
{
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s/db/board.db-wal", h->dir);
    return stat(path, &st) == 0 ? (long long)st.st_size : 0;
}

static void a_tick_empties_the_write_ahead_log(void **state)
{
    static const char board[] = "slug,category,title,description,mode,open,position\n"
                                "memes,Lounge,Memes,Monospace.,either,1,30\n";
    AUTO_FOLDER struct folder folder = {0};
    struct house *h = *state;
    bool empty = false;
    int made;

    assert_int_equal(folder_open(h->dir, &folder), OK);
    assert_int_equal(board_seed(&folder.visit, board, strlen(board), &made), OK);
    assert_true(wal_bytes(h) > 0);
    assert_int_equal(keeper_tick(&folder, &empty), OK);
    assert_true(empty);
    assert_int_equal(wal_bytes(h), 0);
}

static void a_reader_of_an_old_view_is_waited_for_and_not_an_error(void **state)
{
    static const char board[] = "slug,category,title,description,mode,open,position\n"
                                "memes,Lounge,Memes,Monospace.,either,1,30\n";
    AUTO_FOLDER struct folder folder = {0};
    AUTO_FOLDER struct folder reader = {0};
    AUTO_ARENA struct arena arena = ARENA_INIT;
    struct house *h = *state;
    struct txn view = TXN_NONE;
    struct board lounge;
    bool empty = true;
    int64_t began;
    int made;

    assert_int_equal(folder_open(h->dir, &folder), OK);
    assert_int_equal(folder_open(h->dir, &reader), OK);
    assert_int_equal(txn_begin(&view, reader.db, TXN_READ), OK);
    assert_int_equal(board_find(&arena, &reader.visit, "lounge", &lounge), OK);
    assert_int_equal(board_seed(&folder.visit, board, strlen(board), &made), OK);
    /* Nobody can write meanwhile: a writer's own patience is 5 s. */
    began = clock_mono_ms(&clock_system);
    assert_int_equal(keeper_tick(&folder, &empty), OK);
    assert_in_range(clock_mono_ms(&clock_system) - began, 0, 2000);
    assert_false(empty);
    txn_rollback(&view);
    assert_int_equal(keeper_tick(&folder, &empty), OK);
    assert_true(empty);
}

static void the_keeper_ends_when_it_is_told_and_when_its_line_breaks(void **state)
{
    struct house *h = *state;
    struct app app = {.data_dir = h->dir};
    uint8_t stopping[BELL_BYTES];
    struct bell_line line;
    int pair[2];

    bell_format(&(struct bell){.type = BELL_STOPPING}, stopping);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair), 0);
    assert_int_equal(send(pair[1], stopping, sizeof stopping, 0), sizeof stopping);
    line = (struct bell_line){.fd = pair[0]};
    assert_int_equal(app_keeper(&app, &line), 0);
    close(pair[1]);
    assert_int_equal(app_keeper(&app, &line), 0);
}

static void the_keeper_gives_up_on_a_folder_that_does_not_open(void **state)
{
    struct house *h = *state;
    struct app app = {.data_dir = "/nowhere"};
    struct bell_line line = {.fd = -1};

    (void)h;
    assert_int_not_equal(app_keeper(&app, &line), 0);
}

/* A clock that stands, but for what the work takes. */
struct day {
    int64_t now_ms;
    int worked, takes_ms;
};

static int64_t day_mono_ms(void *ctx)
{
    const struct day *day = ctx;

    return day->now_ms;
}

static int work(void *ctx)
{
    struct day *day = ctx;

    day->worked++;
    day->now_ms += day->takes_ms;
    return 2000;
}

/* Counted from its beginning the rest would be over: nobody would be heard while there is work. */
static void work_that_lasts_leaves_a_rest_as_long_as_it_asked_for(void **state)
{
    struct day day = {.now_ms = 1000000, .takes_ms = 7000};
    const struct clock clock = {.mono_ms = day_mono_ms, .ctx = &day};
    struct keeper_pace pace = {0};

    (void)state;
    assert_int_equal(keeper_step(&pace, &clock, work, &day), 2000);
    day.now_ms += 1999; /* a bell in between */
    assert_int_equal(keeper_step(&pace, &clock, work, &day), 1);
    assert_int_equal(day.worked, 1);
    day.now_ms += 1;
    assert_int_equal(keeper_step(&pace, &clock, work, &day), 2000);
    assert_int_equal(day.worked, 2);
}

static void house_sql(const struct house *h, const char *text)
{
    char path[128];
    sqlite3 *conn;

    snprintf(path, sizeof path, "%s/db/board.db", h->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_exec(conn, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(conn);
}

static int64_t noon(void *ctx)
{
    (void)ctx;
    return 1700000000 / 86400 * 86400 + 43200;
}

static void
a_tick_that_failed_is_tried_again_after_a_minute_and_not_in_the_index_s_pace(void **state)
{
    static const char many[] =
        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)"
        " INSERT INTO search_pending SELECT i FROM n";
    const struct clock clock = {.wall_s = noon};
    AUTO_FOLDER struct folder folder = {0};
    struct house *h = *state;

    assert_int_equal(folder_open(h->dir, &folder), OK);
    folder.visit.clock = &clock;
    assert_int_equal(keeper_rest_ms(&folder, OK), KEEPER_TICK_MS);
    house_sql(h, many);
    assert_int_equal(keeper_rest_ms(&folder, OK), KEEPER_SEARCH_MS);
    assert_int_equal(keeper_rest_ms(&folder, E_IO), KEEPER_TICK_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_tick_empties_the_write_ahead_log),
        IN_HOUSE(a_reader_of_an_old_view_is_waited_for_and_not_an_error),
        IN_HOUSE(the_keeper_ends_when_it_is_told_and_when_its_line_breaks),
        IN_HOUSE(the_keeper_gives_up_on_a_folder_that_does_not_open),
        cmocka_unit_test(work_that_lasts_leaves_a_rest_as_long_as_it_asked_for),
        IN_HOUSE(a_tick_that_failed_is_tried_again_after_a_minute_and_not_in_the_index_s_pace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
