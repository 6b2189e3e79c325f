/* SPDX-License-Identifier: MIT
 *
 * board.c -- which boards there are, who sees them and who may write there.
 */
#include "unit/domain/forum_fixture.h"

static enum err seed(struct forum *f, const char *csv, int *made)
{
    struct visit v = forum_visit(f);

    return board_seed(&v, csv, strlen(csv), made);
}

#define HEAD "slug,category,title,description,mode,open,staff,position\n"

static void default_boards_are_made_once_and_alias_boards_open(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board_row *rows;
    int made, n, alias = 0, open = 0;

    assert_int_equal(board_seed_default(&v, &made), OK);
    assert_true(made > 100);
    assert_int_equal(boards_list(&f->a, f->db, true, &rows, &n), OK);
    assert_int_equal(n, made + 1);
    for (int i = 0; i < n; i++) {
        alias += strcmp(rows[i].mode, "alias") == 0;
        open += rows[i].open;
        if (strcmp(rows[i].mode, "alias") == 0)
            assert_true(rows[i].open);
        assert_true(strlen(rows[i].description) <= 90);
    }
    assert_int_equal(alias, 6);
    assert_in_range(open, 30, 42);
    assert_int_equal(board_seed_default(&v, &made), OK);
    assert_int_equal(made, 0);
}

static void only_staff_start_threads_where_the_default_boards_say_so(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board board;
    int made;

    assert_int_equal(board_seed_default(&v, &made), OK);
    assert_int_equal(board_find(&f->a, &v, "announcements", &board), OK);
    assert_true(board.staff_threads);
    assert_int_equal(board_find(&f->a, &v, "lounge", &board), OK);
    assert_false(board.staff_threads);
}

static void a_seed_leaves_existing_boards_as_they_are(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board board;
    int made;

    assert_int_equal(seed(f,
                          HEAD "lobby,New,New title,New.,handle,1,0,5\n"
                               "second,New,Second,Text.,either,1,0,6\n",
                          &made),
                     OK);
    assert_int_equal(made, 1);
    assert_int_equal(board_find(&f->a, &v, "lobby", &board), OK);
    assert_string_equal(board.title, "lobby");
    assert_int_equal(board.mode, BOARD_EITHER);
}

static void a_broken_seed_makes_nothing(void **state)
{
    static const char *const rows[] = {
        "Bad Slug,C,T,D.,either,1,0,5\n", "-x,C,T,D.,either,1,0,5\n", ",C,T,D.,either,1,0,5\n",
        "x,C,T,D.,nobody,1,0,5\n",        "x,C,T,D.,either,2,0,5\n",  "x,C,T,D.,either,1,0,many\n",
        "x,,T,D.,either,1,0,5\n",         "x,C,,D.,either,1,0,5\n",   "x,C,T\n",
    };
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board_page page;
    int made;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char csv[256];

        snprintf(csv, sizeof csv, HEAD "good,C,T,D.,either,1,0,1\n%s", rows[i]);
        assert_int_equal(seed(f, csv, &made), E_CORRUPT);
    }
    assert_int_equal(seed(f, "no,such,columns\na,b,c\n", &made), E_CORRUPT);
    assert_int_equal(board_list(&f->a, &v, &page), OK);
    assert_int_equal(page.n, 1);
}

static void boards_are_listed_category_by_category(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct board_page page;
    int made;

    assert_int_equal(seed(f,
                          HEAD "b2,Second,B2,D.,either,1,0,50\n"
                               "a2,First,A2,D.,either,1,0,90\n"
                               "a1,First,A1,D.,either,1,0,20\n"
                               "shut,First,Shut,D.,either,0,0,21\n"
                               "c2,Third,C2,D.,either,1,0,99\n"
                               "c1,Third,C1,D.,either,0,0,15\n",
                          &made),
                     OK);
    assert_int_equal(board_list(&f->a, &v, &page), OK);
    assert_int_equal(page.n, 5);
    assert_string_equal(page.rows[0].slug, "lobby");
    assert_string_equal(page.rows[1].slug, "c2"); /* its category begins with a closed one */
    assert_string_equal(page.rows[2].slug, "a1");
    assert_string_equal(page.rows[3].slug, "a2");
    assert_string_equal(page.rows[4].slug, "b2");
}

static void a_closed_board_is_not_found(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    board_id shut = forum_board(f, "shut", "either", false, false);
    struct board board;

    assert_int_equal(board_find(&f->a, &v, "shut", &board), E_NOTFOUND);
    assert_int_equal(board_get(&f->a, &v, shut, &board), E_NOTFOUND);
    assert_int_equal(board_find(&f->a, &v, "nowhere", &board), E_NOTFOUND);
    assert_int_equal(board_find(&f->a, &v, "' OR 1=1 --", &board), E_NOTFOUND);
    assert_int_equal(board_get(&f->a, &v, (board_id){0}, &board), E_NOTFOUND);
}

static void each_reason_against_writing_has_its_error(void **state)
{
    struct forum *f = *state;
    struct member guest, member, moderator;
    const struct board open = {.open = true};
    const struct board closed = {.open = false};
    const struct board staff = {.open = true, .staff_threads = true};
    const struct board alias = {.open = true, .mode = BOARD_ALIAS};

    member_init(f, &guest, "", ROLE_GUEST);
    member_init(f, &member, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &moderator, "calm-heron-2", ROLE_MODERATOR);
    assert_int_equal(board_can_start(&guest.v, &open), E_GUEST);
    assert_int_equal(board_can_reply(&guest.v, &closed), E_GUEST);
    assert_int_equal(board_can_start(&member.v, &open), OK);
    assert_int_equal(board_can_start(&member.v, &closed), E_CLOSED_BOARD);
    assert_int_equal(board_can_reply(&moderator.v, &closed), E_CLOSED_BOARD);
    assert_int_equal(board_can_start(&member.v, &staff), E_STAFF_BOARD);
    assert_int_equal(board_can_reply(&member.v, &staff), OK);
    assert_int_equal(board_can_start(&moderator.v, &staff), OK);
    assert_int_equal(board_can_start(&moderator.v, &alias), E_ALIAS_CLOSED);
    assert_int_equal(board_can_reply(&member.v, &alias), E_ALIAS_CLOSED);
    member_done(&member);
    member_done(&moderator);
}

static void modes_have_names_and_come_back_from_them(void **state)
{
    enum board_mode mode;

    (void)state;
    for (int i = BOARD_EITHER; i <= BOARD_ALIAS; i++) {
        assert_int_equal(board_mode_parse(board_mode_name((enum board_mode)i), &mode), OK);
        assert_int_equal(mode, i);
    }
    assert_int_equal(board_mode_parse("Either", &mode), E_USAGE);
    assert_int_equal(board_mode_parse("", &mode), E_USAGE);
}

static void boards_count_their_threads_posts_and_what_is_unread(void **state)
{
    struct forum *f = *state;
    struct member writer, reader;
    struct board_page page;
    thread_id thread;

    member_init(f, &writer, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &reader, "calm-heron-2", ROLE_MEMBER);
    forum_board(f, "other", "either", true, false);
    thread = must_start(f, &writer, "One");
    must_reply(&writer, thread, "Two");
    must_start(f, &writer, "Another");
    assert_int_equal(board_list(&f->a, &reader.v, &page), OK);
    assert_int_equal(page.rows[0].threads, 2);
    assert_int_equal(page.rows[0].posts, 3);
    assert_int_equal(page.rows[0].unread, 3);
    assert_int_equal(page.rows[1].unread, 0);
    post_mark_read(&reader.v, thread, 1, 2);
    assert_int_equal(board_find(&f->a, &reader.v, "lobby", &page.rows[0]), OK);
    assert_int_equal(page.rows[0].unread, 1);
    member_done(&writer);
    member_done(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(default_boards_are_made_once_and_alias_boards_open),
        FORUM_TEST(only_staff_start_threads_where_the_default_boards_say_so),
        FORUM_TEST(a_seed_leaves_existing_boards_as_they_are),
        FORUM_TEST(a_broken_seed_makes_nothing),
        FORUM_TEST(boards_are_listed_category_by_category),
        FORUM_TEST(a_closed_board_is_not_found),
        FORUM_TEST(each_reason_against_writing_has_its_error),
        cmocka_unit_test(modes_have_names_and_come_back_from_them),
        FORUM_TEST(boards_count_their_threads_posts_and_what_is_unread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
