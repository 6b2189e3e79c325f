/* SPDX-License-Identifier: MIT
 *
 * plain_answers.c -- what plain mode says where nothing came of a line: its own words, not those
 * about keys that nobody typed.
 */
#include "talk.h"

static void assert_answer(struct talk *t, const char *line, const char *words)
{
    AUTO_STR struct str want = STR_INIT;

    listen(t);
    type(t, line);
    type(t, "\r");
    str_printf(&want, "%s\n%s\nCommand: ", line, words);
    assert_string_equal(str_cstr(&t->text), str_cstr(&want));
}

static void find_alone_in_a_text_says_what_to_say(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    assert_answer(&t, "find", "Say what to find: find WORDS. If you did, this is the only place.");
    done(&t);
}

/* A form's choice: there is neither a list nor a page. */
static void a_form_says_that_there_is_nothing_to_move_in(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    stage_role(&t.st, "quiet-otter-41", "sysop");
    begin(&t, "quiet-otter-41");
    type(&t, "sysop menu\rboards\r1\r\r\r\r");
    assert_said(&t, "Names, one of:");
    listen(&t);
    type(&t, ":find zebra\r");
    assert_said(&t, "There is nothing to look through here.");
    type(&t, ":previous\r");
    assert_said(&t, "That is the beginning.");
    type(&t, ":first\r");
    assert_said(&t, "You are at the beginning.");
    type(&t, ":last\r");
    assert_said(&t, "You are at the end.");
    assert_said_not(&t, "does nothing here");
    done(&t);
}

/* Half of g and a letter: the key that a later line presses is not the other half. */
static void a_lone_g_takes_no_key_of_the_next_line(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rfirst\r");
    assert_answer(&t, "g", "Nothing here answers to that key.");
    listen(&t);
    type(&t, "find why the wrong\r");
    assert_said(&t, "2. review why the wrong answer attracted me");
    type(&t, "first\rg\r");
    listen(&t);
    type(&t, "skip\r");
    assert_said(&t, "Post 2 by lucid-ibex-7");
    done(&t);
}

/* Also of who typed a key, or a word, that means nothing. */
static void what_is_unknown_gets_one_sentence(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    assert_answer(&t, "Z", "Nothing here answers to that key.");
    assert_answer(&t, "^y", "Nothing here answers to that key.");
    assert_answer(&t, "zebra", "\"zebra\" is no command here. \"help\" lists them.");
    assert_answer(&t, "g x", "\"g x\" is no command here. \"help\" lists them.");
    done(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(find_alone_in_a_text_says_what_to_say),
        cmocka_unit_test(a_form_says_that_there_is_nothing_to_move_in),
        cmocka_unit_test(a_lone_g_takes_no_key_of_the_next_line),
        cmocka_unit_test(what_is_unknown_gets_one_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
