/* SPDX-License-Identifier: MIT
 *
 * utf8.c -- decoding, clusters, widths. The width table is held against the C library's, because
 * ncurses reckons with that one.
 */
#include <curbside/text/utf8.h>

#include <locale.h>
#include <string.h>

#include "unit.h"

static uint32_t decode(const char *s, size_t n, size_t *ret_used)
{
    uint32_t cp = 0;

    *ret_used = utf8_decode(s, n, &cp);
    return cp;
}

static void well_formed_text_decodes(void **state)
{
    size_t used = 0;

    (void)state;
    assert_int_equal(decode("A", 1, &used), 'A');
    assert_int_equal(used, 1);
    assert_int_equal(decode("\xC3\xA9", 2, &used), 0xE9);
    assert_int_equal(used, 2);
    assert_int_equal(decode("\xE2\x82\xAC", 3, &used), 0x20AC);
    assert_int_equal(used, 3);
    assert_int_equal(decode("\xF0\x9F\x98\x80", 4, &used), 0x1F600);
    assert_int_equal(used, 4);
    assert_int_equal(decode("\xF4\x8F\xBF\xBF", 4, &used), 0x10FFFF);
}

static void broken_bytes_are_one_error_for_each_cut_off_sequence(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        size_t used;
    } cases[] = {
        {"\x80", 1, 1},             /* continuation alone */
        {"\xC3", 1, 1},             /* cut off at the end */
        {"\xC3(", 2, 1},            /* cut off by ASCII, which survives */
        {"\xC0\xAF", 2, 1},         /* overlong slash */
        {"\xE0\x80\xAF", 3, 1},     /* overlong */
        {"\xED\xA0\x80", 3, 1},     /* surrogate */
        {"\xF4\x90\x80\x80", 4, 1}, /* beyond the last plane */
        {"\xF0\x9F\x98", 3, 3},     /* three quarters of a smile */
        {"\xFF", 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t used = 0;
        assert_true(decode(cases[i].s, cases[i].n, &used) == UTF8_INVALID);
        assert_int_equal(used, cases[i].used);
        assert_false(utf8_is_valid(cases[i].s, cases[i].n));
    }
}

static void every_code_point_survives_encoding(void **state)
{
    char bytes[4];
    size_t used = 0;

    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        size_t n = utf8_encode(cp, bytes);
        assert_int_equal(decode(bytes, n, &used), cp);
        assert_int_equal(used, n);
    }
}

static int cells(const char *s)
{
    return text_cells(s, strlen(s));
}

static void widths_are_those_of_the_drawn_form(void **state)
{
    (void)state;
    assert_int_equal(cells(""), 0);
    assert_int_equal(cells("plain"), 5);
    assert_int_equal(cells("\xC3\xA9t\xC3\xA9"), 3);
    assert_int_equal(cells("e\xCC\x81t\x65\xCC\x81"), 3);           /* combining acute */
    assert_int_equal(cells("\xE6\xBC\xA2\xE5\xAD\x97"), 4);         /* two ideographs */
    assert_int_equal(cells("\xF0\x9F\x98\x80"), 2);                 /* a smile */
    assert_int_equal(cells("\xE2\x9D\xA4\xEF\xB8\x8F"), 1);         /* heart, as emoji */
    assert_int_equal(cells("\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8"), 2); /* a flag */
    assert_int_equal(cells("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"), 2); /* thumb with a skin tone */
    assert_int_equal(cells("\xE0\xA4\x95\xE0\xA4\xBF"), 2);         /* ka, spacing vowel sign i */
    assert_int_equal(cells("\x1b[2J\x07\n"), 3);                    /* controls count nothing */
    assert_int_equal(cells("a\tb"), 3);
    assert_int_equal(cells("\xCC\x81"), 0); /* a mark without a letter */
    assert_int_equal(cells("\xFF\xFE"), 2); /* two broken bytes */
}

static const char woman_doctor[] = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F";

static void joined_emoji_are_one_cluster_drawn_as_the_first(void **state)
{
    const char *p = woman_doctor;
    struct cluster c;
    struct glyph g[2];

    (void)state;
    assert_true(cluster_next(&p, woman_doctor + strlen(woman_doctor), &c));
    assert_int_equal(c.n, strlen(woman_doctor));
    assert_int_equal(c.cells, 2);
    assert_int_equal(cluster_glyphs(&c, g), 1);
    assert_int_equal(g[0].chars[0], 0x1F469);
    assert_int_equal(g[0].chars[1], 0);
    assert_int_equal(g[0].cells, 2);
    assert_false(cluster_next(&p, woman_doctor + strlen(woman_doctor), &c));
}

static int glyphs(const char *s, struct glyph ret[static 2])
{
    const char *p = s;
    struct cluster c;

    assert_true(cluster_next(&p, s + strlen(s), &c));
    return cluster_glyphs(&c, ret);
}

static void a_flag_is_drawn_as_its_two_letters(void **state)
{
    struct glyph g[2];

    (void)state;
    assert_int_equal(glyphs("\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8", g), 2);
    assert_int_equal(g[0].chars[0], 'U');
    assert_int_equal(g[1].chars[0], 'S');
    assert_int_equal(glyphs("\xF0\x9F\x87\xBA", g), 1);
    assert_int_equal(g[0].chars[0], 'U');
}

static void controls_and_stray_marks_are_not_drawn(void **state)
{
    struct glyph g[2];

    (void)state;
    assert_int_equal(glyphs("\x1b", g), 0);
    assert_int_equal(glyphs("\n", g), 0);
    assert_int_equal(glyphs("\xC2\x9B", g), 0);     /* C1: CSI in one */
    assert_int_equal(glyphs("\xE2\x80\xAE", g), 0); /* right-to-left override */
    assert_int_equal(glyphs("\xCC\x81", g), 0);
    assert_int_equal(glyphs("\t", g), 1);
    assert_int_equal(g[0].chars[0], ' ');
    assert_int_equal(glyphs("\xFF", g), 1);
    assert_int_equal(g[0].chars[0], 0xFFFD);
    assert_int_equal(glyphs("\xEE\x80\x80", g), 1); /* private use */
    assert_int_equal(g[0].chars[0], 0xFFFD);
}

static void only_so_many_marks_are_drawn_on_a_letter(void **state)
{
    struct glyph g[2];

    (void)state;
    assert_int_equal(glyphs("a\xCC\x80\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86", g), 1);
    assert_int_equal(wcslen(g[0].chars), 1 + UTF8_MARKS_MAX);
    assert_int_equal(g[0].cells, 1);
}

/* ncurses reckons with wcwidth(): wherever we and it disagree, a row would shift. */
static void every_glyph_has_the_width_the_c_library_gives_it(void **state)
{
    struct glyph g[2];
    char bytes[5] = {0};
    int compared = 0;

    (void)state;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        skip();
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        const char *p = bytes;
        struct cluster c;
        size_t n = utf8_encode(cp, bytes);
        assert_true(cluster_next(&p, bytes + n, &c));
        int count = cluster_glyphs(&c, g);
        if (count == 0)
            continue;
        compared++;
        if (wcwidth(g[0].chars[0]) != g[0].cells || c.cells != g[0].cells)
            fail_msg("U+%04X: ours %d, the C library's %d", cp, g[0].cells, wcwidth(g[0].chars[0]));
    }
    assert_true(compared > 140000);
}

static void every_drawn_mark_has_no_width_in_the_c_library(void **state)
{
    char bytes[6] = "a";
    struct glyph g[2];
    int drawn = 0;

    (void)state;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        skip();
    for (uint32_t cp = 0x80; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        const char *p = bytes;
        struct cluster c;
        size_t n = 1 + utf8_encode(cp, bytes + 1);
        assert_true(cluster_next(&p, bytes + n, &c));
        assert_int_equal(cluster_glyphs(&c, g), 1);
        if (g[0].chars[1] == 0)
            continue;
        drawn++;
        if (wcwidth(g[0].chars[1]) != 0)
            fail_msg("U+%04X is drawn as a mark, but is %d wide", cp, wcwidth(g[0].chars[1]));
    }
    assert_true(drawn > 1000);
}

static void clipping_keeps_whole_clusters(void **state)
{
    int used = -1;

    (void)state;
    assert_int_equal(text_clip("abc", 3, 2, &used), 2);
    assert_int_equal(used, 2);
    assert_int_equal(text_clip("a\xE6\xBC\xA2", 4, 2, &used), 1); /* half of it would stick out */
    assert_int_equal(used, 1);
    assert_int_equal(text_clip("ae\xCC\x81x", 5, 2, NULL), 4); /* marks come along */
    assert_int_equal(text_clip("abc", 3, 0, &used), 0);
    assert_int_equal(text_clip("abc", 3, -5, &used), 0);
    assert_int_equal(text_clip("", 0, 5, &used), 0);
}

static void the_cursor_goes_left_by_whole_clusters(void **state)
{
    /* x, doctor, e with acute, flag */
    static const char s[] = "x\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F"
                            "e\xCC\x81\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8";
    size_t n = sizeof s - 1;

    (void)state;
    assert_int_equal(cluster_before(s, n, n), n - 8);
    assert_int_equal(cluster_before(s, n, n - 8), n - 11);
    assert_int_equal(cluster_before(s, n, n - 11), 1);
    assert_int_equal(cluster_before(s, n, 5), 1); /* from within the doctor */
    assert_int_equal(cluster_before(s, n, 1), 0);
    assert_int_equal(cluster_before(s, n, 0), 0);
    assert_int_equal(cluster_before(s, n, n + 99), n - 8);
}

static void clusters_put_together_are_the_text(void **state)
{
    static const char s[] = "a\xFF\xF0\x9F\x87\xBA\xF0\x9F\x87\xB8\xF0\x9F\x87\xBA\r\n\xE1\x84\x80"
                            "\xE1\x85\xA1\xE0\xA4\x95\xE0\xA4\xBF\xF0\x9F\x8F\xBD\xF0\x9F\x8F\xBD";
    const char *p = s;
    const char *end = s + sizeof s - 1;
    struct cluster c;
    int cells_sum = 0;

    (void)state;
    while (cluster_next(&p, end, &c)) {
        struct glyph g[2];
        int sum = 0;
        assert_ptr_equal(c.s + c.n, p);
        for (int i = cluster_glyphs(&c, g); i > 0; i--)
            sum += g[i - 1].cells;
        assert_int_equal(sum, c.cells);
        cells_sum += c.cells;
    }
    assert_ptr_equal(p, end);
    assert_int_equal(cells_sum, text_cells(s, sizeof s - 1));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_decodes),
        cmocka_unit_test(broken_bytes_are_one_error_for_each_cut_off_sequence),
        cmocka_unit_test(every_code_point_survives_encoding),
        cmocka_unit_test(widths_are_those_of_the_drawn_form),
        cmocka_unit_test(joined_emoji_are_one_cluster_drawn_as_the_first),
        cmocka_unit_test(a_flag_is_drawn_as_its_two_letters),
        cmocka_unit_test(controls_and_stray_marks_are_not_drawn),
        cmocka_unit_test(only_so_many_marks_are_drawn_on_a_letter),
        cmocka_unit_test(every_glyph_has_the_width_the_c_library_gives_it),
        cmocka_unit_test(every_drawn_mark_has_no_width_in_the_c_library),
        cmocka_unit_test(clipping_keeps_whole_clusters),
        cmocka_unit_test(the_cursor_goes_left_by_whole_clusters),
        cmocka_unit_test(clusters_put_together_are_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
