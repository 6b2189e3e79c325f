/* SPDX-License-Identifier: MIT
 *
 * accounts.c -- an account through real ssh: two keys, a lost one, a recovery code, and leaving.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    *state = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void copy_text(json_t *o, const char *key, char *ret, size_t n)
{
    snprintf(ret, n, "%s", answer_text(o, key));
    json_decref(o);
}

static void assert_handle(json_t *o, const char *handle)
{
    assert_string_equal(answer_text(o, "handle"), handle);
    json_decref(o);
}

static void a_second_key_is_let_in_and_the_first_put_out(void **state)
{
    struct board *b = *state;
    char code[64];
    json_t *o;

    caller_join(b, "lena", "calm-lena");
    caller_key(b, "lena-phone");
    copy_text(answer(b, CALLER("lena"), 0, NULL, "keys link --json"), "code", code, sizeof code);
    assert_handle(answer(b, CALLER("lena-phone"), 0, code, "keys link - --json"), "calm-lena");
    json_decref(answer(b, CALLER("lena-phone"), 0, NULL, "keys label 2 phone --json"));
    o = answer(b, CALLER("lena"), 0, NULL, "keys --json");
    assert_int_equal(json_array_size(answer_array(o, "keys")), 2);
    assert_string_equal(answer_text(json_array_get(answer_array(o, "keys"), 1), "label"), "phone");
    assert_false(answer_flag(json_array_get(answer_array(o, "keys"), 1), "this"));
    json_decref(o);
    json_decref(answer(b, CALLER("lena-phone"), 0, NULL, "keys remove 1 --json"));
    o = answer(b, CALLER("lena"), 0, NULL, "whoami --json");
    assert_true(answer_flag(o, "guest"));
    json_decref(o);
    json_decref(answer(b, CALLER("lena-phone"), 1, NULL, "keys remove 2 --json"));
}

static void who_lost_the_key_recovers_and_puts_it_out(void **state)
{
    struct board *b = *state;
    char code[64];
    json_t *o;

    caller_key(b, "mona");
    caller_key(b, "mona-new");
    copy_text(answer(b, CALLER("mona"), 0, NULL, "join --handle calm-mona --json"), "recovery_code",
              code, sizeof code);
    json_decref(answer(b, CALLER("mona"), 0, NULL, "boards --json")); /* notes the key */
    json_decref(answer(b, CALLER("mona-new"), 1, "AAAA-AAAA", "recover --json"));
    assert_handle(answer(b, CALLER("mona-new"), 0, code, "recover --json"), "calm-mona");
    o = answer(b, CALLER("mona-new"), 0, NULL, "keys remove 1 --json");
    assert_int_equal(json_array_size(answer_array(o, "keys")), 1);
    json_decref(o);
    o = answer(b, CALLER("mona"), 0, NULL, "whoami --json");
    assert_true(answer_flag(o, "guest"));
    json_decref(o);
}

static void a_post_is_edited_and_deleted_and_its_author_leaves(void **state)
{
    struct board *b = *state;
    long long post, thread;
    json_t *o;

    caller_join(b, "rhea", "calm-rhea");
    o = answer(b, CALLER("rhea"), 0, "First words.",
               "post fixture-step --title Rhea --as handle --json");
    post = answer_number(o, "post");
    thread = answer_number(o, "thread");
    json_decref(o);
    json_decref(answer(b, CALLER("rhea"), 0, "Better words.", "edit %lld --json", post));
    o = answer(b, CALLER_GUEST, 0, NULL, "history %lld --json", post);
    assert_int_equal(json_array_size(answer_array(o, "revisions")), 2);
    json_decref(o);
    o = answer(b, CALLER("rhea"), 0, "Too much.", "reply %lld --as handle --json", thread);
    post = answer_number(o, "post");
    json_decref(o);
    json_decref(answer(b, CALLER("rhea"), 0, NULL, "delete %lld --json", post));
    json_decref(answer(b, CALLER("rhea"), 1, "somebody", "leave --json"));
    o = answer(b, CALLER("rhea"), 0, "calm-rhea", "leave --json");
    assert_true(answer_flag(o, "left"));
    json_decref(o);
    o = answer(b, CALLER_GUEST, 0, NULL, "read %lld --json", thread);
    assert_string_equal(answer_text(json_array_get(answer_array(o, "posts"), 0), "author_kind"),
                        "gone");
    assert_string_equal(answer_text(json_array_get(answer_array(o, "posts"), 1), "state"),
                        "deleted");
    json_decref(o);
    o = answer(b, CALLER("rhea"), 0, NULL, "whoami --json");
    assert_true(answer_flag(o, "guest"));
    json_decref(o);
}

static void a_hidden_authors_post_is_marked_until_it_is_shown_again(void **state)
{
    struct board *b = *state;
    long long thread;
    json_t *o;

    caller_join(b, "saul", "calm-saul");
    caller_join(b, "tess", "calm-tess");
    o = answer(b, CALLER("saul"), 0, "Noise.", "post fixture-step --title S --as handle --json");
    thread = answer_number(o, "thread");
    json_decref(o);
    o = answer(b, CALLER("tess"), 0, NULL, "hide calm-saul --json");
    assert_int_equal(json_array_size(answer_array(o, "hidden")), 1);
    json_decref(o);
    o = answer(b, CALLER("tess"), 0, NULL, "read %lld --json", thread);
    assert_true(answer_flag(json_array_get(answer_array(o, "posts"), 0), "hidden"));
    json_decref(o);
    json_decref(answer(b, CALLER("tess"), 0, NULL, "unhide calm-saul --json"));
    o = answer(b, CALLER("tess"), 0, NULL, "read %lld --json", thread);
    assert_null(json_object_get(json_array_get(answer_array(o, "posts"), 0), "hidden"));
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_key_is_let_in_and_the_first_put_out),
        cmocka_unit_test(who_lost_the_key_recovers_and_puts_it_out),
        cmocka_unit_test(a_hidden_authors_post_is_marked_until_it_is_shown_again),
        cmocka_unit_test(a_post_is_edited_and_deleted_and_its_author_leaves),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
