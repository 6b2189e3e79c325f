/* SPDX-License-Identifier: MIT
 *
 * figures.c -- from filled forms to a page, and the page's written form.
 */
#include "unit.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <curbside/domain/figures.h>
#include <curbside/domain/interview_words.h>
#include <curbside/domain/school_trend.h>

static const struct key key = {{3}};
static const struct disclosure_rules rules = {.minimum = 5, .key = &key};

static void form_fill(struct interview_form *f, int stress, int format)
{
    interview_form_init(f);
    f->values[FIELD_CYCLE] = 2026;
    f->values[FIELD_MONTH] = 12 * 2026 + 9;
    f->values[FIELD_MODALITY] = 1;
    f->values[FIELD_FORMAT] = format;
    f->values[FIELD_STRESS] = stress;
    f->values[FIELD_IMPRESSION] = 1;
}

/* Thirty people: stress 4 to 6, most of them at an MMI. */
static struct figure_count *thirty(void)
{
    struct figure_count *c;

    assert_int_equal(figure_count_new(&c), OK);
    for (int i = 0; i < 30; i++) {
        struct interview_form f;

        form_fill(&f, 4 + i % 3, i % 5 == 0 ? 0 : 3);
        if (i < 20)
            f.values[FIELD_MINUTES] = i == 0 ? 600 : 90 + i % 5;
        if (i < 8)
            f.values[FIELD_ASKED_ABOUT] = 1 << 0 | 1 << 2;
        assert_int_equal(figure_count_add(c, &f), OK);
    }
    return c;
}

/* The page of one group, and no other. */
static void show(struct figure_count *c, struct figures *ret)
{
    const struct figure_group group = {1, c};
    const struct figure_page page = {.name = "jefferson-kimmel/2026", .figures = ret};

    assert_int_equal(figures_show(&rules, &group, 1, &page, 1), OK);
    assert_true(ret->page.n > 0);
}

static void page_says_what_thirty_people_answered(void **state)
{
    struct figure_count *c = thirty();
    struct figures f;
    int stress = figure_table_of(FIELD_STRESS, -1), format = figure_table_of(FIELD_FORMAT, -1);
    int month = figure_table_of(FIELD_MONTH, -1), tour = figure_table_of(FIELD_TOUR, -1);
    int marital = figure_table_of(FIELD_ASKED_ABOUT, 0),
        age = figure_table_of(FIELD_ASKED_ABOUT, 3);

    (void)state;
    show(c, &f);
    assert_int_equal(f.page.n, 30);
    assert_true(f.page.tables[stress].quartiles);
    assert_int_equal(f.page.tables[stress].median, 5);
    assert_string_equal(figure_cell_name(stress, 5), "5");
    assert_int_equal(f.page.tables[stress].cells[5], 10);
    assert_int_equal(f.page.tables[stress].cells[0], SHOWN_FEW);
    assert_true(f.page.tables[format].cells[3] >= 20);
    assert_string_equal(figure_cell_name(format, 3), "mmi");
    assert_int_equal(f.page.tables[month].cells[3], 30);
    assert_string_equal(figure_cell_name(month, 3), "Oct");
    assert_int_equal(f.page.tables[tour].n, SHOWN_FEW);
    assert_true(f.page.tables[marital].cells[0] >= 5);
    assert_int_equal(f.page.tables[age].cells[0], SHOWN_FEW);
    assert_int_equal(figures_newest_month(&f, 2026), 12 * 2026 + 9);
    assert_int_equal(figures_newest_month(&f, 0), 0);
    /* 600 minutes are an outlier, the rest says 90. */
    assert_int_equal(f.numbers[figure_number_of(FIELD_MINUTES)].median, 90);
    assert_int_equal(f.numbers[figure_number_of(FIELD_STATIONS)].n, SHOWN_FEW);
    figure_count_free(c);
}

/* Four interviewed in January: too few to be shown, so too few to be the newest. */
static void month_that_is_not_shown_is_not_the_newest(void **state)
{
    struct figure_count *c = thirty();
    struct interview_form form;
    struct figures f;
    int month = figure_table_of(FIELD_MONTH, -1);

    (void)state;
    form_fill(&form, 5, 3);
    form.values[FIELD_MONTH] = 12 * 2027;
    for (int i = 0; i < 4; i++)
        assert_int_equal(figure_count_add(c, &form), OK);
    show(c, &f);
    assert_int_equal(f.page.tables[month].cells[6], SHOWN_FEW);
    assert_int_equal(figures_newest_month(&f, 2026), 12 * 2026 + 9);
    assert_int_equal(figure_count_add(c, &form), OK);
    show(c, &f);
    assert_int_equal(figures_newest_month(&f, 2026), 12 * 2027);
    assert_int_equal(figures_parse("n 30\nnewest 24324\n", &f), OK);
    assert_int_equal(figures_newest_month(&f, 2026), 0);
    figure_count_free(c);
}

/* Where no month is told, the cycle alone. */
static void summary_tells_the_month_or_else_the_cycle(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_figures page = {.day = 86400, .cycle = 2026, .newest_month = 12 * 2026 + 9};

    (void)state;
    page.figures.page.n = 30;
    assert_string_equal(figure_summary_words(&a, &page), "about 30 reports, newest October 2026");
    page.newest_month = 0;
    assert_string_equal(figure_summary_words(&a, &page), "about 30 reports, newest of 2026-27");
    page.cycle = 0;
    assert_string_equal(figure_summary_words(&a, &page), "about 30 reports");
    page.cycles = (int[]){2026};
    page.n_cycles = 1;
    assert_string_equal(figure_summary_words(&a, &page), "about 30 reports, newest of 2026-27");
}

static void written_page_reads_as_it_was(void **state)
{
    AUTO_STR struct str once = STR_INIT, twice = STR_INIT;
    struct figure_count *c = thirty();
    struct figures f, again;

    (void)state;
    show(c, &f);
    figures_format(&f, &once);
    assert_int_equal(figures_parse(str_cstr(&once), &again), OK);
    figures_format(&again, &twice);
    assert_string_equal(str_cstr(&once), str_cstr(&twice));
    assert_memory_equal(&f, &again, sizeof f);
    figure_count_free(c);
}

/* What is not asked for is not shown; the rest is as of the whole page. */
static void some_of_a_page_is_read_alone(void **state)
{
    AUTO_STR struct str written = STR_INIT;
    struct figure_count *c = thirty();
    struct figures f, some;
    int stress = figure_table_of(FIELD_STRESS, -1), format = figure_table_of(FIELD_FORMAT, -1);

    (void)state;
    show(c, &f);
    figures_format(&f, &written);
    assert_int_equal(figures_parse_some(str_cstr(&written), FIGURES_OF(FIELD_FORMAT), &some), OK);
    assert_int_equal(some.page.n, f.page.n);
    assert_memory_equal(&some.page.tables[format], &f.page.tables[format],
                        sizeof some.page.tables[format]);
    assert_int_equal(some.page.tables[stress].n, SHOWN_WITHHELD);
    assert_int_equal(some.page.tables[stress].cells[5], SHOWN_WITHHELD);
    figure_count_free(c);
}

static void damaged_page_is_none_and_unknown_tables_are_skipped(void **state)
{
    struct figures f;

    (void)state;
    assert_int_equal(figures_parse("n 30\nshoe_size 30 - - - 5 25\n", &f), OK);
    assert_int_equal(f.page.n, 30);
    assert_int_equal(f.page.tables[figure_table_of(FIELD_STRESS, -1)].n, SHOWN_WITHHELD);
    assert_int_equal(figures_parse("n thirty\n", &f), E_CORRUPT);
    assert_int_equal(f.page.n, 0);
    assert_int_equal(figures_parse("stress 30 4 5 6 1 2 3\n", &f), E_CORRUPT);
    assert_int_equal(figures_parse("impression 30 9 9 9 5 5 20\n", &f), E_CORRUPT);
    assert_int_equal(figures_parse("", &f), OK);
}

/* Each counted question has a table on every page, once. */
static void tables_have_names_of_their_own(void **state)
{
    int n;
    const struct figure_table *t = figure_tables(&n);

    (void)state;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(t[i].name, t[k].name);
    assert_int_equal(figure_table_of(FIELD_COMMENTS, -1), -1);
    assert_int_equal(figure_table_of(FIELD_MINUTES, -1), -1);
}

/* Of nine people five said better, one the same, three worse: "better 100%" would be a lie. */
static void answers_that_are_hidden_leave_no_share_of_the_others(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c;
    struct figure_lines lines;
    struct figures f;

    (void)state;
    assert_int_equal(figure_count_new(&c), OK);
    for (int i = 0; i < 9; i++) {
        struct interview_form form;

        form_fill(&form, 5, 3);
        form.values[FIELD_IMPRESSION] = i < 5 ? 1 : i == 5 ? 0 : -1;
        assert_int_equal(figure_count_add(c, &form), OK);
    }
    show(c, &f);
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    for (int i = 0; i < lines.n; i++) {
        assert_null(strchr(lines.rows[i].words, '%'));
        if (lines.rows[i].field == FIELD_IMPRESSION)
            assert_string_equal(lines.rows[i].words, "about 5 better, others <5");
    }
    figure_count_free(c);
}

static const struct figure_line *line_of(const struct figure_lines *lines,
                                         enum interview_field_id field)
{
    for (int i = 0; i < lines->n; i++)
        if (lines->rows[i].field == field)
            return &lines->rows[i];
    fail_msg("there is no such line");
    return NULL;
}

/* A row of lowest bars would say that all answers are as rare; what few were asked takes no room.
 */
static void line_shows_what_is_shown_and_says_that_there_is_more(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c = thirty();
    struct figure_lines lines;
    struct figures f;
    struct shown_table *stress = &f.page.tables[figure_table_of(FIELD_STRESS, -1)];
    const char *asked;

    (void)state;
    show(c, &f);
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    asked = line_of(&lines, FIELD_ASKED_ABOUT)->words;
    assert_int_equal(strncmp(asked, "marital about ", 14), 0);
    assert_non_null(strstr(asked, ", religion about "));
    assert_null(strstr(asked, "children"));
    assert_string_equal(asked + strlen(asked) - 11, ", others <5");
    assert_string_equal(line_of(&lines, FIELD_MINUTES)->words, "about 90 min, of about 20");
    assert_non_null(line_of(&lines, FIELD_STRESS)->plot);
    for (int i = 0; i < stress->n_cells; i++)
        stress->cells[i] = SHOWN_WITHHELD;
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_null(line_of(&lines, FIELD_STRESS)->plot);
    assert_string_equal(line_of(&lines, FIELD_STRESS)->words, "median 5 (4-6)");
    stress->cells[5] = 20; /* one is shown: the others are no lowest bars */
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_string_equal(line_of(&lines, FIELD_STRESS)->plot, "·····▇·····");
    assert_string_equal(line_of(&lines, FIELD_STRESS)->bars, "5: about 20, others held back");
    stress->quartiles = false; /* beside bars that are shown it is not all that is held back */
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_string_equal(line_of(&lines, FIELD_STRESS)->words, "median held back");
    assert_string_equal(line_of(&lines, FIELD_STRESS)->plot, "·····▇·····");
    stress->cells[5] = SHOWN_WITHHELD;
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_non_null(strstr(line_of(&lines, FIELD_STRESS)->words, "held back"));
    for (int i = 0; i < stress->n_cells; i++)
        stress->cells[i] =
            SHOWN_FEW; /* that many answered is shown, so it is not for their number */
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_non_null(strstr(line_of(&lines, FIELD_STRESS)->words, "held back"));
    f.numbers[figure_number_of(FIELD_MINUTES)].n = SHOWN_WITHHELD;
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_non_null(strstr(line_of(&lines, FIELD_MINUTES)->words, "held back"));
    figure_count_free(c);
}

/* Months are drawn from the first that is shown to the last, with a neighbor on each side, and
 * their names say which; fourteen of them would be a row of lowest bars. */
static void months_are_drawn_where_anybody_came(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c = thirty();
    struct figure_lines lines;
    struct figures f;
    const struct figure_line *line;
    struct shown_table *months = &f.page.tables[figure_table_of(FIELD_MONTH, -1)];

    (void)state;
    show(c, &f);
    assert_int_equal(figure_lines(&a, &f, false, &lines), OK);
    line = line_of(&lines, FIELD_MONTH);
    assert_string_equal(line->low, "Sep");
    assert_string_equal(line->high, "Nov");
    assert_string_equal(line->plot, "▁▇▁");
    months->cells[0] = months->cells[13] = 10; /* from the first one to the last */
    assert_int_equal(figure_lines(&a, &f, false, &lines), OK);
    line = line_of(&lines, FIELD_MONTH);
    assert_string_equal(line->low, "Jul");
    assert_string_equal(line->high, "Aug");
    assert_int_equal(strlen(line->plot), 14 * strlen("▁"));
    for (int i = 0; i < months->n_cells; i++)
        months->cells[i] = i == 12 ? 10 : SHOWN_WITHHELD; /* July of the year after */
    assert_int_equal(figure_lines(&a, &f, false, &lines), OK);
    line = line_of(&lines, FIELD_MONTH);
    assert_string_equal(line->low, "Jun");
    assert_string_equal(line->high, "Aug");
    assert_string_equal(line->plot, "·▇·");
    figure_count_free(c);
}

/* No bar fills its cell: with one in the row below it would be one block. The higher of two counts
 * is never drawn lower, and the bars of the middle half are those of the quartiles. */
static void bars_leave_room_above_and_say_where_the_middle_half_is(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c = thirty();
    struct figure_lines lines;
    struct figures f;
    const struct figure_line *line;
    struct shown_table *stress = &f.page.tables[figure_table_of(FIELD_STRESS, -1)];

    (void)state;
    show(c, &f);
    for (int i = 0; i < stress->n_cells; i++)
        stress->cells[i] = i == 0 ? SHOWN_FEW : 10 * i;
    stress->q1 = 3;
    stress->q3 = 7;
    assert_int_equal(figure_lines(&a, &f, false, &lines), OK);
    line = line_of(&lines, FIELD_STRESS);
    assert_string_equal(line->plot, "▁▂▂▃▃▄▅▅▆▆▇");
    assert_int_equal(line->half_from, 3);
    assert_int_equal(line->half_to, 8);
    stress->quartiles = false;
    assert_int_equal(figure_lines(&a, &f, false, &lines), OK);
    assert_int_equal(line_of(&lines, FIELD_STRESS)->half_to, 0);
    assert_string_equal(figure_bars(&a, (int[]){0, 1, 10, 20, 30, 40}, 6, 40), " ▁▂▄▅▇");
    assert_string_equal(figure_bars(&a, (int[]){INT_MAX / 2 + 1, INT_MAX}, 2, INT_MAX), "▄▇");
    figure_count_free(c);
}

/* Where fewer answered than the page is of, the line says of how many: of outcomes and of several
 * answers as of all others. */
static void line_says_of_how_many_who_answered(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c;
    struct figure_lines lines;
    struct figures f;

    (void)state;
    assert_int_equal(figure_count_new(&c), OK);
    for (int i = 0; i < 60; i++) {
        struct interview_form form;

        form_fill(&form, 5, 3);
        if (i < 20) {
            form.values[FIELD_OUTCOME] = i % 2;
            form.values[FIELD_ROLES] = 1 << (i % 2);
        }
        if (i < 30)
            form.values[FIELD_ASKED_ABOUT] = 1;
        assert_int_equal(figure_count_add(c, &form), OK);
    }
    show(c, &f);
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_string_equal(line_of(&lines, FIELD_OUTCOME)->words,
                        "about 10 pending, 10 accepted, others <5, of about 20");
    assert_string_equal(line_of(&lines, FIELD_ROLES)->words,
                        "faculty about 10, student about 10, others <5, of about 20");
    assert_string_equal(line_of(&lines, FIELD_ASKED_ABOUT)->words, "marital about 30, others <5");
    figure_count_free(c);
}

/* A band is a number, and so is how many are in it. */
static void bands_and_counts_are_told_apart(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct figure_count *c = thirty();
    struct figure_lines lines;
    struct figures f;
    struct shown_table *cost = &f.page.tables[figure_table_of(FIELD_COST, -1)];

    (void)state;
    show(c, &f);
    cost->n = 30;
    for (int i = 0; i < cost->n_cells; i++)
        cost->cells[i] = SHOWN_FEW;
    cost->cells[0] = 15;
    cost->cells[2] = 10;
    assert_int_equal(figure_lines(&a, &f, true, &lines), OK);
    assert_string_equal(line_of(&lines, FIELD_COST)->words, "0: about 15, 100-499: 10, others <5");
    figure_count_free(c);
}

/* How many told their minutes is rounded once more only where it is another number. */
static void numbers_that_all_told_are_of_as_many_as_the_page(void **state)
{
    char name[32];

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct figure_count *c;
        struct figures f;
        struct figure_group group = {.pages = 1};
        struct figure_page page = {.name = name, .figures = &f};

        snprintf(name, sizeof name, "school-%d/0", i);
        assert_int_equal(figure_count_new(&c), OK);
        for (int k = 0; k < 23; k++) {
            struct interview_form form;

            form_fill(&form, k % 11, 3);
            form.values[FIELD_MINUTES] = 60;
            assert_int_equal(figure_count_add(c, &form), OK);
        }
        group.count = c;
        assert_int_equal(figures_show(&rules, &group, 1, &page, 1), OK);
        assert_int_equal(f.numbers[figure_number_of(FIELD_MINUTES)].n, f.page.n);
        figure_count_free(c);
    }
}

/* Six of one cycle and three of another: their median beside that of all would tell of the three.
 */
static void medians_split_no_few(void **state)
{
    struct figure_count *c[2];
    struct figures shown[2];
    int at = figure_number_of(FIELD_INTERVIEWERS);

    (void)state;
    for (int told = 3; told <= 12; told += 3) {
        struct figure_group groups[2];
        const struct figure_page pages[] = {{.name = "mayo/0", .figures = &shown[0]},
                                            {.name = "mayo/2026", .figures = &shown[1]}};

        for (int g = 0; g < 2; g++) {
            assert_int_equal(figure_count_new(&c[g]), OK);
            for (int i = 0; i < 12; i++) {
                struct interview_form form;

                form_fill(&form, i % 11, 3);
                form.values[FIELD_INTERVIEWERS] = i < (g ? told : 2 * told) ? 2 : INTERVIEW_NONE;
                assert_int_equal(figure_count_add(c[g], &form), OK);
            }
        }
        groups[0] = (struct figure_group){1 | 2, c[0]};
        groups[1] = (struct figure_group){1, c[1]};
        assert_int_equal(figures_show(&rules, groups, 2, pages, 2), OK);
        assert_true(shown[0].numbers[at].n > 0);
        assert_int_equal(shown[1].numbers[at].n > 0, told >= 6);
        figure_count_free(c[0]);
        figure_count_free(c[1]);
    }
}

/* Of stations every answer counts, of minutes not the one who was there for ten hours. */
static void outliers_are_left_out_of_minutes_alone(void **state)
{
    static const int32_t stations[] = {6, 6, 6, 6, 7, 20, 20, 20, 20};
    struct figure_count *c;
    struct figures f;

    (void)state;
    assert_int_equal(figure_count_new(&c), OK);
    for (int i = 0; i < 9; i++) {
        struct interview_form form;

        form_fill(&form, 5, 3);
        form.values[FIELD_STATIONS] = stations[i];
        form.values[FIELD_MINUTES] = 10 * stations[i];
        assert_int_equal(figure_count_add(c, &form), OK);
    }
    show(c, &f);
    assert_int_equal(f.numbers[figure_number_of(FIELD_STATIONS)].median, 7);
    assert_int_equal(f.numbers[figure_number_of(FIELD_MINUTES)].median, 60);
    figure_count_free(c);
}

/* The trend says of a figure no cycle that it has no value of. */
static void trend_names_the_cycles_it_has_values_of(void **state)
{
    static const struct {
        int values[3];
        const char *words;
    } cases[] = {
        {{40, TREND_NONE, 50}, "40% to 50%"},
        {{40, 45, 50}, "40% to 50%"},
        {{TREND_NONE, 50, TREND_NONE}, "50% in 2025-26"},
        {{50, TREND_NONE, TREND_NONE}, "50% in 2024-25"},
        {{TREND_NONE, 50, 45}, "50% in 2025-26 to 45% in 2026-27"},
        {{50, 45, TREND_NONE}, "50% in 2024-25 to 45% in 2025-26"},
        {{TREND_NONE, TREND_NONE, TREND_NONE}, NULL},
    };
    struct school_trend trend = {.n = 3, .cycles = {2024, 2025, 2026}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const char *words = school_trend_words(&a, &trend, cases[i].values, "%");

        if (cases[i].words)
            assert_string_equal(words, cases[i].words);
        else
            assert_null(words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page_says_what_thirty_people_answered),
        cmocka_unit_test(month_that_is_not_shown_is_not_the_newest),
        cmocka_unit_test(summary_tells_the_month_or_else_the_cycle),
        cmocka_unit_test(written_page_reads_as_it_was),
        cmocka_unit_test(some_of_a_page_is_read_alone),
        cmocka_unit_test(damaged_page_is_none_and_unknown_tables_are_skipped),
        cmocka_unit_test(tables_have_names_of_their_own),
        cmocka_unit_test(answers_that_are_hidden_leave_no_share_of_the_others),
        cmocka_unit_test(line_shows_what_is_shown_and_says_that_there_is_more),
        cmocka_unit_test(months_are_drawn_where_anybody_came),
        cmocka_unit_test(bars_leave_room_above_and_say_where_the_middle_half_is),
        cmocka_unit_test(line_says_of_how_many_who_answered),
        cmocka_unit_test(bands_and_counts_are_told_apart),
        cmocka_unit_test(numbers_that_all_told_are_of_as_many_as_the_page),
        cmocka_unit_test(medians_split_no_few),
        cmocka_unit_test(outliers_are_left_out_of_minutes_alone),
        cmocka_unit_test(trend_names_the_cycles_it_has_values_of),
    };

    return crypto_init() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
