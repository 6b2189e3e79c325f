/* SPDX-License-Identifier: MIT
 *
 * throttle.c -- floods throw out their own; real callers get in.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "throttle.h"

enum {
    CALLERS = 300
};

static const struct throttle_limits usual = {.callers_max = CALLERS,
                                             .waiting_begin = 50,
                                             .waiting_percent = 30,
                                             .waiting_max = 200,
                                             .source_waiting_max = 40,
                                             .source_callers_max = 100,
                                             .source_per_minute = 240};

/* A coin that always falls the same way. */
static void fill_with(void *ctx, void *bytes, size_t n)
{
    memset(bytes, *(const int *)ctx, n);
}

static struct throttle *new_throttle(const struct throttle_limits *limits)
{
    return throttle_init(test_malloc(throttle_size(limits)), limits);
}

/* Draws 0x64646464, which is 0 modulo 100: dropped whenever there is a chance. */
static struct random unlucky(void)
{
    static int byte = 0x64;

    return (struct random){fill_with, &byte};
}

static enum throttle_verdict arrive(struct throttle *t, uint64_t source, int64_t now, int *slot,
                                    int *out)
{
    struct random r = unlucky();

    *slot = *out = -1;
    return throttle_arrive(t, source, now, &r, slot, out);
}

static int fill(struct throttle *t, uint64_t source, int64_t now, int n)
{
    int slot = -1;
    int out;

    for (int i = 0; i < n; i++)
        assert_int_equal(arrive(t, source, now, &slot, &out), THROTTLE_ADMIT);
    return slot;
}

static void nobody_is_dropped_below_the_beginning(void **state)
{
    struct throttle *t = new_throttle(&usual);

    (void)state;
    fill(t, 0, 0, usual.waiting_begin);
    assert_int_equal(throttle_waiting(t), usual.waiting_begin);
    test_free(t);
}

static void a_young_flood_is_refused(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    fill(t, 0, 0, usual.waiting_begin);
    assert_int_equal(arrive(t, 0, THROTTLE_GRACE_MS - 1, &slot, &out), THROTTLE_REFUSE);
    assert_int_equal(throttle_waiting(t), usual.waiting_begin);
    test_free(t);
}

static void a_real_caller_takes_the_place_of_the_oldest_half_open_one(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    fill(t, 0, 0, 1);
    fill(t, 0, 100, usual.waiting_begin - 1);
    assert_int_equal(arrive(t, 0, THROTTLE_GRACE_MS, &slot, &out), THROTTLE_ADMIT_FOR);
    assert_int_equal(out, 0);
    assert_int_not_equal(slot, out);
    assert_int_equal(throttle_waiting(t), usual.waiting_begin);
    test_free(t);
}

static void the_drop_falls_on_the_source_with_the_most_waiting(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int first = fill(t, 7, 0, 10) - 9;
    int loud = fill(t, 8, 10, 40) - 39;
    int slot, out;

    (void)state;
    assert_int_equal(first, 0);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(arrive(t, 1000 + (uint64_t)i, 5000, &slot, &out), THROTTLE_ADMIT_FOR);
        assert_int_equal(out, loud + i);
    }
    test_free(t);
}

static void one_source_never_holds_more_than_its_share_of_waiting(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    fill(t, 7, 0, usual.source_waiting_max);
    assert_int_equal(arrive(t, 7, 1, &slot, &out), THROTTLE_REFUSE);
    assert_int_equal(arrive(t, 8, 1, &slot, &out), THROTTLE_ADMIT);
    assert_int_equal(arrive(t, 7, 3000, &slot, &out), THROTTLE_ADMIT_FOR);
    assert_int_equal(throttle_waiting(t), usual.source_waiting_max + 1);
    test_free(t);
}

static void who_logged_in_is_never_thrown_out(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    fill(t, 0, 0, usual.waiting_begin);
    throttle_authenticated(t, 0);
    throttle_authenticated(t, 0); /* said twice: once */
    assert_int_equal(throttle_waiting(t), usual.waiting_begin - 1);
    fill(t, 0, 1, 1);
    assert_int_equal(arrive(t, 0, 9000, &slot, &out), THROTTLE_ADMIT_FOR);
    assert_int_equal(out, 1);
    test_free(t);
}

static void a_source_may_come_so_often_a_minute(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    for (int i = 0; i < usual.source_per_minute; i++) {
        assert_int_equal(arrive(t, 9, 1000, &slot, &out), THROTTLE_ADMIT);
        throttle_left(t, slot);
    }
    assert_int_equal(arrive(t, 9, 60999, &slot, &out), THROTTLE_REFUSE);
    assert_int_equal(arrive(t, 9, 61000, &slot, &out), THROTTLE_ADMIT);
    test_free(t);
}

static void a_source_holds_so_many_callers(void **state)
{
    struct throttle *t = new_throttle(&usual);
    int slot, out;

    (void)state;
    for (int i = 0; i < usual.source_callers_max; i++) {
        assert_int_equal(arrive(t, 9, 0, &slot, &out), THROTTLE_ADMIT);
        throttle_authenticated(t, slot);
    }
    assert_int_equal(arrive(t, 9, 0, &slot, &out), THROTTLE_REFUSE);
    assert_int_equal(arrive(t, 10, 0, &slot, &out), THROTTLE_ADMIT);
    throttle_left(t, 3);
    throttle_left(t, 3); /* left twice: once */
    assert_int_equal(arrive(t, 9, 0, &slot, &out), THROTTLE_ADMIT);
    assert_int_equal(arrive(t, 9, 0, &slot, &out), THROTTLE_REFUSE);
    test_free(t);
}

static void a_full_house_refuses_and_recovers(void **state)
{
    struct throttle_limits small = usual;
    struct throttle *t;
    int slot, out;

    (void)state;
    small.callers_max = 3;
    t = new_throttle(&small);
    fill(t, 0, 0, 3);
    assert_int_equal(arrive(t, 0, 0, &slot, &out), THROTTLE_REFUSE);
    throttle_left(t, 1);
    assert_int_equal(arrive(t, 0, 0, &slot, &out), THROTTLE_ADMIT);
    assert_int_equal(slot, 1);
    assert_int_equal(throttle_callers(t), 3);
    test_free(t);
}

/* Any order of comings, logins and goings leaves the counts right. */
static void counts_hold_through_a_long_day(void **state)
{
    struct throttle *t = new_throttle(&usual);
    bool here[CALLERS] = {false};
    unsigned seed = 1;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        int slot, out, present = 0;
        enum throttle_verdict v;

        seed = seed * 1103515245u + 12345u;
        slot = (int)(seed >> 8) % CALLERS;
        if (seed >> 30 == 0 && here[slot]) {
            throttle_left(t, slot);
            here[slot] = false;
        } else if (seed >> 30 == 1) {
            throttle_authenticated(t, slot);
        } else {
            v = throttle_arrive(t, seed % 11000, i * 10, &random_system, &slot, &out);
            if (v == THROTTLE_ADMIT_FOR) {
                assert_true(here[out]);
                here[out] = false;
            }
            if (v != THROTTLE_REFUSE) {
                assert_false(here[slot]);
                here[slot] = true;
            }
        }
        if (i % 1000 == 0) {
            for (int k = 0; k < CALLERS; k++)
                present += here[k];
            assert_int_equal(throttle_callers(t), present);
            assert_in_range(throttle_waiting(t), 0, usual.waiting_max);
        }
    }
    test_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_dropped_below_the_beginning),
        cmocka_unit_test(a_young_flood_is_refused),
        cmocka_unit_test(a_real_caller_takes_the_place_of_the_oldest_half_open_one),
        cmocka_unit_test(the_drop_falls_on_the_source_with_the_most_waiting),
        cmocka_unit_test(one_source_never_holds_more_than_its_share_of_waiting),
        cmocka_unit_test(who_logged_in_is_never_thrown_out),
        cmocka_unit_test(a_source_may_come_so_often_a_minute),
        cmocka_unit_test(a_source_holds_so_many_callers),
        cmocka_unit_test(a_full_house_refuses_and_recovers),
        cmocka_unit_test(counts_hold_through_a_long_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
