/* SPDX-License-Identifier: MIT
 *
 * interview_form.c -- answers, the written form, and what is refused with which sentence.
 */
#include "unit.h"

#include <string.h>

#include <curbside/domain/interview_form.h>

enum {
    NOVEMBER_2026 = 1795910400, /* the 29th */
};

static const char whole[] = "cycle: 2026-27\n"
                            "month: 2026-10\n"
                            "modality: virtual\n"
                            "format: mmi\n"
                            "stress: 6\n"
                            "impression: 1\n"
                            "roles: faculty\n"
                            "roles: student\n"
                            "question: Why this school?\n"
                            "question: A classmate cheats. What do you do?\n"
                            "comments: A long day.\n"
                            "  \n"
                            "    They were kind.\n";

static enum err parse(struct arena *a, const char *text, struct interview_form *f,
                      struct interview_fault *fault)
{
    interview_form_init(f);
    return interview_form_parse(a, text, strlen(text), f, fault);
}

static void written_form_comes_back_as_it_was(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str out = STR_INIT;
    struct interview_form f;
    struct interview_fault fault;

    (void)state;
    assert_int_equal(parse(&a, whole, &f, &fault), OK);
    assert_int_equal(interview_form_check(&f, NOVEMBER_2026, &fault), OK);
    assert_int_equal(f.n_questions, 2);
    assert_string_equal(f.texts[FIELD_COMMENTS], "A long day.\n\n  They were kind.");
    assert_string_equal(interview_form_value_words(&a, &f, FIELD_ROLES), "faculty, student");
    assert_string_equal(interview_form_value_words(&a, &f, FIELD_CYCLE), "2026-27");
    assert_string_equal(interview_form_value_words(&a, &f, FIELD_MONTH), "2026-10");
    assert_null(interview_form_value_words(&a, &f, FIELD_OUTCOME));
    interview_form_format(&f, &out);
    assert_string_equal(str_cstr(&out), whole);
}

static void blank_lines_remarks_and_spellings_are_forgiven(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_form f;
    struct interview_fault fault;

    (void)state;
    assert_int_equal(parse(&a,
                           "# my day\r\n\r\nRead-Seconds:120\r\nFORMAT: MMI\r\nmodality: virt\r\n"
                           "comments: one\r\n\r\n  two\r\n\ttabbed\r\nimpression: +1\n",
                           &f, &fault),
                     OK);
    assert_int_equal(f.values[FIELD_READ_SECONDS], 120);
    assert_string_equal(interview_form_value_words(&a, &f, FIELD_FORMAT), "mmi");
    assert_string_equal(interview_form_value_words(&a, &f, FIELD_MODALITY), "virtual");
    assert_string_equal(f.texts[FIELD_COMMENTS], "one\n\ntwo\ntabbed");
    assert_int_equal(f.values[FIELD_IMPRESSION], 1);
}

static void wrong_answers_are_told_with_line_and_what_is_allowed(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *sentence;
    } wrong[] = {
        {"stress: 11\n", 1, "stress takes a number from 0 to 10."},
        {"\nstress: five\n", 2, "stress takes a number from 0 to 10."},
        {"cycle: 2026-28\n", 1,
         "cycle takes two years that follow, as 2026-27; the first is 2000-01."},
        {"cycle: 2026\n", 1,
         "cycle takes two years that follow, as 2026-27; the first is 2000-01."},
        {"cycle: 1999-00\n", 1,
         "cycle takes two years that follow, as 2026-27; the first is 2000-01."},
        {"month: 2026-13\n", 1, "month takes a year and a month, as 2026-10."},
        {"month: October\n", 1, "month takes a year and a month, as 2026-10."},
        {"format: m\n", 1, "format takes one of one-on-one, panel, group, mmi, mixed."},
        {"stress: 4\nformat: x\n", 2, "format takes one of one-on-one, panel, group, mmi, mixed."},
        {"format: mmi\nstress: 4\nFormat: panel\n", 3,
         "format stands twice; it has one answer, so leave one of them out."},
        {"comments: Fine.\n  Really.\ncomments: Bad.\n", 3,
         "comments stands twice; it has one answer, so leave one of them out."},
        {"shoe_size: 9\n", 1, "There is no such key in this form."},
        {"it was fine\n", 1,
         "A line is \"key: value\"; a text's further lines begin with a space."},
        {"  it was fine\n", 1, "A line that goes on stands before the first key."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct interview_form f;
        struct interview_fault fault;

        assert_int_equal(parse(&a, wrong[i].text, &f, &fault), E_USAGE);
        assert_string_equal(fault.sentence, wrong[i].sentence);
        assert_int_equal(fault.line, wrong[i].line);
    }
}

static void report_without_one_of_the_seven_or_out_of_its_cycle_is_refused(void **state)
{
    static const struct {
        const char *key, *value, *sentence;
    } wrong[] = {
        {"stress", "", "stress is missing; every report has it."},
        {"cycle", "2027-28", "cycle has not begun; the newest is 2026-27."},
        {"month", "2026-12", "month is still to come; the newest is 2026-11."},
        {"month", "2026-05", "month lies outside of cycle 2026-27: from 2026-07 to 2027-08."},
        {"cycle", "2024-25", "month lies outside of cycle 2024-25: from 2024-07 to 2025-08."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct interview_form f;
        struct interview_fault fault;

        assert_int_equal(parse(&a, whole, &f, &fault), OK);
        assert_int_equal(interview_form_answer(&a, &f, interview_form_field_find(wrong[i].key),
                                               wrong[i].value, &fault),
                         OK);
        assert_int_equal(interview_form_check(&f, NOVEMBER_2026, &fault), E_USAGE);
        assert_string_equal(fault.sentence, wrong[i].sentence);
    }
}

static void answers_that_cannot_both_be_so_are_refused(void **state)
{
    static const char required[] = "cycle: 2026-27\nmonth: 2026-10\nstress: 6\nimpression: 1\n";
    static const struct {
        const char *text, *key; /* NULL: it can be so */
    } rows[] = {
        {"modality: async\nformat: one-on-one\n", "format"},
        {"modality: async\nformat: panel\n", "format"},
        {"modality: async\nformat: mmi\nread_seconds: 60\nanswer_minutes: 2\n", NULL},
        {"modality: async\nformat: mmi\ninterviewers: 1\n", "interviewers"},
        {"modality: async\nformat: mixed\nroles: faculty\n", "roles"},
        {"modality: virtual\nformat: panel\ninterviewers: 1\n", "interviewers"},
        {"modality: virtual\nformat: panel\ninterviewers: 2\nroles: faculty\n", NULL},
        {"modality: virtual\nformat: mmi\ntravel_hours: 3-6\n", "travel_hours"},
        {"modality: virtual\nformat: mmi\ntravel_hours: 0-1\nlodging: family\ncost: 0\n", NULL},
        {"modality: virtual\nformat: mmi\nlodging: hotel\ncost: 1-99\n", "lodging"},
        {"modality: hybrid\nformat: mmi\nlodging: hotel\ncost: 0\n", "cost"},
        {"modality: in-person\nformat: mmi\nlodging: hotel\ncost: 1-99\n", NULL},
        {"modality: in-person\nformat: mmi\nlodging: host\ncost: 0\n", NULL},
        {"modality: in-person\nformat: one-on-one\nstations: 8\n", "stations"},
        {"modality: in-person\nformat: group\nread_seconds: 30\n", "read_seconds"},
        {"modality: in-person\nformat: panel\nanswer_minutes: 5\n", "answer_minutes"},
        {"modality: in-person\nformat: mixed\nstations: 8\n", NULL},
        {"modality: in-person\nformat: mmi\nstations: 8\nanswer_minutes: 8\nminutes: 60\n",
         "minutes"},
        {"modality: in-person\nformat: mmi\noutcome: pending\ndecision_days: 15-30\n",
         "decision_days"},
        {"modality: in-person\nformat: mmi\noutcome: accepted\ndecision_days: 31-60\n", NULL},
        {"modality: in-person\nformat: mmi\noutcome: accepted\ndecision_days: 61+\n",
         "decision_days"}, /* of October, by the 29th of November */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const char *text = arena_printf(&a, "%s%s", required, rows[i].text);
        struct interview_form f;
        struct interview_fault fault = {0};

        assert_int_equal(parse(&a, text, &f, &fault), OK);
        assert_int_equal(interview_form_check(&f, NOVEMBER_2026, &fault),
                         rows[i].key ? E_USAGE : OK);
        if (rows[i].key && strcmp(fault.field->key, rows[i].key) != 0)
            fail_msg("%s: %s", rows[i].text, fault.sentence);
        assert_true(strlen(fault.sentence) <= 110);
    }
}

static void too_much_of_anything_is_refused(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_form f;
    struct interview_fault fault;
    char *question = arena_alloc(&a, 5001);
    char *text = arena_alloc(&a, INTERVIEW_BYTES + 2);

    (void)state;
    memset(question, 'q', 5000);
    memset(text, 'x', INTERVIEW_BYTES + 1);
    interview_form_init(&f);
    assert_int_equal(
        interview_form_answer(&a, &f, interview_form_field_find("question"), question, &fault),
        E_USAGE);
    for (int i = 0; i < INTERVIEW_QUESTIONS; i++)
        assert_int_equal(
            interview_form_answer(&a, &f, interview_form_field_find("question"), "Why?", &fault),
            OK);
    assert_int_equal(
        interview_form_answer(&a, &f, interview_form_field_find("question"), "Why?", &fault),
        E_USAGE);
    assert_int_equal(
        interview_form_answer(&a, &f, interview_form_field_find("comments"), text, &fault),
        E_USAGE);
    assert_int_equal(interview_form_parse(&a, text, INTERVIEW_BYTES + 1, &f, &fault), E_BODY_LONG);
    assert_int_equal(interview_form_parse(&a, "stress: 1\0", 10, &f, &fault), E_NOT_UTF8);
    assert_int_equal(interview_form_parse(&a, "comments: \xff\n", 12, &f, &fault), E_NOT_UTF8);
}

static void interviews_of_a_cycle_begin_in_august(void **state)
{
    (void)state;
    assert_int_equal(interview_form_cycle_at(NOVEMBER_2026), 2026);
    assert_int_equal(interview_form_cycle_at(1782864000), 2025); /* 2026-07-01 */
    assert_int_equal(interview_form_cycle_at(1785542400), 2026); /* 2026-08-01 */
}

static void every_question_has_a_label_a_help_and_bounds(void **state)
{
    (void)state;
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        const struct interview_field *field = &interview_fields[i];

        assert_non_null(field->key);
        assert_true(*field->label && *field->help);
        assert_ptr_equal(interview_form_field_find(field->key), field);
        if (field->kind == INTERVIEW_NUMBER)
            assert_true(field->low < field->high);
        if (field->kind == INTERVIEW_CHOICE || field->kind == INTERVIEW_CHOICES)
            assert_non_null(field->choices);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_form_comes_back_as_it_was),
        cmocka_unit_test(blank_lines_remarks_and_spellings_are_forgiven),
        cmocka_unit_test(wrong_answers_are_told_with_line_and_what_is_allowed),
        cmocka_unit_test(report_without_one_of_the_seven_or_out_of_its_cycle_is_refused),
        cmocka_unit_test(answers_that_cannot_both_be_so_are_refused),
        cmocka_unit_test(too_much_of_anything_is_refused),
        cmocka_unit_test(interviews_of_a_cycle_begin_in_august),
        cmocka_unit_test(every_question_has_a_label_a_help_and_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
