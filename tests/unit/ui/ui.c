/* SPDX-License-Identifier: MIT
 *
 * ui.c -- whose key it is, ways between screens, questions, help, and the frame around it all.
 */
#include "unit/ui/demo.h"

/* Three screens: a home, a page that opens with an error when told to, a field. */
static struct demo demo;
static int opened, resumed, closed, ticked, rang, opened_thing;
static bool fail_open, fail_resume, hold, told;
static char field[64];

struct page_arg {
    int number;
    const char *text;
};

struct page_state {
    int number;
    const char *text;
};

static void open_page(struct ui *ui, void *state)
{
    struct page_arg arg = {ui_count(ui), arena_strdup(ui_scratch(ui), "handed on")};

    (void)state;
    ui_push(ui, "page", &arg, sizeof(arg));
}

static void open_field(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "field", NULL, 0);
}

static bool never(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return false;
}

static void open_thing(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    opened_thing++;
}

static const struct key_action home_keys[] = {
    {K_ENTER, open_page, "open", "Open the page", NULL},
    {'f', open_field, "field", "Open the field", NULL},
    {'1', open_thing, "1-4\tplaces", "1-4\tA place by its number", NULL},
    {'2', open_thing, NULL, "", NULL},
    {'x', open_thing, "forbidden", "Never shown", never},
    {'j', open_thing, NULL, "A letter of this screen's own", never},
    {0}};

static enum err home_resume(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    resumed++;
    return OK;
}

static void home_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    (void)state;
    canvas_text(canvas, body.x, body.y, body.cols, THEME_TEXT, "home");
}

static const struct screen_ops screen_home = {.name = "home",
                                              .about = "Curbside",
                                              .keys = home_keys,
                                              .resume = home_resume,
                                              .draw = home_draw};

static enum err page_open(struct ui *ui, void *state, const void *arg)
{
    struct page_state *s = state;
    const struct page_arg *a = arg;

    opened++;
    if (fail_open) {
        if (told)
            ui_warn(ui, "More precisely so.");
        return E_NOTFOUND;
    }
    ui_listen(ui, 7);
    s->number = a == NULL ? -1 : a->number;
    s->text = a == NULL ? NULL : arena_strdup(ui_arena(ui), a->text);
    return OK;
}

static enum err page_resume(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    return fail_resume ? E_NOTFOUND : OK;
}

static void page_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct page_state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "A page with a rather long name, number %d",
                              s->number);
    ret->right = "post 3 of 28";
}

static void page_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    const struct page_state *s = state;

    (void)ui;
    canvas_text(canvas, body.x, body.y, body.cols, THEME_TEXT, s->text);
}

static void page_tick(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    ticked++;
}

static void page_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    rang += (int)topic;
    ui_reload(ui);
}

static bool page_may_leave(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    return !hold;
}

static void page_close(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    closed++;
}

static void answer_yes(struct ui *ui, void *state)
{
    (void)state;
    ui_replace(ui, "field", NULL, 0);
}

static void page_ask(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'y', "Yes, really", answer_yes}, {'n', "No", NULL}, {0}};
    static const struct dialog dialog = {
        .title = "Really?", .text = "It cannot be undone.", .choices = choices};

    (void)state;
    ui_ask(ui, &dialog);
}

static void page_wake(struct ui *ui, void *state)
{
    (void)state;
    ui_wake_at(ui, clock_mono_ms(ui_clock(ui)) + 2000);
}

static void page_restart(struct ui *ui, void *state)
{
    (void)state;
    ui_restart(ui, "home", NULL, 0);
}

static const struct key_action page_keys[] = {{'a', page_ask, "ask", "Ask a question", NULL},
                                              {'t', page_wake, NULL, "Save in two seconds", NULL},
                                              {'H', page_restart, NULL, "Home", NULL},
                                              {'n', open_page, NULL, "Another page", NULL},
                                              {0}};

static const struct screen_ops screen_page = {
    .name = "page",
    .about = "Page",
    .state_size = sizeof(struct page_state),
    .keys = page_keys,
    .open = page_open,
    .resume = page_resume,
    .header = page_header,
    .draw = page_draw,
    .tick = page_tick,
    .bell = page_bell,
    .may_leave = page_may_leave,
    .close = page_close,
};

static bool field_key(struct ui *ui, void *state, keycode key)
{
    size_t n = strlen(field);

    (void)ui;
    (void)state;
    if (!key_is_text(key) || n + 1 >= sizeof(field))
        return false;
    field[n] = (char)key;
    field[n + 1] = '\0';
    return true;
}

static void field_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    (void)ui;
    (void)state;
    assert_int_equal(strlen(text), n);
    snprintf(field + strlen(field), sizeof(field) - strlen(field), "[%s]", text);
}

static bool field_typing(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return true;
}

static void field_done(struct ui *ui, void *state)
{
    (void)state;
    ui_say(ui, "Posted.");
    ui_back(ui);
}

static const struct key_action field_keys[] = {{K_CTRL('x'), field_done, "finish", "Finish", NULL},
                                               {0}};

static const struct screen_ops screen_field = {
    .name = "field",
    .about = "Field",
    .keys = field_keys,
    .draw = home_draw,
    .key = field_key,
    .paste = field_paste,
    .typing = field_typing,
};

static const struct screen_ops screen_staff = {
    .name = "staff", .about = "Staff", .min_level = 1, .draw = home_draw};

static const struct screen_ops *const screens[] = {&screen_home, &screen_page, &screen_field,
                                                   &screen_staff, NULL};

static int setup(void **state)
{
    (void)state;
    opened = resumed = closed = ticked = rang = opened_thing = 0;
    fail_open = fail_resume = hold = told = false;
    field[0] = '\0';
    demo_open(&demo, screens, 60, 14);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    demo_done(&demo);
    return 0;
}

static void expect_on(const char *name)
{
    assert_string_equal(ui_screen_name(demo.ui), name);
}

static void the_frame_says_where_and_who_and_what_works(void **state)
{
    (void)state;
    assert_demo_shows(&demo, " Curbside                                    quiet-otter-41\n");
    assert_demo_shows(&demo, "\n Enter open  f field  1-4 places  ? help  Q leave\n");
}

static void a_low_terminal_keeps_the_words_and_drops_the_rules(void **state)
{
    (void)state;
    ui_resize(demo.ui, 20, 6);
    assert_demo(&demo, " Curbside  quiet-o\u2026\nhome\n\n\n\n Enter open  ? help\ncursor 0,1\n");
}

static void screens_open_with_arguments_and_go_back(void **state)
{
    (void)state;
    demo_type(&demo, "38\r");
    expect_on("page");
    assert_demo_shows(&demo, "number 38");
    assert_demo_shows(&demo, "post 3 of 28\n");
    assert_demo_shows(&demo, "\nhanded on\n");
    demo_type(&demo, "q");
    expect_on("home");
    assert_int_equal(resumed, 1);
    assert_int_equal(closed, 1);
}

static void every_way_back_goes_back(void **state)
{
    static const char *const ways[] = {"q", "\033", "\x7f", "\x08", "h", "\033[D", "\x03"};

    (void)state;
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        demo_bytes(&demo, "\033[C"); /* Right opens as Enter does */
        expect_on("page");
        demo_bytes(&demo, ways[i]);
        expect_on("home");
    }
}

static void the_first_screen_asks_before_it_ends(void **state)
{
    (void)state;
    demo_bytes(&demo, "\033");
    demo_bytes(&demo, "\x7f");
    assert_demo_hides(&demo, "Leave?");
    demo_type(&demo, "q");
    assert_demo_shows(&demo, "Leave?");
    assert_null(ui_ended(demo.ui));
    demo_bytes(&demo, "\033");
    assert_demo_hides(&demo, "Leave?");
    demo_type(&demo, "q\r");
    assert_non_null(ui_ended(demo.ui));
}

static void what_was_typed_before_a_question_could_be_read_decides_nothing(void **state)
{
    (void)state;
    demo_type(&demo, "\r");
    demo_bytes(&demo, "ajy\r"); /* one read: nobody saw what is asked */
    expect_on("page");
    assert_demo_shows(&demo, "Really?");
    demo_bytes(&demo, "j\r"); /* seen: the first choice */
    expect_on("field");
    demo_bytes(&demo, "\033");
    demo_type(&demo, "\r");
    demo_bytes(&demo, "ay"); /* who knows the question types on */
    expect_on("field");
}

static void capital_q_leaves_from_anywhere(void **state)
{
    (void)state;
    demo_type(&demo, "\r");
    hold = true;
    demo_type(&demo, "Q");
    assert_null(ui_ended(demo.ui));
    hold = false;
    demo_type(&demo, "Q");
    assert_non_null(ui_ended(demo.ui));
}

static void a_screen_may_hold_on_to_the_person(void **state)
{
    (void)state;
    demo_type(&demo, "\r");
    hold = true;
    demo_type(&demo, "q");
    expect_on("page");
    hold = false;
    demo_type(&demo, "q");
    expect_on("home");
}

static void what_cannot_open_says_why_where_one_was(void **state)
{
    (void)state;
    fail_open = true;
    demo_type(&demo, "\r");
    expect_on("home");
    assert_demo_shows(&demo, err_info(E_NOTFOUND)->sentence);
    told = true;
    demo_type(&demo, "\r");
    assert_demo_shows(&demo, "More precisely so.");
    demo_type(&demo, "k");
    assert_demo_hides(&demo, "More precisely so.");
    assert_int_equal(closed, 0);
}

static void what_is_gone_on_the_way_back_is_passed_over(void **state)
{
    (void)state;
    demo_type(&demo, "\rn");
    fail_resume = true;
    demo_type(&demo, "q");
    expect_on("home");
    assert_demo_shows(&demo, err_info(E_NOTFOUND)->sentence);
}

static void a_level_keeps_screens_closed(void **state)
{
    (void)state;
    ui_push(demo.ui, "staff", NULL, 0);
    ui_time(demo.ui);
    expect_on("home");
    assert_demo_shows(&demo, "You may not do that here");
}

static void a_key_that_is_not_shown_does_nothing_else_either(void **state)
{
    (void)state;
    demo_type(&demo, "xj");
    assert_int_equal(opened_thing, 0);
    assert_demo_shows(&demo, "Not possible here now: A letter of this screen's own.");
    demo_type(&demo, "12");
    assert_int_equal(opened_thing, 2);
    assert_demo_hides(&demo, "forbidden");
}

static void in_a_field_letters_are_text_and_escape_goes_back(void **state)
{
    (void)state;
    demo_type(&demo, "f");
    demo_type(&demo, "q?Q 12gG:");
    assert_string_equal(field, "q?Q 12gG:");
    expect_on("field");
    assert_demo_shows(&demo, " Ctrl-X finish  Esc back\n");
    demo_bytes(&demo, "\033");
    expect_on("home");
}

static void pasted_text_goes_into_fields_only(void **state)
{
    (void)state;
    demo_bytes(&demo, "\033[200~fQq\nf\033[201~");
    expect_on("home");
    assert_demo_shows(&demo, "Nothing here takes text");
    demo_bytes(&demo, "ffffQuit everything now\r");
    expect_on("home");
    assert_null(ui_ended(demo.ui));
    demo_type(&demo, "f");
    demo_bytes(&demo, "\033[200~fQq\nf\033[201~");
    demo_bytes(&demo, "Quit everything now\r");
    assert_string_equal(field, "[fQq\nf][Quit everything now\n]");
}

static void a_message_stands_until_the_next_key(void **state)
{
    (void)state;
    demo_type(&demo, "f\x18");
    expect_on("home");
    assert_demo_shows(&demo, "\n Posted.\n");
    demo_type(&demo, "k");
    assert_demo_hides(&demo, "Posted.");
}

static void a_long_message_is_readable_on_a_phone(void **state)
{
    (void)state;
    ui_resize(demo.ui, 40, 15);
    ui_warn(demo.ui, "The board is being moved to a newer version. What you wrote is kept as a "
                     "draft; come back in a minute.");
    assert_demo_shows(&demo, "\n The board is being moved to a newer\n version. What you wrote is "
                             "kept as a\n draft; come back in a minute.\ncursor");
}

/* On a phone the one that is selected, and on a tall screen each of them. */
static void a_choice_that_is_too_long_is_read_whole(void **state)
{
    static const struct dialog_choice choices[] = {
        {'1', "This was unkind; say it again without the person in it.", NULL},
        {'2', "This named a person or pointed to one; write the role instead, please.", NULL},
        {'3', "This belongs to another board than the one on which it stands now.", NULL},
        {'w', "In other words", NULL},
        {0}};
    static const struct dialog dialog = {.title = "Which reason?", .choices = choices};

    (void)state;
    ui_resize(demo.ui, 40, 15);
    ui_ask(demo.ui, &dialog);
    assert_demo_hides(&demo, "person in it.");
    assert_demo_hides(&demo, "which it stands");
    demo_type(&demo, "jjj");
    assert_demo_shows(&demo, "which it stands\n      now.");
    assert_demo_hides(&demo, "role instead, please.");
    ui_resize(demo.ui, 40, 30);
    assert_demo_shows(&demo, "person in it.");
    assert_demo_shows(&demo, "please.");
}

static void a_question_waits_for_its_answer(void **state)
{
    (void)state;
    demo_type(&demo, "\ra");
    assert_demo(&demo, " A page with a rather long name, number 0      post 3 of 28\n"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\n"
                       "handed on\n\n\n\n\n"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\n"
                       " Really?\n"
                       " It cannot be undone.\n"
                       "   y  Yes, really\n"
                       "   n  No\n"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\n"
                       " Esc not now\n"
                       "cursor 1,10\n");
    demo_type(&demo, "\rxQt");
    assert_demo_shows(&demo, "Really?");
    demo_type(&demo, "q");
    assert_demo_hides(&demo, "Really?");
    expect_on("page");
    demo_type(&demo, "aj\r");
    expect_on("field");
    assert_int_equal(closed, 1);
}

static void help_lists_what_works_here(void **state)
{
    (void)state;
    ui_resize(demo.ui, 70, 30);
    demo_type(&demo, "?");
    assert_demo_shows(&demo, " Help \u203a Curbside\n");
    assert_demo_shows(&demo, " Enter                Open the page\n");
    assert_demo_shows(&demo, " 1-4                  A place by its number\n");
    assert_demo_hides(&demo, "Never shown");
    assert_demo_shows(&demo, "Everywhere");
    demo_bytes(&demo, "\033");
    assert_demo_hides(&demo, "Everywhere");
    expect_on("home");
}

static void help_fits_a_phone(void **state)
{
    (void)state;
    ui_resize(demo.ui, 40, 15);
    demo_type(&demo, "?");
    assert_demo_shows(&demo, " 1-4 A place by its number\n");
    demo_type(&demo, "G");
    assert_demo_shows(&demo, " Q   Leave\n");
    ui_resize(demo.ui, 80, 40);
    assert_demo_shows(&demo, " Q                    Leave\n");
}

static void ticks_come_when_asked_for_and_only_then(void **state)
{
    (void)state;
    assert_int_equal(ui_deadline_ms(demo.ui), -1);
    demo_type(&demo, "\r");
    demo_type(&demo, "t");
    assert_true(ui_deadline_ms(demo.ui) > 0);
    demo_type(&demo, "n"); /* another screen on top: the one below still saves */
    demo_wait(&demo, 3000);
    assert_int_equal(ticked, 1);
    assert_int_equal(ui_deadline_ms(demo.ui), -1);
}

static void bells_reach_the_screen_on_top(void **state)
{
    (void)state;
    ui_bell(demo.ui, 7);
    assert_int_equal(rang, 0);
    demo_type(&demo, "\r");
    ui_bell(demo.ui, 7);
    assert_int_equal(rang, 7);
    assert_true(ui_is_dirty(demo.ui));
}

static void depth_is_bounded_and_home_stays(void **state)
{
    (void)state;
    demo_type(&demo, "\r");
    for (int i = 0; i < 100; i++)
        demo_type(&demo, "n");
    assert_int_equal(opened, 101);
    assert_true(closed >= 101 - UI_DEPTH);
    for (int i = 0; i < UI_DEPTH; i++)
        demo_type(&demo, "q");
    expect_on("home");
}

static void restarting_closes_all_that_was_open(void **state)
{
    (void)state;
    demo_type(&demo, "\rnnH");
    expect_on("home");
    assert_int_equal(closed, 3);
    demo_type(&demo, "q");
    assert_demo_shows(&demo, "Leave?");
}

static void ending_closes_every_screen(void **state)
{
    (void)state;
    demo_type(&demo, "\rnn");
    ui_free(demo.ui);
    demo.ui = NULL;
    assert_int_equal(closed, 3);
}

static void a_redraw_is_asked_for_by_control_l(void **state)
{
    (void)state;
    assert_false(ui_take_repaint(demo.ui));
    demo_bytes(&demo, "\014");
    assert_true(ui_take_repaint(demo.ui));
    assert_false(ui_take_repaint(demo.ui));
}

static void nothing_is_drawn_when_nothing_happened(void **state)
{
    (void)state;
    ui_draw(demo.ui);
    assert_false(ui_is_dirty(demo.ui));
    demo_type(&demo, "k");
    ui_input(demo.ui, "k", 1);
    assert_true(ui_is_dirty(demo.ui));
}

static void any_bytes_at_any_size_are_survived(void **state)
{
    static const char some[] = "\033[ABCDfaqhjk?\r\tn2tH\x03\x18~0;Og\xe2\x82\xac";
    uint32_t random = 5;

    (void)state;
    for (int i = 0; i < 3000; i++) {
        char bytes[16];

        for (size_t k = 0; k < sizeof(bytes); k++) {
            random = random * 1664525 + 1013904223;
            bytes[k] = some[(random >> 16) % (sizeof(some) - 1)];
        }
        ui_input(demo.ui, bytes, 1 + (random >> 8) % 15);
        if (i % 50 == 0)
            ui_resize(demo.ui, (int)(random >> 4) % 300, (int)(random >> 12) % 100);
        demo_wait(&demo, 100);
        if (ui_ended(demo.ui) != NULL) {
            demo_done(&demo);
            demo_open(&demo, screens, 60, 14);
        }
    }
}

static void the_keys_make_a_document(void **state)
{
    AUTO_STR struct str document = STR_INIT;

    (void)state;
    ui_keys_document(screens, &document);
    assert_non_null(strstr(str_cstr(&document), "# Keys\n"));
    assert_non_null(strstr(str_cstr(&document), "| **Page** | `a` | Ask a question |\n"));
    assert_non_null(strstr(str_cstr(&document), "| `1-4` | A place by its number |\n"));
    assert_non_null(strstr(str_cstr(&document), "## In lists\n"));
    assert_null(strstr(str_cstr(&document), "| `2` |"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(the_frame_says_where_and_who_and_what_works),
        T(a_low_terminal_keeps_the_words_and_drops_the_rules),
        T(screens_open_with_arguments_and_go_back),
        T(every_way_back_goes_back),
        T(the_first_screen_asks_before_it_ends),
        T(what_was_typed_before_a_question_could_be_read_decides_nothing),
        T(capital_q_leaves_from_anywhere),
        T(a_screen_may_hold_on_to_the_person),
        T(what_cannot_open_says_why_where_one_was),
        T(what_is_gone_on_the_way_back_is_passed_over),
        T(a_level_keeps_screens_closed),
        T(a_key_that_is_not_shown_does_nothing_else_either),
        T(in_a_field_letters_are_text_and_escape_goes_back),
        T(pasted_text_goes_into_fields_only),
        T(a_message_stands_until_the_next_key),
        T(a_long_message_is_readable_on_a_phone),
        T(a_choice_that_is_too_long_is_read_whole),
        T(a_question_waits_for_its_answer),
        T(help_lists_what_works_here),
        T(help_fits_a_phone),
        T(ticks_come_when_asked_for_and_only_then),
        T(bells_reach_the_screen_on_top),
        T(depth_is_bounded_and_home_stays),
        T(restarting_closes_all_that_was_open),
        T(ending_closes_every_screen),
        T(a_redraw_is_asked_for_by_control_l),
        T(nothing_is_drawn_when_nothing_happened),
        T(any_bytes_at_any_size_are_survived),
        T(the_keys_make_a_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
