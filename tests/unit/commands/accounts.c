/* SPDX-License-Identifier: MIT
 *
 * accounts.c -- keys, recovery and leaving by command; editing, deleting and history.
 */
#include "desk.h"

#include <curbside/domain/keys.h>

static json_t *answer(struct desk *d, const char *line, const char *input)
{
    assert_int_equal(input ? desk_run_with(d, line, input) : desk_run(d, line), 0);
    return desk_json(d);
}

static void copy_text(json_t *doc, const char *key, char *ret, size_t n)
{
    snprintf(ret, n, "%s", json_string_value(json_object_get(doc, key)));
    json_decref(doc);
}

static void a_code_lets_another_key_in(void **state)
{
    struct desk *d = *state;
    char code[64];

    desk_join_as(d, "key of ann", "ann-arbor");
    copy_text(answer(d, "keys link --json", NULL), "code", code, sizeof code);
    assert_true(d->last.keep_state);
    assert_int_equal(desk_run_with(d, "keys link -", code), 1); /* a member needs none */
    desk_caller(d, "ann's other key");
    assert_int_equal(desk_run_with(d, "keys link -", "AAAA"), 1);
    json_t *doc = answer(d, "keys link - --json", code);
    assert_keys(doc, "handle");
    assert_string_equal(json_string_value(json_object_get(doc, "handle")), "ann-arbor");
    assert_true(d->last.keep_state);
    json_decref(doc);
    desk_caller(d, "a third key");
    assert_int_equal(desk_run_with(d, "keys link -", code), 1);
}

static void keys_are_listed_labelled_and_removed(void **state)
{
    struct desk *d = *state;
    char code[64];

    desk_join_as(d, "key of ann", "ann-arbor");
    copy_text(answer(d, "keys link --json", NULL), "code", code, sizeof code);
    assert_int_equal(desk_run(d, "keys label 1 'old laptop'"), 0);
    assert_string_equal(desk_out(d), "   1  old laptop  (the key you came with)\n");
    desk_caller(d, "ann's other key");
    assert_int_equal(desk_run_with(d, "keys link -", code), 0);
    assert_int_equal(desk_run(d, "keys --json"), 0);
    assert_string_equal(desk_out(d), "{\"keys\":[{\"n\":1,\"label\":\"old laptop\",\"this\":false},"
                                     "{\"n\":2,\"label\":\"\",\"this\":true}]}\n");
    assert_int_equal(desk_run(d, "keys remove 2 --json"), 1);
    assert_non_null(strstr(desk_out(d), "\"key-in-use\""));
    assert_int_equal(desk_run(d, "keys remove 1"), 0);
    assert_true(d->last.keep_state);
    assert_int_equal(desk_run(d, "keys remove 2 --json"), 1);
    assert_non_null(strstr(desk_out(d), "\"key-last\""));
    desk_caller(d, "key of ann");
    assert_true(who_is_guest(d->visit.who));
}

static void keys_with_other_words_is_a_usage_error(void **state)
{
    static const char *const lines[] = {"keys lost",       "keys list all",   "keys label 1",
                                        "keys remove",     "keys remove 1 2", "keys link A B",
                                        "keys label 1 a b"};
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(desk_run(d, lines[i]), 2);
        assert_non_null(strstr(desk_err(d), "\nusage: keys "));
    }
    assert_int_equal(desk_run(d, "keys remove x"), 1);
    desk_caller(d, "key of bob");
    assert_int_equal(desk_run(d, "keys"), 3);
    assert_int_equal(desk_run(d, "keys link"), 3);
}

static void the_recovery_code_opens_the_account_for_a_new_key(void **state)
{
    struct desk *d = *state;
    char code[64], input[72];

    desk_caller(d, "key of ann");
    copy_text(answer(d, "join --handle ann-arbor --json", NULL), "recovery_code", code,
              sizeof code);
    assert_int_equal(desk_run(d, "recover"), 1); /* is in already */
    desk_caller(d, "ann's new key");
    assert_int_equal(desk_run_with(d, "recover --json", "AAAA-AAAA"), 1);
    assert_non_null(strstr(desk_out(d), "\"code-invalid\""));
    snprintf(input, sizeof input, "%s\r\n", code);
    json_t *doc = answer(d, "recover --json", input);
    assert_keys(doc, "handle");
    json_decref(doc);
    assert_true(d->last.keep_state);
    assert_string_equal(d->visit.who->name, "ann-arbor");
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "recover"), 3);
}

static enum err no_more_tries(void *ctx)
{
    (void)ctx;
    return E_TOOFAST;
}

static void tries_with_codes_are_limited(void **state)
{
    struct desk *d = *state;

    desk_caller(d, "key of ann");
    d->io.may_try_code = no_more_tries;
    assert_int_equal(desk_run_with(d, "recover", "AAAA"), 4);
    assert_int_equal(desk_run(d, "keys link AAAA"), 4);
}

static void leaving_needs_the_handle_and_leaves_the_posts(void **state)
{
    struct desk *d = *state;
    char line[64];

    desk_join_as(d, "key of ann", "ann-arbor");
    snprintf(line, sizeof line, "read %lld --json",
             desk_thread(d, "lounge", "Hello", "I was here"));
    assert_int_equal(desk_run_with(d, "leave", "bob-cat\n"), 1);
    assert_non_null(strstr(desk_err(d), "nothing was done"));
    assert_int_equal(desk_run_with(d, "leave --json", "ann-arbor\n"), 0);
    assert_string_equal(desk_out(d), "{\"left\":true}\n");
    assert_false(d->last.keep_state);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "\"author\":\"gone\",\"author_kind\":\"gone\""));
    assert_non_null(strstr(desk_out(d), "I was here"));
    assert_null(strstr(desk_out(d), "ann-arbor"));
    desk_caller(d, "key of ann");
    assert_true(who_is_guest(d->visit.who));
    assert_int_equal(desk_run_with(d, "leave", "ann-arbor"), 3);
}

static void a_session_left_open_posts_nothing_after_the_account_was_left(void **state)
{
    struct desk *d = *state;
    struct visit left;

    desk_join_as(d, "key of ann", "ann-arbor");
    left = d->visit;
    assert_int_equal(account_open(&left, (const uint8_t *)"key of ann", 10), OK);
    assert_int_equal(account_leave(&left, "ann-arbor"), OK);
    account_close(&left);
    assert_int_equal(desk_run_with(d, "post lounge --title T --as handle", "x"), 3);
    assert_int_equal(desk_run(d, "threads lounge"), 0);
    assert_non_null(strstr(desk_out(d), "No thread here"));
}

/* The id of the first post of a new thread by the caller. */
static long long a_post(struct desk *d, const char *body)
{
    json_t *doc = answer(d, "post lounge --title T --json", body);
    long long id = json_integer_value(json_object_get(doc, "post"));

    json_decref(doc);
    return id;
}

static const char *with(const char *verb, long long post, const char *rest)
{
    static char line[96];

    snprintf(line, sizeof line, "%s %lld%s", verb, post, rest);
    return line;
}

static void an_edited_post_shows_what_it_said(void **state)
{
    struct desk *d = *state;
    long long post;
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    post = a_post(d, "One word.");
    d->now += 60;
    assert_int_equal(desk_run_with(d, with("edit", post, " --json"), "Another word."), 0);
    assert_false(d->last.keep_state);
    doc = desk_json(d);
    assert_keys(doc, "post");
    json_decref(doc);
    desk_caller(d, NULL);
    doc = answer(d, with("history", post, " --json"), NULL);
    assert_keys(doc, "revisions");
    assert_int_equal(json_array_size(json_object_get(doc, "revisions")), 2);
    assert_keys(json_array_get(json_object_get(doc, "revisions"), 0), "body title tags created");
    json_decref(doc);
    assert_int_equal(desk_run(d, with("history", post, "")), 0);
    assert_non_null(strstr(desk_out(d), "1 of 2, 2026-11-23 10:04 UTC\n\n    One word.\n"));
    assert_non_null(strstr(desk_out(d), "2 of 2, 2026-11-23 10:05 UTC\n\n    Another word.\n"));
}

static void a_thread_gets_another_title_without_reading_a_body(void **state)
{
    struct desk *d = *state;
    long long post;

    desk_join_as(d, "key of ann", "ann-arbor");
    post = a_post(d, "One word.");
    d->now += 60;
    assert_int_equal(desk_run(d, with("edit", post, " --title 'A new one' --tag step1")), 0);
    assert_false(d->stdin_was_read);
    assert_int_equal(desk_run(d, with("history", post, "")), 0);
    assert_non_null(strstr(desk_out(d), "2 of 2, 2026-11-23 10:05 UTC\nA new one #step1\n\n"
                                        "    One word.\n"));
    assert_int_equal(desk_run(d, with("edit", post, " --no-tags")), 0);
    assert_int_equal(desk_run(d, with("history", post, "")), 0);
    assert_non_null(strstr(desk_out(d), "3 of 3, 2026-11-23 10:05 UTC\nA new one\n\n"));
    assert_int_equal(desk_run(d, with("edit", post, " --no-tags --tag x")), 2);
    assert_int_equal(desk_run(d, with("edit", post, " --title ''")), 1);
}

static void others_posts_are_not_edited_and_that_is_said_before_the_body(void **state)
{
    struct desk *d = *state;
    long long post;

    desk_join_as(d, "key of ann", "ann-arbor");
    post = a_post(d, "Mine.");
    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(desk_run(d, with("edit", post, "")), 3);
    assert_false(d->stdin_was_read);
    assert_int_equal(desk_run(d, with("delete", post, "")), 3);
    assert_int_equal(desk_run(d, "edit 0"), 1);
    assert_int_equal(desk_run(d, "delete nothing"), 1);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, with("edit", post, "")), 3);
    assert_int_equal(desk_run(d, with("delete", post, "")), 3);
}

static void a_deleted_post_has_neither_text_nor_history(void **state)
{
    struct desk *d = *state;
    long long post;

    desk_join_as(d, "key of ann", "ann-arbor");
    post = a_post(d, "Away with it.");
    assert_int_equal(desk_run(d, with("delete", post, " --json")), 0);
    assert_int_equal(desk_run(d, with("history", post, "")), 1);
    assert_int_equal(desk_run(d, with("delete", post, "")), 1);
    assert_int_equal(desk_run(d, "threads lounge --json"), 0);
    assert_null(strstr(desk_out(d), "\"title\":\"T\""));
}

static void a_receipt_deletes_only_its_own_post(void **state)
{
    struct desk *d = *state;
    long long post;

    desk_join_as(d, "key of ann", "ann-arbor");
    post = a_post(d, "No alias.");
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, with("delete", post, " --receipt AAAA")), 1);
    assert_int_equal(desk_run_with(d, with("delete", post, " --receipt -"), "AAAA-AAAA-AAAA-AAAA"),
                     1);
    assert_int_equal(desk_run(d, with("history", post, "")), 0);
}

/* ---- hiding ---- */

static void a_hidden_handles_posts_are_marked_for_the_hider_alone(void **state)
{
    struct desk *d = *state;
    char line[64];
    json_t *doc;

    desk_join_as(d, "key of ann", "ann-arbor");
    snprintf(line, sizeof line, "read %lld", desk_thread(d, "lounge", "Hello", "Loud words"));
    desk_join_as(d, "key of bob", "bob-cat-12");
    doc = answer(d, "hide ann-arbor --json", NULL);
    assert_keys(doc, "hidden");
    assert_keys(json_array_get(json_object_get(doc, "hidden"), 0), "name thread");
    json_decref(doc);
    desk_caller(d, "key of bob"); /* it is stored */
    assert_int_equal(desk_run(d, line), 0);
    assert_null(strstr(desk_out(d), "Loud words"));
    assert_non_null(strstr(desk_out(d), "hidden by you"));
    assert_int_equal(desk_run(d, "threads lounge --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"hidden\":true"));
    desk_caller(d, "key of ann");
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "Loud words"));
    desk_caller(d, "key of bob");
    assert_int_equal(desk_run(d, "unhide ann-arbor"), 0);
    assert_string_equal(desk_out(d), "Nobody is hidden.\n");
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "Loud words"));
}

static void an_alias_is_hidden_in_its_thread_only(void **state)
{
    struct desk *d = *state;
    char line[96];
    long long thread;

    desk_join_as(d, "key of ann", "ann-arbor");
    thread = desk_thread(d, "lounge", "Hello", "x");
    assert_int_equal(desk_run(d, "hide '~amber-heron'"), 2);
    assert_non_null(strstr(desk_err(d), "--thread"));
    snprintf(line, sizeof line, "hide '~amber-heron' --thread %lld", thread);
    assert_int_equal(desk_run(d, line), 0);
    snprintf(line, sizeof line, "~amber-heron, in thread/%lld\n", thread);
    assert_string_equal(desk_out(d), line);
    assert_int_equal(desk_run(d, "hide '~Amber!' --thread 1"), 1);
    assert_int_equal(desk_run(d, "unhide '~amber-heron'"), 0);
    assert_string_equal(desk_out(d), "Nobody is hidden.\n");
}

static void nobody_and_oneself_cannot_be_hidden(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "hide nobody-here"), 1);
    assert_int_equal(desk_run(d, "hide ann-arbor"), 1);
    assert_int_equal(desk_run(d, "hide"), 0);
    assert_string_equal(desk_out(d), "Nobody is hidden.\n");
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "hide ann-arbor"), 3);
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
        T(a_code_lets_another_key_in),
        T(keys_are_listed_labelled_and_removed),
        T(keys_with_other_words_is_a_usage_error),
        T(the_recovery_code_opens_the_account_for_a_new_key),
        T(tries_with_codes_are_limited),
        T(leaving_needs_the_handle_and_leaves_the_posts),
        T(a_session_left_open_posts_nothing_after_the_account_was_left),
        T(an_edited_post_shows_what_it_said),
        T(a_thread_gets_another_title_without_reading_a_body),
        T(others_posts_are_not_edited_and_that_is_said_before_the_body),
        T(a_deleted_post_has_neither_text_nor_history),
        T(a_hidden_handles_posts_are_marked_for_the_hider_alone),
        T(an_alias_is_hidden_in_its_thread_only),
        T(nobody_and_oneself_cannot_be_hidden),
        T(a_receipt_deletes_only_its_own_post),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
