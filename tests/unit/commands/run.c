/* SPDX-License-Identifier: MIT
 *
 * run.c -- a command line as a caller typed it: what is found, what is refused, with which status.
 */
#include "desk.h"

static void unknown_command_suggests_the_nearest(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "thread lounge"), 2);
    assert_string_equal(desk_out(d), "");
    assert_string_equal(desk_err(d), "curbside: There is no command \"thread\"; did you mean "
                                     "\"threads\"? \"help\" lists all.\n");
    assert_int_equal(desk_run(d, "raed 1"), 2);
    assert_non_null(strstr(desk_err(d), "did you mean \"read\"?"));
    assert_int_equal(desk_run(d, "frobnicate"), 2);
    assert_string_equal(desk_err(d),
                        "curbside: There is no command \"frobnicate\"; \"help\" lists all.\n");
}

static void escapes_in_a_command_line_do_not_come_back(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "x\033[31m\007\x80y"), 2);
    assert_null(strchr(desk_err(d), '\033'));
    assert_null(strchr(desk_err(d), '\007'));
    assert_null(strchr(desk_err(d), '\x80'));
    assert_int_equal(desk_run(d, "help --\033]0;title\007x --json"), 2);
    assert_null(strchr(desk_out(d), '\033'));
    json_decref(desk_json(d));
}

static void usage_errors_print_the_one_right_usage_line(void **state)
{
    static const char usage[] =
        "\nusage: threads BOARD [--sort active|new|helpful] [--tag T] [--limit N] "
        "[--after CURSOR]\n";
    static const char *const wrong[] = {
        "threads",          "threads a b",        "threads --nope",
        "threads a --sort", "threads a --json=1", "threads a --tag x --tag y"};
    struct desk *d = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(desk_run(d, wrong[i]), 2);
        assert_string_equal(desk_out(d), "");
        assert_memory_equal(desk_err(d), "curbside: ", 10);
        assert_non_null(strstr(desk_err(d), usage));
    }
}

static void values_out_of_range_are_usage_errors_that_name_the_range(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "threads lounge --limit 0"), 2);
    assert_string_equal(desk_err(d), "curbside: --limit takes a number from 1 to 200.\n");
    assert_int_equal(desk_run(d, "threads lounge --limit 201"), 2);
    assert_int_equal(desk_run(d, "threads lounge --sort best"), 2);
    assert_string_equal(desk_err(d), "curbside: --sort takes active, new or helpful.\n");
    assert_int_equal(desk_run(d, "threads lounge --after garbage"), 2);
}

static void lines_that_cannot_be_split_are_usage_errors(void **state)
{
    struct desk *d = *state;
    char *line = malloc(WORDS_LINE_BYTES + 2);

    assert_int_equal(desk_run(d, "help 'open"), 2);
    assert_string_equal(desk_err(d), "curbside: A quote in this command line is left open.\n");
    assert_non_null(line);
    memset(line, 'a', WORDS_LINE_BYTES + 1);
    line[WORDS_LINE_BYTES + 1] = '\0';
    assert_int_equal(desk_run(d, line), 2);
    assert_string_equal(desk_err(d), "curbside: A command line may be 8 KiB long, not more.\n");
    free(line);
}

static void with_json_an_error_is_a_document_too(void **state)
{
    struct desk *d = *state;
    json_t *doc, *error;

    assert_int_equal(desk_run(d, "threads nowhere --json"), 1);
    doc = desk_json(d);
    assert_keys(doc, "error");
    error = json_object_get(doc, "error");
    assert_keys(error, "code message");
    assert_string_equal(json_string_value(json_object_get(error, "code")), "not-found");
    assert_memory_equal(desk_err(d), "curbside: ", 10);
    json_decref(doc);
    assert_int_equal(desk_run(d, "nonsense --json"), 2);
    json_decref(desk_json(d));
}

/* "following" and "y" print addresses, "boards" prints names: each is taken where a board is. */
static void a_board_is_found_by_its_name_and_by_its_address(void **state)
{
    struct desk *d = *state;
    long long id;
    char line[80];

    desk_join_as(d, "key of ann", "ann-arbor");
    id = desk_thread(d, "board/mcat-general", "Fennel", "Words.\n");
    assert_int_equal(desk_run(d, "threads board/MCAT-General"), 0);
    assert_non_null(strstr(desk_out(d), "Fennel"));
    assert_int_equal(desk_run(d, "threads mcat-general --tag thyme"), 0);
    assert_string_equal(desk_out(d), "No thread on MCAT General has the tag \"thyme\".\n");
    assert_int_equal(desk_run(d, "search fennel --board board/mcat-general"), 0);
    assert_non_null(strstr(desk_out(d), "Fennel"));
    assert_int_equal(desk_run(d, "catchup board/mcat-general"), 0);
    snprintf(line, sizeof line, "read %lld --from 9", id);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "Nothing from #9 on: the last post is #1."));
}

static void a_name_of_no_board_is_said_with_where_the_names_are(void **state)
{
    struct desk *d = *state;

    desk_join_as(d, "key of ann", "ann-arbor");
    assert_int_equal(desk_run(d, "search fennel --board nowhere"), 1);
    assert_string_equal(desk_err(d),
                        "curbside: There is no open board \"nowhere\"; \"boards\" lists them.\n");
    assert_int_equal(desk_run(d, "catchup nowhere"), 1);
    assert_string_equal(desk_err(d), "curbside: \"nowhere\" is neither a board nor a thread here; "
                                     "see \"boards\" and \"new\".\n");
}

static void an_empty_line_is_help(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, ""), 0);
    assert_non_null(strstr(desk_out(d), "ssh HOST COMMAND"));
    assert_int_equal(desk_run(d, "   "), 0);
    assert_int_equal(desk_run(d, "--help"), 0);
}

static void help_after_a_command_explains_it_and_does_nothing(void **state)
{
    struct desk *d = *state;

    assert_int_equal(desk_run(d, "join --help"), 0);
    assert_memory_equal(desk_out(d), "join [--handle NAME]\n", 21);
    assert_true(who_is_guest(d->visit.who));
    assert_int_equal(desk_run(d, "help nosuch"), 1);
}

static void commands_that_do_not_read_input_leave_it_alone(void **state)
{
    static const char *const lines[] = {
        "help", "man", "version", "whoami", "boards", "threads lounge", "completion bash"};
    struct desk *d = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(desk_run(d, lines[i]), 0);
        assert_false(d->stdin_was_read);
    }
}

static void guests_are_denied_what_needs_an_account(void **state)
{
    static const char *const lines[] = {"post lounge --title x", "reply 1", "mine", "drafts",
                                        "claim AAAA"};
    struct desk *d = *state;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(desk_run(d, lines[i]), 3);
        assert_string_equal(desk_out(d), "");
        assert_false(d->stdin_was_read);
    }
}

static int setup(void **state)
{
    *state = desk_new();
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(unknown_command_suggests_the_nearest),
        T(escapes_in_a_command_line_do_not_come_back),
        T(usage_errors_print_the_one_right_usage_line),
        T(values_out_of_range_are_usage_errors_that_name_the_range),
        T(lines_that_cannot_be_split_are_usage_errors),
        T(with_json_an_error_is_a_document_too),
        T(a_board_is_found_by_its_name_and_by_its_address),
        T(a_name_of_no_board_is_said_with_where_the_names_are),
        T(an_empty_line_is_help),
        T(help_after_a_command_explains_it_and_does_nothing),
        T(commands_that_do_not_read_input_leave_it_alone),
        T(guests_are_denied_what_needs_an_account),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
