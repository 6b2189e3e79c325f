/* SPDX-License-Identifier: MIT
 *
 * sieve.c -- what a filter finds, what it does not, and that no rule takes more than its share.
 */
#include <curbside/text/sieve.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <curbside/base/str.h>

static struct sieve_hit look_n(enum sieve_kind kind, const char *rule, const char *text, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_SIEVE struct sieve *s = sieve_new();
    const char *stored, *why;
    struct sieve_hit hit;

    assert_int_equal(sieve_rule_parse(&a, kind, rule, &stored, &why), OK);
    assert_int_equal(sieve_add(s, kind, stored), OK);
    assert_int_equal(sieve_look(s, NULL, text, n, &hit), OK);
    return hit;
}

static struct sieve_hit look(enum sieve_kind kind, const char *rule, const char *text)
{
    return look_n(kind, rule, text, strlen(text));
}

static bool finds(enum sieve_kind kind, const char *rule, const char *text)
{
    struct sieve_hit hit = look(kind, rule, text);

    assert_false(hit.over);
    return hit.found;
}

static const char *refusal(enum sieve_kind kind, const char *typed)
{
    static char why[256];
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *stored, *said = "";

    assert_int_equal(sieve_rule_parse(&a, kind, typed, &stored, &said), E_USAGE);
    snprintf(why, sizeof why, "%s", said);
    assert_true(strlen(why) > 0 && strlen(why) <= 130);
    return why;
}

static void a_word_is_found_whole_whatever_its_case_and_accents(void **state)
{
    (void)state;
    assert_true(finds(SIEVE_WORD, "essay", "Buy an ESSAY, now"));
    assert_true(finds(SIEVE_WORD, "resume", "my Résumé"));
    assert_true(finds(SIEVE_WORD, "Résumé", "resume"));
    assert_true(finds(SIEVE_WORD, "step 1 recalls", "Step-1 **recalls**"));
    assert_true(finds(SIEVE_WORD, "naïve", "nai\xCC\x88ve"));
    assert_true(finds(SIEVE_WORD, "spam",
                      "s\xE2\x80\x8Bp\xC2\xAD"
                      "am"));
    assert_false(finds(SIEVE_WORD, "ass", "the class passes an assessment"));
    assert_false(finds(SIEVE_WORD, "step 1 recalls", "step 1 and recalls"));
    assert_false(finds(SIEVE_WORD, "free money", "free"));
}

static void a_hit_says_where(void **state)
{
    struct sieve_hit hit = look(SIEVE_WORD, "free money", "It is Free - MONEY!");

    (void)state;
    assert_true(hit.found);
    assert_int_equal(hit.start, 6);
    assert_int_equal(hit.end, 18);
}

static void a_word_is_found_as_a_reader_sees_it(void **state)
{
    static const char *const texts[] = {
        "the ca**si**no",
        "ca_si_no",
        "ca\\*sino",
        "c\xD0\xB0sino",
        "\xD0\xA1\xD0\x90SIN\xD0\x9E!",
        "\xE1\xB4\x84\xE1\xB4\x80\xEA\x9C\xB1\xC9\xAA\xC9\xB4\xE1\xB4\x8F",
        "\xC2\xA9 c\xCE\xB1s\xCE\xB9n\xCE\xBF",
        "c4sino",
        "c4s1n0",
        "CA$INO",
        "a c@s!no!",
        "cas|no",
        "c a s i n o",
        "a c a s i n o s",
        "c.a.s.i.n.o",
        "C - A - S - I - N - O",
        "ca.si.no",
        "c\na\ns\ni\nn\no",
        "c.4.s.i.n.0",
        "c*a*s*i*n*o",
        "\xF0\x9F\x87\xA8\xF0\x9F\x87\xA6\xF0\x9F\x87\xB8\xF0\x9F\x87\xAE\xF0\x9F\x87\xB3\xF0\x9F\x87\xB4",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!finds(SIEVE_WORD, "casino", texts[i]))
            fail_msg("not found in: %s", texts[i]);
    assert_true(finds(SIEVE_WORD, "free pills", "fr33 p1lls and f r e e p i l l s"));
    assert_true(finds(SIEVE_WORD, "pills", "p i 1 1 s"));
    assert_true(finds(SIEVE_PATTERN, "casinos?$", "the c\xD0\xB0**sinos**\nthe ca**si**no"));
    assert_true(finds(SIEVE_PATTERN, "\\d{3}x", "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93x"));
}

static void what_a_reader_does_not_see_is_not_found(void **state)
{
    (void)state;
    assert_false(finds(SIEVE_WORD, "casino", "ca si no, the casinos, cas ino"));
    assert_false(finds(SIEVE_WORD, "casino", "a cas. In oxen"));
    assert_false(finds(SIEVE_WORD, "msa", "an MS4 and an MS-4"));
    assert_false(finds(SIEVE_WORD, "sosa", "505 4 5054"));
    assert_false(finds(SIEVE_WORD, "usa", "U S A"));
    assert_false(finds(SIEVE_WORD, "abcd", "a or b or c or d"));
    assert_false(finds(SIEVE_WORD, "stable", "s. table"));
    assert_false(finds(SIEVE_WORD, "iooo", "1000 of 1000"));
    assert_false(finds(SIEVE_PATTERN, "^ab$", "a*b*c\na b"));
}

static void a_hit_in_what_is_seen_says_where_it_was_typed(void **state)
{
    struct sieve_hit hit = look(SIEVE_WORD, "casino", "\xC3\xA9 ca**si**no.");

    (void)state;
    assert_int_equal(hit.start, 3);
    assert_int_equal(hit.end, 13);
    hit = look(SIEVE_WORD, "casino", "x c.a.s.i.n.\xD0\xBE y");
    assert_int_equal(hit.start, 2);
    assert_int_equal(hit.end, 14);
    hit = look(SIEVE_LINK, "spam.example", "see spam%2Eexample/");
    assert_int_equal(hit.start, 4);
    assert_int_equal(hit.end, 18);
}

static void a_long_text_of_single_letters_is_looked_at_in_time(void **state)
{
    AUTO_STR struct str text = STR_INIT;

    (void)state;
    for (int i = 0; i < 16 * 1024; i++)
        str_add(&text, "c a\xD0\xB0 ");
    assert_false(finds(SIEVE_WORD, "casino", str_cstr(&text)));
    str_add(&text, " c a s i n o");
    assert_true(finds(SIEVE_WORD, "casino", str_cstr(&text)));
}

static void a_domain_is_found_however_it_is_written(void **state)
{
    static const char *const texts[] = {
        "https://b\xC3\xBC"
        "cher.example/",
        "https://B\xC3\x9C"
        "CHER.EXAMPLE/",
        "XN--BCHER-KVA.example",
        "https://xn--bcher-kva.example",
        "https://b%C3%BC"
        "cher.example",
        "www.bu\xCC\x88"
        "cher.example",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t rule = 0; rule < sizeof texts / sizeof *texts; rule++)
            if (rule != 4 && !finds(SIEVE_LINK, texts[rule], texts[i]))
                fail_msg("%s not found in: %s", texts[rule], texts[i]);
    assert_true(finds(SIEVE_LINK, "spam.example", "https://sp%61m%2eexample/x"));
    assert_true(finds(SIEVE_LINK, "spam.example", "go?to=https%3A%2F%2Fspam.example%2F"));
    assert_true(finds(SIEVE_LINK, "spam.example", "**spam.example** or spam.**example**"));
    assert_false(
        finds(SIEVE_LINK, "spam.example", "100% spam %2g.example xn--.example xn--0.example"));
}

static void a_link_is_found_with_its_subdomains(void **state)
{
    static const char *const texts[] = {
        "https://spam.example",
        "see http://www.spam.example/x?y=1#z.",
        "[here](https://a.b.Spam.EXAMPLE)",
        "<https://spam.example:8443/>",
        "bare spam.example.",
        "![x](//spam.example/p.png)",
        "https://good.example@spam.example/",
        "https://\xEF\xBD\x93pam\xE3\x80\x82"
        "example/",
        "https://spam\\.example",
        "mail me@spam.example",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!finds(SIEVE_LINK, "spam.example", texts[i]))
            fail_msg("not found in: %s", texts[i]);
    assert_false(finds(SIEVE_LINK, "spam.example", "https://notspam.example"));
    assert_false(finds(SIEVE_LINK, "spam.example", "https://spam.example.org"));
    assert_false(finds(SIEVE_LINK, "spam.example", "https://example.org/?at=spam-example"));
}

static void a_domain_is_taken_out_of_what_was_typed(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *stored, *why;

    (void)state;
    assert_int_equal(
        sieve_rule_parse(&a, SIEVE_LINK, " https://me@www.Spam.example:1/x?y ", &stored, &why), OK);
    assert_string_equal(stored, "spam.example");
    assert_int_equal(sieve_rule_parse(&a, SIEVE_LINK, "*.spam.example", &stored, &why), OK);
    assert_string_equal(stored, "spam.example");
}

static void a_pattern_ignores_case_and_knows_lines(void **state)
{
    (void)state;
    assert_true(finds(SIEVE_PATTERN, "^buy .* now$", "Hello\nBUY it now\nbye"));
    assert_true(finds(SIEVE_PATTERN, "\\bécole\\b", "une École"));
    assert_false(finds(SIEVE_PATTERN, "^buy", "do not buy"));
    assert_false(finds(SIEVE_PATTERN, "a\\Kb(?=c)$", "abc"));
}

static void a_pattern_is_found_anywhere_in_a_long_text(void **state)
{
    AUTO_STR struct str text = STR_INIT;

    (void)state;
    str_add_repeat(&text, 'x', 1020);
    str_add(&text, "free money");
    str_add_repeat(&text, 'x', 60000);
    struct sieve_hit hit = look(SIEVE_PATTERN, "free\\smoney", str_cstr(&text));
    assert_true(hit.found);
    assert_int_equal(hit.start, 1020);
    str_add(&text, " the end");
    assert_true(finds(SIEVE_PATTERN, "the end$", str_cstr(&text)));
    assert_false(finds(SIEVE_PATTERN, "x{300} end$", str_cstr(&text)));
}

static void a_pattern_that_explodes_is_over_its_limit(void **state)
{
    static const char *const patterns[] = {"(a+)+$",    "(a|aa)+$",         "(.*a){12}[bc]",
                                           "(a*)*[bc]", "^(?:(a)|a)*$[bc]", "(?:a?){40}a{40}[bc]"};
    AUTO_STR struct str text = STR_INIT;

    (void)state;
    str_add_repeat(&text, 'a', 64 * 1024 - 1);
    str_add_char(&text, '!');
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct sieve_hit hit = look(SIEVE_PATTERN, patterns[i], str_cstr(&text));

        if (hit.found || !hit.over)
            fail_msg("%s: found %d, over %d", patterns[i], hit.found, hit.over);
    }
}

static int64_t late_ms(void *ctx)
{
    int64_t *at = ctx;

    return *at += SIEVE_TEXT_MS;
}

static void a_pattern_that_is_not_through_in_time_is_over_its_limit(void **state)
{
    int64_t at = 0;
    const struct clock clock = {.mono_ms = late_ms, .ctx = &at};
    AUTO_SIEVE struct sieve *s = sieve_new();
    struct sieve_hit hits[2];

    (void)state;
    assert_int_equal(sieve_add(s, SIEVE_PATTERN, "nothing"), OK);
    assert_int_equal(sieve_add(s, SIEVE_WORD, "something"), OK);
    AUTO_STR struct str text = STR_INIT;
    str_add_repeat(&text, 'y', 3000);
    str_add(&text, " something");
    assert_int_equal(sieve_look(s, &clock, text.s, text.n, hits), OK);
    assert_true(hits[0].over && !hits[0].found);
    assert_true(hits[1].found);
}

static void what_is_no_rule_is_refused_with_a_sentence(void **state)
{
    char long_rule[400];

    (void)state;
    memset(long_rule, 'a', sizeof long_rule - 1);
    long_rule[sizeof long_rule - 1] = '\0';
    assert_non_null(strstr(refusal(SIEVE_WORD, "  "), "needs"));
    assert_non_null(strstr(refusal(SIEVE_WORD, "?!"), "no word"));
    assert_non_null(strstr(refusal(SIEVE_WORD, "a b c d e f g h i"), "8 words"));
    assert_non_null(strstr(refusal(SIEVE_PATTERN, ""), "needs"));
    assert_non_null(strstr(refusal(SIEVE_PATTERN, "a(b"), "byte 3"));
    assert_non_null(strstr(refusal(SIEVE_PATTERN, "\\C"), "breaks"));
    assert_non_null(strstr(refusal(SIEVE_PATTERN, "((a{900}){900}){900}"), "breaks"));
    assert_non_null(strstr(refusal(SIEVE_PATTERN, long_rule), "240"));
    assert_non_null(strstr(refusal(SIEVE_LINK, "spam"), "domain"));
    assert_non_null(strstr(refusal(SIEVE_LINK, "spam example"), "domain"));
    assert_non_null(strstr(refusal(SIEVE_LINK, "https://.."), "domain"));
}

static void broken_bytes_are_refused_in_a_rule_and_harmless_in_a_text(void **state)
{
    static const char broken[] = "\xFF free \xC0\xAF spam.example \xE2\x80";
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *stored, *why;

    (void)state;
    assert_int_equal(sieve_rule_parse(&a, SIEVE_WORD, "a\xFF", &stored, &why), E_NOT_UTF8);
    assert_true(look_n(SIEVE_WORD, "free", broken, sizeof broken - 1).found);
    assert_true(look_n(SIEVE_LINK, "spam.example", broken, sizeof broken - 1).found);
    assert_false(look_n(SIEVE_PATTERN, "free", broken, sizeof broken - 1).found);
    assert_false(look_n(SIEVE_WORD, "free", "", 0).found);
}

static void a_sieve_holds_so_many_and_no_more(void **state)
{
    AUTO_SIEVE struct sieve *s = sieve_new();
    struct sieve_hit hits[SIEVE_RULES_MAX];
    char word[32];

    (void)state;
    for (int i = 0; i < SIEVE_RULES_MAX; i++) {
        snprintf(word, sizeof word, "same word%d", i);
        assert_int_equal(sieve_add(s, SIEVE_WORD, word), OK);
    }
    assert_int_equal(sieve_add(s, SIEVE_WORD, "more"), E_FULL);
    assert_int_equal(sieve_look(s, NULL, "the same word 199", 17, hits), OK);
    for (int i = 0; i < SIEVE_RULES_MAX; i++)
        assert_int_equal(hits[i].found, i == 199);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_whole_whatever_its_case_and_accents),
        cmocka_unit_test(a_hit_says_where),
        cmocka_unit_test(a_word_is_found_as_a_reader_sees_it),
        cmocka_unit_test(what_a_reader_does_not_see_is_not_found),
        cmocka_unit_test(a_hit_in_what_is_seen_says_where_it_was_typed),
        cmocka_unit_test(a_long_text_of_single_letters_is_looked_at_in_time),
        cmocka_unit_test(a_link_is_found_with_its_subdomains),
        cmocka_unit_test(a_domain_is_found_however_it_is_written),
        cmocka_unit_test(a_domain_is_taken_out_of_what_was_typed),
        cmocka_unit_test(a_pattern_ignores_case_and_knows_lines),
        cmocka_unit_test(a_pattern_is_found_anywhere_in_a_long_text),
        cmocka_unit_test(a_pattern_that_explodes_is_over_its_limit),
        cmocka_unit_test(a_pattern_that_is_not_through_in_time_is_over_its_limit),
        cmocka_unit_test(what_is_no_rule_is_refused_with_a_sentence),
        cmocka_unit_test(broken_bytes_are_refused_in_a_rule_and_harmless_in_a_text),
        cmocka_unit_test(a_sieve_holds_so_many_and_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
