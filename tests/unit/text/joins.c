/* SPDX-License-Identifier: MIT
 *
 * joins.c -- which neighbouring words are also one, and which never are.
 */
#include <curbside/text/joins.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The joins of a text, each followed by a space. */
static void check(const char *text, const char *expected)
{
    AUTO_STR struct str found = STR_INIT;
    struct joins j;
    struct join join;

    joins_begin(&j, text, strlen(text));
    while (joins_next(&j, &join)) {
        if (join.words == 1)
            continue;
        str_add_n(&found, join.term.s, join.term.n);
        str_add_char(&found, ' ');
    }
    assert_string_equal(str_cstr(&found), expected);
}

static void what_is_written_as_one_word_too_is_a_join(void **state)
{
    (void)state;
    check("X-ray x ray", "xray xray ");
    check("T-cell, T cell", "tcell tcell ");
    check("Crohn's Crohn’s disease", "crohns crohns ");
    check("Sjögren's", "sjogrens ");
    check("C. diff C.diff c-diff", "cdiff cdiff cdiff ");
    check("TNF-α, TNFα, TNF alpha", "tnfalpha tnfalpha tnfalpha ");
    check("MD/PhD, M.D./Ph.D., MD-PhD", "mdphd md dph mdph phd mdphd mdphd ");
    check("DNR/DNI H&P q.i.d.", "dnrdni hp qi id qid ");
    check("the T cell, Hep-B, β-blocker", "tcell hepb betablocker ");
    check("don't O'Brien", "dont obrien ");
}

static void words_of_their_own_are_no_joins(void **state)
{
    (void)state;
    check("a way I am in to", "");
    check("I'll we're he'd they've I'm", "");
    check("Crohn's disease", "crohns ");
    check("I'd rather", "");
    check("one -- two, three: four; five", "");
    check("https://medicine.example/pages", "");
    check("patients/families", "");
    check("step-1 COVID-19 5-HT 5 µg", "");
    check("医学部 x", "");
    check("", "");
}

static void a_long_run_gives_pairs_alone(void **state)
{
    (void)state;
    check("a-b-c-d-e-f", "ab bc abc cd abcd de ef ");
}

/* The text ends with its last byte: the sanitizer sees whoever reads on. */
static void one_letter_that_is_two_words_is_no_join(void **state)
{
    static const char *const letters[] = {"\u00BD", "\u2105", "two \u2105", "\u2103\u00BE"};

    (void)state;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t n = strlen(letters[i]);
        char *exact = malloc(n);
        struct joins j;
        struct join join;
        int words = 0;

        assert_non_null(exact);
        memcpy(exact, letters[i], n);
        joins_begin(&j, exact, n);
        while (joins_next(&j, &join)) {
            assert_int_equal(join.words, 1);
            words++;
        }
        assert_true(words > 1);
        free(exact);
    }
}

static void a_join_knows_where_it_stood(void **state)
{
    static const char text[] = "an (X-Ray)";
    struct joins j;
    struct join join = {.words = 0};

    (void)state;
    joins_begin(&j, text, sizeof text - 1);
    while (join.words < 2)
        assert_true(joins_next(&j, &join));
    assert_int_equal(join.words, 2);
    assert_int_equal(join.term.n, 4);
    assert_memory_equal(text + join.term.start, "X-Ray", join.term.end - join.term.start);
    assert_false(joins_next(&j, &join));
}

static void what_would_be_too_long_is_none(void **state)
{
    char text[2 * TERM_BYTES];

    (void)state;
    memset(text, 'a', sizeof text);
    text[TERM_BYTES] = '-';
    text[TERM_BYTES + 3] = '\0';
    check(text, "");
}

static void an_index_gets_the_words_first(void **state)
{
    AUTO_STR struct str words = STR_INIT;
    static const char text[] = "Chest X-ray in Crohn's";

    (void)state;
    joins_add(&words, text, sizeof text - 1);
    assert_string_equal(str_cstr(&words),
                        "chest x ray in crohn s " JOIN_MARK "xray " JOIN_MARK "crohns ");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_as_one_word_too_is_a_join),
        cmocka_unit_test(words_of_their_own_are_no_joins),
        cmocka_unit_test(a_long_run_gives_pairs_alone),
        cmocka_unit_test(one_letter_that_is_two_words_is_no_join),
        cmocka_unit_test(a_join_knows_where_it_stood),
        cmocka_unit_test(what_would_be_too_long_is_none),
        cmocka_unit_test(an_index_gets_the_words_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
