/* SPDX-License-Identifier: MIT
 *
 * queue.c -- moderating with one hand: the queue, the same keys in a thread, flagging, and what its
 * flagger hears.
 */
#include "queue_stage.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/school_proposal.h>

static void the_queue_shows_what_waits_and_empties_by_keys(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    assert_shows(&st, "3 in queue");
    stage_golden_sizes(&st, "home_moderator");
    stage_keys(&st, "gq");
    assert_string_equal(ui_screen_name(st.ui), "queue");
    stage_golden_sizes(&st, "queue");
    stage_size(&st, 132, 43);
    stage_golden(&st, "queue");
    stage_size(&st, 80, 24);
    stage_keys(&st, "X");
    stage_golden(&st, "queue_rule");
    stage_keys(&st, "<Esc>");
    stage_size(&st, 40, 15); /* where the question is put, its words are chosen */
    stage_keys(&st, "X");
    stage_golden(&st, "queue_rule");
    stage_size(&st, 80, 24);
    stage_keys(&st, "1");
    assert_int_equal(waiting(&st), 2);
    assert_shows(&st, "It is removed. z takes it back.");
    stage_keys(&st, "K");
    assert_int_equal(waiting(&st), 1);
    stage_keys(&st, "B6");
    assert_int_equal(waiting(&st), 0);
    assert_shows(&st, "Nothing waits.");
    stage_keys(&st, "<C-r>");
    stage_golden_sizes(&st, "queue_empty");
    stage_keys(&st, "zzz");
    assert_int_equal(waiting(&st), 3);
    assert_shows(&st, "Maybe medicine");
    stage_done(&st);
}

static void several_are_selected_and_done_and_undone_at_once(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq**");
    assert_shows(&st, "2 selected of 3");
    stage_keys(&st, "X6");
    assert_int_equal(waiting(&st), 1);
    assert_shows(&st, "2 are removed. z takes them back.");
    stage_keys(&st, "z");
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

static void many_are_selected_by_a_count_or_by_their_author(void **state)
{
    struct stage st;
    struct submitted more;

    (void)state;
    stage_queue(&st);
    more = stage_post(&st, "brave-lynx-9", "mcat", (thread_id){0}, "Tutor, cheaper",
                      "My course raises every score by twenty points.");
    stage_flag(&st, "quiet-otter-41", more.post, FLAG_SPAM, NULL);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq3*");
    assert_shows(&st, "3 selected of 4");
    stage_keys(&st, "q");
    stage_keys(&st, "gqGA");
    assert_shows(&st, "2 by brave-lynx-9 are selected");
    stage_keys(&st, "X6");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

static void a_reason_may_be_put_in_other_words_and_notes_are_left(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqN");
    assert_string_equal(ui_screen_name(st.ui), "one_line");
    stage_keys(&st, "I asked them to stop.<Enter>");
    assert_shows(&st, "calm-maud-7: I asked them to stop.");
    stage_keys(&st, "C");
    assert_shows(&st, "claimed by you");
    stage_keys(&st, "Xw");
    stage_keys(&st, "Asked before.<Enter>");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "gl");
    assert_shows(&st, "Asked before.");
    stage_golden_sizes(&st, "modlog");
    stage_keys(&st, "qXw<BS><BS><BS><BS><BS><BS><Enter>");
    assert_shows(&st, "Begin with the rule and a colon");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

static void what_another_claimed_is_refused_in_a_sentence(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-peer-4");
    stage_keys(&st, "gqC");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqX1");
    assert_shows(&st, "Another moderator looks after this");
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

/* While one looks at it. */
static void what_another_decided_or_its_author_deleted_is_gone_with_a_sentence(void **state)
{
    struct queue_page page;
    struct stage st;
    struct visit v;
    action_id id;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_int_equal(queue_list(&st.arena, &st.visit, &(struct queue_query){.limit = 3}, &page),
                     OK);
    stage_become(&st, &v, "calm-peer-4");
    assert_int_equal(post_remove(&v, page.rows[0].post, "kindness", NULL, &id), OK);
    account_close(&v);
    stage_keys(&st, "X1");
    assert_shows(&st, "done already");
    assert_shows(&st, "2 waiting");
    assert_shows_not(&st, "Maybe medicine");
    stage_become(&st, &v, page.rows[1].author.name);
    assert_int_equal(post_delete(&v, page.rows[1].post), OK);
    account_close(&v);
    stage_keys(&st, "<Home>X1");
    assert_shows(&st, "There is no such thing here");
    assert_shows(&st, "1 waiting");
    stage_keys(&st, "K");
    assert_shows(&st, "It is kept.");
    stage_done(&st);
}

/* The post stands: that it could be removed all the same made two decisions out of one. */
static void what_another_kept_is_not_removed_by_an_old_list(void **state)
{
    struct queue_page page;
    struct stage st;
    struct visit v;
    action_id id;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_int_equal(queue_list(&st.arena, &st.visit, &(struct queue_query){.limit = 3}, &page),
                     OK);
    stage_become(&st, &v, "calm-peer-4");
    assert_int_equal(post_keep(&v, page.rows[0].post, &id), OK);
    account_close(&v);
    stage_keys(&st, "B1");
    assert_shows(&st, "done already");
    assert_shows(&st, "2 waiting");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

static void what_another_decided_leaves_with_the_next_move(void **state)
{
    struct queue_page page;
    struct stage st;
    struct visit v;
    action_id id;

    (void)state;
    stage_queue(&st);
    stage_peer(&st, "calm-peer-4");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_int_equal(queue_list(&st.arena, &st.visit, &(struct queue_query){.limit = 3}, &page),
                     OK);
    stage_become(&st, &v, "calm-peer-4");
    assert_int_equal(post_keep(&v, page.rows[2].post, &id), OK);
    account_close(&v);
    stage_keys(&st, "j");
    assert_shows(&st, "3 waiting");
    st.now_ms += 3000;
    stage_keys(&st, "k");
    assert_shows(&st, "2 waiting");
    stage_done(&st);
}

static void a_thread_is_locked_and_pinned_from_the_queue(void **state)
{
    struct thread_row thread;
    struct queue_page page;
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_int_equal(queue_list(&st.arena, &st.visit, &(struct queue_query){.limit = 3}, &page),
                     OK);
    stage_keys(&st, "LP");
    assert_shows(&st, "pinned to the top");
    assert_int_equal(thread_get(&st.arena, &st.visit, page.rows[0].thread, &thread), OK);
    assert_true(thread.locked && thread.pinned);
    stage_keys(&st, "Lz");
    assert_int_equal(thread_get(&st.arena, &st.visit, page.rows[0].thread, &thread), OK);
    assert_true(thread.locked && thread.pinned);
    stage_keys(&st, "zz");
    assert_int_equal(thread_get(&st.arena, &st.visit, page.rows[0].thread, &thread), OK);
    assert_false(thread.locked || thread.pinned);
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

static int actions(struct stage *st)
{
    struct modlog_page log;

    assert_int_equal(modlog_list(&st->arena, &st->visit, NULL, 100, &log), OK);
    return log.n;
}

/* Between the verb and its rule, with three that are selected: nothing of it is done. */
static void who_is_demoted_in_the_middle_does_nothing(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq***B");
    assert_shows(&st, "by which rule?");
    stage_role(&st, "calm-maud-7", "member");
    stage_keys(&st, "1");
    assert_string_equal(ui_screen_name(st.ui), "home");
    assert_shows(&st, "Your role has ended");
    assert_int_equal(actions(&st), 0);
    stage_role(&st, "calm-maud-7", "moderator");
    stage_keys(&st, "ghgq");
    assert_int_equal(waiting(&st), 3);
    stage_keys(&st, "X1");
    stage_role(&st, "calm-maud-7", "member");
    stage_keys(&st, "z");
    assert_shows(&st, "Your role has ended");
    assert_shows_not(&st, "Nothing waits");
    assert_int_equal(actions(&st), 1);
    stage_done(&st);
}

/* Nothing moves on the screen they read; with the next page, or the key that asks for it, the queue
 * is there, and gone as soon when they are a member again. */
static void who_is_made_a_moderator_while_reading_finds_the_queue(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_role(&st, "calm-maud-7", "member");
    stage_enter(&st, "calm-maud-7");
    assert_shows_not(&st, "queue");
    stage_keys(&st, "1<Down><Enter><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_role(&st, "calm-maud-7", "moderator");
    stage_wait(&st, 1000);
    assert_shows_not(&st, "queue");
    stage_keys(&st, "gh");
    assert_shows(&st, "3 in queue");
    stage_role(&st, "calm-maud-7", "member");
    stage_keys(&st, "ghg");
    stage_keys(&st, "<Esc>");
    assert_shows_not(&st, "queue");
    stage_role(&st, "calm-maud-7", "moderator");
    stage_keys(&st, "gq");
    assert_string_equal(ui_screen_name(st.ui), "queue");
    assert_shows(&st, "3 waiting");
    stage_done(&st);
}

/* B, e and what for: asked in the same dialog; the other moderator finds it in the queue. */
static void a_ban_everywhere_is_asked_for_and_agreed_to_by_keys(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_role(&st, "brave-lynx-9", "moderator");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    stage_keys(&st, "B");
    stage_golden(&st, "queue_ban");
    stage_keys(&st, "<Esc>");
    stage_size(&st, 40, 15);
    stage_keys(&st, "B");
    stage_golden(&st, "queue_ban");
    stage_keys(&st, "<Esc>");
    stage_size(&st, 80, 24);
    stage_keys(&st, "B");
    stage_keys(&st, "e");
    assert_shows(&st, "Everywhere takes a second moderator. For what?");
    stage_keys(&st, "2");
    assert_shows(&st, "ask for a ban everywhere: by which rule?");
    stage_keys(&st, "1");
    assert_shows(&st, "their author banned");
    assert_int_equal(waiting(&st), 3);
    stage_leave(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "gq");
    assert_shows(&st, "Agree as the second, or not?");
    stage_golden_sizes(&st, "queue_everywhere");
    stage_keys(&st, "X");
    assert_shows(&st, "It is agreed to. z takes it back.");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

/* Nobody is told twice for one day, and what was flagged is removed all the same. */
static void who_was_muted_today_is_not_muted_twice_but_the_item_is_settled(void **state)
{
    struct stage st;
    struct submitted one, two;

    (void)state;
    stage_make(&st);
    one = stage_post(&st, "calm-ibex-3", "premed", (thread_id){0}, "Advice", "Give up.");
    two = stage_post(&st, "calm-ibex-3", "premed", one.thread, NULL, "I said give up.");
    stage_flag(&st, "quiet-otter-41", one.post, FLAG_UNKIND, NULL);
    stage_flag(&st, "quiet-otter-41", two.post, FLAG_UNKIND, NULL);
    stage_post(&st, "calm-maud-7", "premed", (thread_id){0}, "Hello", "I moderate.");
    stage_role(&st, "calm-maud-7", "moderator");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqM1");
    assert_shows(&st, "It is removed, their author muted.");
    stage_keys(&st, "M1");
    assert_shows(&st, "It is removed, their author muted.");
    assert_int_equal(waiting(&st), 0);
    assert_int_equal(actions(&st), 3);
    stage_keys(&st, "zz");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

/* Words of help for who flags, a quiet line for moderators, and nothing is locked or hidden. */
static void a_flag_of_self_harm_shows_help_and_locks_nothing(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "1<Down><Enter><Enter>}!0");
    assert_shows(&st, "988");
    assert_shows(&st, "1-888-409-0141");
    stage_keys(&st, "<Esc>ghgb1<Down><Enter><Enter>");
    assert_shows_not(&st, "locked");
    assert_shows(&st, "Maybe medicine");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_shows(&st, "self-harm");
    stage_done(&st);
}

static void the_same_keys_work_in_a_thread(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "}X1");
    assert_shows(&st, "(removed by a moderator)");
    assert_int_equal(waiting(&st), 2);
    stage_keys(&st, "z");
    assert_shows(&st, "Maybe medicine");
    assert_int_equal(waiting(&st), 3);
    stage_keys(&st, "L");
    assert_shows(&st, "Locked: no more replies");
    stage_keys(&st, "Pzz");
    assert_shows_not(&st, "locked:");
    stage_done(&st);
}

static void who_was_warned_there_is_not_warned_twice_but_the_item_is_settled(void **state)
{
    struct stage st;
    struct submitted one, two;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st); /* a sanction reaches an alias in its thread, whatever the post */
    one = stage_post(&st, "calm-ibex-3", "premed", (thread_id){0}, "Advice", "Give up.");
    two = stage_post(&st, "calm-ibex-3", "premed", one.thread, NULL, "I said give up.");
    stage_flag(&st, "quiet-otter-41", one.post, FLAG_UNKIND, NULL);
    stage_flag(&st, "quiet-otter-41", two.post, FLAG_UNKIND, NULL);
    stage_post(&st, "calm-maud-7", "premed", (thread_id){0}, "Hello", "I moderate.");
    stage_role(&st, "calm-maud-7", "moderator");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqW1");
    assert_int_equal(waiting(&st), 1);
    stage_keys(&st, "W1");
    assert_int_equal(waiting(&st), 0);
    stage_keys(&st, "zz");
    assert_int_equal(waiting(&st), 2);
    stage_done(&st);
}

/* At once, and for that reason: a digit is no count here. */
static void a_reason_is_taken_by_its_number(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "1<Down><Enter><Enter>}!8");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Thank you. A moderator looks at it");
    stage_keys(&st, ":flags<Enter>");
    assert_shows(&st, "waits");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<End>");
    assert_shows(&st, "spam · 1 flag");
    stage_done(&st);
}

static void a_reader_flags_and_hears_what_came_of_it(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "1<Down><Enter><Enter>}!");
    assert_string_equal(ui_screen_name(st.ui), "flag");
    stage_golden_sizes(&st, "flag");
    stage_keys(&st, "w");
    stage_keys(&st, "Look at #2.<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Thank you. A moderator looks at it");
    stage_keys(&st, "!");
    stage_golden_sizes(&st, "flag_mine");
    stage_keys(&st, "!");
    assert_shows(&st, "Your flag is taken back");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "!w");
    stage_keys(&st, "Look at #2.<Enter>");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_shows(&st, "a reader: Look at #2.");
    stage_keys(&st, "X1");
    stage_leave(&st);
    stage_enter(&st, "brave-lynx-9");
    assert_shows(&st, "Thank you: what you flagged was removed");
    stage_keys(&st, "<Home><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "flagged");
    stage_golden_sizes(&st, "flagged");
    stage_keys(&st, "q");
    assert_shows_not(&st, "Thank you");
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41"); /* flagged it, and no state remembers */
    assert_shows(&st, "Thank you: what you flagged was removed");
    stage_leave(&st);
    stage_enter(&st, "calm-ibex-3");
    assert_shows_not(&st, "Thank you");
    stage_keys(&st, ":flags<Enter>");
    assert_shows(&st, "waits for a moderator"); /* flagged by command, which remembers nothing */
    stage_leave(&st);
    stage_enter(&st, "wise-heron-8");
    stage_keys(&st, ":flags<Enter>");
    stage_golden_sizes(&st, "flagged_none");
    stage_done(&st);
}

static void a_thread_is_reshaped_by_a_line_and_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<Enter>}T");
    stage_golden(&st, "thread_reshape");
    stage_keys(&st, "d1<Enter>");
    assert_shows(&st, "disputed: see #1");
    stage_keys(&st, "Tt<C-u>Apply or wait?<Enter>");
    assert_shows(&st, "Apply or wait?");
    stage_keys(&st, "Tmmcat<Enter>");
    assert_shows(&st, "MCAT General › Apply or wait?");
    stage_keys(&st, "Tw30<Enter>zzzz");
    assert_shows(&st, "Premed General › Is a 3.4 the end of it?");
    assert_shows_not(&st, "disputed");
    stage_keys(&st, "Tmnowhere<Enter>");
    assert_shows(&st, "There is no such thing here");
    stage_done(&st);
}

/* Through the handle: the numbers of actions are drawn, and no golden shows one. */
static void an_appeal_goes_to_another_moderator_and_its_outcome_back(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_post(&st, "wise-heron-8", "lounge", (thread_id){0}, "Hello", "Hi.");
    stage_role(&st, "wise-heron-8", "moderator");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqM1");
    stage_leave(&st);
    stage_enter(&st, "calm-ibex-3");
    stage_keys(&st, "<Enter>a");
    assert_string_equal(ui_screen_name(st.ui), "one_line");
    stage_keys(&st, "It was a joke among friends.<Enter>");
    assert_shows(&st, "You appealed: another moderator decides.");
    stage_leave(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq");
    assert_shows_not(&st, "Appeal against");
    stage_leave(&st);
    st.now_ms += 24 * 3600 * 1000; /* its day is over */
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gq<Home>");
    assert_shows(&st, "which you did: another moderator");
    stage_golden_sizes(&st, "queue_appeal");
    stage_keys(&st, "X");
    assert_shows(&st, "another moderator has to decide");
    stage_leave(&st);
    stage_enter(&st, "wise-heron-8");
    stage_keys(&st, "gqX");
    assert_shows_not(&st, "Appeal against");
    stage_leave(&st);
    stage_enter(&st, "calm-ibex-3");
    ui_push(st.ui, "sanctions", NULL, 0);
    stage_wait(&st, 0);
    assert_shows(&st, "You appealed, and it was granted.");
    stage_done(&st);
}

/* A removed post says so to its author, where it stood, and what it says can be appealed. */
static void an_author_learns_why_a_post_went_and_appeals(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gqX1");
    stage_leave(&st);
    stage_enter(&st, "calm-ibex-3");
    assert_shows(&st, "A moderator");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Your post was removed on");
    stage_keys(&st, "aIt was a joke.<Enter>");
    assert_shows(&st, "You appealed: another moderator decides.");
    stage_done(&st);
}

static void a_proposed_school_is_accepted_or_refused_and_waits_again(void **state)
{
    struct stage st;
    struct visit v;
    school_proposal_id id;

    (void)state;
    stage_queue(&st);
    stage_become(&st, &v, "quiet-otter-41");
    assert_int_equal(school_propose(&v, "Arkham Medical College", "Arkham, MA, US", &id), OK);
    account_close(&v);
    st.now_ms += 24 * 3600 * 1000; /* its day is over */
    stage_enter(&st, "calm-maud-7");
    assert_shows(&st, "4 in queue");
    stage_keys(&st, "gq<Home>"); /* known by its day alone, it is the oldest */
    assert_shows(&st, "new school");
    assert_shows(&st, "Arkham, MA, US");
    assert_shows(&st, "K accept");
    assert_shows(&st, "new school · 1 d");
    stage_keys(&st, "K");
    assert_shows(&st, "It is accepted. z takes it back.");
    assert_int_equal(waiting(&st), 3);
    assert_shows_not(&st, "Arkham");
    stage_keys(&st, "z");
    assert_int_equal(waiting(&st), 4);
    stage_keys(&st, "<Home>X");
    assert_shows(&st, "It is refused. z takes it back.");
    assert_int_equal(waiting(&st), 3);
    stage_done(&st);
}

static void nobody_else_comes_to_the_queue(void **state)
{
    struct stage st;

    (void)state;
    stage_queue(&st);
    stage_enter(&st, "brave-lynx-9");
    stage_keys(&st, "gq");
    assert_string_equal(ui_screen_name(st.ui), "home");
    assert_shows_not(&st, "queue");
    stage_keys(&st, "1<Down><Enter><Enter>X1");
    assert_shows_not(&st, "removed");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_queue_shows_what_waits_and_empties_by_keys),
        cmocka_unit_test(several_are_selected_and_done_and_undone_at_once),
        cmocka_unit_test(a_reason_may_be_put_in_other_words_and_notes_are_left),
        cmocka_unit_test(what_another_claimed_is_refused_in_a_sentence),
        cmocka_unit_test(what_another_decided_or_its_author_deleted_is_gone_with_a_sentence),
        cmocka_unit_test(what_another_kept_is_not_removed_by_an_old_list),
        cmocka_unit_test(what_another_decided_leaves_with_the_next_move),
        cmocka_unit_test(a_thread_is_locked_and_pinned_from_the_queue),
        cmocka_unit_test(many_are_selected_by_a_count_or_by_their_author),
        cmocka_unit_test(who_is_demoted_in_the_middle_does_nothing),
        cmocka_unit_test(who_is_made_a_moderator_while_reading_finds_the_queue),
        cmocka_unit_test(the_same_keys_work_in_a_thread),
        cmocka_unit_test(who_was_warned_there_is_not_warned_twice_but_the_item_is_settled),
        cmocka_unit_test(a_ban_everywhere_is_asked_for_and_agreed_to_by_keys),
        cmocka_unit_test(who_was_muted_today_is_not_muted_twice_but_the_item_is_settled),
        cmocka_unit_test(a_flag_of_self_harm_shows_help_and_locks_nothing),
        cmocka_unit_test(a_reason_is_taken_by_its_number),
        cmocka_unit_test(a_reader_flags_and_hears_what_came_of_it),
        cmocka_unit_test(a_thread_is_reshaped_by_a_line_and_taken_back),
        cmocka_unit_test(an_author_learns_why_a_post_went_and_appeals),
        cmocka_unit_test(an_appeal_goes_to_another_moderator_and_its_outcome_back),
        cmocka_unit_test(a_proposed_school_is_accepted_or_refused_and_waits_again),
        cmocka_unit_test(nobody_else_comes_to_the_queue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
