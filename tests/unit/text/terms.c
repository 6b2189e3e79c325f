/* SPDX-License-Identifier: MIT
 *
 * terms.c -- the words of a text, and what is the same word.
 */
#include <curbside/text/terms.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *text, const char *expected)
{
    AUTO_STR struct str words = STR_INIT;

    terms_add(&words, text, strlen(text));
    assert_string_equal(str_cstr(&words), expected);
}

static void a_term_is_found_however_it_is_written(void **state)
{
    (void)state;
    check("Step-1", "step 1 ");
    check("step 1", "step 1 ");
    check("Step1", "step 1 ");
    check("COVID-19 covid19", "covid 19 covid 19 ");
    check("C. difficile", "c difficile ");
    check("5-HT 5HT", "5 ht 5 ht ");
    check("AAMC FL5", "aamc fl 5 ");
    check("β-blocker", "beta blocker ");
    check("beta-blocker", "beta blocker ");
    check("TNF-α IFNγ", "tnf alpha ifn gamma ");
    check("H₂O CO2", "h 2 o co 2 ");
}

static void case_and_accents_are_folded(void **state)
{
    (void)state;
    check("Ménière's résumé", "meniere s resume ");
    check("STRASSE Straße", "strasse strasse ");
    check("Sjögren Søren Łódź æther", "sjogren soren lodz aether ");
    check("ﬁve ＡＢＣ", "five abc ");
    check("e\u0301tude", "etude ");
    check("Ελλάδα ΣΊΣΥΦΟΣ", "ελλαδα σισυφοσ ");
}

static void camel_case_is_one_word(void **state)
{
    (void)state;
    check("CamelCase iPhone", "camelcase iphone ");
}

static void every_script_has_words(void **state)
{
    (void)state;
    check("врач Ёлка", "врач елка ");
    check("医学部", "医 学 部 ");
    check("がん", "か\u3099 ん ");
    check("의사", "\u110B\u1174 \u1109\u1161 ");
    check("שָׁלוֹם مُحَمَّد", "שלום محمد ");
    check("हिन्दी", "हिन्दी ");
    check("ยา", "ย า ");
}

static void signs_part_words_and_are_none(void **state)
{
    (void)state;
    check("", "");
    check(" -- !? \n\t…", "");
    check("a,b;c/d_e", "a b c d e ");
    check("\xFF\xC3 x", "x ");
    check("3.5 mg/dL", "3 5 mg dl ");
}

static void a_word_is_cut_at_its_limit_and_stays_utf8(void **state)
{
    AUTO_STR struct str words = STR_INIT;
    char text[300];

    (void)state;
    memset(text, 'a', sizeof text);
    terms_add(&words, text, sizeof text);
    assert_int_equal(words.n, TERM_BYTES + 1);
    str_clear(&words);
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "д", 2);
    terms_add(&words, text, sizeof text);
    assert_int_equal(words.n, TERM_BYTES + 1);
}

static void a_term_knows_where_it_stood(void **state)
{
    static const char text[] = "(β-Blocker)";
    struct terms t;
    struct term term;

    (void)state;
    terms_begin(&t, text, sizeof text - 1);
    assert_true(terms_next(&t, &term));
    assert_string_equal(term.s, "beta");
    assert_int_equal(term.start, 1);
    assert_int_equal(term.end, 3);
    assert_true(terms_next(&t, &term));
    assert_memory_equal(text + term.start, "Blocker", term.end - term.start);
    assert_false(terms_next(&t, &term));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_is_found_however_it_is_written),
        cmocka_unit_test(case_and_accents_are_folded),
        cmocka_unit_test(camel_case_is_one_word),
        cmocka_unit_test(every_script_has_words),
        cmocka_unit_test(signs_part_words_and_are_none),
        cmocka_unit_test(a_word_is_cut_at_its_limit_and_stays_utf8),
        cmocka_unit_test(a_term_knows_where_it_stood),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
