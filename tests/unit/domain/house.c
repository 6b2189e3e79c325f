/* SPDX-License-Identifier: MIT
 *
 * house.c -- the keeper does what sysops and the operator ask for, and nobody else.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/audit.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/house.h>
#include <curbside/domain/role.h>
#include <curbside/store/backups.h>
#include <curbside/store/requests.h>

/* Nobody answers. */
static void no_listen(void *ctx, uint64_t topic, bool on)
{
    (void)ctx, (void)topic, (void)on;
}

static enum err no_answer(void *ctx, uint64_t topic, int ms, struct house_session *rows, int *ret_n,
                          bool *ret_second)
{
    (void)ctx, (void)topic, (void)ms, (void)rows, (void)ret_n, (void)ret_second;
    return E_BUSY;
}

/* What a keeper would find. */
static enum err taken;
static struct house_request request;

static enum err keeper_answers(void *ctx, uint64_t topic, int ms, struct house_session *rows,
                               int *ret_n, bool *ret_second)
{
    struct visit v = forum_visit(town.f);

    (void)ctx, (void)ms, (void)rows;
    taken = house_take(&v, &request);
    assert_true(taken != OK || topic == topic_number(TOPIC_HOUSE, request.answer));
    if (taken == OK)
        assert_int_equal(house_record(&v, &request), OK);
    *ret_n = 0;
    *ret_second = request.session == 999999;
    return taken == OK ? OK : E_BUSY;
}

static const struct house deaf = {.listen = no_listen, .await = no_answer};
static const struct house keeper = {.listen = no_listen, .await = keeper_answers};

static void only_sysops_ask(void **state)
{
    struct house_page page;

    (void)state;
    town.mod.v.house = town.guest.v.house = town.sysop.v.house = &keeper;
    assert_int_equal(house_kick(&town.guest.v, 123456), E_GUEST);
    assert_int_equal(house_kick(&town.mod.v, 123456), E_DENIED);
    assert_int_equal(house_sessions(&town.f->a, &town.mod.v, &page), E_DENIED);
    assert_int_equal(house_backup(&town.mod.v, 1), E_DENIED);
    assert_int_equal(house_kick(&town.sysop.v, 123456), OK);
    assert_int_equal(request.wish, HOUSE_KICK);
    assert_int_equal(request.session, 123456);
    assert_int_equal(house_kick(&town.sysop.v, 999999), E_NO_SESSION);
    assert_int_equal(house_kick(&town.sysop.v, -1), E_NO_SESSION);
}

static void without_a_server_nothing_is_left_to_surprise_later(void **state)
{
    struct visit v = forum_visit(town.f);

    (void)state;
    assert_int_equal(house_kick(&town.sysop.v, 123456), E_NO_SERVER);
    town.sysop.v.house = &deaf;
    assert_int_equal(house_kick(&town.sysop.v, 123456), E_NO_SERVER);
    assert_int_equal(house_take(&v, &request), E_NOTFOUND);
}

static void put(int64_t answer, handle_id by)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct request_row row = {.answer = answer, .what = "kick", .session = 123456, .by = by};

    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(requests_insert(town.f->db, &row), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

/* A row that a session in the wrong hands wrote, and one of a sysop who is none any more. */
static void a_request_of_somebody_else_is_forgotten(void **state)
{
    struct visit v = forum_visit(town.f);
    action_id id;

    (void)state;
    put(1000, town.ann.who.handle);
    put(2000, town.mod.who.handle);
    assert_int_equal(house_take(&v, &request), E_NOTFOUND);
    assert_int_equal(role_give(&town.sysop.v, "calm-mod-3", ROLE_SYSOP, &id), OK);
    put(3000, town.sysop.who.handle);
    assert_int_equal(role_give(&town.sysop.v, "calm-sysop-5", ROLE_MEMBER, &id), OK);
    put(4000, town.mod.who.handle);
    assert_int_equal(house_take(&v, &request), OK);
    assert_int_equal(request.answer, 4000);
    assert_int_equal(house_take(&v, &request), E_NOTFOUND);
}

static enum err find_kick(void *ctx, const struct audit_row *row)
{
    const char **by = ctx;

    if (strcmp(row->action, "kick") == 0)
        *by = arena_strdup(&town.f->a, row->by);
    return OK;
}

static void what_was_done_is_recorded_under_who_asked(void **state)
{
    struct visit v = forum_visit(town.f);
    const char *by = NULL;

    (void)state;
    town.sysop.v.house = &keeper;
    assert_int_equal(house_kick(&town.sysop.v, 123456), OK);
    assert_int_equal(audit_walk(&v, find_kick, &by), OK);
    assert_string_equal(by, "calm-sysop-5");
}

static int rows_of(const char *file, const char *table)
{
    char path[192], sql[64];
    sqlite3 *conn;
    sqlite3_stmt *stmt;
    int n;

    snprintf(path, sizeof path, "%s/backups/%s", town.f->dir, file);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
    return n;
}

static void a_backup_holds_the_board_and_can_take_its_place(void **state)
{
    struct visit v = forum_visit(town.f);
    struct health health;
    char newest[160], place[160];
    struct db *db;
    struct stat st;

    (void)state;
    start(&town.ann, town.f->board, FACE_HANDLE);
    put(1000, town.sysop.who.handle);
    assert_int_equal(backup_make(&v, town.f->dir), OK);
    assert_int_equal(rows_of("newest.db", "post"), 1);
    assert_int_equal(rows_of("newest.db", "request"), 0);
    snprintf(newest, sizeof newest, "%s/backups/newest.db", town.f->dir);
    assert_int_equal(stat(newest, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(health_get(&town.sysop.v, &health), OK);
    assert_int_equal(health.backup_bytes, st.st_size);
    assert_int_equal(health.violations, 0);
    assert_int_equal(health_get(&town.mod.v, &health), E_DENIED);
    snprintf(place, sizeof place, "%s/restored", town.f->dir);
    assert_int_equal(mkdir(place, 0700), 0);
    snprintf(place, sizeof place, "%s/restored/db", town.f->dir);
    assert_int_equal(mkdir(place, 0700), 0);
    snprintf(place, sizeof place, "%s/restored/db/board.db", town.f->dir);
    assert_int_equal(rename(newest, place), 0);
    snprintf(place, sizeof place, "%s/restored", town.f->dir);
    assert_int_equal(db_open(place, &db), OK);
    db_close(db);
}

static void so_many_days_are_kept_without_what_is_private(void **state)
{
    struct visit v = forum_visit(town.f);

    (void)state;
    town.f->now = INT64_C(1795428240); /* 2026-11-23 */
    for (int i = 0; i <= BACKUP_DAYS_KEPT; i++) {
        assert_int_equal(backup_make(&v, town.f->dir), OK);
        town.f->now += DAY;
    }
    assert_int_equal(rows_of("board-2026-11-26.db", "wrap"), 0);
    assert_int_equal(rows_of("board-2026-11-24.db", "state"), 0);
    char path[160];
    snprintf(path, sizeof path, "%s/backups/board-2026-11-23.db", town.f->dir);
    assert_int_not_equal(access(path, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(only_sysops_ask),
        TOWN_TEST(without_a_server_nothing_is_left_to_surprise_later),
        TOWN_TEST(a_request_of_somebody_else_is_forgotten),
        TOWN_TEST(what_was_done_is_recorded_under_who_asked),
        TOWN_TEST(a_backup_holds_the_board_and_can_take_its_place),
        TOWN_TEST(so_many_days_are_kept_without_what_is_private),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
