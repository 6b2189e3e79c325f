/* SPDX-License-Identifier: MIT
 *
 * list.c -- moving a selection among rows that are loaded as they are needed.
 */
#include <curbside/ui/list.h>

#include "unit/ui/demo.h"

/* Rows first..last of those before `end`, a thousand; every tenth is a heading if `headings`. */
struct rows {
    struct list list;
    int first, last, end;
    bool headings;
    int loads;
    int64_t slow_ms; /* that a load takes */
};

static struct rows rows;
static struct demo demo;

static int rows_count(const void *ctx)
{
    const struct rows *r = ctx;

    return r->last - r->first;
}

static void rows_draw(const void *ctx, struct canvas *canvas, struct area row, int index,
                      bool selected)
{
    const struct rows *r = ctx;

    canvas_printf(canvas, row.x, row.y, row.cols, THEME_TEXT, "row %d%s", r->first + index,
                  selected ? " here" : "");
}

static int rows_more(void *ctx, enum list_side side)
{
    struct rows *r = ctx;
    int n = 0;

    r->loads++;
    demo.now_ms += r->slow_ms;
    if (side == LIST_AFTER)
        n = r->last + 50 > r->end ? r->end - r->last : 50;
    else
        n = r->first < 50 ? r->first : 50;
    if (side == LIST_AFTER)
        r->last += n;
    else
        r->first -= n;
    return n;
}

static bool rows_selectable(const void *ctx, int index)
{
    const struct rows *r = ctx;

    return !r->headings || (r->first + index) % 10 != 0;
}

static const struct list_source source = {
    .count = rows_count,
    .draw = rows_draw,
    .more = rows_more,
    .selectable = rows_selectable,
    .empty = "Nothing here yet. Press w to write the first.",
};

static enum err screen_open(struct ui *ui, void *state, const void *arg)
{
    (void)ui;
    (void)state;
    (void)arg;
    list_reset(&rows.list, &source, &rows);
    return OK;
}

static void screen_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    (void)state;
    list_draw(&rows.list, &source, &rows, canvas, body);
}

static bool screen_key(struct ui *ui, void *state, keycode key)
{
    (void)state;
    return list_key(&rows.list, &source, &rows, ui, key);
}

static const struct screen_ops screen_rows = {
    .name = "rows", .about = "Rows", .open = screen_open, .draw = screen_draw, .key = screen_key};
static const struct screen_ops *const screens[] = {&screen_rows, NULL};

static void begin(int first, int last, bool headings)
{
    rows = (struct rows){.first = first, .last = last, .end = 1000, .headings = headings};
    demo_open(&demo, screens, 40, 14); /* a body of ten rows */
}

static int teardown(void **state)
{
    (void)state;
    demo_done(&demo);
    return 0;
}

static void expect_selected(int row)
{
    char words[32];
    int x, y;

    snprintf(words, sizeof(words), "\u25ba row %d here\n", row);
    assert_demo_shows(&demo, words);
    canvas_cursor_get(ui_draw(demo.ui), &x, &y);
    assert_int_equal(x, 0);
    assert_int_equal(canvas_cell(ui_draw(demo.ui), x, y).ch, 0x25ba);
    assert_true(canvas_cell(ui_draw(demo.ui), 5, y).ink & ATTR_SELECTED);
}

static void the_cursor_rests_on_the_selected_row(void **state)
{
    (void)state;
    begin(0, 50, false);
    expect_selected(0);
    demo_type(&demo, "jjj");
    expect_selected(3);
    demo_bytes(&demo, "\033[A");
    expect_selected(2);
    demo_type(&demo, "5j");
    expect_selected(7);
}

static void there_is_an_end_at_both_sides(void **state)
{
    (void)state;
    begin(0, 5, false);
    rows.last = 5;
    demo_type(&demo, "k");
    expect_selected(0);
    demo_type(&demo, "999j");
    expect_selected(999);
    demo_type(&demo, "j");
    expect_selected(999);
    demo_type(&demo, "gg");
    expect_selected(0);
}

static void pages_and_halves_move_what_is_seen(void **state)
{
    (void)state;
    begin(0, 100, false);
    demo_bytes(&demo, "\033[6~");
    expect_selected(9);
    assert_demo_shows(&demo, "row 18");
    demo_bytes(&demo, "\004");
    expect_selected(14);
    demo_bytes(&demo, "\025");
    expect_selected(9);
    demo_bytes(&demo, "\033[5~");
    expect_selected(0);
    demo_type(&demo, " ");
    expect_selected(9);
}

static void rows_are_loaded_as_they_are_reached(void **state)
{
    (void)state;
    begin(500, 550, false);
    assert_int_equal(rows.loads, 0);
    demo_type(&demo, "49j");
    assert_int_equal(rows.loads, 0);
    demo_type(&demo, "j");
    assert_int_equal(rows.loads, 1);
    expect_selected(550);
    demo_type(&demo, "G");
    expect_selected(999);
    assert_demo_hides(&demo, "G goes on");
    demo_type(&demo, "gg");
    expect_selected(0);
}

/* A list that is slow to load: with each page time passes. */
static void g_goes_to_the_end_and_says_where_it_could_not(void **state)
{
    (void)state;
    begin(0, 50, false);
    rows.slow_ms = 60;
    demo_type(&demo, "G");
    expect_selected(249);
    assert_demo_shows(&demo, "More rows follow these: G goes on.");
    rows.slow_ms = 0;
    demo_type(&demo, "G");
    expect_selected(999);
    assert_demo_hides(&demo, "G goes on");
}

static void what_comes_in_above_does_not_move_the_selection(void **state)
{
    (void)state;
    begin(500, 550, false);
    demo_type(&demo, "k");
    expect_selected(499);
    demo_type(&demo, "3k");
    expect_selected(496);
}

static void headings_are_passed_over(void **state)
{
    (void)state;
    begin(0, 40, true);
    expect_selected(1);
    demo_type(&demo, "8j");
    expect_selected(9);
    demo_type(&demo, "j");
    expect_selected(11);
    demo_type(&demo, "2k");
    expect_selected(8);
    demo_type(&demo, "31G");
    expect_selected(31);
}

static void the_heading_above_the_first_row_comes_back(void **state)
{
    (void)state;
    begin(0, 40, true);
    demo_type(&demo, "25j");
    demo_type(&demo, "30k");
    expect_selected(1);
    assert_demo_shows(&demo, "  row 0\n");
}

static void an_empty_list_says_how_to_begin(void **state)
{
    (void)state;
    begin(1000, 1000, false);
    assert_int_equal(list_selected(&rows.list), -1);
    assert_demo_shows(&demo, "Nothing here yet. Press w to write");
    demo_type(&demo, "jG3 gg");
    assert_in_range(list_selected(&rows.list) + 1, 0, rows.last - rows.first);
}

static void a_list_that_shrank_keeps_a_row_selected(void **state)
{
    (void)state;
    begin(0, 100, false);
    demo_type(&demo, "60j");
    rows.last = 20;
    list_clamp(&rows.list, &source, &rows);
    demo_bytes(&demo, "\014");
    expect_selected(19);
}

static void a_resize_keeps_the_selection_in_view(void **state)
{
    static const int sizes[][2] = {{20, 6}, {240, 80}, {40, 15}, {80, 24}};

    (void)state;
    begin(0, 200, false);
    demo_type(&demo, "120j");
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        ui_resize(demo.ui, sizes[i][0], sizes[i][1]);
        expect_selected(120);
    }
}

#define T(f) cmocka_unit_test_teardown(f, teardown)

/* ---- narrowing ---- */

static void slash_narrows_as_one_types(void **state)
{
    (void)state;
    begin(0, 50, false);
    demo_type(&demo, "/");
    assert_demo_shows(&demo, "type to narrow");
    demo_bytes(&demo, "R\xC3\x96W 4");
    assert_demo_shows(&demo, "row 4 here");
    assert_demo_shows(&demo, "row 14");
    assert_demo_hides(&demo, "row 5");
    demo_bytes(&demo, "\033[B");
    assert_demo_shows(&demo, "row 14 here");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "j");
    assert_demo_shows(&demo, "row 24 here");
    demo_type(&demo, "G");
    assert_demo_hides(&demo, "row 5 ");
}

/* What is typed behind a slash is never run as keys, be there nothing to look through. */
static void an_empty_list_takes_the_words_behind_a_slash(void **state)
{
    (void)state;
    begin(1000, 1000, false);
    demo_type(&demo, "/");
    assert_demo_shows(&demo, "type to narrow");
    demo_type(&demo, "Q quit");
    assert_demo_shows(&demo, "/Q quit");
    assert_demo_shows(&demo, "no row with that");
    demo_bytes(&demo, "\r");
    assert_demo_hides(&demo, "/Q quit");
    assert_demo_shows(&demo, "Nothing here yet. Press w to write");
    assert_null(ui_ended(demo.ui));
}

static void n_goes_through_the_rows_that_are_left_and_says_the_end(void **state)
{
    (void)state;
    begin(0, 30, false);
    rows.last = 1000; /* no more to load */
    demo_type(&demo, "/row 99");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "n");
    assert_demo_shows(&demo, "row 199 here");
    demo_type(&demo, "NN");
    assert_demo_shows(&demo, "row 99 here");
    assert_demo_shows(&demo, "No row before has that.");
    demo_type(&demo, "Gn");
    assert_demo_shows(&demo, "row 999 here");
    assert_demo_shows(&demo, "No further row has that.");
}

static void escape_shows_all_rows_and_keeps_the_place(void **state)
{
    (void)state;
    begin(0, 50, false);
    demo_type(&demo, "/33");
    assert_demo_shows(&demo, "row 33 here");
    assert_demo_shows(&demo, "cursor 4,11");
    demo_bytes(&demo, "\033");
    expect_selected(33);
    assert_demo_shows(&demo, "row 32");
    demo_type(&demo, "/44");
    demo_bytes(&demo, "\r");
    demo_bytes(&demo, "\033");
    expect_selected(44);
    assert_demo_shows(&demo, "row 43");
}

static void what_no_row_has_ends_with_all_rows(void **state)
{
    (void)state;
    begin(0, 20, false);
    demo_type(&demo, "jj/zebra");
    assert_demo_shows(&demo, "no row with that");
    assert_int_equal(list_selected(&rows.list), 2);
    demo_bytes(&demo, "\x7f\x7f\x7f\x7f\x7f");
    assert_demo_shows(&demo, "row 3");
    demo_type(&demo, "zebra");
    demo_bytes(&demo, "\r");
    expect_selected(2);
    assert_demo_shows(&demo, "row 3");
}

static void narrowing_loads_on_until_the_screen_is_full(void **state)
{
    (void)state;
    begin(0, 50, true);
    demo_type(&demo, "/row 99");
    assert_true(rows.loads > 0 && rows.loads <= 60);
    assert_demo_shows(&demo, "row 99");
    demo_bytes(&demo, "\033");
    demo_type(&demo, "/row 10");
    assert_demo_hides(&demo, "row 10\n"); /* a heading */
}

static void escape_stops_looking_on_in_a_long_list(void **state)
{
    (void)state;
    begin(0, 50, false);
    demo_type(&demo, "j/");
    demo_bytes(&demo, "\033[200~row 999x\033[201~");
    assert_demo_shows(&demo, "Enter looks on");
    demo_bytes(&demo, "\033");
    expect_selected(1);
    assert_demo_shows(&demo, "row 2");
}

static void enter_goes_on_until_a_row_is_found(void **state)
{
    (void)state;
    begin(0, 50, false);
    demo_type(&demo, "/");
    demo_bytes(&demo, "\033[200~row 777\033[201~");
    assert_demo_shows(&demo, "none in 350; Enter looks on");
    demo_bytes(&demo, "\r");
    assert_demo_shows(&demo, "none in 650; Enter looks on");
    demo_bytes(&demo, "\r");
    assert_demo_shows(&demo, "row 777");
    assert_demo_shows(&demo, "1 of the first 950");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "g");
    expect_selected(777);
}

static void thousands_of_rows_are_counted_with_commas(void **state)
{
    (void)state;
    begin(0, 50, false);
    rows.end = 4000;
    demo_type(&demo, "/");
    demo_bytes(&demo, "\033[200~1333\033[201~");
    demo_bytes(&demo, "\r");
    demo_bytes(&demo, "\r");
    demo_bytes(&demo, "\r");
    assert_demo_shows(&demo, "none in 1,250; Enter looks on");
    demo_bytes(&demo, "\r");
    assert_demo_shows(&demo, "1 of the first 1,550");
}

static void keys_of_the_screen_are_text_while_one_types(void **state)
{
    (void)state;
    begin(0, 50, false);
    demo_type(&demo, "/q?Q");
    assert_null(ui_ended(demo.ui));
    assert_demo_shows(&demo, "/q?Q");
    demo_bytes(&demo, "\033[200~ 1\n2\033[201~");
    assert_demo_shows(&demo, "/q?Q 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_cursor_rests_on_the_selected_row),
        T(there_is_an_end_at_both_sides),
        T(pages_and_halves_move_what_is_seen),
        T(rows_are_loaded_as_they_are_reached),
        T(g_goes_to_the_end_and_says_where_it_could_not),
        T(what_comes_in_above_does_not_move_the_selection),
        T(headings_are_passed_over),
        T(the_heading_above_the_first_row_comes_back),
        T(an_empty_list_says_how_to_begin),
        T(a_list_that_shrank_keeps_a_row_selected),
        T(a_resize_keeps_the_selection_in_view),
        T(slash_narrows_as_one_types),
        T(an_empty_list_takes_the_words_behind_a_slash),
        T(n_goes_through_the_rows_that_are_left_and_says_the_end),
        T(escape_shows_all_rows_and_keeps_the_place),
        T(what_no_row_has_ends_with_all_rows),
        T(narrowing_loads_on_until_the_screen_is_full),
        T(escape_stops_looking_on_in_a_long_list),
        T(enter_goes_on_until_a_row_is_found),
        T(thousands_of_rows_are_counted_with_commas),
        T(keys_of_the_screen_are_text_while_one_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
