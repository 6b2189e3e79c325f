/* SPDX-License-Identifier: MIT
 *
 * practice.c -- which questions come next, and a history that only its owner has.
 */
#include "report_fixture.h"

#include <curbside/domain/practice.h>
#include <curbside/domain/questions.h>

static const char school[] = "jefferson-kimmel";

static void seed(struct forum *f)
{
    struct visit v = forum_visit(f);

    assert_int_equal(question_seed(&v), OK);
}

static struct practice_query any(enum practice_mode mode, int n)
{
    return (struct practice_query){
        .mode = mode, .kind = QUESTION_ANY_KIND, .level = QUESTION_MEDICAL_SCHOOL, .n = n};
}

static void keep(struct member *m, question_id id, int rating)
{
    struct practice_attempt attempt = {.question = id, .mode = PRACTICE_MMI, .seconds = 123};

    for (int r = 0; r < PRACTICE_RATINGS; r++)
        attempt.ratings[r] = rating;
    assert_int_equal(practice_keep(&m->v, &attempt), OK);
}

static void a_mode_has_its_own_kinds_and_none_that_takes_two(void **state)
{
    struct forum *f = *state;
    struct question_page page;
    int own;
    struct practice_query query = any(PRACTICE_MMI, 100);
    struct member m;

    seed(f);
    member_init(f, &m, "calm-wim", ROLE_MEMBER);
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), OK);
    assert_in_range(page.n, 20, 99);
    for (int i = 0; i < page.n; i++) {
        assert_true(page.rows[i].solo);
        assert_false(page.rows[i].improper);
        assert_true(page.rows[i].kind != QUESTION_TRADITIONAL);
        assert_int_equal(page.rows[i].level, QUESTION_MEDICAL_SCHOOL);
    }
    query = any(PRACTICE_TRADITIONAL, 200);
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), OK);
    for (int i = 0; i < page.n; i++)
        assert_true(page.rows[i].kind != QUESTION_MMI && page.rows[i].kind != QUESTION_TO_ASK);
    query.kind = QUESTION_TO_ASK;
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), OK);
    assert_int_equal(page.n, 4);
    query.school = "hogwarts";
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), E_NOTFOUND);
    member_done(&m);
}

static void unseen_questions_come_first_and_then_the_weak_ones(void **state)
{
    struct forum *f = *state;
    int own;
    struct practice_query query = any(PRACTICE_MMI, 5);
    struct question_page all, page;
    struct member m;

    seed(f);
    member_init(f, &m, "calm-wim", ROLE_MEMBER);
    query.n = 200;
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &all, &own), OK);
    for (int i = 0; i + 2 < all.n; i++)
        keep(&m, all.rows[i].id, i == 7 ? 1 : 4);
    query.n = 3;
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), OK);
    assert_int_equal(page.n, 3);
    for (int i = 0; i < 2; i++)
        assert_true(page.rows[i].id.v == all.rows[all.n - 1].id.v ||
                    page.rows[i].id.v == all.rows[all.n - 2].id.v);
    assert_int_equal(page.rows[2].id.v, all.rows[7].id.v);
    member_done(&m);
}

static bool shares_a_tag(const char *tags, const char *others)
{
    for (size_t n; *tags; tags += n + (tags[n] == ' ')) {
        char tag[64];

        n = strcspn(tags, " ");
        snprintf(tag, sizeof tag, "%.*s", (int)n, tags);
        if (strstr(others, tag))
            return true;
    }
    return false;
}

static void questions_with_weak_tags_come_before_other_unseen_ones(void **state)
{
    struct forum *f = *state;
    int own;
    struct practice_query query = any(PRACTICE_MMI, 200);
    struct question_page all, page;
    struct str weak = STR_INIT;
    struct member m;
    int kept = 0;

    seed(f);
    member_init(f, &m, "calm-wim", ROLE_MEMBER);
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &all, &own), OK);
    for (int i = 0; i < all.n && kept < 2; i++)
        if (strcmp(all.rows[i].tags, "end-of-life") == 0 ||
            strstr(all.rows[i].tags, "confidentiality")) {
            keep(&m, all.rows[i].id, 1);
            str_printf(&weak, "%s ", all.rows[i].tags);
            kept++;
        }
    assert_int_equal(kept, 2);
    query.n = 1;
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &page, &own), OK);
    assert_true(shares_a_tag(page.rows[0].tags, str_cstr(&weak)));
    str_done(&weak);
    member_done(&m);
}

static void questions_of_the_school_come_first(void **state)
{
    struct forum *f = *state;
    int own;
    struct practice_query query = any(PRACTICE_MMI, 6);
    struct question_page page;
    struct member people[3];

    seed(f);
    for (int i = 0; i < 3; i++) {
        struct interview_form form;
        struct interview_fault fault;
        report_id id;

        person_init(f, &people[i], i, 40);
        fill(&f->a, &form, 5);
        form.questions[0] =
            "Who of these five patients on the list gets the one kidney that there is?";
        form.n_questions = 1;
        assert_int_equal(report_add(&people[i].v, school, &form, OVERRIDE_NONE, &fault, &id), OK);
    }
    count_all(f);
    f->now += DAY;
    assert_int_equal(interview_tick(&people[0].v), OK);
    assert_int_equal(question_tick(&people[0].v), OK);
    query.school = school;
    assert_int_equal(practice_choose(&f->a, &people[0].v, &query, &page, &own), OK);
    assert_int_equal(page.n, 6);
    assert_int_equal(own, 1);
    assert_string_equal(
        page.rows[0].text,
        "Who of these five patients on the list gets the one kidney that there is?");
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void history_is_listed_newest_first_and_forgotten(void **state)
{
    struct forum *f = *state;
    int own;
    struct practice_query query = any(PRACTICE_MMI, 5);
    struct question_page all;
    struct practice_page page;
    struct practice_progress progress;
    struct member m;
    struct visit guest = forum_visit(f);

    seed(f);
    member_init(f, &m, "calm-wim", ROLE_MEMBER);
    assert_int_equal(practice_choose(&f->a, &m.v, &query, &all, &own), OK);
    for (int i = 0; i < 5; i++, f->now += DAY)
        keep(&m, all.rows[i].id, i < 4 ? i + 1 : 4);
    assert_int_equal(practice_list(&f->a, &m.v, NULL, 3, &page), OK);
    assert_int_equal(page.n, 3);
    assert_int_equal(page.rows[0].question.v, all.rows[4].id.v);
    assert_string_equal(page.rows[0].text, all.rows[4].text);
    assert_int_equal(page.rows[0].seconds, 123);
    assert_int_equal(practice_list(&f->a, &m.v, page.next, 3, &page), OK);
    assert_int_equal(page.n, 2);
    assert_null(page.next);
    assert_int_equal(practice_list(&f->a, &m.v, "x", 3, &page), E_CURSOR_INVALID);
    assert_int_equal(practice_progress(&f->a, &m.v, &progress), OK);
    assert_int_equal(progress.answers, 5);
    assert_int_equal(progress.questions, 5);
    assert_int_equal(progress.ratings[RATING_EMPATHY].first, 10);
    assert_int_equal(progress.ratings[RATING_EMPATHY].last, 40);
    assert_int_equal(progress.weeks[PROGRESS_WEEKS - 1], 5);
    assert_int_equal(practice_keep(&guest, &page.rows[0]), E_GUEST);
    assert_int_equal(practice_list(&f->a, &guest, NULL, 3, &page), E_GUEST);
    assert_int_equal(practice_progress(&f->a, &guest, &progress), E_GUEST);
    assert_int_equal(practice_forget(&m.v), OK);
    assert_int_equal(practice_list(&f->a, &m.v, NULL, 3, &page), OK);
    assert_int_equal(page.n, 0);
    member_done(&m);
}

/* ---- in the record ---- */

static void attempt_add(struct state *s, uint32_t question)
{
    const struct state_attempt attempt = {.question = question,
                                          .day = 20700,
                                          .seconds = 99,
                                          .mode = 1,
                                          .typed = true,
                                          .ratings = {1, 0, 4, 2, 3}};

    assert_int_equal(state_attempt_add(s, &attempt), OK);
}

static void history_survives_the_record_and_two_sessions_merge(void **state)
{
    struct state *one = state_new(T0), *two = state_new(T0);
    struct str bytes = STR_INIT;
    const struct state_attempt *rows;
    size_t n;

    (void)state;
    attempt_add(one, 7);
    attempt_add(one, 8);
    assert_int_equal(state_format(one, &bytes), OK);
    assert_int_equal(state_parse(two, (const uint8_t *)bytes.s, bytes.n), OK);
    assert_int_equal(state_parse(two, (const uint8_t *)bytes.s, bytes.n), OK);
    rows = state_attempts(two, &n);
    assert_int_equal(n, 2);
    assert_int_equal(rows[1].question, 8);
    assert_int_equal(rows[1].ratings[2], 4);
    assert_int_equal(rows[1].ratings[1], 0);
    assert_true(rows[1].typed);
    attempt_add(two, 9);
    attempt_add(one, 10); /* in the same place as 9 */
    str_clear(&bytes);
    assert_int_equal(state_format(one, &bytes), OK);
    assert_int_equal(state_parse(two, (const uint8_t *)bytes.s, bytes.n), OK);
    state_attempts(two, &n);
    assert_int_equal(n, 4);
    state_attempts_forget(two);
    assert_int_equal(state_parse(two, (const uint8_t *)bytes.s, bytes.n), OK);
    state_attempts(two, &n);
    assert_int_equal(n, 0); /* what was forgotten does not come back */
    str_done(&bytes);
    state_free(one);
    state_free(two);
}

static void the_oldest_makes_room(void **state)
{
    struct state *s = state_new(T0);
    const struct state_attempt *rows;
    size_t n;

    (void)state;
    for (uint32_t i = 1; i <= STATE_ATTEMPTS + 20; i++)
        attempt_add(s, i);
    rows = state_attempts(s, &n);
    assert_int_equal(n, STATE_ATTEMPTS);
    assert_int_equal(rows[0].question, 21);
    assert_int_equal(rows[n - 1].question, STATE_ATTEMPTS + 20);
    state_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(a_mode_has_its_own_kinds_and_none_that_takes_two),
        FORUM_TEST(unseen_questions_come_first_and_then_the_weak_ones),
        FORUM_TEST(questions_with_weak_tags_come_before_other_unseen_ones),
        FORUM_TEST(questions_of_the_school_come_first),
        FORUM_TEST(history_is_listed_newest_first_and_forgotten),
        cmocka_unit_test(history_survives_the_record_and_two_sessions_merge),
        cmocka_unit_test(the_oldest_makes_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
