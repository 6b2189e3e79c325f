/* SPDX-License-Identifier: MIT
 *
 * editor.c -- typing, erasing, moving, undoing and pasting, as an author does.
 */
#include <curbside/ui/editor.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "unit.h"

enum {
    BODY_BYTES = 64 * 1024
};

static struct editor *editor;
static struct canvas *canvas;

static int setup_kind(enum editor_kind kind, size_t limit)
{
    editor = editor_new(kind, limit);
    canvas = canvas_new(40, 8);
    return editor == NULL || canvas == NULL;
}

static int setup(void **state)
{
    (void)state;
    return setup_kind(EDITOR_TEXT, BODY_BYTES);
}

static int setup_line(void **state)
{
    (void)state;
    return setup_kind(EDITOR_LINE, 100);
}

static int teardown(void **state)
{
    (void)state;
    editor_free(editor);
    canvas_free(canvas);
    return 0;
}

static void type(const char *text)
{
    for (; *text != '\0'; text++)
        assert_int_equal(editor_key(editor, *text == '\n' ? K_ENTER : (keycode)*text),
                         EDITOR_TAKEN);
}

static void keys(int n, keycode key)
{
    for (int i = 0; i < n; i++)
        editor_key(editor, key);
}

static void expect(const char *text)
{
    assert_string_equal(editor_text(editor, NULL), text);
}

/* Drawn in an area of this size at 1,1; where is the cursor? */
static void expect_cursor(int cols, int rows, int x, int y)
{
    int got_x, got_y;

    canvas_clear(canvas);
    editor_draw(editor, canvas, (struct area){1, 1, cols, rows}, true);
    canvas_cursor_get(canvas, &got_x, &got_y);
    if (got_x != x || got_y != y)
        fail_msg("the cursor is at %d,%d, not %d,%d", got_x, got_y, x, y);
}

static void typing_and_erasing(void **state)
{
    (void)state;
    type("hello\nworld");
    expect("hello\nworld");
    keys(2, K_BACKSPACE);
    keys(4, K_LEFT);
    keys(1, K_DELETE);
    expect("hellowor");
    keys(3, K_LEFT);
    type("-");
    expect("he-llowor");
}

static void one_step_is_what_the_eye_sees_as_one(void **state)
{
    static const char text[] = "ae\u0301\U0001f468\u200d\U0001f469";

    (void)state;
    assert_int_equal(editor_set(editor, text, strlen(text)), OK);
    keys(1, K_BACKSPACE);
    expect("a\u00e9"); /* cleaning composes */
    keys(1, K_BACKSPACE);
    expect("a");
}

static void words_are_moved_over_and_erased(void **state)
{
    (void)state;
    type("one two, three");
    keys(1, K_CTRL('w'));
    expect("one two, ");
    keys(1, K_LEFT | (keycode)K_CTRL_BIT);
    type("X");
    expect("one Xtwo, ");
    keys(1, K_HOME);
    keys(1, 'f' | (keycode)K_ALT);
    type("!");
    expect("one! Xtwo, ");
    keys(1, 'd' | (keycode)K_ALT);
    expect("one!, ");
    keys(1, K_CTRL('k'));
    expect("one!");
    keys(1, K_CTRL('u'));
    expect("");
}

static void undo_goes_back_by_runs_and_redo_forward(void **state)
{
    (void)state;
    type("first run");
    editor_go(editor, 5);
    type(" big");
    keys(2, K_BACKSPACE);
    expect("first b run");
    keys(1, K_CTRL('_'));
    expect("first big run");
    keys(1, K_CTRL('_'));
    expect("first run");
    keys(1, K_CTRL('_'));
    expect("");
    keys(5, K_CTRL('_'));
    expect("");
    keys(9, 'r' | (keycode)K_ALT);
    expect("first b run");
    keys(1, 'u' | (keycode)K_ALT);
    type("X");
    keys(1, 'r' | (keycode)K_ALT);
    expect("first bigX run");
}

static void any_history_undoes_to_the_beginning(void **state)
{
    static const keycode some[] = {'a',    'b',         ' ',     K_ENTER,     K_BACKSPACE,
                                   K_LEFT, K_CTRL('w'), K_RIGHT, K_CTRL('k'), K_DELETE,
                                   K_UP,   K_DOWN,      K_HOME,  K_END,       0xe9};
    uint32_t random = 7;

    (void)state;
    for (int round = 0; round < 20; round++) {
        char *after;

        assert_int_equal(editor_set(editor, "the beginning", 13), OK);
        for (int i = 0; i < 300; i++) {
            random = random * 1664525 + 1013904223;
            editor_key(editor, some[(random >> 16) % (sizeof(some) / sizeof(some[0]))]);
        }
        after = strdup(editor_text(editor, NULL));
        keys(400, K_CTRL('_'));
        expect("the beginning");
        keys(400, K_CTRL('y'));
        expect(after);
        free(after);
    }
}

static void long_lines_wrap_and_the_cursor_follows(void **state)
{
    (void)state;
    type("aaaa bbbb cccc");
    expect_cursor(11, 5, 5, 2);
    keys(1, K_UP);
    expect_cursor(11, 5, 5, 1);
    keys(1, K_HOME);
    expect_cursor(11, 5, 1, 1);
    keys(1, K_END);
    keys(1, K_DOWN);
    expect_cursor(11, 5, 5, 2);
}

static void up_and_down_keep_the_column(void **state)
{
    (void)state;
    type("long line here\nx\nlong line here");
    expect_cursor(38, 6, 15, 3);
    keys(1, K_UP);
    expect_cursor(38, 6, 2, 2);
    keys(1, K_UP);
    expect_cursor(38, 6, 15, 1);
    assert_int_equal(editor_key(editor, K_UP), EDITOR_EDGE_UP);
    keys(2, K_DOWN);
    assert_int_equal(editor_key(editor, K_DOWN), EDITOR_EDGE_DOWN);
}

static void the_view_follows_the_cursor(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        type("line\n");
    expect_cursor(38, 5, 1, 5);
    keys(1, K_HOME | (keycode)K_CTRL_BIT);
    expect_cursor(38, 5, 1, 1);
    keys(1, K_PAGE_DOWN);
    expect_cursor(38, 5, 1, 5);
}

static void the_cursor_is_always_inside(void **state)
{
    uint32_t random = 3;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        static const keycode some[] = {'a',    'b',  ' ',    ' ',        K_ENTER,
                                       K_LEFT, K_UP, 0x6f22, K_BACKSPACE};
        int x, y;

        random = random * 1664525 + 1013904223;
        editor_key(editor, some[(random >> 16) % (sizeof(some) / sizeof(some[0]))]);
        canvas_clear(canvas);
        editor_draw(editor, canvas, (struct area){3, 2, 12, 4}, true);
        canvas_cursor_get(canvas, &x, &y);
        assert_in_range(x, 3, 14);
        assert_in_range(y, 2, 5);
    }
}

static void a_paste_is_cleaned_and_one_step_of_undo(void **state)
{
    (void)state;
    type("ab");
    keys(1, K_LEFT);
    assert_int_equal(editor_paste(editor, "1\n2\x01\x1b[31m3", 11), EDITOR_TAKEN);
    expect("a1\n23b");
    type("!");
    expect("a1\n23!b");
    keys(2, K_CTRL('_'));
    expect("ab");
}

static void what_does_not_fit_is_refused_and_said(void **state)
{
    AUTO_STR struct str big = STR_INIT;

    (void)state;
    str_add_repeat(&big, 'x', BODY_BYTES - 2);
    assert_int_equal(editor_paste(editor, big.s, big.n), EDITOR_TAKEN);
    assert_int_equal(editor_paste(editor, "a\u00e9", 3), EDITOR_FULL);
    assert_int_equal(editor_bytes(editor), BODY_BYTES - 1);
    assert_int_equal(editor_key(editor, 0xe9), EDITOR_FULL);
    assert_int_equal(editor_key(editor, 'z'), EDITOR_TAKEN);
    assert_int_equal(editor_key(editor, 'z'), EDITOR_FULL);
    assert_int_equal(editor_bytes(editor), BODY_BYTES);
    keys(3, K_CTRL('_'));
    expect("");
}

static void one_line_stays_one_line_and_scrolls_sideways(void **state)
{
    (void)state;
    assert_int_equal(editor_paste(editor, "a\nb\tc", 5), EDITOR_TAKEN);
    expect("a b c");
    assert_int_equal(editor_key(editor, K_ENTER), EDITOR_IGNORED);
    assert_int_equal(editor_key(editor, K_UP), EDITOR_EDGE_UP);
    assert_int_equal(editor_key(editor, K_DOWN), EDITOR_EDGE_DOWN);
    type("0123456789");
    expect_cursor(8, 1, 8, 1);
    assert_int_equal(canvas_cell(canvas, 7, 1).ch, '9');
    keys(1, K_HOME);
    expect_cursor(8, 1, 1, 1);
    assert_int_equal(canvas_cell(canvas, 1, 1).ch, 'a');
}

static void the_version_tells_of_changes_only(void **state)
{
    uint64_t version = editor_version(editor);

    (void)state;
    keys(1, K_LEFT);
    assert_true(version == editor_version(editor));
    type("x");
    assert_true(version != editor_version(editor));
}

/* A budget, not a benchmark: wide enough for a loaded machine, narrow enough to catch a second pass
 * over the text for every line. */
static void a_key_in_the_largest_body_is_quick(void **state)
{
    AUTO_STR struct str big = STR_INIT;
    struct timespec from, to;
    double ms;

    (void)state;
    while (big.n < BODY_BYTES - 100)
        str_add(&big, "What moved me from 126 to 129: one read, one sentence per paragraph. ");
    assert_int_equal(editor_paste(editor, big.s, big.n), EDITOR_TAKEN);
    editor_go(editor, 30000);
    editor_draw(editor, canvas, (struct area){1, 1, 38, 6}, true);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < 20; i++) {
        type("x");
        editor_draw(editor, canvas, (struct area){1, 1, 38, 6}, true);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    ms = ((double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6) / 20;
    print_message("a key and a frame in 64 KiB: %.2f ms\n", ms);
    assert_true(ms < 50);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* ---- marks ---- */

static const char *drawn(void)
{
    static char text[2048];
    struct str dump = STR_INIT;

    canvas_clear(canvas);
    editor_draw(editor, canvas, canvas_area(canvas), true);
    canvas_dump(canvas, DUMP_TEXT | DUMP_ROLES, &dump);
    snprintf(text, sizeof text, "%s", str_cstr(&dump));
    str_done(&dump);
    return text;
}

static void mark(size_t start, size_t end)
{
    const struct editor_mark m = {start, end, THEME_FINDING};

    assert_int_equal(editor_marks_set(editor, &m, 1), OK);
}

static void marked_words_are_drawn_in_their_ink(void **state)
{
    (void)state;
    type("I am from Idaho now");
    mark(10, 15);
    assert_non_null(strstr(drawn(), "0: 10-14 finding"));
    assert_int_equal(editor_marks_set(editor, NULL, 0), OK);
    assert_null(strstr(drawn(), "finding"));
}

static void a_mark_moves_with_the_text_before_it(void **state)
{
    (void)state;
    type("I am from Idaho now");
    mark(10, 15);
    keys(1, K_HOME);
    type("Hi. ");
    assert_non_null(strstr(drawn(), "0: 14-18 finding"));
    editor_key(editor, K_BACKSPACE);
    assert_non_null(strstr(drawn(), "0: 13-17 finding"));
    editor_undo(editor);
    assert_non_null(strstr(drawn(), "0: 14-18 finding"));
    editor_go(editor, editor_bytes(editor));
    type(" x");
    assert_non_null(strstr(drawn(), "0: 14-18 finding"));
    editor_paste(editor, "pasted", 6);
    assert_non_null(strstr(drawn(), "0: 14-18 finding"));
}

static void a_mark_goes_when_its_words_are_changed(void **state)
{
    (void)state;
    type("I am from Idaho now");
    mark(10, 15);
    editor_go(editor, 12);
    type("x");
    assert_null(strstr(drawn(), "finding"));
    mark(10, 16);
    editor_go(editor, 0);
    for (int i = 0; i < 12; i++)
        editor_key(editor, K_DELETE);
    assert_null(strstr(drawn(), "finding"));
}

static void a_mark_over_a_broken_line_is_drawn_in_both(void **state)
{
    (void)state;
    type("word word word word word word word word Anna Smith");
    mark(40, 50);
    assert_non_null(strstr(drawn(), "1: 0-9 finding"));
    mark(35, 50);
    assert_non_null(strstr(drawn(), "0: 35-38 finding"));
    assert_non_null(strstr(drawn(), "1: 0-9 finding"));
}

static void a_mark_in_a_line_scrolls_with_it(void **state)
{
    (void)state;
    type("Idaho and then a line that is longer than the forty columns");
    mark(0, 5);
    assert_null(strstr(drawn(), "finding"));
    editor_go(editor, 0);
    assert_non_null(strstr(drawn(), "0: 0-4 finding"));
}

static void replacing_is_one_step_of_undo(void **state)
{
    (void)state;
    type("seen March 3, 2025 with");
    assert_int_equal(editor_replace(editor, 5, 18, "2025", 4), OK);
    expect("seen 2025 with");
    assert_int_equal(editor_cursor(editor), 9);
    assert_true(editor_undo(editor));
    expect("seen March 3, 2025 with");
    assert_int_equal(editor_replace(editor, 0, 5, "", 0), OK);
    expect("March 3, 2025 with");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(typing_and_erasing),
        T(one_step_is_what_the_eye_sees_as_one),
        T(words_are_moved_over_and_erased),
        T(undo_goes_back_by_runs_and_redo_forward),
        T(any_history_undoes_to_the_beginning),
        T(long_lines_wrap_and_the_cursor_follows),
        T(up_and_down_keep_the_column),
        T(the_view_follows_the_cursor),
        T(the_cursor_is_always_inside),
        T(a_paste_is_cleaned_and_one_step_of_undo),
        T(what_does_not_fit_is_refused_and_said),
        cmocka_unit_test_setup_teardown(one_line_stays_one_line_and_scrolls_sideways, setup_line,
                                        teardown),
        T(the_version_tells_of_changes_only),
        T(a_key_in_the_largest_body_is_quick),
        T(marked_words_are_drawn_in_their_ink),
        T(a_mark_moves_with_the_text_before_it),
        T(a_mark_goes_when_its_words_are_changed),
        cmocka_unit_test_setup_teardown(a_mark_over_a_broken_line_is_drawn_in_both, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_mark_in_a_line_scrolls_with_it, setup_line, teardown),
        T(replacing_is_one_step_of_undo),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
