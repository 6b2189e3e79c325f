/* SPDX-License-Identifier: MIT
 *
 * sizes.c -- every screen that a member can reach at every size, and on a vt100: a header, a
 * footer, the cursor on something, nothing in the bottom right cell, no text wider than 78 cells.
 */
#include "e2e/harness.h"

static const struct {
    int cols, rows;
    const char *term;
} sizes[] = {
    {80, 24, NULL},  {40, 15, NULL},    {132, 43, NULL},   {200, 60, NULL},
    {240, 80, NULL}, {80, 24, "vt100"}, {80, 24, "linux"},
};

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "wim", "calm-wim");
    free(caller_expect(b, CALLER("wim"), 0, "Words.",
                       "post fixture-step --as handle --title T --tag retake"));
    free(caller_expect(b, CALLER("wim"), 0, NULL, "follow tag/retake"));
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static bool is_alternate_ascii(const char *term)
{
    return term && strcmp(term, "vt100") == 0;
}

static void looks_right(struct screen *s, const char *where, const char *term)
{
    int rows = screen_rows(s), cols = screen_cols(s), row, col;
    bool shown;

    screen_cursor(s, &row, &col, &shown);
    if (screen_row(s, 0)[0] == '\0' || screen_row(s, rows - 1)[0] == '\0') {
        screen_print(s, where);
        fail_msg("%s: no header or no footer", where);
    }
    if (screen_look(s, rows - 1, cols - 1).ch > ' ') {
        screen_print(s, where);
        fail_msg("%s: something stands in the bottom right cell", where);
    }
    if (!shown || row >= rows || col >= cols) {
        screen_print(s, where);
        fail_msg("%s: the cursor is hidden or away", where);
    }
    for (int r = 0; is_alternate_ascii(term) && r < rows; r++)
        for (int c = 0; c < cols; c++)
            if (screen_look(s, r, c).fg >= 0 || screen_look(s, r, c).ch > 0x2500 + 0x80)
                fail_msg("%s: color or a foreign character on a %s", where, term);
}

/* The view of a post without a frame has neither of the two. */
static void bare_looks_right(struct screen *s, const char *term)
{
    int row, col;
    bool shown;

    screen_cursor(s, &row, &col, &shown);
    assert_true(shown && row < screen_rows(s) && col < screen_cols(s));
    for (int r = 0; is_alternate_ascii(term) && r < screen_rows(s); r++)
        assert_true(screen_look(s, r, 0).fg < 0);
}

/* What opens from everywhere: with keys from home, and back there. */
static void visit_places(struct screen *s, const char *term)
{
    static const char *const places[] = {
        "gi",          "giw",
        "gip",         "gk",
        "gkp",         "gm",
        "gf",          "gf\r",
        "gs",          "gd",
        "go",          "gl",
        ":flags\r",    ":settings\r",
        ":help by\r",  ":help search\r",
        ":how your\r", ":about this\r",
    };

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        screen_type(s, places[i]);
        screen_settle(s, 80);
        looks_right(s, places[i], term);
        screen_type(s, "\003");
        screen_settle(s, 30);
    }
}

/* The account's rows: keys, hidden names, what is one's own, recovery, leaving. */
static void visit_account(struct screen *s, const char *term)
{
    enum {
        ROWS = 8
    };

    for (int i = 0; i < ROWS; i++) {
        screen_type(s, ":account\r");
        screen_settle(s, 80);
        looks_right(s, "account", term);
        for (int k = 0; k < i; k++)
            screen_type(s, "j");
        screen_type(s, "\r");
        screen_settle(s, 80);
        looks_right(s, "a row of the account", term);
        screen_type(s, "\003");
        screen_settle(s, 30);
        screen_type(s, "gh");
        screen_settle(s, 30);
    }
}

static void walk(struct board *b, int cols, int rows, const char *term)
{
    struct screen *s = screen_open(b, &(struct caller){.key = "wim", .term = term}, cols, rows);

    screen_wait_text(s, "calm-wim");
    screen_settle(s, 60);
    looks_right(s, "home", term);
    screen_type(s, "?");
    screen_settle(s, 60);
    looks_right(s, "help", term);
    screen_type(s, "q:");
    screen_settle(s, 60);
    looks_right(s, "palette", term);
    screen_type(s, "\003");
    screen_settle(s, 30);
    visit_places(s, term);
    visit_account(s, term);
    screen_type(s, "1");
    screen_wait_text(s, "Boards");
    screen_settle(s, 60);
    looks_right(s, "boards", term);
    screen_select(s, "Fixture C", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "Retake w");
    screen_settle(s, 60);
    looks_right(s, "thread list", term);
    screen_type(s, "i");
    screen_settle(s, 60);
    looks_right(s, "guide", term);
    screen_type(s, "q");
    screen_settle(s, 60);
    screen_type(s, "s");
    screen_settle(s, 60);
    looks_right(s, "search", term);
    screen_type(s, "the\r");
    screen_settle(s, 100);
    looks_right(s, "found", term);
    screen_type(s, "q");
    screen_settle(s, 60);
    screen_select(s, "CARS p", "j");
    screen_type(s, "\r");
    screen_wait_text(s, " of ");
    screen_settle(s, 60);
    looks_right(s, "thread", term);
    screen_type(s, "v");
    screen_settle(s, 60);
    bare_looks_right(s, term);
    screen_type(s, "v");
    screen_settle(s, 60);
    looks_right(s, "thread again", term);
    screen_type(s, "r");
    screen_settle(s, 100);
    looks_right(s, "compose", term);
    screen_type(s, "\x12");
    screen_settle(s, 100);
    looks_right(s, "quote", term);
    screen_type(s, "q");
    screen_settle(s, 60);
    screen_type(s, "Dr. Ames");
    screen_wait_text(s, "Dr. Ames");
    screen_type(s, "\x0e"); /* looks now, and asks about it */
    screen_wait_text(s, "1 of 1");
    looks_right(s, "finding", term);
    screen_type(s, "r");
    screen_settle(s, 60);
    screen_type(s, "Some words");
    screen_wait_text(s, "Some words");
    screen_type(s, "\x18");
    screen_settle(s, 100);
    looks_right(s, "finish", term);
    screen_type(s, "d");
    screen_wait_text(s, "Sure?");
    screen_type(s, "d");
    screen_settle(s, 100);
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

/* ---- what not everybody sees, at the sizes that differ most ---- */

static const struct {
    int cols, rows;
    const char *term;
} few_sizes[] = {{80, 24, NULL}, {40, 15, NULL}, {80, 24, "vt100"}};

/* A post under a handle that was edited, with a link; and a word of a moderator to its author. */
static void few_prepare(struct board *b)
{
    json_t *o;
    long long post;

    caller_join(b, "ned", "calm-ned");
    json_decref(answer(b, CALLER("wim"), 0, NULL, "claim %s --json", b->claim));
    o = answer(b, CALLER("ned"), 0, "It was so: https://example.org/so",
               "post fixture-step --as handle --title 'Once edited' --json");
    post = answer_number(o, "post");
    json_decref(o);
    json_decref(
        answer(b, CALLER("ned"), 0, "It is so: https://example.org/so", "edit %lld --json", post));
    json_decref(answer(b, CALLER("wim"), 0, NULL, "mod warn %lld --rule kindness --json", post));
}

static void visit(struct screen *s, const char *keys, const char *shows, const char *term)
{
    screen_type(s, keys);
    screen_wait_text(s, "%s", shows);
    screen_settle(s, 60);
    looks_right(s, shows, term);
}

static bool has_frame(struct screen *s, void *ctx)
{
    (void)ctx;
    return screen_row(s, 0)[0] != '\0' && screen_row(s, screen_rows(s) - 1)[0] != '\0';
}

/* It is news once, so it is looked at at two sizes. */
static void the_notice(struct board *b)
{
    struct screen *s = screen_open(b, CALLER("ned"), 80, 24);

    screen_wait_text(s, "A moderator has told you");
    screen_select(s, "A moderator", "j");
    visit(s, "\r", "kind", NULL);
    screen_resize(s, 40, 15);
    screen_wait(s, has_frame, NULL, 5000);
    screen_settle(s, 60);
    looks_right(s, "the notice on a phone", NULL);
    screen_close(s);
}

/* The one whose post has a history, and a link. */
static void walk_of_an_author(struct board *b, int cols, int rows, const char *term)
{
    struct screen *s = screen_open(b, &(struct caller){.key = "ned", .term = term}, cols, rows);

    screen_go_board(s, "Fixture Step");
    screen_select(s, "Once edited", "j");
    visit(s, "\r", "It is so", term);
    visit(s, "E", "It was so", term);
    screen_type(s, "q");
    screen_settle(s, 60);
    visit(s, "u", "example.org/so", term);
    screen_close(s);
}

/* The menu's pages by their letters. */
static void walk_of_a_sysop(struct screen *s, const char *term)
{
    static const struct {
        const char *keys, *shows;
    } pages[] = {
        {"b", "closed"},        {"r", "role belongs"}, {"f", "There is no filter"},
        {"e", "Read-only"},     {"s", "Numbers are"},  {"d", "pages"},
        {"u", "no-exam-items"}, {"c", "Drawn wait"},   {"t", "By week"},
    };

    visit(s, "gy", "Sysop menu", term);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        visit(s, pages[i].keys, pages[i].shows, term);
        screen_type(s, "q");
        screen_settle(s, 30);
    }
    visit(s, "f", "There is no filter", term);
    visit(s, "w", "It is tried", term);
    screen_type(s, "\003");
    screen_settle(s, 30);
}

static void walk_of_a_moderator(struct board *b, int cols, int rows, const char *term)
{
    struct screen *s = screen_open(b, &(struct caller){.key = "wim", .term = term}, cols, rows);

    screen_go_board(s, "Fixture Step");
    screen_type(s, "i");
    screen_settle(s, 60);
    visit(s, "e", "Ctrl-X", term);
    screen_type(s, "\003");
    screen_settle(s, 60);
    walk_of_a_sysop(s, term);
    screen_close(s);
}

static void walk_of_a_guest(struct board *b, int cols, int rows, const char *term)
{
    struct screen *s = screen_open(b, &(struct caller){.term = term}, cols, rows);

    screen_wait_text(s, "Look around");
    screen_settle(s, 60);
    looks_right(s, "welcome", term);
    screen_select(s, "Look around", "j");
    visit(s, "\r", "Places", term);
    screen_go_board(s, "Fixture CARS");
    looks_right(s, "a guest's list", term);
    screen_select(s, "CARS p", "j");
    visit(s, "\r", "post 1", term);
    screen_close(s);
}

static void what_few_people_see_looks_right(void **state)
{
    few_prepare(*state);
    the_notice(*state);
    for (size_t i = 0; i < sizeof few_sizes / sizeof few_sizes[0]; i++) {
        int cols = few_sizes[i].cols, rows = few_sizes[i].rows;

        walk_of_an_author(*state, cols, rows, few_sizes[i].term);
        walk_of_a_moderator(*state, cols, rows, few_sizes[i].term);
        walk_of_a_guest(*state, cols, rows, few_sizes[i].term);
    }
}

static void every_screen_looks_right_at_every_size(void **state)
{
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        print_message("%dx%d %s\n", sizes[i].cols, sizes[i].rows,
                      sizes[i].term ? sizes[i].term : "");
        walk(*state, sizes[i].cols, sizes[i].rows, sizes[i].term);
    }
}

static void the_smallest_screen_is_of_use(void **state)
{
    walk(*state, 20, 6, NULL);
}

static void a_resize_keeps_the_selected_row_in_view(void **state)
{
    struct screen *s = screen_open(*state, CALLER("wim"), 200, 60);
    int row;

    screen_go_board(s, "Fixture CARS");
    screen_select(s, "Thread number 20 ", "j");
    screen_resize(s, 40, 10);
    screen_wait_text(s, "Thread number 20");
    screen_cursor(s, &row, NULL, NULL);
    assert_non_null(strstr(screen_row(s, row), "Thread number 20"));
    screen_resize(s, 132, 43);
    screen_wait_text(s, "Thread number 21");
    screen_cursor(s, &row, NULL, NULL);
    assert_non_null(strstr(screen_row(s, row), "Thread number 20"));
    screen_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_looks_right_at_every_size),
        cmocka_unit_test(the_smallest_screen_is_of_use),
        cmocka_unit_test(a_resize_keeps_the_selected_row_in_view),
        cmocka_unit_test(what_few_people_see_looks_right),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
