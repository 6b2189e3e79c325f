/* SPDX-License-Identifier: MIT
 *
 * report.c -- the form of one's own interview report on screen.
 */
#include "unit/screens/stage.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/interview.h>

enum {
    KEYS_MOST = 20, /* in which the six answers of the first page are given and handed in */
};

/* Every key of the way, from the school's page on. */
static void a_report_takes_twenty_keys_or_fewer(void **state)
{
    static const char keys[] = "w"
                               "o\t"
                               "v\t"
                               "m\t"
                               "6\t"
                               "b"
                               "\030"
                               "\r";
    struct own_report own;
    struct stage st;

    (void)state;
    assert_true(sizeof keys - 1 <= KEYS_MOST);
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>w");
    stage_golden_sizes(&st, "report");
    stage_keys(&st, "<Esc>");
    stage_keys(&st, keys);
    assert_shows(&st, "Handed in.");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.form.values[FIELD_MONTH], 12 * 2026 + 9);
    assert_int_equal(own.form.values[FIELD_MODALITY], 1);
    assert_int_equal(own.form.values[FIELD_FORMAT], 3);
    assert_int_equal(own.form.values[FIELD_STRESS], 6);
    assert_int_equal(own.form.values[FIELD_IMPRESSION], 1);
    stage_done(&st);
}

static void the_rest_is_asked_on_pages_after_the_first(void **state)
{
    struct own_report own;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>m<Tab>6<Tab>b<C-n>");
    stage_golden_sizes(&st, "report_day");
    stage_keys(&st, "<Tab><Tab><Tab>900<C-n>");
    assert_shows(&st, "Minutes takes a number from 5 to 600.");
    stage_keys(&st, "<C-u>95<C-n>");
    stage_golden_sizes(&st, "report_how");
    stage_keys(&st, "<C-n>Why here?<Enter>Why now?");
    stage_golden_sizes(&st, "report_words");
    stage_keys(&st, "<C-n>");
    assert_shows(&st, "1 of 4");
    assert_shows(&st, "virtual");
    stage_keys(&st, "<C-x>h");
    assert_shows(&st, "Handed in.");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.form.values[FIELD_MINUTES], 95);
    assert_int_equal(own.form.n_questions, 2);
    /* And once more: the answers are there, and the outcome is told. */
    stage_keys(&st, "w<C-n><C-n>");
    assert_shows(&st, "3 of 4");
    for (int i = 0; i < 11; i++)
        stage_keys(&st, "<Tab>");
    stage_keys(&st, "a<C-x>h");
    assert_shows(&st, "Amended");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.form.values[FIELD_OUTCOME], 1);
    assert_int_equal(own.form.n_questions, 2);
    stage_keys(&st, "w<C-x>w");
    assert_shows(&st, "withdrawn");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), E_NOTFOUND);
    stage_done(&st);
}

/* Nobody asks which July is meant, in whichever cycle. */
static void months_have_the_year_of_the_cycle_that_is_chosen(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo");
    assert_shows(&st, "< Oct 2026 >");
    stage_keys(&st, "<Tab>h");
    assert_shows(&st, "< hybrid >"); /* letters that move elsewhere choose where they begin one */
    stage_keys(&st, "<S-Tab><S-Tab><Right>");
    assert_shows(&st, "< 2025-26 >");
    stage_keys(&st, "<Tab>j");
    assert_shows(&st, "< Jan 2026 >");
    stage_keys(&st, "jj");
    assert_shows(&st, "< Jul 2026 >");
    stage_keys(&st, "j");
    assert_shows(&st, "< Jul 2025 >");
    stage_done(&st);
}

static void what_is_missing_is_shown_at_its_field(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<C-n><C-x>h");
    assert_shows(&st, "1 of 4");
    assert_shows(&st, "Where is missing");
    stage_golden(&st, "report_missing");
    stage_done(&st);
}

static void a_report_half_written_is_kept_and_comes_back(void **state)
{
    struct own_report own;
    struct draft_page drafts;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Esc>");
    stage_golden_sizes(&st, "report_leave");
    stage_keys(&st, "g");
    assert_string_equal(ui_screen_name(st.ui), "report");
    stage_keys(&st, "<Esc>k");
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "Kept as a draft");
    stage_keys(&st, "ghgd");
    assert_shows(&st, "Interview at Jefferson Kimmel");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "report");
    assert_shows(&st, "< Oct 2026 >");
    stage_keys(&st, "<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h");
    assert_shows(&st, "Handed in.");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(draft_list(&st.arena, &st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 0);
    stage_keys(&st, "q2/yale<Enter>wo<Esc>d");
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_int_equal(draft_list(&st.arena, &st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 0);
    stage_done(&st);
}

/* At most the last two seconds of typing; what is typed when the line drops, too. */
static void a_report_survives_a_dropped_line(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>");
    stage_wait(&st, 2000);
    {
        struct draft_page drafts;

        assert_int_equal(draft_list(&st.arena, &st.visit, &drafts), OK);
        assert_int_equal(drafts.n, 1);
        assert_string_equal(drafts.rows[0].school, "jefferson-kimmel");
        assert_non_null(strstr(drafts.rows[0].body, "modality: virtual"));
        assert_null(strstr(drafts.rows[0].body, "format"));
    }
    stage_keys(&st, "m<C-n><Tab><Tab><Tab>900");
    stage_leave(&st); /* the line is gone */
    stage_enter(&st, "quiet-otter-41");
    assert_shows(&st, "Interview at Jefferson Kimmel");
    stage_keys(&st, "2/jeff<Enter>w");
    assert_shows(&st, "Your draft of this report.");
    assert_shows(&st, "mmi");
    stage_done(&st);
}

static void a_question_mark_explains_a_question_and_is_text_in_words(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab><Tab><Tab>?");
    assert_string_equal(ui_screen_name(st.ui), "report");
    assert_shows(&st, "0 to 10.");
    stage_keys(&st, "<C-n><C-n><C-n>Why us?");
    assert_shows(&st, "Why us?");
    stage_keys(&st, "<Esc>d");
    stage_done(&st);
}

static void a_report_is_one_however_often_it_is_typed(void **state)
{
    static const char keys[] = "wo<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h";
    struct report_rows rows;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>");
    stage_keys(&st, keys);
    assert_shows(&st, "Handed in.");
    stage_keys(&st, "w7<C-x>h");
    assert_shows(&st, "Amended");
    assert_int_equal(
        reports_walk(&st.arena, st.db, "jefferson-kimmel", &(struct report_key){0, 0}, 10, &rows),
        OK);
    assert_true(rows.n <= 1);
    stage_done(&st);
}

/* Whose newest report is of a cycle before is told so, and writes the new one beside it. */
static void last_years_report_is_not_taken_for_this_years(void **state)
{
    struct own_report own;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>w<S-Tab><Right><Tab>o<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h");
    assert_shows(&st, "Handed in.");
    stage_keys(&st, "w");
    assert_shows(&st, "This is your report of 2025-26; Ctrl-X begins one of 2026-27.");
    stage_keys(&st, "<C-x>b");
    assert_shows(&st, "< 2026-27 >");
    assert_shows(&st, "write yours");
    stage_keys(&st, "<Tab>n<Tab>i<Tab>p<Tab>2<Tab>s<C-x>h");
    assert_shows(&st, "Handed in.");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2025, &own), OK);
    assert_int_equal(own.form.values[FIELD_STRESS], 6);
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.form.values[FIELD_STRESS], 2);
    stage_done(&st);
}

/* Who corrects the cycle of a report is told that it makes another one. */
static void a_corrected_cycle_is_a_second_report_and_said_to_be(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h");
    assert_shows(&st, "Handed in.");
    stage_keys(&st, "w<C-x>");
    assert_shows(&st, "Hand in the changes");
    stage_keys(&st, "<Esc><Up><Up><Up><Up><Up><Right><C-x>");
    assert_shows(&st, "< 2025-26 >");
    assert_shows(&st, "Hand in one of 2025-26, too; that of 2026-27 stays");
    stage_keys(&st, "<Esc><C-n><C-x>"); /* where the cycle is not on the page */
    assert_shows(&st, "Hand in one of 2025-26, too; that of 2026-27 stays");
    stage_done(&st);
}

/* Of two choices that are both made of cycles each says its own. */
static void handing_in_and_beginning_another_are_two_labels(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>w<S-Tab><Right><Tab>o<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h");
    assert_shows(&st, "Handed in.");
    stage_keys(&st, "w<Up><Up><Up><Up><Up><Right><C-x>");
    assert_shows(&st, "< 2024-25 >");
    assert_shows(&st, "Hand in one of 2024-25, too; that of 2025-26 stays");
    assert_shows(&st, "Begin one of 2026-27 instead");
    stage_done(&st);
}

static void the_safety_check_asks_before_a_report_is_handed_in(void **state)
{
    struct own_report own;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>m<Tab>6<Tab>b<C-n><C-n><C-n>");
    stage_keys(&st, "Write to jane.doe@example.com?<C-x>h");
    stage_golden_sizes(&st, "report_safety");
    stage_keys(&st, "g");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 2026, &own), E_NOTFOUND);
    stage_keys(&st, "<C-x>hp");
    assert_shows(&st, "Handed in.");
    stage_done(&st);
}

/* Three things to think of stand before the one that stops it: it is told, and so are they. */
static void what_stops_a_report_is_told_before_what_only_warns(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>m<Tab>6<Tab>b<C-n><C-n><C-n>");
    stage_keys(&st, "The 47-year-old pt John Smith seen at St. Mary on 3/4/2026, write to "
                    "jane.doe@example.com?<C-x>h");
    assert_shows(&st, "The safety check found something");
    assert_shows(&st, "jane.doe@example.com");
    assert_shows(&st, "John Smith");
    assert_shows(&st, "and 1 more");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_takes_twenty_keys_or_fewer),
        cmocka_unit_test(the_rest_is_asked_on_pages_after_the_first),
        cmocka_unit_test(months_have_the_year_of_the_cycle_that_is_chosen),
        cmocka_unit_test(what_is_missing_is_shown_at_its_field),
        cmocka_unit_test(a_report_half_written_is_kept_and_comes_back),
        cmocka_unit_test(a_report_survives_a_dropped_line),
        cmocka_unit_test(a_question_mark_explains_a_question_and_is_text_in_words),
        cmocka_unit_test(a_report_is_one_however_often_it_is_typed),
        cmocka_unit_test(last_years_report_is_not_taken_for_this_years),
        cmocka_unit_test(a_corrected_cycle_is_a_second_report_and_said_to_be),
        cmocka_unit_test(handing_in_and_beginning_another_are_two_labels),
        cmocka_unit_test(the_safety_check_asks_before_a_report_is_handed_in),
        cmocka_unit_test(what_stops_a_report_is_told_before_what_only_warns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
