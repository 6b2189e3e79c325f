/* SPDX-License-Identifier: MIT
 *
 * pager.c -- reading on, jumping between posts, and what counts as read.
 */
#include <curbside/ui/pager.h>

#include "unit/ui/demo.h"

static struct demo demo;
static struct pager pager;
static struct arena arena;
static enum pager_answer last;

static enum err screen_open(struct ui *ui, void *state, const void *arg)
{
    (void)ui;
    (void)state;
    (void)arg;
    return OK;
}

static void screen_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    (void)state;
    pager_draw(&pager, canvas, body);
}

static bool screen_key(struct ui *ui, void *state, keycode key)
{
    (void)state;
    last = pager_key(&pager, ui, key);
    return last != PAGER_IGNORED;
}

static const struct screen_ops screen_page = {
    .name = "page", .about = "Page", .open = screen_open, .draw = screen_draw, .key = screen_key};
static const struct screen_ops *const screens[] = {&screen_page, NULL};

/* Posts of so many lines each, numbered from `first`. */
static struct lines posts(int first, const int *heights, int n)
{
    struct lines l;

    lines_init(&l, &arena);
    for (int i = 0; i < n; i++) {
        char text[32];

        l.item = i;
        for (int k = 0; k < heights[i]; k++) {
            snprintf(text, sizeof(text), "post %d line %d", first + i, k);
            lines_add(&l, k == 0 ? 1 : 5, THEME_TEXT, text);
        }
    }
    assert_false(l.failed);
    return l;
}

static void begin(const int *heights, int n, int item)
{
    struct lines l = posts(0, heights, n);

    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, item);
    demo_open(&demo, screens, 40, 14); /* ten rows */
}

static int teardown(void **state)
{
    (void)state;
    demo_done(&demo);
    arena_done(&arena);
    return 0;
}

static void expect_at(int item, int y)
{
    int got_x, got_y;

    assert_int_equal(pager_item(&pager), item);
    canvas_cursor_get(ui_draw(demo.ui), &got_x, &got_y);
    assert_int_equal(got_y, y);
}

static void lines_scroll_to_both_ends_and_say_so(void **state)
{
    static const int heights[] = {6, 6, 6};

    (void)state;
    begin(heights, 3, 0);
    demo_type(&demo, "k");
    assert_int_equal(last, PAGER_AT_START);
    demo_type(&demo, "j");
    assert_int_equal(last, PAGER_MOVED);
    demo_type(&demo, "G");
    assert_demo_shows(&demo, "post 2 line 5");
    demo_type(&demo, "j");
    assert_int_equal(last, PAGER_AT_END);
    demo_type(&demo, "gg");
    assert_demo_shows(&demo, "post 0 line 0");
    demo_type(&demo, "3j");
    assert_demo_hides(&demo, "post 0 line 2");
    assert_demo_shows(&demo, "post 0 line 3");
}

static void a_page_keeps_one_line_to_read_on_from(void **state)
{
    static const int heights[] = {40};

    (void)state;
    begin(heights, 1, 0);
    assert_demo_shows(&demo, "line 9\n");
    demo_type(&demo, " ");
    assert_demo_shows(&demo, "line 9\n");
    assert_demo_shows(&demo, "line 18\n");
}

static void braces_jump_between_posts(void **state)
{
    static const int heights[] = {3, 20, 3, 3};

    (void)state;
    begin(heights, 4, 0);
    expect_at(0, 2);
    demo_type(&demo, "}");
    expect_at(1, 2);
    demo_type(&demo, "5j{");
    expect_at(1, 2);
    demo_type(&demo, "{");
    expect_at(0, 2);
    demo_type(&demo, "{");
    assert_int_equal(last, PAGER_AT_START);
    demo_type(&demo, "2}");
    expect_at(2, 6); /* the last page: it cannot go to the top */
    demo_type(&demo, "}");
    expect_at(3, 9);
    demo_type(&demo, "}");
    assert_int_equal(last, PAGER_AT_END);
}

static void scrolling_takes_the_current_post_along(void **state)
{
    static const int heights[] = {3, 3, 20};

    (void)state;
    begin(heights, 3, 0);
    demo_type(&demo, "7j");
    assert_int_equal(pager_item(&pager), 2);
    demo_type(&demo, "7k");
    assert_int_equal(pager_item(&pager), 2);
    demo_type(&demo, "gg");
    expect_at(2, 8);
}

static void a_blank_end_alone_is_no_sight_of_a_post(void **state)
{
    struct lines l;

    (void)state;
    lines_init(&l, &arena);
    for (l.item = 0; l.item < 6; l.item++) {
        lines_add(&l, 0, THEME_TEXT, "head");
        lines_add(&l, 0, THEME_TEXT, "body");
        lines_blank(&l);
    }
    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, 0);
    demo_open(&demo, screens, 40, 14); /* ten rows */
    ui_draw(demo.ui);
    demo_type(&demo, "j");
    expect_at(0, 2);
    demo_type(&demo, "j"); /* of the first post only the blank line is left */
    expect_at(1, 3);
    demo_type(&demo, "{");
    expect_at(0, 2);
}

/* "answered by #2": whoever sees no more of a post is in the next one. */
static void what_is_said_about_a_post_is_no_sight_of_it(void **state)
{
    struct lines l;

    (void)state;
    lines_init(&l, &arena);
    for (l.item = 0; l.item < 6; l.item++) {
        int first;

        lines_add(&l, 0, THEME_TEXT, "head");
        lines_add(&l, 0, THEME_TEXT, "body");
        first = l.n;
        lines_blank(&l);
        lines_add(&l, 0, THEME_DIM, "answered");
        lines_aside(&l, first);
        lines_blank(&l);
    }
    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, 0);
    demo_open(&demo, screens, 40, 14); /* ten rows */
    ui_draw(demo.ui);
    demo_type(&demo, "j");
    expect_at(0, 2);
    demo_type(&demo, "j"); /* blank, answered, blank, and the next head */
    expect_at(1, 5);
    demo_type(&demo, "j");
    expect_at(1, 4);
}

static void opening_at_a_post_shows_it_first(void **state)
{
    static const int heights[] = {5, 5, 20};

    (void)state;
    begin(heights, 3, 2);
    expect_at(2, 2);
    assert_demo_shows(&demo, "post 2 line 0");
    assert_demo_hides(&demo, "post 1");
}

static void more_posts_above_leave_the_picture_alone(void **state)
{
    static const int few[] = {5, 5, 20};
    static const int many[] = {7, 7, 5, 5, 20};
    struct lines l;

    (void)state;
    begin(few, 3, 1);
    demo_type(&demo, "2j");
    l = posts(-2, many, 5);
    pager_relay(&pager, &l, 2);
    assert_int_equal(pager_item(&pager), 3);
    demo_bytes(&demo, "\014");
    assert_demo_shows(&demo, "post 1 line 2");
    assert_demo_hides(&demo, "post 1 line 1");
}

static void an_empty_page_is_no_trouble(void **state)
{
    (void)state;
    begin(NULL, 0, 0);
    demo_type(&demo, "jk G}{gg");
    demo_bytes(&demo, "\033[6~");
    assert_int_equal(pager_item(&pager), 0);
}

static void keys_before_the_first_frame_are_no_trouble(void **state)
{
    static const int heights[] = {3, 3};
    struct lines l = posts(0, heights, 2);

    begin(heights, 2, 0);
    (void)state;
    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, 1);
    ui_input(demo.ui, "kjG {}  gg", 10);
    assert_in_range(pager_item(&pager), 0, 1);
    ui_input(demo.ui, "?kj", 3);
    assert_demo_shows(&demo, "Help");
}

static void a_rendered_body_keeps_its_meaning(void **state)
{
    static const char body[] = "> quoted\n\n**strong** and `code`\nhttps://example.org/\n";
    struct styled_text text;
    struct lines l;
    const struct canvas *canvas;

    (void)state;
    assert_int_equal(markdown_render(&arena, body, sizeof(body) - 1, 30, &text), OK);
    lines_init(&l, &arena);
    lines_add_body(&l, 5, &text);
    lines_right(&l, "4 m");
    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, 0);
    demo_open(&demo, screens, 40, 14);
    canvas = ui_draw(demo.ui);
    assert_int_equal(canvas_cell(canvas, 7, 2).ink & ATTR_ROLE_MASK, THEME_QUOTE1);
    assert_int_equal(canvas_cell(canvas, 5, 4).ink & ATTR_ROLE_MASK, THEME_STRONG);
    assert_int_equal(canvas_cell(canvas, 16, 4).ink & ATTR_ROLE_MASK, THEME_CODE);
    assert_int_equal(canvas_cell(canvas, 5, 5).ink & ATTR_ROLE_MASK, THEME_LINK);
    assert_demo_shows(&demo, " 4 m\n");
}

static void slash_finds_and_n_goes_on(void **state)
{
    static const int heights[] = {20, 20, 20};
    int first, second;

    (void)state;
    begin(heights, 3, 0);
    demo_type(&demo, "/POST 1");
    assert_demo_shows(&demo, "/POST 1");
    first = pager.find.line;
    assert_true(pager.find.found && pager.top <= first);
    demo_bytes(&demo, "\r");
    demo_type(&demo, "n");
    second = pager.find.line;
    assert_true(second > first);
    demo_type(&demo, "N");
    assert_int_equal(pager.find.line, first);
    demo_bytes(&demo, "\033");
    assert_string_equal(pager.find.text, "");
    demo_type(&demo, "/zebra");
    assert_demo_shows(&demo, "not found");
    demo_bytes(&demo, "\r");
    assert_demo_shows(&demo, "Not found");
}

/* Scrolled away, or come by a search whose match is shown: `n` goes on from what one sees. */
static void n_goes_on_from_what_is_read(void **state)
{
    static const int heights[] = {20, 20, 20, 20};

    (void)state;
    begin(heights, 4, 0);
    demo_type(&demo, "/line 0");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "}}");
    demo_type(&demo, "n");
    assert_int_equal(pager.find.line, 60);
    demo_type(&demo, "gg");
    demo_type(&demo, "n");
    assert_int_equal(pager.find.line, 20);
}

static void what_is_not_found_leaves_one_where_typing_began(void **state)
{
    static const int heights[] = {20, 20, 20};

    (void)state;
    begin(heights, 3, 0);
    demo_type(&demo, "jjj/2 line 7");
    assert_int_equal(pager.find.line, 47);
    assert_true(pager.top > 3);
    demo_type(&demo, "x");
    assert_int_equal(pager.top, 3);
    assert_int_equal(pager_item(&pager), 0);
    demo_bytes(&demo, "\x7f");
    assert_true(pager.top > 3);
    demo_bytes(&demo, "\033");
    assert_int_equal(pager.top, 3);
    assert_int_equal(pager_item(&pager), 0);
}

static void a_last_page_points_to_where_one_was(void **state)
{
    static const int heights[] = {25};

    (void)state;
    begin(heights, 1, 0);
    demo_type(&demo, " "); /* a whole page: line 9 stays at the top to read on from */
    assert_demo_hides(&demo, "\u25ba");
    demo_type(&demo, " "); /* the last six lines */
    assert_int_equal(pager.top, 15);
    assert_demo_shows(&demo, "\u25ba    post 0 line 19\n");
    demo_type(&demo, "k");
    assert_demo_hides(&demo, "\u25ba");
}

static void n_says_that_it_came_round(void **state)
{
    static const int heights[] = {20, 20, 20};

    (void)state;
    begin(heights, 3, 0);
    demo_type(&demo, "n");
    assert_demo_shows(&demo, "/ finds words; n and N then go on.");
    demo_type(&demo, "/line 0");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "n");
    assert_demo_hides(&demo, "again");
    demo_type(&demo, "nn");
    assert_int_equal(pager.find.line, 0);
    assert_demo_shows(&demo, "From the beginning again.");
    demo_type(&demo, "N");
    assert_int_equal(pager.find.line, 40);
    assert_demo_shows(&demo, "From the end again.");
    demo_type(&demo, "/2 line 7");
    demo_bytes(&demo, "\r");
    demo_type(&demo, "n");
    assert_demo_shows(&demo, "That is the only place.");
}

static void a_long_post_says_how_far_it_is_shown(void **state)
{
    static const int heights[] = {3, 40, 40};

    (void)state;
    begin(heights, 3, 0);
    assert_demo_hides(&demo, "%");
    demo_type(&demo, "}");
    assert_demo_shows(&demo, " 25% \u2500");
    demo_type(&demo, " ");
    assert_demo_shows(&demo, " 47% \u2500");
    demo_type(&demo, "   "); /* its last lines, and the first ones of the next */
    assert_int_equal(pager_item(&pager), 1);
    assert_demo_shows(&demo, "post 2 line 0");
    assert_demo_hides(&demo, " end \u2500"); /* of the page, one would think */
    demo_type(&demo, "G");
    assert_demo_shows(&demo, " end \u2500");
}

static void matches_are_marked_where_they_stand(void **state)
{
    struct lines l;
    const struct canvas *canvas;
    const struct line_span spans[] = {{"é Step", 7, THEME_TEXT}, {"-1 and", 6, THEME_STRONG}};

    (void)state;
    lines_init(&l, &arena);
    lines_add_spans(&l, 3, spans, 2);
    pager = (struct pager){.top = 0};
    pager_show(&pager, &l, 0);
    demo_open(&demo, screens, 40, 14);
    demo_type(&demo, "/step-1");
    canvas = ui_draw(demo.ui);
    assert_false(canvas_cell(canvas, 4, 2).ink & ATTR_REVERSE);
    assert_true(canvas_cell(canvas, 5, 2).ink & ATTR_REVERSE);
    assert_true(canvas_cell(canvas, 10, 2).ink & ATTR_REVERSE);
    assert_false(canvas_cell(canvas, 11, 2).ink & ATTR_REVERSE);
}

#define T(f) cmocka_unit_test_teardown(f, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(lines_scroll_to_both_ends_and_say_so),
        T(a_page_keeps_one_line_to_read_on_from),
        T(braces_jump_between_posts),
        T(scrolling_takes_the_current_post_along),
        T(a_blank_end_alone_is_no_sight_of_a_post),
        T(what_is_said_about_a_post_is_no_sight_of_it),
        T(opening_at_a_post_shows_it_first),
        T(more_posts_above_leave_the_picture_alone),
        T(an_empty_page_is_no_trouble),
        T(keys_before_the_first_frame_are_no_trouble),
        T(a_rendered_body_keeps_its_meaning),
        T(slash_finds_and_n_goes_on),
        T(n_goes_on_from_what_is_read),
        T(what_is_not_found_leaves_one_where_typing_began),
        T(a_last_page_points_to_where_one_was),
        T(n_says_that_it_came_round),
        T(a_long_post_says_how_far_it_is_shown),
        T(matches_are_marked_where_they_stand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
