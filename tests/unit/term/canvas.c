/* SPDX-License-Identifier: MIT
 *
 * canvas.c -- the one door by which text becomes cells, and what it lets through.
 */
#include <curbside/term/canvas.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum {
    COLS = 30,
    ROWS = 8
};

static struct canvas *canvas;

static int setup(void **state)
{
    (void)state;
    canvas = canvas_new(COLS, ROWS);
    return canvas == NULL;
}

static int teardown(void **state)
{
    (void)state;
    canvas_free(canvas);
    return 0;
}

/* One row without the blanks at its end. */
static void expect_row(int y, const char *text)
{
    AUTO_STR struct str dump = STR_INIT;
    const char *row;

    canvas_dump(canvas, DUMP_TEXT, &dump);
    row = str_cstr(&dump);
    for (int i = 0; i < y; i++)
        row = strchr(row, '\n') + 1;
    *strchr(row, '\n') = '\0';
    assert_string_equal(row, text);
}

static void text_is_clipped_and_counted(void **state)
{
    (void)state;
    assert_int_equal(canvas_text(canvas, 2, 0, 5, THEME_TEXT, "abcdefgh"), 5);
    expect_row(0, "  abcde");
    assert_int_equal(canvas_text(canvas, COLS - 3, 1, 10, THEME_TEXT, "abcdefgh"), 3);
    assert_int_equal(canvas_text(canvas, 0, ROWS, 10, THEME_TEXT, "abc"), 0);
    assert_int_equal(canvas_text(canvas, 0, -1, 10, THEME_TEXT, "abc"), 0);
    assert_int_equal(canvas_text(canvas, 0, 2, 10, THEME_TEXT, NULL), 0);
    assert_int_equal(canvas_text(canvas, -2, 3, 10, THEME_TEXT, "abcd"), 4);
    expect_row(3, "cd");
}

static void controls_vanish_and_space_is_space(void **state)
{
    (void)state;
    assert_int_equal(canvas_text(canvas, 0, 0, COLS, THEME_TEXT,
                                 "a\tb\r\nc\x01\x7f\xc2\x9b"
                                 "d"),
                     6);
    expect_row(0, "a b cd");
}

static void a_wide_character_is_never_cut(void **state)
{
    (void)state;
    assert_int_equal(canvas_text(canvas, 0, 0, 3, THEME_TEXT, "\u6f22\u5b57"), 2);
    expect_row(0, "\u6f22");
    assert_int_equal(canvas_cell(canvas, 1, 0).cols, 0);
    canvas_text(canvas, 1, 0, 1, THEME_TEXT, "x");
    expect_row(0, " x");
    canvas_text(canvas, 0, 1, 4, THEME_TEXT, "\u6f22\u5b57");
    canvas_text(canvas, 1, 1, 2, THEME_TEXT, "\u6f22");
    expect_row(1, " \u6f22");
}

static void marks_stay_with_their_character(void **state)
{
    struct canvas_cell cell;

    (void)state;
    canvas_text(canvas, 0, 0, COLS, THEME_TEXT, "q\u0323\u0307x");
    cell = canvas_cell(canvas, 0, 0);
    assert_int_equal(cell.ch, 'q');
    assert_int_equal(cell.marks[0], 0x323);
    assert_int_equal(cell.marks[1], 0x307);
    assert_int_equal(canvas_cell(canvas, 1, 0).ch, 'x');
    assert_int_equal(canvas_cell(canvas, 1, 0).marks[0], 0);
}

static void zalgo_is_bounded(void **state)
{
    AUTO_STR struct str tower = STR_INIT;

    (void)state;
    str_add(&tower, "a");
    for (int i = 0; i < 1000; i++)
        str_add(&tower, "\u0301");
    str_add(&tower, "b");
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLS; x += 2)
            canvas_text(canvas, x, y, 2, THEME_TEXT, str_cstr(&tower));
    assert_int_equal(canvas_cell(canvas, 0, 0).ch, 'a');
    assert_int_equal(canvas_cell(canvas, 1, 0).ch, 'b');
}

static void the_bottom_right_cell_stays_blank(void **state)
{
    (void)state;
    for (int y = 0; y < ROWS; y++)
        canvas_text(canvas, 0, y, COLS, THEME_TEXT, "##############################");
    canvas_hline(canvas, 0, ROWS - 1, COLS, THEME_RULE);
    canvas_fill(canvas, canvas_area(canvas), THEME_ERROR);
    canvas_mark(canvas, canvas_area(canvas), ATTR_SELECTED);
    canvas_text(canvas, COLS - 2, ROWS - 1, 2, THEME_TEXT, "\u6f22");
    assert_int_equal(canvas_cell(canvas, COLS - 1, ROWS - 1).ch, ' ');
    assert_int_equal(canvas_cell(canvas, COLS - 1, ROWS - 1).ink, THEME_TEXT);
    assert_int_equal(canvas_cell(canvas, COLS - 2, ROWS - 1).ch, ' ');
}

static void what_is_cut_ends_in_an_ellipsis(void **state)
{
    (void)state;
    canvas_text_fit(canvas, 0, 0, 6, THEME_TEXT, "abcdefgh");
    expect_row(0, "abcde\u2026");
    canvas_text_fit(canvas, 0, 1, 8, THEME_TEXT, "abcdefgh");
    expect_row(1, "abcdefgh");
    canvas_text_right(canvas, 10, 2, 6, THEME_TEXT, "abc");
    expect_row(2, "       abc");
    canvas_text_right(canvas, 10, 3, 6, THEME_TEXT, "abcdefgh");
    expect_row(3, "    abcde\u2026");
    canvas_text_fit(canvas, 0, 4, 0, THEME_TEXT, "abc");
    expect_row(4, "");
}

static void ascii_has_a_likeness_for_everything(void **state)
{
    (void)state;
    canvas_charset_set(canvas, CHARSET_ASCII);
    canvas_text(canvas, 0, 0, COLS, THEME_TEXT, "na\u00efve \u201ccaf\u00e9\u201d \u2014 \u6f22!");
    expect_row(0, "naive \"cafe\" - ?"
                  "?!");
    canvas_hline(canvas, 0, 1, 5, THEME_RULE);
    expect_row(1, "-----");
    canvas_text(canvas, 0, 4, 3, THEME_TEXT, canvas_symbol(canvas, SYMBOL_POINTER));
    expect_row(4, ">");
}

/* A higher bar is a darker sign, so that an order is seen without blocks, too. */
static void higher_bars_are_darker_in_ascii(void **state)
{
    (void)state;
    canvas_charset_set(canvas, CHARSET_ASCII);
    canvas_text(canvas, 0, 0, COLS, THEME_PLOT, "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588");
    expect_row(0, "_:-=+*##");
}

static void rules_are_lines(void **state)
{
    (void)state;
    canvas_hline(canvas, 1, 0, 5, THEME_RULE);
    expect_row(0, " \u2500\u2500\u2500\u2500\u2500");
}

static void a_dump_shows_cursor_and_roles(void **state)
{
    AUTO_STR struct str dump = STR_INIT;

    (void)state;
    canvas_text(canvas, 1, 0, COLS, THEME_AUTHOR, "otter");
    canvas_mark(canvas, (struct area){0, 0, 3, 1}, ATTR_SELECTED);
    canvas_cursor_set(canvas, 500, -3);
    canvas_dump(canvas, DUMP_CURSOR | DUMP_ROLES, &dump);
    assert_string_equal(str_cstr(&dump), " otter\n\n\n\n\n\n\n\ncursor 29,0\n"
                                         "0: 0-0 text selected\n"
                                         "0: 1-2 author selected\n"
                                         "0: 3-5 author\n");
}

static void a_rested_canvas_is_drawn_anew(void **state)
{
    (void)state;
    assert_int_equal(canvas_resize(canvas, 240, 80), OK);
    canvas_text(canvas, 0, 40, 10, THEME_TEXT, "before");
    canvas_rest(canvas);
    canvas_clear(canvas);
    expect_row(40, "");
    canvas_text(canvas, 0, 40, 10, THEME_TEXT, "after");
    expect_row(40, "after");
    expect_row(79, "");
}

static void a_canvas_at_rest_holds_no_page_of_cells(void **state)
{
    (void)state;
    assert_int_equal(canvas_resize(canvas, 240, 80), OK);
    canvas_text(canvas, 0, 40, 10, THEME_TEXT, "before");
    canvas_rest(canvas);
    assert_int_equal(canvas_cell(canvas, 0, 40).ch, 0); /* the kernel's zeros */
    canvas_clear(canvas);
}

static void sizes_are_clamped(void **state)
{
    struct canvas *c = canvas_new(0, 100000);

    (void)state;
    assert_int_equal(canvas_cols(c), CANVAS_MIN_COLS);
    assert_int_equal(canvas_rows(c), CANVAS_MAX_ROWS);
    assert_int_equal(canvas_resize(c, 65535, -5), OK);
    assert_int_equal(canvas_cols(c), CANVAS_MAX_COLS);
    assert_int_equal(canvas_rows(c), CANVAS_MIN_ROWS);
    canvas_free(c);
}

/* -- text nobody should be able to hurt with --------------------------------------------------- */

/* Draw at 5,2 in 20 columns between walls; nothing but those 20 columns may change, what is drawn
 * are printable characters, and the columns said to be used are those that were. */
static void survive(const char *name, const char *bytes, size_t n)
{
    int used, sum = 0;

    canvas_clear(canvas);
    for (int y = 0; y < ROWS; y++)
        canvas_text(canvas, 0, y, COLS, THEME_CODE, "##############################");
    used = canvas_text_n(canvas, 5, 2, 20, THEME_TEXT, bytes, n);
    if (used < 0 || used > 20)
        fail_msg("%s: %d columns used", name, used);
    for (int y = 0; y < ROWS; y++) {
        for (int x = 0; x < COLS; x++) {
            struct canvas_cell cell = canvas_cell(canvas, x, y);
            bool inside = y == 2 && x >= 5 && x < 5 + used;

            if (!inside && cell.ch != '#' && (x != COLS - 1 || y != ROWS - 1))
                fail_msg("%s: %d,%d was drawn over", name, x, y);
            if (cell.ch < 0x20 || (cell.ch >= 0x7f && cell.ch < 0xa0))
                fail_msg("%s: control U+%04X", name, cell.ch);
            if (cell.ch >= 0x200b && cell.ch <= 0x200f)
                fail_msg("%s: invisible U+%04X", name, cell.ch);
            if ((cell.ch >= 0x202a && cell.ch <= 0x202e) ||
                (cell.ch >= 0x2066 && cell.ch <= 0x2069))
                fail_msg("%s: direction U+%04X", name, cell.ch);
            sum += y == 2 ? cell.cols : 0;
        }
    }
    assert_int_equal(sum, COLS);
}

static void hostile_text_stays_in_its_cells(void **state)
{
    static const char *const texts[] = {
        "\033[2J\033[1;1Hgone",
        "\033]0;title\007",
        "\x9b"
        "31mred",
        "\xc2\x9b"
        "31mred",
        "a\xcc",
        "\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80\xff\xfe",
        "\u202egnp.exe\u202c",
        "\u2066\u2067\u2068x\u2069",
        "\u0301\u0302leading marks",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family",
        "\U0001f1fa\U0001f1f8\U0001f1fa",
        "\u2764\ufe0f\u2764\ufe0e",
        "1\ufe0f\u20e3",
        "\u1100\u1161\u11a8\u1100",
        "\u0915\u094d\u0937\u093f",
        "\ufdfa\u2e3b\U00012031",
        "\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22x\u6f22",
        "\U000e0041\U000e0042tags\u00ad\u034f\u180e\ufeff",
        "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        survive(texts[i], texts[i], strlen(texts[i]));
}

static void any_bytes_stay_in_their_cells(void **state)
{
    uint32_t random = 1;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        char bytes[64];

        for (size_t i = 0; i < sizeof(bytes); i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] = (char)(random >> 24);
        }
        survive("random", bytes, sizeof(bytes));
    }
}

static void every_code_point_stays_in_its_cells(void **state)
{
    (void)state;
    for (uint32_t cp = 1; cp < 0x20000; cp += 3) {
        char text[16] = "x";
        int n = 1;

        if (cp < 0x80) {
            text[n++] = (char)cp;
        } else if (cp < 0x800) {
            text[n++] = (char)(0xc0 | cp >> 6);
            text[n++] = (char)(0x80 | (cp & 0x3f));
        } else if (cp < 0x10000) {
            text[n++] = (char)(0xe0 | cp >> 12);
            text[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
            text[n++] = (char)(0x80 | (cp & 0x3f));
        } else {
            text[n++] = (char)(0xf0 | cp >> 18);
            text[n++] = (char)(0x80 | (cp >> 12 & 0x3f));
            text[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
            text[n++] = (char)(0x80 | (cp & 0x3f));
        }
        text[n++] = 'y';
        survive("code point", text, (size_t)n);
    }
}

static size_t base64_decode(const char *s, char *ret)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    int held = 0;
    size_t n = 0;

    for (; *s != '\0' && strchr(digits, *s) != NULL; s++) {
        bits = bits << 6 | (uint32_t)(strchr(digits, *s) - digits);
        held += 6;
        if (held >= 8)
            ret[n++] = (char)(bits >> (held -= 8));
    }
    return n;
}

/* The corpus is not part of the project: CURBSIDE_CORPUS names its folder where there is one. */
static void the_torture_corpus_stays_in_its_cells(void **state)
{
    const char *corpus = getenv("CURBSIDE_CORPUS");
    char path[512];
    char *line = NULL;
    size_t cap = 0;
    FILE *file;
    int cases = 0;

    (void)state;
    if (corpus == NULL)
        skip();
    snprintf(path, sizeof(path), "%s/torture/terminal-torture.jsonl", corpus);
    file = fopen(path, "r");
    if (file == NULL)
        skip();
    while (getline(&line, &cap, file) > 0) {
        char *b64 = strstr(line, "\"b64\": \"");
        char *bytes;

        if (b64 == NULL)
            continue;
        b64 += 8;
        b64[strcspn(b64, "\"")] = '\0';
        bytes = malloc(strlen(b64) + 1);
        assert_non_null(bytes);
        survive(line, bytes, base64_decode(b64, bytes));
        free(bytes);
        cases++;
    }
    free(line);
    fclose(file);
    assert_true(cases > 10);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(text_is_clipped_and_counted),
        T(controls_vanish_and_space_is_space),
        T(a_wide_character_is_never_cut),
        T(marks_stay_with_their_character),
        T(zalgo_is_bounded),
        T(the_bottom_right_cell_stays_blank),
        T(what_is_cut_ends_in_an_ellipsis),
        T(ascii_has_a_likeness_for_everything),
        T(higher_bars_are_darker_in_ascii),
        T(rules_are_lines),
        T(a_dump_shows_cursor_and_roles),
        T(a_rested_canvas_is_drawn_anew),
        T(a_canvas_at_rest_holds_no_page_of_cells),
        T(sizes_are_clamped),
        T(hostile_text_stays_in_its_cells),
        T(any_bytes_stay_in_their_cells),
        T(every_code_point_stays_in_its_cells),
        T(the_torture_corpus_stays_in_its_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
