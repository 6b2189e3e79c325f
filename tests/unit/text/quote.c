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

static void what_does_not_fit_an_editor_is_filled_anew(void **state)
{
    (void)state;
    check_quote("One paragraph in one line, as people type them who never saw a typewriter, and "
                "it goes on for a while.\n",
                "> One paragraph in one line, as people type them who never saw a\n"
                "> typewriter, and it goes on for a while.\n");
    check_quote("1. an item of a list that is longer than a line, and so it hangs below its own "
                "start\n",
                "> 1. an item of a list that is longer than a line, and so it hangs below\n"
                ">    its own start\n");
    check_quote("> A mail that was broken by its program at some eighty cells, as one sees now\n"
                "> and then, is filled.\n",
                "> > A mail that was broken by its program at some eighty cells, as one\n"
                "> > sees now and then, is filled.\n");
}

static void code_and_addresses_are_not_broken_by_a_quote(void **state)
{
    static const char address[] =
        "https://a.example/0123456789012345678901234567890123456789012345678901234567890123456789";
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    const char *body = arena_printf(&a, "See %s there\n```\nx %s\n```\n", address, address);
    check_quote(body,
                arena_printf(&a, "> See\n> %s\n> there\n> ```\n> x %s\n> ```\n", address, address));
}

static void no_quoted_line_begins_with_a_mark_that_was_none(void **state)
{
    (void)state;
    check_quote("Here the line would have been broken just in front of the sign for one > than "
                "it may.",
                "> Here the line would have been broken just in front of the sign for one >\n"
                "> than it may.\n");
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
        cmocka_unit_test(what_does_not_fit_an_editor_is_filled_anew),
        cmocka_unit_test(code_and_addresses_are_not_broken_by_a_quote),
        cmocka_unit_test(no_quoted_line_begins_with_a_mark_that_was_none),
        cmocka_unit_test(signatures_are_left_out),
        cmocka_unit_test(a_long_body_is_cut_at_a_line),
        cmocka_unit_test(an_excerpt_is_what_the_post_says),
        cmocka_unit_test(an_excerpt_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
