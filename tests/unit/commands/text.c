/* SPDX-License-Identifier: MIT
 *
 * text.c -- answers for people, as a person reads them: reviewed, whole, at three widths.
 */
#include "desk.h"

#include <curbside/domain/transfer.h>

#include "page.h"

static const char long_title[] =
    "CARS plateau at 126, what actually moved the needle for you, and was it worth the time?";

/* Bob asks, bob answers himself, ann answers: the thread's number. */
static long long talk(struct desk *d)
{
    char line[80];
    long long id;

    desk_join_as(d, "key of ann", "ann-arbor");
    desk_join_as(d, "key of bob", "bob-cat-12");
    id = desk_thread(d, "mcat-general", long_title,
                     "I read the **passage** twice before the questions.\n");
    snprintf(line, sizeof line, "reply %lld --to 1", id);
    d->now += 3600;
    assert_int_equal(desk_run_with(d, line,
                                   "> > older still\n> I read the passage twice\n\nStop doing "
                                   "that. One read, one sentence per paragraph on the scratch "
                                   "board, then the questions.\n"),
                     0);
    desk_caller(d, "key of ann");
    snprintf(line, sizeof line, "reply %lld", id);
    assert_int_equal(desk_run_with(d, line, "Me \033[31mtoo\033[0m\n"), 0);
    return id;
}

static void expect(struct desk *d, int width, const char *line, const char *text)
{
    d->io.width = width;
    assert_int_equal(desk_run(d, line), 0);
    assert_string_equal(desk_out(d), text);
    assert_string_equal(desk_err(d), "");
}

static void a_thread_reads_well_at_80_columns(void **state)
{
    struct desk *d = *state;
    char line[80], text[2048];
    long long id = talk(d);

    snprintf(line, sizeof line, "read %lld", id);
    snprintf(text, sizeof text,
             "CARS plateau at 126, what actually moved the needle for you, and was it worth\n"
             "the time?\n"
             "MCAT General, thread/%lld, 3 posts\n"
             "\n"
             "#1 bob-cat-12 (op)  2026-11-23 10:04 UTC\n"
             "\n"
             "    I read the **passage** twice before the questions.\n"
             "\n"
             "#2 bob-cat-12 (op) → #1  2026-11-23 11:04 UTC\n"
             "\n"
             "    > > older still\n"
             "    > I read the passage twice\n"
             "\n"
             "    Stop doing that. One read, one sentence per paragraph on the scratch\n"
             "    board, then the questions.\n"
             "\n"
             "#3 ann-arbor (you)  2026-11-23 11:04 UTC\n"
             "\n"
             "    Me too\n",
             id);
    expect(d, 80, line, text);
}

/* A member may have taken the same words for a handle. */
static void who_was_imported_is_said_to_be(void **state)
{
    struct desk *d = *state;
    struct import_post post = {.board = "mcat-general",
                               .thread = "t",
                               .id = "p",
                               .title = "Old",
                               .author = "bob-cat-12",
                               .date = 1150000000,
                               .body = "Long ago."};
    enum import_result result;
    struct import *run;
    json_t *doc;
    char line[80];
    long long id;

    desk_join_as(d, "key of bob", "bob-cat-12");
    assert_int_equal(import_open(&d->visit, &run), OK);
    assert_int_equal(import_post(run, &post, &result), OK);
    assert_int_equal(import_close(run), OK);
    assert_int_equal(desk_run(d, "threads mcat-general --json"), 0);
    doc = desk_json(d);
    id = json_integer_value(
        json_object_get(json_array_get(json_object_get(doc, "threads"), 0), "id"));
    json_decref(doc);
    snprintf(line, sizeof line, "read %lld", id);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "#1 bob-cat-12 (imported, op)"));
    snprintf(line, sizeof line, "reply %lld", id);
    assert_int_equal(desk_run_with(d, line, "Now."), 0);
    snprintf(line, sizeof line, "read %lld", id);
    assert_int_equal(desk_run(d, line), 0);
    assert_non_null(strstr(desk_out(d), "#2 bob-cat-12 (you)"));
}

static void a_thread_reads_well_at_40_columns(void **state)
{
    struct desk *d = *state;
    char line[80], text[2048];
    long long id = talk(d);

    snprintf(line, sizeof line, "read %lld --from 2", id);
    snprintf(text, sizeof text,
             "CARS plateau at 126, what actually moved\n"
             "the needle for you, and was it worth the\n"
             "time?\n"
             "%s"
             "\n"
             "#2 bob-cat-12 (op) → #1  2026-11-23\n"
             "    11:04 UTC\n"
             "\n"
             "    > > older still\n"
             "    > I read the passage twice\n"
             "\n"
             "    Stop doing that. One read, one\n"
             "    sentence per paragraph on the\n"
             "    scratch board, then the questions.\n"
             "\n"
             "#3 ann-arbor (you)  2026-11-23 11:04 UTC\n"
             "\n"
             "    Me too\n",
             "");
    d->io.width = 40;
    assert_int_equal(desk_run(d, line), 0);
    /* The line with the thread's number breaks by its length: left out of the comparison. */
    char *at = strstr(d->last.out.s, "time?\n") + 6, *rest = strstr(at, "\n\n#2") + 1;
    memmove(at, rest, strlen(rest) + 1);
    assert_string_equal(d->last.out.s, text);
}

static void threads_keep_their_whole_title_at_80_columns(void **state)
{
    struct desk *d = *state;
    char text[512];
    long long id = talk(d);

    snprintf(text, sizeof text,
             "%9lld  CARS plateau at 126, what actually moved the needle for you, and\n"
             "           was it worth the time?\n"
             "           bob-cat-12, 3 posts (2 unread), 2026-11-23\n",
             id);
    assert_int_equal(desk_run(d, "threads mcat-general"), 0);
    expect(d, 80, "threads mcat-general", text);
}

static void threads_are_a_table_where_there_is_room(void **state)
{
    struct desk *d = *state;
    char text[512];
    long long id = talk(d);

    desk_caller(d, NULL);
    snprintf(text, sizeof text,
             "   thread  title                                                              "
             "                  by                 posts  active\n"
             "%9lld  CARS plateau at 126, what actually moved the needle for you, and was it "
             "worth the …  bob-cat-12             3  2026-11-23\n",
             id);
    expect(d, 132, "threads mcat-general", text);
}

static void boards_stand_under_their_categories(void **state)
{
    struct desk *d = *state;

    talk(d);
    desk_caller(d, NULL);
    expect(d, 80, "boards",
           "Front Desk                                                        threads  posts\n"
           "  announcements            Announcements                                0      0\n"
           "\n"
           "MCAT\n"
           "  mcat-general             MCAT General                                 1      3\n"
           "\n"
           "Lounge\n"
           "  lounge                   Lounge                                       0      0\n");
    expect(d, 40, "boards",
           "Front Desk\n"
           "  announcements\n"
           "    Announcements, 0 threads, 0 posts\n"
           "\n"
           "MCAT\n"
           "  mcat-general\n"
           "    MCAT General, 1 thread, 3 posts\n"
           "\n"
           "Lounge\n"
           "  lounge\n"
           "    Lounge, 0 threads, 0 posts\n");
}

static void whoami_says_it_in_a_sentence(void **state)
{
    struct desk *d = *state;

    expect(d, 80, "whoami", "You are a guest without a key: you can read everything.\n");
    desk_caller(d, "key of ann");
    expect(d, 80, "whoami", "You are a guest. This key has no account yet: \"join\" makes one.\n");
    desk_join_as(d, "key of ann", "ann-arbor");
    expect(d, 80, "whoami", "You are ann-arbor, member, here since the fourth quarter of 2026.\n");
}

static void an_empty_board_says_how_to_begin(void **state)
{
    struct desk *d = *state;

    expect(d, 80, "threads lounge", "No thread here. Start one: post lounge --title TITLE\n");
}

/* What follows holds for every command at every width. */
static void no_answer_is_wider_than_its_terminal_or_holds_an_escape(void **state)
{
    static const char *const lines[] = {
        "help", "help post", "man",         "boards", "whoami", "threads mcat-general",
        "mine", "drafts",    "join --help", "version"};
    static const int widths[] = {40, 80, 132, 240};
    struct desk *d = *state;
    char read[40];

    snprintf(read, sizeof read, "read %lld", talk(d));
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        for (size_t i = 0; i <= sizeof lines / sizeof *lines; i++) {
            const char *line = i ? lines[i - 1] : read;
            d->io.width = widths[w];
            assert_int_equal(desk_run(d, line), 0);
            assert_null(strchr(desk_out(d), '\033'));
            assert_null(strchr(desk_out(d), '\t'));
            for (char *at = strtok(d->last.out.s, "\n"); at; at = strtok(NULL, "\n")) {
                int cells = 0;

                for (const char *p = at; *p; p++)
                    cells += ((unsigned char)*p & 0xC0) != 0x80;
                if (cells > widths[w] && strchr(at + strspn(at, " "), ' '))
                    fail_msg("`%s` at %d: %d cells: %s", line, widths[w], cells, at);
                assert_true(at[strlen(at) - 1] != ' ');
            }
        }
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

/* On a large board: numbers wider than their columns stay numbers. */
static void a_search_goes_on_with_the_line_that_was_typed(void **state)
{
    struct desk *d = *state;

    talk(d);
    assert_int_equal(desk_run(d, "search passage questions --sort new --limit 1"), 0);
    assert_non_null(
        strstr(desk_out(d), "More: search passage questions --sort new --limit 1 --after "));
}

static void threads_go_on_with_the_line_that_was_typed(void **state)
{
    struct desk *d = *state;

    talk(d);
    desk_thread(d, "mcat-general", "A second one", "Text.");
    assert_int_equal(desk_run(d, "threads mcat-general --sort helpful --limit 1"), 0);
    assert_non_null(
        strstr(desk_out(d), "More: threads mcat-general --sort helpful --limit 1 --after "));
}

static void cells_never_run_together(void **state)
{
    struct command c = {.width = 80};

    (void)state;
    page_cell_right(&c, "10,400", 8);
    page_cell_right(&c, "128,655", 7);
    page_cell_right(&c, "9", 3);
    assert_string_equal(str_cstr(&c.out), "  10,400 128,655  9");
    str_done(&c.out);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_never_run_together),
        T(a_search_goes_on_with_the_line_that_was_typed),
        T(threads_go_on_with_the_line_that_was_typed),
        T(a_thread_reads_well_at_80_columns),
        T(who_was_imported_is_said_to_be),
        T(a_thread_reads_well_at_40_columns),
        T(threads_keep_their_whole_title_at_80_columns),
        T(threads_are_a_table_where_there_is_room),
        T(boards_stand_under_their_categories),
        T(whoami_says_it_in_a_sentence),
        T(an_empty_board_says_how_to_begin),
        T(no_answer_is_wider_than_its_terminal_or_holds_an_escape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
