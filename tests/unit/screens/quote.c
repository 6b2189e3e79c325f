/* SPDX-License-Identifier: MIT
 *
 * quote.c -- quoting a whole post, some of its lines, and lines chosen afterwards.
 */
#include "stage.h"

static const char long_post[] =
    "First paragraph, one line.\n\n"
    "Second paragraph, line one.\nSecond paragraph, line two.\nSecond paragraph, line three.\n\n"
    "Third paragraph.\n\n-- \nsignature";

/* A thread by somebody else is open, and a reply to its first post is begun. */
static void open_reply(struct stage *st, const char *key)
{
    stage_make(st);
    stage_post(st, "lucid-ibex-7", "mcat", (thread_id){0}, "A question", long_post);
    stage_enter(st, "quiet-otter-41");
    stage_keys(st, "1<Down><Down><Enter><Enter>");
    stage_keys(st, key);
    assert_string_equal(ui_screen_name(st->ui), "compose");
}

static const char *body_kept(struct stage *st)
{
    struct draft_page page;

    stage_wait(st, 2500);
    assert_int_equal(draft_list(&st->arena, &st->visit, &page), OK);
    assert_int_equal(page.n, 1);
    return page.rows[0].body;
}

static void a_quote_says_whose_words_they_are(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "R");
    stage_keys(&st, "Yes.");
    assert_string_equal(body_kept(&st),
                        "> #1 lucid-ibex-7:\n> First paragraph, one line.\n>\n"
                        "> Second paragraph, line one.\n> Second paragraph, line two.\n"
                        "> Second paragraph, line three.\n>\n> Third paragraph.\n\nYes.");
    stage_done(&st);
}

static void lines_are_marked_and_taken(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "r");
    stage_keys(&st, "<C-r>");
    assert_string_equal(ui_screen_name(st.ui), "quote");
    stage_keys(&st, " <Down> <PgDn> ");
    assert_shows(&st, "3 of 5 lines");
    stage_golden_sizes(&st, "quote");
    stage_keys(&st, "<Enter>Yes.");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_string_equal(body_kept(&st), "> #1 lucid-ibex-7:\n> First paragraph, one line.\n"
                                        "> [...]\n> Second paragraph, line two.\n"
                                        "> [...]\n> Third paragraph.\n\nYes.");
    stage_done(&st);
}

static void with_nothing_marked_the_paragraph_is_taken(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "r");
    stage_keys(&st, "Before<C-r><Down><Down><Enter>after");
    assert_string_equal(body_kept(&st),
                        "Before\n> #1 lucid-ibex-7:\n> Second paragraph, line one.\n"
                        "> Second paragraph, line two.\n"
                        "> Second paragraph, line three.\n\nafter");
    stage_done(&st);
}

/* R first, and then less of it: the choice takes the place of what was quoted. */
static void a_choice_replaces_the_quote_that_stands_untouched(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "R");
    stage_keys(&st, "<C-r><PgDn>p<Enter>");
    assert_string_equal(body_kept(&st), "> #1 lucid-ibex-7:\n> Third paragraph.\n\n");
    stage_keys(&st, "<C-r>a<Enter>");
    assert_shows(&st, "> First paragraph, one line.");
    stage_bytes(&st, "\033u", 2); /* one step of undo each */
    assert_shows_not(&st, "> First paragraph, one line.");
    assert_shows(&st, "> Third paragraph.");
    stage_done(&st);
}

/* Whoever has begun to answer and then takes less of the quote goes on where they were. */
static void less_of_a_quote_leaves_the_answer_its_cursor(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "R");
    stage_keys(&st, "I agree<C-r><PgDn>p<Enter>, and more.");
    assert_string_equal(body_kept(&st),
                        "> #1 lucid-ibex-7:\n> Third paragraph.\n\nI agree, and more.");
    stage_done(&st);
}

static void going_back_quotes_nothing(void **state)
{
    struct stage st;

    (void)state;
    open_reply(&st, "r");
    stage_keys(&st, "Mine<C-r>a<Esc>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_string_equal(body_kept(&st), "Mine");
    stage_done(&st);
}

static void a_new_thread_has_nothing_to_quote(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "1<Down><Down><Enter>wTitle<C-r>");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows_not(&st, "Ctrl-R");
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quote_says_whose_words_they_are),
        cmocka_unit_test(lines_are_marked_and_taken),
        cmocka_unit_test(with_nothing_marked_the_paragraph_is_taken),
        cmocka_unit_test(a_choice_replaces_the_quote_that_stands_untouched),
        cmocka_unit_test(less_of_a_quote_leaves_the_answer_its_cursor),
        cmocka_unit_test(going_back_quotes_nothing),
        cmocka_unit_test(a_new_thread_has_nothing_to_quote),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
