/* SPDX-License-Identifier: MIT
 *
 * utf8.c -- decoding, grapheme clusters, and the one width of the program.
 *
 * A cluster has the width of its drawn form, and the drawn form uses only what the C library under
 * ncurses, utf8proc and common terminals measure alike: so what we reckon, what ncurses reckons and
 * what the terminal does stay one. Classes and cluster rules are utf8proc's; it knows more than the
 * C library does, and what only one of them knows is drawn as U+FFFD. This file draws nothing and
 * changes no text; see clean.c for that.
 */
#include <curbside/text/utf8.h>

#include <utf8proc.h>

enum {
    CP_JOINER = 0x200D,
    CP_REGION_A = 0x1F1E6,
    CP_REGION_Z = 0x1F1FF,
    CP_TONE_FIRST = 0x1F3FB,
    CP_TONE_LAST = 0x1F3FF,
};

/* First bytes C2..F4: how many bytes follow, and the range of the first of them (RFC 3629). */
static bool lead_read(unsigned char b, int *ret_more, unsigned char *ret_low,
                      unsigned char *ret_high)
{
    *ret_low = 0x80;
    *ret_high = 0xBF;
    if (b < 0xC2 || b > 0xF4)
        return false;
    *ret_more = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    if (b == 0xE0)
        *ret_low = 0xA0;
    if (b == 0xED)
        *ret_high = 0x9F;
    if (b == 0xF0)
        *ret_low = 0x90;
    if (b == 0xF4)
        *ret_high = 0x8F;
    return true;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *ret_cp)
{
    unsigned char first = (unsigned char)s[0];
    unsigned char low = 0;
    unsigned char high = 0;
    int more = 0;

    if (first < 0x80) {
        *ret_cp = first;
        return 1;
    }
    *ret_cp = UTF8_INVALID;
    if (!lead_read(first, &more, &low, &high))
        return 1;
    uint32_t cp = first & (0x3FU >> more);
    for (int i = 1; i <= more; i++) {
        unsigned char b = (size_t)i < n ? (unsigned char)s[i] : 0;
        if (b < low || b > high)
            return (size_t)i;
        cp = cp << 6 | (b & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    *ret_cp = cp;
    return (size_t)more + 1;
}

size_t utf8_encode(uint32_t cp, char ret[static 4])
{
    BUG_ON(cp > 0x10FFFF);
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)ret);
}

bool utf8_is_valid(const char *s, size_t n)
{
    uint32_t cp = 0;

    for (size_t i = 0; i < n;) {
        i += utf8_decode(s + i, n - i, &cp);
        if (cp == UTF8_INVALID)
            return false;
    }
    return true;
}

/*
 * What C libraries and terminals in use do not agree on: characters of Unicode 15 and later, and
 * symbols that changed their width. Drawn as U+FFFD, and as nothing if they are marks.
 */
static const struct {
    uint32_t first;
    uint32_t last;
} disputed[] = {
    {0x00CF3, 0x00CF3}, {0x00ECE, 0x00ECE}, {0x0302E, 0x0302F}, {0x03248, 0x0324F},
    {0x04DC0, 0x04DFF}, {0x10EFD, 0x10EFF}, {0x1123F, 0x11241}, {0x11B00, 0x11B09},
    {0x11F00, 0x11F59}, {0x1342F, 0x1342F}, {0x13440, 0x13455}, {0x16FF0, 0x16FF1},
    {0x1B132, 0x1B132}, {0x1B155, 0x1B155}, {0x1D2C0, 0x1D2D3}, {0x1DF25, 0x1DF2A},
    {0x1E030, 0x1E08F}, {0x1E4D0, 0x1E4F9}, {0x1F6DC, 0x1F6DC}, {0x1F774, 0x1F77F},
    {0x1F7D9, 0x1F7D9}, {0x1FA75, 0x1FA77}, {0x1FA87, 0x1FA88}, {0x1FAAD, 0x1FAAF},
    {0x1FABB, 0x1FABF}, {0x1FACE, 0x1FACF}, {0x1FADA, 0x1FADB}, {0x1FAE8, 0x1FAE8},
    {0x1FAF7, 0x1FAF8}, {0x2B739, 0x2B739}, {0x31350, 0x323AF},
};

static bool is_disputed(uint32_t cp)
{
    for (size_t i = 0; i < sizeof disputed / sizeof disputed[0]; i++) {
        if (cp <= disputed[i].last)
            return cp >= disputed[i].first;
    }
    return false;
}

static bool is_region(uint32_t cp)
{
    return cp >= CP_REGION_A && cp <= CP_REGION_Z;
}

static bool is_tone(uint32_t cp)
{
    return cp >= CP_TONE_FIRST && cp <= CP_TONE_LAST;
}

static bool is_pictograph(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp)->boundclass ==
           UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* Vowels and finals that are drawn into the Hangul syllable before them. */
static bool is_hangul_part(uint32_t cp)
{
    return (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);
}

/* How a code point is drawn when it stands alone. */
enum drawn {
    DRAWN_NOT,  /* controls, format characters */
    DRAWN_MARK, /* over the one before */
    DRAWN_SELF,
    DRAWN_REPLACED, /* as U+FFFD */
};

static enum drawn drawn_as(uint32_t cp)
{
    if (cp == UTF8_INVALID)
        return DRAWN_REPLACED;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return cp == '\t' ? DRAWN_SELF : DRAWN_NOT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
        return DRAWN_MARK;
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return DRAWN_REPLACED;
    default:
        break;
    }
    if (is_hangul_part(cp))
        return DRAWN_MARK;
    return is_disputed(cp) ? DRAWN_REPLACED : DRAWN_SELF;
}

static int cp_cells(uint32_t cp)
{
    if (cp >= 0x20 && cp < 0x7F)
        return 1;
    switch (drawn_as(cp)) {
    case DRAWN_NOT:
    case DRAWN_MARK:
        return 0;
    case DRAWN_REPLACED:
        return 1;
    case DRAWN_SELF:
        break;
    }
    /* A spacing vowel sign is narrow; utf8proc says 0 because it belongs to a syllable. */
    return utf8proc_charwidth((utf8proc_int32_t)cp) == 2 ? 2 : 1;
}

/* Does `cp`, which the cluster rules would join to `before`, join it on a terminal, too? */
static bool joins(uint32_t before, uint32_t cp)
{
    if (cp_cells(cp) == 0)
        return true;
    if (is_region(cp))
        return is_region(before);
    if (is_tone(cp))
        return is_pictograph(before);
    return before == CP_JOINER && is_pictograph(cp);
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

bool cluster_next(const char **p, const char *end, struct cluster *ret)
{
    const char *s = *p;
    uint32_t first = 0;

    if (s >= end)
        return false;
    if (is_plain(s[0]) && (s + 1 == end || is_plain(s[1]))) { /* nearly all of most texts */
        *ret = (struct cluster){.s = s, .n = 1, .cells = 1};
        *p = s + 1;
        return true;
    }
    size_t n = utf8_decode(s, (size_t)(end - s), &first);
    ret->s = s;
    ret->cells = cp_cells(first);
    uint32_t before = first;
    utf8proc_int32_t state = 0;
    while (s + n < end && before != UTF8_INVALID) {
        uint32_t cp = (unsigned char)s[n];
        if (cp < 0x80) /* the common case without a look into any table: ASCII joins nothing */
            break;
        size_t more = utf8_decode(s + n, (size_t)(end - s) - n, &cp);
        if (cp == UTF8_INVALID || utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
                                                                   (utf8proc_int32_t)cp, &state))
            break;
        if (!joins(before, cp))
            break;
        if (is_region(cp))
            ret->cells = 2;
        n += more;
        before = cp;
    }
    ret->n = n;
    *p = s + n;
    return true;
}

size_t cluster_before(const char *s, size_t n, size_t at)
{
    size_t start = at < n ? at : n;
    struct cluster c;

    if (start == 0)
        return 0;
    size_t target = start - 1;
    /* Printable ASCII always starts a cluster: from there on forward. */
    for (start = target; start > 0; start--) {
        if ((unsigned char)s[start] >= 0x20 && (unsigned char)s[start] < 0x7F)
            break;
    }
    const char *p = s + start;
    while (cluster_next(&p, s + n, &c) && p <= s + target)
        start = (size_t)(p - s);
    return start;
}

/* Marks of the cluster's first character, not those of what is joined to it. */
static void marks_add(struct glyph *g, const char *p, const char *end)
{
    int n = 1;
    uint32_t cp = 0;

    while (p < end && n <= UTF8_MARKS_MAX) {
        p += utf8_decode(p, (size_t)(end - p), &cp);
        if (cp == CP_JOINER)
            return;
        const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
        if (drawn_as(cp) == DRAWN_MARK && !property->ignorable && !is_disputed(cp))
            g->chars[n++] = (wchar_t)cp;
    }
}

int cluster_glyphs(const struct cluster *cluster, struct glyph ret[static 2])
{
    const char *end = cluster->s + cluster->n;
    uint32_t cp = 0;

    if (cluster->cells == 0)
        return 0;
    if (cluster->n == 1 && is_plain(cluster->s[0])) {
        ret[0] = (struct glyph){.cells = 1, .chars = {cluster->s[0]}};
        return 1;
    }
    ret[0] = ret[1] = (struct glyph){.cells = 1};
    size_t used = utf8_decode(cluster->s, cluster->n, &cp);
    if (is_region(cp)) {
        ret[0].chars[0] = (wchar_t)('A' + (cp - CP_REGION_A));
        if (cluster->cells == 1)
            return 1;
        utf8_decode(cluster->s + used, cluster->n - used, &cp);
        ret[1].chars[0] = (wchar_t)('A' + (cp - CP_REGION_A));
        return 2;
    }
    ret[0].cells = cluster->cells;
    if (drawn_as(cp) == DRAWN_REPLACED) {
        ret[0].chars[0] = UTF8_REPLACEMENT;
        return 1;
    }
    ret[0].chars[0] = cp == '\t' ? L' ' : (wchar_t)cp;
    marks_add(&ret[0], cluster->s + used, end);
    return 1;
}

int text_cells(const char *s, size_t n)
{
    const char *p = s;
    struct cluster c;
    int cells = 0;

    while (cluster_next(&p, s + n, &c))
        cells += c.cells;
    return cells;
}

size_t text_clip(const char *s, size_t n, int cells, int *ret_cells)
{
    const char *p = s;
    const char *fits = s;
    struct cluster c;
    int used = 0;

    while (cluster_next(&p, s + n, &c) && c.cells <= cells - used) {
        used += c.cells;
        fits = p;
    }
    if (ret_cells != NULL)
        *ret_cells = used;
    return (size_t)(fits - s);
}
