/* SPDX-License-Identifier: MIT
 *
 * theme.c -- what every look must keep to, in all palettes and depths.
 */
#include <curbside/term/theme.h>

#include <string.h>

#include "unit.h"

static const int depths[] = {0, 2, 8, 16, 256, 16777216};

static void every_look_has_colors_the_terminal_has(void **state)
{
    (void)state;
    for (int p = 0; p < N_PALETTES; p++) {
        for (size_t d = 0; d < sizeof(depths) / sizeof(depths[0]); d++) {
            for (int role = 0; role < 256; role++) {
                for (int selected = 0; selected < 2; selected++) {
                    ink s = (ink)(role | (selected ? ATTR_SELECTED : 0));
                    struct theme_look look = theme_look((enum theme_palette)p, depths[d], s);

                    assert_in_range(look.fg + 1, 0, depths[d] > 256 ? 256 : depths[d]);
                    assert_in_range(look.bg + 1, 0, depths[d] > 256 ? 256 : depths[d]);
                    if (depths[d] < 8 || p == PALETTE_MONO)
                        assert_int_equal(look.fg, -1);
                }
            }
        }
    }
}

static bool looks_alike(struct theme_look a, struct theme_look b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

static void the_selected_row_is_seen_in_every_palette(void **state)
{
    (void)state;
    for (int p = 0; p < N_PALETTES; p++)
        for (size_t d = 0; d < sizeof(depths) / sizeof(depths[0]); d++)
            for (int role = 0; role < N_THEME_ROLES; role++)
                assert_false(looks_alike(
                    theme_look((enum theme_palette)p, depths[d], (ink)role),
                    theme_look((enum theme_palette)p, depths[d], (ink)(role | ATTR_SELECTED))));
}

static void what_matters_stands_out_without_color(void **state)
{
    static const enum theme_role roles[] = {THEME_UNREAD, THEME_ERROR,  THEME_WARNING, THEME_KEY,
                                            THEME_HEADER, THEME_AUTHOR, THEME_LINK};
    struct theme_look text = theme_look(PALETTE_MONO, 0, THEME_TEXT);

    (void)state;
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
        assert_false(looks_alike(theme_look(PALETTE_MONO, 0, (ink)roles[i]), text));
}

static void few_colors_avoid_those_that_vanish_on_some_grounds(void **state)
{
    (void)state;
    for (int p = 0; p < N_PALETTES; p++) {
        for (int role = 0; role < N_THEME_ROLES; role++) {
            struct theme_look look = theme_look((enum theme_palette)p, 16, (ink)role);

            assert_int_not_equal(look.fg, 0);
            assert_int_not_equal(look.fg, 7);
            assert_int_not_equal(look.fg, 8);
            assert_int_not_equal(look.fg, 15);
        }
    }
}

/* WCAG's relative luminance of the colors from 16 on, which are the same on every terminal: red,
 * green and blue in six steps each (0, 95, 135, 175, 215 and 255). */
static double luminance(int color)
{
    static const double linear[] = {0, 0.1144, 0.2423, 0.4287, 0.6795, 1};
    int at = color - 16;

    return 0.2126 * linear[at / 36] + 0.7152 * linear[at / 6 % 6] + 0.0722 * linear[at % 6];
}

/* On a terminal of any ground: it paints its own. 7 to 1 is what WCAG asks for (AAA). */
static void high_contrast_is_high_on_every_terminal(void **state)
{
    (void)state;
    for (int role = 0; role < N_THEME_ROLES; role++)
        for (int selected = 0; selected < 2; selected++) {
            struct theme_look look = theme_look(PALETTE_CONTRAST, 256,
                                                (ink)(role | (selected ? ATTR_SELECTED : 0)));
            double a, b;

            assert_in_range(look.fg, 16, 231);
            assert_in_range(look.bg, 16, 231);
            assert_int_equal(look.attrs & (ATTR_DIM | ATTR_REVERSE), 0);
            a = luminance(look.fg) + 0.05;
            b = luminance(look.bg) + 0.05;
            assert_true((a > b ? a / b : b / a) >= 7);
        }
}

static void every_role_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < N_THEME_ROLES; i++)
        assert_true(strlen(theme_role_name((enum theme_role)i)) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_look_has_colors_the_terminal_has),
        cmocka_unit_test(the_selected_row_is_seen_in_every_palette),
        cmocka_unit_test(what_matters_stands_out_without_color),
        cmocka_unit_test(few_colors_avoid_those_that_vanish_on_some_grounds),
        cmocka_unit_test(high_contrast_is_high_on_every_terminal),
        cmocka_unit_test(every_role_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
