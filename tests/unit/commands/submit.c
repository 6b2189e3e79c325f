/* SPDX-License-Identifier: MIT
 *
 * submit.c -- posting by command: who may, what a body may be, and that nothing is posted twice or
 * by accident.
 */
#include "desk.h"

static void a_caller_without_a_key_is_told_the_two_lines(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "join"), 3);
    assert_non_null(strstr(desk_err(d), "\n  ssh-keygen -t ed25519 -f ~/.ssh/curbside -N ''\n"));
    assert_non_null(strstr(desk_err(d), "\n  ssh -i ~/.ssh/curbside "));
}

static void joining_twice_with_one_key_is_refused(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "join"), 1);
    assert_string_equal(d->visit.who->name, "ann-arbor");
}

static void taken_and_reserved_handles_are_refused_and_nobody_joined(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    desk_caller(d, "key of bob");
    assert_int_equal(desk_run(d, "join --handle ann-arbor --json"), 1);
    assert_non_null(strstr(desk_out(d), "\"handle-taken\""));
    assert_int_equal(desk_run(d, "join --handle sysop --json"), 1);
    assert_non_null(strstr(desk_out(d), "\"handle-reserved\""));
    assert_int_equal(desk_run(d, "join --handle X --json"), 1);
    assert_true(who_is_guest(d->visit.who));
}

static void the_claim_code_makes_the_first_sysop_once(void **state)
{
    struct desk *d = *state;
    char code[CLAIM_CODE_SIZE], line[80];

    assert_int_equal(claim_make(&d->visit, code), OK);
    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "claim AAAA-AAAA-AAAA-AAAA-AAAA"), 1);
    assert_int_equal(desk_run_with(d, "claim -", code), 0);
    assert_int_equal(d->visit.who->role, ROLE_SYSOP);
    assert_string_equal(desk_out(d), "ann-arbor is sysop of this board now.\n");
    desk_join_as(d, "key of bob", "bob-cat-12");
    snprintf(line, sizeof line, "claim %s", code);
    assert_int_equal(desk_run(d, line), 1);
    assert_int_equal(d->visit.who->role, ROLE_MEMBER);
}

static void an_alias_is_denied_until_aliases_are_open(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --as alias", "x"), 3);
    assert_int_equal(desk_run(d, "post vent --title T"), 1); /* closed: not there */
    assert_int_equal(desk_run_with(d, "post lounge --title T --as nobody", "x"), 2);
}

static void who_may_not_post_is_told_before_the_body_is_read(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "post announcements --title T"), 3);
    assert_false(d->stdin_was_read);
    assert_int_equal(desk_run(d, "reply 999999999"), 1);
    assert_false(d->stdin_was_read);
    assert_int_equal(desk_run(d, "post lounge --title ''"), 1);
    assert_false(d->stdin_was_read);
}

static void bodies_are_checked_for_length_emptiness_and_utf8(void **state)
{
    struct desk *d = *state;
    char *body = malloc(COMMAND_STDIN_BYTES + 2);

    assert_non_null(body);
    memset(body, 'a', COMMAND_STDIN_BYTES + 1);
    body[COMMAND_STDIN_BYTES + 1] = '\0';
    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", body), 1);
    assert_non_null(strstr(desk_out(d), "\"body-long\""));
    body[COMMAND_STDIN_BYTES] = '\0';
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", body), 0);
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", ""), 1);
    assert_non_null(strstr(desk_out(d), "\"body-empty\""));
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", " \n\t "), 1);
    assert_non_null(strstr(desk_out(d), "\"body-empty\""));
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "\xff\xfe"), 1);
    assert_non_null(strstr(desk_out(d), "\"not-utf8\""));
    free(body);
}

static void without_an_input_that_ends_nothing_is_posted(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    d->io.read_stdin = NULL;
    assert_int_equal(desk_run(d, "post lounge --title T"), 2);
    assert_non_null(strstr(desk_err(d), "leave out -t"));
    assert_int_equal(desk_run(d, "claim -"), 2);
}

static void tags_repeat_and_come_back(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --tag Step1 --tag=#anki", "x"), 0);
    assert_int_equal(desk_run(d, "threads lounge --tag step1 --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"tags\":[\"step1\",\"anki\"]"));
    assert_int_equal(desk_run(d, "threads lounge --tag other --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"threads\":[]"));
}

static void running_a_command_twice_posts_twice(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    desk_thread(d, "lounge", "T", "x");
    desk_thread(d, "lounge", "T", "x");
    assert_int_equal(desk_run(d, "boards --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"threads\":2,\"posts\":2"));
}

static void a_reply_to_a_post_by_address_answers_it(void **state)
{
    struct desk *d = *state;
    char line[80];
    long long thread, post;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    thread = desk_thread(d, "lounge", "T", "one");
    snprintf(line, sizeof line, "reply thread/%lld --json", thread);
    assert_int_equal(desk_run_with(d, line, "two"), 0);
    doc = desk_json(d);
    post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    snprintf(line, sizeof line, "reply post/%lld", post);
    assert_int_equal(desk_run_with(d, line, "three"), 0);
    snprintf(line, sizeof line, "Posted as %s: #3 in thread/%lld.\n", d->visit.who->name, thread);
    assert_string_equal(desk_out(d), line);
    snprintf(line, sizeof line, "read %lld --from 3", thread);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "#3 ann-arbor (op, you) → #2"));
    snprintf(line, sizeof line, "reply %lld --to 99", thread);
    assert_int_equal(desk_run_with(d, line, "x"), 1);
}

static void reading_marks_nothing_unless_asked(void **state)
{
    struct desk *d = *state;
    char line[80];

    desk_join_as(d, "key of ann", "ann-arbor");
    desk_join_as(d, "key of bob", "bob-cat-12");
    snprintf(line, sizeof line, "read %lld", desk_thread(d, "lounge", "T", "x"));
    desk_caller(d, "key of ann");
    assert_int_equal(desk_run(d, line), 0);
    assert_false(d->last.keep_state);
    assert_int_equal(desk_run(d, "threads lounge --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"unread\":1"));
    strcat(line, " --mark");
    assert_int_equal(desk_run(d, line), 0);
    assert_true(d->last.keep_state);
    assert_int_equal(desk_run(d, "threads lounge --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"unread\":0"));
}

static void posting_never_asks_to_save_the_sealed_state(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_false(d->last.keep_state);
    desk_thread(d, "lounge", "T", "x");
    assert_false(d->last.keep_state);
}

static int setup(void **state)
{
    *state = desk_new();
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_caller_without_a_key_is_told_the_two_lines),
        T(joining_twice_with_one_key_is_refused),
        T(taken_and_reserved_handles_are_refused_and_nobody_joined),
        T(the_claim_code_makes_the_first_sysop_once),
        T(an_alias_is_denied_until_aliases_are_open),
        T(who_may_not_post_is_told_before_the_body_is_read),
        T(bodies_are_checked_for_length_emptiness_and_utf8),
        T(without_an_input_that_ends_nothing_is_posted),
        T(tags_repeat_and_come_back),
        T(running_a_command_twice_posts_twice),
        T(a_reply_to_a_post_by_address_answers_it),
        T(reading_marks_nothing_unless_asked),
        T(posting_never_asks_to_save_the_sealed_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
