/* SPDX-License-Identifier: MIT
 *
 * interview.c -- reports handed in, amended, judged, let out, and counted.
 */
#include "report_fixture.h"

#include <curbside/domain/follow.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/domain/school_talk.h>
#include <curbside/domain/state.h>
#include <curbside/domain/transfer.h>

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
    for (int day = 0; day < REPORT_WAIT_DAYS; day++) { /* a new account's words wait */
        for (int i = 0; i < page.n; i++)
            assert_string_equal(page.rows[i].form.texts[FIELD_COMMENTS], "A fine day.");
        f->now += DAY;
        assert_int_equal(interview_tick(&people[0].v), OK);
        assert_int_equal(report_list(&f->a, &people[0].v, "jefferson-kimmel", NULL, 20, &page), OK);
    }
    for (int i = 0; i < page.n; i++)
        assert_string_equal(page.rows[i].form.texts[FIELD_COMMENTS],
                            page.rows[i].you ? "On second thought, a long one." : "A fine day.");
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

/* A follower hears of figures with their snapshot and of reports when they are out: never before.
 */
static void who_follows_a_school_is_told_of_what_is_out_and_no_more(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE], ann, late;
    struct school_news news;
    const char *address;
    report_id id;

    person_init(f, &ann, 90, 40);
    assert_int_equal(follow_add(&f->a, &ann.v, "school/jeff", &address), OK);
    people_report(f, people, PEOPLE, 16);
    assert_int_equal(school_news_of(&ann.v, "jefferson-kimmel", &news), OK);
    assert_false(news.figures);
    assert_int_equal(news.reports, 0);
    assert_null(school_news_words(&f->a, &news));
    for (int i = 0; i < 3; i++, f->now += DAY)
        assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(school_news_of(&ann.v, "jefferson-kimmel", &news), OK);
    assert_true(news.figures);
    assert_int_equal(news.reports, 15); /* the sixteenth is alone */
    assert_string_equal(school_news_words(&f->a, &news), "15 new reports, new figures");
    assert_int_equal(school_news_seen(&ann.v, "jefferson-kimmel"), OK);
    assert_int_equal(school_news_of(&ann.v, "jefferson-kimmel", &news), OK);
    assert_null(school_news_words(&f->a, &news));
    /* One more report: nothing is said of two. */
    person_init(f, &late, 91, 40);
    assert_int_equal(hand_in(f, &late, 3, &id), OK);
    count_all(f);
    for (int i = 0; i < 3; i++, f->now += DAY)
        assert_int_equal(interview_tick(&late.v), OK);
    assert_int_equal(school_news_of(&ann.v, "jefferson-kimmel", &news), OK);
    assert_null(school_news_words(&f->a, &news));
    /* Who follows it no longer has nothing noted of it; who follows it anew begins there. */
    assert_int_equal(follow_remove(&f->a, &ann.v, "school/jeff", &address), OK);
    assert_null(state_school_find(ann.v.state, "jefferson-kimmel"));
    assert_int_equal(follow_add(&f->a, &ann.v, "school/jeff", &address), OK);
    assert_int_equal(school_news_of(&ann.v, "jefferson-kimmel", &news), OK);
    assert_null(school_news_words(&f->a, &news));
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
    person_done(&late);
    person_done(&ann);
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

/* Where people talk of a school: found by two tags, and followed with it. */
static void thread_of_a_school_and_cycle_is_found_by_its_tags(void **state)
{
    struct forum *f = *state;
    struct school_talk talk;
    struct inbox_page inbox;
    struct member ann, bob;
    struct submission s;
    const char *address;

    member_init(f, &ann, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &bob, "lucid-ibex-2", ROLE_MEMBER);
    assert_int_equal(school_talk_find(&f->a, &ann.v, "yale", 0, &talk), E_NOTFOUND);
    forum_board(f, "medical-interviews", "either", true, false);
    assert_int_equal(school_talk_find(&f->a, &ann.v, "hogwarts", 0, &talk), E_NOTFOUND);
    assert_int_equal(school_talk_find(&f->a, &ann.v, "yale", 0, &talk), OK);
    assert_int_equal(talk.thread.id.v, 0);
    assert_string_equal(talk.title, "Yale interviews 2026-27");
    assert_int_equal(follow_add(&f->a, &bob.v, "school/Yale", &address), OK);
    assert_string_equal(address, "school/yale");
    assert_true(follow_has_school(&bob.v, "yale"));
    f->now += 60;
    s = thread_of(talk.board, talk.title, "Who else is there on Friday?");
    s.tags = (const char *const[]){"yale", "2026-27"};
    s.n_tags = 2;
    assert_string_equal(talk.tags, "yale 2026-27");
    s.face = FACE_HANDLE;
    must_submit(&ann, &s);
    assert_int_equal(school_talk_find(&f->a, &ann.v, "yale", 2026, &talk), OK);
    assert_true(talk.thread.id.v != 0);
    assert_int_equal(school_talk_find(&f->a, &ann.v, "yale", 2025, &talk), OK);
    assert_int_equal(talk.thread.id.v, 0);
    assert_int_equal(inbox_list(&f->a, &bob.v, NULL, 20, &inbox), OK);
    assert_int_equal(inbox.n, 1);
    assert_int_equal(follow_remove(&f->a, &bob.v, "school/yale", &address), OK);
    assert_int_equal(inbox_list(&f->a, &bob.v, NULL, 20, &inbox), OK);
    assert_int_equal(inbox.n, 0);
    member_done(&ann);
    member_done(&bob);
}

static enum err import_one(struct forum *f, const char *school, int stress, const char *id,
                           enum import_result *ret)
{
    struct visit v = forum_visit(f);
    struct interview_fault fault = {0};
    struct interview_form form;
    struct import *run;
    enum err err;

    fill(&f->a, &form, stress);
    assert_int_equal(import_open(&v, &run), OK);
    err = import_interview(
        run, &(struct import_interview){.school = school, .id = id, .form = &form}, &fault, ret);
    assert_int_equal(import_close(run), OK);
    return err;
}

static void imported_reports_are_made_once_and_come_out_like_others(void **state)
{
    struct forum *f = *state;
    struct visit guest = forum_visit(f);
    struct report_page page;
    enum import_result result;

    guest.pepper = &pepper;
    assert_int_equal(import_one(f, "hogwarts", 5, NULL, &result), E_NOTFOUND);
    assert_int_equal(import_one(f, "SKMC", 5, NULL, &result), OK);
    assert_int_equal(result, IMPORT_MADE);
    assert_int_equal(import_one(f, "jefferson-kimmel", 5, NULL, &result), OK);
    assert_int_equal(result, IMPORT_KNOWN);
    assert_int_equal(import_one(f, "jefferson-kimmel", 5, "row 2", &result), OK);
    assert_int_equal(result, IMPORT_MADE);
    assert_int_equal(import_one(f, "jefferson-kimmel", 6, "row 2", &result), OK);
    assert_int_equal(result, IMPORT_KNOWN);
    assert_int_equal(import_one(f, "jefferson-kimmel", 6, "row 3", &result), OK);
    f->now += DAY;
    assert_int_equal(interview_tick(&guest), OK);
    assert_int_equal(report_list(&f->a, &guest, "jefferson-kimmel", NULL, 20, &page), OK);
    assert_int_equal(page.n, 3);
}

/* ---- what the file tells of who is behind a row ---- */

/* Values of 16 bytes, of any kind of row about interviews, that stand in two places. */
static int joined_rows(struct forum *f)
{
    return count_of(f, "SELECT count(*) - count(DISTINCT token) FROM ("
                       " SELECT owner AS token FROM report UNION ALL SELECT token FROM verdict"
                       " UNION ALL SELECT token FROM school_proposal)");
}

static void rows_of_one_person_have_nothing_in_common(void **state)
{
    static const char *const schools[] = {"yale", "drexel", "uams"};
    struct forum *f = *state;
    struct member people[3];
    struct interview_fault fault;
    struct interview_form form;
    school_proposal_id proposal;
    struct report report;
    report_id ids[3][3];

    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        for (int s = 0; s < 3; s++) {
            fill(&f->a, &form, i);
            assert_int_equal(
                report_add(&people[i].v, schools[s], &form, OVERRIDE_NONE, &fault, &ids[i][s]), OK);
        }
        assert_int_equal(school_propose(&people[i].v, "Hogwarts Medical", "UK", &proposal), OK);
        assert_int_equal(school_propose(&people[i].v, "Miskatonic", "MA", &proposal), OK);
    }
    count_all(f);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(question_tick(&people[0].v), OK);
    for (int s = 0; s < 3; s++)
        assert_int_equal(
            report_judge(&people[0].v, ids[1][s], VERDICT_CONFIRM, "was-there", &report), OK);
    assert_int_equal(count_of(f, "SELECT (SELECT count(*) FROM report)"
                                 " + (SELECT count(*) FROM verdict)"
                                 " + (SELECT count(*) FROM school_proposal)"),
                     9 + 3 + 6);
    assert_int_equal(joined_rows(f), 0);
    /* A leak that is planted is seen: what else would the silence be worth? */
    forum_sql(f, "UPDATE school_proposal SET token = (SELECT owner FROM report LIMIT 1)"
                 " WHERE id = (SELECT min(id) FROM school_proposal)");
    assert_int_equal(joined_rows(f), 1);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* ---- bad input ---- */

static void impossible_values_name_the_range_that_is_possible(void **state)
{
    static const struct {
        const char *key, *typed, *says;
    } rows[] = {
        {"stress", "11", "from 0 to 10"},  {"stress", "-1", "from 0 to 10"},
        {"stress", "5.5", "from 0 to 10"}, {"impression", "2", "-1"},
        {"minutes", "9000", "5 to 600"},   {"friendliness", "0", "from 1 to 5"},
        {"month", "2026-13", "2026-10"},   {"cycle", "2026-28", "2026-27"},
        {"format", "chat", "one-on-one"},  {"outcome", "hired", "accepted"},
    };
    struct forum *f = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct interview_fault fault = {0};
        struct interview_form form;

        interview_form_init(&form);
        assert_int_equal(interview_form_answer(&f->a, &form, interview_form_field_find(rows[i].key),
                                               rows[i].typed, &fault),
                         E_USAGE);
        if (!strstr(fault.sentence, rows[i].says))
            fail_msg("%s %s: %s", rows[i].key, rows[i].typed, fault.sentence);
        assert_true(strlen(fault.sentence) <= 110);
    }
}

static void nobody_applies_for_a_degree_that_a_school_does_not_give(void **state)
{
    struct forum *f = *state;
    struct interview_fault fault = {0};
    struct interview_form form;
    struct member one;
    report_id id;

    person_init(f, &one, 1, 40);
    fill(&f->a, &form, 5);
    form.values[FIELD_TRACK] = 1; /* do */
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), E_USAGE);
    assert_ptr_equal(fault.field, interview_form_field_find("track"));
    assert_int_equal(report_add(&one.v, "acom", &form, OVERRIDE_NONE, &fault, &id), OK);
    form.values[FIELD_TRACK] = 2; /* md-phd */
    assert_int_equal(report_amend(&one.v, "acom", &form, OVERRIDE_NONE, &fault, &id), E_USAGE);
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), OK);
    person_done(&one);
}

/* A month of another cycle is no slip that passes. */
static void two_cycles_are_not_confused(void **state)
{
    struct forum *f = *state;
    struct interview_fault fault = {0};
    struct interview_form form;
    struct own_report own;
    struct member one;
    report_id id, older;

    person_init(f, &one, 1, 40);
    fill(&f->a, &form, 5);
    form.values[FIELD_CYCLE] = 2025;
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), E_USAGE);
    assert_ptr_equal(fault.field, interview_form_field_find("month"));
    form.values[FIELD_MONTH] -= 12;
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &older), OK);
    fill(&f->a, &form, 7);
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), OK);
    assert_true(id.v != older.v);
    assert_int_equal(report_own(&f->a, &one.v, "yale", 2025, &own), OK);
    assert_int_equal(own.id.v, older.v);
    assert_int_equal(own.form.values[FIELD_STRESS], 5);
    assert_int_equal(report_own(&f->a, &one.v, "yale", 0, &own), OK);
    assert_int_equal(own.id.v, id.v);
    fill(&f->a, &form, 5);
    form.values[FIELD_CYCLE] = 2027;
    form.values[FIELD_MONTH] += 12;
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), E_USAGE);
    person_done(&one);
}

/* So that one account fills neither the queue nor the pages. */
static void an_account_has_few_reports_that_wait_and_few_of_a_cycle(void **state)
{
    struct forum *f = *state;
    struct interview_fault fault = {0};
    struct interview_form form;
    struct school_list all;
    struct member one, two;
    report_id id;
    int n = 0;

    person_init(f, &one, 1, 40);
    person_init(f, &two, 2, 40);
    fill(&f->a, &form, 5);
    assert_int_equal(school_all(&f->a, &all), OK);
    for (int i = 0; n < REPORTS_CYCLE_MINE; i++) {
        const struct school *s = &all.rows[i];

        if (strcmp(s->slug, s->pool) != 0)
            continue;
        if (n == REPORTS_WAITING_MINE) {
            assert_int_equal(report_add(&one.v, s->slug, &form, OVERRIDE_NONE, &fault, &id),
                             E_REPORTS_MINE);
            assert_int_equal(report_add(&two.v, s->slug, &form, OVERRIDE_NONE, &fault, &id), OK);
        }
        if (n >= REPORTS_WAITING_MINE)
            count_all(f); /* accepted meanwhile */
        assert_int_equal(report_add(&one.v, s->slug, &form, OVERRIDE_NONE, &fault, &id), OK);
        n++;
    }
    count_all(f);
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id),
                     E_REPORTS_CYCLE);
    form.values[FIELD_CYCLE]--;
    form.values[FIELD_MONTH] -= 12;
    assert_int_equal(report_add(&one.v, "yale", &form, OVERRIDE_NONE, &fault, &id), OK);
    person_done(&one);
    person_done(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(thread_of_a_school_and_cycle_is_found_by_its_tags),
        FORUM_TEST(imported_reports_are_made_once_and_come_out_like_others),
        FORUM_TEST(rows_of_one_person_have_nothing_in_common),
        FORUM_TEST(impossible_values_name_the_range_that_is_possible),
        FORUM_TEST(nobody_applies_for_a_degree_that_a_school_does_not_give),
        FORUM_TEST(two_cycles_are_not_confused),
        FORUM_TEST(an_account_has_few_reports_that_wait_and_few_of_a_cycle),
        FORUM_TEST(one_report_per_school_and_cycle_found_by_its_owner_alone),
        FORUM_TEST(branch_campus_shares_the_reports_of_its_parent),
        FORUM_TEST(guests_faults_and_identifiers_are_refused),
        FORUM_TEST(report_of_a_newcomer_waits_three_days),
        FORUM_TEST(texts_come_out_by_three_and_show_no_more_than_texts),
        FORUM_TEST(amended_report_shows_with_the_next_day),
        FORUM_TEST(figures_show_what_enough_people_said),
        FORUM_TEST(who_follows_a_school_is_told_of_what_is_out_and_no_more),
        FORUM_TEST(page_does_not_move_for_one_weeks_accounts_or_a_days_reports),
        FORUM_TEST(entered_report_keeps_neither_day_nor_cohort),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
