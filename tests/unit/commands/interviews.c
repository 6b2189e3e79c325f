/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- schools, interview reports and their figures by command.
 */
#include "unit/commands/desk.h"

#include <curbside/domain/interview.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/school.h>
#include <curbside/store/reports.h>
#include <curbside/text/utf8.h>

enum {
    DAY = 86400,
    PEOPLE = 16,
};

static const struct figure_rules every_day = {
    .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = UINT32_MAX};

#define SEVEN                                                                                      \
    "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\nstress: 6\nimpression: 1\n"

static int setup(void **state)
{
    struct desk *d = desk_new();

    d->visit.figures = &every_day;
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

static void join_no(struct desk *d, int no)
{
    char key[32], name[32];

    snprintf(key, sizeof key, "key of %d", no);
    snprintf(name, sizeof name, "calm-person-%d", no);
    desk_join_as(d, key, name);
}

/* What the keeper does over some days. */
static void pass_days(struct desk *d, int days)
{
    for (int i = 0; i < days; i++) {
        d->now += DAY;
        assert_int_equal(interview_tick(&d->visit), OK);
        assert_int_equal(question_tick(&d->visit), OK);
    }
}

/* As if the caller had standing. */
static void count(struct desk *d, const char *answer)
{
    json_t *doc = json_loads(answer, 0, NULL);
    report_id id = {json_integer_value(json_object_get(doc, "id"))};
    struct txn txn = TXN_NONE;

    assert_in_range(id.v, 1, 999999999);
    assert_int_equal(txn_begin(&txn, d->visit.db, TXN_WRITE), OK);
    assert_int_equal(reports_set_counts(d->visit.db, id), OK);
    assert_int_equal(txn_commit(&txn), OK);
    json_decref(doc);
}

/* Reports of people who joined a week apart, all of them out and counted. */
static void people_report(struct desk *d, int n)
{
    char form[512];

    for (int i = 0; i < n; i++) {
        join_no(d, i);
        snprintf(form, sizeof form,
                 "cycle: 2026-27\nmonth: 2026-1%d\nmodality: virtual\nformat: %s\nstress: %d\n"
                 "impression: 1\nminutes: 95\nquestion: Why this school%s\nwish_known: Note %d.\n",
                 i % 2, i % 8 ? "mmi" : "panel", 4 + i % 3, i % 2 ? "?" : " ?", i);
        assert_int_equal(desk_run_with(d, "interview add jefferson-kimmel --json", form), 0);
        count(d, desk_out(d));
        d->now += 7 * DAY;
    }
    pass_days(d, 4);
}

static void schools_are_found_by_what_people_call_them(void **state)
{
    struct desk *d = *state;
    json_t *doc, *row;

    assert_int_equal(desk_run(d, "schools Jeff --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "schools next");
    row = json_array_get(json_object_get(doc, "schools"), 0);
    assert_keys(row, "slug name degree city state country reports");
    assert_string_equal(json_string_value(json_object_get(row, "slug")), "jefferson-kimmel");
    assert_true(json_is_null(json_object_get(row, "reports")));
    json_decref(doc);
    assert_int_equal(desk_run(d, "schools --state PA --degree do"), 0);
    assert_non_null(strstr(desk_out(d), "Erie PA"));
    assert_null(strstr(desk_out(d), "jefferson-kimmel"));
    assert_int_equal(desk_run(d, "schools erie --state PA --limit 1"), 0);
    assert_non_null(strstr(desk_out(d), "More: schools erie --state PA --limit 1 --after "));
    assert_int_equal(desk_run(d, "schools --sort rank --reverse --limit 3"), 0);
    assert_non_null(strstr(desk_out(d), "More: schools --sort rank --reverse --limit 3 --after "));
    assert_int_equal(desk_run(d, "schools hogwarts"), 0);
    assert_non_null(strstr(desk_out(d), "No school fits."));
    assert_int_equal(desk_run(d, "schools --sort size"), 2);
    assert_non_null(strstr(desk_err(d), "name, reports, stress, impression, rank or format"));
    assert_int_equal(desk_run(d, "schools --after hogwarts"), 2);
    assert_int_equal(desk_run(d, "schools --degree XX"), 2);
    assert_non_null(strstr(desk_err(d), "--degree takes one of DO, MD"));
    assert_int_equal(desk_run(d, "schools --state ZZ"), 2);
    assert_non_null(strstr(desk_err(d), "No school is in a state \"ZZ\""));
    assert_int_equal(desk_run(d, "schools --country ZZ"), 2);
    assert_int_equal(desk_run(d, "interviews --compare jeff jefferson-kimmel"), 2);
    assert_non_null(strstr(desk_err(d), "beside itself"));
    assert_int_equal(desk_run(d, "interviews jeff --cycle 1999-00"), 2);
    assert_non_null(strstr(desk_err(d), "the first is 2000-01"));
}

static void schools_page_without_gaps_or_repeats(void **state)
{
    struct desk *d = *state;
    char line[160] = "schools --limit 100 --json", before[64] = "";
    size_t n = 0, pages = 0;

    while (pages++ < 9) {
        json_t *doc, *rows, *next, *row;
        size_t i;

        assert_int_equal(desk_run(d, line), 0);
        doc = desk_json(d);
        rows = json_object_get(doc, "schools");
        n += json_array_size(rows);
        json_array_foreach(rows, i, row)
            assert_string_not_equal(json_string_value(json_object_get(row, "slug")), before);
        next = json_object_get(doc, "next");
        if (json_is_string(next)) {
            snprintf(before, sizeof before, "%s", json_string_value(next));
            snprintf(line, sizeof line, "schools --limit 100 --json --after %s", before);
        } else {
            pages += 100;
        }
        json_decref(doc);
    }
    assert_int_equal(n, 281);
}

/* 24 lines of 80 columns, the last one for what is typed next. */
static void assert_fits_a_screen(const char *text)
{
    int lines = 0;

    for (; *text; lines++) {
        size_t n = strcspn(text, "\n");

        if (text_cells(text, n) > 80)
            fail_msg("too wide: %.*s", (int)n, text);
        text += n + (text[n] == '\n');
    }
    assert_in_range(lines, 1, 23);
}

/* What is typed next is never cut, whatever else is. */
static void every_slug_of_the_list_is_whole(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct desk *d = *state;
    struct school_list all;

    assert_int_equal(school_all(&a, &all), OK);
    for (int i = 0; i < all.n; i++) {
        const char *line = arena_printf(&a, "schools %s", all.rows[i].slug);

        assert_int_equal(desk_run(d, line), 0);
        if (!strstr(desk_out(d), all.rows[i].slug))
            fail_msg("%s: %s", all.rows[i].slug, desk_out(d));
        assert_fits_a_screen(desk_out(d));
    }
}

static void what_fits_several_schools_lists_them(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "interviews Texas"), 1);
    assert_non_null(strstr(desk_err(d), "may be one of several schools; use a slug:"));
    assert_non_null(strstr(desk_err(d), "Texas"));
    assert_int_equal(desk_run(d, "brief jhons hopkins"), 2); /* one name is one word */
    assert_int_equal(desk_run(d, "brief 'jhons hopkins'"), 1);
    assert_non_null(strstr(desk_err(d), "did you mean johns-hopkins?"));
    assert_int_equal(desk_run(d, "schools stanferd"), 0);
    assert_non_null(strstr(desk_out(d), "Spelled nearly so:\n"));
    assert_non_null(strstr(desk_out(d), "stanford "));
    assert_int_equal(desk_run(d, "schools stanferd --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"schools\":[]"));
    assert_int_equal(desk_run(d, "brief hogwarts --json"), 1);
    assert_non_null(strstr(desk_out(d), "\"code\":\"not-found\""));
}

static void a_report_is_handed_in_once_and_changed_later(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run_with(d, "interview add jeff", SEVEN), 3);
    join_no(d, 1);
    assert_int_equal(desk_run_with(d, "interview add jeff --json", SEVEN), 0);
    doc = desk_json(d);
    assert_keys(doc, "id state");
    assert_string_equal(json_string_value(json_object_get(doc, "state")), "waiting");
    json_decref(doc);
    assert_int_equal(desk_run_with(d, "interview add jeff", SEVEN), 1);
    assert_non_null(strstr(desk_err(d), "\"interview amend\" changes it"));
    assert_int_equal(desk_run_with(d, "interview amend jeff", "stress: 3\ncomments: Kind.\n"), 0);
    assert_int_equal(desk_run(d, "interview outcome jeff acc"), 0);
    assert_int_equal(desk_run(d, "interview show jeff"), 0);
    assert_string_equal(desk_out(d),
                        "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\n"
                        "stress: 3\nimpression: 1\noutcome: accepted\ncomments: Kind.\n");
    assert_int_equal(desk_run_with(d, "interview amend jeff", "outcome:\n"), 0);
    assert_int_equal(desk_run(d, "interview show jeff"), 0);
    assert_null(strstr(desk_out(d), "outcome"));
    assert_int_equal(desk_run(d, "interview outcome jeff maybe"), 2);
    assert_non_null(strstr(desk_err(d), "pending, accepted, waitlisted, rejected, withdrew"));
    assert_int_equal(desk_run(d, "interview outcome yale accepted"), 1);
    assert_non_null(strstr(desk_err(d), "\"interview add\" hands one in"));
    assert_int_equal(desk_run(d, "interview withdraw jeff"), 0);
    assert_int_equal(desk_run(d, "interview show jeff"), 1);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "interview show jeff"), 3);
}

/* Which of several is changed is not guessed; and a report has answers, no body. */
static void which_report_is_amended_is_said(void **state)
{
    struct desk *d = *state;

    join_no(d, 1);
    assert_int_equal(desk_run_with(d, "interview add jeff", SEVEN), 0);
    assert_int_equal(desk_run_with(d, "interview add jeff",
                                   "cycle: 2025-26\nmonth: 2025-10\nmodality: virtual\n"
                                   "format: mmi\nstress: 6\nimpression: 1\n"),
                     0);
    assert_int_equal(desk_run_with(d, "interview amend jeff", "stress: 3\n"), 2);
    assert_non_null(strstr(desk_err(d), "You have reports of 2026-27 and 2025-26 there"));
    assert_int_equal(desk_run_with(d, "interview amend jeff", "cycle: 2025-26\nstress: 3\n"), 0);
    assert_int_equal(desk_run(d, "interview show jeff --cycle 2025-26"), 0);
    assert_non_null(strstr(desk_out(d), "stress: 3"));
    assert_int_equal(desk_run(d, "interview show jeff"), 0);
    assert_non_null(strstr(desk_err(d), "reports of 2026-27 and 2025-26 there; this is 2026-27."));
    assert_int_equal(desk_run(d, "interview outcome jeff accepted"), 2);
    assert_non_null(strstr(desk_err(d), "say which: \"--cycle 2026-27\"."));
    assert_int_equal(desk_run(d, "interview withdraw jeff"), 2);
    assert_int_equal(desk_run(d, "interview outcome jeff accepted --cycle 2025-26"), 0);
    assert_true(desk_run_with(d, "interview amend jeff",
                              "cycle: 2025-26\ncomments: Call 215-555-0143.\n") != 0);
    assert_non_null(strstr(desk_err(d), "phone, in your answer (215-555-0143)"));
    assert_null(strstr(desk_err(d), "bytes"));
    assert_int_equal(desk_run(d, "interview withdraw jeff --cycle 2025-26"), 0);
    assert_int_equal(desk_run(d, "interview show jeff"), 0);
    assert_string_equal(desk_err(d), "");
}

static void the_form_is_read_from_json_too(void **state)
{
    struct desk *d = *state;

    join_no(d, 1);
    assert_int_equal(
        desk_run_with(d, "interview add jeff",
                      "{\"cycle\":\"2026-27\",\"month\":\"2026-10\",\"modality\":\"in-person\","
                      "\"format\":\"panel\",\"stress\":0,\"impression\":-1,\"track\":null,"
                      "\"roles\":[\"faculty\",\"student\"],\"question\":[\"Why?\",\"Why now?\"],"
                      "\"comments\":\"One line.\\nAnother.\"}"),
        0);
    assert_int_equal(desk_run_with(d, "interview amend jeff", "{\"question\":[\"Why us?\"]}"), 0);
    assert_int_equal(desk_run(d, "interview show jeff"), 0);
    assert_string_equal(desk_out(d),
                        "cycle: 2026-27\nmonth: 2026-10\nmodality: in-person\nformat: panel\n"
                        "stress: 0\nimpression: -1\nroles: faculty\nroles: student\n"
                        "question: Why us?\ncomments: One line.\n  Another.\n");
}

static void an_error_names_the_key_and_what_it_takes(void **state)
{
    static const struct {
        const char *form, *says;
    } cases[] = {
        {"stress: 11\n", "Line 1: stress takes a number from 0 to 10."},
        {"{\"stress\":11}", "stress takes a number from 0 to 10."},
        {"{\"stress\":[1]}", "stress takes one value, not a list."},
        {"{\"stress\":true}", "stress takes a string or a number."},
        {"{\"stress\":4.5}", "stress takes a number from 0 to 10."},
        {"{\"shoe\":9}", "There is no key \"shoe\" in this form.\nKeys: cycle month"},
        {"shoe: 9\n", "There is no such key in this form.\nKeys: cycle month"},
        {"stress: 4\nmonth: 2026-10\nstress: 5\n",
         "Line 3: stress stands twice; it has one answer"},
        {"{\"read-seconds\":60,\"read_seconds\":90}",
         "read_seconds stands twice, in two spellings; leave one of them out."},
        {"{\"stress\":4,\"stress\":5}", "that is no JSON: duplicate object key"},
        {"[1]", "key: value"},
        {"{\"stress\":", "Line 1: that is no JSON"},
        {"cycle: 2026-27\n", "month is missing"},
        {"format: tea\n", "one-on-one, panel, group, mmi, mixed"},
        {"", "Nothing came on standard input"},
    };
    struct desk *d = *state;

    join_no(d, 1);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_not_equal(desk_run_with(d, "interview add jeff", cases[i].form), 0);
        if (!strstr(desk_err(d), cases[i].says))
            fail_msg("%s: %s", cases[i].form, desk_err(d));
    }
    assert_int_equal(desk_run(d, "interview sing jeff"), 2);
    assert_int_equal(desk_run(d, "interview add"), 2);
    assert_int_equal(desk_run(d, "interview outcome jeff"), 2);
}

/* Whoever fills in the printed form is understood. */
static void the_empty_form_can_be_read_back(void **state)
{
    struct desk *d = *state;
    char *form;

    join_no(d, 1);
    assert_int_equal(desk_run(d, "interview form"), 0);
    form = strdup(desk_out(d));
    assert_int_equal(desk_run_with(d, "interview add jeff", form), 2);
    assert_non_null(strstr(desk_err(d), "cycle is missing"));
    free(form);
}

static void the_safety_check_stops_and_an_override_lifts_it(void **state)
{
    static const char form[] = SEVEN "comments: Write to jane.doe@example.com for more.\n";
    struct desk *d = *state;

    join_no(d, 1);
    assert_int_equal(desk_run_with(d, "interview add jeff", form), 5);
    assert_non_null(strstr(desk_err(d), "email"));
    assert_int_equal(desk_run_with(d, "interview add jeff --override maybe", form), 2);
    assert_int_equal(desk_run_with(d, "interview add jeff --override public", form), 0);
}

static long long first_id(struct desk *d, const char *line, const char *list, const char *key)
{
    json_t *doc, *row;
    long long id;

    assert_int_equal(desk_run(d, line), 0);
    doc = desk_json(d);
    row = list ? json_array_get(json_object_get(doc, list), 0) : doc;
    id = json_integer_value(json_object_get(row, key));
    json_decref(doc);
    return id;
}

/* Who has no account has no report that it could be. */
static void the_operator_takes_a_report_out_and_brings_it_back(void **state)
{
    struct desk *d = *state;
    char line[80];

    for (int i = 0; i < 3; i++) {
        join_no(d, i);
        assert_int_equal(desk_run_with(d, "interview add jeff", SEVEN "question: Why?\n"), 0);
    }
    pass_days(d, 4);
    snprintf(line, sizeof line, "mod remove report/%lld --rule no-fraud --json",
             first_id(d, "interviews jeff --reports --json", "reports", "id"));
    desk_caller(d, NULL);
    account_be_operator(&d->visit);
    snprintf(line, sizeof line, "mod undo %lld", first_id(d, line, NULL, "id"));
    assert_int_equal(desk_run(d, line), 0);
}

/* As a post's: by its address, until a moderator has decided. */
static void flag_and_back(struct desk *d, long long report)
{
    char line[64];

    snprintf(line, sizeof line, "unflag report/%lld", report);
    assert_int_equal(desk_run(d, line), 1);
    assert_non_null(strstr(desk_err(d), "You have not flagged report/"));
    snprintf(line, sizeof line, "flag report/%lld --reason spam", report);
    assert_int_equal(desk_run(d, line), 0);
    snprintf(line, sizeof line, "unflag report/%lld", report);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "Your flag of report/"));
    assert_int_equal(desk_run(d, line), 1);
}

static void reports_come_out_by_three_and_are_judged(void **state)
{
    struct desk *d = *state;
    json_t *doc, *row;
    char line[80];
    long long id;

    for (int i = 0; i < 3; i++) {
        join_no(d, i);
        assert_int_equal(desk_run_with(d, "interview add jeff", SEVEN "question: Why?\n"), 0);
    }
    assert_int_equal(desk_run(d, "interviews jeff --reports"), 0);
    assert_non_null(strstr(desk_out(d), "No single reports yet"));
    pass_days(d, 4);
    assert_int_equal(desk_run(d, "interviews jeff --reports --limit 2 --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "reports next");
    assert_true(json_is_string(json_object_get(doc, "next")));
    json_decref(doc);
    assert_int_equal(desk_run(d, "interviews jeff --reports"), 0);
    assert_non_null(strstr(desk_out(d), "(yours)"));
    assert_non_null(strstr(desk_out(d), "2026-27 · mmi, virtual · better than before"));
    assert_non_null(strstr(desk_out(d), "Applicants' own reports"));
    join_no(d, 4);
    assert_int_equal(desk_run(d, "interviews jeff --reports --json"), 0);
    doc = desk_json(d);
    row = json_array_get(json_object_get(doc, "reports"), 0);
    assert_keys(row, "id cycle format modality impression questions preparation positive negative "
                     "wish_known comments evidence confirmations disputes");
    id = json_integer_value(json_object_get(row, "id"));
    json_decref(doc);
    snprintf(line, sizeof line, "confirm %lld", id);
    assert_int_equal(desk_run(d, line), 2);
    assert_non_null(strstr(desk_err(d), "was-there, same-cycle or told-the-same"));
    snprintf(line, sizeof line, "dispute report/%lld --reason made-up --json", id);
    assert_int_equal(desk_run(d, line), 0);
    doc = desk_json(d);
    assert_keys(doc, "report confirmations disputes");
    assert_int_equal(json_integer_value(json_object_get(doc, "disputes")), 0); /* no standing */
    json_decref(doc);
    snprintf(line, sizeof line, "dispute report/%lld --reason made-up", id);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "kept, but not counted"));
    snprintf(line, sizeof line, "dispute %lld --undo", id);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), ": self-report."));
    flag_and_back(d, id);
    snprintf(line, sizeof line, "dispute %lld --undo", id);
    assert_int_equal(desk_run(d, "outdated 5 --reason other"), 1);
    assert_int_equal(desk_run(d, "outdated x --reason other"), 1);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, line), 3);
}

static void a_page_without_a_snapshot_says_so_and_has_all_its_keys(void **state)
{
    struct desk *d = *state;
    json_t *doc, *metric;

    assert_int_equal(desk_run(d, "interviews yale --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "school shown reports snapshot cycles metrics formats outcomes questions");
    assert_true(json_is_false(json_object_get(doc, "shown")));
    assert_true(json_is_null(json_object_get(doc, "reports")));
    assert_true(json_is_null(json_object_get(doc, "snapshot")));
    assert_true(json_is_null(json_object_get(json_object_get(doc, "formats"), "mmi")));
    metric = json_object_get(json_object_get(doc, "metrics"), "stress");
    assert_keys(metric, "n median q1 q3 histogram");
    assert_int_equal(json_array_size(json_object_get(metric, "histogram")), 11);
    /* How many answered stands nowhere else of these. */
    assert_keys(json_object_get(json_object_get(doc, "metrics"), "format"),
                "n median q1 q3 histogram");
    assert_keys(json_object_get(json_object_get(doc, "metrics"), "outcome"),
                "n median q1 q3 histogram");
    json_decref(doc);
    assert_int_equal(desk_run(d, "interviews yale"), 0);
    assert_non_null(strstr(desk_out(d), "No figures yet"));
    assert_int_equal(desk_run(d, "interviews yale --cycle 2026-27"), 1);
    assert_int_equal(desk_run(d, "interviews yale --cycle 2026"), 2);
    assert_int_equal(desk_run(d, "interviews yale --csv --json"), 2);
    assert_int_equal(desk_run(d, "interviews yale drexel"), 2);
}

static void figures_are_shown_rounded_and_what_is_few_is_not(void **state)
{
    struct desk *d = *state;
    json_t *doc, *reports;

    people_report(d, PEOPLE);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "interviews jeff --json"), 0);
    doc = desk_json(d);
    reports = json_object_get(doc, "reports");
    assert_true(json_is_true(json_object_get(doc, "shown")));
    assert_int_equal(json_integer_value(reports) % 5, 0);
    assert_in_range(json_integer_value(reports), 5, 20);
    assert_int_equal(strlen(json_string_value(json_object_get(doc, "snapshot"))), 10);
    assert_true(json_is_null(json_object_get(json_object_get(doc, "formats"), "panel")));
    json_decref(doc);
    assert_int_equal(desk_run(d, "interviews jeff"), 0);
    assert_non_null(strstr(desk_out(d), "about "));
    assert_non_null(strstr(desk_out(d), "As of the snapshot of 202"));
    assert_non_null(strstr(desk_out(d), "Applicants' own reports"));
    assert_non_null(strstr(desk_out(d), "median 5 ("));
    /* The same words, whatever stands between them, are one question; it counts as in the bank. */
    assert_true(strstr(desk_out(d), "about 15  Why this school") ||
                strstr(desk_out(d), "about 20  Why this school"));
    assert_non_null(strstr(desk_out(d), "Asked most, of about "));
    assert_int_equal(desk_run(d, "interviews jeff --csv"), 0);
    assert_non_null(strstr(desk_out(d), "jefferson-kimmel,all,format,count,panel,<5\n"));
    assert_non_null(strstr(desk_out(d), "jefferson-kimmel,all,stress,median,,5\n"));
    assert_non_null(strstr(desk_out(d), ",month,count,Jul of the second year,"));
    assert_non_null(strstr(desk_out(d), "jefferson-kimmel,all,outcome,n,,<5\n"));
    assert_non_null(strstr(desk_out(d), "jefferson-kimmel,all,minutes,n,,"));
    assert_int_equal(desk_run(d, "interviews jeff --csv --cycle 2026-27"), 0);
    assert_non_null(strstr(desk_out(d), ",month,count,2026-07,"));
    assert_non_null(strstr(desk_out(d), ",month,count,2027-08,"));
    assert_int_equal(desk_run(d, "brief jeff"), 0);
    assert_non_null(strstr(desk_out(d), "What people wish they had known"));
    assert_non_null(strstr(desk_out(d), "Format         about "));
    assert_int_equal(desk_run(d, "brief jeff --all"), 0);
    assert_non_null(strstr(desk_out(d), "Outcome"));
    assert_non_null(strstr(desk_out(d), "Applicants' own reports"));
    assert_int_equal(desk_run(d, "schools --sort stress --limit 1"), 0);
    assert_true(strstr(desk_out(d), "stress 5") || strstr(desk_out(d), "too few to rank"));
    assert_int_equal(desk_run(d, "schools --sort reports --limit 1 --json"), 0);
    assert_non_null(strstr(desk_out(d), "jefferson-kimmel"));
}

/* However much people wrote, and however long it is. */
static void the_page_for_the_night_before_is_one_screen(void **state)
{
    struct desk *d = *state;
    struct str form = STR_INIT;

    for (int i = 0; i < PEOPLE; i++) {
        join_no(d, i);
        str_clear(&form);
        str_add(&form, SEVEN "minutes: 95\nstations: 8\nanswer_minutes: 6\nfile: open\n");
        for (int k = 0; k < 4; k++)
            str_printf(&form,
                       "question: What would you do about case %d, and why, in more words than "
                       "stand in one row of a terminal of eighty columns?\n",
                       (i + k) % 14);
        str_printf(&form,
                   "wish_known: Number %d: that the second building is across the river, "
                   "and nobody says so before you stand at the first.\n",
                   i);
        assert_int_equal(desk_run_with(d, "interview add jefferson-kimmel --json", str_cstr(&form)),
                         0);
        count(d, desk_out(d));
        d->now += 7 * DAY;
    }
    pass_days(d, 4);
    desk_caller(d, NULL);
    assert_int_equal(desk_run(d, "brief jeff"), 0);
    assert_fits_a_screen(desk_out(d));
    assert_non_null(strstr(desk_out(d), "Stations       about "));
    assert_non_null(strstr(desk_out(d), "Number 1"));
    str_done(&form);
}

static void schools_stand_side_by_side(void **state)
{
    struct desk *d = *state;
    json_t *doc;

    assert_int_equal(desk_run(d, "interviews --compare jeff yale --json"), 0);
    doc = desk_json(d);
    assert_keys(doc, "schools");
    assert_int_equal(json_array_size(json_object_get(doc, "schools")), 2);
    json_decref(doc);
    assert_int_equal(desk_run(d, "interviews --compare jeff yale uams"), 0);
    assert_non_null(strstr(desk_out(d), "none yet"));
    assert_non_null(strstr(desk_out(d), "Applicants' own reports"));
    assert_int_equal(desk_run(d, "interviews --compare jeff"), 2);
    d->io.width = 40;
    assert_int_equal(desk_run(d, "interviews --compare jeff yale uams"), 0);
    assert_int_equal(desk_run(d, "schools jeff"), 0);
    assert_int_equal(desk_run(d, "brief jeff"), 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static void a_school_is_proposed_and_its_fate_told_to_its_proposer(void **state)
{
    struct desk *d = *state;

    join_no(d, 1);
    assert_int_equal(desk_run(d, "propose"), 0);
    assert_non_null(strstr(desk_out(d), "You have proposed no school."));
    assert_int_equal(desk_run(d, "propose Hogwarts"), 2);
    assert_non_null(strstr(desk_err(d), "needs the school's name and its place"));
    assert_int_equal(desk_run(d, "propose Cal Anywhere"), 0); /* some are called California */
    assert_int_equal(desk_run(d, "propose UCLA Anywhere"), 1);
    assert_int_equal(desk_run(d, "propose Hogwarts Scotland"), 0);
    assert_int_equal(desk_run(d, "propose Hogwarts Scotland"), 1);
    assert_int_equal(desk_run(d, "propose --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"state\":\"waiting\",\"reason\":null"));
    join_no(d, 2);
    assert_int_equal(desk_run(d, "propose --json"), 0);
    assert_non_null(strstr(desk_out(d), "\"proposals\":[]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(schools_are_found_by_what_people_call_them),
        CASE(schools_page_without_gaps_or_repeats),
        CASE(every_slug_of_the_list_is_whole),
        CASE(what_fits_several_schools_lists_them),
        CASE(a_report_is_handed_in_once_and_changed_later),
        CASE(which_report_is_amended_is_said),
        CASE(the_form_is_read_from_json_too),
        CASE(an_error_names_the_key_and_what_it_takes),
        CASE(the_empty_form_can_be_read_back),
        CASE(the_safety_check_stops_and_an_override_lifts_it),
        CASE(reports_come_out_by_three_and_are_judged),
        CASE(the_operator_takes_a_report_out_and_brings_it_back),
        CASE(a_page_without_a_snapshot_says_so_and_has_all_its_keys),
        CASE(figures_are_shown_rounded_and_what_is_few_is_not),
        CASE(the_page_for_the_night_before_is_one_screen),
        CASE(schools_stand_side_by_side),
        cmocka_unit_test_setup_teardown(a_school_is_proposed_and_its_fate_told_to_its_proposer,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
