/* SPDX-License-Identifier: MIT
 *
 * fuzz_markdown.c -- any bytes become lines that fit, are fully covered by spans, and hold nothing
 * a terminal would obey. The first byte of the input is the width.
 */
/* layers: text */
#include <string.h>

#include <curbside/text/markdown.h>
#include <curbside/text/utf8.h>

#include "fuzz.h"

static void check_text(const char *s, size_t n)
{
    uint32_t cp = 0;

    for (size_t i = 0; i < n;) {
        i += utf8_decode(s + i, n - i, &cp);
        HOLDS(cp != UTF8_INVALID && cp >= 0x20 && (cp < 0x7F || cp >= 0xA0));
        HOLDS((cp < 0x202A || cp > 0x202E) && (cp < 0x2066 || cp > 0x2069));
    }
}

static void check_line(const struct styled_line *line, int n_links, int cells)
{
    size_t at = 0;

    HOLDS(strlen(line->text) == line->n);
    HOLDS(line->cells <= cells && line->cells == text_cells(line->text, line->n));
    HOLDS(line->indent <= line->cells && line->indent >= 0);
    check_text(line->text, line->n);
    for (int i = 0; i < line->n_spans; i++) {
        const struct styled_span *span = &line->spans[i];
        HOLDS(span->start == at && span->n > 0);
        HOLDS(span->link >= 0 && span->link <= n_links);
        at += span->n;
    }
    HOLDS(at == line->n);
}

static void check_links(const struct styled_text *text)
{
    for (int i = 0; i < text->n_links; i++) {
        HOLDS(strncasecmp(text->links[i], "http", 4) == 0);
        HOLDS(strpbrk(text->links[i], " \n\t\x1b\x7f") == NULL);
    }
}

/* Filling paragraphs moves words and invents none: but for blanks, the text is the same at every
 * width. Only where no line is cut with a sign and no depth shown is bounded by the width. */
static void check_words(struct arena *a, const char *s, size_t n, const struct styled_text *given)
{
    struct styled_text wide;
    size_t words[2] = {0, 0};

    HOLDS(markdown_render(a, s, n, 1000, &wide) == OK);
    const struct styled_text *texts[2] = {given, &wide};
    for (int t = 0; t < 2; t++) {
        for (int i = 0; i < texts[t]->n_lines; i++) {
            const struct styled_line *line = &texts[t]->lines[i];
            if (line->quote_depth > 0 || line->n_spans == 0)
                continue;
            if ((line->spans[line->n_spans - 1].style & (STYLE_CODE | STYLE_RULE)) != 0)
                return;
            for (size_t k = 0; k < line->n; k++) {
                if (line->text[k] == '\\')
                    return;
                words[t] += line->text[k] != ' ' ? 1 : 0;
            }
        }
    }
    HOLDS(given->cut || wide.cut || words[0] == words[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str plain = {.limit = 64 * 1024 * 1024};
    struct styled_text text;

    if (size == 0 || size > 256 * 1024 + 100)
        return 0;
    int cells = data[0] % 90 + 10;
    const char *s = (const char *)data + 1;
    arena_init(&a, 64 * 1024 * 1024);
    HOLDS(markdown_render(&a, s, size - 1, cells, &text) == OK);
    for (int i = 0; i < text.n_lines; i++)
        check_line(&text.lines[i], text.n_links, cells);
    check_links(&text);
    check_words(&a, s, size - 1, &text);
    HOLDS(markdown_plain(s, size - 1, cells, data[0] % 5, &plain) == OK);
    const char *excerpt = markdown_excerpt(&a, s, size - 1, cells);
    HOLDS(excerpt != NULL && text_cells(excerpt, strlen(excerpt)) <= cells);
    check_text(excerpt, strlen(excerpt));
    const char *quote = markdown_quote(&a, s, size - 1, data[0] % 4, 2048);
    HOLDS(quote != NULL && strlen(quote) <= 2048);
    return 0;
}
