/* SPDX-License-Identifier: MIT
 *
 * cover.c -- what lies over a screen or beside it without being one: the boss key's dull page, the
 * hint of a first visit.
 */
#include "unit/ui/demo.h"

#include <curbside/ui/editor.h>

struct page_state {
    int pressed;
    bool typing;
    int letters;
};

static int ticks;
static int hints_given;

static void page_draw(struct ui *ui, void *state, struct canvas *c, struct area body)
{
    struct page_state *s = state;

    (void)ui;
    canvas_printf(c, body.x, body.y, body.cols, THEME_TEXT, "secret %d %d", s->pressed, s->letters);
    canvas_text(c, body.x, body.y + body.rows - 1, body.cols, THEME_TEXT, "the last row");
}

static bool page_key(struct ui *ui, void *state, keycode key)
{
    struct page_state *s = state;

    (void)ui;
    if (s->typing && key_is_text(key)) {
        s->letters++;
        return true;
    }
    if (key != K_DOWN)
        return false;
    s->pressed++;
    return true;
}

static bool page_typing(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct page_state *)state)->typing;
}

static void page_tick(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    ticks++;
}

static void start_timer(struct ui *ui, void *state)
{
    (void)state;
    ui_wake_at(ui, clock_mono_ms(ui_clock(ui)) + 5000);
}

static void begin_typing(struct ui *ui, void *state)
{
    (void)ui;
    ((struct page_state *)state)->typing = true;
}

static void ask(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {{'y', "Yes", start_timer}, {0}};
    static const struct dialog dialog = {.title = "Sure?", .choices = choices};

    (void)state;
    ui_ask(ui, &dialog);
}

static void go_on(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "next", NULL, 0);
}

static const struct key_action keys[] = {
    {'t', start_timer, NULL, "Start a timer", NULL},
    {'e', begin_typing, NULL, "Type", NULL},
    {'a', ask, NULL, "Ask", NULL},
    {'o', go_on, NULL, "Go on", NULL},
    {0},
};

static const struct screen_ops screen_first = {.name = "first",
                                               .about = "First",
                                               .state_size = sizeof(struct page_state),
                                               .keys = keys,
                                               .draw = page_draw,
                                               .key = page_key,
                                               .typing = page_typing,
                                               .tick = page_tick};
static const struct screen_ops screen_next = {.name = "next",
                                              .about = "Next",
                                              .state_size = sizeof(struct page_state),
                                              .draw = page_draw,
                                              .key = page_key};
static const struct screen_ops *const screens[] = {&screen_first, &screen_next, NULL};

static bool shows(struct demo *d, const char *words)
{
    str_clear(&d->text);
    canvas_dump(ui_draw(d->ui), DUMP_TEXT, &d->text);
    return strstr(str_cstr(&d->text), words) != NULL;
}

static void open_first(struct demo *d)
{
    demo_open(d, screens, 80, 24);
    ticks = 0;
}

/* ---- the boss key ---- */

static void the_dull_page_shows_nothing_of_what_it_covers(void **state)
{
    struct demo d;

    (void)state;
    open_first(&d);
    demo_type(&d, "\\");
    assert_true(shows(&d, "$ df -h"));
    assert_false(shows(&d, "secret"));
    assert_false(shows(&d, "First"));
    assert_false(shows(&d, "help"));
    assert_false(shows(&d, "quiet-otter"));
    ui_warn(d.ui, "Somebody said something.");
    assert_false(shows(&d, "Somebody"));
    ui_resize(d.ui, 20, 6);
    assert_false(shows(&d, "secret"));
    demo_done(&d);
}

static void the_next_key_comes_back_and_does_nothing_else(void **state)
{
    struct demo d;

    (void)state;
    open_first(&d);
    demo_bytes(&d, "\033[B");
    demo_type(&d, "\\");
    demo_type(&d, "Q");
    assert_null(ui_ended(d.ui));
    assert_true(shows(&d, "secret 1 0"));
    demo_type(&d, "\\");
    demo_bytes(&d, "\033[200~words\033[201~");
    assert_true(shows(&d, "secret 1 0"));
    demo_done(&d);
}

static void a_backslash_is_text_where_one_types_and_control_backslash_is_not(void **state)
{
    struct demo d;

    (void)state;
    open_first(&d);
    demo_type(&d, "e");
    demo_type(&d, "ab\\");
    assert_true(shows(&d, "secret 0 3"));
    demo_bytes(&d, "\034");
    assert_true(shows(&d, "$ df -h"));
    demo_type(&d, "x");
    assert_true(shows(&d, "secret 0 3"));
    demo_type(&d, "x");
    assert_true(shows(&d, "secret 0 4"));
    demo_done(&d);
}

static void questions_and_help_are_there_again_afterwards(void **state)
{
    struct demo d;

    (void)state;
    open_first(&d);
    demo_type(&d, "a");
    demo_type(&d, "\\");
    assert_false(shows(&d, "Sure?"));
    demo_type(&d, "y");
    assert_true(shows(&d, "Sure?"));
    demo_bytes(&d, "\033");
    demo_type(&d, "?");
    demo_type(&d, "\\");
    assert_false(shows(&d, "Everywhere"));
    demo_type(&d, "q");
    assert_true(shows(&d, "Everywhere"));
    demo_done(&d);
}

static void timers_go_on_under_the_dull_page(void **state)
{
    struct demo d;

    (void)state;
    open_first(&d);
    demo_type(&d, "t");
    demo_type(&d, "\\");
    demo_wait(&d, 6000);
    assert_int_equal(ticks, 1);
    assert_true(shows(&d, "$ df -h"));
    demo_done(&d);
}

/* ---- hints ---- */

static const struct ui_hint *hint_once(void *context, const char *screen)
{
    static const struct ui_hint hint = {"Advice for the first time.", "Said for the first time."};

    (void)context;
    return strcmp(screen, "first") == 0 && hints_given++ == 0 ? &hint : NULL;
}

static void open_with_hints(struct demo *d, int cols, int rows)
{
    struct ui_app app = {.screens = screens,
                         .clock = &d->clock,
                         .who = demo_who,
                         .hint = hint_once,
                         .context = d,
                         .cols = cols,
                         .rows = rows};

    *d = (struct demo){.now_ms = 1000};
    d->clock = (struct clock){demo_wall_s, demo_mono_ms, d};
    hints_given = 0;
    assert_int_equal(ui_new(&app, &d->ui), OK);
    assert_int_equal(ui_start(d->ui, "first", NULL, 0), OK);
}

static void a_hint_stays_for_the_first_visit_and_takes_its_rows_from_the_body(void **state)
{
    struct demo d;

    (void)state;
    open_with_hints(&d, 80, 24);
    assert_true(shows(&d, "Advice for the first time."));
    assert_true(shows(&d, "the last row"));
    demo_bytes(&d, "\033[B");
    assert_true(shows(&d, "Advice"));
    demo_type(&d, "?");
    assert_false(shows(&d, "Advice"));
    demo_type(&d, "q");
    demo_type(&d, "o");
    assert_false(shows(&d, "Advice"));
    demo_type(&d, "q");
    assert_true(shows(&d, "secret"));
    assert_false(shows(&d, "Advice"));
    demo_done(&d);
}

static void a_hint_is_wrapped_on_a_phone_and_left_out_where_there_is_no_room(void **state)
{
    struct demo d;

    (void)state;
    open_with_hints(&d, 20, 15);
    assert_true(shows(&d, "Advice for the"));
    assert_true(shows(&d, "first time."));
    assert_true(shows(&d, "the last row"));
    ui_resize(d.ui, 20, 6);
    assert_false(shows(&d, "Advice"));
    demo_done(&d);
}

static void on_a_phone_a_hint_goes_with_the_second_key(void **state)
{
    struct demo d;

    (void)state;
    open_with_hints(&d, 40, 15);
    demo_bytes(&d, "\033[B");
    assert_true(shows(&d, "Advice for the first time."));
    demo_bytes(&d, "\033[B");
    assert_false(shows(&d, "Advice"));
    assert_true(shows(&d, "the last row"));
    demo_done(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dull_page_shows_nothing_of_what_it_covers),
        cmocka_unit_test(the_next_key_comes_back_and_does_nothing_else),
        cmocka_unit_test(a_backslash_is_text_where_one_types_and_control_backslash_is_not),
        cmocka_unit_test(questions_and_help_are_there_again_afterwards),
        cmocka_unit_test(timers_go_on_under_the_dull_page),
        cmocka_unit_test(a_hint_stays_for_the_first_visit_and_takes_its_rows_from_the_body),
        cmocka_unit_test(a_hint_is_wrapped_on_a_phone_and_left_out_where_there_is_no_room),
        cmocka_unit_test(on_a_phone_a_hint_goes_with_the_second_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
