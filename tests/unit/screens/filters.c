/* SPDX-License-Identifier: MIT
 *
 * filters.c -- filters made, tried, switched and taken back by keys, and what an author is told.
 */
#include "stage.h"

#include <curbside/domain/filter.h>

/* calm-maud-7 governs; twelve posts are there to try a filter on. */
static void stage_filters(struct stage *st)
{
    struct submitted made;

    stage_make(st);
    made = stage_post(st, "calm-maud-7", "premed", (thread_id){0}, "Welcome", "Be kind.");
    for (int i = 0; i < 9; i++)
        stage_post(st, "lucid-ibex-7", "premed", made.thread, NULL, "I take Mondays.");
    stage_post(st, "lucid-ibex-7", "premed", made.thread, NULL, "Who writes my essay for me?");
    stage_post(st, "lucid-ibex-7", "premed", made.thread, NULL,
               "ESSAY help: https://spam.example/x");
    stage_role(st, "calm-maud-7", "sysop");
}

static struct filter_page filters(struct stage *st)
{
    struct filter_page page;

    assert_int_equal(filter_list(&st->arena, &st->visit, &page), OK);
    return page;
}

static void add(struct stage *st, enum sieve_kind kind, const char *text, enum filter_action action,
                const char *sentence)
{
    const struct filter_draft draft = {
        .kind = kind, .action = action, .text = text, .rule = "no-spam", .sentence = sentence};
    struct filter_trial trial;
    action_id action_of;
    filter_id id;

    stage_enter(st, "calm-maud-7");
    assert_int_equal(filter_add(&st->arena, &st->visit, &draft, true, &trial, &id, &action_of), OK);
    stage_leave(st);
}

static void a_filter_is_made_behind_its_figure(void **state)
{
    struct stage st;

    (void)state;
    stage_filters(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gyf");
    stage_golden_sizes(&st, "filters_none");
    stage_keys(&st, "w");
    stage_golden_sizes(&st, "filter");
    stage_keys(&st, "<Tab>essay");
    stage_wait(&st, 800);
    assert_shows(&st, "It finds 2 of the last 12 posts.");
    stage_golden_sizes(&st, "filter_tried");
    stage_keys(&st, "<Tab><Right><Tab><Right><C-x>");
    stage_golden_sizes(&st, "filter_ask");
    assert_int_equal(filters(&st).n, 0);
    stage_keys(&st, "s");
    assert_shows(&st, "It is on, for everybody. z takes it back.");
    assert_int_equal(filters(&st).rows[0].action, FILTER_HOLD);
    assert_true(filters(&st).rows[0].on);
    stage_golden_sizes(&st, "filters");
    stage_keys(&st, "z");
    assert_int_equal(filters(&st).n, 0);
    stage_done(&st);
}

static void what_is_too_wide_is_refused_where_it_was_typed(void **state)
{
    struct stage st;

    (void)state;
    stage_filters(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gyfw<Right><Tab>.*<C-x>");
    assert_shows(&st, "It finds 12 of the last 12 posts.");
    stage_keys(&st, "<C-u>a(<C-x>");
    assert_shows(&st, "The pattern breaks at byte 2");
    assert_int_equal(filters(&st).n, 0);
    stage_keys(&st, "<Esc>d");
    assert_shows(&st, "No filter was made.");
    stage_done(&st);
}

static void a_filter_is_switched_deleted_and_brought_back_by_keys(void **state)
{
    struct stage st;

    (void)state;
    stage_filters(&st);
    stage_enter(&st, "calm-maud-7");
    stage_keys(&st, "gyfw<Tab>essay<C-x>k");
    assert_shows(&st, "It is there, and off.");
    stage_keys(&st, "o");
    assert_shows(&st, "It finds 2 of the last 12 posts.");
    assert_false(filters(&st).rows[0].on);
    stage_keys(&st, "s");
    assert_true(filters(&st).rows[0].on);
    stage_keys(&st, "o");
    assert_false(filters(&st).rows[0].on);
    stage_keys(&st, "x");
    assert_int_equal(filters(&st).n, 0);
    stage_keys(&st, "zz");
    assert_true(filters(&st).rows[0].on);
    stage_done(&st);
}

static void moderators_read_and_change_nothing(void **state)
{
    struct stage st;

    (void)state;
    stage_filters(&st);
    add(&st, SIEVE_WORD, "essay", FILTER_HOLD, NULL);
    stage_role(&st, "lucid-ibex-7", "moderator");
    stage_enter(&st, "lucid-ibex-7");
    stage_keys(&st, ":filters<Enter>");
    assert_shows(&st, "essay");
    stage_keys(&st, "xow<Enter>");
    assert_true(filters(&st).rows[0].on);
    assert_string_equal(ui_screen_name(st.ui), "filters");
    stage_done(&st);
}

static void write_thread(struct stage *st, const char *title, const char *body)
{
    stage_keys(st, "1<Down><Down><Enter>w");
    stage_keys(st, title);
    stage_keys(st, "<Tab><Tab>");
    stage_keys(st, body);
    stage_wait(st, 600);
}

static void an_author_is_told_what_a_filter_says(void **state)
{
    struct stage st;

    (void)state;
    stage_filters(&st);
    add(&st, SIEVE_WORD, "cringe", FILTER_WARN, "Say what is wrong with it instead.");
    add(&st, SIEVE_LINK, "spam.example", FILTER_REJECT, "No advertising, please.");
    add(&st, SIEVE_WORD, "essay", FILTER_HOLD, NULL);
    stage_enter(&st, "lucid-ibex-7");
    write_thread(&st, "On rounds", "What cringe, see spam.example");
    assert_shows(&st, "Say what is wrong with it instead.");
    stage_keys(&st, "<C-x><Enter>");
    assert_shows(&st, "No advertising, please.");
    stage_golden_sizes(&st, "compose_filtered");
    stage_keys(&st, "g");
    for (int i = 0; i < 12; i++)
        stage_keys(&st, "<BS>");
    stage_keys(&st, "my essay<C-x><Enter>");
    assert_shows(&st, "held for a moderator");
    stage_done(&st);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_is_made_behind_its_figure),
        cmocka_unit_test(what_is_too_wide_is_refused_where_it_was_typed),
        cmocka_unit_test(a_filter_is_switched_deleted_and_brought_back_by_keys),
        cmocka_unit_test(moderators_read_and_change_nothing),
        cmocka_unit_test(an_author_is_told_what_a_filter_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
