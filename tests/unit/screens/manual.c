/* SPDX-License-Identifier: MIT
 *
 * manual.c -- help by topic, the second pane, and home with Confidential Consult: what a reader
 * finds beside what they read.
 */
#include "stage.h"

static const thread_id none = {0};

static void the_help_of_a_screen_leads_to_the_page_that_fits_it(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_post(&st, "amber-heron-3", "mcat", none, "CARS plateau", "Words.");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "s");
    stage_keys(&st, "words<Enter>?");
    assert_shows(&st, "topics");
    stage_keys(&st, "t");
    assert_string_equal(ui_screen_name(st.ui), "manual");
    stage_golden_sizes(&st, "manual");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Help › Search");
    stage_golden_sizes(&st, "manual_page");
    stage_keys(&st, "]");
    assert_shows(&st, "Help › Plain mode");
    assert_shows(&st, "ssh bbs.example plain");
    stage_keys(&st, "qq");
    assert_string_equal(ui_screen_name(st.ui), "search");
    stage_done(&st);
}

static void every_page_opens_from_the_palette(void **state)
{
    static const char *const pages[] = {"reading", "unread",     "aliases",  "safety",
                                        "search",  "plain mode", "commands", "markdown"};
    struct stage st;

    (void)state;
    stage_open(&st, "guest");
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        stage_keys(&st, ":help ");
        stage_keys(&st, pages[i]);
        stage_keys(&st, "<Enter>");
        assert_string_equal(ui_screen_name(st.ui), "manual_page");
        stage_size(&st, 40, 15);
        stage_keys(&st, "G");
        stage_size(&st, 80, 24);
        stage_keys(&st, "q");
    }
    stage_done(&st);
}

static void a_long_post(struct stage *st, const char *title, char last)
{
    char body[4000] = "";

    for (int i = 0; i < 60; i++)
        snprintf(body + strlen(body), sizeof body - strlen(body), "Paragraph %d of plateau.\n\n",
                 i);
    snprintf(body + strlen(body), sizeof body - strlen(body), "The end %c.", last);
    stage_post(st, "amber-heron-3", "mcat", none, title, body);
}

/* It scrolls to its end, and the thread is as unread as before. */
static void check_beside(struct stage *st)
{
    int64_t unread = st->context.unread;

    assert_shows(st, "Paragraph 0 of plateau");
    for (int i = 0; i < 20; i++)
        stage_keys(st, "}");
    assert_shows(st, "The end A.");
    stage_keys(st, "{");
    assert_shows_not(st, "The end A.");
    assert_int_equal(st->context.unread, unread);
}

static void wide_lists_show_the_post_and_leave_it_unread(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    a_long_post(&st, "CARS plateau", 'A');
    st.cols = 132;
    st.rows = 43;
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "gb<Down><Down><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    check_beside(&st);
    stage_keys(&st, "f");
    stage_keys(&st, "gm");
    check_beside(&st);
    stage_keys(&st, "q");
    stage_keys(&st, "splateau<Enter>");
    check_beside(&st);
    stage_golden(&st, "search_beside");
    stage_keys(&st, "<Enter>mgs");
    assert_string_equal(ui_screen_name(st.ui), "bookmarks");
    assert_shows(&st, "Paragraph 0 of plateau");
    stage_size(&st, 80, 24);
    assert_shows_not(&st, "Paragraph 3 of plateau");
    stage_done(&st);
}

static void confidential_consult_is_a_place_of_its_own(void **state)
{
    static const char board[] = "slug,category,title,description,mode,open,position,staff\n"
                                "confidential-consult,Confidential,Confidential Consult,\"Ask.\","
                                "alias,1,60,0\n";
    struct stage st;
    struct visit v;
    int made;

    (void)state;
    stage_make(&st);
    stage_allow_aliases(&st);
    v = stage_visit(&st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, board, sizeof board - 1, &made), OK);
    account_close(&v);
    stage_enter(&st, "quiet-otter-41");
    stage_golden_sizes(&st, "home_confidential");
    /* In the pane of a wide terminal there is as much room for what stands behind the names. */
    stage_post(&st, "amber-heron-3", "mcat", (thread_id){0}, "A title", "text");
    stage_size(&st, 132, 43);
    stage_keys(&st, "gh");
    assert_shows(&st, "Posts this week");
    assert_shows(&st, "keys and privacy");
    assert_shows(&st, "1 unread  ");
    stage_size(&st, 80, 24);
    stage_keys(&st, "4");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    assert_shows(&st, "Confidential Consult");
    stage_keys(&st, "qgc");
    assert_string_equal(ui_screen_name(st.ui), "thread_list");
    stage_keys(&st, "qa");
    assert_string_equal(ui_screen_name(st.ui), "anonymity");
    stage_keys(&st, "qr");
    assert_string_equal(ui_screen_name(st.ui), "about");
    stage_keys(&st, "qp");
    assert_string_equal(ui_screen_name(st.ui), "modlog");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_help_of_a_screen_leads_to_the_page_that_fits_it),
        cmocka_unit_test(every_page_opens_from_the_palette),
        cmocka_unit_test(wide_lists_show_the_post_and_leave_it_unread),
        cmocka_unit_test(confidential_consult_is_a_place_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
