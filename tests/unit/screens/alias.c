/* SPDX-License-Identifier: MIT
 *
 * alias.c -- who one will be, on the screens: said in the header, chosen by Ctrl-T, kept by the
 * draft; and what waits for its release.
 */
#include "stage.h"

#include <curbside/domain/door.h>
#include <curbside/domain/upkeep.h>

static const char vent[] = "slug,category,title,description,mode,open,position,staff\n"
                           "vent,Confidential,Vent,Say it here.,alias,1,5,0\n";

static const char consult[] = "slug,category,title,description,mode,open,position,staff\n"
                              "confidential-consult,Confidential,Confidential Consult,Ask it here.,"
                              "alias,1,5,0\n";

static void stage_make_with(struct stage *st, const char *board)
{
    struct visit v;
    int made;

    stage_make(st);
    stage_allow_aliases(st);
    v = stage_visit(st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, board, strlen(board), &made), OK);
    account_close(&v);
}

/* A stage on which the board in front of all is under aliases. */
static void stage_make_vent(struct stage *st)
{
    stage_make_with(st, vent);
}

static void stage_tick(struct stage *st)
{
    struct visit v = stage_visit(st);

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(forum_tick(&v), OK);
    account_close(&v);
}

static void the_name_is_said_beforehand_and_can_be_chosen(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>w");
    assert_shows(&st, "you will be ~");
    stage_keys(&st, "<C-t>");
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_keys(&st, "<C-t>");
    assert_shows(&st, "you will be ~");
    stage_keys(&st, "<C-t>A title<Tab><Tab>Some text.<C-x>");
    assert_shows(&st, "You post as quiet-otter-41.");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Posted as quiet-otter-41.");
    /* In this thread the choice is made. */
    stage_keys(&st, "r<C-t>");
    assert_shows(&st, "the only name you have here");
    stage_done(&st);
}

/* A phone has little room for what is asked before posting, and none of it is cut. */
static void on_a_phone_all_that_follows_from_a_name_is_said(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_size(&st, 40, 15);
    stage_keys(&st, "1<Down><Down><Enter>wFailed Step 1<Tab><Tab>");
    stage_keys(&st, "I am an MS3 from Idaho at Jefferson and<C-x>");
    assert_shows(&st, "You can edit until");
    assert_shows(&st, "2027-03-31; then only the receipt you");
    assert_shows(&st, "get deletes it.");
    assert_shows(&st, "p  Post it");
    assert_shows(&st, "s  See what the safety check found");
    assert_shows(&st, "k  Keep it as a draft");
    assert_shows(&st, "d  Discard it");
    stage_done(&st);
}

static void a_draft_brings_its_name_back(void **state)
{
    struct stage st;
    const char *name;
    char header[64];

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>wA title");
    name = strstr(stage_text(&st, DUMP_TEXT), "you will be ~");
    assert_non_null(name);
    snprintf(header, sizeof header, "%.*s", (int)strcspn(name, "\n"), name);
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>w");
    assert_shows(&st, "A title");
    assert_shows(&st, header);
    stage_done(&st);
}

static void what_waits_is_shown_to_its_author_until_it_is_out(void **state)
{
    struct stage st;

    (void)state;
    stage_make_vent(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>w");
    assert_shows(&st, "you will be ~");
    stage_keys(&st, "A bad week<Tab><Tab>Some text.<C-x>");
    assert_shows(&st, "somebody new");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Receipt ");
    assert_shows(&st, "out in ");
    assert_shows(&st, "Some text.");
    stage_keys(&st, "m");
    assert_shows(&st, "It is not out yet; it can be bookmarked once it is.");
    stage_keys(&st, "q");
    assert_shows(&st, "A bad week");
    assert_shows(&st, " you ");
    assert_shows(&st, " in 10 m");
    assert_shows_not(&st, "min"); /* which would touch the count beside it */
    stage_leave(&st);
    stage_enter(&st, "lucid-ibex-7");
    stage_keys(&st, "1<Enter>");
    assert_shows_not(&st, "A bad week");
    stage_leave(&st);
    st.now_ms += 10 * 60 * 1000;
    stage_tick(&st);
    stage_enter(&st, "lucid-ibex-7");
    stage_keys(&st, "1<Enter>");
    assert_shows(&st, "A bad week");
    stage_keys(&st, "<Enter>rMe too.<C-x><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Me too.");
    assert_shows(&st, "out in ");
    stage_done(&st);
}

static void a_reply_is_by_the_name_in_the_header_or_by_nobody(void **state)
{
    struct stage st;
    struct visit op;
    thread_id thread;
    int64_t due;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    thread = stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "Theirs", "Ask.").thread;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<Home><Enter>rMe too.");
    assert_shows(&st, "you will be ~");
    /* Meanwhile no new aliases are let in. */
    stage_become(&st, &op, "amber-heron-3");
    assert_int_equal(door_set(&op, thread, true, &due), OK);
    account_close(&op);
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Not posted");
    assert_shows(&st, "no new aliases");
    stage_keys(&st, "g<C-t>");
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Posted as quiet-otter-41.");
    stage_done(&st);
}

/* What was begun under an alias goes out under the handle only when its author says so. */
static void a_draft_begun_under_an_alias_never_becomes_the_handles(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>wA title<Tab><Tab>Some text.");
    assert_shows(&st, "you will be ~");
    stage_leave(&st);
    st.alias.open = false;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>w");
    assert_shows(&st, "Some text.");
    assert_shows(&st, "no name chosen");
    assert_shows(&st, "Aliases are closed here.");
    assert_shows_not(&st, "quiet-otter-41");
    stage_keys(&st, "<C-x>");
    assert_shows(&st, "No name is chosen yet");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_golden(&st, "compose_no_name");
    stage_size(&st, 40, 15);
    stage_golden(&st, "compose_no_name");
    stage_size(&st, 80, 24);
    stage_keys(&st, "h");
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Posted as quiet-otter-41.");
    stage_done(&st);
}

static void what_is_begun_where_aliases_were_closed_asks_for_its_name(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    st.alias.open = false;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down>");
    assert_shows(&st, "Aliases are closed for now");
    stage_keys(&st, "<Enter>wA title<Tab><Tab>Some text.");
    assert_shows(&st, "no name chosen");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Not posted: no name is chosen");
    stage_keys(&st, "g<C-t><C-t>"); /* and the alias cannot be chosen */
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Posted as quiet-otter-41.");
    stage_done(&st);
}

static void in_a_thread_without_new_aliases_the_name_is_asked_for(void **state)
{
    struct stage st;
    struct visit op;
    thread_id thread;
    int64_t due;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    thread = stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "Theirs", "Ask.").thread;
    stage_become(&st, &op, "amber-heron-3");
    assert_int_equal(door_set(&op, thread, true, &due), OK);
    account_close(&op);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<Home><Enter>rMe too.");
    assert_shows(&st, "no name chosen");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "This thread takes no new aliases.");
    stage_keys(&st, "h<C-x><Enter>");
    assert_shows(&st, "Posted as quiet-otter-41.");
    stage_done(&st);
}

/* From another session of theirs. */
static void reply_by_handle(struct stage *st, const char *author, thread_id thread)
{
    struct submission s = {
        .thread = thread, .face = FACE_HANDLE, .body = "By command.", .body_n = 11};
    struct submitted made;
    struct visit v;

    stage_become(st, &v, author);
    dice_fill(&st->dice, s.token, sizeof s.token);
    assert_int_equal(post_submit(&v, &s, &made), OK);
    account_close(&v);
}

static void who_replied_by_handle_meanwhile_is_offered_that_name(void **state)
{
    struct stage st;
    thread_id thread;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    thread = stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "Theirs", "Ask.").thread;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "<Home><Enter>rMe too.");
    assert_shows(&st, "you will be ~");
    reply_by_handle(&st, "quiet-otter-41", thread);
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Not posted: no name is chosen");
    assert_shows(&st, "no name chosen"); /* in the header */
    stage_keys(&st, "h");
    assert_shows(&st, "you will be quiet-otter-41 here");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Posted as quiet-otter-41.");
    stage_done(&st);
}

static void a_draft_whose_board_was_closed_can_still_be_read(void **state)
{
    struct stage st;

    (void)state;
    stage_make_vent(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>wA bad week<Tab><Tab>Nobody else may read this.");
    stage_leave(&st);
    st.alias.open = false;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "gd<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Nobody else may read this.");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "Not posted");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_done(&st);
}

static void who_was_just_seen_is_asked_whether_it_may_wait(void **state)
{
    struct stage st;
    thread_id none = {0};

    (void)state;
    stage_make_vent(&st);
    st.alias.seal_dir = NULL; /* under the handle */
    stage_post(&st, "quiet-otter-41", "mcat", none, "A question", "Text.");
    st.alias.seal_dir = st.seal;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>wA bad week<Tab><Tab>Some text.<C-x><Enter>");
    assert_shows(&st, "just seen under your handle");
    stage_keys(&st, "g");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_keys(&st, "<C-x><Enter>n");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "min");
    stage_done(&st);
}

static void when_it_comes_out_is_for_its_author_to_say(void **state)
{
    struct stage st;

    (void)state;
    stage_make_vent(&st);
    st.alias.spread_minutes = 120;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>wA bad week<Tab><Tab>Some text.<C-x>");
    assert_shows(&st, "comes out within");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "When should it come out?");
    assert_shows(&st, "At a drawn moment, within");
    stage_size(&st, 40, 15);
    assert_shows(&st, "At a drawn moment, within 3 h\n"); /* whole on a phone */
    stage_size(&st, 80, 24);
    stage_keys(&st, "n");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "out in 10 min");
    stage_done(&st);
}

static void a_receipt_is_shown_again_to_its_author_alone(void **state)
{
    struct stage st;
    char receipt[RECEIPT_CODE_SIZE];
    const char *at;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>wA title<Tab><Tab>Some text.<C-x><Enter>");
    at = strstr(stage_text(&st, DUMP_TEXT), "Receipt ");
    assert_non_null(at);
    snprintf(receipt, sizeof receipt, "%.*s", RECEIPT_CODE_SIZE - 1, at + strlen("Receipt "));
    stage_keys(&st, "j");
    assert_shows_not(&st, receipt);
    stage_keys(&st, "y");
    assert_shows(&st, "Its receipt, which deletes it");
    stage_keys(&st, "r");
    assert_shows(&st, receipt);
    stage_leave(&st);
    stage_enter(&st, "lucid-ibex-7");
    stage_keys(&st, "1<Down><Down><Enter><Enter>y");
    assert_shows(&st, "Copy what?");
    assert_shows_not(&st, "receipt");
    stage_done(&st);
}

static void boards_under_aliases_look_quiet_and_say_so(void **state)
{
    struct stage st;

    (void)state;
    stage_make_vent(&st);
    stage_post(&st, "amber-heron-3", "vent", (thread_id){0}, "Failed Step 1, do I tell programs?",
               "I am asking for myself.");
    st.now_ms += 10 * 60 * 1000;
    stage_tick(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Enter>");
    assert_shows(&st, "Vent · aliases only");
    stage_size(&st, 40, 15);
    assert_shows(&st, "Vent · aliases only");
    stage_size(&st, 80, 24);
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Vent › Failed Step 1");
    stage_keys(&st, "r");
    assert_shows(&st, "you will be ~");
    stage_done(&st);
}

/* The count of what is unread gives way to it. */
static void a_phone_says_aliases_only_whole(void **state)
{
    struct stage st;

    (void)state;
    stage_make_with(&st, consult);
    stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "Something unread", "Words.");
    stage_enter(&st, "quiet-otter-41");
    stage_size(&st, 40, 15);
    stage_keys(&st, "gc");
    assert_shows(&st, " Confidential Consult · aliases only\n");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_is_said_beforehand_and_can_be_chosen),
        cmocka_unit_test(on_a_phone_all_that_follows_from_a_name_is_said),
        cmocka_unit_test(a_draft_brings_its_name_back),
        cmocka_unit_test(what_waits_is_shown_to_its_author_until_it_is_out),
        cmocka_unit_test(a_receipt_is_shown_again_to_its_author_alone),
        cmocka_unit_test(boards_under_aliases_look_quiet_and_say_so),
        cmocka_unit_test(a_phone_says_aliases_only_whole),
        cmocka_unit_test(a_reply_is_by_the_name_in_the_header_or_by_nobody),
        cmocka_unit_test(a_draft_begun_under_an_alias_never_becomes_the_handles),
        cmocka_unit_test(what_is_begun_where_aliases_were_closed_asks_for_its_name),
        cmocka_unit_test(in_a_thread_without_new_aliases_the_name_is_asked_for),
        cmocka_unit_test(who_replied_by_handle_meanwhile_is_offered_that_name),
        cmocka_unit_test(a_draft_whose_board_was_closed_can_still_be_read),
        cmocka_unit_test(who_was_just_seen_is_asked_whether_it_may_wait),
        cmocka_unit_test(when_it_comes_out_is_for_its_author_to_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
