/* SPDX-License-Identifier: MIT
 *
 * board_edit.c -- a sysop makes and changes boards; it is in the log and is taken back.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/board_edit.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/undo.h>

static struct board board_now(const char *slug)
{
    struct board_setup_page page;

    assert_int_equal(board_setup_list(&town.f->a, &town.sysop.v, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].board.slug, slug) == 0)
            return page.rows[i].board;
    fail_msg("no board %s", slug);
    return page.rows[0].board;
}

static void only_sysops_change_boards(void **state)
{
    struct board_change c = board_change_none();
    struct board_setup_page page;
    action_id id;

    (void)state;
    c.title = "Other title";
    assert_int_equal(board_edit(&town.mod.v, "vent", &c, &id), E_DENIED);
    assert_int_equal(board_make(&town.mod.v, "new", &c, &id), E_DENIED);
    assert_int_equal(board_edit(&town.guest.v, "vent", &c, &id), E_GUEST);
    assert_int_equal(board_setup_list(&town.f->a, &town.mod.v, &page), E_DENIED);
    assert_int_equal(board_edit(&town.sysop.v, "nowhere", &c, &id), E_NOTFOUND);
}

static void a_board_is_changed_and_changed_back(void **state)
{
    struct board_change c = board_change_none();
    action_id id, undo;

    (void)state;
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_DONE_ALREADY);
    c.title = "Let it out: 2 a.m.";
    c.description = "";
    c.open = 0;
    c.slow = 30;
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), OK);
    assert_string_equal(board_now("vent").title, "Let it out: 2 a.m.");
    assert_string_equal(board_now("vent").description, "");
    assert_false(board_now("vent").open);
    assert_int_equal(board_now("vent").slow, 30);
    assert_int_equal(action_undo(&town.mod.v, id, &undo), E_DENIED);
    assert_int_equal(action_undo(&town.sysop.v, id, &undo), OK);
    assert_string_equal(board_now("vent").title, "vent");
    assert_true(board_now("vent").open);
    assert_int_equal(board_now("vent").slow, 0);
    assert_whole();
}

static void what_cannot_be_is_refused(void **state)
{
    struct board_change c = board_change_none();
    action_id id;

    (void)state;
    c.mode = "handle";
    assert_int_equal(board_edit(&town.sysop.v, "quiet", &c, &id), OK); /* it is empty */
    start(&town.ann, town.vent, FACE_ALIAS);
    later(2 * HOUR);
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_BOARD_OTHER);
    c.mode = "whatever";
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_USAGE);
    c = board_change_none();
    c.title = " ";
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_TITLE_EMPTY);
    c = board_change_none();
    c.slow = SLOW_MINUTES_MAX + 1;
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_NUMBER_INVALID);
}

static void a_new_board_is_last_and_closed_until_it_is_opened(void **state)
{
    struct board_change c = board_change_none();
    action_id id, undo;

    (void)state;
    assert_int_equal(board_make(&town.sysop.v, "Bad Slug", &c, &id), E_USAGE);
    assert_int_equal(board_make(&town.sysop.v, "vent", &c, &id), E_DONE_ALREADY);
    assert_int_equal(board_make(&town.sysop.v, "night-shift", &c, &id), OK);
    assert_false(board_now("night-shift").open);
    c.open = 1;
    c.title = "Night shift";
    assert_int_equal(board_edit(&town.sysop.v, "night-shift", &c, &undo), OK);
    assert_int_equal(try_start(&town.ann, board_now("night-shift").id, FACE_HANDLE), OK);
    assert_int_equal(action_undo(&town.sysop.v, id, &undo), OK);
    assert_false(board_now("night-shift").open);
}

static void an_older_change_is_taken_back_without_what_was_changed_since(void **state)
{
    struct board_change c = board_change_none();
    action_id title, again, mode, id;

    (void)state;
    c.title = "One";
    assert_int_equal(board_edit(&town.sysop.v, "quiet", &c, &title), OK);
    c = board_change_none();
    c.mode = "handle";
    c.slow = 5;
    assert_int_equal(board_edit(&town.sysop.v, "quiet", &c, &mode), OK);
    c = board_change_none();
    c.title = "Two";
    assert_int_equal(board_edit(&town.sysop.v, "quiet", &c, &again), OK);
    assert_int_equal(action_undo(&town.sysop.v, title, &id), E_STALE);
    assert_string_equal(board_now("quiet").title, "Two");
    assert_int_equal(action_undo(&town.sysop.v, again, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, title, &id), OK);
    assert_string_equal(board_now("quiet").title, "quiet");
    assert_int_equal(board_now("quiet").slow, 5);
    start(&town.ann, board_now("quiet").id, FACE_HANDLE);
    assert_int_equal(action_undo(&town.sysop.v, mode, &id), E_BOARD_OTHER);
    assert_whole();
}

static void where_staff_alone_starts_threads_no_alias_tells_of_it(void **state)
{
    struct board_change c = board_change_none();
    struct face_offer offer;
    struct submitted opened;
    board_id lobby = board_now("lobby").id;
    action_id id;

    (void)state;
    c.staff_threads = 1;
    assert_int_equal(board_edit(&town.sysop.v, "vent", &c, &id), E_ALIAS_STAFF);
    assert_int_equal(board_edit(&town.sysop.v, "lobby", &c, &id), OK);
    assert_int_equal(try_start(&town.mod, lobby, FACE_ALIAS), E_ALIAS_STAFF);
    assert_int_equal(try_start(&town.mod, lobby, FACE_DEFAULT), E_ALIAS_STAFF);
    assert_int_equal(try_start(&town.ann, lobby, FACE_HANDLE), E_STAFF_BOARD);
    assert_int_equal(
        post_offer(&town.f->a, &town.mod.v, lobby, (thread_id){0}, FACE_HANDLE, NULL, &offer), OK);
    assert_true(offer.fixed);
    opened = start(&town.mod, lobby, FACE_HANDLE);
    reply(&town.ann, opened.thread, "Under an alias.");
    reply(&town.peer, opened.thread, "So do moderators.");
    assert_whole();
}

static void a_slow_board_slows_each_of_its_threads(void **state)
{
    struct board_change c = board_change_none();
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct thread_row row;
    action_id id;

    (void)state;
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, made.thread, &row), OK);
    c.slow = 15;
    assert_int_equal(board_edit(&town.sysop.v, row.board_slug, &c, &id), OK);
    assert_int_equal(try_reply(&town.ann, made.thread), E_SLOW);
    assert_int_equal(try_reply(&town.bob, made.thread), OK);
}

/* "one two three" in the order of the list, of the boards in these categories. */
static const char *order_now(void)
{
    AUTO_STR struct str all = STR_INIT;
    struct board_setup_page page;

    assert_int_equal(board_setup_list(&town.f->a, &town.sysop.v, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (strlen(page.rows[i].board.category) == 1)
            str_printf(&all, "%s%s", all.n > 0 ? " " : "", page.rows[i].board.slug);
    return arena_strdup(&town.f->a, str_cstr(&all));
}

static void make_at(const char *slug, const char *category, int64_t position)
{
    struct board_change c = board_change_none();
    action_id id;

    c.category = category;
    c.position = position;
    assert_int_equal(board_make(&town.sysop.v, slug, &c, &id), OK);
}

static void a_board_moves_past_its_neighbor_and_a_category_past_the_next(void **state)
{
    action_id first, second, id;

    (void)state;
    make_at("a-one", "A", 900000);
    make_at("a-two", "A", 900000);
    make_at("b-one", "B", 900001);
    assert_string_equal(order_now(), "a-one a-two b-one");
    assert_int_equal(board_move(&town.mod.v, "a-two", -1, &id), E_DENIED);
    assert_int_equal(board_move(&town.sysop.v, "nowhere", -1, &id), E_NOTFOUND);
    assert_int_equal(board_move(&town.sysop.v, "a-two", -1, &first), OK);
    assert_string_equal(order_now(), "a-two a-one b-one");
    assert_int_equal(board_move(&town.sysop.v, "b-one", 1, &id), E_DONE_ALREADY);
    assert_int_equal(board_move(&town.sysop.v, "b-one", -1, &second), OK);
    assert_string_equal(order_now(), "b-one a-two a-one");
    assert_int_equal(action_undo(&town.sysop.v, first, &id), E_STALE);
    assert_int_equal(action_undo(&town.sysop.v, second, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, first, &id), OK);
    assert_string_equal(order_now(), "a-one a-two b-one");
    assert_int_equal(board_move(&town.sysop.v, "a-two", 1, &id), OK);
    assert_string_equal(order_now(), "b-one a-one a-two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(only_sysops_change_boards),
        TOWN_TEST(a_board_is_changed_and_changed_back),
        TOWN_TEST(what_cannot_be_is_refused),
        TOWN_TEST(a_new_board_is_last_and_closed_until_it_is_opened),
        TOWN_TEST(a_board_moves_past_its_neighbor_and_a_category_past_the_next),
        TOWN_TEST(a_slow_board_slows_each_of_its_threads),
        TOWN_TEST(an_older_change_is_taken_back_without_what_was_changed_since),
        TOWN_TEST(where_staff_alone_starts_threads_no_alias_tells_of_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
