/* SPDX-License-Identifier: MIT
 *
 * search_queue.c -- posts that wait for the index: looked through, as long as they are not too
 * many.
 */
#include "unit/domain/library_fixture.h"

#include "search_look.h"

/* Indexed once, and taken for waiting: as many as there are ids. */
static void wait_for(int posts)
{
    char sql[600];

    snprintf(sql, sizeof sql,
             "DELETE FROM search_pending;"
             "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT OR IGNORE INTO post (id, thread_id, no, created_at, body, author_gone)"
             " SELECT 1000 + i, (SELECT min(id) FROM thread), 1000 + i, %lld, 'A zither', 1 FROM n;"
             "INSERT INTO search_pending SELECT id FROM post WHERE id BETWEEN 1001 AND 1000 + %d",
             posts, (long long)lib.f->now, posts);
    forum_sql(lib.f, sql);
}

static void assert_found(const char *word, bool partial, int n)
{
    for (int sort = SEARCH_SORT_NEW; sort <= SEARCH_SORT_BEST; sort++) {
        struct search_page page = look_for(&lib.guest, word, (enum search_sort)sort, NULL, 10);

        assert_int_equal(page.n, n);
        assert_int_equal(page.partial, partial);
    }
}

/* A search costs no more while an index is made anew of a million posts; it says that it is. */
static void a_queue_too_long_to_look_through_is_left_out_and_told(void **state)
{
    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    wait_for(SEARCH_QUEUE_LOOKED);
    assert_found("zither", false, 10);
    assert_found("xylophone", false, 1);
    wait_for(SEARCH_QUEUE_LOOKED + 1);
    assert_found("zither", true, 0);
    assert_found("xylophone", true, 1);
}

/* Each page of them goes on where the last one ended, whatever comes meanwhile. */
static void pages_go_on_through_the_queue(void **state)
{
    const char *after = NULL;
    int n = 0;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "zither");
    wait_for(25);
    do {
        struct search_page page = look_for(&lib.guest, "zither", SEARCH_SORT_NEW, after, 10);

        n += page.n;
        after = page.next;
    } while (after);
    assert_int_equal(n, 26);
    assert_found("zither since:2999-01-01", false, 0);
    assert_found("-zither title", false, 0);
}

/* The keeper rests for a shorter while then, but not for ever where the index is damaged. */
static void the_index_is_behind_with_more_than_a_tick_leaves(void **state)
{
    struct visit v = forum_visit(lib.f);
    bool behind = true;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    wait_for(1000);
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_false(behind);
    wait_for(1001);
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_true(behind);
    forum_sql(lib.f, "REPLACE INTO meta VALUES ('search', x'00')");
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_false(behind);
    forum_sql(lib.f, "DELETE FROM meta WHERE key = 'search'");
    tick();
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_false(behind);
    assert_found("zither", false, 10);
}

static void the_index_is_behind_until_what_was_taken_out_is_merged_away(void **state)
{
    struct visit v = forum_visit(lib.f);
    bool behind;

    (void)state;
    tick();
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_false(behind);
    forum_sql(lib.f, "INSERT INTO meta VALUES ('search-merge-named', x'')");
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_true(behind);
    tick();
    assert_int_equal(search_is_behind(&v, &behind), OK);
    assert_false(behind);
}

static void what_is_not_shown_waits_for_no_index(void **state)
{
    struct visit v = forum_visit(lib.f);
    int64_t waiting;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    wait_for(20);
    forum_sql(lib.f, "UPDATE post SET state = 'removed' WHERE id = 1001;"
                     "UPDATE post SET state = 'deleted' WHERE id = 1002;"
                     "UPDATE post SET state = 'collapsed' WHERE id = 1003;"
                     "DELETE FROM search_pending");
    assert_int_equal(search_rebuild(&v), OK);
    assert_int_equal(search_pending_count(lib.f->db, &waiting), OK);
    assert_int_equal(waiting, 1 + 20 - 2);
    tick();
    assert_found("xylophone", false, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        library_unit_test(a_queue_too_long_to_look_through_is_left_out_and_told),
        library_unit_test(pages_go_on_through_the_queue),
        library_unit_test(what_is_not_shown_waits_for_no_index),
        library_unit_test(the_index_is_behind_with_more_than_a_tick_leaves),
        library_unit_test(the_index_is_behind_until_what_was_taken_out_is_merged_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
