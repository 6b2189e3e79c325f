/* SPDX-License-Identifier: MIT
 *
 * reshape.c -- threads are moved, retitled, slowed, split and merged, posts are set right; all of
 * it is taken back, and the board holds together throughout.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/board.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/search.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/undo.h>

#include "unread.h"

static struct thread_row row_of(thread_id thread)
{
    struct thread_row row;

    assert_int_equal(thread_get(&town.f->a, &town.guest.v, thread, &row), OK);
    return row;
}

static void undone(action_id id)
{
    action_id undo;

    assert_int_equal(action_undo(&town.mod.v, id, &undo), OK);
    assert_whole();
}

static void a_thread_moves_to_a_board_of_its_kind_and_back(void **state)
{
    board_id other = forum_board(town.f, "other", "either", true, false);
    board_id closed = forum_board(town.f, "closed", "either", false, false);
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    reply(&town.bob, made.thread, "And more.");
    assert_int_equal(thread_move(&town.ann.v, made.thread, other, NULL, NULL, &id), E_DENIED);
    assert_int_equal(thread_move(&town.mod.v, made.thread, town.vent, NULL, NULL, &id),
                     E_BOARD_OTHER);
    assert_int_equal(thread_move(&town.mod.v, made.thread, closed, NULL, NULL, &id), E_NOTFOUND);
    assert_int_equal(thread_move(&town.mod.v, made.thread, town.f->board, NULL, NULL, &id),
                     E_DONE_ALREADY);
    assert_int_equal(thread_move(&town.mod.v, made.thread, other, "on-topic", NULL, &id), OK);
    assert_int_equal(row_of(made.thread).board.v, other.v);
    assert_whole();
    undone(id);
    assert_int_equal(row_of(made.thread).board.v, town.f->board.v);
}

static void what_waits_in_a_thread_moves_with_it(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_ALIAS);
    action_id id;

    (void)state;
    later(2 * HOUR);
    reply(&town.bob, made.thread, "Not out yet.");
    assert_int_equal(thread_move(&town.mod.v, made.thread, town.quiet, NULL, NULL, &id), OK);
    assert_whole();
    later(HOUR);
    assert_int_equal(row_of(made.thread).posts, 2);
    assert_whole();
}

static void a_title_is_changed_and_changed_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    assert_int_equal(thread_retitle(&town.mod.v, made.thread, " ", NULL, NULL, &id), E_TITLE_EMPTY);
    assert_int_equal(thread_retitle(&town.mod.v, made.thread, "Title", NULL, NULL, &id),
                     E_DONE_ALREADY);
    assert_int_equal(
        thread_retitle(&town.mod.v, made.thread, "A question of 2 parts", NULL, NULL, &id), OK);
    assert_string_equal(row_of(made.thread).title, "A question of 2 parts");
    assert_whole();
    undone(id);
    assert_string_equal(row_of(made.thread).title, "Title");
}

static void a_post_is_set_right(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    reply(&town.bob, made.thread, "No: it is 510.");
    assert_int_equal(post_correct(&town.mod.v, made.post, 1, NULL, NULL, &id), E_NOTFOUND);
    assert_int_equal(post_correct(&town.mod.v, made.post, 3, NULL, NULL, &id), E_NOTFOUND);
    assert_int_equal(post_correct(&town.ann.v, made.post, 2, NULL, NULL, &id), E_DENIED);
    assert_int_equal(post_correct(&town.mod.v, made.post, 2, NULL, NULL, &id), OK);
    assert_int_equal(post_at(&town.guest, made.thread, 1).see, 2);
    assert_string_equal(post_at(&town.guest, made.thread, 1).body, "The first post.");
    undone(id);
    assert_int_equal(post_at(&town.guest, made.thread, 1).see, 0);
}

static void a_slow_thread_takes_one_post_of_a_person_in_its_minutes(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    int64_t wait;
    action_id id;

    (void)state;
    assert_int_equal(thread_slow(&town.mod.v, made.thread, SLOW_MINUTES_MAX + 1, NULL, NULL, &id),
                     E_NUMBER_INVALID);
    assert_int_equal(thread_slow(&town.mod.v, made.thread, 20, NULL, NULL, &id), OK);
    assert_int_equal(try_reply(&town.ann, made.thread), E_SLOW);
    assert_int_equal(slow_wait(&town.ann.v, made.thread, &wait), OK);
    assert_int_equal(wait, 20 * MINUTE);
    assert_string_equal(slow_words(&town.f->a, &town.ann.v, made.thread),
                        "This thread is slow: your next post in it can go in 20 minutes.");
    assert_int_equal(try_reply(&town.bob, made.thread), OK); /* their first */
    assert_int_equal(try_reply(&town.mod, made.thread), OK);
    town.f->now += 20 * MINUTE;
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    town.f->now -= 20 * MINUTE;
    undone(id);
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
    assert_null(slow_words(&town.f->a, &town.ann.v, made.thread));
}

/* Or who is not slowed would be known for one. */
static void a_moderator_waits_under_an_alias_as_everybody(void **state)
{
    struct submitted hers = start(&town.ann, town.f->board, FACE_ALIAS),
                     alias = start(&town.mod, town.f->board, FACE_ALIAS),
                     handle = start(&town.mod, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    assert_int_equal(thread_slow(&town.peer.v, hers.thread, 600, NULL, NULL, &id), OK);
    assert_int_equal(thread_slow(&town.peer.v, alias.thread, 600, NULL, NULL, &id), OK);
    assert_int_equal(thread_slow(&town.peer.v, handle.thread, 600, NULL, NULL, &id), OK);
    assert_int_equal(try_reply(&town.ann, hers.thread), E_SLOW);
    assert_int_equal(try_reply(&town.mod, alias.thread), E_SLOW);
    assert_int_equal(try_reply(&town.mod, handle.thread), OK);
}

/* All that is stored of an alias's time is the hour. */
static void an_alias_waits_for_the_hour(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    action_id id;

    (void)state;
    assert_int_equal(thread_slow(&town.mod.v, made.thread, 10, NULL, NULL, &id), OK);
    assert_int_equal(try_reply(&town.ann, made.thread), E_SLOW);
    town.f->now = (town.f->now / HOUR + 1) * HOUR - 1;
    assert_int_equal(try_reply(&town.ann, made.thread), E_SLOW);
    town.f->now++;
    assert_int_equal(try_reply(&town.ann, made.thread), OK);
}

static bool is_listed(thread_id thread)
{
    const struct thread_query query = {.board = town.f->board, .limit = 50};
    struct thread_page page;

    assert_int_equal(thread_list(&town.f->a, &town.guest.v, &query, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].id.v == thread.v)
            return true;
    return false;
}

static void posts_are_put_into_a_thread_of_their_own_and_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE), other;
    struct post post;
    thread_id thread;
    action_id id;

    (void)state;
    other = reply(&town.bob, made.thread, "About something else.");
    town.f->now += HOUR;
    reply(&town.ann, made.thread, "Yes, about that.");
    assert_int_equal(thread_split(&town.mod.v, made.post, "T", NULL, NULL, &thread, &id),
                     E_NOTFOUND);
    assert_int_equal(
        thread_split(&town.mod.v, other.post, "Something else", "on-topic", NULL, &thread, &id),
        OK);
    assert_whole();
    assert_string_equal(row_of(thread).title, "Something else");
    assert_int_equal(row_of(thread).posts, 2);
    post = post_at(&town.guest, thread, 1);
    assert_int_equal(post.id.v, other.post.v);
    assert_string_equal(post.body, "About something else.");
    assert_int_equal(row_of(made.thread).posts, 3); /* with the markers */
    assert_int_equal(post_at(&town.guest, made.thread, 2).state, POST_REMOVED);
    assert_int_equal(post_at(&town.guest, made.thread, 1).moved_to.v, 0);
    assert_int_equal(post_at(&town.guest, made.thread, 2).moved_to.v, thread.v);
    assert_int_equal(post_at(&town.guest, made.thread, 3).moved_to.v, thread.v);
    assert_true(is_listed(thread));
    undone(id);
    assert_whole();
    assert_false(is_listed(thread));
    assert_int_equal(row_of(thread).moved_to.v, made.thread.v);
    assert_int_equal(post_at(&town.guest, thread, 1).moved_to.v, made.thread.v);
    assert_int_equal(post_at(&town.guest, made.thread, 2).moved_to.v, 0);
    assert_int_equal(post_at(&town.guest, made.thread, 2).id.v, other.post.v);
    assert_string_equal(post_at(&town.guest, made.thread, 3).body, "Yes, about that.");
    assert_true(post_at(&town.bob, made.thread, 2).you);
}

/* What somebody wrote in it meanwhile stays there, to be read. */
static void a_split_with_a_later_post_stays_when_it_is_taken_back(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE), other;
    thread_id thread;
    action_id id;

    (void)state;
    other = reply(&town.bob, made.thread, "About something else.");
    assert_int_equal(thread_split(&town.mod.v, other.post, "T", NULL, NULL, &thread, &id), OK);
    reply(&town.ann, thread, "More of it.");
    undone(id);
    assert_whole();
    assert_true(is_listed(thread));
    assert_true(row_of(thread).locked);
    assert_string_equal(post_at(&town.guest, thread, 2).body, "More of it.");
    assert_int_equal(post_at(&town.guest, made.thread, 2).id.v, other.post.v);
}

/* Each marker says where its own post went, and what a moderator removed says nothing of the kind.
 */
static void of_several_splits_each_marker_knows_its_own(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE), one, two, rude;
    thread_id first, second;
    action_id id;

    (void)state;
    one = reply(&town.bob, made.thread, "About something else.");
    town.f->now += HOUR;
    assert_int_equal(thread_split(&town.mod.v, one.post, "One", NULL, NULL, &first, &id), OK);
    two = reply(&town.bob, made.thread, "And about a third thing.");
    town.f->now += HOUR;
    assert_int_equal(thread_split(&town.mod.v, two.post, "Two", NULL, NULL, &second, &id), OK);
    rude = reply(&town.bob, made.thread, "Nonsense.");
    assert_int_equal(post_remove(&town.mod.v, rude.post, "kindness", NULL, &id), OK);
    assert_int_equal(post_at(&town.guest, made.thread, 2).moved_to.v, first.v);
    assert_int_equal(post_at(&town.guest, made.thread, 3).moved_to.v, second.v);
    assert_int_equal(post_at(&town.guest, made.thread, 4).moved_to.v, 0);
    assert_int_equal(thread_merge(&town.mod.v, first, second, NULL, NULL, &id), OK);
    assert_int_equal(post_at(&town.guest, made.thread, 2).moved_to.v, second.v);
}

static void an_alias_that_is_put_elsewhere_is_nobodys(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE), other;
    const struct sanction_order order = {.severity = SEVERITY_BAN, .rule = "kindness"};
    struct submission s = reply_of(made.thread, "Under an alias.");
    thread_id thread;
    action_id id, ban;

    (void)state;
    s.face = FACE_ALIAS;
    other = must_submit(&town.bob, &s);
    assert_true(post_at(&town.bob, made.thread, 2).you);
    assert_int_equal(thread_split(&town.mod.v, other.post, "T", NULL, NULL, &thread, &id), OK);
    assert_false(post_at(&town.bob, thread, 1).you);
    assert_int_equal(sanction_through_post(&town.mod.v, other.post, &order, &ban), E_NOBODY);
    undone(id);
    assert_true(post_at(&town.bob, made.thread, 2).you);
}

static void two_threads_become_one(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.bob, town.f->board, FACE_HANDLE);
    struct submitted waits = start(&town.ann, town.vent, FACE_ALIAS);
    action_id id;

    (void)state;
    reply(&town.ann, two.thread, "The same here.");
    later(2 * HOUR);
    assert_int_equal(thread_merge(&town.mod.v, one.thread, one.thread, NULL, NULL, &id),
                     E_NOTFOUND);
    assert_int_equal(thread_merge(&town.mod.v, two.thread, waits.thread, NULL, NULL, &id),
                     E_BOARD_OTHER);
    assert_int_equal(thread_merge(&town.mod.v, two.thread, one.thread, NULL, NULL, &id), OK);
    assert_whole();
    assert_int_equal(row_of(one.thread).posts, 3);
    assert_int_equal(post_at(&town.guest, one.thread, 2).id.v, two.post.v);
    assert_true(row_of(two.thread).locked);
    undone(id);
    assert_int_equal(post_at(&town.guest, two.thread, 1).id.v, two.post.v);
    assert_false(row_of(two.thread).locked);
}

static int64_t unread_on(struct member *m, board_id board)
{
    int64_t n;

    assert_int_equal(unread_of_boards(&m->v, &board, 1, &n), OK);
    return n;
}

static int64_t listed_unread(struct member *m, board_id board)
{
    struct thread_page page;
    int64_t n = 0;

    assert_int_equal(unread_list(&town.f->a, &m->v, board, NULL, 50, &page), OK);
    for (int i = 0; i < page.n; i++)
        n += page.rows[i].unread;
    return n;
}

/* Home says so before the thread was looked at. */
static void ones_own_post_is_read_where_it_was_put(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.bob, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    later(3 * HOUR);
    assert_int_equal(unread_on(&town.bob, town.f->board), 1);
    assert_int_equal(thread_merge(&town.mod.v, two.thread, one.thread, NULL, NULL, &id), OK);
    assert_int_equal(unread_on(&town.bob, town.f->board), 1);
    assert_int_equal(listed_unread(&town.bob, town.f->board), 1);
}

/* Also to a session that has counted before. */
static void a_moved_thread_is_read_where_it_is(void **state)
{
    board_id other = forum_board(town.f, "other", "either", true, false);
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    action_id id;

    (void)state;
    post_mark_read(&town.peer.v, made.thread, 1, 1);
    assert_int_equal(unread_on(&town.peer, town.f->board), 0);
    assert_int_equal(thread_move(&town.mod.v, made.thread, other, NULL, NULL, &id), OK);
    assert_int_equal(unread_on(&town.peer, other), 0);
    start(&town.bob, town.f->board, FACE_HANDLE);
    assert_int_equal(unread_on(&town.peer, town.f->board), 1);
    undone(id);
    assert_int_equal(unread_on(&town.peer, other), 0);
    assert_int_equal(unread_on(&town.peer, town.f->board), 1);
}

static void a_merged_thread_leaves_the_lists_and_says_where_it_went(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted two = start(&town.bob, town.f->board, FACE_HANDLE);
    action_id id, other;

    (void)state;
    reply(&town.ann, two.thread, "The same here.");
    post_mark_read(&town.peer.v, two.thread, 1, 2);
    assert_int_equal(unread_on(&town.peer, town.f->board), 1);
    assert_int_equal(unread_on(&town.mod, town.f->board), 3);
    assert_int_equal(thread_merge(&town.mod.v, two.thread, one.thread, NULL, NULL, &id), OK);
    assert_whole();
    assert_int_equal(row_of(two.thread).moved_to.v, one.thread.v);
    assert_false(is_listed(two.thread));
    assert_int_equal(unread_on(&town.peer, town.f->board), 3);
    assert_int_equal(listed_unread(&town.peer, town.f->board), 3);
    assert_int_equal(unread_on(&town.mod, town.f->board), 3);
    assert_int_equal(listed_unread(&town.mod, town.f->board), 3);
    assert_int_equal(try_reply(&town.bob, two.thread), E_MOVED);
    assert_int_equal(thread_retitle(&town.mod.v, two.thread, "T", NULL, NULL, &other), E_MOVED);
    undone(id);
    assert_true(is_listed(two.thread));
    assert_int_equal(row_of(two.thread).moved_to.v, 0);
    assert_int_equal(unread_on(&town.mod, town.f->board), listed_unread(&town.mod, town.f->board));
    assert_int_equal(try_reply(&town.bob, two.thread), OK);
}

static void what_waits_in_a_merged_thread_comes_out_in_the_other(void **state)
{
    struct submitted one = start(&town.ann, town.vent, FACE_ALIAS);
    struct submitted two = start(&town.bob, town.vent, FACE_ALIAS);
    action_id id;

    (void)state;
    later(2 * HOUR);
    reply(&town.bob, two.thread, "Not out yet.");
    assert_int_equal(thread_merge(&town.mod.v, two.thread, one.thread, NULL, NULL, &id), OK);
    later(HOUR);
    assert_whole();
    assert_int_equal(row_of(two.thread).posts, 1);
    assert_string_equal(post_at(&town.guest, one.thread, 3).body, "Not out yet.");
    assert_false(post_at(&town.bob, one.thread, 3).you);
}

static void who_is_out_of_a_thread_is_out_of_where_it_went(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted two = start(&town.bob, town.f->board, FACE_ALIAS), other;
    struct submission s = reply_of(one.thread, "Back again.");
    thread_id split;
    action_id id;

    (void)state;
    s.face = FACE_ALIAS;
    other = reply(&town.ann, two.thread, "About something else.");
    sanction(&town.mod, two.post, SEVERITY_BAN);
    assert_int_equal(try_reply(&town.bob, two.thread), E_BARRED_THREAD);
    assert_int_equal(post_check(&town.bob.v, &s), OK);
    assert_int_equal(thread_split(&town.mod.v, other.post, "T", NULL, NULL, &split, &id), OK);
    s.thread = split;
    assert_int_equal(post_check(&town.bob.v, &s), E_BARRED_THREAD);
    undone(id);
    assert_int_equal(thread_merge(&town.mod.v, two.thread, one.thread, NULL, NULL, &id), OK);
    s.thread = one.thread;
    assert_int_equal(post_check(&town.bob.v, &s), E_BARRED_THREAD);
    assert_int_equal(post_check(&town.ann.v, &s), OK);
    undone(id);
    assert_int_equal(post_check(&town.bob.v, &s), OK);
}

static void assert_out(thread_id thread)
{
    struct submission s = reply_of(thread, "Back again.");

    s.face = FACE_ALIAS;
    assert_int_equal(post_check(&town.bob.v, &s), E_BARRED_THREAD);
}

/* A thread that was split off, and went into another one or was split again. */
static void who_is_out_is_out_of_where_the_rest_of_it_went(void **state)
{
    struct submitted one = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submitted two = start(&town.bob, town.f->board, FACE_ALIAS), other, last;
    thread_id split, again;
    action_id id;

    (void)state;
    other = reply(&town.ann, two.thread, "About something else.");
    last = reply(&town.ann, two.thread, "And a third thing.");
    sanction(&town.mod, two.post, SEVERITY_BAN);
    assert_int_equal(thread_split(&town.mod.v, other.post, "T", NULL, NULL, &split, &id), OK);
    assert_int_equal(thread_split(&town.mod.v, last.post, "U", NULL, NULL, &again, &id), OK);
    assert_out(split);
    assert_out(again);
    assert_int_equal(thread_merge(&town.mod.v, split, one.thread, NULL, NULL, &id), OK);
    assert_out(one.thread);
    undone(id);
    struct submission s = reply_of(one.thread, "Hello.");
    s.face = FACE_ALIAS;
    assert_int_equal(post_check(&town.bob.v, &s), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_thread_moves_to_a_board_of_its_kind_and_back),
        TOWN_TEST(what_waits_in_a_thread_moves_with_it),
        TOWN_TEST(a_title_is_changed_and_changed_back),
        TOWN_TEST(a_post_is_set_right),
        TOWN_TEST(a_slow_thread_takes_one_post_of_a_person_in_its_minutes),
        TOWN_TEST(a_moderator_waits_under_an_alias_as_everybody),
        TOWN_TEST(an_alias_waits_for_the_hour),
        TOWN_TEST(posts_are_put_into_a_thread_of_their_own_and_back),
        TOWN_TEST(a_split_with_a_later_post_stays_when_it_is_taken_back),
        TOWN_TEST(of_several_splits_each_marker_knows_its_own),
        TOWN_TEST(an_alias_that_is_put_elsewhere_is_nobodys),
        TOWN_TEST(two_threads_become_one),
        TOWN_TEST(a_moved_thread_is_read_where_it_is),
        TOWN_TEST(ones_own_post_is_read_where_it_was_put),
        TOWN_TEST(a_merged_thread_leaves_the_lists_and_says_where_it_went),
        TOWN_TEST(what_waits_in_a_merged_thread_comes_out_in_the_other),
        TOWN_TEST(who_is_out_of_a_thread_is_out_of_where_it_went),
        TOWN_TEST(who_is_out_is_out_of_where_the_rest_of_it_went),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
