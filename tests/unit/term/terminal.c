/* SPDX-License-Identifier: MIT
 *
 * terminal.c -- frames as bytes: which description, how large, what comes first and last.
 */
#include <curbside/term/terminal.h>

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

struct stage {
    struct terminal *terminal;
    struct canvas *canvas;
    struct str out;
};

static struct stage stage;

static void open_as(const char *term, int cols, int rows)
{
    struct terminal_wish wish = {.term = term, .cols = cols, .rows = rows};

    assert_int_equal(terminal_open(&wish, &stage.terminal), OK);
    terminal_size(stage.terminal, &cols, &rows);
    stage.canvas = canvas_new(cols, rows);
    assert_non_null(stage.canvas);
    canvas_charset_set(stage.canvas, terminal_charset(stage.terminal));
}

static int teardown(void **state)
{
    (void)state;
    terminal_close(stage.terminal);
    canvas_free(stage.canvas);
    str_done(&stage.out);
    stage = (struct stage){NULL, NULL, STR_INIT};
    return 0;
}

static const char *draw(void)
{
    str_clear(&stage.out);
    assert_int_equal(terminal_draw(stage.terminal, stage.canvas, &stage.out), OK);
    return str_cstr(&stage.out);
}

static void enter(void)
{
    terminal_enter(stage.terminal, "Curbside", &stage.out);
}

/* A page as the board shows them: 22 rows of 78 columns. */
static void draw_page(int shift)
{
    canvas_clear(stage.canvas);
    for (int y = 0; y < canvas_rows(stage.canvas); y++) {
        canvas_printf(stage.canvas, 1, y, 24, THEME_AUTHOR, "quiet-otter-%d", y + shift);
        canvas_printf(stage.canvas, 25, y, 53, THEME_TEXT,
                      "what moved me from 126 to 129, number %d", y + shift);
    }
}

static void terminals_are_found_or_replaced(void **state)
{
    static const struct {
        const char *term;
        enum terminal_match match;
        enum canvas_charset charset;
        int least_colors;
    } cases[] = {
        {"xterm-256color", TERMINAL_KNOWN, CHARSET_UNICODE, 256},
        {"xterm", TERMINAL_KNOWN, CHARSET_UNICODE, 8},
        {"screen-256color", TERMINAL_KNOWN, CHARSET_UNICODE, 256},
        {"linux", TERMINAL_KNOWN, CHARSET_ASCII_LINES, 8},
        {"vt100", TERMINAL_KNOWN, CHARSET_ASCII, 0},
        {"vt220", TERMINAL_KNOWN, CHARSET_ASCII, 0},
        {"xterm-nobody-knows", TERMINAL_MODERN, CHARSET_UNICODE, 256},
        {"ghostty-next", TERMINAL_MODERN, CHARSET_UNICODE, 256},
        {"xterm-direct", TERMINAL_MODERN, CHARSET_UNICODE, 256},
        {"nobody-knows", TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
        {"", TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
        {NULL, TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
        {"../../etc/passwd", TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
        {"x y\n%s", TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
        {"unknown", TERMINAL_UNKNOWN, CHARSET_ASCII_LINES, 0},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        open_as(cases[i].term, 80, 24);
        assert_int_equal(terminal_match(stage.terminal), cases[i].match);
        assert_int_equal(terminal_charset(stage.terminal), cases[i].charset);
        assert_true(terminal_colors(stage.terminal) >= cases[i].least_colors);
        assert_true(terminal_colors(stage.terminal) <= 256);
        enter();
        draw_page(0);
        assert_non_null(strstr(draw(), "quiet-otter-7"));
        teardown(state);
    }
}

static void dumb_terminals_are_refused(void **state)
{
    struct terminal_wish wish = {.term = "dumb", .cols = 80, .rows = 24};

    (void)state;
    assert_true(terminal_is_plain("dumb"));
    assert_false(terminal_is_plain("vt100"));
    assert_false(terminal_is_plain(NULL));
    assert_int_equal(terminal_open(&wish, &stage.terminal), E_NOTFOUND);
}

static void signal_handlers_stay_the_callers_own(void **state)
{
    struct sigaction before, after;

    (void)state;
    sigaction(SIGTERM, NULL, &before);
    open_as("xterm-256color", 80, 24);
    sigaction(SIGTERM, NULL, &after);
    assert_ptr_equal(before.sa_handler, after.sa_handler);
    sigaction(SIGINT, NULL, &after);
    assert_ptr_equal(after.sa_handler, SIG_DFL);
    sigaction(SIGTSTP, NULL, &after);
    assert_ptr_equal(after.sa_handler, SIG_DFL);
}

static void entering_and_leaving_undo_each_other(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?1049h"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?2004h"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033]2;Curbside\007"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[22;"));
    draw_page(0);
    draw();
    str_clear(&stage.out);
    terminal_leave(stage.terminal, "Come back soon.", &stage.out);
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?1049l"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?2004l"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[23;"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?25h"));
    assert_true(cstr_ends(str_cstr(&stage.out), "\rCome back soon.\r\n"));
    str_clear(&stage.out);
    terminal_leave(stage.terminal, "twice", &stage.out);
    assert_int_equal(stage.out.n, 0);
}

static void a_vt100_is_left_with_an_empty_screen(void **state)
{
    (void)state;
    open_as("vt100", 80, 24);
    enter();
    assert_null(strstr(str_cstr(&stage.out), "1049"));
    assert_null(strstr(str_cstr(&stage.out), "\033]"));
    str_clear(&stage.out);
    terminal_leave(stage.terminal, "Bye.", &stage.out);
    assert_non_null(strstr(str_cstr(&stage.out), "\033[H\033[J"));
}

static void a_vt100_gets_ascii_only(void **state)
{
    const char *frame;

    (void)state;
    open_as("vt100", 80, 24);
    enter();
    canvas_text(stage.canvas, 0, 0, 70, THEME_QUOTE1, "na\u00efve \u6f22 \u2014 \U0001f600");
    canvas_hline(stage.canvas, 0, 1, 80, THEME_RULE);
    frame = draw();
    for (size_t i = 0; i < strlen(frame); i++)
        assert_true((unsigned char)frame[i] < 0x80);
}

static void no_color_sends_no_color(void **state)
{
    struct terminal_wish wish = {
        .term = "xterm-256color", .cols = 80, .rows = 24, .no_color = true};

    (void)state;
    assert_int_equal(terminal_open(&wish, &stage.terminal), OK);
    stage.canvas = canvas_new(80, 24);
    enter();
    for (int role = 0; role < N_THEME_ROLES; role++)
        canvas_text(stage.canvas, 0, role % 23, 20, (ink)role, "colors");
    assert_null(strstr(draw(), "38;5;"));
    assert_null(strstr(draw(), "\033[3"));
}

static void a_frame_is_as_small_as_what_changed(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    print_message("first frame: %zu bytes\n", stage.out.n);
    assert_true(stage.out.n < 3000);
    draw();
    assert_int_equal(stage.out.n, 0);
    canvas_text(stage.canvas, 30, 7, 10, THEME_TEXT, "changed");
    draw();
    print_message("one word: %zu bytes\n", stage.out.n);
    assert_true(stage.out.n < 40);
    canvas_mark(stage.canvas, (struct area){0, 3, 80, 1}, ATTR_SELECTED);
    canvas_cursor_set(stage.canvas, 0, 3);
    draw();
    print_message("a row selected: %zu bytes\n", stage.out.n);
    assert_true(stage.out.n < 250);
    draw_page(1);
    draw();
    print_message("scrolled by one: %zu bytes\n", stage.out.n);
    assert_true(stage.out.n < 1000);
}

static void the_largest_frame_is_bounded(void **state)
{
    (void)state;
    open_as("xterm-256color", 65535, 65535);
    enter();
    assert_int_equal(canvas_cols(stage.canvas), 240);
    assert_int_equal(canvas_rows(stage.canvas), 80);
    for (int y = 0; y < 80; y++)
        for (int x = 0; x < 240; x++)
            canvas_text(stage.canvas, x, y, 1, (ink)((x * 7 + y) % N_THEME_ROLES),
                        "\u00e9\u0301\u0302\u0303\u0304");
    draw();
    print_message("worst 240x80 frame: %zu bytes\n", stage.out.n);
    assert_true(stage.out.n < 1024 * 1024);
}

static void the_cursor_ends_where_the_canvas_says(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    canvas_cursor_set(stage.canvas, 11, 4);
    draw();
    canvas_cursor_set(stage.canvas, 40, 20);
    assert_string_equal(draw(), "\033[21;41H");
}

static void a_repaint_sends_everything(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    terminal_repaint(stage.terminal);
    assert_non_null(strstr(draw(), "quiet-otter-20"));
    assert_non_null(strstr(str_cstr(&stage.out), "\033[2J"));
    draw();
    assert_int_equal(stage.out.n, 0);
}

static void a_large_frame_is_drawn_in_one_piece(void **state)
{
    (void)state;
    open_as("xterm-256color", 240, 80);
    enter();
    for (int i = 0; i < 5; i++) {
        draw_page(100 * i);
        draw();
        assert_true(stage.out.n > 200);
        draw();
        assert_int_equal(stage.out.n, 0); /* nothing was left over */
    }
}

static void a_new_palette_is_drawn_completely(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    terminal_set_palette(stage.terminal, PALETTE_LIGHT);
    assert_non_null(strstr(draw(), "38;5;25m"));
}

static void a_new_size_is_drawn_completely(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    terminal_resize(stage.terminal, 100, 40);
    assert_int_equal(canvas_resize(stage.canvas, 100, 40), OK);
    draw_page(0);
    assert_non_null(strstr(draw(), "quiet-otter-39"));
    terminal_resize(stage.terminal, 1, 1);
    assert_int_equal(canvas_resize(stage.canvas, 1, 1), OK);
    draw_page(0);
    assert_non_null(strstr(draw(), "quiet-otter-5"));
}

static void sleeping_keeps_the_picture_and_gives_the_memory_back(void **state)
{
    size_t awake, asleep, later;

    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    awake = mallinfo2().uordblks;
    terminal_sleep(stage.terminal);
    assert_true(terminal_is_asleep(stage.terminal));
    asleep = mallinfo2().uordblks;
    print_message("heap awake %zu, asleep %zu bytes\n", awake, asleep);
#ifndef CURBSIDE_ASAN /* its allocator does not count */
    assert_true(awake - asleep > 140 * 1000);
#endif
    draw_page(0);
    assert_non_null(strstr(draw(), "quiet-otter-20"));
    assert_false(terminal_is_asleep(stage.terminal));
    for (int i = 0; i < 50; i++) {
        terminal_sleep(stage.terminal);
        draw();
    }
    terminal_sleep(stage.terminal);
    later = mallinfo2().uordblks;
    print_message("after 50 nights %zu bytes\n", later);
    assert_true(later < asleep + 8 * 1024);
}

static void resizing_in_ones_sleep_is_seen_on_waking(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    terminal_sleep(stage.terminal);
    terminal_resize(stage.terminal, 60, 30);
    assert_int_equal(canvas_resize(stage.canvas, 60, 30), OK);
    draw_page(0);
    assert_non_null(strstr(draw(), "quiet-otter-29"));
}

static void leaving_asleep_leaves_cleanly(void **state)
{
    (void)state;
    open_as("xterm-256color", 80, 24);
    enter();
    draw_page(0);
    draw();
    terminal_sleep(stage.terminal);
    str_clear(&stage.out);
    terminal_leave(stage.terminal, NULL, &stage.out);
    assert_non_null(strstr(str_cstr(&stage.out), "\033[?1049l"));
}

#define T(f) cmocka_unit_test_teardown(f, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(terminals_are_found_or_replaced),
        T(dumb_terminals_are_refused),
        T(signal_handlers_stay_the_callers_own),
        T(entering_and_leaving_undo_each_other),
        T(a_vt100_is_left_with_an_empty_screen),
        T(a_vt100_gets_ascii_only),
        T(no_color_sends_no_color),
        T(a_frame_is_as_small_as_what_changed),
        T(the_largest_frame_is_bounded),
        T(the_cursor_ends_where_the_canvas_says),
        T(a_repaint_sends_everything),
        T(a_large_frame_is_drawn_in_one_piece),
        T(a_new_palette_is_drawn_completely),
        T(a_new_size_is_drawn_completely),
        T(sleeping_keeps_the_picture_and_gives_the_memory_back),
        T(resizing_in_ones_sleep_is_seen_on_waking),
        T(leaving_asleep_leaves_cleanly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
