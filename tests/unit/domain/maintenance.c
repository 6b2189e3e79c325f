/* SPDX-License-Identifier: MIT
 *
 * maintenance.c -- each switch stops what it says and nothing else; what is said ends by itself.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/helpful.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/undo.h>

static action_id turn(enum maintenance which, bool on)
{
    action_id id;

    assert_int_equal(maintenance_set(&town.sysop.v, which, on, &id), OK);
    return id;
}

static const char *notice(struct member *m)
{
    static char text[NOTICE_BYTES];

    assert_int_equal(notice_get(&m->v, text), OK);
    return text;
}

static void only_a_sysop_turns_switches_and_speaks_to_all(void **state)
{
    struct member *const others[] = {&town.guest, &town.ann, &town.mod};
    action_id id;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        enum err want = i == 0 ? E_GUEST : E_DENIED;
        struct visit *v = &others[i]->v;

        assert_int_equal(maintenance_set(v, MAINTENANCE_READ_ONLY, true, &id), want);
        assert_int_equal(broadcast_say(v, "Hello.", 0, &id), want);
        assert_int_equal(broadcast_end(v, &id), want);
    }
    assert_string_equal(notice(&town.ann), "");
    turn(MAINTENANCE_READ_ONLY, true);
    assert_int_equal(maintenance_set(&town.sysop.v, MAINTENANCE_READ_ONLY, true, &id),
                     E_DONE_ALREADY);
    assert_int_equal(broadcast_end(&town.sysop.v, &id), E_DONE_ALREADY);
}

static void read_only_stops_what_others_would_see(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
    struct helpful_answer answer;

    (void)state;
    turn(MAINTENANCE_READ_ONLY, true);
    assert_int_equal(try_reply(&town.bob, made.thread), E_PAUSED);
    assert_int_equal(try_start(&town.mod, town.f->board, FACE_HANDLE), E_PAUSED);
    assert_int_equal(post_edit(&town.ann.v, made.post, "Other", 5), E_PAUSED);
    assert_int_equal(helpful_set(&town.bob.v, made.post, true, &answer), E_PAUSED);
    assert_int_equal(flag_add(&town.bob.v, made.post, FLAG_UNKIND, NULL), E_PAUSED);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK); /* one's own words come back */
    turn(MAINTENANCE_READ_ONLY, false);
    start(&town.bob, town.f->board, FACE_HANDLE);
    assert_whole();
}

static void a_post_handed_in_twice_is_answered_while_read_only(void **state)
{
    struct submission s = thread_of(town.f->board, "Title", "Body");
    struct submitted made, again;

    (void)state;
    made = must_submit(&town.ann, &s);
    turn(MAINTENANCE_READ_ONLY, true);
    assert_int_equal(post_submit(&town.ann.v, &s, &again), OK);
    assert_int_equal(again.post.v, made.post.v);
    s.token[0] ^= 1;
    assert_int_equal(post_submit(&town.ann.v, &s, &again), E_PAUSED);
}

static void held_for_all_means_every_post_and_a_moderator_lets_them_out(void **state)
{
    struct submitted made, named;
    action_id id;

    (void)state;
    turn(MAINTENANCE_HOLD, true);
    made = start(&town.ann, town.vent, FACE_ALIAS);
    assert_true(made.held);
    assert_true(start(&town.mod, town.vent, FACE_ALIAS).held);
    named = start(&town.bob, town.f->board, FACE_HANDLE);
    assert_true(named.held);
    assert_false(start(&town.mod, town.f->board, FACE_HANDLE).held);
    assert_int_equal(post_keep(&town.mod.v, named.post, &id), OK);
    turn(MAINTENANCE_HOLD, false);
    later(11 * MINUTE);
    assert_int_equal(post_at(&town.ann, named.thread, 1).state, POST_VISIBLE);
    assert_false(start(&town.ann, town.vent, FACE_ALIAS).held);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_HELD); /* it goes on waiting */
    assert_whole();
}

static void held_for_all_is_not_passed_by_an_edit(void **state)
{
    struct submitted named = start(&town.ann, town.f->board, FACE_HANDLE);
    struct submitted own = start(&town.mod, town.f->board, FACE_HANDLE);
    struct submitted waits = start(&town.ann, town.vent, FACE_ALIAS);
    struct post_text text;

    (void)state;
    turn(MAINTENANCE_HOLD, true);
    assert_int_equal(post_edit_begin(&town.f->a, &town.ann.v, named.post, &text), E_EDIT_PAUSED);
    assert_int_equal(post_edit(&town.ann.v, named.post, "casino", 6), E_EDIT_PAUSED);
    assert_int_equal(post_edit(&town.mod.v, own.post, "All is well.", 12), OK);
    assert_false(waits.held);
    assert_int_equal(post_edit(&town.ann.v, waits.post, "casino", 6), OK);
    turn(MAINTENANCE_HOLD, false);
    later(11 * MINUTE);
    assert_int_equal(post_at(&town.ann, waits.thread, 1).state, POST_HELD);
    assert_int_equal(post_edit(&town.ann.v, named.post, "Fine.", 5), OK);
    assert_whole();
}

static void a_switch_can_be_taken_back_and_the_log_has_no_name(void **state)
{
    struct modlog_page log;
    action_id id, undone;
    bool on;

    (void)state;
    id = turn(MAINTENANCE_NO_JOINS, true);
    assert_int_equal(maintenance_require_joins(&town.guest.v), E_NO_JOINS);
    assert_int_equal(action_undo(&town.sysop.v, id, &undone), OK);
    assert_int_equal(maintenance_require_joins(&town.guest.v), OK);
    id = turn(MAINTENANCE_NO_JOINS, true);
    turn(MAINTENANCE_NO_JOINS, false);
    assert_int_equal(action_undo(&town.sysop.v, id, &undone), E_STALE);
    assert_int_equal(maintenance_is_on(&town.ann.v, MAINTENANCE_NO_JOINS, &on), OK);
    assert_false(on);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    assert_int_equal(log.n, 4);
    for (int i = 0; i < log.n; i++)
        assert_null(log.rows[i].target);
}

static void what_is_said_ends_with_its_time(void **state)
{
    struct broadcast said;
    action_id id;

    (void)state;
    assert_int_equal(broadcast_say(&town.sysop.v, " Back\nat five. ", 3, &id), OK);
    turn(MAINTENANCE_READ_ONLY, true);
    assert_string_equal(notice(&town.guest),
                        "Back at five. · Read-only for now: nobody can post; drafts are kept.");
    turn(MAINTENANCE_READ_ONLY, false);
    later(3 * MINUTE - 1);
    assert_string_equal(notice(&town.guest), "Back at five.");
    later(MINUTE + 1);
    assert_string_equal(notice(&town.guest), "");
    assert_int_equal(broadcast_find(&town.f->a, &town.ann.v, &said), OK);
    assert_null(said.words);
    assert_int_equal(broadcast_say(&town.sysop.v, "One.", 0, &id), OK);
    assert_int_equal(broadcast_say(&town.sysop.v, "Two.", 0, &id), OK);
    assert_string_equal(notice(&town.ann), "Two.");
    assert_int_equal(broadcast_end(&town.sysop.v, &id), OK);
    assert_string_equal(notice(&town.ann), "");
}

static void what_is_no_sentence_is_not_said(void **state)
{
    char words[BROADCAST_CHARS + 2];
    action_id id;

    (void)state;
    memset(words, 'x', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    assert_int_equal(broadcast_say(&town.sysop.v, words, 0, &id), E_BROADCAST_LONG);
    words[BROADCAST_CHARS] = '\0';
    assert_int_equal(broadcast_say(&town.sysop.v, words, 0, &id), OK);
    assert_int_equal(broadcast_say(&town.sysop.v, " \n ", 0, &id), E_BODY_EMPTY);
    assert_int_equal(broadcast_say(&town.sysop.v, "\xff", 0, &id), E_NOT_UTF8);
    assert_int_equal(broadcast_say(&town.sysop.v, "x", BROADCAST_MINUTES_MAX + 1, &id),
                     E_NUMBER_INVALID);
}

static void a_sentence_can_be_taken_back(void **state)
{
    action_id one, two, id;

    (void)state;
    assert_int_equal(broadcast_say(&town.sysop.v, "One.", 5, &one), OK);
    assert_int_equal(broadcast_say(&town.sysop.v, "Two.", 0, &two), OK);
    assert_int_equal(action_undo(&town.sysop.v, one, &id), E_STALE);
    assert_int_equal(action_undo(&town.sysop.v, two, &id), OK);
    assert_string_equal(notice(&town.ann), "One.");
    assert_int_equal(broadcast_end(&town.sysop.v, &id), OK);
    assert_int_equal(action_undo(&town.sysop.v, id, &id), OK);
    assert_string_equal(notice(&town.ann), "One.");
    assert_int_equal(broadcast_end(&town.sysop.v, &two), OK);
    later(HOUR);
    assert_int_equal(action_undo(&town.sysop.v, two, &id), OK); /* its time is over */
    assert_string_equal(notice(&town.ann), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(only_a_sysop_turns_switches_and_speaks_to_all),
        TOWN_TEST(read_only_stops_what_others_would_see),
        TOWN_TEST(a_post_handed_in_twice_is_answered_while_read_only),
        TOWN_TEST(held_for_all_means_every_post_and_a_moderator_lets_them_out),
        TOWN_TEST(held_for_all_is_not_passed_by_an_edit),
        TOWN_TEST(a_switch_can_be_taken_back_and_the_log_has_no_name),
        TOWN_TEST(what_is_said_ends_with_its_time),
        TOWN_TEST(what_is_no_sentence_is_not_said),
        TOWN_TEST(a_sentence_can_be_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
