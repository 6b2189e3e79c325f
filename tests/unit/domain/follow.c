/* SPDX-License-Identifier: MIT
 *
 * follow.c -- following and bookmarking: addresses, lists, and two sessions of one account.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/bookmark.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/follow.h>

static struct member ann;

static int setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    member_init(*state, &ann, "amber-wren-1", ROLE_MEMBER);
    return 0;
}

static int teardown(void **state)
{
    member_done(&ann);
    return forum_teardown(state);
}

static const char *follow(struct forum *f, const char *address)
{
    const char *stored;

    assert_int_equal(follow_add(&f->a, &ann.v, address, &stored), OK);
    return stored;
}

static struct post first_post(struct forum *f, thread_id thread)
{
    struct post post;

    assert_int_equal(post_get(&f->a, &ann.v, thread, 1, &post), OK);
    return post;
}

static void addresses_are_kept_as_the_board_calls_them(void **state)
{
    struct forum *f = *state;
    thread_id thread = must_start(f, &ann, "Title");
    struct post post = first_post(f, thread);
    char number[32], want[32], address[32];
    const char *stored;

    snprintf(want, sizeof want, "thread/%lld", (long long)thread.v);
    snprintf(number, sizeof number, "%lld", (long long)thread.v);
    snprintf(address, sizeof address, "post/%lld", (long long)post.id.v);
    assert_string_equal(follow(f, number), want);
    assert_string_equal(follow(f, address), want);
    assert_string_equal(follow(f, "#Retake"), "tag/retake");
    assert_string_equal(follow(f, "tag/retake"), "tag/retake");
    assert_string_equal(follow(f, "board/lobby"), "board/lobby");
    assert_true(follow_has_thread(&ann.v, thread));
    assert_true(follow_has_tag(&ann.v, "retake"));
    assert_true(follow_has_board(&ann.v, "lobby"));
    assert_false(follow_has_board(&ann.v, "lobb"));
    assert_int_equal(follow_add(&f->a, &ann.v, "board/none", &stored), E_NOTFOUND);
    assert_int_equal(follow_add(&f->a, &ann.v, "thread/999999999", &stored), E_NOTFOUND);
    assert_int_equal(follow_add(&f->a, &ann.v, "tag/no spaces", &stored), E_TAG_INVALID);
    assert_int_equal(follow_add(&f->a, &ann.v, "", &stored), E_NOTFOUND);
}

static void the_list_is_newest_first_and_keeps_what_is_gone(void **state)
{
    struct forum *f = *state;
    thread_id thread = must_start(f, &ann, "Title");
    struct follow_page page;
    const char *stored;
    char address[32];

    snprintf(address, sizeof address, "thread/%lld", (long long)thread.v);
    follow(f, "tag/zebra");
    follow(f, address);
    follow(f, "board/lobby");
    assert_int_equal(follow_list(&f->a, &ann.v, NULL, 20, &page), OK);
    assert_int_equal(page.n, 3);
    assert_string_equal(page.rows[0].address, "board/lobby");
    assert_string_equal(page.rows[1].title, "Title");
    assert_string_equal(page.rows[2].title, "#zebra");
    forum_sql(f, "UPDATE board SET open = 0");
    assert_int_equal(follow_list(&f->a, &ann.v, NULL, 20, &page), OK);
    assert_int_equal(page.n, 3);
    assert_null(page.rows[0].title);
    assert_null(page.rows[1].title);
    assert_int_equal(follow_remove(&f->a, &ann.v, "board/lobby", &stored), OK);
    assert_int_equal(follow_remove(&f->a, &ann.v, "board/lobby", &stored), OK);
    assert_int_equal(follow_remove(&f->a, &ann.v, "#zebra", &stored), OK);
    assert_int_equal(follow_list(&f->a, &ann.v, NULL, 20, &page), OK);
    assert_int_equal(page.n, 1);
}

/* Also while what the cursor names is unfollowed. */
static void a_long_list_is_read_to_its_end(void **state)
{
    struct forum *f = *state;
    const char *after = NULL, *stored;
    struct follow_page page;
    int n = 0, last = 250;

    for (int i = 0; i < 250; i++) {
        char address[32];

        snprintf(address, sizeof address, "tag/t%03d", i);
        follow(f, address);
    }
    do {
        assert_int_equal(follow_list(&f->a, &ann.v, after, 20, &page), OK);
        for (int i = 0; i < page.n; i++) {
            int number = atoi(page.rows[i].address + strlen("tag/t"));

            assert_int_equal(number, last - 1);
            last = number;
        }
        n += page.n;
        after = page.next;
        assert_int_equal(follow_remove(&f->a, &ann.v, page.rows[page.n - 1].address, &stored), OK);
    } while (after);
    assert_int_equal(n, 250);
    assert_int_equal(follow_list(&f->a, &ann.v, "tag/t001", 20, &page), E_CURSOR_INVALID);
    assert_int_equal(follow_list(&f->a, &ann.v, "", 20, &page), E_CURSOR_INVALID);
    assert_int_equal(follow_list(&f->a, &ann.v, "9999999999.x", 20, &page), E_CURSOR_INVALID);
}

static void a_guest_follows_and_keeps_nothing(void **state)
{
    struct forum *f = *state;
    struct follow_page page;
    struct bookmark_page marks;
    struct member guest;
    const char *stored;

    member_init(f, &guest, "", ROLE_GUEST);
    assert_int_equal(follow_add(&f->a, &guest.v, "tag/x", &stored), E_GUEST);
    assert_int_equal(follow_list(&f->a, &guest.v, NULL, 20, &page), E_GUEST);
    assert_int_equal(bookmark_add(&guest.v, (post_id){1}), E_GUEST);
    assert_int_equal(bookmark_list(&f->a, &guest.v, 0, 20, &marks), E_GUEST);
    assert_false(follow_has_tag(&guest.v, "x"));
    assert_false(bookmark_has(&guest.v, (post_id){1}));
}

static void a_full_list_says_so(void **state)
{
    struct forum *f = *state;
    const char *stored;
    char tag[32];

    for (int i = 0; i < STATE_FOLLOWS_MAX; i++) {
        snprintf(tag, sizeof tag, "tag/t%d", i);
        follow(f, tag);
    }
    assert_int_equal(follow_add(&f->a, &ann.v, "tag/one-more", &stored), E_LIST_FULL);
    assert_int_equal(follow_add(&f->a, &ann.v, "tag/t7", &stored), OK); /* it is there */
}

static void bookmarks_come_newest_first_in_pages(void **state)
{
    struct forum *f = *state;
    struct bookmark_page page;
    post_id posts[5];

    for (int i = 0; i < 5; i++) {
        posts[i] = first_post(f, must_start(f, &ann, "Title")).id;
        assert_int_equal(bookmark_add(&ann.v, posts[i]), OK);
        assert_int_equal(bookmark_add(&ann.v, posts[i]), OK);
    }
    assert_true(bookmark_has(&ann.v, posts[2]));
    assert_int_equal(bookmark_list(&f->a, &ann.v, 3, 20, &page), OK);
    assert_int_equal(page.n, 2);
    assert_int_equal(page.total, 5);
    assert_int_equal(page.rows[0].post.v, posts[1].v);
    assert_true(page.rows[0].there);
    assert_string_equal(page.rows[0].at.body, "The first post.");
    assert_int_equal(bookmark_remove(&ann.v, posts[1]), OK);
    assert_int_equal(bookmark_list(&f->a, &ann.v, 0, 20, &page), OK);
    assert_int_equal(page.n, 4);
    forum_sql(f, "UPDATE board SET open = 0");
    assert_int_equal(bookmark_list(&f->a, &ann.v, 0, 1, &page), OK);
    assert_false(page.rows[0].there);
    assert_int_equal(bookmark_add(&ann.v, (post_id){999999999}), E_NOTFOUND);
}

/* ---- two sessions ---- */

static void merge(struct state *into, const struct state *from)
{
    AUTO_STR struct str form = STR_INIT;

    assert_int_equal(state_format(from, &form), OK);
    assert_int_equal(state_parse(into, (const uint8_t *)form.s, form.n), OK);
}

static void two_sessions_merge_to_the_union_and_removing_holds(void **state)
{
    struct state *one = state_new(T0), *two = state_new(T0);
    size_t n;

    (void)state;
    assert_int_equal(state_keep_add(one, STATE_FOLLOWS, "tag/a"), OK);
    assert_int_equal(state_keep_add(one, STATE_FOLLOWS, "tag/b"), OK);
    merge(two, one);
    assert_int_equal(state_keep_add(two, STATE_FOLLOWS, "tag/c"), OK);
    assert_int_equal(state_keep_add(two, STATE_BOOKMARKS, "post/1"), OK);
    state_keep_remove(one, STATE_FOLLOWS, "tag/a");
    merge(one, two); /* tag/a is still stored there */
    state_keeps(one, STATE_FOLLOWS, &n);
    assert_int_equal(n, 2);
    assert_false(state_keep_has(one, STATE_FOLLOWS, "tag/a"));
    assert_true(state_keep_has(one, STATE_FOLLOWS, "tag/c"));
    assert_true(state_keep_has(one, STATE_BOOKMARKS, "post/1"));
    state_free(one);
    state_free(two);
}

static void what_a_newer_version_keeps_is_kept_and_not_shown(void **state)
{
    struct forum *f = *state;
    struct follow_page page;
    size_t n;

    assert_int_equal(state_keep_add(ann.v.state, STATE_FOLLOWS, "planet/mars"), OK);
    assert_int_equal(follow_list(&f->a, &ann.v, NULL, 20, &page), OK);
    assert_int_equal(page.n, 0);
    state_keeps(ann.v.state, STATE_FOLLOWS, &n);
    assert_int_equal(n, 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(addresses_are_kept_as_the_board_calls_them),
        CASE(the_list_is_newest_first_and_keeps_what_is_gone),
        CASE(a_long_list_is_read_to_its_end),
        CASE(a_guest_follows_and_keeps_nothing),
        CASE(a_full_list_says_so),
        CASE(bookmarks_come_newest_first_in_pages),
        CASE(two_sessions_merge_to_the_union_and_removing_holds),
        CASE(what_a_newer_version_keeps_is_kept_and_not_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
