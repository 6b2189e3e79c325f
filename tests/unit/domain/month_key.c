/* SPDX-License-Identifier: MIT
 *
 * month_key.c -- the keys of DATA/seal: which one serves a thread, and that each has its end.
 */
#include "data_folder.h"

#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/domain/month_key.h>

#define DAY     INT64_C(86400)
#define NOV_23  INT64_C(1795435200) /* 2026-11-23T12:00:00Z */
#define OCT_1   INT64_C(1790812800)
#define NOV_1   INT64_C(1793491200)
#define OCT_END (NOV_1 + 120 * DAY) /* of October's key: 2027-03-01 */

struct seal {
    struct data_folder folder;
    struct alias_rules rules;
    int64_t now;
    struct clock clock;
    struct visit visit;
};

static int64_t now_s(void *ctx)
{
    return ((struct seal *)ctx)->now;
}

static int setup(void **state)
{
    struct seal *s = calloc(1, sizeof *s);

    assert_int_equal(crypto_init(), OK);
    data_folder_make(&s->folder);
    s->rules = (struct alias_rules){true, s->folder.path, 10, 60, 120, 0};
    s->now = NOV_23;
    s->clock = (struct clock){now_s, now_s, s};
    s->visit = (struct visit){.clock = &s->clock, .random = &random_system, .alias = &s->rules};
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct seal *s = *state;

    data_folder_remove(&s->folder);
    free(s);
    return 0;
}

static void months_serve_a_thread_one_after_the_other(void **state)
{
    char name[MONTH_NAME_SIZE];
    int64_t until;

    (void)state;
    month_format(month_of_thread(120, OCT_1, OCT_1, &until), name);
    assert_string_equal(name, "2026-10");
    assert_int_equal(until, OCT_END);
    month_format(month_of_thread(120, NOV_1 - 1, OCT_END - 1, &until), name);
    assert_string_equal(name, "2026-10");
    month_format(month_of_thread(120, NOV_1 - 1, OCT_END, &until), name);
    assert_string_equal(name, "2027-03");
    assert_true(until > OCT_END + 120 * DAY);
    /* A thread from an archive, decades old. */
    month_of_thread(120, 0, NOV_23, &until);
    assert_true(until > NOV_23);
    month_format(month_of_thread(0, OCT_1, NOV_1, &until), name);
    assert_string_equal(name, "2026-11");
}

static void a_secret_is_the_same_until_its_end_and_another_after(void **state)
{
    struct seal *s = *state;
    struct key first, again, other, later;
    int64_t until;

    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &first, &until),
                     OK);
    assert_int_equal(until, OCT_END);
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, OCT_END - 1, &again, NULL),
                     OK);
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){8}, OCT_1, NOV_23, &other, NULL), OK);
    assert_memory_not_equal(&first, &other, sizeof first);
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, OCT_END, &later, NULL),
                     OK);
    assert_memory_not_equal(&first, &later, sizeof first);
}

static bool has_file(const struct seal *s, const char *name)
{
    return access(data_folder_path(&s->folder, name), F_OK) == 0;
}

static void keys_are_made_and_destroyed_by_the_day(void **state)
{
    struct seal *s = *state;
    struct stat st;
    struct key before, after;

    assert_int_equal(month_keys_keep(&s->rules, &random_system, OCT_1), OK);
    assert_true(has_file(s, "2026-10.key"));
    assert_int_equal(stat(data_folder_path(&s->folder, "2026-10.key"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, KEY_BYTES);
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &before, NULL),
                     OK);
    assert_int_equal(month_keys_keep(&s->rules, &random_system, OCT_END - 1), OK);
    assert_true(has_file(s, "2026-10.key"));
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &after, NULL), OK);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(month_keys_keep(&s->rules, &random_system, OCT_END), OK);
    assert_false(has_file(s, "2026-10.key"));
    assert_true(has_file(s, "2027-03.key"));
    /* As after a restore on another machine: a new key, and nothing matches any more. */
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &after, NULL), OK);
    assert_memory_not_equal(&before, &after, sizeof before);
}

static void what_a_killed_process_left_is_swept_with_its_month(void **state)
{
    struct seal *s = *state;

    assert_int_equal(
        file_create(data_folder_path(&s->folder, "2026-10.key.0123456789abcdef"), 0600, "x", 1),
        OK);
    assert_int_equal(file_create(data_folder_path(&s->folder, "note"), 0600, "x", 1), OK);
    assert_int_equal(file_create(data_folder_path(&s->folder, "2026-+9.key"), 0600, "x", 1), OK);
    assert_int_equal(month_keys_keep(&s->rules, &random_system, OCT_END), OK);
    assert_false(has_file(s, "2026-10.key.0123456789abcdef"));
    assert_true(has_file(s, "note"));
    assert_true(has_file(s, "2026-+9.key"));
}

static void sessions_that_need_a_key_at_once_agree_on_it(void **state)
{
    struct seal *s = *state;
    struct key keys[8], own;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < 8; i++) {
        if (fork() == 0) {
            if (thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &own, NULL) != OK)
                memset(&own, i, sizeof own);
            _exit(write(ends[1], &own, sizeof own) == sizeof own ? 0 : 1);
        }
    }
    for (int i = 0; i < 8; i++) {
        assert_int_equal(read(ends[0], &keys[i], sizeof keys[i]), sizeof keys[i]);
        assert_memory_equal(&keys[0], &keys[i], sizeof keys[0]);
    }
    while (wait(NULL) > 0)
        ;
    close(ends[0]);
    close(ends[1]);
}

static void a_visit_without_rules_has_no_aliases(void **state)
{
    struct seal *s = *state;
    struct key key;

    s->visit.alias = NULL;
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &key, NULL),
                     E_ALIAS_CLOSED);
}

static void a_missing_folder_is_our_fault_and_nothing_else(void **state)
{
    struct seal *s = *state;
    struct key key;

    s->rules.seal_dir = "/nonexistent/seal";
    assert_int_equal(thread_secret_get(&s->visit, (thread_id){7}, OCT_1, NOV_23, &key, NULL), E_IO);
    assert_int_equal(month_keys_keep(&s->rules, &random_system, NOV_23), E_IO);
}

#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(months_serve_a_thread_one_after_the_other),
        T(a_secret_is_the_same_until_its_end_and_another_after),
        T(keys_are_made_and_destroyed_by_the_day),
        T(what_a_killed_process_left_is_swept_with_its_month),
        T(sessions_that_need_a_key_at_once_agree_on_it),
        T(a_visit_without_rules_has_no_aliases),
        T(a_missing_folder_is_our_fault_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
