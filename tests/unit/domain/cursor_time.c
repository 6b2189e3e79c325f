/* SPDX-License-Identifier: MIT
 *
 * cursor_time.c -- cursors of lists of threads tell no more than the lists.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/inbox.h>

/* Ids are below 10^9: what is more is a time. */
static void assert_coarse(const char *cursor)
{
    const char *at = cursor;

    for (int i = 0; i < 4; i++) {
        char *end;
        int64_t n = (int64_t)strtoull(at, &end, 16);

        if (n > 1000000000 && n % HOUR != 0)
            fail_msg("%s tells the second %lld", cursor, (long long)n);
        at = end + 1;
    }
}

/* Threads that show hours, because somebody is an alias there; the last post is a handle's. */
static void hourly_threads(struct member *cat, int n)
{
    for (int i = 0; i < n; i++) {
        thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE).thread;
        struct submission s = reply_of(thread, "An alias.");

        town.f->now += 601;
        s.face = FACE_ALIAS;
        must_submit(cat, &s);
        town.f->now += 601;
        reply(&town.bob, thread, "Dear @amber-wren-1.");
        town.f->now += 7;
    }
}

static void walk_threads(enum thread_sort sort, int want)
{
    struct thread_query query = {.board = town.f->board, .limit = 1, .sort = sort};
    struct thread_page page;
    int n = 0;

    do {
        assert_int_equal(thread_list(&town.f->a, &town.ann.v, &query, &page), OK);
        n += page.n;
        query.after = page.next;
        if (page.next)
            assert_coarse(page.next);
    } while (page.next && n <= want);
    assert_int_equal(n, want);
}

static void walk_unread(int want)
{
    struct thread_page page = {.next = NULL};
    int n = 0;

    do {
        assert_int_equal(unread_list(&town.f->a, &town.ann.v, (board_id){0}, page.next, 1, &page),
                         OK);
        n += page.n;
        if (page.next)
            assert_coarse(page.next);
    } while (page.next && n <= want);
    assert_int_equal(n, want);
}

static void cursors_tell_no_time_finer_than_is_shown(void **state)
{
    struct inbox_page page = {.next = NULL};
    struct member cat;
    int n = 0;

    (void)state;
    town_member(&town, &cat, "calm-cat-3");
    hourly_threads(&cat, 5);
    do {
        assert_int_equal(inbox_list(&town.f->a, &town.ann.v, page.next, 1, &page), OK);
        n += page.n;
        assert_int_equal(page.rows[0].time % HOUR, 0);
        if (page.next)
            assert_coarse(page.next);
    } while (page.next && n <= 5);
    assert_int_equal(n, 5);
    walk_threads(THREADS_ACTIVE, 5);
    walk_threads(THREADS_NEW, 5);
    walk_threads(THREADS_HELPFUL, 5);
    walk_unread(5);
    town_member_done(&cat);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(cursors_tell_no_time_finer_than_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
