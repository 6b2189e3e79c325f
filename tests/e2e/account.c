/* SPDX-License-Identifier: MIT
 *
 * account.c -- a board as it is shipped: aliases by default; and "You" on the screen, from outside:
 * another key let in by a code that is read off one screen and typed into another, and leaving.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.aliases = true});

    caller_join(b, "ann", "calm-ann");
    caller_key(b, "phone");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* Nothing set: what a new board does. */
static void a_new_board_has_its_alias_boards_open_and_aliases_by_default(void **state)
{
    struct board *b = *state;
    json_t *made;

    caller_join(b, "cat", "calm-cat");
    made = answer(b, CALLER("cat"), 0, "Who are we here?", "post lounge --title Names --json");
    json_t *thread = answer(b, CALLER_GUEST, 0, NULL, "read %lld --json",
                            answer_number(made, "thread"));
    json_t *post = json_array_get(answer_array(thread, "posts"), 0);
    assert_string_equal(answer_text(post, "author_kind"), "alias");
    assert_int_equal(answer_text(post, "author")[0], '~');
    json_decref(thread);
    json_decref(made);
    made = answer(b, CALLER("cat"), 0, "Do I tell programs?",
                  "post confidential-consult --title Asking --json");
    assert_true(json_is_string(json_object_get(made, "released")));
    assert_true(json_is_string(json_object_get(made, "receipt")));
    json_decref(made);
}

/* The code on the screen: seven groups of four. */
static void code_read(struct screen *s, char ret[64])
{
    for (int row = 0; row < screen_rows(s); row++) {
        const char *at = screen_row(s, row);

        at += strspn(at, " ");
        if (strlen(at) >= 34 && strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-") >= 34) {
            snprintf(ret, 64, "%.34s", at);
            return;
        }
    }
    screen_print(s, "no code");
    fail_msg("no code is on the screen");
}

static void another_key_is_let_in_by_a_code(void **state)
{
    struct screen *s = screen_open(*state, CALLER("ann"), 80, 24), *phone;
    char code[64];
    json_t *o;

    screen_wait_text(s, "7 You");
    screen_type(s, "7");
    screen_wait_text(s, "Quiet view");
    screen_type(s, "\r");
    screen_wait_text(s, "the one you came with");
    screen_type(s, "w");
    screen_wait_text(s, "For ten minutes, and once");
    code_read(s, code);
    phone = screen_open(*state, CALLER("phone"), 40, 15);
    screen_wait_text(phone, "I have a code");
    screen_type(phone, "jjj\r");
    screen_wait_text(phone, "Your recovery code, or");
    screen_type(phone, code);
    screen_type(phone, "\r");
    screen_wait_text(phone, "Welcome back, calm-ann");
    screen_type(phone, "Q");
    assert_int_equal(screen_wait_exit(phone), 0);
    screen_close(phone);
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
    o = answer(*state, CALLER("phone"), 0, NULL, "whoami --json");
    assert_string_equal(answer_text(o, "handle"), "calm-ann");
    json_decref(o);
}

static void who_leaves_types_the_handle_and_says_what_becomes_of_the_words(void **state)
{
    struct screen *s;
    json_t *made;

    caller_join(*state, "bob", "calm-bob");
    made = answer(*state, CALLER("bob"), 0, "Mine.", "post lounge --title Mine --json");
    s = screen_open(*state, CALLER("bob"), 80, 24);
    screen_wait_text(s, "7 You");
    screen_type(s, "7");
    screen_wait_text(s, "Leave for good");
    screen_type(s, "G\r");
    screen_wait_text(s, "yours, typed once more");
    screen_type(s, " \rcalm-bob\r");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
    free(caller_expect(*state, CALLER("bob"), 3, NULL, "mine"));
    /* The words stand until their day. */
    json_decref(
        answer(*state, CALLER_GUEST, 0, NULL, "read %lld --json", answer_number(made, "thread")));
    json_decref(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_board_has_its_alias_boards_open_and_aliases_by_default),
        cmocka_unit_test(another_key_is_let_in_by_a_code),
        cmocka_unit_test(who_leaves_types_the_handle_and_says_what_becomes_of_the_words),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
