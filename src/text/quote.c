/* SPDX-License-Identifier: MIT
 *
 * quote.c -- what is taken over from a body into another place: the start of a quoting reply, and
 * the one line that stands for a post in a list.
 *
 * Both work on the lines as they were typed (source.c): a quote must be text again that a person
 * can cut down, and an excerpt needs no layout.
 */
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/clean.h>
#include <curbside/text/markdown.h>
#include <curbside/text/utf8.h>

#include "inline.h"
#include "source.h"

enum {
    SIGNATURE_LINES_MAX = 8,       /* more below "-- ", and it is no signature */
    EXCERPT_LOOK_BYTES = 8 * 1024, /* an excerpt is a few words: no need to look further */
};

static const char left_out[] = "> [...]\n";
static const char ellipsis[] = "\xE2\x80\xA6";

static bool is_signature_mark(const char *s, const struct source_line *line)
{
    size_t n = line->end - line->start;

    return (n == 2 || n == 3) && memcmp(s + line->start, "-- ", n) == 0;
}

/* Bytes without a signature at the end: the last "-- " with few lines below it. */
static size_t without_signature(const char *s, size_t n)
{
    struct source src = {.s = s, .n = n};
    struct source_line line;
    size_t cut = n;
    int lines_below = 0;

    while (source_next(&src, &line)) {
        lines_below++;
        if (is_signature_mark(s, &line)) {
            cut = line.start;
            lines_below = 0;
        }
    }
    return lines_below <= SIGNATURE_LINES_MAX ? cut : n;
}

static void quoted_add(struct str *out, const char *s, const struct source_line *line)
{
    for (int i = 0; i <= line->quotes; i++)
        str_add(out, i < line->quotes || line->kind != LINE_BLANK ? "> " : ">");
    str_add_n(out, s + line->body, line->kind != LINE_BLANK ? line->end - line->body : 0);
    str_add_char(out, '\n');
}

/* A line of the quote, with the blank ones before it; false when it does not fit any more. */
static bool quoted_push(struct str *out, const char *s, const struct source_line *line, int blanks,
                        size_t bytes)
{
    size_t before = out->n;

    if (before > 0 && blanks > 0)
        str_add(out, ">\n");
    quoted_add(out, s, line);
    if (!out->failed && out->n + sizeof left_out - 1 <= bytes)
        return true;
    if (!out->failed) {
        out->n = before;
        out->s[before] = '\0';
    }
    str_add(out, left_out);
    return false;
}

char *markdown_quote(struct arena *a, const char *body, size_t n, int depth, size_t bytes)
{
    AUTO_STR struct str out = STR_INIT;
    struct source src = {.s = body, .n = without_signature(body, n)};
    struct source_line line;
    int blanks = 0;

    while (source_next(&src, &line)) {
        if (line.quotes >= depth && line.kind != LINE_CODE)
            continue;
        if (line.kind == LINE_BLANK) {
            blanks++;
            continue;
        }
        if (!quoted_push(&out, body, &line, blanks, bytes))
            break;
        blanks = 0;
    }
    return out.failed ? NULL : arena_memdup0(a, str_cstr(&out), out.n);
}

/* "So-and-so writes:" and a quote below it: says nothing without the quote. */
static bool is_attribution(const char *s, const struct source_line *line, struct source rest)
{
    struct source_line next;

    if (line->end == line->words || s[line->end - 1] != ':')
        return false;
    while (source_next(&rest, &next)) {
        if (next.kind != LINE_BLANK)
            return next.quotes > 0;
    }
    return false;
}

/* The words of the lines that say something, a space after each. */
static void excerpt_collect(struct str *out, const char *s, size_t n)
{
    struct source src = {.s = s, .n = n};
    struct source_line line;

    while (source_next(&src, &line)) {
        bool says = line.kind != LINE_BLANK && line.kind != LINE_RULE && line.kind != LINE_FENCE;
        if (!says || line.quotes > 0 || is_attribution(s, &line, src))
            continue;
        if (is_signature_mark(s, &line))
            return;
        str_add_n(out, s + line.words, line.end - line.words);
        str_add_char(out, ' ');
    }
}

/* What is hidden on a screen is left out here, too; numbers of links would lead nowhere. */
static enum err syntax_drop(struct arena *scratch, char *line, size_t *n)
{
    struct inline_map map = {.a = scratch, .s = line};
    size_t at = 0;

    map.shown_to_md4c = arena_memdup0(scratch, line, *n);
    map.attr = arena_array(scratch, *n + 1, sizeof *map.attr);
    if (map.shown_to_md4c == NULL || map.attr == NULL)
        return E_NOMEM;
    TRY(inline_mark(&map, 0, *n));
    for (size_t i = 0; i < *n; i++) {
        if ((map.attr[i].flags & (ATTR_HIDDEN | ATTR_SYNTAX)) == 0)
            line[at++] = line[i];
    }
    line[at] = '\0';
    *n = at;
    return OK;
}

static char *clipped(struct arena *a, char *line, size_t n, int cells)
{
    if (text_clip(line, n, cells, NULL) == n)
        return arena_memdup0(a, line, n);
    if (cells < 1)
        return arena_strdup(a, "");
    size_t kept = text_clip(line, n, cells - 1, NULL);
    while (kept > 0 && line[kept - 1] == ' ')
        kept--;
    return arena_printf(a, "%.*s%s", (int)kept, line, ellipsis);
}

char *markdown_excerpt(struct arena *a, const char *body, size_t n, int cells)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    AUTO_STR struct str words = STR_INIT;
    char *line = NULL;
    size_t line_n = 0;

    excerpt_collect(&words, body, n < EXCERPT_LOOK_BYTES ? n : EXCERPT_LOOK_BYTES);
    if (words.failed ||
        text_line(&scratch, CLEAN_REPAIR, str_cstr(&words), words.n, &line, &line_n) != OK ||
        syntax_drop(&scratch, line, &line_n) != OK)
        return NULL;
    return clipped(a, line, line_n, cells);
}
