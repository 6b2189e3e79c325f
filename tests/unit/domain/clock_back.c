/* SPDX-License-Identifier: MIT
 *
 * clock_back.c -- a clock that jumps backwards: nothing is lost, and nothing is counted wrong.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/search.h>
#include <curbside/domain/unread.h>

enum {
    JUMP_S = 30 * 60 * 60, /* over midnight, and no further than what is let out late may be */
};

static int clock_setup(void **state)
{
    assert_int_equal(town_setup(state), 0);
    town.ann.who.joined_day = T0 - 30 * DAY;
    town.bob.who.joined_day = T0 - 30 * DAY;
    return 0;
}

/* Total, threads and posts one by one agree. */
static void assert_unread(struct member *m, int64_t want)
{
    struct thread_page page;
    int64_t total, sum = 0;

    assert_int_equal(unread_total(&m->v, &total), OK);
    assert_int_equal(unread_list(&town.f->a, &m->v, (board_id){0}, NULL, 50, &page), OK);
    for (int i = 0; i < page.n; i++)
        sum += page.rows[i].unread;
    assert_int_equal(total, want);
    assert_int_equal(sum, want);
}

static int inbox_rows(struct member *m)
{
    struct inbox_page page;

    assert_int_equal(inbox_list(&town.f->a, &m->v, NULL, 50, &page), OK);
    return page.n;
}

static void posts_keep_their_order_and_counts_stay_right(void **state)
{
    thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE).thread, other;
    struct thread_row before, after;
    int64_t marked;

    (void)state;
    assert_unread(&town.ann, 1);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, thread, &before), OK);
    town.f->now -= JUMP_S;
    assert_int_equal(reply(&town.bob, thread, "Written by a clock that is slow.").no, 2);
    other = start(&town.bob, town.f->board, FACE_HANDLE).thread;
    assert_int_equal(reply(&town.bob, thread, "And again.").no, 3);
    assert_unread(&town.ann, 4);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, thread, &after), OK);
    assert_true(after.active >= before.active);
    post_mark_read(&town.ann.v, thread, 1, 2);
    assert_unread(&town.ann, 2);
    assert_int_equal(catch_up(&town.ann.v, (board_id){0}, (thread_id){0}, &marked), OK);
    assert_int_equal(marked, 2);
    assert_unread(&town.ann, 0);
    reply(&town.bob, other, "After she caught up.");
    assert_unread(&town.ann, 1);
    town.f->now += JUMP_S;
    reply(&town.bob, thread, "The clock was set.");
    assert_unread(&town.ann, 2);
    assert_whole();
}

static void the_inbox_and_search_miss_nothing(void **state)
{
    const struct search_query query = {
        .text = "wombat", .n = 6, .sort = SEARCH_SORT_NEW, .limit = 10};
    thread_id thread = start(&town.ann, town.f->board, FACE_HANDLE).thread;
    struct query_fault fault;
    struct search_page page;

    (void)state;
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    town.f->now -= JUMP_S;
    reply(&town.bob, thread, "A wombat for @amber-wren-1.");
    assert_int_equal(inbox_rows(&town.ann), 1);
    assert_int_equal(search_run(&town.f->a, &town.ann.v, &query, &page, &fault), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox_rows(&town.ann), 0);
    reply(&town.bob, thread, "Another for @amber-wren-1.");
    assert_int_equal(inbox_rows(&town.ann), 1);
}

static void what_waits_comes_out_and_is_posted_once(void **state)
{
    thread_id thread = start(&town.ann, town.vent, FACE_ALIAS).thread;
    struct submission s = reply_of(thread, "A reply that waits.");
    struct submitted first, again;
    struct thread_row row;

    (void)state;
    town.f->now += 10 * MINUTE;
    tick();
    first = must_submit(&town.bob, &s);
    town.f->now -= JUMP_S;
    again = must_submit(&town.bob, &s); /* the same token */
    assert_int_equal(again.post.v, first.post.v);
    tick();
    town.f->now += JUMP_S + 10 * MINUTE;
    tick();
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, thread, &row), OK);
    assert_int_equal(row.posts, 2);
    assert_whole();
}

static void a_draft_is_kept_and_listed(void **state)
{
    struct draft draft = {.board = town.f->board, .title = "Half", .body = "written", .body_n = 7};
    struct draft_page page;

    (void)state;
    assert_int_equal(draft_save(&town.ann.v, &draft), OK);
    town.f->now -= JUMP_S;
    draft.body = "written on";
    draft.body_n = strlen(draft.body);
    assert_int_equal(draft_save(&town.ann.v, &draft), OK);
    assert_int_equal(draft_list(&town.f->a, &town.ann.v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].body, "written on");
}

#define clock_unit_test(test) cmocka_unit_test_setup_teardown(test, clock_setup, town_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        clock_unit_test(posts_keep_their_order_and_counts_stay_right),
        clock_unit_test(the_inbox_and_search_miss_nothing),
        clock_unit_test(what_waits_comes_out_and_is_posted_once),
        clock_unit_test(a_draft_is_kept_and_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
