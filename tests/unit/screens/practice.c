/* SPDX-License-Identifier: MIT
 *
 * practice.c -- the question bank on screen, and practice against its clock.
 */
#include "unit/screens/stage.h"

#include <curbside/domain/interview.h>
#include <curbside/domain/practice.h>
#include <curbside/domain/questions.h>
#include <curbside/store/reports.h>

enum {
    SECOND = 1000,
    MINUTE = 60 * SECOND,
    DAY_MS = 86400 * 1000,
};

static void seed(struct stage *st)
{
    struct visit v = stage_visit(st);

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(question_seed(&v), OK);
    account_close(&v);
}

static void begin(struct stage *st, const char *who)
{
    stage_make(st);
    seed(st);
    stage_enter(st, who);
}

/* As if its author had earned standing. */
static void count(struct stage *st, report_id id)
{
    struct txn txn = TXN_NONE;

    assert_int_equal(txn_begin(&txn, st->db, TXN_WRITE), OK);
    assert_int_equal(reports_set_counts(st->db, id), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

/* Three people's reports of one school, let out. */
static void school_is_asked_about(struct stage *st)
{
    static const char *const people[] = {"amber-heron-3", "lucid-ibex-7", "calm-finch-9"};
    static const char form[] =
        "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\nstress: 6\n"
        "impression: 1\nquestion: Why this school, and why this city?\n"
        "question: A friend asks you to sign them in. What do you do?\n";
    struct visit v;

    for (int i = 0; i < 3; i++) {
        struct interview_fault fault;
        struct interview_form f;
        report_id id;

        stage_become(st, &v, people[i]);
        interview_form_init(&f);
        assert_int_equal(interview_form_parse(&st->arena, form, strlen(form), &f, &fault), OK);
        assert_int_equal(report_add(&v, "jefferson-kimmel", &f, OVERRIDE_NONE, &fault, &id), OK);
        account_close(&v);
        count(st, id);
    }
    st->now_ms += (int64_t)4 * DAY_MS;
    v = stage_visit(st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(interview_tick(&v), OK);
    assert_int_equal(question_tick(&v), OK);
    account_close(&v);
}

static void wait_s(struct stage *st, int seconds)
{
    for (int i = 0; i < seconds; i++)
        stage_wait(st, SECOND);
}

/* ---- the bank ---- */

static void the_bank_is_found_by_words_kind_and_level(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "guest");
    stage_keys(&st, "<Enter>3");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_golden_sizes(&st, "questions");
    stage_keys(&st, "/unvacc");
    stage_golden_sizes(&st, "questions_find");
    stage_keys(&st, "zzz");
    assert_shows(&st, "No question is like that.");
    stage_keys(&st, "<BS><BS><BS><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "question");
    stage_golden_sizes(&st, "question");
    stage_keys(&st, "q<C-u>/<C-u><Down>tt");
    assert_shows(&st, "mmi · all levels");
    stage_keys(&st, "vv");
    assert_shows(&st, "residency");
    stage_keys(&st, "<End>");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_done(&st);
}

static void a_school_has_the_questions_asked_there(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    seed(&st);
    school_is_asked_about(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>b");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_golden_sizes(&st, "questions_school");
    stage_keys(&st, "<Enter>");
    stage_golden_sizes(&st, "question_seen");
    stage_keys(&st, "q/city<Enter>");
    assert_shows(&st, "Why this school");
    stage_keys(&st, "qq");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, "q/yale");
    stage_done(&st);
}

static void the_bank_is_reached_by_letters_and_by_name(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gk");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_keys(&st, "qgib");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_keys(&st, ":question bank<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "questions");
    stage_keys(&st, ":practice<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "practice");
    stage_done(&st);
}

/* ---- the clock ---- */

static void a_station_is_read_answered_and_rated(void **state)
{
    struct practice_page page;
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gkp");
    assert_string_equal(ui_screen_name(st.ui), "practice");
    stage_golden_sizes(&st, "practice_first");
    stage_keys(&st, "1");
    assert_string_equal(ui_screen_name(st.ui), "practice_run");
    assert_shows(&st, "2:00");
    stage_golden_sizes(&st, "practice_read");
    wait_s(&st, 7);
    assert_shows(&st, "1:53");
    stage_keys(&st, " ");
    assert_shows(&st, "Paused");
    wait_s(&st, 1); /* the second that was asked for before */
    assert_int_equal(ui_deadline_ms(st.ui), -1);
    stage_wait(&st, 10 * MINUTE);
    assert_shows(&st, "1:53");
    stage_keys(&st, " ");
    wait_s(&st, 113);
    assert_shows(&st, "6:00");
    assert_shows(&st, "Answer now, aloud.");
    assert_true(ui_take_chime(st.ui));
    wait_s(&st, 5 * 60 - 1);
    assert_false(ui_take_chime(st.ui));
    wait_s(&st, 1);
    assert_shows(&st, "One minute left.");
    assert_true(ui_take_chime(st.ui));
    stage_golden_sizes(&st, "practice_bell");
    wait_s(&st, 60);
    assert_true(ui_take_chime(st.ui));
    assert_shows(&st, "Time. Rate your answer.");
    assert_int_equal(ui_deadline_ms(st.ui), -1);
    stage_keys(&st, "321");
    stage_golden_sizes(&st, "practice_rate");
    stage_keys(&st, "44<Enter>");
    assert_shows(&st, "2 of 8");
    assert_shows(&st, "2:00");
    stage_keys(&st, "qe");
    assert_string_equal(ui_screen_name(st.ui), "practice");
    assert_shows(&st, "1 answer kept");
    assert_int_equal(practice_list(&st.arena, &st.visit, NULL, 20, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].seconds, 6 * 60);
    assert_int_equal(page.rows[0].ratings[RATING_STRUCTURE], 3);
    assert_int_equal(page.rows[0].ratings[RATING_TIME], 4);
    stage_done(&st);
}

/* At most one wake-up a second, and only while the clock is seen. */
static void the_clock_sleeps_between_seconds_and_stands_when_it_is_not_seen(void **state)
{
    struct stage st;
    int64_t now, due;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gkp2");
    assert_shows(&st, "2:00");
    for (int i = 0; i < 5; i++) {
        now = clock_mono_ms(&st.clock);
        due = ui_deadline_ms(st.ui);
        assert_in_range(due - now, 1, SECOND);
        stage_wait(&st, due - now);
    }
    assert_shows(&st, "1:55");
    stage_keys(&st, ":");
    assert_string_equal(ui_screen_name(st.ui), "palette");
    stage_wait(&st, SECOND);
    assert_int_equal(ui_deadline_ms(st.ui), -1);
    stage_wait(&st, 5 * MINUTE);
    stage_keys(&st, "<C-c>");
    assert_string_equal(ui_screen_name(st.ui), "practice_run");
    assert_shows(&st, "Paused");
    assert_shows(&st, "1:54");
    stage_keys(&st, " ");
    wait_s(&st, 2);
    assert_shows(&st, "1:52");
    stage_done(&st);
}

/* Who was asked whether to leave and goes on is not left in a pause that they never began. */
static void going_on_goes_on_and_a_pause_stays_one(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gkp2q");
    assert_shows(&st, "End this round?");
    wait_s(&st, 30);
    stage_keys(&st, "g");
    assert_shows_not(&st, "Paused");
    wait_s(&st, 2);
    assert_shows(&st, "1:58");
    stage_keys(&st, " qg");
    assert_shows(&st, "Paused");
    wait_s(&st, 2);
    assert_shows(&st, "1:58");
    stage_done(&st);
}

static void closing_the_question_of_leaving_goes_on_too(void **state)
{
    static const char *const closing[] = {"<Esc>", "q", "<C-c>", "<BS>"};
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gkp2");
    for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
        stage_keys(&st, "q");
        assert_shows(&st, "End this round?");
        wait_s(&st, 30);
        stage_keys(&st, closing[i]);
        assert_shows_not(&st, "End this round?");
        assert_shows_not(&st, "Paused");
        wait_s(&st, 1);
    }
    assert_shows(&st, "1:56");
    stage_keys(&st, " q");
    stage_keys(&st, "<Esc>");
    assert_shows(&st, "Paused");
    wait_s(&st, 2);
    assert_shows(&st, "1:56");
    stage_done(&st);
}

static void typed_answers_are_text_and_kept_nowhere(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    stage_keys(&st, "gkpo3");
    stage_keys(&st, "q 1 n?");
    assert_shows(&st, "q 1 n?");
    stage_golden_sizes(&st, "practice_typed");
    stage_keys(&st, "<Esc>");
    assert_shows(&st, "Paused");
    stage_keys(&st, " more");
    assert_shows(&st, "q 1 n?more");
    wait_s(&st, 61);
    assert_shows(&st, "1:01");
    stage_keys(&st, "<C-x>");
    assert_shows(&st, "Rate your answer");
    stage_keys(&st, "<Enter><Enter><End><Enter>");
    assert_shows(&st, "2 of");
    assert_shows_not(&st, "more");
    stage_keys(&st, "<Esc>qe");
    assert_shows(&st, "1 answer kept");
    stage_done(&st);
}

static void a_guest_practices_and_nothing_is_kept(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "guest");
    stage_keys(&st, "<Enter>gkp");
    assert_shows(&st, "nothing of it is kept");
    stage_keys(&st, "2<Enter>11111<Enter>qe");
    assert_shows(&st, "As a guest nothing is kept.");
    stage_done(&st);
}

static void practice_begins_from_a_school_and_from_one_question(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    seed(&st);
    school_is_asked_about(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>p");
    assert_string_equal(ui_screen_name(st.ui), "practice");
    assert_shows(&st, "Practice › Jefferson Kimmel");
    stage_keys(&st, "1");
    assert_shows(&st, "A friend asks you to sign them in.");
    assert_shows(&st, "1 of these 8 was asked at Jefferson Kimmel");
    assert_shows(&st, "Practice › Jefferson Kimmel › mmi");
    stage_keys(&st, "n");
    assert_shows(&st, "Practice › mmi, not from Jefferson Kimmel reports");
    stage_keys(&st, "qeqb<Enter>p2");
    assert_shows(&st, "1 of 1");
    stage_done(&st);
}

/* ---- progress ---- */

static void attempts_put(struct stage *st, int n)
{
    struct question_page page;
    struct question_query query = {
        .kind = QUESTION_ANY_KIND, .level = QUESTION_MEDICAL_SCHOOL, .limit = 60};

    assert_int_equal(question_list(&st->arena, &st->visit, &query, &page), OK);
    for (int i = 0; i < n; i++) {
        struct practice_attempt attempt = {
            .question = page.rows[i % page.n].id, .mode = PRACTICE_MMI, .seconds = 300};

        for (int r = 0; r < PRACTICE_RATINGS; r++) {
            int value = 1 + (i * (3 + r) / n) + (i * 7 + r) % 2;

            attempt.ratings[r] = value > 4 ? 4 : value;
        }
        st->now_ms += (int64_t)DAY_MS;
        assert_int_equal(practice_keep(&st->visit, &attempt), OK);
    }
}

static void progress_is_plotted_with_its_numbers_and_forgotten_on_request(void **state)
{
    struct stage st;

    (void)state;
    begin(&st, "quiet-otter-41");
    attempts_put(&st, 60);
    stage_keys(&st, "gkp");
    assert_shows(&st, "60 answers to 60 questions");
    stage_golden_sizes(&st, "practice_progress");
    stage_keys(&st, "X");
    stage_golden(&st, "practice_forget");
    stage_keys(&st, "f");
    assert_shows(&st, "forgotten");
    assert_shows_not(&st, "60 answers");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bank_is_found_by_words_kind_and_level),
        cmocka_unit_test(a_school_has_the_questions_asked_there),
        cmocka_unit_test(the_bank_is_reached_by_letters_and_by_name),
        cmocka_unit_test(a_station_is_read_answered_and_rated),
        cmocka_unit_test(the_clock_sleeps_between_seconds_and_stands_when_it_is_not_seen),
        cmocka_unit_test(going_on_goes_on_and_a_pause_stays_one),
        cmocka_unit_test(closing_the_question_of_leaving_goes_on_too),
        cmocka_unit_test(typed_answers_are_text_and_kept_nowhere),
        cmocka_unit_test(a_guest_practices_and_nothing_is_kept),
        cmocka_unit_test(practice_begins_from_a_school_and_from_one_question),
        cmocka_unit_test(progress_is_plotted_with_its_numbers_and_forgotten_on_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
