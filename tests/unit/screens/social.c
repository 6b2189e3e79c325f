/* SPDX-License-Identifier: MIT
 *
 * social.c -- marking, keeping and following on screen; changing and deleting one's own; addresses.
 */
#include "stage.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/follow.h>

static const char to_thread[] = "1<Down><Down><Enter><Enter>"; /* from home: MCAT's first thread */

/* A thread of three posts, #2 and #3 answering #1, on the stage of a member. */
static thread_id prepare(struct stage *st)
{
    struct submitted made;
    struct submission s = {.body = "Try an hour of nothing but reading.", .reply_to = 1};
    struct visit v;

    stage_make(st);
    made = stage_post(st, "lucid-ibex-7", "mcat", (thread_id){0}, "CARS plateau at 126",
                      "Stuck for six weeks. What moved *you*?");
    st->now_ms += 60 * 1000;
    for (int i = 0; i < 2; i++) {
        struct submitted done;

        stage_become(st, &v, i == 0 ? "amber-heron-3" : "quiet-otter-41");
        s.thread = made.thread;
        s.body_n = strlen(s.body);
        dice_fill(&st->dice, s.token, sizeof s.token);
        assert_int_equal(post_submit(&v, &s, &done), OK);
        account_close(&v);
    }
    stage_enter(st, "quiet-otter-41");
    return made.thread;
}

static void a_post_is_marked_and_kept_and_its_thread_followed(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "g1G");
    stage_keys(&st, "+");
    assert_shows(&st, "You marked as helpful: #1");
    stage_keys(&st, "m");
    assert_shows(&st, "#1 is bookmarked");
    stage_keys(&st, "f");
    assert_shows(&st, "You follow this thread");
    stage_keys(&st, "gg");
    assert_shows(&st, "1 helpful, you too");
    assert_shows(&st, "bookmarked");
    assert_shows(&st, "you follow this thread");
    assert_shows(&st, "answered by #2, #3");
    stage_golden_sizes(&st, "thread_marked");
    stage_keys(&st, "+");
    assert_shows(&st, "You took your mark back from #1");
    stage_keys(&st, "mf");
    assert_shows_not(&st, "you follow this thread");
    assert_shows_not(&st, "1 helpful");
    stage_done(&st);
}

static void nobody_marks_their_own(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "3G+");
    assert_shows(&st, "That is your own post");
    stage_keys(&st, "j!");
    assert_shows(&st, "That is your own post");
    stage_done(&st);
}

static void a_jump_to_an_answer_has_a_way_back(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "1G2a");
    assert_shows(&st, "post 3 of 3");
    stage_keys(&st, "o");
    assert_shows(&st, "post 1 of 3");
    stage_keys(&st, "<");
    assert_shows(&st, "post 3 of 3");
    stage_keys(&st, "<");
    assert_shows(&st, "post 1 of 3");
    stage_done(&st);
}

static void ones_own_post_is_changed_and_its_history_stays(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "2Ge");
    assert_shows_not(&st, "Ctrl-X");
    stage_keys(&st, "3Ge");
    stage_keys(&st, "<C-x>p");
    stage_keys(&st, "e<End> Or two.<C-x>p");
    assert_shows(&st, "Or two.");
    assert_shows(&st, "edited");
    stage_keys(&st, "E");
    stage_golden_sizes(&st, "history");
    stage_done(&st);
}

static void ones_own_post_is_deleted_after_a_question(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "2Gx");
    assert_shows_not(&st, "Delete #2?");
    stage_keys(&st, "3Gx");
    assert_shows(&st, "Delete #3?");
    stage_golden(&st, "delete");
    stage_keys(&st, "k");
    assert_shows(&st, "Try an hour");
    stage_keys(&st, "xd");
    assert_shows(&st, "(deleted by its author)");
    stage_done(&st);
}

/* What can do nothing on a post without a text is neither in the help nor does it anything. */
static void a_deleted_post_offers_what_can_still_be_done(void **state)
{
    static const char *const gone[] = {"quoted",        "helpful",         "Bookmark this",
                                       "Change this",   "without a frame", "Flag this",
                                       "said before it"};
    struct stage st;

    (void)state;
    prepare(&st);
    stage_size(&st, 80, 60);
    stage_keys(&st, to_thread);
    stage_keys(&st, "3Gxd?");
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_shows_not(&st, gone[i]);
    assert_shows(&st, "Reply to this post");
    stage_keys(&st, "qR");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Not possible here now: Reply with this post quoted");
    stage_keys(&st, "m");
    assert_shows(&st, "Not possible here now: Bookmark this post");
    stage_keys(&st, "y");
    assert_shows(&st, "Its address");
    assert_shows_not(&st, "Its text");
    stage_keys(&st, "q1R"); /* with a count another post is meant */
    assert_string_equal(ui_screen_name(st.ui), "compose");
    stage_done(&st);
}

static void tagged_post(struct stage *st, const char *title)
{
    static const char *const tags[] = {"retake", "cars"};
    struct submission s = {
        .title = title, .body = "Words.", .body_n = 6, .tags = tags, .n_tags = 1};
    struct submitted done;
    struct board board;
    struct visit v;

    stage_become(st, &v, "lucid-ibex-7");
    assert_int_equal(board_find(&st->arena, &v, "premed", &board), OK);
    s.board = board.id;
    s.face = FACE_HANDLE;
    s.n_tags = strstr(title, "CARS") ? 2 : 1;
    dice_fill(&st->dice, s.token, sizeof s.token);
    assert_int_equal(post_submit(&v, &s, &done), OK);
    account_close(&v);
    st->now_ms += 60 * 1000;
}

static void the_threads_of_a_tag_open_from_what_is_followed(void **state)
{
    struct stage st;
    const char *stored;

    (void)state;
    prepare(&st);
    tagged_post(&st, "Retake with a 512?");
    tagged_post(&st, "When to retake");
    assert_int_equal(follow_add(&st.arena, &st.visit, "tag/retake", &stored), OK);
    assert_int_equal(follow_add(&st.arena, &st.visit, "tag/nobody", &stored), OK);
    stage_keys(&st, "gf<Enter>");
    assert_shows(&st, "No thread carries this tag now");
    stage_keys(&st, "q<Down><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "tagged");
    stage_golden_sizes(&st, "tagged");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "tagged");
    stage_done(&st);
}

static void a_tag_leads_from_a_thread_to_others_and_is_followed(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    tagged_post(&st, "When to retake");
    tagged_post(&st, "Retake for CARS");
    stage_keys(&st, "1<Down><Enter><Down>t"); /* Premed: the older one has one tag */
    assert_string_equal(ui_screen_name(st.ui), "tagged");
    assert_shows(&st, "Threads with #retake");
    assert_shows(&st, "Retake for CARS");
    stage_keys(&st, "f");
    assert_shows(&st, "You follow #retake");
    assert_shows(&st, "you follow it");
    stage_keys(&st, "s");
    assert_shows(&st, "tag:retake");
    stage_keys(&st, "<Esc><Enter>"); /* the newest, with two of them */
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "t");
    assert_shows(&st, "Threads with which tag?");
    stage_keys(&st, "2");
    assert_shows(&st, "Threads with #cars");
    stage_keys(&st, ":#Retake<Enter>");
    assert_shows(&st, "Threads with #retake");
    stage_keys(&st, "f");
    assert_shows(&st, "You do not follow #retake any more");
    stage_keys(&st, "gotag/cars<Enter>");
    assert_shows(&st, "Threads with #cars");
    stage_done(&st);
}

/* On a wide terminal each list shows what is selected at the right, and reads nothing by it. */
static void wide_lists_show_what_is_selected_beside_them(void **state)
{
    struct draft draft = {.title = "Retake in autumn?", .body = "Half *written*.", .body_n = 15};
    struct stage st;
    const char *stored;

    (void)state;
    draft.thread = prepare(&st);
    tagged_post(&st, "Retake with a 512?");
    tagged_post(&st, "When to retake");
    assert_int_equal(follow_add(&st.arena, &st.visit, "tag/retake", &stored), OK);
    assert_int_equal(draft_save(&st.visit, &draft), OK);
    stage_size(&st, 132, 43);
    stage_keys(&st, "gh");
    stage_golden(&st, "home_beside");
    stage_keys(&st, "gf");
    stage_golden(&st, "following_beside");
    stage_keys(&st, "<Enter><Down>");
    stage_golden(&st, "tagged_beside");
    stage_keys(&st, "gm");
    stage_golden(&st, "inbox_beside");
    stage_keys(&st, "gd");
    stage_golden(&st, "drafts_beside");
    stage_keys(&st, "gh");
    stage_golden(&st, "home_beside"); /* nothing was read */
    stage_keys(&st, "gf<Enter> ");
    assert_string_equal(ui_screen_name(st.ui), "thread"); /* Space reads on */
    stage_done(&st);
}

static void what_is_kept_is_listed_and_can_be_taken_back(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, "gs");
    stage_golden_sizes(&st, "bookmarks_empty");
    stage_keys(&st, "gf");
    stage_golden_sizes(&st, "following_empty");
    stage_keys(&st, "gh");
    stage_keys(&st, to_thread);
    stage_keys(&st, "2Gmf1Gm");
    assert_shows(&st, "#1 is bookmarked");
    stage_keys(&st, "gs");
    stage_golden_sizes(&st, "bookmarks");
    stage_keys(&st, "x");
    assert_shows(&st, "z brings it back");
    assert_shows_not(&st, "#1");
    stage_keys(&st, "z");
    assert_shows(&st, "#1");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "post 1 of 3");
    stage_keys(&st, "gf");
    stage_golden_sizes(&st, "following");
    stage_keys(&st, "x");
    assert_shows(&st, "You follow nothing yet");
    stage_keys(&st, "z<Enter>");
    assert_shows(&st, "you follow this thread");
    stage_done(&st);
}

static void an_address_in_a_post_opens_from_its_links(void **state)
{
    struct stage st;
    char body[160];
    thread_id thread;

    (void)state;
    stage_make(&st);
    thread = stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, "The first", "One.").thread;
    st.now_ms += 1000;
    snprintf(body, sizeof body,
             "See thread/%lld, board/lounge and https://example.org/thread/7. Not for school/work, "
             "but for school/jefferson-kimmel.",
             (long long)thread.v);
    stage_post(&st, "lucid-ibex-7", "mcat", (thread_id){0}, "The second", body);
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>"); /* past the welcome */
    stage_keys(&st, to_thread);
    stage_keys(&st, "u");
    assert_shows(&st, "4 of this post");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "y copies it");
    stage_keys(&st, "}<Enter>");
    assert_shows(&st, "The first");
    stage_keys(&st, "q}<Enter>");
    assert_shows(&st, "Nobody has written here yet");
    stage_keys(&st, "q}<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_done(&st);
}

static void one_address_is_enough_for_its_key_and_a_word_like_one_is_none(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_post(&st, "lucid-ibex-7", "mcat", (thread_id){0}, "A name in it",
               "They asked that at school/jefferson-kimmel.");
    stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, "A word in it",
               "Not for school/work, a dashboard/lounge or an unread thread/.");
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>"); /* past the welcome */
    stage_keys(&st, to_thread);
    assert_shows(&st, "A name in it");
    stage_keys(&st, "u");
    assert_string_equal(ui_screen_name(st.ui), "links");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, ":A word in it<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "u");
    assert_shows_not(&st, "No links in this post.");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_done(&st);
}

/* A slip of the finger says so, and a letter behind g is never the page's own. */
static void a_key_that_means_nothing_says_so(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, "gs");
    assert_string_equal(ui_screen_name(st.ui), "bookmarks");
    stage_keys(&st, "gx");
    assert_shows(&st, "g x does nothing here; ? shows what does.");
    stage_keys(&st, "gq"); /* the queue, for moderators */
    assert_shows(&st, "g q does nothing here");
    assert_string_equal(ui_screen_name(st.ui), "bookmarks");
    stage_keys(&st, "Z");
    assert_shows(&st, "Z does nothing here; ? shows what does.");
    stage_keys(&st, "g<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "bookmarks");
    stage_keys(&st, "g?");
    assert_shows(&st, "Help");
    stage_done(&st);
}

static void an_address_is_typed_and_opens(void **state)
{
    struct stage st;
    char keys[64];
    thread_id thread;

    (void)state;
    thread = prepare(&st);
    stage_keys(&st, "gothread/1<Enter>");
    assert_shows(&st, "nothing under that address");
    stage_golden_sizes(&st, "go_to");
    stage_keys(&st, "<C-u>");
    snprintf(keys, sizeof keys, " thread/%lld <Enter>", (long long)thread.v);
    stage_keys(&st, keys);
    assert_shows(&st, "CARS plateau at 126");
    stage_keys(&st, "q");
    assert_shows(&st, "For you"); /* not back into the field */
    stage_keys(&st, "goBoard/MCAT<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    stage_keys(&st, "goschool/Jefferson-Kimmel<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_done(&st);
}

static void the_bare_view_has_no_frame(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_keys(&st, to_thread);
    stage_keys(&st, "1Gv");
    stage_golden(&st, "bare_said");
    stage_keys(&st, "gg");
    stage_golden_sizes(&st, "bare");
    stage_keys(&st, "v");
    assert_shows(&st, "post 1 of 3");
    stage_done(&st);
}

static void a_guest_may_mark_nothing_and_is_told_who_may(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_leave(&st);
    stage_enter(&st, "guest");
    stage_keys(&st, "gs");
    assert_shows(&st, "join");
    stage_keys(&st, "<Enter>"); /* past the welcome */
    stage_keys(&st, to_thread);
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows_not(&st, "counts as read"); /* nothing is kept of a guest */
    for (const char *key = "+!mfcHrR"; *key; key++) {
        stage_keys(&st, (char[]){*key, '\0'});
        assert_shows(&st, "Guests can read everything; join with your key to do that.");
        stage_keys(&st, "}");
    }
    stage_done(&st);
}

static void answers_and_mentions_come_to_the_inbox(void **state)
{
    struct stage st;
    struct submission s = {.body = "Read for an hour, @quiet-otter-41.", .reply_to = 3};
    struct submitted done;
    struct visit v;

    (void)state;
    s.thread = prepare(&st);
    stage_keys(&st, "gm");
    stage_golden_sizes(&st, "inbox_empty");
    st.now_ms += 60 * 1000;
    stage_become(&st, &v, "lucid-ibex-7");
    s.body_n = strlen(s.body);
    dice_fill(&st.dice, s.token, sizeof s.token);
    assert_int_equal(post_submit(&v, &s, &done), OK);
    account_close(&v);
    stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, "Who knows a tutor?",
               "Perhaps @quiet-otter-41 does.");
    st.now_ms += 60 * 1000;
    stage_post(&st, "amber-heron-3", "lounge", (thread_id){0}, "Good morning", "Coffee?");
    stage_keys(&st, "gh");
    stage_golden_sizes(&st, "home_for_you");
    stage_keys(&st, "1<End><Enter>f"); /* the lounge */
    assert_shows(&st, "You follow this board");
    stage_keys(&st, "gm");
    stage_golden_sizes(&st, "inbox");
    stage_keys(&st, "c");
    assert_shows(&st, "Nothing is new for you");
    assert_shows(&st, "z brings it back");
    stage_keys(&st, "z");
    assert_shows(&st, "Who knows a tutor?");
    stage_keys(&st, "<Down><Down><Enter>");
    assert_shows(&st, "post 4 of 4");
    stage_keys(&st, "q");
    assert_shows(&st, "  • mention"); /* what is unread is so without colors, too */
    assert_shows(&st, "►   reply");
    stage_done(&st);
}

/* More than one load brings: the list goes on, and whoever comes back from far down is there. */
static void a_long_inbox_goes_on_and_keeps_its_place(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    for (int i = 0; i < 60; i++) {
        char title[32];

        snprintf(title, sizeof title, "Question %02d", i);
        stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, title, "@quiet-otter-41?");
        st.now_ms += 60 * 1000;
    }
    stage_keys(&st, "gm");
    assert_shows(&st, "50+ unread here");
    assert_shows(&st, "Question 59");
    stage_keys(&st, "GG");
    assert_shows(&st, "60 unread here");
    assert_shows(&st, "Question 00");
    stage_keys(&st, "k<Enter>q");
    assert_shows(&st, "59 unread here");
    assert_shows(&st, "►   mention     Premed General › Question 01");
    stage_keys(&st, " ");
    assert_shows(&st, "Question 00");
    assert_shows(&st, "post 1 of 1");
    stage_done(&st);
}

/* What comes while one looks is there within a second, and what is selected stays. */
static void an_inbox_on_screen_shows_what_comes(void **state)
{
    struct stage st;

    (void)state;
    prepare(&st);
    stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, "Before", "@quiet-otter-41?");
    stage_keys(&st, "gm");
    assert_shows(&st, "► • mention     Premed General › Before");
    st.now_ms += 60 * 1000;
    stage_post(&st, "lucid-ibex-7", "premed", (thread_id){0}, "Meanwhile", "@quiet-otter-41!");
    ui_bell(st.ui, topic_number(TOPIC_FORUM, 0));
    stage_wait(&st, UI_HEAR_MS);
    assert_shows(&st, "Premed General › Meanwhile");
    assert_shows(&st, "► • mention     Premed General › Before");
    stage_done(&st);
}

static void a_board_has_a_guide_that_moderators_write(void **state)
{
    struct stage st;
    char line[64];
    thread_id thread;

    (void)state;
    thread = prepare(&st);
    stage_keys(&st, "1<Down><Down><Enter>i");
    stage_golden_sizes(&st, "guide_empty");
    stage_keys(&st, "e");
    assert_shows(&st, "Nobody has written"); /* not for members */
    stage_leave(&st);
    stage_role(&st, "quiet-otter-41", "moderator");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>ie");
    snprintf(line, sizeof line, "Read thread/%lld first.", (long long)thread.v);
    stage_keys(&st, line);
    stage_golden(&st, "guide_edit");
    stage_keys(&st, "q");
    stage_keys(&st, "<Esc>");
    assert_shows(&st, "Leave this text?");
    stage_keys(&st, "<Esc><BS><C-x>s");
    assert_shows(&st, "Stored.");
    stage_keys(&st, "j");
    stage_golden_sizes(&st, "guide");
    stage_keys(&st, "u<Enter>");
    assert_shows(&st, "CARS plateau at 126");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_is_marked_and_kept_and_its_thread_followed),
        cmocka_unit_test(the_threads_of_a_tag_open_from_what_is_followed),
        cmocka_unit_test(a_tag_leads_from_a_thread_to_others_and_is_followed),
        cmocka_unit_test(a_deleted_post_offers_what_can_still_be_done),
        cmocka_unit_test(nobody_marks_their_own),
        cmocka_unit_test(a_jump_to_an_answer_has_a_way_back),
        cmocka_unit_test(ones_own_post_is_changed_and_its_history_stays),
        cmocka_unit_test(ones_own_post_is_deleted_after_a_question),
        cmocka_unit_test(wide_lists_show_what_is_selected_beside_them),
        cmocka_unit_test(what_is_kept_is_listed_and_can_be_taken_back),
        cmocka_unit_test(an_address_in_a_post_opens_from_its_links),
        cmocka_unit_test(one_address_is_enough_for_its_key_and_a_word_like_one_is_none),
        cmocka_unit_test(a_key_that_means_nothing_says_so),
        cmocka_unit_test(an_address_is_typed_and_opens),
        cmocka_unit_test(the_bare_view_has_no_frame),
        cmocka_unit_test(answers_and_mentions_come_to_the_inbox),
        cmocka_unit_test(a_long_inbox_goes_on_and_keeps_its_place),
        cmocka_unit_test(an_inbox_on_screen_shows_what_comes),
        cmocka_unit_test(a_board_has_a_guide_that_moderators_write),
        cmocka_unit_test(a_guest_may_mark_nothing_and_is_told_who_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
