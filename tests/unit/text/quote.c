/* SPDX-License-Identifier: MIT
 *
 * quote.c -- quoting replies and excerpts.
 */
#include <curbside/text/markdown.h>

#include <string.h>

#include <curbside/text/utf8.h>

#include "unit.h"

static void check_quote(const char *body, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    assert_string_equal(markdown_quote(&a, body, strlen(body), 2, 4096), expected);
}

static void every_line_is_quoted(void **state)
{
    (void)state;
    check_quote("one\n\n\ntwo\n", "> one\n>\n> two\n");
    check_quote("\n\none\n\n", "> one\n");
    check_quote("", "");
    check_quote("  in\n```\n  x\n\n> y\n```", ">   in\n> ```\n>   x\n> \n> > y\n> ```\n");
}

static void quotes_are_kept_to_the_depth(void **state)
{
    (void)state;
    check_quote("> a\n>> b\nc", "> > a\n> c\n");
    check_quote(">a\n> >b\n", "> > a\n");
}

static void signatures_are_left_out(void **state)
{
    (void)state;
    check_quote("words\n-- \nMe\nMy place\n", "> words\n");
    check_quote("words\n--\nMe\n", "> words\n");
    check_quote("a\n--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                "> a\n> --\n> 1\n> 2\n> 3\n> 4\n> 5\n> 6\n> 7\n> 8\n> 9\n");
}

static void a_long_body_is_cut_at_a_line(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const char body[] = "1234567\n1234567\n1234567\n1234567\n";

    (void)state;
    assert_string_equal(markdown_quote(&a, body, sizeof body - 1, 2, 30),
                        "> 1234567\n> 1234567\n> [...]\n");
    assert_string_equal(markdown_quote(&a, body, sizeof body - 1, 2, 10), "> [...]\n");
}

static void check_excerpt(const char *body, int cells, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    assert_string_equal(markdown_excerpt(&a, body, strlen(body), cells), expected);
}

static void an_excerpt_is_what_the_post_says(void **state)
{
    (void)state;
    check_excerpt("Somebody wrote:\n\n> old words\n\nNew\nwords.\n-- \nMe", 40, "New words.");
    check_excerpt("# Title\n\n- **one**\n- [two](http://a.example)\n---\n```\nx\n```", 40,
                  "Title one two x");
    check_excerpt("> only\n> a quote", 40, "");
    check_excerpt("", 40, "");
    check_excerpt("x**2 + y**2", 40, "x**2 + y**2");
    check_excerpt("Two things:\n\n1. one", 40, "Two things: one");
}

static void an_excerpt_fits(void **state)
{
    (void)state;
    check_excerpt("0123456789", 10, "0123456789");
    check_excerpt("01234567890", 10, "012345678\xE2\x80\xA6");
    check_excerpt("0123 567 more", 10, "0123 567\xE2\x80\xA6");
    check_excerpt("\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2", 4, "\xE6\xBC\xA2\xE2\x80\xA6");
    check_excerpt("word", 0, "");
    check_excerpt("wo\x1b[2Jrd\xFF", 10, "word\xEF\xBF\xBD");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_quoted),
        cmocka_unit_test(quotes_are_kept_to_the_depth),
        cmocka_unit_test(signatures_are_left_out),
        cmocka_unit_test(a_long_body_is_cut_at_a_line),
        cmocka_unit_test(an_excerpt_is_what_the_post_says),
        cmocka_unit_test(an_excerpt_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
