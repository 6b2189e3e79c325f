/* SPDX-License-Identifier: MIT
 *
 * forum_fixture.h -- a database of its own for each test, a clock that stands still, and members
 * made without the cost of joining. Included by one test program each.
 */
#ifndef CURBSIDE_TESTS_FORUM_FIXTURE_H
#define CURBSIDE_TESTS_FORUM_FIXTURE_H

#include "dice.h"
#include "own_folder.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/post.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/unread.h>
#include <curbside/domain/visit.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>

#define T0  INT64_C(1795435200) /* 2026-11-23T12:00:00Z */
#define DAY INT64_C(86400)

struct forum {
    char dir[64];
    struct db *db;
    struct clock clock;
    int64_t now;
    struct arena a;
    board_id board; /* "lobby", either, open */
};

/* One for the whole program, so that two forums of a test differ. */
static struct dice forum_dice;
static const struct random forum_random = {dice_fill, &forum_dice};

struct member {
    struct who who;
    struct visit v;
};

static int64_t forum_wall_s(void *ctx)
{
    return ((struct forum *)ctx)->now;
}

static int64_t forum_mono_ms(void *ctx)
{
    return ((struct forum *)ctx)->now * 1000;
}

/* A visit without rights, for what the operator does. */
__attribute__((unused)) static struct visit forum_visit(struct forum *f)
{
    static struct who nobody = {.role = ROLE_GUEST};

    return (struct visit){.db = f->db, .who = &nobody, .clock = &f->clock, .random = &forum_random};
}

__attribute__((unused)) static void member_init(struct forum *f, struct member *m, const char *name,
                                                enum role role)
{
    struct handle_row row = {.joined_quarter = time_floor_quarter(f->now)};
    struct txn txn = TXN_NONE;

    memset(m, 0, sizeof *m);
    m->who = (struct who){.role = role, .joined_day = time_floor_day(f->now)};
    m->v = (struct visit){.db = f->db, .who = &m->who, .clock = &f->clock, .random = &forum_random};
    if (role == ROLE_GUEST)
        return;
    m->who.handle.v = random_id(&forum_random);
    snprintf(m->who.name, sizeof m->who.name, "%s", name);
    m->v.state = state_new(f->now);
    row.id = m->who.handle;
    snprintf(row.name, sizeof row.name, "%s", name);
    snprintf(row.skeleton, sizeof row.skeleton, "%s", name);
    snprintf(row.role, sizeof row.role, "%s", role_name(role));
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(handles_insert(f->db, &row), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

__attribute__((unused)) static void member_done(struct member *m)
{
    state_free(m->v.state);
    m->v.state = NULL;
}

__attribute__((unused)) static board_id forum_board(struct forum *f, const char *slug,
                                                    const char *mode, bool open, bool staff)
{
    const struct board_row row = {.slug = slug,
                                  .title = slug,
                                  .category = "Tests",
                                  .description = "A board.",
                                  .mode = mode,
                                  .open = open,
                                  .staff_threads = staff,
                                  .position = 10};
    struct txn txn = TXN_NONE;
    board_id id;

    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(boards_insert(f->db, &row, &id), OK);
    assert_int_equal(txn_commit(&txn), OK);
    return id;
}

static int forum_setup(void **state)
{
    struct forum *f = calloc(1, sizeof *f);

    assert_int_equal(crypto_init(), OK);
    assert_int_equal(db_init(), OK);
    assert_true(own_folder_make(f->dir, sizeof f->dir));
    assert_int_equal(db_create(f->dir, &f->db), OK);
    assert_int_equal(db_keep_statements(f->db, UNIT_STATEMENTS), OK);
    f->now = T0;
    f->clock = (struct clock){forum_wall_s, forum_mono_ms, f};
    f->board = forum_board(f, "lobby", "either", true, false);
    *state = f;
    return 0;
}

static int forum_teardown(void **state)
{
    struct forum *f = *state;
    char command[128];

    db_assert_idle(f->db);
    db_close(f->db);
    arena_done(&f->a);
    snprintf(command, sizeof command, "rm -rf %s", f->dir);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

/* Change the database from beside, as moderation will, or as damage does. */
__attribute__((unused)) static void forum_sql(struct forum *f, const char *sql)
{
    char path[128];
    sqlite3 *beside;

    snprintf(path, sizeof path, "%s/db/board.db", f->dir);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(beside), SQLITE_OK);
}

/* The first column of the first row. */
__attribute__((unused)) static int forum_number(struct forum *f, const char *select)
{
    char path[96];
    sqlite3 *conn;
    sqlite3_stmt *st;
    int n;

    snprintf(path, sizeof path, "%s/db/board.db", f->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, select, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    n = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(conn);
    return n;
}

/* A submission with a token of its own. */
__attribute__((unused)) static struct submission reply_of(thread_id thread, const char *body)
{
    struct submission s = {.thread = thread, .body = body, .body_n = strlen(body)};

    random_fill(&forum_random, s.token, sizeof s.token);
    return s;
}

__attribute__((unused)) static struct submission thread_of(board_id board, const char *title,
                                                           const char *body)
{
    struct submission s = reply_of((thread_id){0}, body);

    s.board = board;
    s.title = title;
    return s;
}

__attribute__((unused)) static struct submitted must_submit(struct member *m,
                                                            const struct submission *s)
{
    struct submitted done;

    assert_int_equal(post_submit(&m->v, s, &done), OK);
    return done;
}

__attribute__((unused)) static thread_id must_start(struct forum *f, struct member *m,
                                                    const char *title)
{
    struct submission s = thread_of(f->board, title, "The first post.");

    return must_submit(m, &s).thread;
}

__attribute__((unused)) static int must_reply(struct member *m, thread_id thread, const char *body)
{
    struct submission s = reply_of(thread, body);

    return must_submit(m, &s).no;
}

#define FORUM_TEST(test) cmocka_unit_test_setup_teardown(test, forum_setup, forum_teardown)

#endif
