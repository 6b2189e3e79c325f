/* SPDX-License-Identifier: MIT
 *
 * clean.c -- from any bytes to text that can do no harm.
 *
 * Two passes. The first decodes, takes out escape sequences whole and every character that is not
 * to be kept; the second composes (NFC) and counts marks, which only then have their final number.
 * utf8proc orders marks by insertion, so the first pass also keeps their runs short. Both passes
 * only ever look a few characters ahead, and the cost is linear.
 *
 * Zero-width characters go not for tidiness: they can carry a mark through copy and paste that
 * tells who copied.
 */
#include <curbside/text/clean.h>

#include <string.h>
#include <utf8proc.h>

#include <curbside/text/utf8.h>

enum {
    RAW_MARKS_MAX = 16, /* before composing; UTF8_MARKS_MAX after */
    JOINS_MAX = 5,      /* in one emoji: the longest in use (a family, a kiss) have 3 */
    ESC = 0x1B,
    BEL = 0x07,
    CP_JOINER = 0x200D,
    CP_TEXT_STYLE = 0xFE0E,
    CP_EMOJI_STYLE = 0xFE0F,
    CP_KEYCAP_MARK = 0x20E3,
};

struct cleaner {
    const char *p;
    const char *end;
    char *out;
    size_t n;
    uint32_t last; /* the character written last; '\n' at the start */
    bool emoji;    /* `last` is a pictograph, perhaps with tone or presentation mark */
    int marks;     /* since the last character that is none */
    int joins;     /* in the emoji being written */
    bool broken;   /* a byte was not UTF-8 */
};

static bool is_pictograph(uint32_t cp)
{
    return cp != UTF8_INVALID && utf8proc_get_property((utf8proc_int32_t)cp)->boundclass ==
                                     UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static uint32_t peek(const struct cleaner *c, size_t *ret_used)
{
    uint32_t cp = UTF8_INVALID;

    *ret_used = c->p < c->end ? utf8_decode(c->p, (size_t)(c->end - c->p), &cp) : 0;
    return cp;
}

/* After "ESC [": parameters, intermediates, a final byte. */
static void csi_skip(struct cleaner *c)
{
    while (c->p < c->end && *c->p >= 0x20 && *c->p <= 0x3F)
        c->p++;
    if (c->p < c->end && *c->p >= 0x40 && *c->p <= 0x7E)
        c->p++;
}

/* After "ESC ]", "ESC P" and the like: up to BEL or ST. One that does not end on its line is taken
 * for text, or it would swallow the rest of the post. */
static void string_skip(struct cleaner *c)
{
    for (const char *p = c->p; p < c->end && *p != '\n' && *p != '\r'; p++) {
        bool esc_st = *p == ESC && p + 1 < c->end && p[1] == '\\';
        bool c1_st = *p == '\xC2' && p + 1 < c->end && p[1] == '\x9C';
        if (*p == BEL || esc_st || c1_st) {
            c->p = p + (*p == BEL ? 1 : 2);
            return;
        }
    }
}

/* After ESC. `kind` is the byte that follows it, or stands for a C1 control. */
static void escape_skip(struct cleaner *c, char kind)
{
    if (kind == '[') {
        csi_skip(c);
    } else if (kind != '\0' && strchr("]PX^_", kind) != NULL) {
        string_skip(c);
    } else if (kind >= 0x20 && kind <= 0x2F) {
        while (c->p < c->end && *c->p >= 0x20 && *c->p <= 0x2F)
            c->p++;
        if (c->p < c->end && *c->p >= 0x30 && *c->p <= 0x7E)
            c->p++;
    }
}

static void control_take(struct cleaner *c, uint32_t cp)
{
    if (cp == ESC && c->p < c->end && *c->p >= 0x20 && *c->p <= 0x7E) {
        char kind = *c->p++;
        escape_skip(c, kind);
    } else if (cp >= 0x80 && cp <= 0x9F) {
        escape_skip(c, (char)(cp - 0x40)); /* C1: ESC and this byte in one */
    }
}

static void put(struct cleaner *c, uint32_t cp)
{
    c->n += utf8_encode(cp, c->out + c->n);
    c->last = cp;
}

/* Line ends of every kind are line feeds, odd spaces are spaces; others stay what they are. */
static uint32_t white_space_map(struct cleaner *c, uint32_t cp)
{
    switch (cp) {
    case '\r':
        if (c->p < c->end && *c->p == '\n')
            c->p++;
        return '\n';
    case 0x0B:
    case 0x0C:
    case 0x85:
    case 0x2028:
    case 0x2029:
        return '\n';
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x2800: /* the empty Braille pattern */
    case 0x3000:
        return ' ';
    default:
        return cp >= 0x2000 && cp <= 0x200A ? ' ' : cp;
    }
}

/* Fillers and selectors that are letters or marks by class, but that nobody sees. */
static bool is_invisible(uint32_t cp)
{
    return utf8proc_get_property((utf8proc_int32_t)cp)->ignorable || cp == 0x115F || cp == 0x1160 ||
           cp == 0x3164 || cp == 0xFFA0;
}

static bool is_mark(uint32_t cp)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    bool hangul_part = (cp >= 0x1161 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME || hangul_part;
}

static bool is_kept_class(uint32_t cp)
{
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return false;
    default:
        return true;
    }
}

static void mark_take(struct cleaner *c, uint32_t cp)
{
    if (c->last == '\n' || c->last == '\t' || c->marks >= RAW_MARKS_MAX)
        return;
    c->marks++;
    put(c, cp);
}

/* The joiner and the presentation marks: only where they make an emoji. */
static bool emoji_part_take(struct cleaner *c, uint32_t cp)
{
    size_t used = 0;
    uint32_t next = peek(c, &used);
    bool style = cp == CP_EMOJI_STYLE || cp == CP_TEXT_STYLE;
    bool keycap = style && next == CP_KEYCAP_MARK && c->marks == 0 && c->last < 0x80 &&
                  strchr("0123456789#*", (int)c->last) != NULL && c->last != 0;

    if (cp == CP_JOINER && c->emoji && c->joins < JOINS_MAX && is_pictograph(next)) {
        c->joins++;
        put(c, cp);
    } else if ((style && c->emoji && c->last != CP_EMOJI_STYLE && c->last != CP_TEXT_STYLE) ||
               keycap) {
        put(c, cp);
    }
    return style || cp == CP_JOINER;
}

static void base_take(struct cleaner *c, uint32_t cp)
{
    bool tone = cp >= 0x1F3FB && cp <= 0x1F3FF;
    bool joined = c->last == CP_JOINER;

    c->emoji = is_pictograph(cp) || (tone && is_pictograph(c->last));
    if (!joined && !tone)
        c->joins = 0;
    c->marks = 0;
    put(c, cp);
}

static void cp_take(struct cleaner *c, uint32_t cp)
{
    cp = white_space_map(c, cp);
    if (cp == '\n' || cp == '\t' || (cp >= 0x20 && cp < 0x7F)) {
        c->emoji = false;
        c->marks = 0;
        put(c, cp);
    } else if (cp < 0xA0) {
        control_take(c, cp);
    } else if (emoji_part_take(c, cp) || !is_kept_class(cp) || is_invisible(cp)) {
        return;
    } else if (is_mark(cp)) {
        mark_take(c, cp);
    } else {
        base_take(c, cp);
    }
}

/* First pass, into out[3 n + 1]. */
static void filter(struct cleaner *c)
{
    size_t used = 0;

    c->last = '\n';
    while (c->p < c->end) {
        uint32_t cp = peek(c, &used);
        c->p += used;
        if (cp == UTF8_INVALID) {
            c->broken = true;
            base_take(c, UTF8_REPLACEMENT);
        } else {
            cp_take(c, cp);
        }
    }
    c->out[c->n] = '\0';
}

/* Second half of the second pass: encode, with the final count of marks. */
static char *encode(struct arena *a, const utf8proc_int32_t *cps, size_t count, size_t *ret_n)
{
    char *out = arena_alloc(a, count * 4 + 1);
    size_t n = 0;
    int marks = 0;

    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        marks = is_mark((uint32_t)cps[i]) ? marks + 1 : 0;
        if (marks <= UTF8_MARKS_MAX)
            n += utf8_encode((uint32_t)cps[i], out + n);
    }
    out[n] = '\0';
    *ret_n = n;
    return out;
}

static enum err compose(struct arena *scratch, const char *s, size_t n, char **ret, size_t *ret_n)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;

    utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, NULL, 0, options);
    if (count < 0)
        return E_NOMEM;
    utf8proc_int32_t *cps = arena_array(scratch, (size_t)count + 1, sizeof *cps);
    if (cps == NULL)
        return E_NOMEM;
    count = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, cps, count, options);
    if (count >= 0)
        count = utf8proc_normalize_utf32(cps, count, options);
    if (count < 0)
        return E_NOMEM;
    *ret = encode(scratch, cps, (size_t)count, ret_n);
    return *ret != NULL ? OK : E_NOMEM;
}

static bool is_plain_ascii(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((s[i] < 0x20 || s[i] == 0x7F) && s[i] != '\n' && s[i] != '\t')
            return false;
    }
    return true;
}

/* Nothing below U+0300 combines or is composed. */
static bool is_below_marks(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 0xCC)
            return false;
    }
    return true;
}

static enum err result_copy(struct arena *a, const char *s, size_t n, char **ret, size_t *ret_n)
{
    char *copy = arena_memdup0(a, s, n);

    if (copy == NULL)
        return E_NOMEM;
    *ret = copy;
    if (ret_n != NULL)
        *ret_n = n;
    return OK;
}

enum err text_clean(struct arena *a, enum clean_mode mode, const char *s, size_t n, char **ret,
                    size_t *ret_n)
{
    if (is_plain_ascii(s, n))
        return result_copy(a, s, n, ret, ret_n);
    if (n > SIZE_MAX / 128)
        return E_NOMEM;
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    arena_init(&scratch, 64 * n + 1024); /* code points, before and after composing */
    struct cleaner c = {.p = s, .end = s + n, .out = arena_alloc(&scratch, 3 * n + 1)};
    if (c.out == NULL)
        return E_NOMEM;
    filter(&c);
    if (c.broken && mode == CLEAN_STRICT)
        return E_NOT_UTF8;
    if (!is_below_marks(c.out, c.n))
        TRY(compose(&scratch, c.out, c.n, &c.out, &c.n));
    return result_copy(a, c.out, c.n, ret, ret_n);
}

enum err text_line(struct arena *a, enum clean_mode mode, const char *s, size_t n, char **ret,
                   size_t *ret_n)
{
    char *clean = NULL;
    size_t clean_n = 0;
    size_t at = 0;

    TRY(text_clean(a, mode, s, n, &clean, &clean_n));
    for (size_t i = 0; i < clean_n; i++) {
        bool space = clean[i] == ' ' || clean[i] == '\n' || clean[i] == '\t';
        if (!space)
            clean[at++] = clean[i];
        else if (at > 0 && clean[at - 1] != ' ')
            clean[at++] = ' ';
    }
    if (at > 0 && clean[at - 1] == ' ')
        at--;
    clean[at] = '\0';
    *ret = clean;
    if (ret_n != NULL)
        *ret_n = at;
    return OK;
}

size_t text_length(const char *s, size_t n)
{
    const char *p = s;
    struct cluster c;
    size_t length = 0;

    while (cluster_next(&p, s + n, &c))
        length++;
    return length;
}

bool text_is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != ' ' && s[i] != '\n' && s[i] != '\t' && s[i] != '\r')
            return false;
    }
    return true;
}
