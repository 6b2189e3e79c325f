/* SPDX-License-Identifier: MIT
 *
 * account.c -- "You" and what lies behind it: keys, whom one hid, what is stored, codes, leaving;
 * and how anonymity works, topic by topic.
 */
#include "unit/screens/stage.h"

#include <curbside/domain/door.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/upkeep.h>

static const thread_id none;

static void a_member_finds_everything_of_theirs_in_one_place(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_post(&st, "quiet-otter-41", "mcat", none, "A first thread", "Words of the otter's own.");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "6");
    stage_golden_sizes(&st, "account");
    stage_keys(&st, "<Down><Down><Enter>");
    assert_true(quiet_is_on(&st.visit));
    assert_shows(&st, "on: new handles left out");
    stage_keys(&st, "<Enter>");
    assert_false(quiet_is_on(&st.visit));
    stage_keys(&st, "<Down><Down><Enter>");
    stage_golden_sizes(&st, "mine");
    stage_done(&st);
}

static void keys_are_labelled_removed_and_let_in(void **state)
{
    char code[LINK_CODE_SIZE];
    struct stage st;
    struct visit other;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    assert_int_equal(keys_link_make(&st.visit, code), OK);
    other = stage_visit(&st);
    assert_int_equal(account_open(&other, (const uint8_t *)"phone", 5), OK);
    assert_int_equal(keys_link_use(&other, code), OK);
    assert_int_equal(state_save(&other), OK);
    account_close(&other);
    assert_int_equal(state_save(&st.visit), OK);
    assert_int_equal(state_load(&st.visit, st.visit.state), OK);
    stage_keys(&st, "6<Enter>");
    stage_golden_sizes(&st, "keys");
    stage_keys(&st, "<Enter>Old phone");
    stage_golden_sizes(&st, "key_label");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Old phone");
    stage_keys(&st, "<Down>x");
    assert_shows(&st, "come with another one to remove it");
    stage_keys(&st, "<Up>x");
    stage_golden_sizes(&st, "keys_remove");
    stage_keys(&st, "x");
    assert_shows_not(&st, "Old phone");
    stage_keys(&st, "w");
    stage_golden_sizes(&st, "link_code");
    stage_done(&st);
}

static void a_code_opens_the_account_from_a_new_key(void **state)
{
    char code[LINK_CODE_SIZE];
    struct stage st;
    struct visit member;

    (void)state;
    stage_make(&st);
    stage_become(&st, &member, "quiet-otter-41");
    assert_int_equal(keys_link_make(&member, code), OK);
    account_close(&member);
    stage_enter(&st, "stranger");
    stage_keys(&st, "<Down><Down><Down><Enter>");
    stage_golden_sizes(&st, "recover");
    stage_keys(&st, "AAAA-BBBB<Enter>");
    assert_shows(&st, "That code opens nothing");
    stage_keys(&st, "<C-u>");
    stage_keys(&st, code);
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "quiet-otter-41");
    assert_string_equal(ui_screen_name(st.ui), "home");
    stage_done(&st);
}

static void a_new_recovery_code_is_asked_for_and_shown_once(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "6<Down><Down><Down><Down><Down><Enter>");
    stage_golden_sizes(&st, "new_code_asked");
    stage_keys(&st, "<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "account");
    stage_keys(&st, "<Enter>n");
    stage_golden_sizes(&st, "new_code");
    stage_keys(&st, "q");
    assert_shows(&st, "Write it down");
    stage_keys(&st, "w");
    assert_string_equal(ui_screen_name(st.ui), "account");
    stage_done(&st);
}

static void authors_are_hidden_from_the_thread_and_shown_again(void **state)
{
    struct submitted made;
    struct stage st;

    (void)state;
    stage_make(&st);
    made = stage_post(&st, "amber-heron-3", "mcat", none, "Loud", "Words nobody wants to read.");
    stage_post(&st, "lucid-ibex-7", "mcat", made.thread, NULL, "Calm words.");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "6<Down><Enter>");
    stage_golden_sizes(&st, "hidden_nobody");
    stage_keys(&st, "qq<Home><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "nobody wants");
    stage_keys(&st, "H");
    assert_shows_not(&st, "nobody wants");
    assert_shows(&st, "amber-heron-3 is hidden everywhere");
    stage_golden_sizes(&st, "thread_hidden");
    stage_keys(&st, "q6<Down><Enter>");
    stage_golden_sizes(&st, "hidden");
    stage_keys(&st, "x");
    assert_shows(&st, "shown again");
    stage_keys(&st, "z");
    assert_shows(&st, "everywhere");
    stage_keys(&st, "xqq<End><Enter>");
    assert_shows(&st, "nobody wants");
    stage_done(&st);
}

static void who_opened_a_thread_closes_it_to_new_aliases_by_a_key(void **state)
{
    struct stage st;
    struct door door;
    thread_id thread;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    thread = stage_post(&st, "quiet-otter-41", "mcat", none, "Mine", "By me.").thread;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<End><Enter>A");
    assert_shows(&st, "Closed to new aliases; those who have one go on.");
    assert_int_equal(door_get(&st.visit, thread, &door), OK);
    assert_true(door.closed);
    assert_shows(&st, "closed to new aliases");
    stage_keys(&st, "A");
    assert_shows(&st, "New aliases are let in again.");
    stage_done(&st);
}

static void leaving_asks_for_the_handle_and_what_becomes_of_the_words(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "6<End><Enter>");
    stage_golden_sizes(&st, "leave");
    stage_keys(&st, "<Right><Enter>somebody-else<Enter>");
    assert_shows(&st, "That is not your handle; nothing was done.");
    stage_golden_sizes(&st, "leave_refused");
    stage_size(&st, 40, 15);
    assert_shows(&st, "old alias post"); /* what "erased" means, on a phone too */
    stage_size(&st, 80, 24);
    stage_keys(&st, "<C-u>quiet-otter-41<Enter>");
    assert_non_null(ui_ended(st.ui));
    assert_non_null(strstr(ui_ended(st.ui), "within 30 days"));
    assert_true(who_is_guest(st.visit.who));
    stage_done(&st);
}

static void boards_are_narrowed_by_the_name_in_their_address(void **state)
{
    struct stage st;
    struct visit v;
    int made;
    static const char board[] = "slug,category,title,description,mode,open,position,staff\n"
                                "img-visas,Match,Graduates from abroad,Ask here.,either,1,90,0\n";

    (void)state;
    stage_open(&st, "quiet-otter-41");
    v = stage_visit(&st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, board, sizeof board - 1, &made), OK);
    account_close(&v);
    stage_keys(&st, "1/img-vi");
    assert_shows(&st, "1 of ");
    assert_shows(&st, "Graduates from abroad");
    stage_keys(&st, "<Enter>");
    assert_shows_not(&st, "MCAT General");
    stage_done(&st);
}

/* The words make room: rows and words never lie on one another. */
static void the_keys_are_a_list_on_the_smallest_screen_too(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    ui_push(st.ui, "keys", NULL, 0);
    stage_wait(&st, 0);
    stage_size(&st, 20, 6);
    stage_golden(&st, "keys");
    stage_size(&st, 80, 24);
    assert_shows(&st, "a lost one is removed");
    stage_done(&st);
}

static void every_topic_of_anonymity_is_one_screen(void **state)
{
    struct stage st;
    char name[32];

    (void)state;
    stage_open(&st, "guest");
    stage_keys(&st, "<Down><Down><Enter>a");
    stage_golden_sizes(&st, "anonymity");
    stage_keys(&st, "<Enter>");
    for (int i = 1; i <= 10; i++) {
        snprintf(name, sizeof name, "topic_%d", i);
        stage_golden(&st, name);
        stage_keys(&st, "]");
    }
    assert_shows(&st, "1 of 10");
    stage_keys(&st, "[");
    assert_shows(&st, "10 of 10");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_member_finds_everything_of_theirs_in_one_place),
        cmocka_unit_test(keys_are_labelled_removed_and_let_in),
        cmocka_unit_test(a_code_opens_the_account_from_a_new_key),
        cmocka_unit_test(a_new_recovery_code_is_asked_for_and_shown_once),
        cmocka_unit_test(authors_are_hidden_from_the_thread_and_shown_again),
        cmocka_unit_test(who_opened_a_thread_closes_it_to_new_aliases_by_a_key),
        cmocka_unit_test(leaving_asks_for_the_handle_and_what_becomes_of_the_words),
        cmocka_unit_test(boards_are_narrowed_by_the_name_in_their_address),
        cmocka_unit_test(the_keys_are_a_list_on_the_smallest_screen_too),
        cmocka_unit_test(every_topic_of_anonymity_is_one_screen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
