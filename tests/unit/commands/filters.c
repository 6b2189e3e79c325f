/* SPDX-License-Identifier: MIT
 *
 * filters.c -- filters by command: the figure comes first, and what an author is told.
 */
#include "unit/commands/desk.h"

static int setup(void **state)
{
    struct desk *d = desk_new();

    desk_join_as(d, "key ann", "calm-ann");
    for (int i = 0; i < 8; i++)
        desk_thread(d, "lounge", "Shifts", "I take Mondays.");
    desk_thread(d, "lounge", "Help", "Who writes my essay?");
    desk_caller(d, NULL);
    account_be_operator(&d->visit);
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

static void a_dry_run_says_its_figure_and_stores_nothing(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "sysop filter try word essay"), 0);
    assert_non_null(strstr(desk_out(d), "It finds 1 of the last 9 posts."));
    assert_non_null(strstr(desk_out(d), "Who writes my essay?"));
    assert_int_equal(desk_run(d, "sysop filter try pattern '.*' --json"), 0);
    doc = desk_json(d);
    assert_int_equal(json_integer_value(json_object_get(doc, "hits")), 9);
    assert_int_equal(json_integer_value(json_object_get(doc, "looked")), 9);
    assert_true(json_is_string(json_object_get(doc, "refused")));
    assert_int_equal(json_array_size(json_object_get(doc, "examples")), 5);
    json_decref(doc);
    assert_int_equal(desk_run(d, "sysop filters list"), 0);
    assert_string_equal(desk_out(d), "There are no filters.\n");
}

static void what_is_no_filter_is_refused_in_a_sentence(void **state)
{
    static const struct {
        const char *line, *says;
        int exit;
    } bad[] = {
        {"sysop filter add pattern '.*' --action hold --on", "It finds 9 of the last 9 posts.", 1},
        {"sysop filter add word mondays --action hold", "more than a quarter", 1},
        {"sysop filter add pattern 'a(' --action hold", "breaks at byte 2", 1},
        {"sysop filter add word '' --action hold", "needs a word", 1},
        {"sysop filter add link nothing --action hold", "takes a domain", 1},
        {"sysop filter add word essay --action hold --rule no-such", "house rule", 2},
        {"sysop filter add word essay", "--action takes", 2},
        {"sysop filter add word essay --action shoot", "--action takes", 2},
        {"sysop filter add sound essay --action hold", "a word, a pattern or a link", 2},
        {"sysop filter add word", "kind and one text", 2},
        {"sysop filter dance 1", "add, try, on, off or delete", 2},
        {"sysop filter on 7", "", 1},
        {"sysop filter off x", "by its number", 2},
        {"sysop filter delete 1 2", "too few or too many", 2},
    };
    struct desk *d = *state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int status = desk_run(d, bad[i].line);

        if (status != bad[i].exit || !strstr(desk_err(d), bad[i].says))
            fail_msg("%s: %d, %s", bad[i].line, status, desk_err(d));
    }
    assert_int_equal(desk_run(d, "sysop filters"), 0);
    assert_string_equal(desk_out(d), "There are no filters.\n");
}

static void one_is_added_off_and_goes_on_behind_its_figure(void **state)
{
    struct desk *d = *state;
    json_t *doc, *row;

    assert_int_equal(desk_run(d, "sysop filter add word essay --action hold --rule no-spam"), 0);
    assert_non_null(strstr(desk_out(d), "It finds 1 of the last 9 posts."));
    assert_non_null(strstr(desk_out(d), "It is off."));
    assert_int_equal(desk_run(d, "sysop filter on 1"), 0);
    assert_non_null(strstr(desk_out(d), "It finds 1 of the last 9 posts."));
    assert_int_equal(desk_run(d, "sysop filters --json"), 0);
    doc = desk_json(d);
    row = json_array_get(json_object_get(doc, "filters"), 0);
    assert_true(json_is_true(json_object_get(row, "on")));
    assert_string_equal(json_string_value(json_object_get(row, "text")), "essay");
    assert_string_equal(json_string_value(json_object_get(row, "rule")), "no-spam");
    assert_true(json_is_null(json_object_get(row, "sentence")));
    assert_int_equal(json_integer_value(json_object_get(row, "met")), 0);
    json_decref(doc);
    assert_int_equal(desk_run(d, "modlog"), 0);
    assert_null(strstr(desk_out(d), "essay"));
    assert_non_null(strstr(desk_out(d), "filter/1"));
    assert_int_equal(desk_run(d, "sysop filter off 1 --json"), 0);
    assert_int_equal(desk_run(d, "sysop filter delete 1"), 0);
    assert_int_equal(desk_run(d, "sysop filter on 1"), 1);
}

static void an_author_is_told_what_each_does(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "sysop role calm-ann moderator"), 0); /* who could let it out */
    assert_int_equal(desk_run(d, "sysop filter add link spam.example --action reject --on "
                                 "--sentence 'No advertising, please.'"),
                     0);
    assert_int_equal(desk_run(d, "sysop filter add word cringe --action warn --on"), 0);
    assert_int_equal(desk_run(d, "sysop filter add word bribe --action hold --on"), 0);
    assert_int_equal(desk_run(d, "sysop filter add word nonsense --action slow --on"), 0);
    desk_join_as(d, "key bob", "calm-bob");
    assert_int_equal(desk_run_with(d, "post lounge --title T", "https://spam.example/"), 5);
    assert_string_equal(desk_err(d), "curbside: No advertising, please.\n");
    assert_int_equal(desk_run_with(d, "post lounge --title T", "So cringe"), 0);
    assert_non_null(strstr(desk_err(d), "look at this again"));
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "A bribe"), 0);
    doc = desk_json(d);
    assert_true(json_is_true(json_object_get(doc, "held")));
    json_decref(doc);
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "Such nonsense"), 0);
    doc = desk_json(d);
    assert_int_equal(json_integer_value(json_object_get(doc, "slow_minutes")), 30);
    json_decref(doc);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_dry_run_says_its_figure_and_stores_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_no_filter_is_refused_in_a_sentence, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(one_is_added_off_and_goes_on_behind_its_figure, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_author_is_told_what_each_does, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
