/* SPDX-License-Identifier: MIT
 *
 * theme.c -- one table of looks per palette.
 *
 * Ground is the terminal's own almost everywhere: a person's background picture, transparency or
 * Solarized stays theirs. So the 16-color inks avoid 7, 8 and 15, which are invisible on one
 * popular theme or another, and what is to recede uses the faint attribute instead. High contrast
 * alone paints a ground, of the 240 colors that no terminal gives another meaning: bright inks on a
 * white terminal are no contrast.
 *
 * Without color the `mono` column speaks alone, and it is also what PALETTE_MONO uses.
 */
#include <curbside/term/theme.h>

#include <stddef.h>
#include <string.h>

enum {
    B = ATTR_BOLD,
    I = ATTR_ITALIC,
    U = ATTR_UNDERLINE,
    R = ATTR_REVERSE,
    D = ATTR_DIM
};

struct inks {
    int16_t fg256, bg256, fg16;
    uint16_t attrs256, attrs16;
};

/* clang-format off */
static const struct {
    const char *name;
    struct inks dark, light, contrast;
    uint16_t mono;
} roles[N_THEME_ROLES] = {
    /*                            dark                      light                     contrast                  mono */
    [THEME_TEXT]    = {"text",    { -1,  -1, -1, 0, 0},     { -1,  -1, -1, 0, 0},     {231, 16, -1, 0, 0},      0},
    [THEME_DIM]     = {"dim",     {245,  -1, -1, 0, D},     {243,  -1, -1, 0, D},     {231, 16, -1, 0, 0},      D},
    [THEME_STRONG]  = {"strong",  { -1,  -1, -1, B, B},     { -1,  -1, -1, B, B},     {231, 16, -1, B, B},      B},
    [THEME_HEADER]  = {"header",  {117,  -1,  6, B, B},     { 25,  -1,  4, B, B},     {231, 16, -1, B, B},      B},
    [THEME_ME]      = {"me",      {151,  -1,  2, 0, 0},     { 29,  -1,  2, 0, 0},     { 46, 16,  2, B, B},      0},
    [THEME_HINT]    = {"hint",    {245,  -1, -1, 0, D},     {243,  -1, -1, 0, D},     {231, 16, -1, 0, 0},      0},
    [THEME_KEY]     = {"key",     {117,  -1,  6, 0, B},     { 25,  -1,  4, 0, B},     { 51, 16,  6, B, B},      B},
    [THEME_RULE]    = {"rule",    {239,  -1, -1, 0, D},     {250,  -1, -1, 0, D},     {231, 16, -1, 0, 0},      D},
    [THEME_SECTION] = {"section", {180,  -1,  3, B, B},     { 94,  -1,  5, B, B},     { 51, 16,  6, B, B},      B},
    [THEME_AUTHOR]  = {"author",  {110,  -1,  4, B, B},     { 25,  -1,  4, B, B},     { 51, 16,  6, B, B},      B},
    [THEME_ALIAS]   = {"alias",   {176,  -1,  5, B, B},     { 90,  -1,  5, B, B},     {213, 16,  5, B, B},      B},
    [THEME_UNREAD]  = {"unread",  {221,  -1,  3, B, B},     {130,  -1,  1, B, B},     {226, 16,  3, B, B},      B},
    [THEME_TITLE]   = {"title",   { -1,  -1, -1, 0, 0},     { -1,  -1, -1, 0, 0},     {231, 16, -1, B, B},      0},
    [THEME_TAG]     = {"tag",     { 73,  -1,  6, 0, 0},     { 30,  -1,  6, 0, 0},     { 51, 16,  6, 0, 0},      0},
    [THEME_QUOTE1]  = {"quote1",  {108,  -1,  2, 0, 0},     { 65,  -1,  2, 0, 0},     { 46, 16,  2, 0, 0},      D},
    [THEME_QUOTE2]  = {"quote2",  {139,  -1,  5, 0, 0},     { 96,  -1,  5, 0, 0},     {213, 16,  5, 0, 0},      D},
    [THEME_QUOTE3]  = {"quote3",  {137,  -1,  3, 0, 0},     { 95,  -1,  4, 0, 0},     {226, 16,  3, 0, 0},      D},
    [THEME_CODE]    = {"code",    {223, 235,  3, 0, 0},     { 88, 255,  1, 0, 0},     {226, 16,  3, 0, 0},      0},
    [THEME_LINK]    = {"link",    { 75,  -1,  4, U, U},     { 26,  -1,  4, U, U},     { 51, 16,  6, U, U},      U},
    [THEME_LABEL]   = {"label",   {180,  -1,  3, 0, 0},     { 94,  -1,  5, 0, 0},     {231, 16, -1, B, B},      B},
    [THEME_FIELD]   = {"field",   { -1,  -1, -1, 0, 0},     { -1,  -1, -1, 0, 0},     {231, 16, -1, 0, 0},      0},
    [THEME_PLOT]    = {"plot",    { 73,  -1,  6, 0, 0},     { 30,  -1,  6, 0, 0},     { 51, 16,  6, B, B},      B},
    [THEME_OK]      = {"ok",      {114,  -1,  2, 0, 0},     { 28,  -1,  2, 0, 0},     { 46, 16,  2, B, B},      0},
    [THEME_WARNING] = {"warning", {221,  -1,  3, B, B},     {130,  -1,  3, B, B},     {226, 16,  3, B, B},      B},
    [THEME_ERROR]   = {"error",   {210,  -1,  1, B, B},     {160,  -1,  1, B, B},     {210, 16,  1, B, B},      B},
    [THEME_QUIET]   = {"quiet",   {176,  -1,  5, 0, 0},     { 90,  -1,  5, 0, 0},     {213, 16,  5, B, B},      I},
    [THEME_FINDING] = {"finding", {221,  -1,  3, U, U},     {130,  -1,  3, U, U},     {226, 16,  3, B|U, B|U},  U},
    [THEME_TINT1]   = {"tint1",   {216,  -1,  1, B, B},     {124,  -1,  1, B, B},     {210, 16,  1, B, B},      B},
    [THEME_TINT2]   = {"tint2",   {150,  -1,  2, B, B},     { 22,  -1,  2, B, B},     {120, 16,  2, B, B},      B},
    [THEME_TINT3]   = {"tint3",   {222,  -1,  3, B, B},     { 94,  -1,  5, B, B},     {228, 16,  3, B, B},      B},
    [THEME_TINT4]   = {"tint4",   {116,  -1,  6, B, B},     { 24,  -1,  6, B, B},     {123, 16,  6, B, B},      B},
    [THEME_TINT5]   = {"tint5",   {147,  -1,  4, B, B},     { 55,  -1,  4, B, B},     {117, 16,  4, B, B},      B},
};
/* clang-format on */

enum {
    BLACK = 16, /* of 256 */
    WHITE = 231
};

/* The ground of the selected row in 256 colors; with fewer it is reversed. */
static const int16_t selected_bg256[N_PALETTES] = {
    [PALETTE_DARK] = 237, [PALETTE_LIGHT] = 254, [PALETTE_CONTRAST] = WHITE, [PALETTE_MONO] = -1};

static const struct inks *inks_of(enum theme_palette palette, enum theme_role role)
{
    switch (palette) {
    case PALETTE_LIGHT:
        return &roles[role].light;
    case PALETTE_CONTRAST:
        return &roles[role].contrast;
    default:
        return &roles[role].dark;
    }
}

static void look_select(struct theme_look *look, enum theme_palette palette, int colors)
{
    if (colors >= 256 && selected_bg256[palette] >= 0) {
        look->bg = selected_bg256[palette];
        if (palette == PALETTE_CONTRAST)
            look->fg = BLACK; /* no bright ink is seen on white */
        return;
    }
    /* Reversed, an ink would become the ground: rows would be patchwork. */
    *look = (struct theme_look){-1, -1, (uint16_t)((look->attrs & ~ATTR_DIM) | ATTR_REVERSE)};
}

struct theme_look theme_look(enum theme_palette palette, int colors, ink s)
{
    unsigned role = s & ATTR_ROLE_MASK;
    struct theme_look look = {-1, -1, 0};
    const struct inks *inks;

    if (role >= N_THEME_ROLES)
        role = THEME_TEXT;
    if (palette >= N_PALETTES)
        palette = PALETTE_DARK;
    inks = inks_of(palette, (enum theme_role)role);
    if (palette == PALETTE_MONO || colors < 8)
        look.attrs = roles[role].mono;
    else if (colors >= 256)
        look = (struct theme_look){inks->fg256, inks->bg256, inks->attrs256};
    else
        look = (struct theme_look){inks->fg16, -1, inks->attrs16};
    look.attrs = (uint16_t)(look.attrs | (s & (B | I | U | R | D)));
    if (s & ATTR_SELECTED)
        look_select(&look, palette, colors);
    return look;
}

const char *theme_role_name(enum theme_role role)
{
    return role < N_THEME_ROLES ? roles[role].name : "text";
}
