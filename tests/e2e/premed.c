/* SPDX-License-Identifier: MIT
 *
 * premed.c -- the whole way of a premed who has never seen the board, at a terminal of 80x24: join
 * with a key made a minute ago, find the school, read in one screen what the day is like, practice
 * a question that was asked there, hand in a report.
 */
#include "e2e/harness.h"

enum {
    REPORTS = 90,   /* of one school, by import */
    KEYS_MOST = 20, /* in which the six answers are given and handed in */
};

/* Reports of last cycle, on days that are over whenever this runs. */
static void reports_write(const char *path)
{
    static const char *const formats[] = {"mmi", "mmi", "mmi", "one-on-one"};
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    for (int i = 0; i < REPORTS; i++)
        fprintf(out,
                "{\"type\":\"interview\",\"id\":\"r%d\",\"school\":\"jefferson-kimmel\","
                "\"cycle\":\"2024-25\",\"date\":\"2024-10-%02dT10:00:00Z\",\"month\":\"2024-%02d\","
                "\"modality\":\"%s\",\"format\":\"%s\",\"stress\":%d,\"impression\":%d,"
                "\"minutes\":90,\"question\":[\"Why this city, of all?\"]}\n",
                i, 1 + i % 28, 8 + i % 3, i % 5 ? "virtual" : "in-person", formats[i % 4],
                3 + i % 4, i % 9 == 0 ? -1 : i % 2);
    assert_int_equal(fclose(out), 0);
}

static void curbside_does(const struct board *b, const char *what, const char *with)
{
    struct outcome r = board_curbside(b, what, with, NULL);

    if (r.status != 0)
        fail_msg("%s: %s", what, r.err);
    outcome_done(&r);
}

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){
        .not_started = true,
        .settings = "[statistics]\nsnapshot_days = 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
                    "19,20,21,22,23,24,25,26,27,28,29,30,31\n"});
    char path[200];

    snprintf(path, sizeof path, "%s/reports.jsonl", b->home);
    reports_write(path);
    curbside_does(b, "import", path);
    curbside_does(b, "tick", NULL);
    board_start(b);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* With a key made a minute ago, from the first screen. */
static void join(struct screen *s)
{
    screen_wait_text(s, "Join with this key");
    screen_type(s, "\r");
    screen_wait_text(s, "Your key becomes your account");
    screen_type(s, "\r");
    screen_wait_text(s, "Your recovery code");
    screen_type(s, "w");
    screen_wait_text(s, "what the day is like");
}

/* Everything about the day on one screen: nothing is scrolled. */
static void learn_what_the_day_is_like(struct screen *s)
{
    screen_type(s, "2");
    screen_wait_text(s, "281 schools");
    screen_type(s, "/jeff");
    screen_wait_text(s, "1 school ");
    screen_type(s, "\r");
    screen_wait_text(s, "Jefferson Kimmel \u00b7 MD");
    for (size_t i = 0; i < 6; i++) {
        static const char *const said[] = {"about",   "median",       "mmi",
                                           "virtual", "about 90 min", "Why this city, of all?"};

        screen_wait_text(s, "%s", said[i]);
    }
}

static void practice_one_question(struct screen *s)
{
    screen_type(s, "p");
    screen_wait_text(s, "Practice \u203a Jefferson Kimmel");
    screen_type(s, "2");
    screen_wait_text(s, "1:5");
    screen_type(s, "\r");
    screen_wait_text(s, "Rate your answer");
    screen_type(s, "33333\r");
    screen_wait_text(s, "2 of ");
    screen_type(s, "q");
    screen_wait_text(s, "End the round");
    screen_type(s, "e");
    screen_wait_text(s, "1 answer kept");
    screen_type(s, "q");
    screen_wait_text(s, "write yours");
}

/* The month that every clock has behind it, then where, format, stress, impression. */
static void write_a_report(struct screen *s)
{
    static const char *const keys[] = {"w", "a\tv\tm\t6\tb", "\030", "h"};
    size_t n = 0;

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        n += strlen(keys[i]);
    assert_true(n <= KEYS_MOST);
    screen_type(s, keys[0]);
    screen_wait_text(s, "1 of 4: the essentials");
    screen_type(s, keys[1]);
    screen_wait_text(s, "< better >");
    screen_type(s, keys[2]);
    screen_wait_text(s, "Hand it in");
    screen_type(s, keys[3]);
    screen_wait_text(s, "Handed in.");
}

static void somebody_new_learns_the_day_practices_and_reports(void **state)
{
    struct board *b = *state;
    struct screen *s;
    char *out;

    caller_key(b, "sam");
    s = screen_open(b, CALLER("sam"), 80, 24);
    join(s);
    learn_what_the_day_is_like(s);
    practice_one_question(s);
    write_a_report(s);
    screen_close(s);
    out = caller_expect(b, CALLER("sam"), 0, NULL, "interview show jefferson");
    assert_non_null(strstr(out, "format: mmi\nstress: 6\nimpression: 1\n"));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_new_learns_the_day_practices_and_reports),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
