/* SPDX-License-Identifier: MIT
 *
 * queue_again.c -- coming back to the queue: what was done is taken back from wherever one is, and
 * what is one's own, or claimed, is seen to be so.
 */
#include "queue_stage.h"

#include <curbside/domain/modlog.h>

/* Whoever left the queue, or decided in a thread, takes it back from the queue all the same. */
static void what_was_done_is_taken_back_after_coming_back(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqX1");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "<Enter>X6");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_int_equal(waiting(&st), 1);
    stage_keys(&st, "ghgqz");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "qgqz");
    assert_int_equal(waiting(&st), 3);
    stage_keys(&st, "z");
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

/* In another thread z does not take back what cannot be seen there. */
static void in_a_thread_only_what_was_done_in_it_is_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqX1");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "<End><Enter>");
    assert_shows(&st, "Tutor, cheap");
    stage_keys(&st, "z");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "q<Home><Enter>z");
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

/* On another visit, too: the log's row is the way back. */
static void the_log_takes_back_what_one_did_oneself(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqX1");
    stage_leave(&st);
    stage_enter(&st, "calm-peer-4");
    stage_keys(&st, "glz");
    assert_shows(&st, "Only what you did yourself");
    assert_int_equal(waiting(&st), 2);
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "glz");
    assert_shows(&st, "Taken back: remove.");
    assert_int_equal(waiting(&st), 3);
    stage_leave(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "glz");
    assert_shows_not(&st, "Taken back");
    stage_done(&st);
}

static void ones_own_is_marked_and_a_claim_is_given_back(void **state)
{
    struct stage st;
    struct submitted own;

    (void)state;
    stage_queue(&st);
    st.now_ms += 2 * 3600 * 1000;
    own = stage_post(&st, "calm-maud-7", "mcat", (thread_id){0}, "Shifts", "I take Mondays.");
    stage_flag(&st, "quiet-otter-41", own.post, FLAG_SPAM, NULL);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<End>");
    assert_shows(&st, "yours I take Mondays.");
    assert_shows(&st, "your own: another decides");
    stage_keys(&st, "<Home>C");
    assert_shows(&st, "mine Maybe");
    stage_keys(&st, "C");
    assert_shows(&st, "Left to whoever comes first.");
    assert_shows_not(&st, "mine Maybe");
    stage_keys(&st, "v");
    assert_string_equal(ui_screen_name(st.ui), "bare");
    assert_shows(&st, "A reader: Third time this week");
    assert_shows(&st, "> before it, #1 quiet-otter-41");
    stage_done(&st);
}

static bool log_has(struct stage *st, const char *action)
{
    struct modlog_page log;
    bool has = false;

    assert_int_equal(modlog_list(&st->arena, &st->visit, NULL, 100, &log), OK);
    for (int i = 0; i < log.n; i++)
        has |= strcmp(log.rows[i].action, action) == 0;
    return has;
}

/* Whoever gave it may be away. What was done to a post stays theirs to take back. */
static void what_another_gave_a_person_is_lifted_from_the_log(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqW1");
    stage_leave(&st);
    stage_enter(&st, "calm-peer-4");
    stage_keys(&st, "glz");
    assert_shows(&st, "Taken back: warn");
    assert_true(log_has(&st, "lift"));
    stage_keys(&st, "qgqX1");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "glz");
    assert_shows(&st, "Only what you did yourself");
    assert_false(log_has(&st, "restore") || log_has(&st, "undo-remove"));
    stage_done(&st);
}

/* Of more than are loaded at once. */
static void an_item_far_below_is_still_selected_after_it_was_read_whole(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    for (int i = 1; i <= 60; i++) {
        char text[32];

        st.now_ms += 3600 * 1000;
        snprintf(text, sizeof text, "Offer number %d.", i);
        stage_flag(&st, "calm-ibex-3",
                   stage_post(&st, "brave-lynx-9", "mcat", (thread_id){0}, "An offer", text).post,
                   FLAG_SPAM, NULL);
    }
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<End><End>");
    assert_shows(&st, "Offer number 60.");
    stage_keys(&st, "v");
    assert_string_equal(ui_screen_name(st.ui), "bare");
    stage_keys(&st, "q");
    assert_shows(&st, "Offer number 60.");
    assert_shows_not(&st, "no longer waits");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_done_is_taken_back_after_coming_back),
        cmocka_unit_test(in_a_thread_only_what_was_done_in_it_is_taken_back),
        cmocka_unit_test(the_log_takes_back_what_one_did_oneself),
        cmocka_unit_test(what_another_gave_a_person_is_lifted_from_the_log),
        cmocka_unit_test(an_item_far_below_is_still_selected_after_it_was_read_whole),
        cmocka_unit_test(ones_own_is_marked_and_a_claim_is_given_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
