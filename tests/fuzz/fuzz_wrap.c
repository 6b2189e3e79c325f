/* SPDX-License-Identifier: MIT
 *
 * fuzz_wrap.c -- lines fit, lose nothing but white space, and end on clusters; clusters add up, and
 * their drawn form is as wide as they are. The first byte of the input is the width.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/utf8.h>
#include <curbside/text/wrap.h>

#include "fuzz.h"

static bool is_space(const char *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (s[i] != ' ' && s[i] != '\t' && s[i] != '\n')
            return false;
    }
    return true;
}

static void check_lines(const char *s, size_t n, int cells)
{
    struct wrap_line line;
    size_t at = 0;
    size_t before = 0;

    while (wrap_next(s, n, cells, &at, &line)) {
        HOLDS(line.start >= before && line.start + line.n <= n);
        HOLDS(is_space(s, before, line.start));
        HOLDS(line.cells <= cells && line.cells == text_cells(s + line.start, line.n));
        HOLDS(memchr(s + line.start, '\n', line.n) == NULL);
        before = line.start + line.n;
    }
    HOLDS(is_space(s, before, n));
}

static void check_clusters(const char *s, size_t n)
{
    const char *p = s;
    struct cluster c;
    struct glyph g[2];
    int cells = 0;

    while (cluster_next(&p, s + n, &c)) {
        int drawn = 0;
        int count = cluster_glyphs(&c, g);
        HOLDS(c.n > 0 && c.s + c.n == p);
        for (int i = 0; i < count; i++) {
            HOLDS(g[i].chars[0] >= 0x20 && g[i].chars[0] != 0x7F);
            HOLDS(wcslen(g[i].chars) <= 1 + UTF8_MARKS_MAX);
            drawn += g[i].cells;
        }
        HOLDS(drawn == c.cells && drawn <= 2);
        cells += drawn;
        if (n < 512)
            HOLDS(cluster_before(s, n, (size_t)(p - s)) == (size_t)(c.s - s));
    }
    HOLDS(cells == text_cells(s, n));
    HOLDS(text_clip(s, n, cells, NULL) == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct wrapped w;

    if (size == 0 || size > 64 * 1024)
        return 0;
    int cells = data[0] % 100 + 2;
    const char *s = (const char *)data + 1;
    check_lines(s, size - 1, cells);
    check_clusters(s, size - 1);
    HOLDS(wrap_text(&a, s, size - 1, cells, &w) == OK && w.n >= 1);
    return 0;
}
