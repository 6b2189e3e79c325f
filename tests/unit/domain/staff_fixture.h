/* SPDX-License-Identifier: MIT
 *
 * staff_fixture.h -- a forum with an alias board, members who may be aliases, and a moderator or
 * two. Included by one test program each.
 */
#ifndef CURBSIDE_TESTS_STAFF_FIXTURE_H
#define CURBSIDE_TESTS_STAFF_FIXTURE_H

#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/base/str.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/upkeep.h>

#include "who_secret.h"

#define MINUTE 60
#define HOUR   INT64_C(3600)

enum {
    TOWN_MEMBERS = 8
};

struct town {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    board_id vent, quiet; /* aliases only */
    struct member ann, bob, mod, peer, sysop, guest;
    struct dice dice; /* of `random`: the same numbers in every town */
    struct random random;
};

static struct town town;

static void town_member(struct member *m, const char *name, enum role role)
{
    member_init(town.f, m, name, role);
    m->v.alias = &town.rules;
    if (role == ROLE_GUEST)
        return;
    m->who.secret = secret_new(sizeof *m->who.secret);
    assert_non_null(m->who.secret);
    memset(m->who.secret, 0, sizeof *m->who.secret);
    hash_keyed(NULL, name, strlen(name), m->who.secret->root.b, sizeof m->who.secret->root.b);
}

static void town_member_done(struct member *m)
{
    secret_free(m->who.secret);
    member_done(m);
}

static void town_open(struct forum *f)
{
    town = (struct town){.f = f};
    town.random = dice_random(&town.dice);
    snprintf(town.seal, sizeof town.seal, "%s/seal", f->dir);
    assert_int_equal(mkdir(town.seal, 0700), 0);
    town.rules = (struct alias_rules){true, town.seal, 10, 0, 120, 0};
    town.vent = forum_board(f, "vent", "alias", true, false);
    town.quiet = forum_board(f, "quiet", "alias", true, false);
    town_member(&town.ann, "amber-wren-1", ROLE_MEMBER);
    town_member(&town.bob, "lucid-ibex-2", ROLE_MEMBER);
    town_member(&town.mod, "calm-mod-3", ROLE_MODERATOR);
    town_member(&town.peer, "calm-peer-4", ROLE_MODERATOR);
    town_member(&town.sysop, "calm-sysop-5", ROLE_SYSOP);
    town_member(&town.guest, "", ROLE_GUEST);
}

static int town_setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    town_open(*state);
    return 0;
}

static int town_teardown(void **state)
{
    town_member_done(&town.ann);
    town_member_done(&town.bob);
    town_member_done(&town.mod);
    town_member_done(&town.peer);
    town_member_done(&town.sysop);
    return forum_teardown(state);
}

static void tick(void)
{
    struct visit v = forum_visit(town.f);

    v.alias = &town.rules;
    assert_int_equal(forum_tick(&v), OK);
}

/* Everything holds together. */
__attribute__((unused)) static void assert_whole(void)
{
    struct visit v = forum_visit(town.f);
    struct check_report report;

    assert_int_equal(forum_check(&town.f->a, &v, &report), OK);
    assert_int_equal(report.violations, 0);
}

/* Time goes on, and everybody's session looks anew. */
__attribute__((unused)) static void later(int64_t seconds)
{
    town.f->now += seconds;
    tick();
}

__attribute__((unused)) static struct submitted start(struct member *m, board_id board,
                                                      enum face face)
{
    struct submission s = thread_of(board, "Title", "The first post.");

    s.face = face;
    return must_submit(m, &s);
}

__attribute__((unused)) static struct submitted reply(struct member *m, thread_id thread,
                                                      const char *body)
{
    struct submission s = reply_of(thread, body);

    return must_submit(m, &s);
}

__attribute__((unused)) static enum err try_reply(struct member *m, thread_id thread)
{
    struct submission s = reply_of(thread, "Again.");

    return post_check(&m->v, &s);
}

__attribute__((unused)) static enum err try_start(struct member *m, board_id board, enum face face)
{
    struct submission s = thread_of(board, "Title", "Body");

    s.face = face;
    return post_check(&m->v, &s);
}

__attribute__((unused)) static struct post post_at(struct member *m, thread_id thread, int no)
{
    struct post post;

    assert_int_equal(post_get(&town.f->a, &m->v, thread, no, &post), OK);
    return post;
}

__attribute__((unused)) static action_id sanction(struct member *m, post_id post,
                                                  enum severity severity)
{
    const struct sanction_order order = {.severity = severity, .rule = "kindness"};
    action_id id;

    assert_int_equal(sanction_through_post(&m->v, post, &order, &id), OK);
    return id;
}

/* Every row of every table, but for the private ones of the name `but_for`. */
__attribute__((unused)) static void town_dump(struct str *ret, const char *but_for)
{
    char path[128], sql[256];
    sqlite3 *conn;
    sqlite3_stmt *tables, *rows;

    snprintf(path, sizeof path, "%s/db/board.db", town.f->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn,
                                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        "   AND name NOT LIKE 'sqlite%'"
                                        "   AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                        -1, &tables, NULL),
                     SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);

        /* The keeper puts in the questions that ship, under drawn ids: nobody's. */
        if (strcmp(name, but_for) == 0 || strncmp(name, "question", strlen("question")) == 0)
            continue;
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1", name);
        assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            str_printf(ret, "%s:", name);
            for (int i = 0; i < sqlite3_column_count(rows); i++) {
                const unsigned char *bytes = sqlite3_column_blob(rows, i);

                str_add_char(ret, '|');
                for (int k = 0; k < sqlite3_column_bytes(rows, i); k++)
                    str_printf(ret, "%02x", bytes[k]);
            }
            str_add_char(ret, '\n');
        }
        sqlite3_finalize(rows);
    }
    sqlite3_finalize(tables);
    sqlite3_close(conn);
}

#define TOWN_TEST(test) cmocka_unit_test_setup_teardown(test, town_setup, town_teardown)

#endif
