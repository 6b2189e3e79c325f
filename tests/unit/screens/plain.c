/* SPDX-License-Identifier: MIT
 *
 * plain.c -- the whole board in plain mode, as conversations.
 *
 * Transcripts lie in tests/data/plain/NAME.txt; what is typed stands behind its prompt, as a
 * terminal shows it. After a change that is meant, write them anew with CURBSIDE_GOLDEN=write and
 * read them aloud. The last test says which screens no conversation comes to: add them.
 */
#include "talk.h"

#include "server.h"

#include <curbside/domain/follow.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/questions.h>

/* -- conversations ----------------------------------------------------------------------------- */

static void a_guest_hears_the_board(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    type(&t, "look\r1\r3\r");
    type(&t, "1\r");
    type(&t, "\r\r\r\r");
    type(&t, "2\rreply\rwhere\r");
    type(&t,
         "back\rboards\r3\r1\r1\r\r\rreply\r\rhelp\rfrobnicate\rb\rb\rb\rb\rb\rq\rb\rb\rleave\r");
    golden(&t, "guest");
    assert_non_null(ui_ended(t.st.ui));
    done(&t);
}

static void a_stranger_joins(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "join\rdr-admin\rbrave-lynx\r");
    type(&t, "\rback\rw\r");
    golden(&t, "join");
    done(&t);
}

static void a_member_replies_reads_back_and_corrects(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "\r2r\rTwo weaks it is.\rThank you.\r.\r");
    type(&t, "0\rread\rchange 1\rTwo weeks it is.\rinsert 2\rI will try.\r.\rread\rdelete 3\r");
    type(&t, "finish\r2\rback\r");
    type(&t, "finish\rpost\r");
    golden(&t, "reply");
    done(&t);
}

static void a_draft_is_kept_listed_discarded_and_brought_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r");
    listen(&t);
    type(&t, "write\r");
    type(&t, "Is there a CARS tutor?\rcars\rAsking for a friend.\r.\r3\r");
    type(&t, "quit\r");
    golden(&t, "draft");
    stage_leave(&t.st);
    str_done(&t.text);
    begin(&t, "quiet-otter-41");
    assert_said(&t, "\n2. Your draft, not posted: Is there a CARS tutor?");
    listen(&t);
    type(&t, "drafts\rdiscard 1\rundo\r1\r\r\r.\r1\r");
    golden(&t, "drafts");
    done(&t);
}

static void links_and_refusals_are_said(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "links 2\ry\rback\r");
    type(&t, "reply\rMail me at calm.wim@example.com please.\r.\r1\r1\r1\r");
    type(&t, "change 1\rNo mail, then.\rfinish\r9\r1\r");
    golden(&t, "links");
    done(&t);
}

static void a_quote_is_chosen_line_by_line(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r2 reply\r.\r0\rquote\r");
    assert_string_equal(ui_screen_name(t.st.ui), "quote");
    listen(&t);
    type(&t, "mark 3\r");
    assert_said(&t, "marked");
    type(&t, "quote\r");
    listen(&t);
    type(&t, ".\r0\rread\r");
    assert_said(&t, "lucid-ibex-7");
    done(&t);
}

static void the_palette_tells_what_it_found_before_it_opens_anything(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, ":\r");
    listen(&t);
    type(&t, "mcat\r");
    assert_string_equal(ui_screen_name(t.st.ui), "palette");
    assert_said(&t, "\n1. MCAT General, MCAT\n");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "thread_list");
    done(&t);
}

/* As it is typed on screens, and as the help says it. */
static void the_palette_takes_its_words_in_the_same_line(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    listen(&t);
    type(&t, ":mcat\r");
    assert_string_equal(ui_screen_name(t.st.ui), "palette");
    assert_said(&t, "\n1. MCAT General, MCAT\n");
    assert_said_not(&t, "Home");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "thread_list");
    done(&t);
}

/* As on a canvas: a terminal that shows nothing else gets nothing else, not even as an echo. */
static void the_ascii_setting_holds_for_lines_too(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    stage_post(&t.st, "lucid-ibex-7", "lounge", (thread_id){0}, "Café → ward",
               "“Résumé” … a\u0301 • 心 end");
    ui_charset_set(t.st.ui, UI_CHARSET_ASCII);
    listen(&t);
    type(&t, "boards\r5\r1\r");
    assert_said(&t, "Cafe to ward");
    assert_said(&t, "\"Resume\" ... a ?? end");
    type(&t, "reply\rTrès bien ✓\r.\r");
    assert_said(&t, "Tres bien ");
    for (size_t i = 0; i < t.text.n; i++)
        if ((unsigned char)t.text.s[i] >= 0x80)
            fail_msg("a byte beyond ASCII before: %.40s", t.text.s + i);
    done(&t);
}

/* Out of whatever was opened, back to the screen of this name. */
static void go_back_to(struct talk *t, const char *name)
{
    if (cstr_ends(str_cstr(&t->text), "Choice: "))
        press(t, "\003");
    for (int i = 0; i < 4 && strcmp(ui_screen_name(t->st.ui), name) != 0; i++)
        press(t, "\003");
    assert_string_equal(ui_screen_name(t->st.ui), name);
}

/* Everything that can be named opens and is said, and so is what the rows there lead to. */
static void every_place_is_said_and_what_its_rows_lead_to(void **state)
{
    static const char *const places[] = {"Boards",
                                         "Inbox",
                                         "Following",
                                         "Bookmarks",
                                         "Drafts",
                                         "Account",
                                         "Settings",
                                         "About this board",
                                         "How your anonymity works"};
    /* Reached only when there is a reason, but they open without an argument. */
    static const char *const alone[] = {"sanctions", "search"};
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *name;

        type(&t, ":\r");
        type(&t, places[i]);
        type(&t, "\r1\r");
        name = ui_screen_name(t.st.ui);
        for (int row = 0; row < 9 && strcmp(name, "palette") != 0; row++) {
            char number[] = {(char)('1' + row), '\r', '\0'};

            type(&t, number);
            go_back_to(&t, name);
        }
        go_back_to(&t, "home");
    }
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        assert_int_equal(ui_start(t.st.ui, alone[i], NULL, 0), OK);
        take(&t);
        go_back_to(&t, "home");
    }
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void keys_and_codes_are_said(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "i have a code\r");
    go_back_to(&t, "welcome");
    type(&t, "join\rbrave-lynx\rw\r");
    type(&t, ":\raccount\r1\rkeys\r");
    assert_string_equal(ui_screen_name(t.st.ui), "keys");
    type(&t, "let another in\r");
    go_back_to(&t, "keys");
    type(&t, "1\rlaptop\r");
    go_back_to(&t, "keys");
    assert_said(&t, "laptop");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void settings_are_said_changed_and_taken_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, ":\rsettings\r1\r");
    listen(&t);
    type(&t, "1\r4\r3\r");
    assert_string_equal(ui_screen_name(t.st.ui), "zones");
    type(&t, "find new york\r1\rundo\rundo\rhelp\rback\r");
    golden(&t, "settings");
    done(&t);
}

static void help_by_topic_is_said(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, ":\rsearch\r1\r");
    listen(&t);
    type(&t, "cars\r");
    type(&t, "topics\r");
    assert_string_equal(ui_screen_name(t.st.ui), "manual");
    assert_said(&t, "5. Search, words, phrases, filters");
    type(&t, "markdown\r");
    assert_string_equal(ui_screen_name(t.st.ui), "manual_page");
    listen(&t);
    type(&t, "all\rnext page\r");
    assert_said(&t, "Help, Reading");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void the_boss_key_pushes_everything_out_of_sight(void **state)
{
    struct talk t;
    const char *prompt;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\rwrite\rA title\r\rHalf a sen");
    listen(&t);
    type(&t, "\034");
    prompt = strstr(str_cstr(&t.text), "$ ");
    assert_non_null(prompt);
    assert_true(prompt - str_cstr(&t.text) >= t.st.rows);
    assert_said_not(&t, "Half");
    listen(&t);
    type(&t, "x");
    assert_said(&t, "Back: ");
    assert_said(&t, "Half a sen");
    type(&t, "tence\r.\r");
    type(&t, "0\rread\r");
    assert_said(&t, "Half a sentence");
    listen(&t);
    type(&t, "boss\r");
    assert_said(&t, "\n$ ");
    type(&t, "q");
    assert_said(&t, "Command: ");
    assert_string_equal(ui_screen_name(t.st.ui), "compose");
    done(&t);
}

static void a_school_is_found_compared_and_reported_on(void **state)
{
    struct own_report own;
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "interviews\r1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "school");
    assert_said(&t, "No figures yet");
    type(&t, "reports\r");
    assert_string_equal(ui_screen_name(t.st.ui), "reports");
    assert_said(&t, "Nobody's report is out yet");
    go_back_to(&t, "school");
    type(&t, "compare\r2\r");
    assert_string_equal(ui_screen_name(t.st.ui), "compare");
    assert_said(&t, "Reports. ACOM: no figures yet; Albany: no figures yet");
    go_back_to(&t, "school");
    type(&t, "write yours\r");
    assert_string_equal(ui_screen_name(t.st.ui), "report");
    assert_said(&t, "These six are enough");
    assert_said(&t, "Cycle, one of: choose, 2026-27");
    type(&t, "\roct\rvirtual\r5\r"); /* the fifth format is mmi */
    assert_said(&t, "Stress, one of: choose, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, now choose.");
    type(&t, "6\rbetter\r"); /* what is a number is no place in a list */
    assert_said(&t, "2 of 4, the day. All of it may be left out; :finish hands it in.");
    type(&t, ":finish\r");
    assert_said(&t, "You said: Cycle: 2026-27; Month: 2026-10; Where: virtual;");
    type(&t, "1\r");
    assert_said(&t, "Handed in.");
    assert_int_equal(report_own(&t.st.arena, &t.st.visit, "acom", 2026, &own), OK);
    assert_int_equal(own.form.values[FIELD_MONTH], 12 * 2026 + 9);
    assert_int_equal(own.form.values[FIELD_FORMAT], 3);
    assert_int_equal(own.form.values[FIELD_STRESS], 6);
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

/* Beside choices that are made of its cycles. */
static void a_report_of_another_cycle_is_read_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "interviews\r1\rwrite yours\r2025-26\roct\rvirtual\r5\r6\rbetter\r:finish\r1\r");
    assert_said(&t, "Handed in.");
    type(&t, "write yours\r");
    listen(&t);
    type(&t, ":fields\r2024-25\r:finish\r");
    assert_said(&t, "You said: Cycle: 2024-25; Month: 2024-10; Where: virtual;");
    assert_said(&t, "1. Hand in one of 2024-25, too; that of 2025-26 stays");
    assert_said(&t, "3. Begin one of 2026-27 instead");
    done(&t);
}

static void a_missing_school_is_proposed_in_lines(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "interviews\rw\r");
    assert_string_equal(ui_screen_name(t.st.ui), "propose");
    assert_said(&t, "A moderator looks at it.");
    type(&t, "Hogwarts\rScotland\r");
    assert_said(&t, "Propose it?");
    assert_said_not(&t, "It waits for a moderator.");
    type(&t, "propose\r");
    assert_said(&t, "It waits for a moderator.");
    type(&t, "2\r");
    assert_string_equal(ui_screen_name(t.st.ui), "proposed");
    assert_said(&t, "Hogwarts, Scotland: waits for a moderator");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

/* A number is a row, also after a search: nothing is proposed that was not called so. */
static void a_school_is_found_in_one_line_and_opened_by_its_number(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "interviews\r");
    listen(&t);
    type(&t, "find jeff\r");
    assert_said(&t, "1. Jefferson");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "school");
    go_back_to(&t, "interviews");
    listen(&t);
    type(&t, "find zzzzzz\r");
    assert_said(&t, "No school is called that.");
    assert_said(&t, "Command: ");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "interviews");
    listen(&t);
    type(&t, "find\r");
    assert_said(&t, "1. ACOM");
    type(&t, "s\rjeff\r");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "school");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void a_question_is_found_and_practiced(void **state)
{
    struct talk t;
    struct visit v;

    (void)state;
    make(&t);
    v = stage_visit(&t.st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(question_seed(&v), OK);
    account_close(&v);
    begin(&t, "calm-wim");
    type(&t, "question bank\r1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "question");
    assert_said(&t, "in no report yet");
    type(&t, "practice\r");
    assert_string_equal(ui_screen_name(t.st.ui), "practice");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "practice_run");
    assert_said(&t, "\"answer\" begins the answer early.");
    listen(&t);
    type(&t, "back\r0\r"); /* who stays is in no pause */
    assert_said(&t, "0. Not now.");
    assert_said_not(&t, "The clock stands.");
    type(&t, "answer\r");
    assert_said(&t, "\"done\" ends the answer.");
    type(&t, "done\r");
    assert_said(&t, "structure, not rated.");
    type(&t, "1\r");
    assert_said(&t, "structure, 1 of 4");
    type(&t, "6\r");
    assert_string_equal(ui_screen_name(t.st.ui), "practice");
    assert_said(&t, "1 answer kept");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void pages_of_plain_words_are_said_to_their_end(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "i expected\r\r\rback\rlook\rabout\rall\r");
    assert_speakable(str_cstr(&t.text));
    assert_said(&t, "Which key did ssh offer?");
    assert_said(&t, "What Curbside is");
    assert_said(&t, "Good to know");
    done(&t);
}

static void a_post_is_changed_copied_and_read_without_a_frame(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "plain text 1\rback\r");
    type(&t, "copy 1\r1\r");
    type(&t, "edit 1\r.\r0\rchange 1\rStuck at 126.\rfinish\r1\r");
    type(&t, "history 1\r\r\r");
    golden(&t, "post");
    assert_string_equal(ui_screen_name(t.st.ui), "history");
    done(&t);
}

static void an_address_and_a_guide_are_opened(void **state)
{
    char line[64];
    thread_id thread;
    struct talk t;

    (void)state;
    thread = make(&t);
    stage_role(&t.st, "quiet-otter-41", "moderator");
    begin(&t, "quiet-otter-41");
    listen(&t);
    snprintf(line, sizeof line, "go\rthread/1\rthread/%lld\r", (long long)thread.v);
    type(&t, line);
    type(&t, "back\rboards\r3\rguide\redit\rRead the first thread.\r.\r1\rback\r");
    golden(&t, "guide");
    done(&t);
}

/* A moderator flags, hears the queue, and decides. */
static void a_moderator_hears_the_queue_and_empties_it(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "flag 2\r1\r");
    golden(&t, "flag");
    stage_leave(&t.st);
    str_done(&t.text);
    stage_post(&t.st, "calm-maud-7", "premed", (thread_id){0}, "Shifts", "I take Mondays.");
    stage_role(&t.st, "calm-maud-7", "moderator");
    begin(&t, "calm-maud-7");
    type(&t, ":\rqueue\r");
    listen(&t);
    type(&t, "1\r1\rback\rnote 1\rI asked them.\r");
    type(&t, "remove 1\r1\rundo\r1\rhelp\rremove\r0\r1\rkeep\r");
    type(&t, "back\r:\rpublic log\r1\r");
    golden(&t, "queue");
    stage_leave(&t.st);
    str_done(&t.text);
    begin(&t, "calm-wim");
    type(&t, ":\rflags\r1\r");
    assert_said(&t, "looked at; it stands");
    done(&t);
}

/* A sysop hears the menu, gives a role and takes it back. */
static void a_sysop_governs_by_ear(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    stage_role(&t.st, "quiet-otter-41", "sysop");
    begin(&t, "quiet-otter-41");
    listen(&t);
    type(&t, "sysop menu\rboards\r1\r\r\r\r\r\r5\r\r");
    type(&t, "down 1\rundo\rundo\rback\rhouse rules\rreasons 1\radd\rSofter, please.\r");
    type(&t, "back\r1\r\rSay it as on rounds.\r\rundo\rundo\rback\r");
    type(&t, "statistics\rback\rsettings\r3\r60\r3\r180\rundo\rback\r");
    type(&t, "roles\rgive\rlucid-ibex-7\r1\rundo\rback\r");
    golden(&t, "sysop");
    done(&t);
}

/* A filter is made, tried, switched and taken back by ear. */
static void a_sysop_filters_by_ear(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    stage_role(&t.st, "quiet-otter-41", "sysop");
    begin(&t, "quiet-otter-41");
    listen(&t);
    type(&t, "sysop menu\rfilters\rnew\r1\rtiming\r2\r\r\r1\r");
    type(&t, "1\r\ron/off 1\rundo\rback\r");
    golden(&t, "filters");
    done(&t);
}

/* The same of the server while it runs. How large the database is depends on this version. */
static void a_sysop_governs_the_server_by_ear(void **state)
{
    struct house house;
    struct talk t;

    (void)state;
    make(&t);
    stage_role(&t.st, "quiet-otter-41", "sysop");
    begin(&t, "quiet-otter-41");
    server_run(&t.st, &house);
    listen(&t);
    type(&t, "sysop menu\rto everybody\r1\rundo\rsay\rBack at five.\rback\r");
    type(&t, "sessions\rend 2\r1\rback\r");
    golden(&t, "sysop_server");
    type(&t, "database\rbackup\rback\r");
    done(&t);
}

static void a_search_is_asked_for_and_answered(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    listen(&t);
    type(&t, "search\r\"unended\r");
    type(&t, "nowhere\rchange\rtiming\r1\rback\rorder\rback\r");
    golden(&t, "search");
    done(&t);
}

static void the_threads_of_a_tag_are_asked_for(void **state)
{
    struct talk t;
    const char *stored;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    assert_int_equal(follow_add(&t.st.arena, &t.st.visit, "tag/retake", &stored), OK);
    listen(&t);
    type(&t, "gf\r1\rwhere\rback\r");
    golden(&t, "tagged");
    done(&t);
}

static void every_screen_was_heard(void **state)
{
    AUTO_STR struct str missing = STR_INIT;

    (void)state;
    for (int i = 0; screen_registry[i]; i++) {
        bool found = false;

        for (int k = 0; k < n_heard; k++)
            found |= strcmp(heard[k], screen_registry[i]->name) == 0;
        if (!found)
            str_printf(&missing, " %s", screen_registry[i]->name);
    }
    if (missing.n > 0)
        fail_msg("no conversation in tests/unit/screens/plain.c comes to:%s", str_cstr(&missing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_hears_the_board),
        cmocka_unit_test(a_stranger_joins),
        cmocka_unit_test(a_member_replies_reads_back_and_corrects),
        cmocka_unit_test(a_draft_is_kept_listed_discarded_and_brought_back),
        cmocka_unit_test(links_and_refusals_are_said),
        cmocka_unit_test(a_quote_is_chosen_line_by_line),
        cmocka_unit_test(the_palette_takes_its_words_in_the_same_line),
        cmocka_unit_test(the_ascii_setting_holds_for_lines_too),
        cmocka_unit_test(the_palette_tells_what_it_found_before_it_opens_anything),
        cmocka_unit_test(every_place_is_said_and_what_its_rows_lead_to),
        cmocka_unit_test(keys_and_codes_are_said),
        cmocka_unit_test(settings_are_said_changed_and_taken_back),
        cmocka_unit_test(help_by_topic_is_said),
        cmocka_unit_test(the_boss_key_pushes_everything_out_of_sight),
        cmocka_unit_test(a_school_is_found_compared_and_reported_on),
        cmocka_unit_test(a_report_of_another_cycle_is_read_back),
        cmocka_unit_test(a_missing_school_is_proposed_in_lines),
        cmocka_unit_test(a_school_is_found_in_one_line_and_opened_by_its_number),
        cmocka_unit_test(a_question_is_found_and_practiced),
        cmocka_unit_test(pages_of_plain_words_are_said_to_their_end),
        cmocka_unit_test(a_post_is_changed_copied_and_read_without_a_frame),
        cmocka_unit_test(an_address_and_a_guide_are_opened),
        cmocka_unit_test(a_moderator_hears_the_queue_and_empties_it),
        cmocka_unit_test(a_sysop_governs_by_ear),
        cmocka_unit_test(a_sysop_filters_by_ear),
        cmocka_unit_test(a_sysop_governs_the_server_by_ear),
        cmocka_unit_test(a_search_is_asked_for_and_answered),
        cmocka_unit_test(the_threads_of_a_tag_are_asked_for),
        cmocka_unit_test(every_screen_was_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
