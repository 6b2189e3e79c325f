/* SPDX-License-Identifier: MIT
 *
 * clean.c -- what may enter the database, case by case.
 */
#include <curbside/text/clean.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/text/utf8.h>

#include "unit.h"

static void check_n(const char *s, size_t n, const char *expected)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *clean = NULL;
    char *again = NULL;
    size_t clean_n = 0;
    size_t again_n = 0;

    assert_int_equal(text_clean(&a, CLEAN_REPAIR, s, n, &clean, &clean_n), OK);
    assert_string_equal(clean, expected);
    assert_int_equal(clean_n, strlen(expected));
    assert_int_equal(text_clean(&a, CLEAN_STRICT, clean, clean_n, &again, &again_n), OK);
    assert_string_equal(again, expected);
}

static void check(const char *s, const char *expected)
{
    check_n(s, strlen(s), expected);
}

static void plain_text_stays(void **state)
{
    (void)state;
    check("", "");
    check("a line\n\tand another <b>&amp; 'quoted'\n", "a line\n\tand another <b>&amp; 'quoted'\n");
    check("na\xC3\xAFve \xE2\x80\x94 \xE6\xBC\xA2\xE5\xAD\x97 \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85",
          "na\xC3\xAFve \xE2\x80\x94 \xE6\xBC\xA2\xE5\xAD\x97 \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
}

static void a_broken_byte_is_refused_or_replaced(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *clean = NULL;

    (void)state;
    assert_int_equal(text_clean(&a, CLEAN_STRICT, "caf\xE9", 4, &clean, NULL), E_NOT_UTF8);
    assert_null(clean);
    check("caf\xE9", "caf\xEF\xBF\xBD");
    check("\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD");
    check("\xED\xA0\x80x", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx");
    check("\xE2\x82", "\xEF\xBF\xBD");
}

static void escape_sequences_go_as_a_whole(void **state)
{
    (void)state;
    check("hi\x1b[2J\x1b[Hyou", "hiyou");
    check("\x1b[?1049hx", "x");
    check("\x1b[38;5;196mred\x1b[0m", "red");
    check("\x1b]0;title\x07x", "x");
    check("\x1b]8;;http://a.example/\x1b\\text\x1b]8;;\x1b\\", "text");
    check("\x1bPq#0;2\x1b\\x", "x");
    check("\x1b(0x", "x");
    check("\x1b#8x", "x");
    check("\x1b"
          "cx",
          "x");
    check("x\x1b", "x");
    check("x\x1b[", "x");
    check("\xC2\x9B"
          "2Jx",
          "x"); /* CSI as one C1 character */
    check("\xC2\x9D"
          "0;t\xC2\x9Cx",
          "x"); /* OSC and ST likewise */
}

static void an_unended_string_sequence_does_not_swallow_the_post(void **state)
{
    (void)state;
    check("a\x1b]0;title\nthe rest\x07", "a0;title\nthe rest");
    check("a\x1bPx", "ax");
}

static void other_controls_go(void **state)
{
    (void)state;
    check("pass\x08\x08"
          "fail\x7f\x07\x0e\x0f\x01",
          "passfail");
    check_n("a\0b", 3, "ab");
    check("a\xC2\x80"
          "b\xC2\xAD"
          "c",
          "abc"); /* padding, soft hyphen */
}

static void every_line_end_is_a_line_feed(void **state)
{
    (void)state;
    check("a\r\nb\rc\n\rd", "a\nb\nc\n\nd");
    check("a\x0b"
          "b\x0c"
          "c\xC2\x85"
          "d\xE2\x80\xA8"
          "e\xE2\x80\xA9"
          "f",
          "a\nb\nc\nd\ne\nf");
}

static void odd_spaces_are_spaces(void **state)
{
    (void)state;
    check("a\xC2\xA0"
          "b\xE2\x80\x83"
          "c\xE3\x80\x80"
          "d\xE2\xA0\x80"
          "e",
          "a b c d e");
}

static void what_reorders_or_hides_goes(void **state)
{
    (void)state;
    check("file\xE2\x80\xAEtxt.exe\xE2\x80\xAC", "filetxt.exe"); /* override */
    check("\xE2\x80\x8E\xE2\x80\x8F\xE2\x81\xA6x\xE2\x81\xA9\xD8\x9C", "x");
    check("a\xE2\x80\x8B\xE2\x80\x8C\xE2\x81\xA0\xEF\xBB\xBF"
          "b",
          "ab"); /* zero width */
    check("a\xE2\x80\x8D"
          "b",
          "ab");                                       /* joiner, no emoji */
    check("x\xF3\xA0\x81\xA1\xF3\xA0\x81\xBFy", "xy"); /* tag characters */
    check("a\xEF\xB8\x8F"
          "b\xF3\xA0\x84\x80"
          "c",
          "abc");                                                  /* variation selectors */
    check("\xE3\x85\xA4\xE1\x85\x9F\xE1\x85\xA0\xEF\xBE\xA0", ""); /* Hangul fillers */
    check("a\xCD\x8F"
          "b",
          "ab"); /* grapheme joiner */
}

static void what_no_terminal_knows_goes(void **state)
{
    (void)state;
    check("a\xEE\x80\x80"
          "b",
          "ab"); /* private use */
    check("a\xEF\xB7\x90\xEF\xBF\xBE"
          "b",
          "ab"); /* non-characters */
    check("a\xE0\xBF\xBF"
          "b",
          "ab"); /* unassigned */
}

static void text_is_composed(void **state)
{
    (void)state;
    check("e\xCC\x81", "\xC3\xA9");
    check("\xE2\x84\xAB", "\xC3\x85");                             /* angstrom sign */
    check("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"); /* Hangul letters */
    check("a\xCC\xA3\xCC\x82", "\xE1\xBA\xAD");                    /* in either order */
    check("a\xCC\x82\xCC\xA3", "\xE1\xBA\xAD");
}

static void marks_are_capped_and_need_a_letter(void **state)
{
    char zalgo[1 + 2 * 500 + 1] = "x";

    (void)state;
    for (size_t i = 1; i + 1 < sizeof zalgo; i += 2)
        memcpy(zalgo + i, "\xCC\x8D", 2);
    check(zalgo, "x\xCC\x8D\xCC\x8D\xCC\x8D\xCC\x8D");
    check("\xCC\x81x\n\xCC\x81y", "x\ny");
    check("\xD7\xA9\xD6\xBC\xD7\x81\xD6\xB8", "\xD7\xA9\xD6\xB8\xD6\xBC\xD7\x81"); /* Hebrew */
}

static void emoji_stay_whole(void **state)
{
    static const char *const emoji[] = {
        "\xF0\x9F\x98\x80",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F",                     /* doctor */
        "\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F",     /* tone */
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", /* family */
        "\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8",                                         /* flag */
        "1\xEF\xB8\x8F\xE2\x83\xA3",                                                /* keycap */
        "\xE2\x9D\xA4\xEF\xB8\x8F",
    };

    (void)state;
    for (size_t i = 0; i < sizeof emoji / sizeof emoji[0]; i++)
        check(emoji[i], emoji[i]);
    check("\xF0\x9F\x98\x80\xE2\x80\x8D", "\xF0\x9F\x98\x80"); /* a joiner that joins nothing */
    check("1\xEF\xB8\x8Fx", "1x");
}

static void no_emoji_goes_on_without_end(void **state)
{
    char family[7 * 40 + 1] = "";
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *clean = NULL;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 40; i++)
        strcat(family, "\xF0\x9F\x91\xA9\xE2\x80\x8D");
    assert_int_equal(text_clean(&a, CLEAN_STRICT, family, strlen(family), &clean, &n), OK);
    const char *p = clean;
    struct cluster c;
    while (cluster_next(&p, clean + n, &c))
        assert_true(c.n <= 6 * 7);
    assert_int_equal(n, 40 * 4 + 33 * 3); /* in sixes, the joiner between two groups gone */
}

static void a_line_is_one_line(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *line = NULL;
    size_t n = 0;
    static const char s[] = "  What \t a\r\n2026\xC2\xA0MMI\x1b[2J  ";

    (void)state;
    assert_int_equal(text_line(&a, CLEAN_STRICT, s, sizeof s - 1, &line, &n), OK);
    assert_string_equal(line, "What a 2026 MMI");
    assert_int_equal(n, strlen(line));
    assert_int_equal(text_line(&a, CLEAN_STRICT, " \n ", 3, &line, &n), OK);
    assert_string_equal(line, "");
    assert_int_equal(text_line(&a, CLEAN_STRICT, "\xFF", 1, &line, &n), E_NOT_UTF8);
    assert_int_equal(text_line(&a, CLEAN_REPAIR, "\xFF", 1, &line, NULL), OK);
    assert_string_equal(line, "\xEF\xBF\xBD");
}

static void characters_are_counted_as_people_do(void **state)
{
    (void)state;
    assert_int_equal(text_length("abc", 3), 3);
    assert_int_equal(text_length("e\xCC\x81\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95", 13), 2);
}

static void white_space_is_blank(void **state)
{
    (void)state;
    assert_true(text_is_blank(" \t\n", 3));
    assert_true(text_is_blank("", 0));
    assert_false(text_is_blank(" .", 2));
}

static void too_much_for_the_arena_is_refused(void **state)
{
    AUTO_ARENA struct arena a;
    char *clean = NULL;
    static char much[4096];

    (void)state;
    memset(much, 'x', sizeof much);
    arena_init(&a, 1024);
    assert_int_equal(text_clean(&a, CLEAN_REPAIR, much, sizeof much, &clean, NULL), E_NOMEM);
    assert_null(clean);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(a_broken_byte_is_refused_or_replaced),
        cmocka_unit_test(escape_sequences_go_as_a_whole),
        cmocka_unit_test(an_unended_string_sequence_does_not_swallow_the_post),
        cmocka_unit_test(other_controls_go),
        cmocka_unit_test(every_line_end_is_a_line_feed),
        cmocka_unit_test(odd_spaces_are_spaces),
        cmocka_unit_test(what_reorders_or_hides_goes),
        cmocka_unit_test(what_no_terminal_knows_goes),
        cmocka_unit_test(text_is_composed),
        cmocka_unit_test(marks_are_capped_and_need_a_letter),
        cmocka_unit_test(emoji_stay_whole),
        cmocka_unit_test(no_emoji_goes_on_without_end),
        cmocka_unit_test(a_line_is_one_line),
        cmocka_unit_test(characters_are_counted_as_people_do),
        cmocka_unit_test(white_space_is_blank),
        cmocka_unit_test(too_much_for_the_arena_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
