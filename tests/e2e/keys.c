/* SPDX-License-Identifier: MIT
 *
 * keys.c -- keys over slow and torn lines: Escape, arrows, Alt, both kinds of Backspace, pastes.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});

    caller_join(b, "xan", "calm-xan");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static void arrows_work_over_a_link_of_300_ms(void **state)
{
    struct board *b = *state;
    struct line *l = line_new(b->port, 150);
    struct screen *s = screen_open(b, &(struct caller){.key = "xan", .port = line_port(l)}, 80, 24);

    screen_go_board(s, "Fixture CARS");
    for (int i = 0; i < 10; i++)
        screen_type(s, "\033[B");
    screen_wait_cursor(s, "Thread number 39 ");
    for (int i = 0; i < 5; i++)
        screen_type(s, "\033OA");
    screen_wait_cursor(s, "Thread number 44 ");
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_close(s);
    line_free(l);
}

static void an_arrow_torn_into_bytes_is_an_arrow(void **state)
{
    struct screen *s = screen_open(*state, CALLER("xan"), 80, 24);

    screen_go_board(s, "Fixture CARS");
    for (int i = 0; i < 5; i++) {
        screen_type(s, "\033");
        screen_type(s, "[");
        screen_type(s, "B");
    }
    screen_wait_cursor(s, "Thread number 44 ");
    screen_close(s);
}

static bool shows_places(struct screen *s, void *ctx)
{
    (void)ctx;
    return screen_find(s, "Places") >= 0;
}

static void plain_escape_answers_within_100_ms(void **state)
{
    struct screen *s = screen_open(*state, CALLER("xan"), 80, 24);
    long long best = 1000;

    screen_wait_text(s, "Places");
    for (int i = 0; i < 5; i++) {
        long long began;

        screen_type(s, "1");
        screen_wait_gone(s, "Places");
        began = now_ms();
        screen_type(s, "\033");
        assert_true(screen_wait(s, shows_places, NULL, WAIT_MS));
        best = now_ms() - began < best ? now_ms() - began : best;
    }
    if (best > deadline_in(100) - now_ms())
        fail_msg("Escape took %lld ms at best", best);
    screen_close(s);
}

static struct screen *composer(struct board *b)
{
    struct screen *s = screen_open(b, CALLER("xan"), 80, 24);

    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    return s;
}

static void both_kinds_of_backspace_delete(void **state)
{
    struct screen *s = composer(*state);

    screen_type(s, "abcd\x7f\x08"
                   "Z");
    screen_wait_text(s, "abZ");
    screen_cut(s);
    screen_close(s);
}

static void a_question_mark_in_a_field_is_a_question_mark(void **state)
{
    struct screen *s = composer(*state);

    screen_type(s, "Why?:Qq\\");
    screen_wait_text(s, "Why?:Qq\\");
    screen_cut(s);
    screen_close(s);
}

static void a_paste_is_text_and_one_repaint(void **state)
{
    struct screen *s = composer(*state);
    char text[4000];
    size_t before, after;

    screen_type(s, "Pasted\t\t");
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 60 == 59 ? '\n' : (char)('a' + i % 26);
    text[sizeof text - 1] = '\0';
    screen_settle(s, 100);
    screen_bytes(s, &before);
    screen_paste(s, text, sizeof text - 1);
    screen_type(s, " THE END");
    screen_wait_text(s, "THE END");
    screen_bytes(s, &after);
    assert_true(after - before < 3 * 80 * 24);
    screen_cut(s);
    screen_close(s);
}

static void a_burst_without_brackets_runs_no_hotkeys(void **state)
{
    struct screen *s = screen_open(*state, CALLER("xan"), 80, 24);

    screen_go_board(s, "Fixture CARS");
    screen_send(s, "Quite a question, is it not?\rQQ\r", 32);
    screen_settle(s, 300);
    screen_wait_text(s, "calm-xan");
    screen_close(s);
}

static void ctrl_c_never_loses_text(void **state)
{
    struct screen *s = composer(*state);

    screen_type(s, "Precious title\t\tPrecious body");
    screen_wait_text(s, "Precious body");
    screen_type(s, "\x03");
    screen_wait_text(s, "Leave this text?");
    screen_type(s, "\033");
    screen_wait_gone(s, "Leave this text?");
    screen_wait_text(s, "Precious body");
    screen_cut(s);
    screen_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrows_work_over_a_link_of_300_ms),
        cmocka_unit_test(an_arrow_torn_into_bytes_is_an_arrow),
        cmocka_unit_test(plain_escape_answers_within_100_ms),
        cmocka_unit_test(both_kinds_of_backspace_delete),
        cmocka_unit_test(a_question_mark_in_a_field_is_a_question_mark),
        cmocka_unit_test(a_paste_is_text_and_one_repaint),
        cmocka_unit_test(a_burst_without_brackets_runs_no_hotkeys),
        cmocka_unit_test(ctrl_c_never_loses_text),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
