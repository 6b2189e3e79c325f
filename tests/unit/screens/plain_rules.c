/* SPDX-License-Identifier: MIT
 *
 * plain_rules.c -- what holds in plain mode on every screen: drafts, echo, pastes, pages, news.
 */
#include "talk.h"

#include <curbside/domain/unread.h>

static void what_is_typed_into_a_field_is_a_draft_two_seconds_later(void **state)
{
    struct draft_page drafts;
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rhalf a li");
    stage_wait(&t.st, 2500);
    assert_int_equal(draft_list(&t.st.arena, &t.st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 1);
    assert_string_equal(drafts.rows[0].title, "A title");
    assert_string_equal(drafts.rows[0].body, "half a li");
    done(&t);
}

static void a_dropped_line_keeps_the_line_that_was_not_ended(void **state)
{
    struct draft_page drafts;
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rfirst\rsecond, not en");
    stage_leave(&t.st);
    stage_become(&t.st, &t.st.visit, "quiet-otter-41");
    assert_int_equal(draft_list(&t.st.arena, &t.st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 1);
    assert_string_equal(drafts.rows[0].body, "first\nsecond, not en");
    account_close(&t.st.visit);
    str_done(&t.text);
    t.st.ui = NULL;
    stage_done(&t.st);
}

static void a_letter_is_echoed_and_taken_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    listen(&t);
    press(&t, "bo\xc3\xa9x\177\177");
    assert_string_equal(str_cstr(&t.text), "bo\xc3\xa9x\b \b\b \b");
    press(&t, "\025");
    listen(&t);
    press(&t, "\r");
    assert_said(&t, "end of the list");
    done(&t);
}

static void control_c_goes_back_and_loses_no_text(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rsome text");
    listen(&t);
    press(&t, "\003");
    assert_said(&t, "Leave this text?");
    listen(&t);
    type(&t, "7\r");
    assert_said(&t, "That is none of the choices.\nLeave this text?");
    press(&t, "\003");
    type(&t, ".\r0\rread\r");
    assert_said(&t, "1. some text");
    done(&t);
}

static void a_command_prompt_runs_one_line_of_a_paste(void **state)
{
    static const char paste[] = "boards\r3\rwrite\rmy text\r";
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    listen(&t);
    ui_input(t.st.ui, paste, sizeof paste - 1);
    take(&t);
    assert_string_equal(ui_screen_name(t.st.ui), "boards");
    assert_said(&t, "looked pasted");
    done(&t);
}

static void a_text_takes_all_lines_of_a_paste(void **state)
{
    static const char paste[] = "one line\rand another one\r.\r";
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\r");
    ui_input(t.st.ui, paste, sizeof paste - 1);
    take(&t);
    type(&t, "0\rread\r");
    assert_said(&t, "1. one line\n2. and another one\n");
    done(&t);
}

static void a_pipe_runs_every_line(void **state)
{
    static const char lines[] = "boards\n3\n1\n";
    struct talk t;

    (void)state;
    make(&t);
    t.text = STR_INIT;
    t.st.mode = UI_PLAIN_LINES;
    stage_enter(&t.st, "quiet-otter-41");
    ui_input(t.st.ui, lines, sizeof lines - 1);
    take(&t);
    assert_string_equal(ui_screen_name(t.st.ui), "thread");
    done(&t);
}

/* The answers to what one read brought are not more than a line may hold at once. */
static void input_waits_for_its_answers_to_be_taken(void **state)
{
    char lines[4000];
    struct talk t;
    size_t most = 0;
    int rounds = 0;

    (void)state;
    make(&t);
    t.text = STR_INIT;
    t.st.mode = UI_PLAIN_LINES;
    stage_enter(&t.st, "guest");
    for (size_t i = 0; i < sizeof lines; i += 2)
        memcpy(lines + i, ".\n", 2);
    ui_input(t.st.ui, lines, sizeof lines);
    while (!ui_wants_input(t.st.ui)) {
        AUTO_STR struct str said = STR_INIT;

        ui_take_text(t.st.ui, &said);
        most = said.n > most ? said.n : most;
        ui_go_on(t.st.ui);
        rounds++;
    }
    assert_true(rounds > 10);
    assert_true(most < 32 * 1024);
    done(&t);
}

static void what_others_write_is_told_between_prompts_and_when_asked(void **state)
{
    struct talk t;
    thread_id mcat;

    (void)state;
    mcat = make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    stage_post(&t.st, "lucid-ibex-7", "mcat", mcat, NULL, "One more.");
    listen(&t);
    ui_bell(t.st.ui, topic_number(TOPIC_THREAD, mcat.v));
    take(&t);
    assert_string_equal(str_cstr(&t.text), "");
    type(&t, "news\r");
    assert_said(&t, "1 new below");
    listen(&t);
    type(&t, "news\r");
    assert_said(&t, "Nothing new.");
    done(&t);
}

static void nothing_a_user_writes_reaches_the_terminal_as_more_than_text(void **state)
{
    static const thread_id none = {0};
    static const char body[] =
        "Escapes \033[31mred\033[0m \xe2\x94\x8c\xe2\x94\x80\xe2\x94\x90 and "
        "\xe2\x96\x81\xe2\x96\x82\xe2\x96\x87 plots\a and \xe2\x80\xae.\n"
        "> quoted \xe2\x96\xba here\n";
    struct talk t;

    (void)state;
    make(&t);
    stage_post(&t.st, "amber-heron-3", "mcat", none,
               "A \xe2\x96\xba title \xe2\x80\xba of \xc2\xb7 signs", body);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rall\r");
    assert_speakable(str_cstr(&t.text));
    assert_said(&t, "Escapes red and plots");
    assert_said(&t, "Quote:\nquoted here\nEnd of quote.");
    done(&t);
}

static void a_long_post_is_said_in_pages_and_no_line_twice(void **state)
{
    static const thread_id none = {0};
    AUTO_STR struct str body = STR_INIT;
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 90; i++)
        str_printf(&body, "line number %d%s\n", i, i % 7 == 6 ? "\n" : "");
    stage_post(&t.st, "amber-heron-3", "mcat", none, "Long", str_cstr(&body));
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rwhere\r");
    assert_said(&t, "% of this text was said.");
    for (int i = 0; i < 12; i++)
        type(&t, "\r");
    for (int i = 0; i < 90; i++) {
        char line[32];
        const char *at;

        snprintf(line, sizeof line, "line number %d\n", i);
        at = strstr(str_cstr(&t.text), line);
        assert_non_null(at);
        assert_null(strstr(at + 1, line));
    }
    done(&t);
}

static void what_is_not_worth_hearing_is_skipped(void **state)
{
    static const thread_id none = {0};
    AUTO_STR struct str body = STR_INIT;
    struct submitted made;
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 90; i++)
        str_printf(&body, "AAAAAAAA%d\n", i);
    made = stage_post(&t.st, "amber-heron-3", "mcat", none, "Long", str_cstr(&body));
    stage_post(&t.st, "calm-ibex-3", "mcat", made.thread, NULL, "Short.");
    begin(&t, "calm-wim");
    type(&t, "skip\r");
    assert_said(&t, "There is no post here to skip.");
    type(&t, "boards\r3\r1\rskip\r");
    assert_said(&t, "Post 2 by calm-ibex-3");
    assert_said(&t, "Short.");
    assert_said_not(&t, "AAAAAAAA89");
    listen(&t);
    type(&t, "skip\r");
    assert_said(&t, "End of the thread.");
    done(&t);
}

static int times_said(struct talk *t, const char *words)
{
    int n = 0;

    for (const char *at = str_cstr(&t->text); (at = strstr(at, words)) != NULL; at++)
        n++;
    return n;
}

static void all_says_the_rest_and_the_end_once(void **state)
{
    static const thread_id none = {0};
    AUTO_STR struct str body = STR_INIT;
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 200; i++)
        str_printf(&body, "line number %d\n", i);
    stage_post(&t.st, "amber-heron-3", "mcat", none, "Long", str_cstr(&body));
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "all\r");
    assert_said(&t, "\nline number 199\n");
    assert_int_equal(times_said(&t, "line number 199\n"), 1);
    assert_int_equal(times_said(&t, "End of the thread."), 1);
    listen(&t);
    type(&t, "all\r");
    assert_int_equal(times_said(&t, "End of the thread."), 1);
    done(&t);
}

static void all_of_a_list_says_no_row_twice(void **state)
{
    static const thread_id none = {0};
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 50; i++) {
        char title[32];

        snprintf(title, sizeof title, "Thread %d", i);
        t.st.now_ms += 60 * 1000;
        stage_post(&t.st, "amber-heron-3", "mcat", none, title, "text");
    }
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r");
    type(&t, "all\r");
    assert_int_equal(times_said(&t, "\n49. Thread 1,"), 1);
    assert_int_equal(times_said(&t, "\n51. CARS plateau"), 1);
    done(&t);
}

/* A page is one, though it says what the one before said. */
static void pages_that_are_the_same_are_each_said(void **state)
{
    static const thread_id none = {0};
    AUTO_STR struct str body = STR_INIT;
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 300; i++)
        str_add(&body, "the same line\n");
    stage_post(&t.st, "amber-heron-3", "mcat", none, "Long", str_cstr(&body));
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rall\r");
    assert_int_equal(times_said(&t, "\nthe same line"), 300);
    done(&t);
}

static void a_list_goes_on_where_it_ended(void **state)
{
    static const thread_id none = {0};
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 70; i++) {
        char title[32];

        snprintf(title, sizeof title, "Thread %d", i);
        t.st.now_ms += 60 * 1000;
        stage_post(&t.st, "amber-heron-3", "mcat", none, title, "text");
    }
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r");
    assert_said(&t, "\n1. Thread 69,");
    listen(&t);
    type(&t, "more\r");
    assert_said(&t, "\n21. Thread 49,");
    assert_said_not(&t, "\n20. ");
    type(&t, "more\rmore\rmore\r");
    assert_said(&t, "\n71. CARS plateau");
    listen(&t);
    type(&t, "more\r");
    assert_said(&t, "That is the end of the list.");
    type(&t, "previous\r");
    assert_said(&t, "\n51. Thread 19,");
    type(&t, "45\r");
    assert_said(&t, "Thread 25\n");
    done(&t);
}

/* A page of results does not end between a result and its words. */
static void the_words_of_a_result_are_said_with_it(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 1; i <= 25; i++) {
        char title[32];

        snprintf(title, sizeof title, "Thread %d", i);
        t.st.now_ms += 60 * 1000;
        stage_post(&t.st, "amber-heron-3", "mcat", (thread_id){0}, title, title);
    }
    begin(&t, "calm-wim");
    listen(&t);
    type(&t, "search\rthread\r");
    assert_said(&t, "\n20. Thread 6, post 1 by amber-heron-3, MCAT General, 19 minutes ago\n"
                    "Thread 6\nThat was up to 20 of 25.");
    listen(&t);
    type(&t, "more\r");
    assert_said(&t, "\n21. Thread 5, post 1 by amber-heron-3, MCAT General, 20 minutes ago\n"
                    "Thread 5\n");
    assert_said_not(&t, "Thread 6");
    listen(&t);
    type(&t, "previous\r");
    assert_said(&t, "\n1. Thread 25,");
    assert_said_not(&t, "Thread 5\n");
    done(&t);
}

static void find_narrows_a_list_and_brings_all_of_it_back(void **state)
{
    static const thread_id none = {0};
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 40; i++) {
        char title[32];

        snprintf(title, sizeof title, "Thread %d%s", i, i % 10 == 3 ? " of tutors" : "");
        t.st.now_ms += 60 * 1000;
        stage_post(&t.st, "amber-heron-3", "mcat", none, title, "text");
    }
    begin(&t, "calm-wim");
    type(&t, "boards\r3\rmore\r");
    listen(&t);
    type(&t, "find TUTORS\r");
    assert_said(&t,
                "4 of 41 rows. \"find\" alone brings all of them back.\n1. Thread 33 of tutors,");
    assert_said(&t, "\n4. Thread 3 of tutors,");
    assert_said_not(&t, "\n5. ");
    type(&t, "2\r");
    assert_said(&t, "Thread 23 of tutors\npost 1 of 1");
    type(&t, "back\rfind\r");
    listen(&t);
    type(&t, "first\ragain\r");
    assert_said(&t, "\n1. Thread 39,");
    listen(&t);
    type(&t, "/zebra\r");
    assert_said(&t, "No row has that.");
    type(&t, "find TUTORS\r");
    listen(&t);
    type(&t, "find zebra\r");
    assert_said(&t, "No row has that. These are all rows.\n1. Thread 39,");
    done(&t);
}

/* What changed is in its heading: the words below were heard. */
static void a_mark_does_not_have_the_post_read_again(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rfirst\r");
    assert_said(&t, "What moved");
    listen(&t);
    type(&t, "+\r");
    assert_said(&t, "You marked as helpful: #1.");
    assert_said(&t, "marked by you");
    assert_said_not(&t, "What moved");
    listen(&t);
    type(&t, "m\r");
    assert_said(&t, "bookmarked");
    assert_said_not(&t, "What moved");
    listen(&t);
    type(&t, "links\r");
    assert_said(&t, "Not possible here now: The links of this post in full");
    listen(&t);
    type(&t, "again\r");
    assert_said(&t, "What moved");
    done(&t);
}

/* The tags stand above its heading, and that it is followed is a line of its own. */
static void a_mark_on_a_post_with_tags_says_what_changed(void **state)
{
    static const char *const keys[] = {"+\r", "m\r", "f\r"};
    static const char *const tags[] = {"step-1"};
    struct submission s = {.title = "With a tag",
                           .tags = tags,
                           .n_tags = 1,
                           .body = "These words were heard.",
                           .body_n = strlen("These words were heard."),
                           .face = FACE_HANDLE};
    struct submitted made;
    struct board board;
    struct visit v;
    struct talk t;

    (void)state;
    make(&t);
    stage_become(&t.st, &v, "amber-heron-3");
    assert_int_equal(board_find(&t.st.arena, &v, "mcat", &board), OK);
    s.board = board.id;
    assert_int_equal(post_submit(&v, &s, &made), OK);
    account_close(&v);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    assert_said(&t, "Tagged step-1.");
    assert_said(&t, "These words were heard.");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        listen(&t);
        type(&t, keys[i]);
        assert_said_not(&t, "These words were heard.");
        assert_said_not(&t, "Tagged step-1.");
    }
    done(&t);
}

static void find_goes_on_to_where_a_text_has_the_words(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rfirst\r");
    listen(&t);
    type(&t, "find why the wrong\r");
    assert_said(&t, "2. review why the wrong answer attracted me");
    assert_said_not(&t, "one read, one sentence");
    type(&t, "where\r");
    assert_said(&t, "post 2 of 3");
    listen(&t);
    type(&t, "/ six weeks\r");
    assert_said(&t, "six weeks");
    type(&t, "find\r");
    listen(&t);
    type(&t, "find zebra\r");
    assert_said(&t, "Not found in this thread.");
    listen(&t);
    type(&t, "back\rback\rback\rfind\r");
    assert_said(&t, "Say what to find: find WORDS.");
    done(&t);
}

static void expect_place(struct talk *t, const char *line, const char *screen)
{
    type(t, "home\r");
    assert_string_equal(ui_screen_name(t->st.ui), "home");
    type(t, line);
    assert_string_equal(ui_screen_name(t->st.ui), screen);
}

/* As the help writes it, and as people say it. */
static void a_place_is_gone_to_by_its_letter_or_its_name(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    expect_place(&t, "gs\r", "bookmarks");
    expect_place(&t, "g s\r", "bookmarks");
    expect_place(&t, "g f\r", "following");
    expect_place(&t, "inbox\r", "inbox");
    expect_place(&t, "bookmarks\r", "bookmarks");
    expect_place(&t, "Settings\r", "settings");
    expect_place(&t, "public log\r", "modlog");
    listen(&t);
    type(&t, "sysop menu\r");
    assert_said(&t, "is no command here.");
    type(&t, "help\r");
    assert_said(&t, "inbox, bookmarks, settings and the like: to that place, by its name.");
    done(&t);
    make(&t);
    begin(&t, "guest");
    listen(&t);
    type(&t, "inbox\r");
    assert_said(&t, "Guests can read everythi");
    done(&t);
}

/* Enter alone is what one reads on with: it takes nothing for read. */
static void catching_up_wants_more_than_enter(void **state)
{
    struct talk t;
    int64_t before, after;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    assert_int_equal(unread_total(&t.st.visit, &before), OK);
    assert_true(before > 0);
    listen(&t);
    type(&t, "catch up\r\r");
    assert_said(&t, "Take for read, unseen: what?");
    assert_said(&t, "1. All boards: ");
    assert_said(&t, "0. Not now.");
    assert_said_not(&t, "Enter alone takes 1");
    assert_said(&t, "That is none of the choices.");
    assert_int_equal(unread_total(&t.st.visit, &after), OK);
    assert_int_equal(after, before);
    listen(&t);
    type(&t, "1\r");
    assert_said(&t, "taken for read; undo takes that back.");
    type(&t, "undo\r");
    assert_int_equal(unread_total(&t.st.visit, &after), OK);
    assert_int_equal(after, before);
    done(&t);
}

/* A choice is taken by its beginning, and by the whole word of which it is the beginning: "Oct
 * 2026" is asked for, and people type "october". */
static void a_choice_is_meant_by_the_whole_word_too(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "interviews\r/jeff\r1\rwrite\r\r");
    listen(&t);
    type(&t, "smarch\r");
    assert_said(&t, "That is none of the choices.");
    listen(&t);
    type(&t, "october\r");
    assert_said(&t, "Where, one of");
    listen(&t);
    type(&t, "virtual\rmmi\r7\rbetter\r:finish\r");
    assert_said(&t, "Month: 2026-10");
    done(&t);
}

static void back_is_the_screen_before_wherever_one_jumped_in_it(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r3\rback\r");
    assert_string_equal(ui_screen_name(t.st.ui), "thread_list");
    done(&t);
}

static void a_place_by_its_letters_is_said_and_followed_by_a_prompt(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    listen(&t);
    type(&t, "gb\r");
    assert_said(&t, "\nBoards\n");
    assert_true(cstr_ends(str_cstr(&t.text), "Command: "));
    done(&t);
}

/* What is typed takes the place of what was, and a fault is told as often as it is made. */
static void a_line_of_a_search_is_typed_anew(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "search\r\"one\r");
    listen(&t);
    type(&t, "\"two\r");
    assert_said(&t, "never closed");
    assert_said(&t, "So far: \"two\n");
    done(&t);
}

/* An idle session that has said all does not wake. */
static void what_was_said_is_not_due_again(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    assert_false(ui_is_dirty(t.st.ui));
    assert_int_equal(ui_deadline_ms(t.st.ui), -1);
    done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_into_a_field_is_a_draft_two_seconds_later),
        cmocka_unit_test(a_dropped_line_keeps_the_line_that_was_not_ended),
        cmocka_unit_test(a_letter_is_echoed_and_taken_back),
        cmocka_unit_test(control_c_goes_back_and_loses_no_text),
        cmocka_unit_test(a_command_prompt_runs_one_line_of_a_paste),
        cmocka_unit_test(a_text_takes_all_lines_of_a_paste),
        cmocka_unit_test(a_pipe_runs_every_line),
        cmocka_unit_test(input_waits_for_its_answers_to_be_taken),
        cmocka_unit_test(what_others_write_is_told_between_prompts_and_when_asked),
        cmocka_unit_test(nothing_a_user_writes_reaches_the_terminal_as_more_than_text),
        cmocka_unit_test(a_long_post_is_said_in_pages_and_no_line_twice),
        cmocka_unit_test(what_is_not_worth_hearing_is_skipped),
        cmocka_unit_test(a_list_goes_on_where_it_ended),
        cmocka_unit_test(all_says_the_rest_and_the_end_once),
        cmocka_unit_test(all_of_a_list_says_no_row_twice),
        cmocka_unit_test(pages_that_are_the_same_are_each_said),
        cmocka_unit_test(a_mark_on_a_post_with_tags_says_what_changed),
        cmocka_unit_test(the_words_of_a_result_are_said_with_it),
        cmocka_unit_test(find_narrows_a_list_and_brings_all_of_it_back),
        cmocka_unit_test(a_mark_does_not_have_the_post_read_again),
        cmocka_unit_test(find_goes_on_to_where_a_text_has_the_words),
        cmocka_unit_test(catching_up_wants_more_than_enter),
        cmocka_unit_test(a_place_is_gone_to_by_its_letter_or_its_name),
        cmocka_unit_test(a_choice_is_meant_by_the_whole_word_too),
        cmocka_unit_test(back_is_the_screen_before_wherever_one_jumped_in_it),
        cmocka_unit_test(a_place_by_its_letters_is_said_and_followed_by_a_prompt),
        cmocka_unit_test(a_line_of_a_search_is_typed_anew),
        cmocka_unit_test(what_was_said_is_not_due_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
