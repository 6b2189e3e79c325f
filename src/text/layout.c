/* SPDX-License-Identifier: MIT
 *
 * layout.c -- lines of the width, each complete: quote marks, indent, words, signs of continuation.
 *
 * A typed line, or several that a program broke (flow.c), is first put together as it is to be
 * shown (hidden bytes left out, numbers of links put in), then cut: words at spaces, under their
 * own indent; code anywhere, with a backslash where it goes on. Quote marks are written anew on
 * every line, so that a wrapped quote stays a quote.
 */
#include "layout.h"

#include <stdio.h>
#include <string.h>

#include <curbside/text/utf8.h>
#include <curbside/text/wrap.h>

#include "flow.h"

enum {
    LINES_FIRST = 256,
    CODE_INDENT = 2, /* of code blocks on screens, where their fences are hidden */
    NUMBER_BYTES = 8,
    WORDS_MIN = 8, /* cells that quote marks and indent always leave to the words */
};

static const char quote_mark[] = "> ";

struct prefix {
    char s[2 * MARKDOWN_QUOTES_MAX + 1];
    size_t n; /* bytes and cells */
};

/* One visible line: prefix, indent, and a part of l->text. */
struct piece {
    const struct prefix *prefix;
    size_t indent;
    size_t start;
    size_t n;
    int cells;
    bool continued; /* by the next line, with a sign of it */
    bool continues;
};

/* As many marks as the width bears; the depth is told in the line's own field as well. */
static struct prefix prefix_make(const struct layout *l, int quotes)
{
    struct prefix p = {.n = 0};
    int most = (l->cells - WORDS_MIN) / 2;

    if (quotes > MARKDOWN_QUOTES_MAX)
        quotes = MARKDOWN_QUOTES_MAX;
    for (int i = 0; i < quotes && i < most; i++) {
        memcpy(p.s + p.n, quote_mark, 2);
        p.n += 2;
    }
    return p;
}

static enum err line_push(struct layout *l, const struct styled_line *line)
{
    if (l->n_lines == l->room) {
        int room = l->room > 0 ? 2 * l->room : LINES_FIRST;
        struct styled_line *lines = arena_array(l->scratch, (size_t)room, sizeof *lines);
        if (lines == NULL)
            return E_NOMEM;
        if (l->n_lines > 0)
            memcpy(lines, l->lines, (size_t)l->n_lines * sizeof *lines);
        l->lines = lines;
        l->room = room;
    }
    l->lines[l->n_lines++] = *line;
    return OK;
}

static bool same_look(const struct attr *a, const struct attr *b)
{
    return a->style == b->style && a->link == b->link;
}

static struct styled_span span_of(const struct attr *attr, size_t start, size_t n, unsigned whole)
{
    return (struct styled_span){start, n, attr->style | whole, attr->link};
}

static int count_looks(const struct attr *attr, size_t n)
{
    int count = n > 0 ? 1 : 0;

    for (size_t i = 1; i < n; i++)
        count += same_look(&attr[i - 1], &attr[i]) ? 0 : 1;
    return count;
}

static void spans_fill(const struct layout *l, const struct piece *piece, unsigned whole,
                       struct styled_line *line)
{
    const struct attr *attr = l->attr + piece->start;
    size_t before = piece->prefix->n + piece->indent;
    size_t from = 0;
    int n = 0;

    if (before > 0)
        line->spans[n++] = (struct styled_span){0, before, STYLE_MARK | whole, 0};
    for (size_t i = 1; i <= piece->n; i++) {
        if (i < piece->n && same_look(&attr[i - 1], &attr[i]))
            continue;
        line->spans[n++] = span_of(&attr[from], before + from, i - from, whole);
        from = i;
    }
    if (piece->continued)
        line->spans[n++] = (struct styled_span){before + piece->n, 1, STYLE_MARK | whole, 0};
    line->n_spans = n;
}

static enum err piece_push(struct layout *l, const struct source_line *source,
                           const struct piece *piece)
{
    size_t before = piece->prefix->n + piece->indent;
    size_t n = before + piece->n + (piece->continued ? 1 : 0);
    int most = count_looks(l->attr + piece->start, piece->n) + 2;
    struct styled_line line = {
        .n = n,
        .cells = (int)before + piece->cells + (piece->continued ? 1 : 0),
        .quote_depth = source->quotes,
        .indent = (int)before,
        .continues = piece->continues,
    };

    char *text = arena_alloc(l->a, n + 1);
    line.spans = arena_array(l->a, (size_t)most, sizeof *line.spans);
    if (text == NULL || line.spans == NULL)
        return E_NOMEM;
    memcpy(text, piece->prefix->s, piece->prefix->n);
    memset(text + piece->prefix->n, ' ', piece->indent);
    memcpy(text + before, l->text + piece->start, piece->n);
    if (piece->continued)
        text[n - 1] = '\\';
    line.text = text;
    spans_fill(l, piece, source->quotes > 0 ? STYLE_QUOTE : 0, &line);
    return line_push(l, &line);
}

static enum err shown_reserve(struct layout *l, size_t n)
{
    if (n <= l->text_room)
        return OK;
    l->text_room = n * 2;
    l->text = arena_alloc(l->scratch, l->text_room);
    l->attr = arena_array(l->scratch, l->text_room, sizeof *l->attr);
    return l->text != NULL && l->attr != NULL ? OK : E_NOMEM;
}

static void shown_add(struct layout *l, char c, struct attr attr)
{
    l->text[l->text_n] = c;
    l->attr[l->text_n++] = attr;
}

static void number_add(struct layout *l, int link)
{
    const struct attr attr = {STYLE_LINK | STYLE_MARK, (uint8_t)link, 0};
    char number[NUMBER_BYTES];

    if (l->paper && !l->map->target_hidden[link - 1])
        return;
    IGNORE(snprintf(number, sizeof number, " [%d]", link)); /* at most 200 */
    for (const char *p = number; *p != '\0'; p++)
        shown_add(l, *p, attr);
}

static size_t numbers_in(const struct layout *l, size_t start, size_t end)
{
    size_t numbers = 0;

    for (size_t i = start; i < end; i++)
        numbers += (l->map->attr[i].flags & ATTR_NUMBER) != 0 ? 1 : 0;
    return numbers;
}

static void shown_trim(struct layout *l)
{
    while (l->text_n > 0 && l->text[l->text_n - 1] == ' ')
        l->text_n--;
}

/* The bytes from `start` to `end` as they are to be shown, behind what is there. */
static void shown_put(struct layout *l, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        struct attr attr = l->map->attr[i];
        bool hidden = (attr.flags & ATTR_HIDDEN) != 0;
        if (!hidden && (l->paper || (attr.flags & ATTR_SYNTAX) == 0))
            shown_add(l, l->map->s[i], attr);
        if ((attr.flags & ATTR_NUMBER) != 0)
            number_add(l, attr.link);
    }
    shown_trim(l);
}

/* The line end behind `line`, which has become a space: it looks as the words around it do. */
static void shown_join(struct layout *l, const struct source_line *line)
{
    struct attr attr = l->map->attr[line->end];

    if (l->text_n > 0 && !flow_joins_bare(l->map->s, line) && (attr.flags & ATTR_HIDDEN) == 0)
        shown_add(l, ' ', attr);
    if ((attr.flags & ATTR_NUMBER) != 0)
        number_add(l, attr.link);
}

/* l->text becomes the words of n lines. */
static enum err shown_make(struct layout *l, const struct source_line *lines, int n)
{
    size_t start = lines[0].body;
    size_t end = lines[n - 1].end;

    TRY(shown_reserve(l, end - start + numbers_in(l, start, end) * NUMBER_BYTES + 1));
    l->text_n = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0)
            shown_join(l, &lines[i - 1]);
        shown_put(l, i == 0 ? lines[i].body : lines[i].words, lines[i].end);
    }
    return OK;
}

/* Code: cut where the width ends. */
static enum err code_push(struct layout *l, const struct source_line *line, struct piece piece)
{
    int room = l->cells - (int)(piece.prefix->n + piece.indent);
    size_t at = 0;

    do {
        const char *s = l->text + at;
        int cells = 0;
        size_t n = text_clip(s, l->text_n - at, room, &cells);
        piece.continued = n < l->text_n - at;
        if (piece.continued)
            n = text_clip(s, l->text_n - at, room - 1, &cells);
        piece.start = at;
        piece.n = n;
        piece.cells = cells;
        if (l->text_n == 0)
            piece.indent = 0;
        TRY(piece_push(l, line, &piece));
        piece.continues = true;
        at += n;
    } while (at < l->text_n);
    return OK;
}

/* Words: at spaces, the following lines under `hang` cells of indent. */
static enum err words_push(struct layout *l, const struct source_line *line, struct piece piece,
                           size_t hang)
{
    int room = l->cells - (int)piece.prefix->n;
    struct wrap_line wrapped;
    size_t at = 0;

    if (hang > (size_t)room / 2)
        hang = 0;
    while (wrap_next(l->text, l->text_n, room - (int)piece.indent, &at, &wrapped)) {
        piece.start = wrapped.start;
        piece.n = wrapped.n;
        piece.cells = wrapped.cells;
        TRY(piece_push(l, line, &piece));
        piece.continues = true;
        piece.indent = hang;
    }
    return OK;
}

/* The words of n lines as one. */
static enum err group_push(struct layout *l, const struct source_line *lines, int n)
{
    struct prefix prefix = prefix_make(l, lines->quotes);
    struct piece piece = {.prefix = &prefix};

    TRY(shown_make(l, lines, n));
    if (lines->kind == LINE_CODE) {
        piece.indent = l->paper ? 0 : CODE_INDENT;
        return code_push(l, lines, piece);
    }
    if (lines->kind == LINE_RULE) /* the rest of it would be a stub */
        l->text_n = text_clip(l->text, l->text_n, l->cells - (int)prefix.n, NULL);
    return words_push(l, lines, piece, lines->kind == LINE_HEADING ? 0 : flow_hang(lines, n));
}

/* Does each of the lines fit as it is? */
static enum err lines_fit(struct layout *l, const struct source_line *lines, int n, bool *ret)
{
    struct prefix prefix = prefix_make(l, lines->quotes);

    *ret = true;
    for (int i = 0; i < n && *ret; i++) {
        TRY(shown_make(l, &lines[i], 1));
        *ret = text_cells(l->text, l->text_n) + (int)prefix.n <= l->cells;
    }
    return OK;
}

enum err layout_lines(struct layout *l, const struct source_line *lines, int n)
{
    bool fit = true;

    if (n > 1)
        TRY(lines_fit(l, lines, n, &fit));
    if (!fit)
        return group_push(l, lines, n);
    for (int i = 0; i < n; i++)
        TRY(group_push(l, &lines[i], 1));
    return OK;
}

enum err layout_blank(struct layout *l)
{
    return line_push(l, &(struct styled_line){.text = ""});
}

enum err layout_note(struct layout *l, const char *note)
{
    struct styled_line line = {.n_spans = 1};

    line.n = text_clip(note, strlen(note), l->cells, &line.cells);
    line.text = arena_memdup0(l->a, note, line.n);
    line.spans = arena_alloc(l->a, sizeof *line.spans);
    if (line.text == NULL || line.spans == NULL)
        return E_NOMEM;
    line.spans[0] = (struct styled_span){0, line.n, STYLE_MARK, 0};
    return line_push(l, &line);
}
