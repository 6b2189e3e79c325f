/* SPDX-License-Identifier: MIT
 *
 * report_evidence.c -- what others say of a report, and what of it counts.
 */
#include "report_fixture.h"

#include <curbside/domain/interview_words.h>
#include <curbside/store/reports.h>

static void others_judge_a_report_once_each_with_a_reason(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    struct report_page page;
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
    assert_int_equal(report.verdict, VERDICT_CONFIRM);
    assert_true(report.uncounted);
    assert_int_equal(report_judge(&people[2].v, ids[0], VERDICT_DISPUTE, "made-up", &report), OK);
    assert_int_equal(report.confirmations, 0);
    assert_int_equal(report.disputes, 0);
    forum_sql(f, "UPDATE verdict SET weight = 1");
    assert_int_equal(report_judge(&people[2].v, ids[1], VERDICT_OUTDATED, "other", &report), OK);
    assert_int_equal(report.outdated, 0);
    assert_int_equal(report_list(&f->a, &people[0].v, "jefferson-kimmel", NULL, 20, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].id.v == ids[0].v) {
            assert_int_equal(page.rows[i].confirmations, 1);
            assert_int_equal(page.rows[i].disputes, 1);
            assert_false(page.rows[i].corroborated);
        }
    assert_int_equal(report_judge(&people[1].v, ids[0], VERDICT_NONE, NULL, &report), OK);
    assert_int_equal(report.confirmations, 0);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

/* A verdict as `days` after the fixture's today, of an account with standing or of none. */
static void verdict_put(struct forum *f, report_id report, int no, const char *verdict, bool weight,
                        int days)
{
    struct verdict_row row = {.report = report,
                              .token = {(uint8_t)no, 77},
                              .verdict = verdict,
                              .reason = "other",
                              .weight = weight,
                              .day = time_floor_day(f->now) + days * DAY};
    struct txn txn = TXN_NONE;

    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(verdicts_set(f->db, &row), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static void new_accounts_change_no_word_of_the_evidence(void **state)
{
    struct forum *f = *state;
    struct member people[3];
    struct report_page page;
    report_id ids[3];

    for (int i = 0; i < 3; i++) {
        person_init(f, &people[i], i, 40);
        assert_int_equal(hand_in(f, &people[i], i, &ids[i]), OK);
    }
    count_all(f);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    for (int i = 0; i < 3; i++) /* three that weigh, on three days */
        verdict_put(f, ids[0], i, "confirm", true, i);
    for (int i = 3; i < 23; i++) /* and twenty of accounts made for it */
        verdict_put(f, ids[0], i, "confirm", false, 3);
    verdict_put(f, ids[1], 0, "dispute", false, 0);
    verdict_put(f, ids[1], 1, "outdated", false, 0);
    verdict_put(f, ids[2], 0, "dispute", true, 0);
    assert_int_equal(report_list(&f->a, &people[0].v, "jefferson-kimmel", NULL, 20, &page), OK);
    assert_int_equal(page.n, 3);
    for (int i = 0; i < page.n; i++) {
        const char *words = report_evidence_words(&f->a, &page.rows[i]);

        assert_string_equal(words, page.rows[i].id.v == ids[0].v   ? "corroborated by 3"
                                   : page.rows[i].id.v == ids[1].v ? "self-report"
                                                                   : "self-report, disputed by 1");
    }
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(others_judge_a_report_once_each_with_a_reason),
        FORUM_TEST(new_accounts_change_no_word_of_the_evidence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
