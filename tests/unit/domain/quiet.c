/* SPDX-License-Identifier: MIT
 *
 * quiet.c -- the quiet view leaves out handles without standing, for its owner alone, and nobody's
 * alias.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/quiet.h>

/* Bob's handle, by public posts: one a day from `first` days ago on. */
static void posts_of_days(int first, int days)
{
    struct submission s = thread_of(town.f->board, "Title", "By the handle.");
    int64_t now = town.f->now;

    for (int i = 0; i < days; i++) {
        town.f->now = now - (first - i) * DAY;
        s.face = FACE_HANDLE;
        random_fill(&forum_random, s.token, sizeof s.token);
        must_submit(&town.bob, &s);
    }
    town.f->now = now;
}

static struct post bobs_new(enum face face)
{
    return post_at(&town.ann, start(&town.bob, town.f->board, face).thread, 1);
}

static void a_handle_without_standing_is_left_out_for_whom_wants_it(void **state)
{
    struct submitted made = start(&town.bob, town.f->board, FACE_HANDLE);

    (void)state;
    assert_false(post_at(&town.ann, made.thread, 1).hidden);
    assert_int_equal(quiet_set(&town.ann.v, true), OK);
    assert_true(post_at(&town.ann, made.thread, 1).hidden);
    assert_true(post_at(&town.ann, made.thread, 1).quiet);
    assert_false(post_at(&town.guest, made.thread, 1).hidden);
    assert_false(post_at(&town.bob, made.thread, 1).hidden);
    assert_int_equal(quiet_set(&town.bob.v, true), OK);
    assert_false(post_at(&town.bob, made.thread, 1).hidden); /* one's own */
    assert_int_equal(quiet_set(&town.guest.v, true), E_GUEST);
}

static void five_days_that_stood_a_week_and_two_weeks_of_age_give_standing(void **state)
{
    (void)state;
    assert_int_equal(quiet_set(&town.ann.v, true), OK);
    posts_of_days(13, 5); /* the first is 13 days old */
    assert_true(bobs_new(FACE_HANDLE).quiet);
    town.f->now += 2 * DAY;
    assert_false(bobs_new(FACE_HANDLE).quiet);
}

static void many_posts_of_few_days_give_none(void **state)
{
    (void)state;
    assert_int_equal(quiet_set(&town.ann.v, true), OK);
    posts_of_days(40, 4);
    posts_of_days(40, 4);
    posts_of_days(6, 3); /* have not stood a week */
    assert_true(bobs_new(FACE_HANDLE).quiet);
}

static void what_was_removed_does_not_count(void **state)
{
    (void)state;
    assert_int_equal(quiet_set(&town.ann.v, true), OK);
    posts_of_days(30, 5);
    assert_false(bobs_new(FACE_HANDLE).quiet);
    forum_sql(town.f, "UPDATE post SET state = 'removed' WHERE id ="
                      " (SELECT id FROM post ORDER BY created_at LIMIT 1)");
    assert_true(bobs_new(FACE_HANDLE).quiet);
}

static void aliases_staff_and_imported_names_are_never_left_out(void **state)
{
    struct member mod;
    struct submission s = thread_of(town.f->board, "Title", "By the staff.");

    (void)state;
    assert_int_equal(quiet_set(&town.ann.v, true), OK);
    assert_false(bobs_new(FACE_ALIAS).hidden);
    member_init(town.f, &mod, "house-rule-1", ROLE_MODERATOR);
    assert_false(post_at(&town.ann, must_submit(&mod, &s).thread, 1).hidden);
    member_done(&mod);
    thread_id gone = start(&town.bob, town.f->board, FACE_HANDLE).thread;
    forum_sql(town.f, "UPDATE handle SET name = NULL, skeleton = NULL, gone = 1"
                      " WHERE name = 'lucid-ibex-2'");
    assert_false(post_at(&town.ann, gone, 1).hidden);
}

static void the_wish_is_kept_and_the_later_of_two_sessions_holds(void **state)
{
    AUTO_STR struct str form = STR_INIT;
    struct state *one = state_new(T0), *two = state_new(T0);

    (void)state;
    state_quiet_set(one, true);
    assert_true(state_is_dirty(one));
    assert_int_equal(state_format(one, &form), OK);
    assert_int_equal(state_parse(two, (const uint8_t *)form.s, form.n), OK);
    assert_true(state_quiet(two));
    /* This session turned it off after that one turned it on. */
    state_quiet_set(two, false);
    assert_int_equal(state_parse(two, (const uint8_t *)form.s, form.n), OK);
    assert_false(state_quiet(two));
    state_free(one);
    state_free(two);
}

static void a_broken_wish_is_refused(void **state)
{
    static const uint8_t broken[][3] = {{1, 2, 2}, {0, 1, 2}, {1, 1, 0}};
    static const size_t lengths[] = {2, 2, 3};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        uint8_t form[16] = {'C', 'B', 'S', 1, 6, 0, (uint8_t)lengths[i], 0, 0, 0};
        struct state *s = state_new(T0);

        memcpy(form + 10, broken[i], lengths[i]);
        assert_int_equal(state_parse(s, form, 10 + lengths[i] + 2), E_CORRUPT);
        assert_false(state_quiet(s));
        state_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_handle_without_standing_is_left_out_for_whom_wants_it),
        T(five_days_that_stood_a_week_and_two_weeks_of_age_give_standing),
        T(many_posts_of_few_days_give_none),
        T(what_was_removed_does_not_count),
        T(aliases_staff_and_imported_names_are_never_left_out),
        T(the_wish_is_kept_and_the_later_of_two_sessions_holds),
        T(a_broken_wish_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
