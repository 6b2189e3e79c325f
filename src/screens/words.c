/* SPDX-License-Identifier: MIT
 *
 * words.c -- the board's own pages as lines.
 */
#include "words.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/wrap.h>

#include "post_lines.h"

enum {
    MARGIN = 1,
    CODE_INDENT = 4, /* in the text */
    CODE_MARGIN_WIDE = 5,
    WIDE_COLS = 60,
};

static void code_add(struct lines *l, int cols, const char *code, size_t n)
{
    int margin = cols < WIDE_COLS ? MARGIN : CODE_MARGIN_WIDE;
    struct wrap_line line;
    size_t at = 0;

    while (!l->failed && wrap_next(code, n, cols - margin - 2, &at, &line)) {
        const char *end = line.start + line.n < n ? " \\" : "";
        char *text = arena_printf(l->arena, "%.*s%s", (int)line.n, code + line.start, end);

        if (text)
            lines_add(l, margin, THEME_CODE, text);
    }
}

static void heading_add(struct lines *l, int cols, const char *heading, size_t n)
{
    const char *text = arena_memdup0(l->arena, heading, n);

    if (text)
        lines_wrap(l, MARGIN, cols, THEME_SECTION, text);
    else
        l->failed = true;
}

static void line_add(struct lines *l, int cols, const char *line, size_t n)
{
    int width = cols - 2 * MARGIN < UI_TEXT_COLS ? cols - 2 * MARGIN : UI_TEXT_COLS;

    if (n == 0)
        lines_blank(l);
    else if (cstr_starts(line, "# "))
        heading_add(l, MARGIN + width, line + 2, n - 2);
    else if (cstr_starts(line, "    "))
        code_add(l, cols, line + CODE_INDENT, n - CODE_INDENT);
    else
        body_lines_add(l, MARGIN, width, line, n);
}

void words_add(struct lines *l, int cols, const char *text)
{
    while (*text && !l->failed) {
        size_t n = strcspn(text, "\n");

        line_add(l, cols, text, n);
        text += n + (text[n] == '\n');
    }
}
