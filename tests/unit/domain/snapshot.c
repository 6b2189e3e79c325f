/* SPDX-License-Identifier: MIT
 *
 * snapshot.c -- by how many reports a page changes: reports come at random, and each page that was
 * made anew is asked what was new for it.
 */
#include "report_fixture.h"

#include "report_rows.h"

enum {
    CYCLES = 3, /* of the school, from FIRST_CYCLE on; page 0 is that of all */
    FIRST_CYCLE = 2024,
    COHORT_MOST = 2,
    ROWS_MOST = 400,
};

static const char school[] = "jefferson-kimmel";

static struct visit clock_visit(struct forum *f)
{
    struct visit v = forum_visit(f);

    v.pepper = &pepper;
    v.figures = &every_day;
    return v;
}

/* A report of this cycle comes today, by an account of this week. */
static void comes(struct forum *f, int cycle, int cohort)
{
    static int64_t last;
    AUTO_TXN struct txn txn = TXN_NONE;
    char form[256];
    struct report_row row = {.id = {++last},
                             .school = school,
                             .cycle = cycle,
                             .form = form,
                             .state = "accepted",
                             .counts = true,
                             .came = time_floor_day(f->now),
                             .cohort = {(uint8_t)cohort, 1}};

    snprintf(form, sizeof form,
             "cycle: %d-%02d\nmonth: %d-10\nmodality: virtual\nformat: mmi\nstress: %d\n"
             "impression: 1\n",
             cycle, (cycle + 1) % 100, cycle, (int)(last % 4) + 3);
    memcpy(row.owner, &last, sizeof last);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(reports_insert(f->db, &row), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static void rows_get(struct forum *f, struct report_rows *ret)
{
    struct report_key first = {0};

    assert_int_equal(reports_walk(&f->a, f->db, school, &first, ROWS_MOST, ret), OK);
}

/* The day of the page as it is; 0: there is none. */
static int64_t page_day(struct forum *f, int cycle)
{
    struct figures_row page = {0};
    enum err err = figures_get(&f->a, f->db, school, cycle, &page);

    assert_true(err == OK || err == E_NOTFOUND);
    return err == OK ? page.day : 0;
}

static bool snapshot_moves(struct forum *f, int cycle)
{
    struct visit v = clock_visit(f);
    int64_t today = time_floor_day(f->now);

    assert_int_equal(snapshot_school(&v, school, today, NULL, NULL), OK);
    return page_day(f, cycle) == today;
}

static bool counts_for(const struct report_rows *rows, int at, int cycle)
{
    const struct report_row *row = &rows->rows[at];
    int of_cohort = 0;

    if (cycle == 0 ? row->entered > 0 : row->entered > 1 || row->cycle != cycle)
        return false;
    for (int i = 0; i < at; i++)
        of_cohort += counts_for(rows, i, cycle) &&
                     memcmp(rows->rows[i].cohort, row->cohort, TAG_BYTES) == 0;
    return of_cohort < COHORT_MOST;
}

/* Was there, before, what a page needs to change? */
static void assert_enough(const struct report_rows *before, int cycle)
{
    int rows = 0, days = 0;

    for (int i = 0; i < before->n; i++) {
        bool first = true;

        if (!counts_for(before, i, cycle))
            continue;
        for (int k = 0; k < i; k++)
            first = first &&
                    !(counts_for(before, k, cycle) && before->rows[k].came == before->rows[i].came);
        rows++;
        days += first;
    }
    assert_true(rows >= every_day.new_rows);
    assert_true(days >= 3);
}

/* A report has entered the pages that there are, and no other; and it entered today only what was
 * written today. */
static void assert_entered_what_is_written(struct forum *f, const struct report_rows *before,
                                           const struct report_rows *after)
{
    int64_t today = time_floor_day(f->now);

    for (int i = 0; i < after->n; i++) {
        const struct report_row *row = &after->rows[i];

        assert_int_equal(row->id.v, before->rows[i].id.v);
        if (row->entered > 0)
            assert_true(page_day(f, 0) > 0);
        if (row->entered > 1)
            assert_true(page_day(f, row->cycle) > 0);
        if (row->entered > 0 && before->rows[i].entered == 0)
            assert_int_equal(page_day(f, 0), today);
        if (row->entered > 1 && before->rows[i].entered < 2)
            assert_int_equal(page_day(f, row->cycle), today);
    }
}

/* Whoever takes the pages of all cycles from that of all is left with nobody, or with enough. */
static void assert_rest_is_none_or_enough(const struct report_rows *rows)
{
    int rest = 0;

    for (int i = 0; i < rows->n; i++)
        rest += rows->rows[i].entered == 1;
    assert_true(rest == 0 || rest >= every_day.minimum);
}

/* Of the page of a cycle, or with 0 of all: fewer would be told one by one by the cells that
 * changed. */
static void assert_enough_entered(const struct report_rows *before, const struct report_rows *after,
                                  int cycle)
{
    int level = cycle == 0 ? 1 : 2, n = 0;

    for (int i = 0; i < after->n; i++)
        n += (cycle == 0 || after->rows[i].cycle == cycle) && after->rows[i].entered >= level &&
             before->rows[i].entered < level;
    assert_true(n >= every_day.new_rows);
}

static void day_passes(struct forum *f, int *moved)
{
    struct report_rows before, after;
    bool whole;

    f->now += DAY;
    for (unsigned n = (unsigned)random_id(&forum_random) % 4; n > 0; n--) {
        int cycle = FIRST_CYCLE + (int)(random_id(&forum_random) % CYCLES);

        comes(f, cycle, (int)(random_id(&forum_random) % 5));
    }
    rows_get(f, &before);
    whole = snapshot_moves(f, 0);
    rows_get(f, &after);
    if (whole) {
        assert_enough(&before, 0);
        assert_enough_entered(&before, &after, 0);
    }
    moved[0] += whole;
    for (int i = 1; i <= CYCLES; i++)
        if (page_day(f, FIRST_CYCLE + i - 1) == time_floor_day(f->now)) {
            assert_true(whole);
            assert_enough(&before, FIRST_CYCLE + i - 1);
            assert_enough_entered(&before, &after, FIRST_CYCLE + i - 1);
            moved[i]++;
        }
    assert_entered_what_is_written(f, &before, &after);
    assert_rest_is_none_or_enough(&after);
}

static void every_page_that_changes_changes_by_enough(void **state)
{
    int moved[1 + CYCLES] = {0};

    for (int i = 0; i < 60; i++)
        day_passes(*state, moved);
    /* Of about ninety reports, thirty of each cycle, by five or more at a time; and they do move.
     */
    assert_in_range(moved[0], 9, 18);
    for (int i = 1; i <= CYCLES; i++)
        assert_in_range(moved[i], 1, 6);
}

/* Fifteen have entered the page of all, five of each cycle; a sixteenth is alone. */
static void one_more_report_moves_no_page(void **state)
{
    struct forum *f = *state;

    for (int i = 0; i < 15; i++) {
        comes(f, FIRST_CYCLE + i % CYCLES, i);
        f->now += i % CYCLES == 2 ? DAY : 0;
    }
    assert_int_equal(page_day(f, 0), 0);
    snapshot_moves(f, 0);
    f->now += DAY;
    snapshot_moves(f, 0);
    assert_true(page_day(f, 0) > 0);
    for (int i = 0; i < 4; i++) {
        comes(f, FIRST_CYCLE, 20 + i);
        f->now += DAY;
        assert_false(snapshot_moves(f, 0));
        assert_int_equal(page_day(f, FIRST_CYCLE), 0);
    }
}

/* Two more days, but by accounts of a week of which two have counted already. */
static void a_report_too_many_of_its_week_does_not_count_for_its_day(void **state)
{
    struct forum *f = *state;
    struct report_rows rows;

    for (int i = 0; i < 5; i++)
        comes(f, FIRST_CYCLE, i / 2);
    for (int i = 0; i < 3; i++) {
        f->now += DAY;
        comes(f, FIRST_CYCLE, 0);
        assert_false(snapshot_moves(f, 0));
    }
    rows_get(f, &rows);
    for (int i = 0; i < rows.n; i++)
        assert_true(rows.rows[i].entered == 0 && !rows.rows[i].aside);
}

/* The ninth of a cycle has entered no page of it when the tenth comes: there is none. */
static void a_cycle_gets_its_page_with_its_tenth_report(void **state)
{
    struct forum *f = *state;

    for (int i = 0; i < 9; i++) {
        comes(f, FIRST_CYCLE, i);
        f->now += DAY;
    }
    for (int i = 0; i < 2; i++, f->now += DAY)
        snapshot_moves(f, 0);
    assert_true(page_day(f, 0) > 0);
    assert_int_equal(page_day(f, FIRST_CYCLE), 0);
    for (int i = 0; i < 5; i++) {
        comes(f, i < 1 ? FIRST_CYCLE : FIRST_CYCLE + 1, 20 + i);
        f->now += DAY;
    }
    for (int i = 0; i < 4; i++, f->now += DAY)
        comes(f, FIRST_CYCLE + 1, 30 + i);
    for (int i = 0; i < 3; i++, f->now += DAY)
        snapshot_moves(f, 0);
    assert_true(page_day(f, FIRST_CYCLE) > 0);
}

/* Where all reports are of one cycle, its page is that of all. */
static void same_people_have_the_same_page(void **state)
{
    struct forum *f = *state;
    struct figures_row all, cycle;

    for (int i = 0; i < 23; i++, f->now += DAY)
        comes(f, FIRST_CYCLE, i);
    for (int i = 0; i < 3; i++, f->now += DAY)
        snapshot_moves(f, 0);
    assert_int_equal(figures_get(&f->a, f->db, school, 0, &all), OK);
    assert_int_equal(figures_get(&f->a, f->db, school, FIRST_CYCLE, &cycle), OK);
    assert_int_equal(all.day, cycle.day);
    assert_string_equal(all.page, cycle.page);
}

static int not_entered(struct forum *f)
{
    struct report_rows rows;
    int n = 0;

    rows_get(f, &rows);
    for (int i = 0; i < rows.n; i++)
        n += rows.rows[i].entered == 0;
    assert_rest_is_none_or_enough(&rows);
    return n;
}

/* Three of another cycle, who could be told from the page of all, wait for two more; a cycle that
 * has its page does not wait for them. */
static void few_of_one_cycle_keep_no_other_from_its_page(void **state)
{
    struct forum *f = *state;
    int64_t day;

    for (int i = 0; i < 20; i++, f->now += DAY)
        comes(f, FIRST_CYCLE, i);
    for (int i = 0; i < 3; i++, f->now += DAY)
        snapshot_moves(f, 0);
    assert_int_equal(not_entered(f), 0);
    day = page_day(f, FIRST_CYCLE);
    assert_true(day > 0);
    for (int i = 0; i < 11; i++, f->now += DAY)
        comes(f, FIRST_CYCLE + (i % 4 == 3 || i == 10), 20 + i);
    for (int i = 0; i < 3; i++, f->now += DAY)
        snapshot_moves(f, 0);
    assert_true(page_day(f, FIRST_CYCLE) > day);
    assert_int_equal(not_entered(f), 3);
    for (int i = 0; i < 5; i++, f->now += DAY)
        comes(f, FIRST_CYCLE + 1, 40 + i);
    for (int i = 0; i < 3; i++, f->now += DAY)
        snapshot_moves(f, 0);
    /* The coin may have left up to four of the eight, who wait for others as these did. */
    assert_in_range(not_entered(f), 0, every_day.new_rows - 1);
}

/* A clock of which every look takes a second. */
static int64_t slow_mono_ms(void *ctx)
{
    static int64_t now;

    (void)ctx;
    return now += 1000;
}

static void comes_to(struct forum *f, const char *slug, int id)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    char form[256];
    struct report_row row = {.id = {900000 + id},
                             .school = slug,
                             .cycle = FIRST_CYCLE,
                             .form = form,
                             .state = "accepted",
                             .counts = true,
                             .came = time_floor_day(f->now) - (int64_t)(id % 4) * DAY,
                             .cohort = {(uint8_t)id, 2}};

    snprintf(form, sizeof form,
             "cycle: %d-%02d\nmonth: %d-10\nmodality: virtual\nformat: mmi\nstress: %d\n"
             "impression: 1\n",
             FIRST_CYCLE, (FIRST_CYCLE + 1) % 100, FIRST_CYCLE, id % 4 + 3);
    memcpy(row.owner, &row.id.v, sizeof row.id.v);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(reports_insert(f->db, &row), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

/* Where a tick's time is over after one school, the next goes on behind it, also on the next day;
 * and the snapshot is of the day on which it began. */
static void a_tick_that_ran_out_of_time_goes_on_at_the_next(void **state)
{
    static const char *const schools[] = {"drexel", "emory", "yale"};
    struct forum *f = *state;
    struct clock clock = f->clock;
    struct visit v = clock_visit(f);
    int64_t began = time_floor_day(f->now);

    clock.mono_ms = slow_mono_ms;
    v.clock = &clock;
    for (int s = 0; s < 3; s++)
        for (int i = 0; i < 30; i++)
            comes_to(f, schools[s], 100 * s + i);
    for (int tick = 0; tick < 3; tick++) {
        struct figures_row page;

        assert_int_equal(interview_tick(&v), OK);
        for (int s = 0; s < 3; s++) {
            enum err err = figures_get(&f->a, f->db, schools[s], 0, &page);

            assert_int_equal(err, s <= tick ? OK : E_NOTFOUND);
            if (err == OK)
                assert_int_equal(page.day, began);
        }
        f->now += tick == 1 ? DAY : 0;
    }
}

/* As if the keeper were killed before this is written. */
static void tick_dies_before(struct forum *f, struct visit *v, const char *insert)
{
    AUTO_STR struct str sql = STR_INIT;

    str_printf(&sql, "CREATE TRIGGER dies BEFORE INSERT ON %s BEGIN SELECT RAISE(ABORT, ''); END",
               insert);
    forum_sql(f, str_cstr(&sql));
    assert_int_not_equal(interview_tick(v), OK);
    forum_sql(f, "DROP TRIGGER dies");
}

/* Or its bank would not be counted anew until the next one. */
static void a_schools_snapshot_is_written_with_what_its_bank_is_counted_by(void **state)
{
    struct forum *f = *state;
    struct visit v = clock_visit(f);

    for (int i = 0; i < 30; i++)
        comes_to(f, "drexel", i);
    forum_sql(f, "UPDATE report SET shown = 1"); /* letting them out writes there, too */
    tick_dies_before(f, &v, "sighting_due");
    assert_int_equal(count_of(f, "SELECT count(*) FROM figures"), 0);
    assert_int_equal(count_of(f, "SELECT count(*) FROM report WHERE entered > 0"), 0);
    assert_int_equal(interview_tick(&v), OK);
    assert_true(count_of(f, "SELECT count(*) FROM report WHERE entered > 0") > 0);
    assert_int_equal(count_of(f, "SELECT count(*) FROM sighting_due"), 1);
}

/* Or whom the coin left aside would enter by themselves, and be seen. */
static void no_school_has_two_snapshots_of_a_day_that_was_not_ended(void **state)
{
    static const char out[] = "SELECT count(*) FROM report WHERE entered = 0";
    struct forum *f = *state;
    struct visit v = clock_visit(f);
    int left;

    for (int i = 0; i < 30; i++)
        comes_to(f, "drexel", i);
    tick_dies_before(f, &v, "meta WHEN new.key = 'snapshot.day'");
    left = count_of(f, out);
    assert_in_range(left, 5, 25);
    assert_int_equal(interview_tick(&v), OK);
    assert_int_equal(count_of(f, out), left);
    f->now += DAY;
    assert_int_equal(interview_tick(&v), OK);
    assert_int_equal(count_of(f, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(every_page_that_changes_changes_by_enough),
        FORUM_TEST(one_more_report_moves_no_page),
        FORUM_TEST(a_report_too_many_of_its_week_does_not_count_for_its_day),
        FORUM_TEST(a_cycle_gets_its_page_with_its_tenth_report),
        FORUM_TEST(same_people_have_the_same_page),
        FORUM_TEST(few_of_one_cycle_keep_no_other_from_its_page),
        FORUM_TEST(a_tick_that_ran_out_of_time_goes_on_at_the_next),
        FORUM_TEST(a_schools_snapshot_is_written_with_what_its_bank_is_counted_by),
        FORUM_TEST(no_school_has_two_snapshots_of_a_day_that_was_not_ended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
