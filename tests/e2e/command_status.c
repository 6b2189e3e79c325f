/* SPDX-License-Identifier: MIT
 *
 * command_status.c -- exit statuses and the one sentence on stderr, and what text output may hold.
 */
#include "e2e/harness.h"

#define FIXTURE TEST_DATA "/threads.jsonl"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = FIXTURE});

    caller_join(b, "bea", "calm-bea");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

/* Exits with `status`, says one thing on stderr that starts "curbside: ", nothing on stdout. */
static void refuses(struct board *b, const struct caller *c, int status, const char *input,
                    const char *command, const char *says)
{
    struct outcome r = caller_run(b, c, input, command);

    if (r.status != status || r.out_n != 0 || strncmp(r.err, "curbside: ", 10) != 0 ||
        !strstr(r.err, says)) {
        board_print_log(b);
        fail_msg("`%s`: status %d, not %d with \"%s\"\nstdout: %s\nstderr: %s", command, r.status,
                 status, says, r.out, r.err);
    }
    outcome_done(&r);
}

static void what_is_not_there_is_status_1(void **state)
{
    refuses(*state, CALLER_GUEST, 1, NULL, "read 999999998", "");
    refuses(*state, CALLER_GUEST, 1, NULL, "threads no-such-board", "");
}

static void wrong_usage_prints_the_one_right_line(void **state)
{
    refuses(*state, CALLER_GUEST, 2, NULL, "threads", "threads BOARD");
    refuses(*state, CALLER_GUEST, 2, NULL, "threads fixture-cars --wat", "threads BOARD");
    refuses(*state, CALLER_GUEST, 2, NULL, "no-such-command", "");
    refuses(*state, CALLER_GUEST, 2, NULL, "read 'open quote", "");
    refuses(*state, CALLER_GUEST, 2, NULL, "threads fixture-cars --limit 0", "");
    refuses(*state, CALLER_GUEST, 2, NULL, "threads fixture-cars --limit 201", "");
    refuses(*state, CALLER("bea"), 2, "text", "post fixture-step", "--title");
    refuses(*state, CALLER_GUEST, 2, NULL, "search", "search QUERY");
    refuses(*state, CALLER_GUEST, 2, NULL, "search x --sort wat", "new or best");
    refuses(*state, CALLER_GUEST, 2, NULL, "search 'one OR'", "OR at column 5 has no word behind");
    refuses(*state, CALLER_GUEST, 2, NULL, "search 'x board:nowhere'", "board: at column 3");
    refuses(*state, CALLER_GUEST, 2, NULL, "search x --after y", "");
    refuses(*state, CALLER_GUEST, 3, NULL, "search by:me", "");
    refuses(*state, CALLER("bea"), 3, NULL, "sysop roles", "");
    refuses(*state, CALLER("bea"), 2, NULL, "sysop role bea wizard", "role HANDLE member");
}

static void unread_is_a_number_and_status_1_without_any(void **state)
{
    char *out;

    caller_join(*state, "late", "calm-late");
    out = caller_expect(*state, CALLER("late"), 1, NULL, "unread");
    assert_string_equal(out, "0\n");
    free(out);
    free(caller_expect(*state, CALLER("bea"), 0, "Words.",
                       "post fixture-step --as handle --title Unread"));
    out = caller_expect(*state, CALLER("late"), 0, NULL, "unread");
    assert_string_equal(out, "1\n");
    free(out);
    out = caller_expect(*state, CALLER("late"), 0, NULL, "catchup");
    assert_string_equal(out, "1 post taken for read.\n");
    free(out);
    refuses(*state, CALLER("late"), 1, NULL, "catchup no-such-board", "");
    refuses(*state, CALLER("late"), 2, NULL, "catchup a b", "catchup [BOARD|THREAD]");
    refuses(*state, CALLER("late"), 2, NULL, "new --after garbage", "");
    refuses(*state, CALLER_GUEST, 3, NULL, "new", "");
    refuses(*state, CALLER_GUEST, 3, NULL, "unread", "");
    refuses(*state, CALLER_GUEST, 3, NULL, "catchup", "");
}

static void interviews_refuse_with_the_key_and_what_it_takes(void **state)
{
    refuses(*state, CALLER("bea"), 2, "stress: 11\n", "interview add jeff",
            "stress takes a number from 0 to 10");
    refuses(*state, CALLER("bea"), 2, "cycle: 2026-27\n", "interview add jeff", "month is missing");
    refuses(*state, CALLER("bea"), 1, NULL, "interview outcome jeff accepted", "no report");
    refuses(*state, CALLER("bea"), 2, NULL, "confirm 5", "was-there");
    refuses(*state, CALLER("bea"), 1, NULL, "dispute 5 --reason made-up", "");
    refuses(*state, CALLER_GUEST, 1, NULL, "interviews hogwarts", "schools");
    refuses(*state, CALLER_GUEST, 1, NULL, "brief Texas", "several");
    refuses(*state, CALLER_GUEST, 2, NULL, "interviews --compare jeff", "two or three");
    refuses(*state, CALLER_GUEST, 2, NULL, "schools --sort size", "stress");
    refuses(*state, CALLER_GUEST, 3, NULL, "propose Hogwarts Scotland", "join");
    refuses(*state, CALLER_GUEST, 2, NULL, "questions --kind hard", "ethics");
    refuses(*state, CALLER_GUEST, 2, NULL, "questions --random 0", "1 to 1000");
    refuses(*state, CALLER_GUEST, 1, NULL, "questions --school hogwarts", "schools");
    refuses(*state, CALLER_GUEST, 2, NULL, "practice", "--list");
    refuses(*state, CALLER_GUEST, 3, NULL, "practice --list", "join");
    refuses(*state, CALLER_GUEST, 3, "stress: 1\n", "interview add jeff", "");
    refuses(*state, CALLER_GUEST, 3, NULL, "outdated 5 --reason other", "");
}

static void a_guest_is_denied_with_status_3(void **state)
{
    struct outcome r;

    refuses(*state, CALLER_GUEST, 3, "text", "post fixture-step --as handle --title T", "");
    caller_key(*state, "stranger");
    refuses(*state, CALLER("stranger"), 3, "text", "post fixture-step --as handle --title T",
            "join");
    r = caller_run(*state, CALLER("stranger"), NULL, "whoami");
    assert_int_equal(r.status, 0);
    outcome_done(&r);
}

/* All verbs are in unit.commands.staff_verbs; these over the line. */
static void the_staff_is_refused_with_the_status_of_everybody(void **state)
{
    static const char *const denied[] = {
        "mod queue",
        "mod keep 5",
        "mod remove 5 --rule kindness",
        "mod split 5 --title T",
        "sysop filters",
        "sysop sessions",
        "sysop backup",
        "sysop rules",
    };
    struct board *b = *state;

    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++) {
        refuses(b, CALLER("bea"), 3, NULL, denied[i], "");
        refuses(b, CALLER_GUEST, 3, NULL, denied[i], "");
    }
    caller_join(b, "wim", "calm-wim");
    json_decref(answer(b, CALLER("wim"), 0, NULL, "claim %s --json", b->claim));
    refuses(b, CALLER("wim"), 1, NULL, "mod keep 5", "no such thing");
    refuses(b, CALLER("wim"), 1, NULL, "mod undo 5", "no such thing");
    refuses(b, CALLER("wim"), 2, NULL, "mod remove 5", "mod remove POST|report/NUMBER --rule RULE");
    refuses(b, CALLER("wim"), 2, NULL, "mod remove 5 --rule nonsense", "house rule");
    refuses(b, CALLER("wim"), 1, NULL, "sysop role calm-wim member", "only sysop");
    refuses(b, CALLER("wim"), 1, NULL, "sysop kick 5", "No session");
    refuses(b, CALLER("wim"), 2, NULL, "sysop board fixture-step --open maybe", "board SLUG");
    refuses(b, CALLER("wim"), 1, NULL, "sysop filter add pattern '.*' --action hold", "");
    refuses(b, CALLER("wim"), 1, NULL, "sysop new-rule kindness --title T --text T --reason R",
            "There is a rule");
}

static void joining_needs_a_key_and_a_free_name(void **state)
{
    refuses(*state, CALLER_GUEST, 3, NULL, "join", "key");
    caller_key(*state, "carl");
    refuses(*state, CALLER("carl"), 1, NULL, "join --handle calm-bea", "");
    refuses(*state, CALLER("carl"), 1, NULL, "join --handle 9lives", "");
    refuses(*state, CALLER("carl"), 1, NULL, "join --handle sysop", "");
    caller_join(*state, "carl", "calm-carl");
    refuses(*state, CALLER("carl"), 1, NULL, "join", "");
}

static void nobody_is_an_alias_where_the_operator_closed_them(void **state)
{
    refuses(*state, CALLER("bea"), 3, "text", "post fixture-step --title T --as alias",
            "Aliases are closed here");
    refuses(*state, CALLER("bea"), 1, "text", "post vent --title T", "no");
    refuses(*state, CALLER("bea"), 1, NULL, "threads vent", "no");
    refuses(*state, CALLER("bea"), 2, "text", "post vent --title T --as nobody", "--as");
}

static void bodies_and_titles_have_bounds(void **state)
{
    char *big = malloc(65537 + 1), title[400] = "post fixture-step --as handle --title '";

    memset(big, 'x', 65537);
    big[65537] = '\0';
    refuses(*state, CALLER("bea"), 1, "", "post fixture-step --as handle --title T", "");
    refuses(*state, CALLER("bea"), 1, " \n\t\n ", "post fixture-step --as handle --title T",
            "no text");
    refuses(*state, CALLER("bea"), 1, big, "post fixture-step --as handle --title T", "64 KiB");
    big[65536] = '\0';
    free(
        caller_expect(*state, CALLER("bea"), 0, big, "post fixture-step --as handle --title Full"));
    memset(title + strlen(title), 't', 201);
    strcat(title, "'");
    refuses(*state, CALLER("bea"), 1, "text", title, "200");
    refuses(*state, CALLER("bea"), 1, "text", "post fixture-step --as handle --title '  '",
            "title");
    refuses(*state, CALLER("bea"), 1, "bad \xff\xfe utf8",
            "post fixture-step --as handle --title T", "UTF-8");
    free(big);
}

static void text_output_has_no_escapes_and_fits_80_columns(void **state)
{
    static const char *const commands[] = {
        "boards", "threads fixture-cars", "help", "help threads", "version", "whoami"};

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char *out = caller_expect(*state, CALLER_GUEST, 0, NULL, commands[i]);

        assert_null(strchr(out, '\033'));
        for (char *line = strtok(out, "\n"); line; line = strtok(NULL, "\n")) {
            int cells = 0;

            for (char *p = line; *p; p++)
                cells += ((unsigned char)*p & 0xc0) != 0x80;
            if (cells > 80)
                fail_msg("`%s`: %d columns: %s", commands[i], cells, line);
        }
        free(out);
    }
}

static void a_shell_without_a_pty_names_the_commands(void **state)
{
    struct outcome r = caller_run(*state, CALLER_GUEST, NULL, NULL);

    assert_true(strstr(r.out, "help") || strstr(r.err, "help"));
    outcome_done(&r);
}

/* The end of a command races with the end of its session: whoever is first, the status arrives. */
static void no_exit_status_is_ever_lost(void **state)
{
    for (int i = 0; i < 150; i++) {
        struct outcome r = caller_run(*state, CALLER_GUEST, NULL,
                                      i % 2 ? "whoami" : "read 999999998");

        if (r.status != (i % 2 ? 0 : 1)) {
            board_print_log(*state);
            fail_msg("call %d: status %d, %s%s", i, r.status, r.out, r.err);
        }
        outcome_done(&r);
    }
}

static void completion_is_accepted_by_bash(void **state)
{
    char *script = caller_expect(*state, CALLER_GUEST, 0, NULL, "completion bash");
    struct words w = {{NULL}, 0};
    struct outcome r;

    words_add_all(&w, "bash", "-n", NULL);
    r = process_run(&w, script, strlen(script), WAIT_MS);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_true(strlen(script) > 100);
    outcome_done(&r);
    words_done(&w);
    free(script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_there_is_status_1),
        cmocka_unit_test(wrong_usage_prints_the_one_right_line),
        cmocka_unit_test(unread_is_a_number_and_status_1_without_any),
        cmocka_unit_test(interviews_refuse_with_the_key_and_what_it_takes),
        cmocka_unit_test(a_guest_is_denied_with_status_3),
        cmocka_unit_test(the_staff_is_refused_with_the_status_of_everybody),
        cmocka_unit_test(joining_needs_a_key_and_a_free_name),
        cmocka_unit_test(nobody_is_an_alias_where_the_operator_closed_them),
        cmocka_unit_test(bodies_and_titles_have_bounds),
        cmocka_unit_test(text_output_has_no_escapes_and_fits_80_columns),
        cmocka_unit_test(a_shell_without_a_pty_names_the_commands),
        cmocka_unit_test(no_exit_status_is_ever_lost),
        cmocka_unit_test(completion_is_accepted_by_bash),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
