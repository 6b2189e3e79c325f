/* SPDX-License-Identifier: MIT
 *
 * words.c -- command lines split as a shell would, flags told from arguments.
 */
#include <curbside/base/words.h>

#include <string.h>

#include "unit.h"

static void check_split(const char *line, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char joined[200] = "";
    char **words = NULL;
    int count = 0;

    assert_int_equal(words_split(&a, line, strlen(line), &words, &count), OK);
    for (int i = 0; i < count; i++) {
        strcat(joined, "[");
        strcat(joined, words[i]);
        strcat(joined, "]");
    }
    assert_string_equal(joined, expected);
    assert_null(words[count]);
}

static void lines_split_as_in_a_shell(void **state)
{
    (void)state;
    check_split("", "");
    check_split("  \t ", "");
    check_split("read 41", "[read][41]");
    check_split("  a\tb\nc  ", "[a][b][c]");
    check_split("post 'it is late' \"so late\"", "[post][it is late][so late]");
    check_split("a'b c'd\"e f\"g", "[ab cde fg]");
    check_split("'' \"\" x", "[][][x]");
    check_split("\\'a\\ b\\\\", "['a b\\]");
    check_split("\"a \\\" \\\\ \\$ \\` \\n\"", "[a \" \\ $ ` \\n]");
    check_split("'a \\' b", "[a \\][b]");
    check_split("$HOME `ls` * ~ ; | > &", "[$HOME][`ls`][*][~][;][|][>][&]");
}

static void what_does_not_end_is_refused(void **state)
{
    static const char *const bad[] = {"'", "\"", "a 'b", "a \"b\\\"", "a\\", "\"\\"};
    AUTO_ARENA struct arena a = ARENA_INIT;
    char **words = NULL;
    int count = 42;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(words_split(&a, bad[i], strlen(bad[i]), &words, &count), E_USAGE);
    assert_int_equal(words_split(&a, "a\0b", 3, &words, &count), E_USAGE);
    assert_int_equal(count, 42);
}

static void long_lines_and_many_words_are_refused(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static char line[WORDS_LINE_BYTES + 1];
    char **words = NULL;
    int count = 0;

    (void)state;
    memset(line, 'x', sizeof line);
    assert_int_equal(words_split(&a, line, WORDS_LINE_BYTES, &words, &count), OK);
    assert_int_equal(words_split(&a, line, WORDS_LINE_BYTES + 1, &words, &count), E_USAGE);
    for (size_t i = 1; i < sizeof line; i += 2)
        line[i] = ' ';
    assert_int_equal(words_split(&a, line, 2 * WORDS_MAX, &words, &count), OK);
    assert_int_equal(count, WORDS_MAX);
    assert_int_equal(words_split(&a, line, 2 * WORDS_MAX + 1, &words, &count), E_USAGE);
}

static const struct flag flags[] = {
    {"--title", true, false},
    {"--tag", true, true},
    {"--json", false, false},
    {NULL, false, false},
};

static enum err parse(struct arena *a, const char *line, struct parsed_words *ret)
{
    char **words = NULL;
    int count = 0;

    assert_int_equal(words_split(a, line, strlen(line), &words, &count), OK);
    return words_parse(a, flags, words, count, ret);
}

static void flags_and_arguments_mix(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct parsed_words p;

    (void)state;
    assert_int_equal(parse(&a, "premed --title='a b' --tag x --json --tag=y last", &p), OK);
    assert_int_equal(p.n_args, 2);
    assert_string_equal(p.args[0], "premed");
    assert_string_equal(p.args[1], "last");
    assert_string_equal(words_value(&p, "--title"), "a b");
    assert_string_equal(words_value(&p, "--tag"), "x");
    assert_int_equal(p.n_flags, 4);
    assert_string_equal(p.flags[3].value, "y");
    assert_true(words_has(&p, "--json"));
    assert_null(words_value(&p, "--json"));
    assert_false(words_has(&p, "--nothing"));
    assert_null(words_value(&p, "--nothing"));
}

static void dashes_that_are_no_flags_are_arguments(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct parsed_words p;

    (void)state;
    assert_int_equal(parse(&a, "- -not -1 -- --json --whatever --", &p), OK);
    assert_int_equal(p.n_args, 6);
    assert_int_equal(p.n_flags, 0);
    assert_string_equal(p.args[1], "-not");
    assert_string_equal(p.args[3], "--json");
    assert_string_equal(p.args[5], "--");
}

static void a_value_may_be_empty_or_look_like_a_flag_after_the_equals_sign(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct parsed_words p;

    (void)state;
    assert_int_equal(parse(&a, "--title= --tag=--json", &p), OK);
    assert_string_equal(words_value(&p, "--title"), "");
    assert_string_equal(words_value(&p, "--tag"), "--json");
    assert_int_equal(parse(&a, "--title ''", &p), OK);
    assert_string_equal(words_value(&p, "--title"), "");
}

static void what_does_not_fit_is_named(void **state)
{
    static const struct {
        const char *line;
        const char *offending;
    } cases[] = {
        {"x --nothing y", "--nothing"},        {"--jsonx", "--jsonx"},
        {"--json=yes", "--json=yes"},          {"--title", "--title"},
        {"--title --tag x", "--title"},        {"--title a --title b", "--title"},
        {"--json --title=a --json", "--json"}, {"--t", "--t"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct parsed_words p;
        assert_int_equal(parse(&a, cases[i].line, &p), E_USAGE);
        assert_string_equal(p.offending, cases[i].offending);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_split_as_in_a_shell),
        cmocka_unit_test(what_does_not_end_is_refused),
        cmocka_unit_test(long_lines_and_many_words_are_refused),
        cmocka_unit_test(flags_and_arguments_mix),
        cmocka_unit_test(dashes_that_are_no_flags_are_arguments),
        cmocka_unit_test(a_value_may_be_empty_or_look_like_a_flag_after_the_equals_sign),
        cmocka_unit_test(what_does_not_fit_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
