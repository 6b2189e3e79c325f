/* SPDX-License-Identifier: MIT
 *
 * alias.c -- being an alias, from outside: who one is in a thread, and when others see it.
 *
 * Releases come every minute here, the shortest there is, and the test waits for one.
 */
#include "e2e/harness.h"

#include <time.h>

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){
        .fixture = TEST_DATA "/threads.jsonl",
        .settings = "[alias]\nopen = 1\nrelease_minutes = 1\nspread_minutes = 0\n"});

    caller_join(b, "ann", "calm-ann");
    caller_join(b, "bob", "calm-bob");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static time_t time_of(const json_t *o, const char *key)
{
    struct tm tm = {0};

    answer_is_time(o, key);
    assert_non_null(strptime(answer_text(o, key), "%Y-%m-%dT%H:%M:%SZ", &tm));
    return timegm(&tm);
}

/* The thread as a caller reads it: the exit status of `read`. */
static int status_of_reading(const struct board *b, const struct caller *c, long long thread)
{
    struct outcome r;
    char command[64];
    int status;

    snprintf(command, sizeof command, "read %lld", thread);
    r = caller_run(b, c, NULL, command);
    status = r.status;
    outcome_done(&r);
    return status;
}

struct waiting {
    const struct board *b;
    long long thread;
    time_t released;
};

static bool is_out(void *ctx)
{
    const struct waiting *w = ctx;

    return time(NULL) >= w->released && status_of_reading(w->b, CALLER_GUEST, w->thread) == 0;
}

/* Before its minute nobody but its author reads it. A minute that passes meanwhile proves nothing
 * either way, so its end is looked at again. */
static void assert_waits(const struct waiting *w)
{
    int guest = status_of_reading(w->b, CALLER_GUEST, w->thread);
    int bob = status_of_reading(w->b, CALLER("bob"), w->thread);

    assert_int_equal(status_of_reading(w->b, CALLER("ann"), w->thread), 0);
    if (time(NULL) < w->released) {
        assert_int_equal(guest, 1);
        assert_int_equal(bob, 1);
    }
}

static void a_post_on_an_alias_board_appears_at_the_release(void **state)
{
    struct board *b = *state;
    json_t *o = answer(b, CALLER("ann"), 0, "Said where nobody knows me.",
                       "post vent --title Quiet --json"),
           *post;
    struct waiting w = {b, answer_number(o, "thread"), time_of(o, "released")};
    time_t seen;

    answer_has_keys(o, "thread post released receipt");
    assert_int_equal(strlen(answer_text(o, "receipt")), 19);
    json_decref(o);
    assert_waits(&w);
    o = answer(b, CALLER("ann"), 0, NULL, "read %lld --json", w.thread);
    post = json_array_get(answer_array(o, "posts"), 0);
    if (time(NULL) < w.released)
        assert_int_equal(time_of(post, "released"), w.released);
    assert_true(answer_flag(post, "you"));
    assert_int_equal(answer_text(post, "author")[0], '~');
    json_decref(o);
    assert_true(wait_until(is_out, &w, 90 * 1000));
    seen = time(NULL);
    assert_true(seen - w.released < 20);
    o = answer(b, CALLER("bob"), 0, NULL, "read %lld --json", w.thread);
    post = json_array_get(answer_array(o, "posts"), 0);
    assert_false(answer_flag(post, "you"));
    assert_string_equal(answer_text(post, "author_kind"), "alias");
    assert_int_equal(time_of(post, "created") % 3600, 0);
    json_decref(o);
}

static void the_default_where_both_are_taken_is_an_alias_and_then_it_is_fixed(void **state)
{
    struct board *b = *state;
    json_t *o = answer(b, CALLER("ann"), 0, "First.", "post fixture-step --title Faces --json");
    long long thread = answer_number(o, "thread");
    char name[64];
    struct outcome r;
    char command[96];

    json_decref(o);
    o = answer(b, CALLER_GUEST, 0, NULL, "read %lld --json", thread);
    snprintf(name, sizeof name, "%s",
             answer_text(json_array_get(answer_array(o, "posts"), 0), "author"));
    assert_int_equal(name[0], '~');
    json_decref(o);
    snprintf(command, sizeof command, "reply %lld --as handle", thread);
    r = caller_run(b, CALLER("ann"), "Second.", command);
    assert_int_equal(r.status, 1);
    outcome_done(&r);
    json_decref(answer(b, CALLER("ann"), 0, "Second.", "reply %lld --json", thread));
    json_decref(answer(b, CALLER("bob"), 0, "Third.", "reply %lld --as handle --json", thread));
    o = answer(b, CALLER("bob"), 0, NULL, "read %lld --json", thread);
    assert_string_equal(answer_text(json_array_get(answer_array(o, "posts"), 1), "author"), name);
    assert_true(answer_flag(json_array_get(answer_array(o, "posts"), 1), "op"));
    assert_string_equal(answer_text(json_array_get(answer_array(o, "posts"), 2), "author"),
                        "calm-bob");
    json_decref(o);
}

static void who_was_just_seen_is_told_of_the_wait_and_may_choose_not_to(void **state)
{
    struct board *b = *state;
    json_t *o;

    free(caller_expect(b, CALLER("bob"), 0, "x", "post fixture-step --title Seen --as handle"));
    o = answer(b, CALLER("bob"), 0, "y", "post vent --title Soon --now --json");
    assert_true(time_of(o, "released") <= time(NULL) + 60);
    json_decref(o);
    o = answer(b, CALLER("bob"), 0, "z", "post vent --title Late --json");
    assert_true(time_of(o, "released") <= time(NULL) + 6 * 3600 + 60);
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_on_an_alias_board_appears_at_the_release),
        cmocka_unit_test(the_default_where_both_are_taken_is_an_alias_and_then_it_is_fixed),
        cmocka_unit_test(who_was_just_seen_is_told_of_the_wait_and_may_choose_not_to),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
