/* SPDX-License-Identifier: MIT
 *
 * query.c -- what can be typed to search, what is wrong with it and where, and what it finds.
 */
#include <curbside/text/query.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW INT64_C(1795435200) /* 2026-11-23T12:00:00Z */
#define DAY INT64_C(86400)

static enum err parse(struct arena *a, const char *text, struct query *q, struct query_fault *fault)
{
    memset(fault, 0, sizeof *fault);
    return query_parse(a, text, strlen(text), NOW, q, fault);
}

static void refused(const char *text, const char *sentence)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_fault fault;
    struct query q;

    assert_int_equal(parse(&a, text, &q, &fault), E_QUERY_INVALID);
    assert_string_equal(fault.sentence, sentence);
}

static bool finds(const char *query, const char *text)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_fault fault;
    struct query q;

    if (parse(&a, query, &q, &fault) != OK)
        fail_msg("%s: %s", query, fault.sentence);
    return query_holds(&q, query_look(&q, text, strlen(text)));
}

static void words_are_all_wanted(void **state)
{
    (void)state;
    assert_true(finds("failed step", "I failed Step-1"));
    assert_true(finds("step1", "I failed Step 1"));
    assert_false(finds("step2", "Step 1 in 2 weeks"));
    assert_false(finds("failed twice", "I failed once"));
    assert_true(finds("β-blocker", "a beta blocker"));
    assert_true(finds("resume & Q", "Résumé: Q & A"));
}

static void phrases_stand_side_by_side(void **state)
{
    (void)state;
    assert_true(finds("\"do i tell\"", "Do I tell programs?"));
    assert_false(finds("\"do tell\"", "Do I tell programs?"));
    assert_true(finds("“do i”", "Do I tell programs?"));
    assert_true(finds("\"a b a c\"", "a b a b a c"));
    assert_false(finds("\"a b c\"", "a b"));
}

static void a_join_is_found_however_it_is_written(void **state)
{
    static const char *const ways[][3] = {
        {"x-ray", "xray", "X ray"},         {"T-cell", "tcell", "t cell"},
        {"Crohn's", "crohns", "Crohn’s"},   {"C. diff", "cdiff", "c diff"},
        {"TNF-α", "TNFalpha", "TNF alpha"}, {"MD/PhD", "mdphd", "MD-PhD"},
        {"HbA1c", "hb a1c", "Hb-A1c"},      {"SpO2", "sp o2", "Sp-O 2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        for (int typed = 0; typed < 3; typed++)
            for (int written = 0; written < 3; written++)
                if (!finds(ways[i][typed], ways[i][written]))
                    fail_msg("%s does not find %s", ways[i][typed], ways[i][written]);
    assert_true(finds("sjogrens", "Sjögren's"));
    assert_true(finds("A1c", "a1C"));
    assert_true(finds("\"chest xray report\"", "the chest X-ray report"));
    assert_true(finds("\"chest x-ray report\"", "the chest xray report"));
    assert_false(finds("\"chest xray report\"", "a chest report and an X-ray"));
    assert_false(finds("film -xray", "an x-ray film"));
    assert_false(finds("film -x-ray", "an xray film"));
    assert_true(finds("film -t -cell", "a tcell film"));
    assert_true(finds("ct OR x-ray", "an xray"));
    assert_false(finds("away", "a way"));
    assert_false(finds("ill", "I'll"));
    assert_false(finds("cell t", "tcell"));
    assert_true(finds("\"the HbA1c was\"", "the Hb A1c was high"));
    assert_true(finds("\"the hb a1c was\"", "the HbA1c was high"));
    assert_true(finds("hemoglobin a1c", "the A1c of hemoglobin"));
    assert_false(finds("high -hba1c", "a high Hb A1c"));
    assert_false(finds("hb a1c", "Hb and a 1 and c"));
    assert_false(finds("hba1c", "HbA 2"));
    assert_true(finds("key a1b2c3d4e5f6g7h8i9j1k2l3", "the key is a1b2c3d4e5f6g7h8i9j1k2l3"));
}

static void or_joins_and_minus_leaves_out(void **state)
{
    (void)state;
    assert_true(finds("anki OR uworld cards", "my UWorld cards"));
    assert_false(finds("anki OR uworld cards", "my UWorld notes"));
    assert_true(finds("a OR b OR \"c d\"", "c d"));
    assert_false(finds("cards -anki", "anki cards"));
    assert_true(finds("cards -\"anki deck\"", "anki cards"));
    assert_true(finds("x or y", "x or y"));
    assert_false(finds("x or y", "x y"));
}

static void and_says_nothing_more_and_not_leaves_out(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_fault fault;
    struct query q;

    (void)state;
    assert_int_equal(parse(&a, "one AND two AND \"three four\" AND board:mcat", &q, &fault), OK);
    assert_int_equal(q.n_must, 3);
    assert_int_equal(q.n_never, 0);
    assert_int_equal(q.n_boards, 1);
    assert_int_equal(parse(&a, "one NOT two AND NOT \"three four\" NOT board:mcat", &q, &fault),
                     OK);
    assert_int_equal(q.n_must, 1);
    assert_int_equal(q.n_never, 2);
    assert_true(q.boards[0].exclude);
    assert_int_equal(parse(&a, "salt and not pepper \"title: AND\"", &q, &fault), OK);
    assert_int_equal(q.n_must, 5); /* in small letters or quotes they are words */
    assert_int_equal(parse(&a, "one AND two OR three", &q, &fault), OK);
    assert_true(q.must[2].joined && !q.must[1].joined);
}

static void filters_are_read(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_fault fault;
    struct query q;

    (void)state;
    assert_int_equal(parse(&a, "x board:mcat -board:anki TAG:step1 by:me", &q, &fault), OK);
    assert_int_equal(q.n_must, 1);
    assert_int_equal(q.n_boards, 2);
    assert_string_equal(q.boards[0].value, "mcat");
    assert_true(q.boards[1].exclude);
    assert_int_equal(q.boards[1].column, 14);
    assert_string_equal(q.tags[0].value, "step1");
    assert_true(q.mine);
    assert_true(q.since == INT64_MIN && q.until == INT64_MAX);
    assert_int_equal(parse(&a, "x since:2026-03 until:2026-03", &q, &fault), OK);
    assert_int_equal(q.until - q.since, 31 * DAY);
    assert_int_equal(parse(&a, "x since:7d", &q, &fault), OK);
    assert_int_equal(q.since, NOW - NOW % DAY - 7 * DAY);
    assert_int_equal(parse(&a, "x until:2026-02-28", &q, &fault), OK);
    assert_int_equal(parse(&a, "*very* ** \"inter*\" re:zero 10:30", &q, &fault), OK);
    assert_int_equal(q.n_must, 4);
    assert_int_equal(parse(&a, "re:zero 10:30", &q, &fault), OK);
    assert_int_equal(q.n_must, 2);
}

static void a_fault_is_told_with_its_place(void **state)
{
    (void)state;
    refused("", "There is no word to look for up to column 1: say at least one.");
    refused(" -- ", "There is no word to look for up to column 5: say at least one.");
    refused("one \"two three", "The quotation mark at column 5 is never closed.");
    refused("é \"\"", "The quotation at column 3 holds no word.");
    refused("OR x", "OR at column 1 has no word before it.");
    refused("x OR", "OR at column 3 has no word behind it.");
    refused("x OR OR y", "OR at column 6 has no word before it.");
    refused("x OR -y", "OR at column 3 needs a word on both sides, not an exclusion.");
    refused("x OR board:y", "OR at column 3 needs a word on both sides, not a filter.");
    refused("board:y OR x", "OR at column 9 has no word before it.");
    refused("x board: y", "board: at column 3 needs a value, without a space before it.");
    refused("tag:\"step 1\"", "tag: at column 1 takes one word without quotes, as step-1.");
    refused("x -by:me", "by: at column 3 cannot be excluded.");
    refused("by:amber-wren-1", "by: at column 1 takes only \"me\": the posts of others cannot be "
                               "listed by name.");
    refused("x since:2026-02-30", "since: at column 3 takes a date (2026-03-01, 2026-03, 2026) or "
                                  "an age (30d, 8w, 6m, 2y).");
    refused("AND x", "AND at column 1 has no word before it.");
    refused("x AND", "AND at column 3 has no word behind it.");
    refused("x AND AND y", "AND at column 7 has no word before it.");
    refused("x OR AND y", "AND at column 6 has no word before it.");
    refused("x AND OR y", "OR at column 7 has no word before it.");
    refused("x NOT", "NOT at column 3 has no word behind it.");
    refused("x AND NOT", "NOT at column 7 has no word behind it.");
    refused("x NOT -y", "NOT at column 3 leaves out what - leaves out already.");
    refused("x NOT NOT y", "NOT at column 7 is no word to leave out; in small letters it is one.");
    refused("x OR NOT y", "OR at column 3 needs a word on both sides, not an exclusion.");
    refused("x NOT by:me", "by: at column 7 cannot be excluded.");
    refused("NOT x",
            "What is left out at column 5 is all there is: say a word to look for as well.");
    refused("author:amber x",
            "author: at column 1 is no filter: those are board: tag: by:me since: "
            "until:. In quotes it is a word.");
    refused("x inter*",
            "* at column 8 stands for nothing: whole words are found. OR takes several.");
    refused("x since:2026 until:2025", "until: at column 14 leaves no time: until: lies before "
                                       "since:.");
    refused("-x", "What is left out at column 1 is all there is: say a word to look for as well.");
}

static void too_much_is_refused(void **state)
{
    char text[QUERY_BYTES + 2];

    (void)state;
    memset(text, 'x', sizeof text);
    text[QUERY_BYTES + 1] = '\0';
    refused(text, "The search at column 1001 is over 1,000 bytes; please shorten it.");
    for (int i = 0; i <= QUERY_PHRASES; i++)
        memcpy(text + 2 * i, "a ", 3);
    refused(text, "The word at column 65 is one too many.");
}

static void spans_are_where_the_words_stand(void **state)
{
    static const char text[] = "Step 1: step-1, STEP1, step 2";
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_span spans[8];
    struct query_fault fault;
    struct query q;

    (void)state;
    assert_int_equal(parse(&a, "step1", &q, &fault), OK);
    assert_int_equal(query_spans(&q, text, sizeof text - 1, spans, 8), 3);
    assert_memory_equal(text + spans[1].start, "step-1", spans[1].end - spans[1].start);
    assert_int_equal(query_spans(&q, text, sizeof text - 1, spans, 2), 2);
    assert_int_equal(parse(&a, "\"1 step\" step", &q, &fault), OK);
    assert_int_equal(query_spans(&q, text, sizeof text - 1, spans, 8), 4);
    assert_int_equal(spans[0].end, 4);
    assert_int_equal(spans[1].start, 5);
}

static void a_join_is_marked_whole(void **state)
{
    static const char text[] = "A chest X-ray, then xray film";
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct query_span spans[8];
    struct query_fault fault;
    struct query q;

    (void)state;
    assert_int_equal(parse(&a, "\"chest xray\" OR xray", &q, &fault), OK);
    assert_int_equal(query_spans(&q, text, sizeof text - 1, spans, 8), 2);
    assert_memory_equal(text + spans[0].start, "chest X-ray", spans[0].end - spans[0].start);
    assert_memory_equal(text + spans[1].start, "xray", spans[1].end - spans[1].start);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_all_wanted),
        cmocka_unit_test(phrases_stand_side_by_side),
        cmocka_unit_test(a_join_is_found_however_it_is_written),
        cmocka_unit_test(or_joins_and_minus_leaves_out),
        cmocka_unit_test(and_says_nothing_more_and_not_leaves_out),
        cmocka_unit_test(filters_are_read),
        cmocka_unit_test(a_fault_is_told_with_its_place),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(spans_are_where_the_words_stand),
        cmocka_unit_test(a_join_is_marked_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
