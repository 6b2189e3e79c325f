/* SPDX-License-Identifier: MIT
 *
 * report_counts.c -- reports that were handed in before standing: when they begin to count.
 */
#include "report_fixture.h"

#include <curbside/domain/questions.h>

enum {
    SCHOOLS = 4,
    MEDDLING_MOST = 12, /* more looks at the clock than counting takes */
    DAYS_MOST = 80,
};

static const char *const schools[SCHOOLS] = {"jefferson-kimmel", "yale", "drexel", "emory"};

static void hand_in_at(struct forum *f, struct member *m, const char *school)
{
    struct interview_form form;
    struct interview_fault fault;
    report_id id;

    fill(&f->a, &form, 6);
    assert_int_equal(report_add(&m->v, school, &form, OVERRIDE_NONE, &fault, &id), OK);
}

static bool counts(struct forum *f, struct member *m, const char *school)
{
    struct own_report own;

    assert_int_equal(report_own(&f->a, &m->v, school, 2026, &own), OK);
    return own.counts;
}

/* Of the first `of` schools. */
static int counted(struct forum *f, struct member *m, int of)
{
    int n = 0;

    for (int i = 0; i < of; i++)
        n += counts(f, m, schools[i]);
    return n;
}

/* Five posts on five days, and none of the time that they have to stand. */
static void posts(struct forum *f, struct member *m)
{
    for (int day = 0; day < 5; day++) {
        must_start(f, m, "A thread");
        f->now += DAY;
    }
}

/* Another session than the one that wrote. */
static void comes_again(struct forum *f, struct member *m)
{
    state_free(m->v.state);
    m->v.state = state_new(f->now);
    assert_non_null(m->v.state);
}

static enum err count_later(struct forum *f, struct member *m)
{
    comes_again(f, m);
    return report_count_own(&m->v);
}

static void newcomers_report_counts_once_its_author_has_standing(void **state)
{
    struct forum *f = *state;
    struct member one;

    person_init(f, &one, 1, 1);
    hand_in_at(f, &one, schools[0]);
    posts(f, &one);
    assert_int_equal(interview_tick(&one.v), OK);
    assert_int_equal(report_count_own(&one.v), OK);
    assert_false(counts(f, &one, schools[0]));
    f->now += 15 * DAY;
    must_start(f, &one, "A thread");
    assert_int_equal(report_count_own(&one.v), OK);
    assert_false(counts(f, &one, schools[0])); /* not beside a post, in the file's log */
    assert_int_equal(count_later(f, &one), OK);
    assert_true(counts(f, &one, schools[0]));
    assert_true(state_has_written(one.v.state));
    person_done(&one);
}

/* Two copies of the database, a day apart, see one of an account begin to count and not all. */
static void of_one_account_no_two_begin_to_count_on_one_day(void **state)
{
    struct forum *f = *state;
    struct member one;
    int n = 0, days = 0;

    person_init(f, &one, 1, 1);
    for (int i = 0; i < SCHOOLS; i++)
        hand_in_at(f, &one, schools[i]);
    posts(f, &one);
    assert_int_equal(interview_tick(&one.v), OK);
    f->now += 15 * DAY;
    for (; n < SCHOOLS && days < DAYS_MOST; days++, f->now += DAY) {
        int before = n;

        for (int visit = 0; visit < 3; visit++)
            assert_int_equal(count_later(f, &one), OK);
        n = counted(f, &one, SCHOOLS);
        assert_in_range(n - before, 0, 1);
    }
    assert_int_equal(n, SCHOOLS);
    assert_true(days > SCHOOLS); /* drawn, and not one after the other */
    person_done(&one);
}

static void hand_in_now(struct forum *f, struct member *m, const char *school)
{
    comes_again(f, m);
    report_begun(&m->v);
    hand_in_at(f, m, school);
}

/* Whoever copies the database within minutes would take the two for one account's. */
static void none_begins_to_count_beside_another_that_comes(void **state)
{
    struct forum *f = *state;
    struct member one;

    person_init(f, &one, 1, 1);
    hand_in_at(f, &one, schools[0]);
    posts(f, &one);
    assert_int_equal(interview_tick(&one.v), OK);
    f->now += 15 * DAY;
    hand_in_now(f, &one, schools[1]);
    forum_sql(f, "UPDATE report SET counts = 0 WHERE school = 'yale'");
    assert_int_equal(count_later(f, &one), OK);
    assert_int_equal(counted(f, &one, 2), 0);
    for (int day = 0; day < DAYS_MOST && counted(f, &one, 2) == 0; day++) {
        f->now += DAY;
        comes_again(f, &one);
        report_begun(&one.v); /* a form is open */
        assert_int_equal(report_count_own(&one.v), OK);
        assert_int_equal(counted(f, &one, 2), 0);
        assert_int_equal(count_later(f, &one), OK);
    }
    assert_int_equal(counted(f, &one, 2), 1);
    person_done(&one);
}

/* A draft of the form is saved every few minutes: what was written before is parted from then, but
 * the report is still to come. */
static void none_begins_to_count_where_a_form_was_saved(void **state)
{
    struct forum *f = *state;
    struct member one;
    int days = 0;

    person_init(f, &one, 1, 1);
    hand_in_at(f, &one, schools[0]);
    posts(f, &one);
    assert_int_equal(interview_tick(&one.v), OK);
    f->now += 15 * DAY;
    comes_again(f, &one);
    report_begun(&one.v);
    state_lost_set(one.v.state); /* there is something to save */
    assert_int_equal(state_save(&one.v), OK);
    assert_false(state_is_dirty(one.v.state));
    for (; days < DAYS_MOST; days++, f->now += DAY)
        assert_int_equal(report_count_own(&one.v), OK);
    assert_false(counts(f, &one, schools[0]));
    assert_int_equal(count_later(f, &one), OK);
    assert_true(counts(f, &one, schools[0]));
    person_done(&one);
}

/* ---- who does something else meanwhile, through a connection of their own ---- */

struct meddler {
    struct forum *f;
    const char *sql;
    int after; /* so many looks at the clock */
};

static int64_t meddling_wall_s(void *ctx)
{
    struct meddler *m = ctx;

    if (m->after-- == 0)
        forum_sql(m->f, m->sql);
    return m->f->now;
}

/* Counts, while that is done after so many looks at the clock. */
static enum err count_meddled(struct forum *f, struct member *m, const char *sql, int after)
{
    struct meddler meddler = {f, sql, after};
    struct clock clock = {meddling_wall_s, forum_mono_ms, &meddler};
    struct visit v;

    comes_again(f, m);
    v = m->v;
    v.clock = &clock;
    return report_count_own(&v);
}

/* Taken out by a moderator between being found and being counted, wherever that falls: it stays
 * uncounted. */
static void a_report_removed_meanwhile_does_not_count(void **state)
{
    struct forum *f = *state;
    struct member one;
    int meddled = 0;

    person_init(f, &one, 1, 1);
    hand_in_at(f, &one, schools[0]);
    posts(f, &one);
    assert_int_equal(interview_tick(&one.v), OK);
    f->now += 15 * DAY;
    for (int after = 0; after < MEDDLING_MOST; after++) {
        bool removed;

        forum_sql(f, "UPDATE report SET state = 'accepted', counts = 0");
        assert_int_equal(
            count_meddled(f, &one, "UPDATE report SET state = 'removed' WHERE counts = 0", after),
            OK);
        removed = count_of(f, "SELECT count(*) FROM report WHERE state = 'removed'") == 1;
        assert_int_equal(counts(f, &one, schools[0]), !removed);
        meddled += removed;
    }
    assert_in_range(meddled, 2, MEDDLING_MOST - 1);
    person_done(&one);
}

/* Or taken back by its author in another session. */
static void a_report_taken_back_meanwhile_stays_away(void **state)
{
    struct forum *f = *state;
    struct member one;

    person_init(f, &one, 1, 1);
    posts(f, &one);
    f->now += 15 * DAY;
    for (int after = 0; after < MEDDLING_MOST; after++) {
        hand_in_at(f, &one, schools[0]);
        forum_sql(f, "UPDATE report SET state = 'accepted', counts = 0, until = NULL");
        assert_int_equal(count_meddled(f, &one, "DELETE FROM report", after), OK);
        forum_sql(f, "DELETE FROM report");
    }
    person_done(&one);
}

static void day_passes(struct forum *f, struct member *m)
{
    f->now += DAY;
    assert_int_equal(interview_tick(&m->v), OK);
    assert_int_equal(question_tick(&m->v), OK);
}

static struct question_page asked(struct forum *f, struct member *m, const char *school)
{
    const struct question_query query = {.school = school,
                                         .kind = QUESTION_ANY_KIND,
                                         .level = QUESTION_ANY_LEVEL,
                                         .text = school ? NULL : "juggle",
                                         .limit = 10};
    struct question_page page;

    assert_int_equal(question_list(&f->a, &m->v, &query, &page), OK);
    return page;
}

/* Reports of newcomers are a batch that comes out, and no statistics. */
static void newcomers_questions_are_not_counted(void **state)
{
    static const char sum[] = "SELECT ifnull(sum(reports), 0) FROM sighting WHERE cycle > 0";
    struct forum *f = *state;
    struct member people[4];
    struct question_page page;

    for (int i = 0; i < 4; i++) {
        person_init(f, &people[i], i, 40);
        hand_in_at(f, &people[i], schools[0]);
    }
    count_all(f);
    forum_sql(f, "UPDATE report SET counts = 0, form = replace(form, 'Why this school', 'Do you"
                 " juggle') WHERE id = (SELECT max(id) FROM report)");
    day_passes(f, &people[0]);
    page = asked(f, &people[0], schools[0]);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].text, "Why this school?");
    assert_int_equal(count_of(f, sum), 3);
    page = asked(f, &people[0], NULL);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].seen, SHOWN_FEW);
    assert_string_equal(question_seen_words(&f->a, &page.rows[0]), "in fewer than 5 reports");
    count_all(f); /* by now there is standing */
    day_passes(f, &people[0]);
    assert_int_equal(asked(f, &people[0], schools[0]).n, 2);
    assert_int_equal(count_of(f, sum), 4);
    for (int i = 0; i < 4; i++)
        person_done(&people[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(newcomers_questions_are_not_counted),
        FORUM_TEST(newcomers_report_counts_once_its_author_has_standing),
        FORUM_TEST(of_one_account_no_two_begin_to_count_on_one_day),
        FORUM_TEST(none_begins_to_count_beside_another_that_comes),
        FORUM_TEST(none_begins_to_count_where_a_form_was_saved),
        FORUM_TEST(a_report_removed_meanwhile_does_not_count),
        FORUM_TEST(a_report_taken_back_meanwhile_stays_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
