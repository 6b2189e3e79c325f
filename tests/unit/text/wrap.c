/* SPDX-License-Identifier: MIT
 *
 * wrap.c -- where lines break.
 */
#include <curbside/text/wrap.h>

#include <string.h>

#include <curbside/text/utf8.h>

#include "unit.h"

/* The lines of `s`, each in brackets, "." after the last one of a paragraph. */
static void check(const char *s, int cells, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct wrapped w;
    char got[500] = "";

    assert_int_equal(wrap_text(&a, s, strlen(s), cells, &w), OK);
    for (int i = 0; i < w.n; i++) {
        const struct wrap_line *line = &w.lines[i];
        assert_int_equal(line->cells, text_cells(s + line->start, line->n));
        assert_true(line->cells <= cells);
        strcat(got, "[");
        strncat(got, s + line->start, line->n);
        strcat(got, line->last ? "]." : "]");
    }
    assert_string_equal(got, expected);
}

static void lines_break_at_spaces(void **state)
{
    (void)state;
    check("one two three", 8, "[one two][three].");
    check("one two three", 7, "[one two][three].");
    check("one two three", 6, "[one][two][three].");
    check("one two three", 100, "[one two three].");
    check("a b", 2, "[a][b].");
}

static void space_at_a_break_belongs_to_no_line(void **state)
{
    (void)state;
    check("one    two", 5, "[one][two].");
    check("one    two", 3, "[one][two].");
    check("one   \ntwo", 3, "[one].[two].");
    check("one   ", 3, "[one].");
    check("one ", 4, "[one ].");
}

static void long_words_break_where_they_must(void **state)
{
    (void)state;
    check("abcdefgh", 3, "[abc][def][gh].");
    check("ab abcdefgh x", 4, "[ab][abcd][efgh][x].");
    check("abc", 3, "[abc].");
}

static void line_feeds_end_lines(void **state)
{
    (void)state;
    check("", 5, "[].");
    check("\n", 5, "[].[].");
    check("a\n\nb\n", 5, "[a].[].[b].[].");
}

static void leading_space_is_kept(void **state)
{
    (void)state;
    check("  a b c", 4, "[  a][b c].");
    check("      ", 4, "[    ][  ].");
    check("      x", 4, "[    ][  x].");
}

static void wide_characters_do_not_stick_out(void **state)
{
    (void)state;
    check("\xE6\xBC\xA2\xE5\xAD\x97", 3, "[\xE6\xBC\xA2][\xE5\xAD\x97].");
    check("a\xE6\xBC\xA2", 2, "[a][\xE6\xBC\xA2].");
}

static void clusters_stay_whole(void **state)
{
    (void)state;
    check("abe\xCC\x81"
          "d",
          3, "[abe\xCC\x81][d].");
    check("\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8Fx", 2,
          "[\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F][x].");
}

static void an_impossible_width_is_two_cells(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct wrapped w;

    (void)state;
    assert_int_equal(wrap_text(&a, "abcd", 4, 0, &w), OK);
    assert_int_equal(w.n, 2);
    assert_int_equal(wrap_text(&a, "abcd", 4, -7, &w), OK);
    assert_int_equal(w.n, 2);
}

static void nothing_but_white_space_is_between_two_lines(void **state)
{
    static const char s[] = "  some words, \t and averyveryverylongone \n\n  x  y\xFF \x07 z   ";
    const size_t n = sizeof s - 1;

    (void)state;
    for (int cells = 2; cells < 30; cells++) {
        struct wrap_line line;
        size_t at = 0;
        size_t before = 0;
        while (wrap_next(s, n, cells, &at, &line)) {
            for (size_t i = before; i < line.start; i++)
                assert_true(s[i] == ' ' || s[i] == '\t' || s[i] == '\n');
            before = line.start + line.n;
        }
        for (size_t i = before; i < n; i++)
            assert_int_equal(s[i], ' ');
    }
}

static void too_many_lines_for_the_arena_are_refused(void **state)
{
    AUTO_ARENA struct arena a;
    struct wrapped w;
    static char feeds[1000];

    (void)state;
    memset(feeds, '\n', sizeof feeds);
    arena_init(&a, 1000);
    assert_int_equal(wrap_text(&a, feeds, sizeof feeds, 10, &w), E_NOMEM);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_spaces),
        cmocka_unit_test(space_at_a_break_belongs_to_no_line),
        cmocka_unit_test(long_words_break_where_they_must),
        cmocka_unit_test(line_feeds_end_lines),
        cmocka_unit_test(leading_space_is_kept),
        cmocka_unit_test(wide_characters_do_not_stick_out),
        cmocka_unit_test(clusters_stay_whole),
        cmocka_unit_test(an_impossible_width_is_two_cells),
        cmocka_unit_test(nothing_but_white_space_is_between_two_lines),
        cmocka_unit_test(too_many_lines_for_the_arena_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
