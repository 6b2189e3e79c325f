/* SPDX-License-Identifier: MIT
 *
 * plain.c -- plain mode with a real client: on a terminal that calls itself dumb, and without one.
 *
 * A newcomer joins, reads, replies, loses the line in the middle of a text, finds the draft; no
 * byte of it is an escape, a box or a cursor being moved.
 */
#include "e2e/harness.h"

enum {
    TALL = 150 /* lines scroll away, and what was said is looked for */
};

static const struct caller dumb = {.key = "sam", .term = "dumb"};

static int setup(void **state)
{
    *state = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void assert_only_text(struct screen *s)
{
    size_t n;
    const char *bytes = screen_bytes(s, &n);

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c < ' ' && c != '\r' && c != '\n' && c != '\b') {
            screen_print(s, "plain mode");
            fail_msg("byte 0x%02x at %zu is no text", c, i);
        }
        if (c == 0xe2 && i + 1 < n &&
            ((unsigned char)bytes[i + 1] == 0x94 || (unsigned char)bytes[i + 1] == 0x95))
            fail_msg("a box at %zu", i);
    }
}

/* A line behind its prompt, and what must be said then. */
static void say(struct screen *s, const char *line, const char *answer)
{
    screen_type(s, line);
    screen_type(s, "\r");
    screen_wait_text(s, "%s", answer);
}

static void join(struct screen *s)
{
    screen_wait_text(s, "plain mode");
    screen_wait_text(s, "Command:");
    say(s, "join", "Enter keeps it");
    say(s, "", "Your recovery code");
    say(s, "w", "Boards, ");
}

static void a_newcomer_does_everything_on_a_dumb_terminal(void **state)
{
    struct board *b = *state;
    struct screen *s;

    caller_key(b, "sam");
    s = screen_open(b, &dumb, 80, TALL);
    join(s);
    say(s, "boards", "Fixture CARS");
    say(s, "fixture cars", "Commands: read, write");
    say(s, "CARS plateau", "I have been at 126");
    say(s, "", "Post 2 by");
    say(s, "3 quote", "lines are there already");
    say(s, "This is my answer.", "This is my answer.");
    say(s, ".", "1. Post it");
    say(s, "post", "1. Go on writing"); /* aliases are closed: no name is anybody's by default */
    say(s, "2", "You will be ");
    say(s, "finish", "1. Post it");
    say(s, "post", "Posted as");
    screen_wait_text(s, "that is you");
    say(s, "reply", "Text: type it now");
    screen_type(s, "A second thought, never sent");
    screen_settle(s, 2500); /* drafts are written every two seconds of typing */
    screen_cut(s);
    assert_only_text(s);
    screen_close(s);
    board_wait_processes(b, "session", 0);

    s = screen_open(b, &dumb, 80, TALL);
    screen_wait_text(s, "Your draft of a reply");
    say(s, "your draft", "1 line is there already");
    say(s, ".", "1. Post it");
    say(s, "post", "Posted as");
    say(s, "quit", "");
    assert_int_equal(screen_wait_exit(s), 0);
    assert_only_text(s);
    screen_close(s);
}

static void control_c_goes_back_and_asks_before_it_leaves(void **state)
{
    struct screen *s = screen_open(*state, &(struct caller){.key = NULL, .term = "dumb"}, 80, TALL);

    screen_wait_text(s, "Command:");
    screen_type(s, "\003");
    screen_wait_text(s, "Leave?");
    say(s, "", "");
    assert_int_equal(screen_wait_exit(s), 0);
    assert_only_text(s);
    screen_close(s);
}

static void any_terminal_gets_it_by_its_name(void **state)
{
    struct screen *s = screen_open_command(*state, CALLER_GUEST, 80, TALL, "plain");

    screen_wait_text(s, "Command:");
    say(s, "quit", "");
    assert_int_equal(screen_wait_exit(s), 0);
    assert_only_text(s);
    screen_close(s);
}

static void lines_come_and_go_without_a_terminal(void **state)
{
    char *out = caller_expect(*state, CALLER_GUEST, 0, "look\nCARS plateau\n\n\nquit\n", "plain");

    assert_non_null(strstr(out, "I have been at 126"));
    assert_non_null(strstr(out, "Post 2 by"));
    assert_null(strchr(out, '\r'));
    assert_null(strchr(out, '\033'));
    free(out);
}

static void an_address_opens_in_lines_and_on_the_screens(void **state)
{
    long long id = answer_thread(*state, CALLER_GUEST, "fixture-cars",
                                 "CARS plateau at 126, what actually moved?");
    char command[64];
    struct screen *s;
    char *out;

    snprintf(command, sizeof command, "open thread/%lld --plain", id);
    out = caller_expect(*state, CALLER_GUEST, 0, "back\nquit\n", command);
    assert_memory_equal(out, "Fixture CARS, CARS plateau", strlen("Fixture CARS, CARS plateau"));
    assert_non_null(strstr(out, "Look around"));
    free(out);
    out = caller_expect(*state, CALLER_GUEST, 0, "quit\n", "open thread/7 --plain");
    assert_non_null(strstr(out, "nothing at that address"));
    free(out);
    free(caller_expect(*state, CALLER_GUEST, 2, NULL, "open board/fixture-cars"));
    s = screen_open_command(*state, CALLER_GUEST, 80, 24, "open board/fixture-cars");
    screen_wait_text(s, "Retake with a 512?");
    screen_type(s, "q");
    screen_wait_text(s, "Look around");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

/* More lines in one go than a line may hold answers for: all are answered, in order. */
static void a_flood_of_lines_is_answered_to_its_end(void **state)
{
    char *input = malloc(3 * 3000 + 64);
    char *at = input;
    char *out;

    assert_non_null(input);
    at = stpcpy(at, "look\n");
    for (int i = 0; i < 3000; i++)
        at = stpcpy(at, ".\n");
    stpcpy(at, "about\nquit\n");
    out = caller_expect(*state, CALLER_GUEST, 0, input, "plain");
    assert_non_null(strstr(out, "What Curbside is"));
    free(out);
    free(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newcomer_does_everything_on_a_dumb_terminal),
        cmocka_unit_test(control_c_goes_back_and_asks_before_it_leaves),
        cmocka_unit_test(any_terminal_gets_it_by_its_name),
        cmocka_unit_test(lines_come_and_go_without_a_terminal),
        cmocka_unit_test(an_address_opens_in_lines_and_on_the_screens),
        cmocka_unit_test(a_flood_of_lines_is_answered_to_its_end),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
