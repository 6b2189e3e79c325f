/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- the sysop's menu and its pages: what is shown, done by keys, and taken back.
 */
#include "server.h"

#include <curbside/domain/board_edit.h>
#include <curbside/domain/board_settings.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/role.h>
#include <curbside/domain/rule_edit.h>
#include <curbside/screens/context.h>

/* calm-maud-7 governs; lucid-ibex-7 is a member. */
static void stage_sysop(struct stage *st)
{
    stage_make(st);
    stage_post(st, "calm-maud-7", "premed", (thread_id){0}, "Welcome", "Be kind.");
    stage_post(st, "lucid-ibex-7", "premed", (thread_id){0}, "Shifts", "I take Mondays.");
    stage_role(st, "calm-maud-7", "sysop");
    stage_enter(st, "calm-maud-7");
}

static int staff_with(struct stage *st, enum role role)
{
    struct staff_page staff;
    int n = 0;

    assert_int_equal(staff_list(&st->arena, &st->visit, &staff), OK);
    for (int i = 0; i < staff.n; i++)
        n += staff.rows[i].role == role;
    return n;
}

static void the_menu_is_for_sysops(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    assert_shows(&st, "Sysop menu");
    stage_keys(&st, "gy");
    assert_string_equal(ui_screen_name(st.ui), "sysop");
    stage_golden_sizes(&st, "sysop");
    stage_leave(&st);
    stage_enter(&st, "lucid-ibex-7");
    assert_shows_not(&st, "Sysop menu");
    stage_keys(&st, "gy");
    assert_string_equal(ui_screen_name(st.ui), "home");
    stage_done(&st);
}

static void roles_are_given_by_handle_and_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gyrw");
    stage_keys(&st, "nobody-9<Enter>m");
    assert_shows(&st, "Nobody here is called so.");
    stage_keys(&st, "wlucid-ibex-7<Enter>");
    stage_golden_sizes(&st, "sysop_role_ask");
    stage_keys(&st, "m");
    assert_shows(&st, "lucid-ibex-7 is a moderator now.");
    stage_golden_sizes(&st, "sysop_roles");
    assert_int_equal(staff_with(&st, ROLE_MODERATOR), 1);
    stage_keys(&st, "z");
    assert_int_equal(staff_with(&st, ROLE_MODERATOR), 0);
    stage_keys(&st, "<Enter>t");
    assert_shows(&st, "That is the only sysop");
    assert_int_equal(staff_with(&st, ROLE_SYSOP), 1);
    stage_done(&st);
}

static const struct board *board_now(struct stage *st, const char *slug)
{
    struct board_setup_page page;

    assert_int_equal(board_setup_list(&st->arena, &st->visit, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].board.slug, slug) == 0)
            return &page.rows[i].board;
    return NULL;
}

static void boards_are_made_changed_moved_and_closed_by_keys(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gyb");
    stage_golden_sizes(&st, "sysop_boards");
    stage_keys(&st, "w");
    stage_golden_sizes(&st, "sysop_board_new");
    stage_keys(&st, "Bad Slug<Tab>Night shift<C-x>");
    assert_shows(&st, "1 to 48 of a-z");
    stage_keys(&st, "<C-u>night<C-x>");
    assert_shows(&st, "Made. z closes it again.");
    assert_string_equal(board_now(&st, "night")->category, "Other");
    stage_keys(&st, "/night<Enter><Enter><Tab><Tab>At 3 a.m.<C-x>");
    assert_shows(&st, "Changed. z takes it back.");
    assert_string_equal(board_now(&st, "night")->description, "At 3 a.m.");
    stage_keys(&st, "o");
    assert_true(board_now(&st, "night")->open);
    stage_keys(&st, "d");
    assert_shows(&st, "It is the last.");
    stage_keys(&st, "iNothing here yet.<C-x>s");
    assert_shows(&st, "Stored. z takes it back.");
    stage_keys(&st, "zzzz");
    assert_shows(&st, "Taken back.");
    assert_false(board_now(&st, "night")->open);
    assert_string_equal(board_now(&st, "night")->description, "");
    stage_done(&st);
}

static void a_board_with_threads_keeps_its_names(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gybj<Enter>");
    assert_shows(&st, "They are fixed with the first thread");
    stage_golden_sizes(&st, "sysop_board");
    stage_keys(&st, "x");
    stage_keys(&st, "<Esc>");
    assert_shows(&st, "Leave this form?");
    stage_keys(&st, "d");
    assert_string_equal(ui_screen_name(st.ui), "sysop_boards");
    stage_keys(&st, "<Enter><Tab><Tab><Tab><Tab><C-u>9999<C-x>");
    assert_shows(&st, "From 0 to 1440 minutes.");
    stage_done(&st);
}

/* ---- the server while it runs ---- */

static void stage_server(struct stage *st, struct house *house)
{
    stage_sysop(st);
    server_run(st, house);
}

static void a_session_is_ended_by_its_number(void **state)
{
    struct house house;
    struct stage st;

    (void)state;
    stage_server(&st, &house);
    stage_keys(&st, "gys");
    stage_golden_sizes(&st, "sysop_sessions");
    stage_keys(&st, "jX");
    assert_shows(&st, "End session 420917?");
    stage_keys(&st, "e");
    assert_int_equal(server_kicked, 420917);
    assert_shows(&st, "Session 420917 was ended.");
    stage_done(&st);
}

static void switches_and_sentences_stand_above_every_screen(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gye<Enter>");
    assert_shows(&st, "It is on, for everybody.");
    stage_keys(&st, "wBack at five.<Enter>");
    screen_notice_load(ui_context(st.ui));
    ui_notice(st.ui);
    assert_shows(&st, "Back at five. · Read-only for now");
    stage_golden_sizes(&st, "sysop_house");
    stage_keys(&st, "zz");
    assert_shows(&st, "Taken back.");
    screen_notice_load(ui_context(st.ui));
    ui_notice(st.ui);
    assert_shows_not(&st, "Read-only for now: nobody can post; drafts are kept. ");
    stage_done(&st);
}

/* Sizes are others with every migration: a # stands for each number. */
static void golden_but_for_numbers(struct stage *st, const char *name)
{
    AUTO_STR struct str text = STR_INIT;

    for (const char *p = stage_text(st, DUMP_TEXT | DUMP_CURSOR); *p;) {
        size_t digits = strspn(p, "0123456789");

        str_add_char(&text, digits > 0 ? '#' : *p);
        p += digits > 0 ? digits : 1;
    }
    stage_golden_text(st, name, str_cstr(&text));
}

static void the_database_is_described_and_backed_up(void **state)
{
    struct house house;
    struct stage st;

    (void)state;
    stage_server(&st, &house);
    stage_keys(&st, "gyd");
    assert_shows(&st, "never");
    assert_shows(&st, "pages");
    golden_but_for_numbers(&st, "sysop_database");
    stage_size(&st, 40, 15);
    golden_but_for_numbers(&st, "sysop_database");
    stage_size(&st, 80, 24);
    stage_keys(&st, "b");
    assert_shows(&st, "A backup was made, and it is whole.");
    stage_done(&st);
}

static void stage_flag(struct stage *st, const char *who, post_id post)
{
    struct visit v;

    stage_become(st, &v, who);
    assert_int_equal(flag_add(&v, post, FLAG_SPAM, NULL), OK);
    account_close(&v);
}

static void rules_are_changed_and_reasons_are_picked_in_the_queue(void **state)
{
    struct submitted made;
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_post(&st, "calm-maud-7", "premed", (thread_id){0}, "Welcome", "Be kind.");
    made = stage_post(&st, "lucid-ibex-7", "mcat", (thread_id){0}, "Buy my course", "Cheap!");
    stage_flag(&st, "calm-ibex-3", made.post);
    stage_role(&st, "calm-maud-7", "sysop");
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gyu");
    stage_golden_sizes(&st, "sysop_rules");
    stage_keys(&st, "/no-spam<Enter><Enter>");
    stage_golden_sizes(&st, "sysop_rule");
    stage_keys(&st, "<Tab><C-u><C-x>");
    assert_shows(&st, "It needs a few words.");
    stage_keys(&st, "Nobody sells here.<C-x>r");
    assert_shows(&st, "w adds another");
    stage_keys(&st, "wAsk the sysop before you sell.<Enter>");
    stage_golden_sizes(&st, "sysop_templates");
    stage_keys(&st, "<C-c>");
    assert_shows(&st, "Nobody sells here.");
    stage_keys(&st, "gq");
    stage_keys(&st, "X");
    stage_golden_sizes(&st, "queue_reason");
    stage_keys(&st, "8gl");
    assert_shows(&st, "Ask the sysop before yo");
    stage_done(&st);
}

static void more_rules_than_keys_are_turned_over(void **state)
{
    struct rule_change c = {"Cups", "Bring your own cup.", "Where is your cup?", RULE_AS_IS};
    struct submitted made;
    struct stage st;
    action_id id;

    (void)state;
    stage_sysop(&st);
    made = stage_post(&st, "lucid-ibex-7", "mcat", (thread_id){0}, "Cup", "I drink from yours.");
    stage_flag(&st, "calm-ibex-3", made.post);
    assert_int_equal(rule_make(&st.visit, "cups", &c, &id), OK);
    stage_keys(&st, "gqB");
    assert_shows(&st, "Everywhere, if another agrees");
    assert_shows_not(&st, "Where is your cup?");
    stage_keys(&st, "m");
    assert_shows(&st, "Where is your cup?");
    stage_keys(&st, "e1");
    assert_shows(&st, "1  Kindness");
    assert_shows(&st, "8  Cups");
    stage_keys(&st, "<Esc>X");
    assert_shows_not(&st, "More rules");
    stage_keys(&st, "8gl");
    assert_shows(&st, "Where is your cup?");
    stage_keys(&st, "qgyuwBad Name<C-x>");
    assert_shows(&st, "1 to 23 of a-z");
    stage_golden_sizes(&st, "sysop_rule_new");
    stage_done(&st);
}

static void settings_are_set_within_their_range_and_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gycj");
    stage_golden_sizes(&st, "sysop_settings");
    stage_keys(&st, "q:sysop settings<Enter>j");
    assert_string_equal(ui_screen_name(st.ui), "sysop_settings");
    stage_keys(&st, "<Enter><C-u>5<Enter>");
    assert_shows(&st, "from 10 to 1440 minutes");
    assert_shows(&st, "the operator's file");
    stage_keys(&st, "<Enter><C-u>20<Enter>");
    assert_shows(&st, "Release: 20 minutes (file: 10), from now on.");
    stage_keys(&st, "x");
    assert_shows(&st, "Release: 10 minutes, from now on.");
    stage_keys(&st, "zz");
    assert_shows_not(&st, "file: 10");
    stage_keys(&st, "z");
    assert_shows_not(&st, "Taken back.");
    stage_done(&st);
}

/* The operator's file may say less than a sysop may. */
static void one_of_what_a_setting_counts_is_called_so(void **state)
{
    struct board_settings file = board_settings_default;
    struct stage st;

    (void)state;
    file.values[BOARD_RELEASE_MINUTES] = 1;
    file.values[BOARD_MINIMUM] = 1;
    stage_sysop(&st);
    st.visit.file_settings = &file;
    stage_keys(&st, ":sysop settings<Enter>");
    assert_shows(&st, "1 minute\n");
    assert_shows(&st, "1 person\n");
    assert_shows(&st, "120 minutes\n");
    stage_keys(&st, "j<Enter><C-u>20<Enter>");
    assert_shows(&st, "20 minutes (file: 1)");
    stage_done(&st);
}

static void statistics_are_plots_with_their_numbers(void **state)
{
    struct stage st;

    (void)state;
    stage_sysop(&st);
    stage_keys(&st, "gyt");
    assert_shows(&st, "2 in the last 7 days, 0 in those before");
    stage_golden_sizes(&st, "sysop_stats");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_menu_is_for_sysops),
        cmocka_unit_test(boards_are_made_changed_moved_and_closed_by_keys),
        cmocka_unit_test(a_board_with_threads_keeps_its_names),
        cmocka_unit_test(rules_are_changed_and_reasons_are_picked_in_the_queue),
        cmocka_unit_test(more_rules_than_keys_are_turned_over),
        cmocka_unit_test(settings_are_set_within_their_range_and_taken_back),
        cmocka_unit_test(one_of_what_a_setting_counts_is_called_so),
        cmocka_unit_test(statistics_are_plots_with_their_numbers),
        cmocka_unit_test(roles_are_given_by_handle_and_taken_back),
        cmocka_unit_test(a_session_is_ended_by_its_number),
        cmocka_unit_test(switches_and_sentences_stand_above_every_screen),
        cmocka_unit_test(the_database_is_described_and_backed_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
