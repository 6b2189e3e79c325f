/* SPDX-License-Identifier: MIT
 *
 * hear.c -- bells: how often a screen is told, what is asked for, and that nobody is woken who does
 * not look. Loads are counted; the clock is moved by hand.
 */
#include "demo.h"

enum {
    FORUM = 7,
    THREAD = 9,
};

static struct demo demo;
static int loads; /* of the list, by bells and by going back */
static int told;  /* of the page */
static int64_t load_takes_ms;

static void open_page(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "page", NULL, 0);
}

static enum err list_open(struct ui *ui, void *state, const void *arg)
{
    (void)state;
    (void)arg;
    ui_listen(ui, FORUM);
    return OK;
}

static enum err list_load(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    loads++;
    demo.now_ms += load_takes_ms;
    return OK;
}

static void list_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    assert_int_equal(topic, FORUM);
    ui_reload(ui);
}

static void draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    (void)state;
    canvas_printf(canvas, body.x, body.y, body.cols, THEME_TEXT, "%d loads", loads);
}

static enum err page_open(struct ui *ui, void *state, const void *arg)
{
    (void)state;
    (void)arg;
    ui_listen(ui, THREAD);
    ui_listen(ui, THREAD); /* twice is once */
    return OK;
}

static void page_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)ui;
    (void)state;
    assert_int_equal(topic, THREAD);
    told++;
}

static const struct key_action list_keys[] = {{K_ENTER, open_page, "open", "Open a page", NULL},
                                              {0}};

static const struct screen_ops screen_list = {.name = "list",
                                              .about = "List",
                                              .keys = list_keys,
                                              .open = list_open,
                                              .resume = list_load,
                                              .draw = draw,
                                              .bell = list_bell};
static const struct screen_ops screen_page = {
    .name = "page", .about = "Page", .open = page_open, .draw = draw, .bell = page_bell};

static const struct screen_ops *const screens[] = {&screen_list, &screen_page, NULL};

static int setup(void **state)
{
    (void)state;
    loads = told = 0;
    load_takes_ms = 0;
    demo_open(&demo, screens, 60, 14);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    demo_done(&demo);
    return 0;
}

/* Posts come at even distances; between them the loop does what is due. */
static void post(int n, int64_t apart_ms)
{
    for (int i = 0; i < n; i++) {
        int64_t due_ms = ui_deadline_ms(demo.ui);

        for (int k = 0; k < demo.n_asked; k++)
            ui_bell(demo.ui, demo.asked[k]);
        if (due_ms >= 0)
            assert_true(due_ms <= demo.now_ms + UI_HEAR_MS);
        demo_wait(&demo, apart_ms);
    }
}

static void the_first_bell_is_told_at_once(void **state)
{
    (void)state;
    ui_bell(demo.ui, FORUM);
    assert_int_equal(loads, 1);
    assert_true(ui_is_dirty(demo.ui));
    assert_int_equal(ui_deadline_ms(demo.ui), -1);
}

static void a_busy_board_is_one_load_a_second(void **state)
{
    (void)state;
    post(40, 250);
    assert_in_range(loads, 10, 11);
}

static void the_last_bell_is_never_lost(void **state)
{
    (void)state;
    ui_bell(demo.ui, FORUM);
    demo.now_ms += 100;
    ui_bell(demo.ui, FORUM);
    ui_bell(demo.ui, FORUM);
    assert_int_equal(loads, 1);
    assert_int_equal(ui_deadline_ms(demo.ui), demo.now_ms - 100 + UI_HEAR_MS);
    demo_wait(&demo, UI_HEAR_MS - 101);
    assert_int_equal(loads, 1);
    demo_wait(&demo, 1);
    assert_int_equal(loads, 2);
    assert_int_equal(ui_deadline_ms(demo.ui), -1);
}

/* A thousand others load at the same time. */
static void a_load_that_takes_long_is_repeated_later(void **state)
{
    (void)state;
    load_takes_ms = 400;
    ui_bell(demo.ui, FORUM);
    ui_bell(demo.ui, FORUM);
    demo_wait(&demo, 400 * (UI_HEAR_SHARE - 1) - 1);
    assert_int_equal(loads, 1);
    load_takes_ms = 1;
    demo_wait(&demo, 1);
    assert_int_equal(loads, 2);
    ui_bell(demo.ui, FORUM);
    demo_wait(&demo, UI_HEAR_MS);
    assert_int_equal(loads, 3);
}

static void no_load_is_put_off_for_longer_than_a_minute(void **state)
{
    (void)state;
    load_takes_ms = 10 * UI_HEAR_MOST_MS / UI_HEAR_SHARE;
    ui_bell(demo.ui, FORUM);
    ui_bell(demo.ui, FORUM);
    demo_wait(&demo, UI_HEAR_MOST_MS);
    assert_int_equal(loads, 2);
}

static void only_the_screen_on_top_is_asked_for(void **state)
{
    (void)state;
    assert_int_equal(demo.n_asked, 1);
    assert_int_equal(demo.asked[0], FORUM);
    demo_type(&demo, "\r");
    assert_int_equal(demo.n_asked, 1);
    assert_int_equal(demo.asked[0], THREAD);
    ui_bell(demo.ui, FORUM); /* it was on its way */
    assert_int_equal(loads, 0);
    ui_bell(demo.ui, THREAD);
    assert_int_equal(told, 1);
    demo_type(&demo, "q");
    assert_int_equal(loads, 1); /* it loads as it comes back: what rang meanwhile is in it */
    assert_int_equal(demo.n_asked, 1);
    assert_int_equal(demo.asked[0], FORUM);
}

static void who_does_not_look_is_woken_once(void **state)
{
    (void)state;
    demo_wait(&demo, UI_ATTENDED_MS);
    assert_int_equal(demo.n_asked, 1);
    ui_bell(demo.ui, FORUM);
    assert_int_equal(loads, 0);
    assert_demo_shows(&demo, "Something new was posted meanwhile; any key shows it.");
    assert_int_equal(demo.n_asked, 0);
    assert_int_equal(ui_deadline_ms(demo.ui), -1);
    ui_bell(demo.ui, FORUM); /* it was on its way */
    assert_false(ui_is_dirty(demo.ui));
    post(1000, 1000);
    assert_int_equal(loads, 0);
}

static void the_next_key_shows_it_and_does_what_it_does(void **state)
{
    (void)state;
    demo_wait(&demo, UI_ATTENDED_MS);
    ui_bell(demo.ui, FORUM);
    ui_input(demo.ui, "\r", 1);
    assert_int_equal(loads, 1);
    assert_string_equal(ui_screen_name(demo.ui), "page");
    assert_demo_hides(&demo, "Something new");
    assert_int_equal(demo.asked[0], THREAD);
    ui_bell(demo.ui, THREAD);
    assert_int_equal(told, 1);
}

static void a_key_without_news_loads_nothing(void **state)
{
    (void)state;
    demo_wait(&demo, 2 * UI_ATTENDED_MS);
    demo_type(&demo, "k");
    assert_int_equal(loads, 0);
    ui_bell(demo.ui, FORUM); /* and somebody looks again */
    assert_int_equal(loads, 1);
}

static void a_new_size_is_somebody_who_looks(void **state)
{
    (void)state;
    demo_wait(&demo, UI_ATTENDED_MS);
    ui_bell(demo.ui, FORUM);
    ui_resize(demo.ui, 80, 24);
    assert_int_equal(loads, 1);
    assert_int_equal(demo.n_asked, 1);
}

static void a_word_that_stands_there_is_not_covered(void **state)
{
    (void)state;
    demo_wait(&demo, UI_ATTENDED_MS);
    ui_warn(demo.ui, "Write this down.");
    ui_bell(demo.ui, FORUM);
    assert_demo_shows(&demo, "Write this down.");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_first_bell_is_told_at_once),
        T(a_busy_board_is_one_load_a_second),
        T(the_last_bell_is_never_lost),
        T(a_load_that_takes_long_is_repeated_later),
        T(no_load_is_put_off_for_longer_than_a_minute),
        T(only_the_screen_on_top_is_asked_for),
        T(who_does_not_look_is_woken_once),
        T(the_next_key_shows_it_and_does_what_it_does),
        T(a_key_without_news_loads_nothing),
        T(a_new_size_is_somebody_who_looks),
        T(a_word_that_stands_there_is_not_covered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
