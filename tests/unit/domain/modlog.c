/* SPDX-License-Identifier: MIT
 *
 * modlog.c -- the public log: what was done to a person cannot be put together with the post that
 * was removed beside it, and pages have every row once.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/decide.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/shape.h>

enum {
    WEEK_S = 7 * 24 * 60 * 60
};

static struct modlog_page log_from(const char *after, int limit)
{
    struct modlog_page page;

    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, after, limit, &page), OK);
    return page;
}

static const struct modlog_row *row_of(const struct modlog_page *log, action_id id)
{
    for (int i = 0; i < log->n; i++)
        if (log->rows[i].id.v == id.v)
            return &log->rows[i];
    fail_msg("not in the log");
    return NULL;
}

static void a_removal_and_the_mute_beside_it_have_nothing_in_common(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order mute = {
        .severity = SEVERITY_MUTE, .rule = "kindness", .reason = "Said for the third time."};
    const struct modlog_row *removed, *muted;
    struct sanctioned done;
    struct modlog_page log;
    struct rule rule;

    (void)state;
    town.f->now = T0 + 3 * DAY + 5 * HOUR;
    assert_int_equal(post_sanction(&town.mod.v, made.post, &mute, &done), OK);
    log = log_from(NULL, 10);
    removed = row_of(&log, done.removal);
    assert_non_null(removed->target);
    assert_string_equal(removed->reason, "Said for the third time.");
    assert_int_equal(removed->day, time_floor_day(town.f->now));
    assert_false(removed->by_week);
    muted = row_of(&log, done.sanction);
    assert_null(muted->target);
    assert_null(muted->board);
    assert_true(muted->by_week);
    assert_int_equal(muted->day % WEEK_S, 0);
    assert_in_range(town.f->now - muted->day, 0, WEEK_S - 1);
    assert_int_equal(rule_find(&town.f->a, &town.guest.v, "kindness", &rule), OK);
    assert_string_equal(muted->reason, rule.reason);
}

/* Words that stand on no removal are told: nothing can be read from them. */
static void the_words_of_a_mute_alone_are_told(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const struct sanction_order mute = {
        .severity = SEVERITY_MUTE, .rule = "kindness", .reason = "Said for the third time."};
    struct modlog_page log;
    action_id id;

    (void)state;
    assert_int_equal(sanction_through_post(&town.mod.v, made.post, &mute, &id), OK);
    log = log_from(NULL, 10);
    assert_string_equal(row_of(&log, id)->reason, "Said for the third time.");
}

/* Some of both kinds on every third day of six weeks. */
static int fill_weeks(void)
{
    int n = 0;

    for (int day = 0; day < 42; day += 3) {
        struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);
        action_id id;

        assert_int_equal(thread_shape(&town.mod.v, made.thread, SHAPE_LOCK, NULL, NULL, &id), OK);
        assert_int_equal(thread_shape(&town.mod.v, made.thread, SHAPE_UNLOCK, NULL, NULL, &id), OK);
        n += 2;
        if (day % 2 == 0) {
            const struct sanction_order warning = {.severity = SEVERITY_WARN, .rule = "kindness"};

            assert_int_equal(sanction_through_post(&town.mod.v, made.post, &warning, &id), OK);
            assert_int_equal(sanction_lift(&town.peer.v, id, NULL, &id), OK);
            n += 2;
        }
        town.f->now += 3 * DAY;
    }
    return n;
}

static void pages_have_every_row_once_in_the_order_that_is_shown(void **state)
{
    int n = fill_weeks();

    (void)state;
    for (int limit = 1; limit < 9; limit++) {
        const char *after = NULL;
        struct modlog_row last = {.day = INT64_MAX, .id.v = INT64_MAX};
        int seen = 0;

        do {
            struct modlog_page page = log_from(after, limit);

            for (int i = 0; i < page.n; i++, seen++) {
                const struct modlog_row *row = &page.rows[i];

                assert_true(row->day < last.day || (row->day == last.day && row->id.v < last.id.v));
                last = *row;
            }
            after = page.next;
        } while (after);
        assert_int_equal(seen, n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_removal_and_the_mute_beside_it_have_nothing_in_common),
        TOWN_TEST(the_words_of_a_mute_alone_are_told),
        TOWN_TEST(pages_have_every_row_once_in_the_order_that_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
