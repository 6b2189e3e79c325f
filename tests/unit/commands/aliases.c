/* SPDX-License-Identifier: MIT
 *
 * aliases.c -- commands where aliases are open: changes that wait, and threads closed to new ones.
 */
#include "unit/commands/desk.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/upkeep.h>

static const char boards[] = "slug,category,title,description,mode,open,position,staff\n"
                             "consult,Confidential,Consult,Ask here.,alias,1,40,0\n";

static struct alias_rules rules;
static char seal_path[96];

static int setup(void **state)
{
    struct desk *d = desk_new();
    int made;

    snprintf(seal_path, sizeof seal_path, "%s/seal", d->dir);
    assert_int_equal(mkdir(seal_path, 0700), 0);
    rules = (struct alias_rules){true, seal_path, 10, 60, 120};
    d->visit.alias = &rules;
    assert_int_equal(board_seed(&d->visit, boards, strlen(boards), &made), OK);
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

static void tick(struct desk *d)
{
    d->now += 10 * 60;
    assert_int_equal(forum_tick(&d->visit), OK);
}

/* A thread by the caller that is out. */
static void started(struct desk *d, long long *ret_thread, long long *ret_post)
{
    assert_int_equal(desk_run_with(d, "post consult --title T --json", "What do I do?"), 0);
    json_t *doc = desk_json(d);
    *ret_thread = json_integer_value(json_object_get(doc, "thread"));
    *ret_post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    tick(d);
}

static const char *line(const char *form, long long id)
{
    static char text[96];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, form, id);
#pragma GCC diagnostic pop
    return text;
}

static void an_edit_says_when_others_see_it(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run_with(d, line("edit %lld --json", post), "Other words."), 0);
    assert_non_null(strstr(desk_out(d), "\"released\":\"2026-11-23T10:20:00Z\""));
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "Other words."));
    assert_non_null(strstr(desk_out(d), "(changed at 2026-11-23 10:20 UTC; until then"));
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "Other words."));
    tick(d);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "Other words."));
}

static void a_deletion_waits_and_now_does_not(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run(d, line("delete %lld", post)), 0);
    assert_non_null(strstr(desk_out(d), "with the next release"));
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "(gone at 2026-11-23 10:20 UTC"));
    assert_int_equal(desk_run(d, line("delete %lld --now", post)), 0);
    assert_null(strstr(desk_out(d), "release"));
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, line("read %lld", thread)), 0);
    assert_null(strstr(desk_out(d), "What do I do?"));
}

static void a_thread_is_closed_to_new_aliases_by_who_opened_it(void **state)
{
    struct desk *d = *state;
    long long thread, post;

    desk_join_as(d, "key of ann", "ann-arbor");
    started(d, &thread, &post);
    assert_int_equal(desk_run(d, line("aliases %lld closed --json", thread)), 0);
    assert_non_null(strstr(desk_out(d), "\"aliases\":\"open\""));
    assert_non_null(strstr(desk_out(d), "\"next\":\"closed\""));
    tick(d);
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run(d, line("aliases %lld", thread)), 0);
    assert_non_null(strstr(desk_out(d), "closed to new aliases"));
    assert_int_equal(desk_run(d, line("aliases %lld open", thread)), 3);
    assert_int_equal(desk_run(d, line("aliases %lld ajar", thread)), 2);
    assert_int_equal(desk_run_with(d, line("reply %lld", thread), "Me too."), 3);
    assert_non_null(strstr(desk_err(d), "takes no new aliases"));
    assert_int_equal(desk_run(d, "aliases 5"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_edit_says_when_others_see_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_deletion_waits_and_now_does_not, setup, teardown),
        cmocka_unit_test_setup_teardown(a_thread_is_closed_to_new_aliases_by_who_opened_it, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
