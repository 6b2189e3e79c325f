/* SPDX-License-Identifier: MIT
 *
 * form.c -- fields, focus, and what is said about them.
 */
#include <curbside/ui/form.h>

#include "unit/ui/demo.h"

static struct demo demo;
static struct form form;
static enum form_answer last;
static bool with_tags;

static bool tags_shown(const void *state)
{
    (void)state;
    return with_tags;
}

static const char *const kinds[] = {"MD", "DO", "Caribbean", NULL};

enum {
    TITLE,
    TAGS,
    KIND,
    FAIR,
    NOTE,
    BODY
};

static const struct form_field fields[] = {
    [TITLE] = {.kind = FIELD_LINE, .label = "Title", .note = "what it is about", .limit_bytes = 20},
    [TAGS] = {.kind = FIELD_LINE, .label = "Tags", .shown = tags_shown},
    [KIND] = {.kind = FIELD_CHOICE, .label = "School", .choices = kinds},
    [FAIR] = {.kind = FIELD_TOGGLE, .label = "Fair?", .note = "was it fair"},
    [NOTE] = {.kind = FIELD_NOTE, .note = "Nobody sees who you are."},
    [BODY] = {.kind = FIELD_TEXT, .label = "Text", .limit_bytes = 1000},
};

static enum err screen_open(struct ui *ui, void *state, const void *arg)
{
    (void)ui;
    (void)state;
    (void)arg;
    return form_init(&form, fields, 6, NULL);
}

static void screen_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    (void)ui;
    (void)state;
    form_draw(&form, canvas, body);
}

static bool screen_key(struct ui *ui, void *state, keycode key)
{
    (void)ui;
    (void)state;
    last = form_key(&form, key);
    return last != FORM_IGNORED;
}

static void screen_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    (void)ui;
    (void)state;
    last = form_paste(&form, text, n);
}

static bool screen_typing(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return form_is_typing(&form);
}

static void screen_close(struct ui *ui, void *state)
{
    (void)ui;
    (void)state;
    form_done(&form);
}

static const struct screen_ops screen_form = {
    .name = "form",
    .about = "Write",
    .open = screen_open,
    .draw = screen_draw,
    .key = screen_key,
    .paste = screen_paste,
    .typing = screen_typing,
    .close = screen_close,
};
static const struct screen_ops *const screens[] = {&screen_form, NULL};

static int setup(void **state)
{
    (void)state;
    with_tags = true;
    demo_open(&demo, screens, 50, 18);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    demo_done(&demo);
    return 0;
}

static void a_form_is_drawn_with_the_cursor_in_its_field(void **state)
{
    (void)state;
    demo_type(&demo, "Hi");
    demo_bytes(&demo, "\t\t\t\t");
    demo_type(&demo, "One\rtwo");
    assert_demo(&demo, " Write                             quiet-otter-41\n"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\n"
                       " Title   Hi\n"
                       " Tags\n"
                       " School  < MD >\n"
                       " Fair?   [ ]  was it fair\n"
                       " Nobody sees who you are.\n"
                       " Text \u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\n"
                       " One\n"
                       " two\n"
                       "\n\n\n\n\n\n"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
                       "\u2500\u2500\n"
                       " Esc back\n"
                       "cursor 4,9\n");
}

static void enter_and_tab_go_on_and_arrows_too(void **state)
{
    (void)state;
    demo_bytes(&demo, "\r");
    assert_int_equal(form.focus, TAGS);
    demo_bytes(&demo, "\033[B");
    assert_int_equal(form.focus, KIND);
    demo_type(&demo, "j");
    assert_int_equal(form.focus, FAIR);
    demo_bytes(&demo, "\t");
    assert_int_equal(form.focus, BODY);
    demo_bytes(&demo, "\033[A");
    assert_int_equal(form.focus, FAIR);
    demo_bytes(&demo, "\033[Z\033[Z\033[Z\033[Z");
    assert_int_equal(form.focus, TITLE);
}

static void enter_in_the_last_field_submits(void **state)
{
    static const struct form_field one[] = {{.kind = FIELD_LINE, .label = "Name"}};
    struct form f;

    (void)state;
    assert_int_equal(form_init(&f, one, 1, NULL), OK);
    assert_int_equal(form_key(&f, 'x'), FORM_TAKEN);
    assert_int_equal(form_key(&f, K_ENTER), FORM_SUBMIT);
    assert_string_equal(form_text(&f, 0, NULL), "x");
    form_done(&f);
}

static void a_hidden_field_has_no_focus_and_no_row(void **state)
{
    (void)state;
    with_tags = false;
    demo_bytes(&demo, "\t");
    assert_int_equal(form.focus, KIND);
    assert_demo_hides(&demo, "Tags");
}

static void choices_go_round(void **state)
{
    uint64_t version = form_version(&form);

    (void)state;
    demo_bytes(&demo, "\t\t");
    demo_type(&demo, "  ");
    assert_demo_shows(&demo, "< Caribbean >");
    demo_bytes(&demo, "\033[C");
    assert_demo_shows(&demo, "< MD >");
    demo_bytes(&demo, "\033[D");
    assert_int_equal(form_value(&form, KIND), 2);
    demo_bytes(&demo, "\t");
    demo_type(&demo, " ");
    assert_demo_shows(&demo, "[x]");
    assert_true(form_version(&form) != version);
}

static void what_is_wrong_is_said_under_the_field_until_it_changes(void **state)
{
    (void)state;
    form_error_set(&form, TITLE, "A thread needs a title.");
    demo_bytes(&demo, "\014");
    assert_demo_shows(&demo, " Title   what it is about\n A thread needs a title.\n Tags");
    demo_type(&demo, "x");
    assert_demo_hides(&demo, "needs a title");
}

static void in_a_text_field_every_printable_key_is_text(void **state)
{
    (void)state;
    demo_type(&demo, "q?Q gG:12\\");
    assert_string_equal(form_text(&form, TITLE, NULL), "q?Q gG:12\\");
    assert_demo_hides(&demo, "Everywhere");
}

static void the_limit_is_said(void **state)
{
    (void)state;
    demo_bytes(&demo, "\033[200~12345678901234567890\nX\033[201~");
    assert_int_equal(last, FORM_FULL);
    assert_string_equal(form_text(&form, TITLE, NULL), "12345678901234567890");
    demo_type(&demo, "y");
    assert_int_equal(last, FORM_FULL);
}

static void a_long_line_is_read_from_its_beginning_until_it_is_typed_in(void **state)
{
    (void)state;
    ui_resize(demo.ui, 24, 12);
    demo_type(&demo, "It begins here, ends");
    assert_demo_shows(&demo, "ends");
    demo_bytes(&demo, "\t");
    assert_demo_shows(&demo, "It begins her\u2026");
    demo_bytes(&demo, "\x1B[Z");
    assert_demo_shows(&demo, "ends");
}

static void a_low_terminal_scrolls_to_the_focus(void **state)
{
    (void)state;
    ui_resize(demo.ui, 20, 6);
    for (int i = 0; i < 5; i++) {
        int x, y;

        canvas_cursor_get(ui_draw(demo.ui), &x, &y);
        assert_in_range(y, 1, 4);
        demo_bytes(&demo, "\t");
    }
    demo_type(&demo, "body");
    assert_demo_shows(&demo, "body");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(a_form_is_drawn_with_the_cursor_in_its_field),
        T(enter_and_tab_go_on_and_arrows_too),
        T(enter_in_the_last_field_submits),
        T(a_hidden_field_has_no_focus_and_no_row),
        T(choices_go_round),
        T(what_is_wrong_is_said_under_the_field_until_it_changes),
        T(in_a_text_field_every_printable_key_is_text),
        T(the_limit_is_said),
        T(a_long_line_is_read_from_its_beginning_until_it_is_typed_in),
        T(a_low_terminal_scrolls_to_the_focus),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
