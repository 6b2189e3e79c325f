/* SPDX-License-Identifier: MIT
 *
 * markdown.c -- bodies as styled lines. Every line is written out as it would be seen, with the
 * styled parts in brackets: {b:bold}, {e:emphasis}, {c:code}, {h:heading}, {a:link}, {r:rule},
 * {m:mark}, {s:strike}; several letters where several meet. Quote marks are not marked.
 */
#include <curbside/text/markdown.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/text/utf8.h>

#include "unit.h"

static void letters(unsigned style, char ret[10])
{
    static const struct {
        unsigned bit;
        char letter;
    } names[] = {
        {STYLE_STRONG, 'b'}, {STYLE_EMPHASIS, 'e'}, {STYLE_CODE, 'c'}, {STYLE_HEADING, 'h'},
        {STYLE_LINK, 'a'},   {STYLE_STRIKE, 's'},   {STYLE_RULE, 'r'}, {STYLE_MARK, 'm'},
    };
    size_t n = 0;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((style & names[i].bit) != 0)
            ret[n++] = names[i].letter;
    }
    ret[n] = '\0';
}

static void line_add(struct str *out, const struct styled_line *line)
{
    size_t at = 0;
    char style[10];

    str_add(out, line->continues ? "+" : "");
    for (int i = 0; i < line->n_spans; i++) {
        const struct styled_span *span = &line->spans[i];
        assert_int_equal(span->start, at);
        assert_true(span->n > 0);
        at += span->n;
        assert_int_equal((span->style & STYLE_QUOTE) != 0, line->quote_depth > 0);
        letters(span->style, style);
        bool prefix = i == 0 && span->style == (STYLE_MARK | STYLE_QUOTE);
        if (style[0] != '\0' && !prefix)
            str_printf(out, "{%s:%.*s}", style, (int)span->n, line->text + span->start);
        else
            str_add_n(out, line->text + span->start, span->n);
    }
    assert_int_equal(at, line->n);
    str_add_char(out, '\n');
}

static void rendered(struct str *out, const char *body, size_t n, int cells)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;

    assert_int_equal(markdown_render(&a, body, n, cells, &text), OK);
    for (int i = 0; i < text.n_lines; i++) {
        const struct styled_line *line = &text.lines[i];
        assert_int_equal(line->cells, text_cells(line->text, line->n));
        assert_true(line->cells <= cells);
        assert_int_equal(strlen(line->text), line->n);
        line_add(out, line);
    }
    for (int i = 0; i < text.n_links; i++)
        str_printf(out, "%d=%s\n", i + 1, text.links[i]);
}

static void check(const char *body, int cells, const char *expected)
{
    AUTO_STR struct str out = STR_INIT;

    rendered(&out, body, strlen(body), cells);
    assert_string_equal(str_cstr(&out), expected);
}

static void a_line_feed_is_a_line_feed(void **state)
{
    (void)state;
    check("one\ntwo  \nthree", 40, "one\ntwo\nthree\n");
}

/* Broken at 60 by a mail program, two paragraphs. */
#define MAIL_1 "My doctor told me that it is not at all uncommon for the\n"
#define MAIL_2 "wife to get an infection after that. The explanation is,\n"
#define MAIL_3 "I think, that one thing kills another.\n"

static void lines_a_program_broke_flow_when_they_do_not_fit(void **state)
{
    (void)state;
    check(MAIL_1 MAIL_2 MAIL_3, 60, MAIL_1 MAIL_2 MAIL_3);
    check(MAIL_1 MAIL_2 MAIL_3, 50,
          "My doctor told me that it is not at all uncommon\n"
          "+for the wife to get an infection after that. The\n"
          "+explanation is, I think, that one thing kills\n"
          "+another.\n");
    check("> " MAIL_1 "> " MAIL_2 "> " MAIL_3, 56,
          "> My doctor told me that it is not at all uncommon for\n"
          "+> the wife to get an infection after that. The\n"
          "+> explanation is, I think, that one thing kills another.\n");
    check("- " MAIL_1 "  " MAIL_2 "\n" MAIL_3, 56,
          "{m:- }My doctor told me that it is not at all uncommon for\n"
          "+{m:  }the wife to get an infection after that. The\n"
          "+{m:  }explanation is,\n\n" MAIL_3);
    check("   " MAIL_1 MAIL_2, 58,
          "   My doctor told me that it is not at all uncommon for\n"
          "+the wife to get an infection after that. The explanation\n+is,\n");
}

static void a_word_broken_at_its_hyphen_is_whole_again(void **state)
{
    (void)state;
    check("Nobody has seen anything like it, as far as a well-\nknown one can tell.", 48,
          "Nobody has seen anything like it, as far as a\n+well-known one can tell.\n");
}

static void style_and_links_go_on_over_a_line_end(void **state)
{
    (void)state;
    check("Nobody has seen anything like it, as far as **one that\nis known** and "
          "[one\nthat](http://a.example) can tell.",
          48,
          "Nobody has seen anything like it, as far as {b:one}\n"
          "+{b:that is known} and {a:one}\n{a:that}{am: [1]} can tell.\n1=http://a.example\n");
    check("Nobody has seen anything like it, as far as [one that\nis](http://a.example) gone", 48,
          "Nobody has seen anything like it, as far as {a:one}\n"
          "+{a:that is}{am: [1]} gone\n1=http://a.example\n");
}

/* What a person broke stays broken, whatever does not fit. */
static void lines_a_person_broke_stay(void **state)
{
    static const char *const bodies[] = {
        /* verse */
        "The curfew tolls the knell of parting day, and all\n"
        "The lowing herd wind slowly o'er the lea, and then\n"
        "The ploughman homeward plods his weary way, and so\n",
        "i read once,\nthen i read twice,\nand then it was evening and nobody had called\n",
        /* sentences, one a line */
        "I have been stuck at the same score for six weeks now.\nWhat should I change about it?\n",
        /* a list, without marks or with them */
        "Interventional cardiology fellowship, the first year\n"
        "General surgery residency in a town nobody knows of\n"
        "Family medicine, rural track, with a lot of driving\n",
        "You will want to bring these when you come for the day:\nshoes\nwater\n",
        "Then there are only two things that really need doing\n- the first one\n",
        "Then there are only two things that really need doing\nTime: at nine\n",
        /* columns, code, a table */
        "program        seats      applied     interviewed now\nnorth shore    four\n",
        "the first value <- c(1, 2, 3); the second <- d(e[[4]])\nprint(it)\n",
        "| the school | the month | the format | the feeling |\n| north | ten |\n",
        /* indent and quotes */
        "Then there are only two things that really need doing\n    and this one\n",
        "Then there are only two things that really need doing\n> and this one\n",
        /* a signature */
        "-- \nthe opinions in here are those of nobody else than\nme and my dog\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct styled_text text;
        int typed = 0;
        int lines = 0;
        assert_int_equal(markdown_render(&a, bodies[i], strlen(bodies[i]), 40, &text), OK);
        for (int k = 0; k < text.n_lines; k++)
            typed += text.lines[k].continues ? 0 : 1;
        for (const char *p = bodies[i]; *p != '\0'; p++)
            lines += *p == '\n';
        if (typed != lines)
            fail_msg("%s", bodies[i]);
    }
}

static void a_paragraph_in_one_line_keeps_its_end(void **state)
{
    AUTO_STR struct str body = STR_INIT;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;

    (void)state;
    for (int i = 0; i < 20; i++)
        str_add(&body, "and so on and on ");
    str_add(&body, "\nand it ends here");
    assert_int_equal(markdown_render(&a, str_cstr(&body), body.n, 78, &text), OK);
    assert_string_equal(text.lines[text.n_lines - 1].text, "and it ends here");
    assert_false(text.lines[text.n_lines - 1].continues);
}

static void a_rule_fits_any_width(void **state)
{
    (void)state;
    check("a\n--------------------\nb", 10, "a\n{r:----------}\nb\n");
}

static void blank_lines_are_kept_to_two_and_none_at_the_ends(void **state)
{
    (void)state;
    check("", 40, "");
    check("\n \n", 40, "");
    check("\n\na\n\n\n\n\nb\n\n", 40, "a\n\n\nb\n");
}

static void long_lines_wrap_under_their_indent(void **state)
{
    (void)state;
    check("  aaa bbb ccc", 10, "  aaa bbb\n+{m:  }ccc\n");
    check("aaaa bbbb cccc", 10, "aaaa bbbb\n+cccc\n");
}

static void emphasis_keeps_its_stars_and_bold_does_not(void **state)
{
    (void)state;
    check("an *old* and **bold** _word_", 60, "an {e:*old*} and {b:bold} {e:_word_}\n");
    check("***both***, ~~gone~~", 60, "{e:*}{be:both}{e:*}, {s:~~gone~~}\n");
    check("**two\nlines**", 60, "{b:two}\n{b:lines}\n");
}

static void stars_and_underscores_in_code_and_tables_mean_nothing(void **state)
{
    static const char *const lines[] = {
        "y <- a*b*c; z = x**2 + y**2\n",
        "2 * 3 * 4 = 24\n",
        "some_file_name.c and __FILE__ and __init__\n",
        "Signif. codes:  0 '***' 0.001 '**' 0.01 '*' 0.05\n",
        "argv = (char **)p; q = (int **)r;\n",
        "a | b_c | d_e\n",
        "lm(y ~ x1 + x2, data = ~/d)\n",
        "a <b>tag</b> &amp; an <img src=x>\n",
        "   __/  _/\n",
        "a \\n b \\\\* c C:\\temp\\x\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        check(lines[i], 78, lines[i]);
}

static void a_star_far_above_is_no_emphasis(void **state)
{
    (void)state;
    check("*a\nb\nc\nd\ne\nf*", 40, "*a\nb\nc\nd\ne\nf*\n");
}

static void escapes_hide_only_their_backslash(void **state)
{
    (void)state;
    check("\\*no\\* \\# \\d", 40, "*no* # \\d\n");
}

static void code_in_a_line_is_left_alone(void **state)
{
    (void)state;
    check("use `a*b*c` or ``x ` y``", 40, "use {c:`a*b*c`} or {c:``x ` y``}\n");
    check("`foo' and `bar'", 40, "`foo' and `bar'\n"); /* quoting as in TeX */
}

static void code_blocks_are_indented_without_their_fences(void **state)
{
    (void)state;
    check("a\n```r\nx <- *y*\n\n  > z # *no*\n```\nb", 40,
          "a\n{m:  }{c:x <- *y*}\n\n{m:  }{c:  > z # *no*}\nb\n");
    check("````\n```\n````", 40, "{m:  }{c:```}\n");
}

static void long_code_goes_on_behind_a_backslash(void **state)
{
    (void)state;
    check("```\n123456789012\n```", 10, "{m:  }{c:1234567}{m:\\}\n+{m:  }{c:89012}\n");
    check("```\n12345678\n```", 10, "{m:  }{c:12345678}\n");
}

static void a_fence_without_an_end_is_text(void **state)
{
    (void)state;
    check("```\nand *so* on", 40, "```\nand *so* on\n");
    check("~~~~~~~\nand *so* on\n~~~~~~~", 40, "~~~~~~~\nand *so* on\n~~~~~~~\n");
}

static void indented_text_is_text(void **state)
{
    (void)state;
    check("a\n\n    b *c*\n\n\td", 40, "a\n\n    b {e:*c*}\n\n        d\n");
}

static void quotes_show_their_depth(void **state)
{
    (void)state;
    check("> a\n>> b *c*\n> > > d\ne", 40, "> a\n> > b {e:*c*}\n> > > d\ne\n");
    check(">\n> aaa bbb ccc", 10, "> \n> aaa bbb\n+> ccc\n");
    check("x -> y\n    > z", 40, "x -> y\n    > z\n");
}

static void quotes_deeper_than_the_width_still_leave_room(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;
    static const char body[] = ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> words";

    (void)state;
    assert_int_equal(markdown_render(&a, body, sizeof body - 1, 20, &text), OK);
    assert_int_equal(text.n_lines, 1);
    assert_int_equal(text.lines[0].quote_depth, 60);
    assert_string_equal(text.lines[0].text, "> > > > > > words");
}

static void lists_keep_their_marks_and_hang(void **state)
{
    (void)state;
    check("- aaa bbb ccc\n  * d\n 12. eee ffff g\n", 10,
          "{m:- }aaa bbb\n+{m:  }ccc\n{m:  * }d\n{m: 12. }eee\n+{m:     }ffff\n+{m:     }g\n");
    check("-5 is cold\n1986 was warm", 40, "-5 is cold\n1986 was warm\n");
}

static void headings_need_a_blank_line_before_them(void **state)
{
    (void)state;
    check("# Top *x*\ntext\n# no\n\n## Next", 40,
          "{hm:# }{h:Top }{eh:*x*}\ntext\n# no\n\n{hm:## }{h:Next}\n");
    check("text\n---\nmore\n===\n#hash", 40, "text\n{r:---}\nmore\n===\n#hash\n");
    check("* * *\n-- \nMe", 40, "{r:* * *}\n--\nMe\n");
}

static void links_are_numbered(void **state)
{
    (void)state;
    check(
        "See https://example.org/a_b_c?x=1, again.", 60,
        "See {a:https://example.org/a_b_c?x=1}{am: [1]}, again.\n1=https://example.org/a_b_c?x=1\n");
    check("[one](http://a.example \"t\") [two](http://b.example) [one](http://a.example)", 60,
          "{a:one}{am: [1]} {a:two}{am: [2]} {a:one}{am: [1]}\n"
          "1=http://a.example\n2=http://b.example\n");
    check("<http://a.example>", 60, "<{a:http://a.example>}{am: [1]}\n1=http://a.example\n");
    check("**[b](http://a.example)**", 60, "{ba:b}{am: [1]}\n1=http://a.example\n");
}

static void images_are_links(void **state)
{
    (void)state;
    check("![a plot](http://a.example/p.png)", 60,
          "{a:a plot}{am: [1]}\n1=http://a.example/p.png\n");
}

static void only_web_addresses_are_links(void **state)
{
    static const char *const lines[] = {
        "[x](javascript:alert(1))\n",
        "[x](mailto:a@b.example)\n",
        "[x](/etc/passwd)\n",
        "[x](ssh://a.example)\n",
        "[x][1]\n",
        "[](x)\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        check(lines[i], 78, lines[i]);
}

static void definitions_of_links_do_not_vanish(void **state)
{
    (void)state;
    check("[1]: http://a.example/x\n[1] http://a.example/y", 60,
          "[1]: {a:http://a.example/x}{am: [1]}\n[1] {a:http://a.example/y}{am: [2]}\n"
          "1=http://a.example/x\n2=http://a.example/y\n");
}

static void links_beyond_the_bound_are_text(void **state)
{
    AUTO_STR struct str body = STR_INIT;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;

    (void)state;
    for (int i = 0; i < MARKDOWN_LINKS_MAX + 20; i++)
        str_printf(&body, "http://a.example/%d\n", i);
    assert_int_equal(markdown_render(&a, str_cstr(&body), body.n, 78, &text), OK);
    assert_int_equal(text.n_links, MARKDOWN_LINKS_MAX);
    assert_int_equal(text.n_lines, MARKDOWN_LINKS_MAX + 20);
    assert_string_equal(text.lines[text.n_lines - 1].text, "http://a.example/219");
}

static void tabs_are_columns_and_controls_are_gone(void **state)
{
    (void)state;
    check("a\tb\n\xE6\xBC\xA2\tc", 40, "a       b\n\xE6\xBC\xA2      c\n");
    check("x\x1b[2J\r\n\xFF\xE2\x80\xAEy", 40, "x[2J\n\xEF\xBF\xBDy\n");
}

static void what_is_too_long_is_cut_with_a_word(void **state)
{
    static char body[BODY_RENDER_BYTES + 10];
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;

    (void)state;
    memset(body, 'x', sizeof body);
    assert_int_equal(markdown_render(&a, body, BODY_RENDER_BYTES, 78, &text), OK);
    assert_false(text.cut);
    assert_int_equal(markdown_render(&a, body, sizeof body, 78, &text), OK);
    assert_true(text.cut);
    assert_non_null(strstr(text.lines[text.n_lines - 1].text, "too long"));
    for (size_t i = 0; i < sizeof body; i += 2)
        body[i] = '\n';
    arena_done(&a);
    assert_int_equal(markdown_render(&a, body, BODY_RENDER_BYTES, 78, &text), OK);
    assert_true(text.cut);
}

static void lines_and_links_live_on_their_own(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct styled_text text;
    char body[] = "**b** http://a.example";

    (void)state;
    assert_int_equal(markdown_render(&a, body, sizeof body - 1, 40, &text), OK);
    memset(body, '?', sizeof body);
    assert_string_equal(text.lines[0].text, "b http://a.example [1]");
    assert_string_equal(text.links[0], "http://a.example");
    assert_int_equal(text.lines[0].spans[2].link, 1);
}

static void out_of_memory_is_told(void **state)
{
    AUTO_ARENA struct arena a;
    struct styled_text text = {.n_lines = 42};
    static const char body[] = "a\nb\nc\nd\ne\nf\ng http://a.example\n";

    (void)state;
    for (size_t limit = 1; limit < 1000; limit += 50) {
        arena_init(&a, limit);
        enum err err = markdown_render(&a, body, sizeof body - 1, 40, &text);
        assert_true(err == E_NOMEM || limit > 400);
        arena_done(&a);
    }
}

static void paper_shows_what_was_typed_and_where_links_lead(void **state)
{
    AUTO_STR struct str out = STR_INIT;
    static const char body[] =
        "> **a** [text](http://a.example/1)\n\nhttp://b.example/\n```\nx\n```\n";

    (void)state;
    assert_int_equal(markdown_plain(body, sizeof body - 1, 40, 2, &out), OK);
    assert_string_equal(str_cstr(&out), "  > **a** text [1]\n"
                                        "\n"
                                        "  http://b.example/\n"
                                        "  ```\n"
                                        "  x\n"
                                        "  ```\n"
                                        "\n"
                                        "  [1] http://a.example/1\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_feed_is_a_line_feed),
        cmocka_unit_test(lines_a_program_broke_flow_when_they_do_not_fit),
        cmocka_unit_test(a_word_broken_at_its_hyphen_is_whole_again),
        cmocka_unit_test(style_and_links_go_on_over_a_line_end),
        cmocka_unit_test(lines_a_person_broke_stay),
        cmocka_unit_test(a_paragraph_in_one_line_keeps_its_end),
        cmocka_unit_test(a_rule_fits_any_width),
        cmocka_unit_test(blank_lines_are_kept_to_two_and_none_at_the_ends),
        cmocka_unit_test(long_lines_wrap_under_their_indent),
        cmocka_unit_test(emphasis_keeps_its_stars_and_bold_does_not),
        cmocka_unit_test(stars_and_underscores_in_code_and_tables_mean_nothing),
        cmocka_unit_test(a_star_far_above_is_no_emphasis),
        cmocka_unit_test(escapes_hide_only_their_backslash),
        cmocka_unit_test(code_in_a_line_is_left_alone),
        cmocka_unit_test(code_blocks_are_indented_without_their_fences),
        cmocka_unit_test(long_code_goes_on_behind_a_backslash),
        cmocka_unit_test(a_fence_without_an_end_is_text),
        cmocka_unit_test(indented_text_is_text),
        cmocka_unit_test(quotes_show_their_depth),
        cmocka_unit_test(quotes_deeper_than_the_width_still_leave_room),
        cmocka_unit_test(lists_keep_their_marks_and_hang),
        cmocka_unit_test(headings_need_a_blank_line_before_them),
        cmocka_unit_test(links_are_numbered),
        cmocka_unit_test(images_are_links),
        cmocka_unit_test(only_web_addresses_are_links),
        cmocka_unit_test(definitions_of_links_do_not_vanish),
        cmocka_unit_test(links_beyond_the_bound_are_text),
        cmocka_unit_test(tabs_are_columns_and_controls_are_gone),
        cmocka_unit_test(what_is_too_long_is_cut_with_a_word),
        cmocka_unit_test(lines_and_links_live_on_their_own),
        cmocka_unit_test(out_of_memory_is_told),
        cmocka_unit_test(paper_shows_what_was_typed_and_where_links_lead),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
