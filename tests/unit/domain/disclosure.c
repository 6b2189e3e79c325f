/* SPDX-License-Identifier: MIT
 *
 * disclosure.c -- pages of counts, and an attacker who tries to work out what they hide.
 */
#include "disclosure_attacker.h"

#include <stdio.h>

#include <curbside/domain/disclosure.h>
#include <curbside/domain/statistics.h>

enum {
#ifdef CURBSIDE_ASAN
    SETS = 2000, /* slower by far, and the same code */
#else
    SETS = 10000,
#endif
    SCHOOLS = SETS / 10, /* with two cycles and others */
    TABLES = 5,
    CYCLE_LEAST = 10, /* people on a page of their own */
    PAGES = 3,        /* snapshots of one group, one after the other */
};

static const struct key key = {{7}};
static const struct disclosure_rules rules = {.minimum = 5, .key = &key};

/* ---- chance that can be repeated ---- */

static uint64_t seed;

static int draw(int bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)bound);
}

/* ---- random sets of reports ---- */

static const struct {
    const char *name;
    int n_cells;
    bool everybody, ordered;
} questions[TABLES] = {{"format", 5, true, false},
                       {"impression", 3, true, false},
                       {"stress", 11, true, true},
                       {"improper", 2, true, false},
                       {"outcome", 5, false, false}};

/* Skewed, as answers are: a favourite, its neighbors, now and then anything. */
static int answer(int n_cells, int favorite)
{
    int at = favorite + draw(3) - 1;

    if (draw(4) == 0)
        at = draw(n_cells);
    return at < 0 ? 0 : at >= n_cells ? n_cells - 1 : at;
}

static void people_come(struct count_page *page, const int *favorites, int n)
{
    for (; n > 0; n--, page->n++)
        for (int i = 0; i < TABLES; i++)
            if (questions[i].everybody || draw(3) > 0)
                page->tables[i].cells[answer(questions[i].n_cells, favorites[i])]++;
}

static void page_begin(struct count_page *page)
{
    *page = (struct count_page){.n_tables = TABLES};
    for (int i = 0; i < TABLES; i++) {
        page->tables[i].name = questions[i].name;
        page->tables[i].n_cells = questions[i].n_cells;
        page->tables[i].everybody = questions[i].everybody;
        page->tables[i].ordered = questions[i].ordered;
    }
}

static void favorites_draw(int *favorites)
{
    for (int i = 0; i < TABLES; i++)
        favorites[i] = draw(questions[i].n_cells);
}

static void page_sum(struct count_page *to, const struct count_page *more)
{
    to->n += more->n;
    for (int i = 0; i < TABLES; i++)
        for (int c = 0; c < questions[i].n_cells; c++)
            to->tables[i].cells[c] += more->tables[i].cells[c];
}

static void show_alone(const char *name, const struct count_page *truth, struct shown_page *ret)
{
    const struct disclosure_group group = {1, truth};
    const struct disclosure_page page = {name, false, ret};

    disclosure_show(&rules, &group, 1, &page, 1);
}

/* After a page that was shown of the first of two groups. */
static void show_after(const char *name, struct shown_page *before, const struct count_page *old,
                       const struct count_page *more, struct shown_page *ret)
{
    const struct disclosure_group groups[] = {{1 | 2, old}, {2, more}};
    const struct disclosure_page pages[] = {{name, true, before}, {name, false, ret}};

    disclosure_show(&rules, groups, 2, pages, 2);
}

static void tally(const struct shown_page *page, long *ret_shown, long *ret_hidden)
{
    for (int t = 0; t < page->n_tables; t++)
        for (int c = 0; c < page->tables[t].n_cells; c++)
            ++*(page->tables[t].cells[c] >= 0 ? ret_shown : ret_hidden);
}

/* One group through several snapshots; *ret_shown counts pages and cells that were shown at all. */
static void attack_group(int number, long *ret_shown, long *ret_hidden)
{
    struct count_page truth, truth_before, more;
    struct shown_page before = {0}, page;
    char name[32];
    int favorites[TABLES];

    snprintf(name, sizeof name, "school-%d", number);
    page_begin(&truth);
    favorites_draw(favorites);
    people_come(&truth, favorites, 5 + draw(number % 4 == 0 ? 100 : 25));
    for (int i = 0; i < PAGES; i++) {
        struct bits cells[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
        struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};

        if (i == 0) {
            show_alone(name, &truth, &page);
            attack_page(&page, truth.n, cells);
        } else {
            page_begin(&more);
            people_come(&more, favorites, 1 + draw(14));
            page_sum(&truth, &more);
            show_after(name, &before, &truth_before, &more, &page);
            attack_pair(&before, truth_before.n, &page, truth.n, was, cells);
            assert_hidden(&before, was, &truth_before);
        }
        assert_hidden(&page, cells, &truth);
        tally(&page, ret_shown, ret_hidden);
        before = page;
        truth_before = truth;
    }
}

static void no_hidden_count_of_a_page_and_the_one_before_can_be_worked_out(void **state)
{
    long shown = 0, hidden = 0;

    (void)state;
    seed = 20261129;
    for (int i = 0; i < SETS; i++)
        attack_group(i, &shown, &hidden);
    /* And yet something is shown, or this proves nothing. */
    print_message("shown %ld, hidden %ld\n", shown, hidden);
    assert_true(shown > SETS * 10);
    assert_true(hidden > SETS);
}

/* Two cycles, some others or none, and all together. */
struct school_set {
    char names[3][32];
    struct count_page truth[3], others; /* two cycles, all */
    struct shown_page shown[3];
};

static void school_show(struct school_set *s)
{
    const struct disclosure_group groups[] = {
        {1 | 4, &s->truth[0]}, {2 | 4, &s->truth[1]}, {4, &s->others}};
    const struct disclosure_page pages[] = {{s->names[0], false, &s->shown[0]},
                                            {s->names[1], false, &s->shown[1]},
                                            {s->names[2], false, &s->shown[2]}};

    disclosure_show(&rules, groups, 3, pages, 3);
}

static void school_draw(int number, struct school_set *s)
{
    int favorites[TABLES];

    favorites_draw(favorites);
    page_begin(&s->others);
    for (int i = 0; i < 3; i++) {
        snprintf(s->names[i], sizeof s->names[i], "school-%d/%d", number, i);
        page_begin(&s->truth[i]);
    }
    for (int i = 0; i < 2; i++)
        people_come(&s->truth[i], favorites, CYCLE_LEAST + draw(10));
    if (draw(2))
        people_come(&s->others, favorites, rules.minimum + draw(10));
    for (int i = 0; i < 2; i++)
        page_sum(&s->truth[2], &s->truth[i]);
    page_sum(&s->truth[2], &s->others);
}

/* Of a question that is not an order, which would have too many answers for this. */
static void school_attack(const struct school_set *s, int table)
{
    struct bits found[3][DISCLOSURE_CELLS] = {0};
    struct triple p;

    for (int i = 0; i < 3; i++) {
        p.t[i] = &s->shown[i].tables[table];
        p.n[i] = s->truth[i].n;
    }
    attack_triple(&p, found);
    for (int i = 0; i < 3; i++)
        for (int c = 0; c < p.t[i]->n_cells; c++) {
            if (!bit_has(&found[i][c], s->truth[i].tables[table].cells[c]))
                fail_msg("the attacker rules out the truth: this test is wrong");
            if (p.t[i]->cells[c] < 0 && count(&found[i][c]) < 2)
                fail_msg("%s of page %d: a hidden count must be %d", questions[table].name, i,
                         s->truth[i].tables[table].cells[c]);
        }
}

static void answers_in_no_order_of_two_cycles_and_all_hide_what_each_hides(void **state)
{
    long shown = 0, hidden = 0;

    (void)state;
    seed = 20261130;
    for (int i = 0; i < SCHOOLS; i++) {
        struct school_set s;

        school_draw(i, &s);
        school_show(&s);
        for (int t = 0; t < TABLES; t++)
            if (!questions[t].ordered)
                school_attack(&s, t);
        for (int k = 0; k < 3; k++)
            tally(&s.shown[k], &shown, &hidden);
    }
    print_message("shown %ld, hidden %ld\n", shown, hidden);
    assert_true(shown > SCHOOLS * 10);
    assert_true(hidden > SCHOOLS);
}

/* Sixteen and five of twenty-one are known for sure, by the rounding; so are five and five of ten
 * in one cycle: nobody of the eleven in the other one gave the second answer. */
static void school_that_tells(struct school_set *s)
{
    static const int cells[3][2] = {{11, 0}, {5, 5}, {16, 5}};

    *s = (struct school_set){.others = {.n_tables = 1}};
    s->others.tables[0] = (struct count_table){.name = "improper", .n_cells = 2, .everybody = true};
    for (int i = 0; i < 3; i++) {
        s->truth[i] = s->others;
        memcpy(s->truth[i].tables[0].cells, cells[i], sizeof cells[i]);
        s->truth[i].n = cells[i][0] + cells[i][1];
    }
}

static void attacker_finds_what_cycles_tell_together(void **state)
{
    static const int shown[3][2] = {{10, SHOWN_FEW}, {5, 5}, {20, 5}};
    struct bits alone[1][DISCLOSURE_CELLS] = {0}, found[3][DISCLOSURE_CELLS] = {0};
    struct school_set s;
    struct triple p;

    (void)state;
    school_that_tells(&s);
    for (int i = 0; i < 3; i++) {
        s.shown[i] = (struct shown_page){.n = s.truth[i].n, .n_tables = 1};
        s.shown[i].tables[0] = (struct shown_table){.n_cells = 2, .n = 10, .everybody = true};
        memcpy(s.shown[i].tables[0].cells, shown[i], sizeof shown[i]);
        p.t[i] = &s.shown[i].tables[0];
        p.n[i] = s.truth[i].n;
    }
    attack_page(&s.shown[0], 11, alone);
    assert_int_equal(count(&alone[0][1]), 5);
    attack_triple(&p, found);
    assert_int_equal(count(&found[0][1]), 1);
    assert_true(bit_has(&found[0][1], 0));
}

/* Shown one by one they would tell now and then; shown together never. */
static void pages_that_tell_together_hide_more(void **state)
{
    int careless = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct school_set s;

        school_that_tells(&s);
        for (int k = 0; k < 3; k++) {
            struct bits found[3][DISCLOSURE_CELLS] = {0};
            struct triple p = {.n = {11, 10, 21}};

            snprintf(s.names[k], sizeof s.names[k], "school-%d/%d", i, k);
            show_alone(s.names[k], &s.truth[k], &s.shown[k]);
            p.t[k] = &s.shown[k].tables[0];
            if (k < 2)
                continue;
            p.t[0] = &s.shown[0].tables[0];
            p.t[1] = &s.shown[1].tables[0];
            attack_triple(&p, found);
            careless += s.shown[0].tables[0].cells[1] < 0 && count(&found[0][1]) == 1;
        }
        school_show(&s);
        school_attack(&s, 0);
    }
    assert_true(careless > 20); /* of a thousand; else nothing was tried */
}

/* Of the four who answered in one cycle none gave less than 8. Had one of them, the page of all
 * would have another lower quartile: it costs the quartiles, and no bar, which would not help. */
static void what_is_not_in_the_way_stays_shown(void **state)
{
    struct count_page few = {.n = 12, .n_tables = 1}, most = {.n = 50, .n_tables = 1};
    struct shown_page all, cycle;
    const struct disclosure_group groups[] = {{3, &few}, {1, &most}};
    const struct shown_table *t = &all.tables[0];

    (void)state;
    few.tables[0] = (struct count_table){
        .name = "rank", .n_cells = 11, .ordered = true, .cells = {[8] = 1, [9] = 3}};
    most.tables[0] = (struct count_table){
        .name = "rank", .n_cells = 11, .ordered = true, .cells = {[5] = 11, [7] = 30}};
    for (int i = 0; i < 20; i++) {
        char names[2][40];
        const struct disclosure_page pages[] = {{names[0], false, &all}, {names[1], false, &cycle}};

        snprintf(names[0], sizeof names[0], "school-%d/0", i);
        snprintf(names[1], sizeof names[1], "school-%d/2024", i);
        disclosure_show(&rules, groups, 2, pages, 2);
        assert_false(t->quartiles);
        assert_true(t->n > 0 && t->cells[7] > 0);
        assert_int_equal(cycle.tables[0].n, SHOWN_FEW);
    }
}

/* The attacker finds what a careless page tells: without this the test above could be blind. */
static void attacker_finds_what_plain_numbers_tell(void **state)
{
    struct bits cells[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct shown_page page = {.n = 10, .n_tables = 1};

    (void)state;
    /* Six or more in each of two cells, and fourteen in all: two are left at most. */
    page.tables[0] = (struct shown_table){
        .n_cells = 3, .n = 10, .cells = {10, 10, SHOWN_FEW}, .everybody = true};
    attack_page(&page, 14, cells);
    assert_int_equal(count(&cells[0][2]), 3);
    /* Quartiles that all fall on one hidden answer: it must be four of six. */
    page.tables[0] = (struct shown_table){.n_cells = 3,
                                          .n = 10,
                                          .cells = {SHOWN_FEW, SHOWN_FEW, SHOWN_FEW},
                                          .everybody = true,
                                          .quartiles = true,
                                          .q1 = 1,
                                          .median = 1,
                                          .q3 = 1};
    memset(cells, 0, sizeof cells);
    attack_page(&page, 6, cells);
    assert_int_equal(count(&cells[0][1]), 1);
    assert_true(bit_has(&cells[0][1], 4));
}

/* Every count rounds up before and down now, so the two pages together leave no room: the last
 * cell of 0..4 must be 0. Neither page alone says so. */
static struct shown_page page_rounded_up(void)
{
    struct shown_page p = {.n = 35, .n_tables = 1};

    p.tables[0] = (struct shown_table){
        .n_cells = 5, .n = 35, .cells = {20, 10, 10, 10, SHOWN_FEW}, .everybody = true};
    return p;
}

/* The attacker of the great test finds it: else its silence about pairs would be worth nothing.
 * Neither page alone tells him. */
static void attacker_finds_what_two_pages_tell_together(void **state)
{
    struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct bits now[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
    struct shown_page before = page_rounded_up(), page = {.n = 30, .n_tables = 1};

    (void)state;
    page.tables[0] = (struct shown_table){
        .n_cells = 5, .n = 30, .cells = {15, 5, 5, 5, SHOWN_FEW}, .everybody = true};
    attack_page(&before, 35, was);
    attack_page(&page, 34, now);
    assert_true(count(&was[0][4]) > 1 && count(&now[0][4]) > 1);
    memset(was, 0, sizeof was);
    memset(now, 0, sizeof now);
    attack_pair(&before, 34, &page, 34, was, now);
    assert_int_equal(count(&now[0][4]), 1);
    assert_true(bit_has(&now[0][4], 0));
}

static void page_that_tells_with_the_one_before_hides_more(void **state)
{
    struct count_page truth = {.n = 34, .n_tables = 1}, nobody = {.n_tables = 1};
    struct shown_page before = page_rounded_up(), alone, page;
    int careless = 0;
    char name[32];

    (void)state;
    nobody.tables[0] = (struct count_table){.name = "format", .n_cells = 5, .everybody = true};
    truth.tables[0] = (struct count_table){
        .name = "format", .n_cells = 5, .cells = {16, 6, 6, 6, 0}, .everybody = true};
    for (int i = 0; i < 1000; i++) {
        struct bits was[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};
        struct bits now[DISCLOSURE_TABLES][DISCLOSURE_CELLS] = {0};

        snprintf(name, sizeof name, "school-%d", i);
        show_alone(name, &truth, &alone);
        attack_pair(&before, 34, &alone, 34, was, now);
        careless += count(&now[0][4]) == 1 && alone.tables[0].cells[4] < 0;
        memset(was, 0, sizeof was);
        memset(now, 0, sizeof now);
        show_after(name, &before, &truth, &nobody, &page);
        attack_pair(&before, 34, &page, 34, was, now);
        for (int c = 0; page.tables[0].n > 0 && c < 5; c++)
            if (page.tables[0].cells[c] < 0)
                assert_true(count(&now[0][c]) > 1);
    }
    assert_true(careless > 20); /* of a thousand; else nothing was tried */
}

/* Each count is rounded by itself; no page says that more said one thing than said anything. */
static void no_part_is_more_than_the_whole(void **state)
{
    struct count_page truth = {.n = 132, .n_tables = 1};
    int whole = 0;
    char name[32];

    (void)state;
    truth.tables[0] = (struct count_table){
        .name = "improper", .n_cells = 2, .cells = {0, 132}, .everybody = true};
    for (int i = 0; i < 200; i++) {
        struct shown_page page;

        snprintf(name, sizeof name, "school-%d", i);
        show_alone(name, &truth, &page);
        assert_true(page.tables[0].n <= 0 || page.tables[0].cells[1] <= page.tables[0].n);
        whole += page.tables[0].cells[1] == page.tables[0].n;
    }
    assert_true(whole > 0);
}

/* That nobody interviewed in a month to come, every reader knows. */
static void months_to_come_hide_nothing(void **state)
{
    long hidden = 0;
    char name[32];

    (void)state;
    seed = 20261201;
    for (int i = 0; i < SETS / 2; i++) {
        struct bits found[1][DISCLOSURE_CELLS] = {0};
        struct count_page truth = {.n_tables = 1};
        struct shown_page page;
        int last = draw(3), top = 0;

        snprintf(name, sizeof name, "school-%d", i);
        truth.tables[0] = (struct count_table){
            .name = "month", .n_cells = 8, .everybody = true, .dated = true};
        for (truth.n = 0; truth.n < 5 + i % 12; truth.n++) {
            int month = draw(last + 1);

            truth.tables[0].cells[month]++;
            top = month > top ? month : top;
        }
        show_alone(name, &truth, &page);
        page.tables[0].n_cells = top + 1;
        attack_page(&page, truth.n, found);
        assert_hidden(&page, found, &truth);
        for (int c = 0; c <= top; c++)
            hidden += page.tables[0].cells[c] < 0;
    }
    assert_true(hidden > SETS / 10);
}

/* ---- the rules one by one ---- */

static struct count_page page_of(int a, int b, int c)
{
    struct count_page p = {.n = a + b + c, .n_tables = 1};

    p.tables[0] = (struct count_table){
        .name = "impression", .n_cells = 3, .cells = {a, b, c}, .everybody = true};
    return p;
}

static void fewer_than_five_people_have_no_page(void **state)
{
    struct count_page four = page_of(4, 0, 0), five = page_of(5, 0, 0);
    struct shown_page shown;

    (void)state;
    show_alone("a", &four, &shown);
    assert_int_equal(shown.n, 0);
    show_alone("a", &five, &shown);
    assert_int_equal(shown.n, 5);
    /* That all of five said the same is what four of them would know of the fifth. */
    for (int i = 0; i < 3; i++)
        assert_int_equal(shown.tables[0].cells[i], SHOWN_WITHHELD);
}

static void counts_are_multiples_of_five_or_few(void **state)
{
    struct count_page p = page_of(23, 4, 40);
    struct shown_page shown;

    (void)state;
    show_alone("a", &p, &shown);
    assert_true(shown.tables[0].cells[0] == 20 || shown.tables[0].cells[0] == 25);
    assert_int_equal(shown.tables[0].cells[1], SHOWN_FEW);
    assert_int_equal(shown.tables[0].cells[2], 40);
}

/* Of what is shown and of nothing else. */
static void shares_are_of_all_who_answered(void **state)
{
    struct shown_table t = {.n_cells = 3, .n = 140, .cells = {50, SHOWN_FEW, 80}};

    (void)state;
    assert_int_equal(disclosure_share(&t, 0), 35);
    assert_int_equal(disclosure_share(&t, 1), -1);
    assert_int_equal(disclosure_share(&t, 2), 55);
    t.cells[2] = SHOWN_WITHHELD;
    assert_int_equal(disclosure_share(&t, 0), 35);
    assert_int_equal(disclosure_share(&t, 2), -1);
    /* All of them, and some hidden: never all. */
    t = (struct shown_table){.n_cells = 3, .n = 100, .cells = {100, SHOWN_FEW, SHOWN_FEW}};
    assert_int_equal(disclosure_share(&t, 0), 95);
    t.cells[1] = t.cells[2] = 25;
    assert_int_equal(disclosure_share(&t, 0), 65); /* of more than rounding says */
    /* Nothing hidden: of those that are shown, whatever rounding made of their number. */
    t = (struct shown_table){.n_cells = 3, .n = 110, .cells = {50, 25, 25}};
    assert_int_equal(disclosure_share(&t, 0), 50);
    assert_int_equal(disclosure_share(&t, 1), 25);
    /* Of few, or of how many is not shown, none. */
    t.n = 95;
    assert_int_equal(disclosure_share(&t, 0), -1);
    t.n = SHOWN_WITHHELD;
    assert_int_equal(disclosure_share(&t, 0), -1);
}

/* Of the fewest of whom they are told, over 10,000 questions: how far a share is from the true one.
 */
static void most_shares_are_true_to_five_points_and_none_is_ten_off(void **state)
{
    int n_shares = 0, n_far = 0;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        int fifth = SHARES_FROM / 5, one = fifth + i % fifth, other = fifth + i % (fifth - 3);
        struct count_page p = page_of(one, other, SHARES_FROM - one - other + i % 11);
        int n = p.n;
        struct shown_page shown;
        char name[32];

        snprintf(name, sizeof name, "page %d", i);
        show_alone(name, &p, &shown);
        for (int c = 0; c < 3; c++) {
            int share = disclosure_share(&shown.tables[0], c);
            double off = share < 0 ? 0 : share - 100.0 * p.tables[0].cells[c] / n;

            assert_true(off > -10 && off < 10);
            n_shares += share >= 0;
            n_far += off > 5 || off < -5;
        }
    }
    assert_true(n_shares > 5000);
    assert_true(n_far * 20 < n_shares); /* fewer than one in twenty */
}

/* The number of people is on the page; said once more of a question that all answered it would be
 * rounded once more. Nor is the number who told of the roles told once for each role. */
static void one_number_is_rounded_once(void **state)
{
    char name[32];

    (void)state;
    for (int i = 0; i < 200; i++) {
        struct count_page p = page_of(23, 11, 40);
        struct shown_page shown;

        snprintf(name, sizeof name, "school-%d", i);
        p.n_tables = 4;
        p.tables[1] = (struct count_table){.name = "tour", .n_cells = 2, .cells = {41, 33}};
        p.tables[2] = (struct count_table){
            .name = "roles.a", .several = "roles", .n_cells = 2, .cells = {20, 23}};
        p.tables[3] = (struct count_table){
            .name = "roles.b", .several = "roles", .n_cells = 2, .cells = {32, 11}};
        show_alone(name, &p, &shown);
        assert_int_equal(shown.tables[1].n, shown.n);
        assert_int_equal(shown.tables[2].n, shown.tables[3].n);
    }
}

static void same_count_rounds_the_same_way_and_the_mean_is_kept(void **state)
{
    double sum = 0;
    char name[32];

    (void)state;
    for (int i = 0; i < 2000; i++) {
        int shown;

        snprintf(name, sizeof name, "school-%d", i);
        shown = disclosure_round(&rules, name, "format", 1, 23);
        assert_int_equal(shown, disclosure_round(&rules, name, "format", 1, 23));
        sum += shown;
    }
    assert_true(sum / 2000 > 22.7 && sum / 2000 < 23.3);
}

static void question_few_answered_is_not_shown(void **state)
{
    struct count_page p = page_of(20, 20, 20);
    struct shown_page shown;

    (void)state;
    p.n_tables = 2;
    p.tables[1] = (struct count_table){.name = "outcome", .n_cells = 2, .cells = {3, 1}};
    show_alone("a", &p, &shown);
    assert_int_equal(shown.tables[1].n, SHOWN_FEW);
    assert_int_equal(shown.tables[1].cells[0], SHOWN_FEW);
}

/* Four named students and nobody else: three did, if one of them named nobody; but those who named
 * nobody did not answer. */
static void who_gave_one_answer_of_several_cannot_have_left_it_out(void **state)
{
    struct count_page p = page_of(5, 5, 4);
    struct count_table *students = &p.tables[0];
    struct shown_page shown;

    (void)state;
    *students = (struct count_table){
        .name = "roles.student", .several = "roles", .n_cells = 2, .cells = {4, 10}};
    show_alone("a", &p, &shown);
    assert_int_equal(shown.tables[0].cells[0], SHOWN_FEW);
    students->alone = 3;
    show_alone("a", &p, &shown);
    assert_int_equal(shown.tables[0].cells[0], SHOWN_FEW);
    students->alone = 4;
    show_alone("a", &p, &shown);
    assert_int_equal(shown.tables[0].cells[0], SHOWN_WITHHELD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attacker_finds_what_plain_numbers_tell),
        cmocka_unit_test(attacker_finds_what_two_pages_tell_together),
        cmocka_unit_test(page_that_tells_with_the_one_before_hides_more),
        cmocka_unit_test(fewer_than_five_people_have_no_page),
        cmocka_unit_test(counts_are_multiples_of_five_or_few),
        cmocka_unit_test(shares_are_of_all_who_answered),
        cmocka_unit_test(most_shares_are_true_to_five_points_and_none_is_ten_off),
        cmocka_unit_test(one_number_is_rounded_once),
        cmocka_unit_test(same_count_rounds_the_same_way_and_the_mean_is_kept),
        cmocka_unit_test(question_few_answered_is_not_shown),
        cmocka_unit_test(who_gave_one_answer_of_several_cannot_have_left_it_out),
        cmocka_unit_test(no_hidden_count_of_a_page_and_the_one_before_can_be_worked_out),
        cmocka_unit_test(no_part_is_more_than_the_whole),
        cmocka_unit_test(months_to_come_hide_nothing),
        cmocka_unit_test(attacker_finds_what_cycles_tell_together),
        cmocka_unit_test(pages_that_tell_together_hide_more),
        cmocka_unit_test(what_is_not_in_the_way_stays_shown),
        cmocka_unit_test(answers_in_no_order_of_two_cycles_and_all_hide_what_each_hides),
    };

    return crypto_init() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
