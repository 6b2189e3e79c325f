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

#include "flow.h"
#include "inline.h"
#include "source.h"

enum {
    SIGNATURE_LINES_MAX = 8,       /* more below "-- ", and it is no signature */
    QUOTE_CELLS = 72,              /* of a filled line: room to be quoted again */
    EDITOR_CELLS = 78,             /* what the editor shows without breaking it */
    HANG_MAX = 24,                 /* deeper indents are not kept in a line that is filled */
    EXCERPT_LOOK_BYTES = 8 * 1024, /* an excerpt is a few words: no need to look further */
};

static const char left_out[] = "> [...]\n";
static const char ellipsis[] = "\xE2\x80\xA6";

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

static void marks_add(struct str *out, int quotes, size_t indent)
{
    for (int i = 0; i < quotes; i++)
        str_add(out, "> ");
    str_add_repeat(out, ' ', indent);
}

/* At the start of a line it would be read as a mark of quoting, of a list, of a heading. */
static bool reads_as_mark(const char *word, size_t n)
{
    size_t digits = strspn(word, "0123456789");

    return *word == '>' || strspn(word, "-*+#") >= n ||
           (digits > 0 && digits + 1 == n && (word[digits] == '.' || word[digits] == ')'));
}

/* The words of one line, filled into lines of QUOTE_CELLS behind the marks. A word is never broken:
 * an address in two lines leads nowhere. */
static void words_fill(struct str *out, const char *words, int quotes, size_t hang)
{
    const int margin = QUOTE_CELLS - 2 * quotes;
    const char *at = words;
    int cells = 0;

    while (*at != '\0') {
        size_t space = strspn(at, " ");
        size_t n = strcspn(at + space, " ");
        int wide = text_cells(at, space + n);
        bool full = cells > (int)hang && cells + wide > margin;
        if (full && !reads_as_mark(at + space, n)) {
            str_add_char(out, '\n');
            marks_add(out, quotes, hang);
            at += space;
            cells = (int)hang;
            continue;
        }
        str_add_n(out, at, space + n);
        cells += wide;
        at += space + n;
    }
}

/* The words of n lines as one. */
static void words_join(struct str *ret, const char *s, const struct source_line *lines, int n)
{
    for (int i = 0; i < n; i++) {
        size_t start = i == 0 ? lines[i].body : lines[i].words;
        size_t end = lines[i].end;
        while (end > start && s[end - 1] == ' ')
            end--;
        if (i > 0 && !flow_joins_bare(s, &lines[i - 1]))
            str_add_char(ret, ' ');
        str_add_n(ret, s + start, end - start);
    }
}

static bool line_fits(const char *s, const struct source_line *line)
{
    return text_cells(s + line->body, line->end - line->body) + 2 * (line->quotes + 1) <=
           EDITOR_CELLS;
}

/* n lines behind the marks: as they are if each has room in an editor, else filled anew. */
static void quoted_add(struct str *out, const char *s, const struct source_line *lines, int n)
{
    AUTO_STR struct str words = STR_INIT;
    int quotes = lines->quotes + 1;
    size_t hang = flow_hang(lines, n);
    bool keep = lines->kind == LINE_CODE || lines->kind == LINE_FENCE;
    bool fit = true;

    for (int i = 0; i < n; i++)
        fit = fit && line_fits(s, &lines[i]);
    for (int i = 0; i < n && (fit || keep); i++) {
        marks_add(out, quotes, 0);
        str_add_n(out, s + lines[i].body, lines[i].end - lines[i].body);
        str_add_char(out, '\n');
    }
    if (fit || keep)
        return;
    words_join(&words, s, lines, n);
    marks_add(out, quotes, 0);
    words_fill(out, str_cstr(&words), quotes, hang < HANG_MAX ? hang : 0);
    str_add_char(out, '\n');
    out->failed = out->failed || words.failed;
}

/* A line of the quote, or lines that are one, with the blank ones before it; false when it does
 * not fit any more. */
static bool quoted_push(struct str *out, const char *s, const struct source_line *lines, int n,
                        int blanks, size_t bytes)
{
    size_t before = out->n;

    if (before > 0 && blanks > 0)
        str_add(out, ">\n");
    quoted_add(out, s, lines, n);
    if (!out->failed && out->n + sizeof left_out - 1 <= bytes)
        return true;
    if (!out->failed) {
        out->n = before;
        out->s[before] = '\0';
    }
    str_add(out, left_out);
    return false;
}

/* The next line that is to be quoted and those that flow on from it; 0 at the end. */
static int quoted_next(struct flow *flow, int depth, struct source_line lines[FLOW_LINES_MAX],
                       int *ret_blanks)
{
    bool soft = false;
    int n = 0;

    *ret_blanks = 0;
    while ((n == 0 || soft) && flow_next(flow, &lines[n], &soft)) {
        if (lines[n].quotes >= depth && lines[n].kind != LINE_CODE)
            continue;
        if (lines[n].kind == LINE_BLANK)
            ++*ret_blanks;
        else
            n++;
    }
    return n;
}

char *markdown_quote(struct arena *a, const char *body, size_t n, int depth, size_t bytes)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    AUTO_STR struct str out = STR_INIT;
    struct source_line lines[FLOW_LINES_MAX];
    struct flow *flow = arena_alloc(&scratch, sizeof *flow);
    int blanks;
    int count;

    if (flow == NULL)
        return NULL;
    flow_init(flow, body, without_signature(body, n));
    while ((count = quoted_next(flow, depth, lines, &blanks)) > 0) {
        if (!quoted_push(&out, body, lines, count, blanks, bytes))
            break;
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
enum err markdown_strip(struct arena *scratch, char *line, size_t *n)
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
        markdown_strip(&scratch, line, &line_n) != OK)
        return NULL;
    return clipped(a, line, line_n, cells);
}
