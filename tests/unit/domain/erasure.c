/* SPDX-License-Identifier: MIT
 *
 * erasure.c -- what an account that leaves asks to be erased is erased, one by one, and what lies
 * in the database until then ties nothing to anything.
 */
#include "unit/domain/town_fixture.h"

#include <dirent.h>

#include <curbside/domain/erasure.h>
#include <curbside/domain/keys.h>

/* The fixture's members have no boxes to take away: what is left of leaving is the jobs and the
 * handle. */
static void leave_erasing(struct member *m)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct txn txn = TXN_NONE;
    struct erasure_plan plan;
    struct erasure_jobs *jobs;

    assert_int_equal(erasure_plan(&a, &m->v, &plan), OK);
    assert_int_equal(erasure_seal(&a, &m->v, &plan, &jobs), OK);
    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_gone(town.f->db, m->who.handle), OK);
    assert_int_equal(erasure_store(&m->v, jobs), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static int64_t number(const char *sql)
{
    char path[128];
    sqlite3 *conn;
    sqlite3_stmt *stmt;

    snprintf(path, sizeof path, "%s/db/board.db", town.f->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &stmt, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    sqlite3_finalize(stmt);
    sqlite3_close(conn);
    return value;
}

static int day_keys(void)
{
    DIR *dir = opendir(town.seal);
    struct dirent *entry;
    int n = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL)
        n += strncmp(entry->d_name, "erase-", 6) == 0;
    closedir(dir);
    return n;
}

static struct erasure_memory memory; /* the keeper's */

/* A town with a pepper: jobs of handle posts are sealed under it. */
static int erasing_setup(void **state)
{
    static const struct key pepper = {{9, 9, 9}};

    erasure_memory_done(&memory);
    assert_int_equal(town_setup(state), 0);
    town.ann.v.pepper = town.bob.v.pepper = &pepper;
    return 0;
}

static void keeper(void)
{
    struct visit v = forum_visit(town.f);

    v.erasures = &memory;

    v.alias = &town.rules;
    v.pepper = town.ann.v.pepper;
    assert_int_equal(forum_tick(&v), OK);
}

static void days_pass(int days)
{
    for (int i = 0; i < days; i++) {
        town.f->now += DAY;
        keeper();
    }
}

static void every_own_post_is_gone_within_thirty_days_and_nobody_elses(void **state)
{
    struct submitted handle = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted others = start(&town.bob, town.f->board, FACE_ALIAS);
    struct submitted waits, in_others = reply(&town.ann, others.thread, "Me too.");

    (void)state;
    waits = start(&town.ann, town.vent, FACE_ALIAS);
    leave_erasing(&town.ann);
    /* Nothing is touched at that moment. */
    assert_int_equal(post_at(&town.bob, handle.thread, 1).state, POST_VISIBLE);
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_VISIBLE);
    keeper();
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_VISIBLE);
    days_pass(ERASURE_DAYS + 1);
    assert_int_equal(post_at(&town.bob, handle.thread, 1).state, POST_DELETED);
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_DELETED);
    assert_int_equal(post_at(&town.bob, waits.thread, 1).state, POST_DELETED);
    assert_int_equal(post_at(&town.bob, others.thread, in_others.no).state, POST_DELETED);
    assert_int_equal(post_at(&town.bob, others.thread, 1).state, POST_VISIBLE);
    assert_int_equal(day_keys(), 0);
    assert_whole();
}

/* Whatever the keeper remembers, forgets by a kill, or never remembered. */
static void every_minute_of_a_day_comes(void **state)
{
    enum {
        POSTS = 30,
#ifdef CURBSIDE_ASAN
        STEP = 60 * 60, /* slower by far, and the same code */
#else
        STEP = 20 * 60,
#endif
    };
    struct submitted made[POSTS];
    int gone = 0, within_a_day = 0, before = 0;

    (void)state;
    for (int i = 0; i < POSTS; i++)
        made[i] = start(&town.ann, town.f->board, i % 2 ? FACE_ALIAS : FACE_HANDLE);
    leave_erasing(&town.ann);
    for (int64_t t = 0; t <= (ERASURE_DAYS + 1) * DAY; t += STEP) {
        town.f->now += STEP;
        if (t % (7 * STEP) == 0)
            erasure_memory_done(&memory);
        keeper();
        gone = 0;
        for (int i = 0; i < POSTS; i++)
            gone += post_at(&town.bob, made[i].thread, 1).state == POST_DELETED;
        arena_reset(&town.f->a); /* thirty posts a thousand times are more than it may hold */
        within_a_day += gone > before && town.f->now % DAY >= STEP;
        before = gone;
    }
    assert_int_equal(gone, POSTS);
    assert_true(within_a_day > POSTS / 2); /* and not all of a day at its beginning */
}

static void a_day_is_looked_through_once(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    int64_t due = 0;

    (void)state;
    leave_erasing(&town.ann);
    while (memory.n == 0 && due++ <= ERASURE_DAYS) {
        town.f->now += DAY - town.f->now % DAY;
        keeper();
    }
    assert_int_equal(memory.n, 1);
    /* The row is known by its name: others are not opened again. */
    forum_sql(town.f, "UPDATE erasure SET name = randomblob(16)");
    town.f->now += DAY - town.f->now % DAY - 1;
    keeper();
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    town.f->now += 1; /* what was missed is found when the day is over */
    keeper();
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_DELETED);
}

static void each_post_has_a_day_of_its_own(void **state)
{
    enum {
        POSTS = 40
    };
    struct submitted made[POSTS];
    int gone = 0, days_with_any = 0;

    (void)state;
    for (int i = 0; i < POSTS; i++)
        made[i] = start(&town.ann, town.f->board, i % 2 ? FACE_ALIAS : FACE_HANDLE);
    leave_erasing(&town.ann);
    for (int day = 0; day <= ERASURE_DAYS; day++) {
        int before = gone;

        days_pass(1);
        gone = 0;
        for (int i = 0; i < POSTS; i++)
            gone += post_at(&town.bob, made[i].thread, 1).state == POST_DELETED;
        days_with_any += gone > before;
    }
    assert_int_equal(gone, POSTS);
    assert_true(days_with_any > ERASURE_DAYS / 3); /* 22 of 30 are to be expected */
}

/* Not all of a day at its first tick, where they would be a group. */
static void the_posts_of_a_day_go_at_minutes_of_their_own_and_aliases_at_releases(void **state)
{
    enum {
        POSTS = 48,
        PART_S = 5 * MINUTE,
    };
    static const char sql_handles[] = "SELECT count(*) FROM post WHERE state = 'deleted'"
                                      "   AND author_alias IS NULL";
    static const char sql_aliases[] = "SELECT count(*) FROM post WHERE state = 'deleted'"
                                      "   AND author_alias IS NOT NULL";
    int at_midnight = 0, gone_handles = 0, gone_aliases = 0, off_release = 0;

    (void)state;
    for (int i = 0; i < POSTS; i++) {
        start(&town.ann, town.f->board, FACE_HANDLE);
        start(&town.ann, town.f->board, FACE_ALIAS);
    }
    leave_erasing(&town.ann);
    town.f->now = time_floor_day(town.f->now) + DAY;
    for (int64_t end = town.f->now + 6 * DAY; town.f->now < end; town.f->now += PART_S) {
        int h = gone_handles, n = gone_aliases;

        keeper();
        gone_handles = (int)number(sql_handles);
        gone_aliases = (int)number(sql_aliases);
        if (town.f->now % DAY == 0)
            at_midnight += gone_handles - h + gone_aliases - n;
        if (town.f->now % (10 * MINUTE) != 0)
            off_release += gone_aliases - n;
    }
    assert_true(gone_handles > 0 && gone_aliases > 0); /* some 9 of 48 each */
    assert_int_equal(off_release, 0);
    assert_true(at_midnight <= 3); /* of 20 */
}

static void job_rows_do_not_tell_whose_they_are_nor_how_many(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        start(&town.ann, town.f->board, FACE_ALIAS);
    start(&town.bob, town.f->board, FACE_ALIAS);
    leave_erasing(&town.ann);
    leave_erasing(&town.bob);
    /* Three jobs and one: as many rows for the one as for the other. */
    assert_int_equal(number("SELECT count(*) FROM erasure"), 2 * ERASURE_ROWS_MIN);
    /* One size, one end, no name of a post: nothing by which rows could be told apart. */
    assert_int_equal(number("SELECT count(DISTINCT length(box)) FROM erasure"), 1);
    assert_int_equal(number("SELECT count(DISTINCT until) FROM erasure"), 1);
    assert_int_equal(number("SELECT count(*) FROM pragma_table_info('erasure')"), 3);
    /* The order in which they lie is that of names that were drawn. */
    assert_int_equal(number("SELECT count(*) FROM pragma_table_list('erasure') WHERE wr = 1"), 1);
    assert_int_equal(number("SELECT count(*) FROM erasure AS e JOIN post AS p"
                            "    ON instr(e.box, p.author_tag) > 0"
                            "    OR instr(e.box, p.receipt) > 0"),
                     0);
}

static void no_row_changes_when_its_job_is_done(void **state)
{
    static const char sum[] = "SELECT ifnull(sum(unicode(hex(box)) + rowids), 0) FROM"
                              " (SELECT box, row_number() OVER (ORDER BY name) AS rowids"
                              "    FROM erasure)";
    int64_t before, at_first;

    (void)state;
    for (int i = 0; i < 8; i++)
        start(&town.ann, town.f->board, FACE_ALIAS);
    leave_erasing(&town.ann);
    before = number(sum);
    at_first = number("SELECT count(*) FROM erasure");
    days_pass(8); /* to the end of November: somebody's day was among them */
    assert_true(number("SELECT count(*) FROM post WHERE state = 'deleted'") > 0);
    assert_int_equal(number("SELECT count(*) FROM erasure"), at_first);
    assert_int_equal(number(sum), before);
    days_pass(80);
    assert_int_equal(number("SELECT count(*) FROM erasure"), 0);
}

static void without_the_days_key_no_job_of_an_alias_can_be_opened(void **state)
{
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted handle = start(&town.ann, town.f->board, FACE_HANDLE);
    char command[160];

    (void)state;
    leave_erasing(&town.ann);
    /* A restored board, or a thief with database and pepper: DATA/seal is in no backup. */
    snprintf(command, sizeof command, "rm %s/erase-*", town.seal);
    assert_int_equal(system(command), 0);
    days_pass(ERASURE_DAYS + 1);
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_VISIBLE);
    assert_int_equal(post_at(&town.bob, handle.thread, 1).state, POST_DELETED);
}

static void a_keeper_that_was_down_does_it_all_when_it_is_back(void **state)
{
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted handle = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    leave_erasing(&town.ann);
    town.f->now += 90 * DAY;
    keeper();
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_DELETED);
    assert_int_equal(post_at(&town.bob, handle.thread, 1).state, POST_DELETED);
    assert_int_equal(number("SELECT count(*) FROM erasure"), 0);
    assert_int_equal(day_keys(), 0);
}

static void a_day_begun_twice_harms_nothing(void **state)
{
    struct submitted alias = start(&town.ann, town.f->board, FACE_ALIAS);

    (void)state;
    leave_erasing(&town.ann);
    /* As a keeper killed before it had noted the day. */
    for (int day = 0; day <= ERASURE_DAYS; day++) {
        days_pass(1);
        forum_sql(town.f, "DELETE FROM meta WHERE key = 'erased'");
        keeper();
    }
    assert_int_equal(post_at(&town.bob, alias.thread, 1).state, POST_DELETED);
    assert_whole();
}

static void a_post_under_a_handle_that_stayed_is_not_erased(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct submitted handle = start(&town.ann, town.f->board, FACE_HANDLE);
    struct txn txn = TXN_NONE;
    struct erasure_plan plan;
    struct erasure_jobs *jobs;

    (void)state;
    assert_int_equal(erasure_plan(&a, &town.ann.v, &plan), OK);
    assert_int_equal(erasure_seal(&a, &town.ann.v, &plan, &jobs), OK);
    assert_int_equal(txn_begin(&txn, town.f->db, TXN_WRITE), OK);
    assert_int_equal(erasure_store(&town.ann.v, jobs), OK);
    assert_int_equal(txn_commit(&txn), OK);
    days_pass(ERASURE_DAYS + 1);
    assert_int_equal(post_at(&town.bob, handle.thread, 1).state, POST_VISIBLE);
}

static void a_tick_with_jobs_of_other_days_writes_once_a_day(void **state)
{
    (void)state;
    start(&town.ann, town.f->board, FACE_ALIAS);
    leave_erasing(&town.ann);
    keeper();
    int64_t version = number("PRAGMA data_version");
    struct txn held = TXN_NONE;
    struct db *other;

    assert_int_equal(db_open(town.f->dir, &other), OK);
    assert_int_equal(txn_begin(&held, other, TXN_WRITE), OK);
    town.f->now += 60;
    keeper(); /* would wait for the lock */
    txn_rollback(&held);
    db_close(other);
    assert_true(version >= 0);
}

#define E(test) cmocka_unit_test_setup_teardown(test, erasing_setup, town_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        E(every_own_post_is_gone_within_thirty_days_and_nobody_elses),
        E(each_post_has_a_day_of_its_own),
        E(every_minute_of_a_day_comes),
        E(a_day_is_looked_through_once),
        E(the_posts_of_a_day_go_at_minutes_of_their_own_and_aliases_at_releases),
        E(job_rows_do_not_tell_whose_they_are_nor_how_many),
        E(no_row_changes_when_its_job_is_done),
        E(without_the_days_key_no_job_of_an_alias_can_be_opened),
        E(a_keeper_that_was_down_does_it_all_when_it_is_back),
        E(a_day_begun_twice_harms_nothing),
        E(a_post_under_a_handle_that_stayed_is_not_erased),
        E(a_tick_with_jobs_of_other_days_writes_once_a_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
