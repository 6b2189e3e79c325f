/* SPDX-License-Identifier: MIT
 *
 * keeper.c -- the clock's work: the write-ahead log is emptied, a stop is heard.
 */
#include "unit/app/house.h"

#include <sys/socket.h>
#include <sys/stat.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_tick_empties_the_write_ahead_log),
        IN_HOUSE(a_reader_of_an_old_view_is_waited_for_and_not_an_error),
        IN_HOUSE(the_keeper_ends_when_it_is_told_and_when_its_line_breaks),
        IN_HOUSE(the_keeper_gives_up_on_a_folder_that_does_not_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
