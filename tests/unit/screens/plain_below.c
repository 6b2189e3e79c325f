/* SPDX-License-Identifier: MIT
 *
 * plain_below.c -- commands by ear, typed over what was opened to be read whole: they are meant for
 * that, and for nothing that took its place meanwhile.
 */
#include "queue_stage.h"
#include "talk.h"

#include <curbside/domain/decide.h>

/* A moderator and a peer, and the queue by ear. */
static void begin_queue(struct talk *t)
{
    memset(t, 0, sizeof *t);
    stage_queue(&t->st);
    stage_peer(&t->st, "calm-peer-4");
    begin(t, "calm-maud-7");
    type(t, "gq\r");
    assert_string_equal(ui_screen_name(t->st.ui), "queue");
}

/* The peer keeps the item of this row. */
static void peer_keeps(struct talk *t, int row)
{
    struct queue_page page;
    struct visit v;
    action_id id;

    assert_int_equal(
        queue_list(&t->st.arena, &t->st.visit, &(struct queue_query){.limit = 3}, &page), OK);
    stage_become(&t->st, &v, "calm-peer-4");
    assert_int_equal(post_keep(&v, page.rows[row].post, &id), OK);
    account_close(&v);
}

static void a_verb_meets_no_other_item_than_the_one_that_was_heard(void **state)
{
    struct talk t;

    (void)state;
    begin_queue(&t);
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "bare");
    peer_keeps(&t, 0);
    listen(&t);
    type(&t, "keep\r");
    assert_string_equal(ui_screen_name(t.st.ui), "queue");
    assert_said(&t, "That one no longer waits here.");
    assert_said(&t, "Back: Moderation, Queue");
    assert_said_not(&t, "It is kept.");
    assert_int_equal(waiting(&t.st), 2);
    type(&t, "1\rkeep\r");
    assert_said(&t, "It is kept.");
    assert_int_equal(waiting(&t.st), 1);
    done(&t);
}

static void an_item_that_its_author_withdrew_takes_no_verb_to_the_next(void **state)
{
    struct queue_page page;
    struct talk t;
    struct visit v;

    (void)state;
    begin_queue(&t);
    assert_int_equal(queue_list(&t.st.arena, &t.st.visit, &(struct queue_query){.limit = 3}, &page),
                     OK);
    type(&t, "1\r");
    stage_become(&t.st, &v, page.rows[0].author.name);
    assert_int_equal(post_delete(&v, page.rows[0].post), OK);
    account_close(&v);
    listen(&t);
    type(&t, "remove\r");
    assert_said(&t, "That one no longer waits here.");
    assert_said_not(&t, "by which rule?");
    assert_int_equal(waiting(&t.st), 2);
    done(&t);
}

/* A list that was said a while ago: the row of that number is another's. */
static void a_verb_with_a_number_meets_the_row_that_was_said(void **state)
{
    struct talk t;

    (void)state;
    begin_queue(&t);
    peer_keeps(&t, 1);
    t.st.now_ms += 3000;
    listen(&t);
    type(&t, "keep 2\r");
    assert_said(&t, "That one no longer waits here.");
    assert_said_not(&t, "It is kept.");
    assert_int_equal(waiting(&t.st), 2);
    done(&t);
}

/* Neither does the verb look for its key on whatever screen one lands on. */
static void who_lost_the_role_is_told_so_and_nothing_else_happens(void **state)
{
    struct talk t;

    (void)state;
    begin_queue(&t);
    type(&t, "1\r");
    stage_role(&t.st, "calm-maud-7", "member");
    listen(&t);
    type(&t, "undo\r"); /* its key takes catching up back at home */
    assert_string_equal(ui_screen_name(t.st.ui), "home");
    assert_said(&t, "Your role has ended: the queue is for moderators.");
    assert_said_not(&t, "catching up");
    done(&t);
}

/* The own post that came out meanwhile, where a return from writing would go. */
static void a_command_is_for_the_post_that_was_heard(void **state)
{
    thread_id thread;
    struct talk t;

    (void)state;
    thread = make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r1\rplain text 1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "bare");
    stage_post(&t.st, "quiet-otter-41", "mcat", thread, NULL, "Another of mine.");
    listen(&t);
    type(&t, "edit\r");
    assert_said(&t, "now: I have been stuck");
    assert_said_not(&t, "Another of mine.");
    done(&t);
}

static void of_the_neighbors_of_a_thread_nothing_is_offered_over_a_post(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r1\rplain text 1\r");
    assert_said(&t, "Commands: reply, quote, edit, back, help.");
    listen(&t);
    type(&t, "help\r");
    assert_said(&t, "reply (r): ");
    assert_said_not(&t, "in the list (");
    assert_said_not(&t, "The next thread in the list");
    listen(&t);
    type(&t, "next\r");
    assert_said(&t, "That is the end.");
    listen(&t);
    type(&t, "]\r");
    assert_said(&t, "Nothing here answers to that key.");
    assert_string_equal(ui_screen_name(t.st.ui), "bare");
    done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verb_meets_no_other_item_than_the_one_that_was_heard),
        cmocka_unit_test(an_item_that_its_author_withdrew_takes_no_verb_to_the_next),
        cmocka_unit_test(a_verb_with_a_number_meets_the_row_that_was_said),
        cmocka_unit_test(who_lost_the_role_is_told_so_and_nothing_else_happens),
        cmocka_unit_test(a_command_is_for_the_post_that_was_heard),
        cmocka_unit_test(of_the_neighbors_of_a_thread_nothing_is_offered_over_a_post),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
