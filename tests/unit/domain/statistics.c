/* SPDX-License-Identifier: MIT
 *
 * statistics.c -- the formulas against values worked out elsewhere.
 */
#include "unit.h"

#include <math.h>

#include <curbside/domain/statistics.h>

static void assert_near(double is, double should, double by)
{
    if (fabs(is - should) > by)
        fail_msg("%f is not %f", is, should);
}

static void lower_end_of_wilsons_interval_has_the_known_values(void **state)
{
    static const struct {
        int yes, n;
        double lower;
    } known[] = {{1, 1, .207},   {3, 3, .438},   {4, 5, .376},   {5, 5, .566}, {9, 10, .596},
                 {10, 10, .722}, {18, 20, .699}, {45, 50, .786}, {0, 0, 0},    {0, 7, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        assert_near(wilson_lower(known[i].yes, known[i].n), known[i].lower, .0005);
}

static void one_vote_moves_a_mean_by_a_sixth(void **state)
{
    (void)state;
    assert_near(bayesian_mean(0, 0, 3.5), 3.5, 1e-9);
    assert_near(bayesian_mean(5, 1, 3.5), 3.75, 1e-9);
    assert_near(bayesian_mean(450, 100, 3.5), 4.452, .001);
}

static void values_far_from_the_median_are_outliers_from_eight_on(void **state)
{
    static const double minutes[] = {90, 95, 100, 100, 105, 110, 95, 900};
    static const double same[] = {60, 60, 60, 60, 60, 60, 60, 600};
    bool out[8];

    (void)state;
    assert_int_equal(outliers_mark(minutes, 8, out), 1);
    assert_true(out[7]);
    assert_false(out[0]);
    assert_int_equal(outliers_mark(minutes, 7, out), 0);
    assert_int_equal(outliers_mark(same, 8, out), 0); /* MAD 0: nobody is one */
    assert_int_equal(outliers_mark(NULL, 0, out), 0);
}

static void quartiles_are_answers_somebody_gave(void **state)
{
    static const int cells[] = {1, 0, 2, 1};

    (void)state;
    assert_int_equal(quartile(cells, 4, 1), 0);
    assert_int_equal(quartile(cells, 4, 2), 2);
    assert_int_equal(quartile(cells, 4, 3), 2);
    assert_int_equal(quartile((const int[]){0, 0, 5}, 3, 1), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lower_end_of_wilsons_interval_has_the_known_values),
        cmocka_unit_test(one_vote_moves_a_mean_by_a_sixth),
        cmocka_unit_test(values_far_from_the_median_are_outliers_from_eight_on),
        cmocka_unit_test(quartiles_are_answers_somebody_gave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
