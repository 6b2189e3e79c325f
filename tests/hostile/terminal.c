/* SPDX-License-Identifier: MIT
 *
 * terminal.c -- terminals nobody has: unknown names, impossible sizes, storms of resizes, none.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "eve", "calm-eve");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void leaves_cleanly(struct screen *s)
{
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static void unknown_term_gets_a_screen(void **state)
{
    static const char *const terms[] = {"no-such-terminal",
                                        "../../etc/passwd",
                                        "a b",
                                        "xterm-256color%n%n",
                                        "-x",
                                        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"};

    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct screen *s = screen_open(*state, &(struct caller){.key = "eve", .term = terms[i]}, 80,
                                       24);

        screen_wait_text(s, "calm-eve");
        leaves_cleanly(s);
    }
}

static void modern_terminals_get_colors_without_a_word(void **state)
{
    static const char *const terms[] = {"xterm-kitty",    "alacritty", "foot",
                                        "xterm-ghostty",  "wezterm",   "tmux-256color",
                                        "screen-256color"};

    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct screen *s = screen_open(*state, &(struct caller){.key = "eve", .term = terms[i]}, 80,
                                       24);
        bool colored = false;

        screen_wait_text(s, "calm-eve");
        for (int row = 0; row < 24; row++)
            for (int col = 0; col < 80; col++)
                colored |= screen_look(s, row, col).fg >= 0;
        assert_true(colored);
        assert_int_equal(screen_find(s, "terminal"), -1);
        leaves_cleanly(s);
    }
}

static void a_dumb_terminal_is_spoken_to_in_plain_lines(void **state)
{
    struct screen *s = screen_open(*state, &(struct caller){.key = "eve", .term = "dumb"}, 80, 40);

    screen_wait_text(s, "plain mode");
    screen_wait_text(s, "Command:");
    screen_type(s, "quit\r");
    assert_int_equal(screen_wait_exit(s), 0);
    assert_null(strchr(screen_bytes(s, NULL), '\033'));
    screen_close(s);
}

static void impossible_sizes_are_clamped(void **state)
{
    static const int sizes[][2] = {{0, 0},  {1, 1},  {65535, 65535}, {65535, 1}, {1, 65535},
                                   {0, 24}, {80, 0}, {19, 5},        {241, 81},  {500, 200}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct screen *s = screen_open(*state, CALLER("eve"), 80, 24);
        size_t before, after;

        screen_wait_text(s, "calm-eve");
        screen_bytes(s, &before);
        screen_resize(s, sizes[i][0], sizes[i][1]);
        screen_settle(s, 100);
        screen_bytes(s, &after);
        assert_true(after - before < 512 * 1024);
        screen_resize(s, 80, 24);
        screen_wait_text(s, "calm-eve");
        leaves_cleanly(s);
    }
}

static void an_impossible_size_at_the_start_is_clamped(void **state)
{
    static const int sizes[][2] = {{0, 0}, {1, 1}, {65535, 65535}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct words w = caller_words(*state, CALLER("eve"), true);
        struct screen *s = screen_run(&w, sizes[i][0] > 240 ? 240 : sizes[i][0],
                                      sizes[i][1] > 80 ? 80 : sizes[i][1], NULL);

        screen_resize(s, sizes[i][0], sizes[i][1]);
        screen_settle(s, 300);
        screen_resize(s, 80, 24);
        screen_wait_text(s, "calm-eve");
        leaves_cleanly(s);
        words_done(&w);
    }
}

static void a_storm_of_resizes_ends_in_the_last_size(void **state)
{
    struct screen *s = screen_open(*state, CALLER("eve"), 80, 24);

    screen_wait_text(s, "calm-eve");
    for (int i = 0; i < 500; i++) {
        screen_resize(s, 20 + i * 7 % 180, 6 + i * 5 % 60);
        if (i % 20 == 0)
            screen_settle(s, 1);
    }
    screen_resize(s, 40, 15);
    screen_wait_text(s, "calm-eve");
    screen_settle(s, 200);
    assert_string_equal(screen_row(s, 14)[0] ? "footer" : "", "footer");
    leaves_cleanly(s);
}

static void no_pty_is_told_the_commands(void **state)
{
    struct outcome r = caller_run(*state, CALLER("eve"), "", NULL);

    if (!strstr(r.out, "help") && !strstr(r.err, "help"))
        fail_msg("no word of help: %s%s", r.out, r.err);
    assert_null(strchr(r.out, '\033'));
    outcome_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_term_gets_a_screen),
        cmocka_unit_test(modern_terminals_get_colors_without_a_word),
        cmocka_unit_test(a_dumb_terminal_is_spoken_to_in_plain_lines),
        cmocka_unit_test(impossible_sizes_are_clamped),
        cmocka_unit_test(an_impossible_size_at_the_start_is_clamped),
        cmocka_unit_test(a_storm_of_resizes_ends_in_the_last_size),
        cmocka_unit_test(no_pty_is_told_the_commands),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
