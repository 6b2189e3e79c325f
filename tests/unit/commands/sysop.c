/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- governing by command, as a sysop and as the operator, who is nobody on the board.
 */
#include "unit/commands/desk.h"

#include <curbside/domain/audit.h>
#include <curbside/domain/board_settings.h>

static int setup(void **state)
{
    struct desk *d = desk_new();

    desk_join_as(d, "key ann", "calm-ann");
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

static long long number_of(struct desk *d, const char *key)
{
    json_t *doc = desk_json(d);
    long long n = json_integer_value(json_object_get(doc, key));

    json_decref(doc);
    return n;
}

static enum err count_operator(void *ctx, const struct audit_row *row)
{
    *(int *)ctx += strcmp(row->by, "the operator") == 0;
    return OK;
}

static void the_operator_governs_without_being_anybody(void **state)
{
    struct desk *d = *state;
    char line[64];
    int n = 0;

    assert_int_equal(desk_run(d, "sysop role calm-ann sysop --json"), 0);
    snprintf(line, sizeof line, "sysop undo %lld", number_of(d, "id"));
    assert_int_equal(desk_run(d, "sysop new-board night --title 'Night shift' --open yes"), 0);
    assert_int_equal(desk_run(d, line), 1); /* she is the only sysop */
    assert_non_null(strstr(desk_err(d), "only sysop"));
    assert_int_equal(desk_run(d, "sysop move-board night sideways"), 2);
    assert_int_equal(desk_run(d, "sysop move-board night up"), 0);
    assert_int_equal(desk_run(d, "sysop boards"), 0);
    assert_non_null(strstr(desk_out(d), "night"));
    assert_int_equal(audit_walk(&d->visit, count_operator, &n), OK);
    assert_int_equal(n, 3);
}

static void a_sysop_takes_back_what_the_operator_did(void **state)
{
    struct desk *d = *state;
    char line[64];

    assert_int_equal(desk_run(d, "sysop role calm-ann sysop"), 0);
    assert_int_equal(desk_run(d, "sysop board lounge --slow 5 --json"), 0);
    snprintf(line, sizeof line, "sysop undo %lld", number_of(d, "id"));
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, line), 0);
    assert_int_equal(desk_run(d, line), 1);
}

/* What belongs to an account: the operator has none. */
static void the_operator_is_no_member(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run_with(d, "post lounge --title T", "Words."), 3);
    assert_int_equal(desk_run(d, "threads lounge"), 0);
}

static void a_verb_refuses_what_is_not_its_own(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "sysop roles --open yes"), 2);
    assert_non_null(strstr(desk_err(d), "--open does not fit here.\nusage: sysop roles"));
    assert_int_equal(desk_run(d, "sysop role calm-ann"), 2);
    assert_non_null(strstr(desk_err(d), "usage: sysop role HANDLE"));
    assert_int_equal(desk_run(d, "sysop frobnicate"), 2);
    assert_non_null(strstr(desk_err(d), "\"sysop --help\" lists them"));
    assert_int_equal(desk_run(d, "help sysop"), 0);
    assert_non_null(strstr(desk_out(d), "new-board SLUG"));
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, "sysop roles"), 3);
}

static void rules_are_listed_changed_and_given_reasons(void **state)
{
    struct desk *d = *state;
    json_t *doc, *rule;

    assert_int_equal(desk_run(d, "sysop rule no-spam --text 'Nobody sells here.'"), 0);
    assert_int_equal(desk_run(d, "sysop rule no-fraud --retired maybe"), 2);
    assert_int_equal(desk_run(d, "sysop rule no-fraud --retired yes"), 0);
    assert_int_equal(desk_run(d, "sysop rule nothing --retired yes"), 2);
    assert_int_equal(desk_run(d, "sysop new-rule cups --title Cups --text 'Bring one.'"), 2);
    assert_int_equal(desk_run(d, "sysop template kindness --text Softer."), 0);
    assert_int_equal(desk_run(d, "sysop template kindness --remove"), 2);
    assert_int_equal(desk_run(d, "sysop template kindness 1 --text 'Much softer.'"), 0);
    assert_int_equal(desk_run(d, "sysop rules --json"), 0);
    doc = desk_json(d);
    rule = json_array_get(json_object_get(doc, "rules"), 0);
    assert_keys(rule, "rule title text reason retired templates");
    assert_keys(json_array_get(json_object_get(rule, "templates"), 0), "n text");
    json_decref(doc);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "rules"), 0);
    assert_non_null(strstr(desk_out(d), "no-spam  No spam: Nobody sells here."));
    assert_null(strstr(desk_out(d), "no-fraud"));
    assert_int_equal(desk_run(d, "rules --json"), 0);
    doc = desk_json(d);
    assert_keys(json_array_get(json_object_get(doc, "rules"), 0), "rule title text");
    json_decref(doc);
}

static void settings_are_set_within_their_range(void **state)
{
    struct board_settings file = board_settings_default;
    struct desk *d = *state;
    json_t *doc, *row;

    assert_int_equal(desk_run(d, "sysop set spread_minutes 5"), 2);
    assert_non_null(strstr(desk_err(d), "from 120 to 1440 minutes"));
    assert_int_equal(desk_run(d, "sysop set spread_minutes many"), 2);
    assert_int_equal(desk_run(d, "sysop set spread_minutes"), 2);
    assert_int_equal(desk_run(d, "sysop set callers 5"), 2);
    assert_int_equal(desk_run(d, "sysop set spread_minutes 180"), 0);
    assert_int_equal(desk_run(d, "sysop settings --json"), 0);
    doc = desk_json(d);
    row = json_array_get(json_object_get(doc, "settings"), 2);
    assert_keys(row, "name value file set min max unit about");
    assert_int_equal(json_integer_value(json_object_get(row, "value")), 180);
    json_decref(doc);
    assert_int_equal(desk_run(d, "sysop set spread_minutes --default"), 0);
    assert_int_equal(desk_run(d, "sysop set spread_minutes --default"), 1);
    assert_int_equal(desk_run(d, "sysop settings"), 0);
    assert_non_null(strstr(desk_out(d), "120 minutes (120 to 1440)"));
    file.values[BOARD_SPREAD_MINUTES] = 1;
    d->visit.file_settings = &file;
    assert_int_equal(desk_run(d, "sysop settings"), 0);
    assert_non_null(strstr(desk_out(d), "1 minute (120 to 1440)"));
    d->visit.file_settings = NULL;
}

static void statistics_are_told_by_week_and_day(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "sysop role calm-ann moderator"), 0);
    assert_int_equal(desk_run(d, "sysop stats --weeks 0"), 2);
    assert_int_equal(desk_run(d, "sysop stats --weeks 2 --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "weeks days members quarters queue");
    assert_int_equal(json_array_size(json_object_get(doc, "days")), 14);
    assert_keys(json_array_get(json_object_get(doc, "weeks"), 1),
                "day posts actions waiting oldest_hours");
    assert_int_equal(json_integer_value(json_object_get(
                         json_array_get(json_object_get(doc, "weeks"), 1), "actions")),
                     1);
    assert_keys(json_object_get(doc, "queue"), "waiting oldest_hours");
    json_decref(doc);
    assert_int_equal(desk_run(d, "sysop stats"), 0);
    assert_non_null(strstr(desk_out(d), "Nothing waits in the queue."));
    desk_caller(d, "key ann");
    assert_int_equal(desk_run(d, "sysop stats"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_operator_governs_without_being_anybody, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_sysop_takes_back_what_the_operator_did, setup, teardown),
        cmocka_unit_test_setup_teardown(the_operator_is_no_member, setup, teardown),
        cmocka_unit_test_setup_teardown(rules_are_listed_changed_and_given_reasons, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(settings_are_set_within_their_range, setup, teardown),
        cmocka_unit_test_setup_teardown(statistics_are_told_by_week_and_day, setup, teardown),
        cmocka_unit_test_setup_teardown(a_verb_refuses_what_is_not_its_own, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
