/* SPDX-License-Identifier: MIT
 *
 * school_rank.c -- schools in the order of what their pages show.
 */
#include "report_fixture.h"

#include <curbside/domain/figures.h>
#include <curbside/domain/school_rank.h>
#include <curbside/store/reports.h>

/* What a page shows of one question. */
struct answers {
    enum interview_field_id field;
    int n, median; /* -1: no quartiles */
    int cells[DISCLOSURE_CELLS];
};

static void page_put(struct forum *f, const char *school, const struct answers *answers, int n)
{
    AUTO_STR struct str page = STR_INIT;
    struct txn txn = TXN_NONE;
    struct figures figures;

    assert_int_equal(figures_parse("", &figures), OK);
    figures.page.n = answers[0].n > 0 ? answers[0].n : 50;
    for (int i = 0; i < n; i++) {
        struct shown_table *t = &figures.page.tables[figure_table_of(answers[i].field, -1)];

        t->n = answers[i].n;
        t->quartiles = answers[i].median >= 0;
        if (t->quartiles)
            t->q1 = t->median = t->q3 = answers[i].median;
        for (int k = 0; k < t->n_cells; k++)
            t->cells[k] = answers[i].cells[k] > 0 ? answers[i].cells[k] : SHOWN_FEW;
    }
    figures_format(&figures, &page);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(
        figures_set(
            f->db, &(struct figures_row){.school = school, .day = f->now, .page = str_cstr(&page)}),
        OK);
    assert_int_equal(txn_commit(&txn), OK);
}

/* The school at this place, and its figure; NULL: whatever it is. */
static void assert_place(struct forum *f, enum school_sort sort, bool reverse, int place,
                         const char *slug, const char *words)
{
    const struct school_query all = {0};
    struct ranked_page page;
    struct visit v = forum_visit(f);

    assert_int_equal(school_ranking(&f->a, &v, &all, sort, reverse, NULL, 3, &page), OK);
    assert_string_equal(page.rows[place].school.slug, slug);
    if (words)
        assert_string_equal(ranked_figure_words(&f->a, &page.rows[place], sort), words);
}

/* The first school, its figure, and the second. */
static void ranks(struct forum *f, enum school_sort sort, const char *first, const char *words,
                  const char *second)
{
    assert_place(f, sort, false, 0, first, words);
    assert_place(f, sort, false, 1, second, NULL);
}

static const struct answers five[] = {
    {FIELD_STRESS, 5, 2, {0}},
    {FIELD_RANK, 5, 9, {0}},
    {FIELD_IMPRESSION, 5, -1, {0, 0, 5}},
    {FIELD_FORMAT, 5, -1, {0, 0, 0, 5}},
};
static const struct answers twenty[] = {
    {FIELD_STRESS, 20, 3, {0}},
    {FIELD_RANK, 20, 8, {0}},
    {FIELD_IMPRESSION, 20, -1, {0, 10, 10}},
    {FIELD_FORMAT, 20, -1, {0, 5, 0, 15}},
};
static const struct answers hundred[] = {
    {FIELD_STRESS, 100, 3, {0}},
    {FIELD_RANK, 100, 8, {0}},
    {FIELD_IMPRESSION, 100, -1, {20, 30, 50}},
    {FIELD_FORMAT, 100, -1, {30, 0, 0, 70}},
};
static const struct answers poor[] = {
    {FIELD_STRESS, 100, 8, {0}},
    {FIELD_RANK, 100, 3, {0}},
    {FIELD_IMPRESSION, 100, -1, {80, 15, 5}},
    {FIELD_FORMAT, 100, -1, {40, 0, 0, 60}},
};

/* Of two medians that are the same, that of more people stands for more. */
static void fewer_answers_weigh_less(void **state)
{
    struct forum *f = *state;

    page_put(f, "yale", twenty, 4);
    page_put(f, "jefferson-kimmel", hundred, 4);
    page_put(f, "ucsf", poor, 4);
    ranks(f, SCHOOLS_BY_STRESS, "jefferson-kimmel", "stress 3", "yale");
    ranks(f, SCHOOLS_BY_RANK, "jefferson-kimmel", "ranked 8", "yale");
    ranks(f, SCHOOLS_BY_IMPRESSION, "jefferson-kimmel", "better 50%", "yale");
}

/* Of a school that has a page the order says why it has no figure: nothing at all looked as if
 * nobody had reported. */
static void a_figure_that_is_held_back_is_said_to_be(void **state)
{
    static const struct answers hidden[] = {
        {FIELD_STRESS, 30, -1, {0}},
        {FIELD_RANK, SHOWN_WITHHELD, -1, {0}},
        {FIELD_IMPRESSION, 30, -1, {0, 0, SHOWN_WITHHELD}},
        {FIELD_FORMAT, 30, -1, {SHOWN_WITHHELD}},
    };
    static const enum school_sort sorts[] = {SCHOOLS_BY_STRESS, SCHOOLS_BY_RANK,
                                             SCHOOLS_BY_IMPRESSION, SCHOOLS_BY_FORMAT};
    struct forum *f = *state;

    page_put(f, "jefferson-kimmel", hundred, 4);
    page_put(f, "yale", hidden, 4);
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        assert_place(f, sorts[i], false, 1, "yale", "not shown");
        assert_place(f, sorts[i], false, 2, "acom", "");
    }
    assert_place(f, SCHOOLS_BY_REPORTS, false, 1, "yale", "");
}

/* Five people who agree are no better than a hundred of whom most do, and no worse than those who
 * do not: they have no place, whichever way round the others are. */
static void too_few_answers_are_not_ranked(void **state)
{
    static const enum school_sort sorts[] = {SCHOOLS_BY_STRESS, SCHOOLS_BY_RANK,
                                             SCHOOLS_BY_IMPRESSION, SCHOOLS_BY_FORMAT};
    struct forum *f = *state;

    page_put(f, "yale", five, 4);
    page_put(f, "jefferson-kimmel", hundred, 4);
    page_put(f, "ucsf", poor, 4);
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        ranks(f, sorts[i], "jefferson-kimmel", NULL, "ucsf");
        assert_place(f, sorts[i], false, 2, "yale", "too few to rank");
        assert_place(f, sorts[i], true, 0, "ucsf", NULL);
        assert_place(f, sorts[i], true, 1, "jefferson-kimmel", NULL);
        assert_place(f, sorts[i], true, 2, "yale", "too few to rank");
    }
    assert_place(f, SCHOOLS_BY_REPORTS, true, 0, "yale", NULL);
}

/* "About 20 better" of twenty that are shown: others may have said worse. */
static void hidden_answers_are_not_taken_for_none(void **state)
{
    static const struct answers few[] = {
        {FIELD_IMPRESSION, 20, -1, {0, 0, 20}},
        {FIELD_FORMAT, 20, -1, {0, 0, 0, 20}},
    };
    static const struct answers some[] = {
        {FIELD_IMPRESSION, 35, -1, {0, 5, 30}},
        {FIELD_FORMAT, 35, -1, {0, 0, 0, 30}},
    };
    static const struct answers hidden[] = {
        {FIELD_IMPRESSION, SHOWN_WITHHELD, -1, {0, 0, 40}},
        {FIELD_FORMAT, SHOWN_WITHHELD, -1, {0, 0, 0, 40}},
    };
    struct forum *f = *state;

    page_put(f, "yale", few, 2);
    page_put(f, "jefferson-kimmel", some, 2);
    page_put(f, "ucsf", hidden, 2);
    ranks(f, SCHOOLS_BY_IMPRESSION, "jefferson-kimmel", "about 30 better", "yale");
    ranks(f, SCHOOLS_BY_FORMAT, "jefferson-kimmel", "about 30 mmi", "yale");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(fewer_answers_weigh_less),
        FORUM_TEST(a_figure_that_is_held_back_is_said_to_be),
        FORUM_TEST(too_few_answers_are_not_ranked),
        FORUM_TEST(hidden_answers_are_not_taken_for_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
