/* SPDX-License-Identifier: MIT
 *
 * interview.c -- reports handed in, amended, judged, let out, and counted.
 */
#include "report_fixture.h"

enum {
    PEOPLE = 16
};

static void one_report_per_school_and_cycle_found_by_its_owner_alone(void **state)
{
    struct forum *f = *state;
    struct member one, two;
    struct own_report own;
    report_id id, again;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    assert_int_equal(hand_in(f, &one, 6, &id), OK);
    assert_int_equal(hand_in(f, &one, 7, &again), E_IN_USE);
    assert_int_equal(report_own(&f->a, &one.v, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.id.v, id.v);
    assert_int_equal(own.form.values[FIELD_STRESS], 6);
    assert_int_equal(own.state, REPORT_WAITING);
    assert_int_equal(report_own(&f->a, &one.v, "jefferson-kimmel", 0, &own), OK);
    assert_int_equal(report_own(&f->a, &two.v, "jefferson-kimmel", 2026, &own), E_NOTFOUND);
    assert_int_equal(report_withdraw(&two.v, "jefferson-kimmel", 2026), E_NOTFOUND);
    assert_int_equal(report_withdraw(&one.v, "jefferson-kimmel", 2026), OK);
    assert_int_equal(report_own(&f->a, &one.v, "jefferson-kimmel", 2026, &own), E_NOTFOUND);
    person_done(&one);
    person_done(&two);
}

static void branch_campus_shares_the_reports_of_its_parent(void **state)
{
    struct forum *f = *state;
    struct interview_form form;
    struct interview_fault fault;
    struct member one;
    struct own_report own;
    report_id id;

    person_init(f, &one, 1, 40);
    fill(&f->a, &form, 5);
    assert_int_equal(report_add(&one.v, "lecom-bradenton", &form, OVERRIDE_NONE, &fault, &id), OK);
    assert_int_equal(report_own(&f->a, &one.v, "lecom-erie", 2026, &own), OK);
    assert_string_equal(own.school, "lecom-erie");
    assert_int_equal(report_add(&one.v, "hogwarts", &form, OVERRIDE_NONE, &fault, &id), E_NOTFOUND);
    person_done(&one);
}

static void guests_faults_and_identifiers_are_refused(void **state)
{
    struct forum *f = *state;
    struct visit guest = forum_visit(f);
    struct interview_form form;
    struct interview_fault fault;
    struct member one;
    report_id id;

    person_init(f, &one, 1, 40);
    fill(&f->a, &form, 5);
    assert_int_equal(report_add(&guest, "yale", &form, OVERRIDE_NONE, &fault, &id), E_GUEST);
    form.values[FIELD_STRESS] = INTERVIEW_NONE;
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), E_USAGE);
    assert_ptr_equal(fault.field, interview_form_field_find("stress"));
    fill(&f->a, &form, 5);
    form.texts[FIELD_COMMENTS] = "Write to jane.doe@example.com for more.";
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), E_BLOCKED);
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_PUBLIC, &fault, &id), OK);
    person_done(&one);
}

static void report_of_a_newcomer_waits_three_days(void **state)
{
    struct forum *f = *state;
    struct member one;
    struct own_report own;
    report_id id;

    person_init(f, &one, 1, 1);
    assert_int_equal(hand_in(f, &one, 6, &id), OK);
    f->now += 2 * DAY;
    assert_int_equal(interview_tick(&one.v), OK);
    assert_int_equal(report_own(&f->a, &one.v, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.state, REPORT_WAITING);
    f->now += DAY;
    assert_int_equal(interview_tick(&one.v), OK);
    assert_int_equal(report_own(&f->a, &one.v, "jefferson-kimmel", 2026, &own), OK);
    assert_int_equal(own.state, REPORT_ACCEPTED);
    person_done(&one);
}

/* One or two alone would say whose they are. */
static void texts_come_out_by_three_and_show_no_more_than_texts(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    struct report_page page;
    struct visit guest = forum_visit(f);
    report_id id;

    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        assert_int_equal(hand_in(f, &people[i], i, &id), OK);
        count_all(f);
        f->now += DAY;
        assert_int_equal(interview_tick(&people[i].v), OK);
        assert_int_equal(report_list(&f->a, &guest, "jefferson-kimmel", NULL, 20, &page), OK);
        assert_int_equal(page.n, i < 2 ? 0 : 3);
    }
    for (int i = 0; i < page.n; i++) {
        assert_string_equal(page.rows[i].form.texts[FIELD_COMMENTS], "A fine day.");
        assert_int_equal(page.rows[i].form.values[FIELD_IMPRESSION], 1);
        assert_int_equal(page.rows[i].form.values[FIELD_STRESS], INTERVIEW_NONE);
        assert_int_equal(page.rows[i].form.values[FIELD_MONTH], INTERVIEW_NONE);
        assert_int_equal(page.rows[i].form.values[FIELD_MINUTES], INTERVIEW_NONE);
    }
    assert_int_equal(report_list(&f->a, &guest, "jefferson-kimmel", NULL, 2, &page), OK);
    assert_int_equal(page.n, 2);
    assert_non_null(page.next);
    assert_int_equal(report_list(&f->a, &guest, "jefferson-kimmel", page.next, 2, &page), OK);
    assert_int_equal(page.n, 1);
    assert_null(page.next);
    assert_int_equal(report_list(&f->a, &guest, "jefferson-kimmel", "zz", 2, &page),
                     E_CURSOR_INVALID);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void amended_report_shows_with_the_next_day(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    struct interview_form form;
    struct interview_fault fault;
    struct report_page page;
    struct own_report own;
    report_id id;

    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        assert_int_equal(hand_in(f, &people[i], i, &id), OK);
    }
    count_all(f);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    fill(&f->a, &form, 4);
    form.texts[FIELD_COMMENTS] = "On second thought, a long one.";
    assert_int_equal(
        report_amend(&people[0].v, "jefferson-kimmel", &form, OVERRIDE_NONE, &fault, &id), OK);
    assert_int_equal(report_own(&f->a, &people[0].v, "jefferson-kimmel", 0, &own), OK);
    assert_true(own.amended);
    assert_int_equal(own.form.values[FIELD_STRESS], 4);
    assert_int_equal(report_list(&f->a, &people[0].v, "jefferson-kimmel", NULL, 20, &page), OK);
    for (int i = 0; i < page.n; i++)
        assert_string_equal(page.rows[i].form.texts[FIELD_COMMENTS], "A fine day.");
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(report_list(&f->a, &people[0].v, "jefferson-kimmel", NULL, 20, &page), OK);
    for (int i = 0; i < page.n; i++)
        assert_string_equal(page.rows[i].form.texts[FIELD_COMMENTS],
                            page.rows[i].you ? "On second thought, a long one." : "A fine day.");
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void others_judge_a_report_once_each_with_a_reason(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    struct report report;
    report_id ids[3];

    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        assert_int_equal(hand_in(f, &people[i], i, &ids[i]), OK);
    }
    count_all(f);
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_CONFIRM, "was-there", &report),
                     E_NOTFOUND);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(report_judge(&people[0].v, ids[0], VERDICT_CONFIRM, "was-there", &report),
                     E_OWN_POST);
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_CONFIRM, "felt-like-it", &report),
                     E_USAGE);
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_CONFIRM, "was-there", &report), OK);
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_CONFIRM, "was-there", &report), OK);
    assert_int_equal(report.confirmations, 1);
    assert_int_equal(report_judge(&people[2].v, ids[0], VERDICT_DISPUTE, "made-up", &report), OK);
    assert_int_equal(report.disputes, 1);
    assert_false(report.corroborated);
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_NONE, NULL, &report), OK);
    assert_int_equal(report.confirmations, 0);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* Sixteen people over sixteen days, of accounts of different weeks. */
static void people_report(struct forum *f, struct member *people, int n, int weeks)
{
    report_id id;

    for (int i = 0; i < n; i++) {
        person_init(f, &people[i], i, 40 + 7 * (i % weeks));
        assert_int_equal(hand_in(f, &people[i], 4 + i % 3, &id), OK);
        f->now += DAY / 2;
    }
    count_all(f);
}

static void figures_show_what_enough_people_said(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE];
    struct school_figures page;
    int stress = figure_table_of(FIELD_STRESS, -1);

    people_report(f, people, PEOPLE, 16);
    assert_int_equal(report_figures(&f->a, &people[0].v, "jefferson-kimmel", 0, &page), OK);
    assert_int_equal(page.figures.page.n, 0);
    for (int i = 0; i < 3; i++, f->now += DAY)
        assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(report_figures(&f->a, &people[0].v, "jefferson-kimmel", 0, &page), OK);
    assert_in_range(page.figures.page.n, 5, 20);
    assert_true(page.figures.page.tables[stress].median >= 4);
    assert_true(page.figures.page.tables[stress].median <= 6);
    assert_int_equal(page.n_cycles, 1);
    assert_int_equal(page.cycles[0], 2026);
    assert_int_equal(report_figures(&f->a, &people[0].v, "jefferson-kimmel", 2025, &page),
                     E_NOTFOUND);
    assert_int_equal(report_figures(&f->a, &people[0].v, "yale", 0, &page), OK);
    assert_int_equal(page.day, 0);
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
}

static void page_does_not_move_for_one_weeks_accounts_or_a_days_reports(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE];
    struct school_figures page;

    people_report(f, people, PEOPLE, 2); /* of two weeks: four count */
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(report_figures(&f->a, &people[0].v, "jefferson-kimmel", 0, &page), OK);
    assert_int_equal(page.figures.page.n, 0);
    forum_sql(f, "UPDATE report SET cohort = randomblob(16), came = 1795392000");
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(report_figures(&f->a, &people[0].v, "jefferson-kimmel", 0, &page), OK);
    assert_int_equal(page.figures.page.n, 0);
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
}

/* Nothing of the way into the figures stays. */
static void entered_report_keeps_neither_day_nor_cohort(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE];

    people_report(f, people, PEOPLE, 16);
    for (int i = 0; i < 4; i++, f->now += DAY)
        assert_int_equal(interview_tick(&people[0].v), OK);
    forum_sql(f, "CREATE TEMP TABLE t (n INTEGER CHECK (n = 0), m INTEGER CHECK (m >= 5));"
                 "INSERT INTO t SELECT total(came IS NOT NULL OR cohort IS NOT NULL), count(*)"
                 "  FROM report WHERE entered = 2");
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(one_report_per_school_and_cycle_found_by_its_owner_alone),
        FORUM_TEST(branch_campus_shares_the_reports_of_its_parent),
        FORUM_TEST(guests_faults_and_identifiers_are_refused),
        FORUM_TEST(report_of_a_newcomer_waits_three_days),
        FORUM_TEST(texts_come_out_by_three_and_show_no_more_than_texts),
        FORUM_TEST(amended_report_shows_with_the_next_day),
        FORUM_TEST(others_judge_a_report_once_each_with_a_reason),
        FORUM_TEST(figures_show_what_enough_people_said),
        FORUM_TEST(page_does_not_move_for_one_weeks_accounts_or_a_days_reports),
        FORUM_TEST(entered_report_keeps_neither_day_nor_cohort),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
