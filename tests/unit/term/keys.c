/* SPDX-License-Identifier: MIT
 *
 * keys.c -- bytes from every kind of keyboard and line, and the keys they are.
 */
#include <curbside/term/keys.h>

#include <string.h>

#include <curbside/base/str.h>

#include "unit.h"

/* Everything a read gives, as words: "a Up Alt-b paste(text)". */
static void words_add(struct keys *k, struct str *ret)
{
    struct key_event event;
    char name[KEY_NAME_BYTES];

    while (keys_next(k, &event)) {
        if (ret->n > 0)
            str_add_char(ret, ' ');
        if (event.kind == KEY_EVENT_PASTE)
            str_printf(ret, "%s(%s)%s", event.guessed ? "burst" : "paste", event.text,
                       event.cut ? "cut" : "");
        else
            str_add(ret, key_name(event.key, true, name));
    }
}

struct typist {
    struct keys *keys;
    struct str words;
    int64_t now_ms;
};

static int setup(void **state)
{
    static struct typist t;

    t = (struct typist){.keys = keys_new(), .now_ms = 1000};
    *state = &t;
    return t.keys == NULL;
}

static int teardown(void **state)
{
    struct typist *t = *state;

    keys_free(t->keys);
    str_done(&t->words);
    return 0;
}

static void feed(struct typist *t, const char *bytes, size_t n)
{
    char copy[8192];

    /* A copy of exactly this length, so that ASan sees a read past its end. */
    memcpy(copy, bytes, n);
    keys_feed(t->keys, copy, n, t->now_ms);
    words_add(t->keys, &t->words);
}

static void type(struct typist *t, const char *bytes)
{
    feed(t, bytes, strlen(bytes));
}

static void pass(struct typist *t, int64_t ms)
{
    t->now_ms += ms;
    keys_expire(t->keys, t->now_ms);
    words_add(t->keys, &t->words);
}

static void expect(struct typist *t, const char *words)
{
    assert_string_equal(str_cstr(&t->words), words);
    str_clear(&t->words);
}

static void letters_and_controls_are_keys(void **state)
{
    struct typist *t = *state;

    type(t, "aZ 9");
    expect(t, "a Z space 9");
    type(t, "\r\t\x03\x18\x1f");
    expect(t, "Enter Tab Ctrl-C Ctrl-X Ctrl-_");
    type(t, "\r\n");
    expect(t, "Enter");
    type(t, "\n");
    expect(t, "Enter");
}

static void both_kinds_of_backspace_are_backspace(void **state)
{
    struct typist *t = *state;

    type(t, "\x7f\x08");
    expect(t, "Backspace Backspace");
}

static void arrows_of_every_terminal_are_arrows(void **state)
{
    struct typist *t = *state;

    type(t, "\033[A\033[B\033[C\033[D");
    expect(t, "Up Down Right Left");
    type(t, "\033OA\033OB\033OC\033OD");
    expect(t, "Up Down Right Left");
    type(t, "\033[H\033[F\033[1~\033[4~\033[7~\033[8~\033OH\033OF");
    expect(t, "Home End Home End Home End Home End");
    type(t, "\033[2~\033[3~\033[5~\033[6~\033[Z");
    expect(t, "Ins Del PgUp PgDn Shift-Tab");
}

static void modifiers_are_read(void **state)
{
    struct typist *t = *state;

    type(t, "\033[1;5D\033[1;2A\033[1;3C\033[3;5~");
    expect(t, "Ctrl-Left Shift-Up Alt-Right Ctrl-Del");
    type(t, "\033Od\033[a\033[3^");
    expect(t, "Ctrl-Left Shift-Up Ctrl-Del");
    type(t, "\033b\033\x7f\033\r\033\033[A");
    expect(t, "Alt-b Alt-Backspace Alt-Enter Alt-Up");
    type(t, "\033[13;5u\033[120;5u\033[27;5;120~\033[9;2u");
    expect(t, "Ctrl-Enter Ctrl-X Ctrl-X Shift-Tab");
}

static void unicode_is_one_key_also_when_split(void **state)
{
    struct typist *t = *state;

    type(t, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    expect(t, "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
    type(t, "\xf0\x9f");
    expect(t, "");
    type(t, "\x98");
    type(t, "\x80");
    expect(t, "\xf0\x9f\x98\x80");
    type(t, "\033\xc3\xa9");
    expect(t, "Alt-\xc3\xa9");
}

static void broken_unicode_is_no_key_and_harms_no_neighbor(void **state)
{
    struct typist *t = *state;

    type(t, "a\xffz\xc3z");
    type(t, "\xe2\x82z\x80z");
    expect(t, "a z z z z");
    type(t, "\xc2\x9b"
            "A\xed\xa0\x80"
            "B");
    expect(t, "A B");
}

static void unknown_sequences_are_swallowed_whole(void **state)
{
    struct typist *t = *state;

    type(t, "\033[?1;2c\033[24;80R\033[I\033[O\033[<0;10;10Mx");
    expect(t, "x");
    type(t, "\033[Mabcx");
    expect(t, "x");
    type(t, "\033]11;rgb:0000/0000/0000\033\\x\033P1$r0m\033\\y\033]0;t\007z");
    expect(t, "x y z");
    type(t, "\033[[Ax\033[11~\033OPx\033[999999999999999999999Ax");
    expect(t, "x x Up x");
}

static void a_sequence_without_end_is_bounded(void **state)
{
    struct typist *t = *state;
    char digits[4096];

    memset(digits, '1', sizeof(digits));
    type(t, "\033[");
    for (int i = 0; i < 10; i++)
        feed(t, digits, sizeof(digits));
    type(t, "Ax");
    expect(t, "x");
}

static void escape_alone_is_a_key_within_100_ms(void **state)
{
    struct typist *t = *state;

    type(t, "\033");
    expect(t, "");
    assert_true(keys_deadline_ms(t->keys) - t->now_ms <= 100);
    pass(t, 100);
    expect(t, "Esc");
    assert_int_equal(keys_deadline_ms(t->keys), -1);
    type(t, "x");
    expect(t, "x");
}

static void an_arrow_in_three_packets_is_an_arrow(void **state)
{
    struct typist *t = *state;

    type(t, "\033");
    pass(t, 30);
    type(t, "[");
    pass(t, 200);
    type(t, "A");
    expect(t, "Up");
}

static void the_late_rest_of_an_arrow_is_not_typed(void **state)
{
    struct typist *t = *state;

    type(t, "\033");
    pass(t, 300);
    type(t, "[A");
    expect(t, "Esc Up");
    /* Now this line is known to split: the same again is waited for. */
    type(t, "\033");
    pass(t, 300);
    type(t, "[B");
    expect(t, "Down");
    type(t, "\033");
    pass(t, 500);
    expect(t, "Esc");
}

static void the_late_rest_may_itself_come_in_two(void **state)
{
    struct typist *t = *state;

    type(t, "\033");
    pass(t, 300);
    type(t, "O");
    expect(t, "Esc");
    type(t, "A");
    expect(t, "Up");
}

static void a_bracket_typed_after_escape_is_a_bracket(void **state)
{
    struct typist *t = *state;

    type(t, "\033");
    pass(t, 300);
    type(t, "[");
    pass(t, 100);
    expect(t, "Esc [");
    type(t, "\033");
    pass(t, 300);
    type(t, "[");
    type(t, "x");
    expect(t, "Esc [ x");
}

static void escape_twice_is_escape(void **state)
{
    struct typist *t = *state;

    type(t, "\033\033");
    pass(t, 100);
    expect(t, "Esc");
}

static void an_escape_inside_a_sequence_starts_the_next(void **state)
{
    struct typist *t = *state;

    type(t, "\033[1\033[A\033[12\x18x");
    expect(t, "Up x");
}

static void a_bracketed_paste_is_text(void **state)
{
    struct typist *t = *state;

    type(t, "\033[200~q\x1b[AQ\x01\r\nline\rtwo\x7f\t!\xff\033[201~x");
    expect(t, "paste(q[AQ\nline\ntwo\t!\xef\xbf\xbd) x");
}

static void a_paste_may_be_split_anywhere(void **state)
{
    struct typist *t = *state;
    static const char bytes[] = "\033[200~a\xc3\xa9\033[20x\033[201~q";

    for (size_t i = 0; i < sizeof(bytes) - 1; i++)
        feed(t, &bytes[i], 1);
    expect(t, "paste(a\xc3\xa9[20x) q");
}

static void a_paste_beyond_its_bound_is_cut_and_says_so(void **state)
{
    struct typist *t = *state;
    char text[4096];
    struct key_event event;

    memset(text, 'p', sizeof(text));
    type(t, "\033[200~");
    for (int i = 0; i < 300; i++)
        feed(t, text, sizeof(text));
    keys_feed(t->keys, "\033[201~", 6, t->now_ms);
    assert_true(keys_next(t->keys, &event));
    assert_int_equal(event.text_n, KEYS_PASTE_BYTES);
    assert_true(event.cut);
    assert_false(keys_next(t->keys, &event));
}

static void a_paste_whose_end_is_lost_ends_by_silence(void **state)
{
    struct typist *t = *state;

    type(t, "\033[200~abc\033[2");
    pass(t, 4000);
    expect(t, "");
    pass(t, 2000);
    expect(t, "paste(abc[2)");
    type(t, "q");
    expect(t, "q");
}

static void a_burst_runs_no_hotkeys(void **state)
{
    struct typist *t = *state;

    type(t, "DROP TABLE;\r\nQuit now");
    expect(t, "burst(DROP TABLE;\nQuit now)");
    type(t, "Q");
    expect(t, "burst(Q)");
    t->now_ms += 1000;
    type(t, "Q");
    expect(t, "Q");
}

static void a_burst_behind_a_control_is_a_burst(void **state)
{
    struct typist *t = *state;

    type(t, "\x15\tQuit all of it\tand more\x18");
    expect(t, "Ctrl-U Tab burst(Quit all of it) Tab burst(and more) Ctrl-X");
}

static void a_held_key_and_fast_typing_are_no_burst(void **state)
{
    struct typist *t = *state;

    type(t, "jjjjjjjjjjjjjjjjjjjjjjjjjj");
    assert_int_equal(t->words.n, 26 * 2 - 1);
    str_clear(&t->words);
    type(t, "12Ggg");
    expect(t, "1 2 G g g");
    type(t, "\033[A\033[A\033[A\033[B\033[C\033[D");
    expect(t, "Up Up Up Down Right Left");
}

static void a_burst_keeps_a_split_character_for_later(void **state)
{
    struct typist *t = *state;

    type(t, "abcdefghijkl\xe2\x82");
    expect(t, "burst(abcdefghijkl)");
    type(t, "\xac");
    expect(t, "\xe2\x82\xac");
}

static void names_are_for_people(void **state)
{
    char name[KEY_NAME_BYTES];

    (void)state;
    assert_string_equal(key_name(K_UP, false, name), "\u2191");
    assert_string_equal(key_name(K_UP, true, name), "Up");
    assert_string_equal(key_name(K_CTRL('x'), true, name), "Ctrl-X");
    assert_string_equal(key_name(' ', true, name), "space");
    assert_true(key_is_text(0xe9));
    assert_false(key_is_text(K_ENTER));
    assert_false(key_is_text(K_CTRL('a')));
    assert_false(key_is_text('a' | (keycode)K_ALT));
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(letters_and_controls_are_keys),
        T(both_kinds_of_backspace_are_backspace),
        T(arrows_of_every_terminal_are_arrows),
        T(modifiers_are_read),
        T(unicode_is_one_key_also_when_split),
        T(broken_unicode_is_no_key_and_harms_no_neighbor),
        T(unknown_sequences_are_swallowed_whole),
        T(a_sequence_without_end_is_bounded),
        T(escape_alone_is_a_key_within_100_ms),
        T(an_arrow_in_three_packets_is_an_arrow),
        T(the_late_rest_of_an_arrow_is_not_typed),
        T(the_late_rest_may_itself_come_in_two),
        T(a_bracket_typed_after_escape_is_a_bracket),
        T(escape_twice_is_escape),
        T(an_escape_inside_a_sequence_starts_the_next),
        T(a_bracketed_paste_is_text),
        T(a_paste_may_be_split_anywhere),
        T(a_paste_beyond_its_bound_is_cut_and_says_so),
        T(a_paste_whose_end_is_lost_ends_by_silence),
        T(a_burst_runs_no_hotkeys),
        T(a_burst_behind_a_control_is_a_burst),
        T(a_held_key_and_fast_typing_are_no_burst),
        T(a_burst_keeps_a_split_character_for_later),
        T(names_are_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
