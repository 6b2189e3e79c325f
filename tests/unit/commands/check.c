/* SPDX-License-Identifier: MIT
 *
 * check.c -- the safety check by command, and the synthetic clinical questions of the corpus. Those
 * are left out where there is no corpus (CURBSIDE_CORPUS).
 */
#include "desk.h"

#include <curbside/text/privacy.h>

static void check_posts_nothing_and_tells_everything(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run_with(d, "check --json", "pt of Dr. Whitcomb, MRN 4482913"), 0);
    json_t *doc = desk_json(d);
    json_t *findings = json_object_get(doc, "findings");
    assert_keys(doc, "findings");
    assert_int_equal(json_array_size(findings), 2);
    json_t *second = json_array_get(findings, 1);
    assert_keys(second, "rule tier start end text advice");
    assert_string_equal(json_string_value(json_object_get(second, "rule")), "record");
    assert_string_equal(json_string_value(json_object_get(second, "tier")), "block");
    assert_string_equal(json_string_value(json_object_get(second, "text")), "4482913");
    assert_int_equal(json_integer_value(json_object_get(second, "start")), 24);
    assert_int_equal(json_integer_value(json_object_get(second, "end")), 31);
    json_decref(doc);
    assert_int_equal(desk_run_with(d, "check --json", "Good luck, all."), 0);
    assert_string_equal(desk_out(d), "{\"findings\":[]}\n");
    assert_int_equal(desk_run_with(d, "check", "Good luck, all."), 0);
    assert_non_null(strstr(desk_out(d), "Nothing found."));
    assert_int_equal(desk_run_with(d, "check", "pt lives in Toledo, Ohio"), 0);
    assert_non_null(strstr(desk_out(d), "Instead: Ohio"));
}

static void a_crisis_gets_a_word_and_no_finding(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run_with(d, "check", "I want to kill myself"), 0);
    assert_ptr_equal(strstr(desk_out(d), "You are not alone"), desk_out(d));
    assert_null(strstr(desk_out(d), "bytes"));
    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T", "I want to kill myself"), 0);
    assert_ptr_equal(strstr(desk_err(d), "You are not alone"), desk_err(d));
}

static void what_stops_a_post_has_its_own_status_and_says_why(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T", "call 215-555-0143"), 5);
    assert_non_null(strstr(desk_err(d), "phone, bytes 5-17 of the body (215-555-0143)"));
    assert_non_null(strstr(desk_err(d), "--override public or mine or example"));
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "call 215-555-0143"), 5);
    assert_non_null(strstr(desk_out(d), "\"blocked\""));
    assert_int_equal(
        desk_run_with(d, "post lounge --title T --override because", "call 215-555-0143"), 2);
    assert_int_equal(desk_run_with(d, "post lounge --title T --override mine", "MRN 4482913"), 5);
    assert_int_equal(
        desk_run_with(d, "post lounge --title T --override public", "call 215-555-0143"), 0);
    assert_string_equal(desk_err(d), "");
}

static void a_warning_stands_beside_the_answer(void **state)
{
    struct desk *d = *state;
    char line[64];

    desk_join_as(d, "key of ann", "ann-arbor");
    long long thread = desk_thread(d, "lounge", "T", "x");
    snprintf(line, sizeof line, "reply %lld", thread);
    assert_int_equal(desk_run_with(d, line, "Dr. Whitcomb runs it."), 0);
    assert_non_null(strstr(desk_out(d), "Posted"));
    assert_non_null(strstr(desk_err(d), "curbside: warn: name, bytes 0-12 of the body"));
    assert_int_equal(desk_run_with(d, line, "I want to die"), 0);
    assert_non_null(strstr(desk_err(d), "988"));
    assert_int_equal(desk_run_with(d, line, "ssn 219-09-9999"), 5);
}

static void an_edit_is_stopped_likewise(void **state)
{
    struct desk *d = *state;
    char line[96];

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T --json", "x"), 0);
    json_t *doc = desk_json(d);
    long long post = json_integer_value(json_object_get(doc, "post"));
    json_decref(doc);
    snprintf(line, sizeof line, "edit %lld", post);
    assert_int_equal(desk_run_with(d, line, "MRN 4482913"), 5);
    assert_non_null(strstr(desk_err(d), "record, bytes 4-11"));
    snprintf(line, sizeof line, "edit %lld --override example", post);
    assert_int_equal(desk_run_with(d, line, "MRN 4482913"), 0);
}

static void the_found_text_reaches_no_terminal_as_it_was_sent(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run_with(d, "post lounge --title T", "Dr. Whit\x1b[2Jcomb is kind"), 0);
    assert_null(strchr(desk_err(d), '\x1b'));
    assert_int_equal(desk_run_with(d, "check", "Dr. Whit\x1b[2Jcomb is kind"), 0);
    assert_null(strchr(desk_out(d), '\x1b'));
}

/* ---- the corpus ---- */

struct score {
    int flagged[2]; /* clean, with identifiers */
    int lines[2];
};

static void question_look(const struct privacy *rules, json_t *question, struct score *score)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *text = json_string_value(json_object_get(question, "text"));
    const char *label = json_string_value(json_object_get(question, "label"));
    int phi = strcmp(label, "phi") == 0;
    struct privacy_findings found;

    assert_int_equal(privacy_scan(rules, &a, text, strlen(text), NULL, &found), OK);
    score->lines[phi]++;
    score->flagged[phi] += found.n > 0 ? 1 : 0;
}

static void clinical_questions_are_told_apart(void **state)
{
    const char *env = getenv("CURBSIDE_CORPUS");
    struct privacy *rules = privacy_new();
    struct score score = {{0, 0}, {0, 0}};
    char path[512], *line = NULL;
    size_t size = 0;

    (void)state;
    assert_non_null(rules);
    snprintf(path, sizeof path, "%s/asq-phi-dev.jsonl", env ? env : TEST_CORPUS);
    FILE *lines = fopen(path, "r");
    while (lines && getline(&line, &size, lines) > 0) {
        json_t *question = json_loads(line, 0, NULL);
        assert_non_null(question);
        question_look(rules, question, &score);
        json_decref(question);
    }
    free(line);
    if (lines)
        fclose(lines);
    privacy_free(rules);
    print_message("with identifiers: %d of %d flagged; clean: %d of %d\n", score.flagged[1],
                  score.lines[1], score.flagged[0], score.lines[0]);
    assert_true(score.flagged[1] * 100 >= score.lines[1] * 97);
    assert_true(score.flagged[0] * 100 <= score.lines[0] * 3);
}

static int desk_setup(void **state)
{
    *state = desk_new();
    return 0;
}

static int desk_teardown(void **state)
{
    desk_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(check_posts_nothing_and_tells_everything, desk_setup,
                                        desk_teardown),
        cmocka_unit_test_setup_teardown(a_crisis_gets_a_word_and_no_finding, desk_setup,
                                        desk_teardown),
        cmocka_unit_test_setup_teardown(what_stops_a_post_has_its_own_status_and_says_why,
                                        desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(a_warning_stands_beside_the_answer, desk_setup,
                                        desk_teardown),
        cmocka_unit_test_setup_teardown(an_edit_is_stopped_likewise, desk_setup, desk_teardown),
        cmocka_unit_test_setup_teardown(the_found_text_reaches_no_terminal_as_it_was_sent,
                                        desk_setup, desk_teardown),
        cmocka_unit_test(clinical_questions_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
