/* SPDX-License-Identifier: MIT
 *
 * week.c -- how busy the boards were: days, order, what is not counted.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/week.h>

static enum err weeks_of(struct forum *f, struct visit *v, int limit, struct board_weeks *ret)
{
    struct board_page boards;

    TRY(board_list(&f->a, v, &boards));
    return board_weeks(&f->a, v, &boards, limit, ret);
}

static void the_busiest_board_comes_first_with_its_days(void **state)
{
    struct forum *f = *state;
    board_id quiet = forum_board(f, "quiet", "handle", true, false);
    board_id shut = forum_board(f, "shut", "handle", true, false);
    struct board_weeks weeks;
    struct submission s;
    struct member m;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    must_start(f, &m, "Too long ago");
    f->now += 5 * DAY;
    s = thread_of(shut, "Title", "Body");
    must_submit(&m, &s);
    s = thread_of(quiet, "Title", "Body");
    must_submit(&m, &s);
    forum_sql(f, "UPDATE board SET open = 0 WHERE slug = 'shut'");
    thread = must_start(f, &m, "Five days after");
    f->now += 2 * DAY;
    must_reply(&m, thread, "Today.");
    must_reply(&m, thread, "Today.");
    assert_int_equal(weeks_of(f, &m.v, 10, &weeks), OK);
    assert_int_equal(weeks.n, 2);
    assert_int_equal(weeks.rows[0].board.v, f->board.v);
    assert_int_equal(weeks.rows[0].posts, 3);
    assert_int_equal(weeks.rows[0].days[WEEK_DAYS - 1], 2);
    assert_int_equal(weeks.rows[0].days[WEEK_DAYS - 3], 1);
    assert_int_equal(weeks.rows[1].board.v, quiet.v);
    assert_int_equal(weeks_of(f, &m.v, 1, &weeks), OK);
    assert_int_equal(weeks.n, 1);
    member_done(&m);
}

static void a_week_without_posts_is_no_row(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board_weeks weeks;

    assert_int_equal(weeks_of(f, &v, 10, &weeks), OK);
    assert_int_equal(weeks.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(the_busiest_board_comes_first_with_its_days),
        FORUM_TEST(a_week_without_posts_is_no_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
