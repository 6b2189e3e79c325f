/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- governing by command, as a sysop and as the operator, who is nobody on the board.
 */
#include "unit/commands/desk.h"

#include <curbside/domain/audit.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_operator_governs_without_being_anybody, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_sysop_takes_back_what_the_operator_did, setup, teardown),
        cmocka_unit_test_setup_teardown(the_operator_is_no_member, setup, teardown),
        cmocka_unit_test_setup_teardown(a_verb_refuses_what_is_not_its_own, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
