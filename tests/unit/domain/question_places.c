/* SPDX-License-Identifier: MIT
 *
 * question_places.c -- at which schools a question was asked, in an order that tells no more than
 * the counts beside them.
 */
#include "report_fixture.h"

#include <curbside/domain/questions.h>
#include <curbside/store/questions.h>

/* Where a question was asked stands by what is shown of it, and of as many by the cycle. */
static void schools_of_a_question_stand_by_what_is_shown(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct txn txn = TXN_NONE;
    struct question_query query = {
        .kind = QUESTION_ANY_KIND, .level = QUESTION_ANY_LEVEL, .limit = 1};
    struct question_page bank;
    struct question_place *places;
    struct school_list all;
    int n;

    v.pepper = &pepper;
    assert_int_equal(question_tick(&v), OK); /* puts the starters */
    assert_int_equal(question_list(&f->a, &v, &query, &bank), OK);
    assert_int_equal(bank.n, 1);
    assert_int_equal(school_all(&f->a, &all), OK);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    for (int i = 0; i < 30; i++)
        assert_int_equal(
            sightings_set(f->db, all.rows[i].slug,
                          &(struct sighting_row){bank.rows[0].id, 2020 + i % 5, 5 + i}),
            OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(question_places(&f->a, &v, bank.rows[0].id, 30, &places, &n), OK);
    assert_int_equal(n, 30);
    for (int i = 1; i < n; i++) {
        assert_true(places[i - 1].seen >= places[i].seen);
        if (places[i - 1].seen > places[i].seen)
            continue;
        assert_true(places[i - 1].last_cycle >= places[i].last_cycle);
        if (places[i - 1].last_cycle == places[i].last_cycle)
            assert_true(strcmp(places[i - 1].school, places[i].school) < 0);
    }
}

/* Of 40 schools with about as many reports each, those that are shown are the first of all by what
 * is shown, and not those with the most reports. */
static void schools_that_are_shown_are_the_first_of_all(void **state)
{
    enum {
        SCHOOLS = 40,
        SHOWN = 10
    };
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct txn txn = TXN_NONE;
    struct question_query query = {
        .kind = QUESTION_ANY_KIND, .level = QUESTION_ANY_LEVEL, .limit = 1};
    struct question_place *all, *first;
    struct question_page bank;
    struct school_list list;
    int n;

    v.pepper = &pepper;
    assert_int_equal(question_tick(&v), OK); /* puts the starters */
    assert_int_equal(question_list(&f->a, &v, &query, &bank), OK);
    assert_int_equal(school_all(&f->a, &list), OK);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    for (int i = 0; i < SCHOOLS; i++)
        assert_int_equal(sightings_set(f->db, list.rows[i].slug,
                                       &(struct sighting_row){bank.rows[0].id, 2025, 11 + i % 8}),
                         OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(question_places(&f->a, &v, bank.rows[0].id, SCHOOLS, &all, &n), OK);
    assert_int_equal(n, SCHOOLS);
    assert_int_equal(question_places(&f->a, &v, bank.rows[0].id, SHOWN, &first, &n), OK);
    assert_int_equal(n, SHOWN);
    for (int i = 0; i < n; i++)
        assert_string_equal(first[i].slug, all[i].slug);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(schools_of_a_question_stand_by_what_is_shown),
        FORUM_TEST(schools_that_are_shown_are_the_first_of_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
