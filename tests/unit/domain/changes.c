/* SPDX-License-Identifier: MIT
 *
 * changes.c -- what is changed on alias boards moves with the release, and who opened a thread says
 * whether new aliases are let in.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/door.h>
#include <curbside/domain/edit.h>

/* A thread on the board under aliases, out. */
static struct submitted started_out(struct member *m)
{
    struct submitted made = start(m, town.vent, FACE_DEFAULT);

    town.f->now = made.released;
    tick();
    return made;
}

static void an_edit_on_an_alias_board_is_out_at_the_tick_and_not_before(void **state)
{
    struct submitted made = started_out(&town.ann);
    struct revision_page history;
    struct post_change change;
    struct post_text text;

    (void)state;
    town.f->now += 3 * MINUTE;
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited, 0);
    assert_int_equal(post_at(&town.bob, made.thread, 1).changes, 0);
    assert_int_equal(post_change(&town.f->a, &town.bob.v, made.post, &change), E_DENIED);
    assert_string_equal(post_at(&town.ann, made.thread, 1).body, "Better.");
    assert_int_equal(post_at(&town.ann, made.thread, 1).changes, made.released + 10 * MINUTE);
    assert_int_equal(post_edit_begin(&town.f->a, &town.ann.v, made.post, &text), OK);
    assert_string_equal(text.body, "Better.");
    town.f->now = made.released + 10 * MINUTE - 1;
    tick();
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
    town.f->now++;
    tick();
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "Better.");
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited % HOUR, 0);
    assert_int_not_equal(post_at(&town.bob, made.thread, 1).edited, 0);
    assert_int_equal(post_at(&town.ann, made.thread, 1).changes, 0);
    assert_int_equal(post_history(&town.f->a, &town.bob.v, made.post, &history), OK);
    assert_int_equal(history.n, 1);
    assert_whole();
}

static void an_edit_taken_back_before_the_tick_leaves_nothing(void **state)
{
    struct submitted made = started_out(&town.ann);

    (void)state;
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    assert_int_equal(post_edit(&town.ann.v, made.post, "The first post.", 15), OK);
    assert_int_equal(post_at(&town.ann, made.thread, 1).changes, 0);
    town.f->now += HOUR;
    tick();
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited, 0);
}

static void a_deletion_on_an_alias_board_waits_unless_its_author_says_now(void **state)
{
    struct submitted made = started_out(&town.ann), other = started_out(&town.bob);
    struct post post;
    int64_t due;

    (void)state;
    assert_int_equal(post_delete_when(&town.ann.v, made.post, CHANGE_AT_RELEASE, &due), OK);
    assert_int_equal(due, other.released + 10 * MINUTE);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_false(post_at(&town.bob, made.thread, 1).going);
    post = post_at(&town.ann, made.thread, 1);
    assert_true(post.going);
    assert_string_equal(post.body, "The first post.");
    town.f->now = due;
    tick();
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_DELETED);
    assert_int_equal(post_delete_when(&town.bob.v, other.post, CHANGE_AT_RELEASE, &due), OK);
    assert_int_equal(post_delete_when(&town.bob.v, other.post, CHANGE_NOW, &due), OK);
    assert_int_equal(due, 0);
    assert_int_equal(post_at(&town.ann, other.thread, 1).state, POST_DELETED);
    town.f->now += HOUR;
    tick();
    assert_whole();
}

static void an_edit_takes_a_deletion_back_that_is_not_out(void **state)
{
    struct submitted made = started_out(&town.ann);

    (void)state;
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(post_edit(&town.ann.v, made.post, "The first post.", 15), OK);
    town.f->now += HOUR;
    tick();
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
}

static void a_change_does_not_bring_back_what_a_moderator_removed(void **state)
{
    struct submitted made = started_out(&town.ann);

    (void)state;
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    forum_sql(town.f, "UPDATE post SET state = 'removed'");
    town.f->now += HOUR;
    tick();
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_REMOVED);
    forum_sql(town.f, "UPDATE post SET state = 'visible'");
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
}

static enum err rehead(struct member *m, post_id post, const char *title, const char *tag)
{
    struct post_text text;

    TRY(post_edit_begin(&town.f->a, &m->v, post, &text));
    text.title = title;
    text.tags = &tag;
    text.n_tags = 1;
    return post_edit_text(&m->v, post, NULL, &text, OVERRIDE_NONE);
}

static const char *title_for(struct member *m, thread_id thread)
{
    struct thread_row row;

    assert_int_equal(thread_get(&town.f->a, &m->v, thread, &row), OK);
    return row.title;
}

static void another_title_on_an_alias_board_is_out_at_the_tick_and_not_before(void **state)
{
    struct submitted made = started_out(&town.ann);
    struct revision_page history;
    struct thread_row row;

    (void)state;
    assert_int_equal(rehead(&town.ann, made.post, "Better title", "calm"), OK);
    assert_string_equal(title_for(&town.ann, made.thread), "Better title");
    assert_string_not_equal(title_for(&town.bob, made.thread), "Better title");
    assert_int_equal(post_at(&town.ann, made.thread, 1).changes, made.released + 10 * MINUTE);
    assert_int_equal(post_at(&town.bob, made.thread, 1).changes, 0);
    assert_int_equal(rehead(&town.bob, made.post, "Mine", "x"), E_DENIED);
    town.f->now = made.released + 10 * MINUTE;
    tick();
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &row), OK);
    assert_string_equal(row.title, "Better title");
    assert_int_equal(row.n_tags, 1);
    assert_string_equal(row.tags[0], "calm");
    assert_int_equal(post_at(&town.ann, made.thread, 1).changes, 0);
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited % HOUR, 0);
    assert_int_equal(post_history(&town.f->a, &town.bob.v, made.post, &history), OK);
    assert_int_equal(history.n, 1); /* an alias keeps nothing */
    assert_whole();
}

static void a_title_taken_back_or_deleted_before_the_tick_leaves_nothing(void **state)
{
    struct submitted made = started_out(&town.ann), gone = started_out(&town.ann);
    const char *was = arena_strdup(&town.f->a, title_for(&town.bob, made.thread));
    struct post_text text;
    int64_t due;

    (void)state;
    assert_int_equal(post_edit_begin(&town.f->a, &town.ann.v, made.post, &text), OK);
    assert_int_equal(rehead(&town.ann, made.post, "Better title", "calm"), OK);
    assert_int_equal(post_edit_text(&town.ann.v, made.post, NULL, &text, OVERRIDE_NONE), OK);
    assert_int_equal(rehead(&town.ann, gone.post, "A slip", "calm"), OK);
    assert_int_equal(post_delete_when(&town.ann.v, gone.post, CHANGE_NOW, &due), OK);
    town.f->now += HOUR;
    tick();
    assert_string_equal(title_for(&town.bob, made.thread), was);
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited, 0);
    assert_string_equal(title_for(&town.bob, gone.thread), "(deleted by its author)");
    assert_whole();
}

/* A thread that is not out yet is changed where it waits. */
static void a_title_that_waits_is_changed_without_a_trace(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_DEFAULT);

    (void)state;
    assert_int_equal(rehead(&town.ann, made.post, "Better title", "calm"), OK);
    assert_string_equal(title_for(&town.ann, made.thread), "Better title");
    town.f->now = made.released;
    tick();
    assert_string_equal(title_for(&town.bob, made.thread), "Better title");
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited, 0);
    assert_whole();
}

static struct door door_of(struct member *m, thread_id thread)
{
    struct door door;

    assert_int_equal(door_get(&m->v, thread, &door), OK);
    return door;
}

static void who_opened_a_thread_closes_it_to_new_aliases_and_opens_it_again(void **state)
{
    struct submitted made = started_out(&town.ann), inside;
    struct submission s = reply_of(made.thread, "Me too.");
    struct face_offer offer;
    struct member eve;
    int64_t due;

    (void)state;
    town_member(&town, &eve, "night-float-3");
    inside = reply(&town.bob, made.thread, "I was here before.");
    assert_int_equal(door_set(&town.bob.v, made.thread, true, &due), E_DENIED);
    assert_int_equal(door_set(&town.guest.v, made.thread, true, &due), E_GUEST);
    assert_int_equal(door_set(&town.ann.v, made.thread, true, &due), OK);
    assert_int_equal(due, inside.released);
    assert_true(door_of(&town.ann, made.thread).will_closed);
    assert_false(door_of(&town.bob, made.thread).will_closed);
    assert_int_equal(post_check(&eve.v, &s), OK); /* not out yet */
    town.f->now = due;
    tick();
    assert_true(door_of(&town.bob, made.thread).closed);
    assert_int_equal(post_check(&eve.v, &s), E_ALIAS_SHUT);
    assert_int_equal(
        post_offer(&town.f->a, &eve.v, town.vent, made.thread, FACE_DEFAULT, NULL, &offer),
        E_ALIAS_SHUT);
    assert_int_equal(post_check(&town.bob.v, &s), OK);
    assert_int_equal(post_check(&town.ann.v, &s), OK);
    assert_int_equal(door_set(&town.ann.v, made.thread, false, &due), OK);
    town.f->now = due;
    tick();
    assert_int_equal(post_check(&eve.v, &s), OK);
    assert_whole();
    town_member_done(&eve);
}

static void a_closed_thread_on_an_either_board_takes_handles(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submission s = reply_of(made.thread, "Me too.");
    struct face_offer offer;
    int64_t due;

    (void)state;
    assert_int_equal(door_set(&town.ann.v, made.thread, true, &due), OK);
    assert_int_equal(due, 0);
    assert_int_equal(post_check(&town.bob.v, &s), E_ALIAS_SHUT); /* not by the handle unasked */
    s.face = FACE_HANDLE;
    assert_int_equal(post_check(&town.bob.v, &s), OK);
    assert_int_equal(
        post_offer(&town.f->a, &town.bob.v, town.f->board, made.thread, FACE_DEFAULT, NULL, &offer),
        E_ALIAS_SHUT);
    offer = offer_of(&town.bob, town.f->board, made.thread, FACE_HANDLE);
    assert_int_equal(offer.face, FACE_HANDLE);
    assert_true(offer.fixed);
    assert_int_equal(
        post_offer(&town.f->a, &town.bob.v, town.f->board, made.thread, FACE_ALIAS, NULL, &offer),
        E_ALIAS_SHUT);
    assert_int_equal(offer_of(&town.ann, town.f->board, made.thread, FACE_DEFAULT).face,
                     FACE_ALIAS);
}

static void what_one_wished_of_a_door_and_took_back_leaves_nothing(void **state)
{
    struct submitted made = started_out(&town.ann);
    int64_t due;

    (void)state;
    assert_int_equal(door_set(&town.ann.v, made.thread, true, &due), OK);
    assert_int_equal(door_set(&town.ann.v, made.thread, false, &due), OK);
    assert_int_equal(due, 0);
    town.f->now += HOUR;
    tick();
    assert_false(door_of(&town.ann, made.thread).closed);
    assert_whole();
}

/* At the next release it would tell who was there. */
static void a_door_waits_a_drawn_time_like_any_change(void **state)
{
    struct submitted made;
    int64_t due, least = INT64_MAX, most = 0;

    (void)state;
    made = started_out(&town.ann);
    town.rules.spread_minutes = 120;
    for (int i = 0; i < 40; i++) {
        assert_int_equal(door_set(&town.ann.v, made.thread, true, &due), OK);
        least = due < least ? due : least;
        most = due > most ? due : most;
        assert_int_equal(due % (10 * MINUTE), 0);
        assert_int_equal(door_of(&town.ann, made.thread).due, due);
    }
    assert_true(most - least > 30 * MINUTE);
    assert_true(most <= town.f->now + 130 * MINUTE);
    town.f->now = due - 1;
    tick();
    assert_false(door_of(&town.bob, made.thread).closed);
    town.f->now = due;
    tick();
    assert_true(door_of(&town.bob, made.thread).closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(an_edit_on_an_alias_board_is_out_at_the_tick_and_not_before),
        T(an_edit_taken_back_before_the_tick_leaves_nothing),
        T(a_deletion_on_an_alias_board_waits_unless_its_author_says_now),
        T(an_edit_takes_a_deletion_back_that_is_not_out),
        T(a_change_does_not_bring_back_what_a_moderator_removed),
        T(another_title_on_an_alias_board_is_out_at_the_tick_and_not_before),
        T(a_title_taken_back_or_deleted_before_the_tick_leaves_nothing),
        T(a_title_that_waits_is_changed_without_a_trace),
        T(who_opened_a_thread_closes_it_to_new_aliases_and_opens_it_again),
        T(a_closed_thread_on_an_either_board_takes_handles),
        T(a_door_waits_a_drawn_time_like_any_change),
        T(what_one_wished_of_a_door_and_took_back_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
