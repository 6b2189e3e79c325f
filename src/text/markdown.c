/* SPDX-License-Identifier: MIT
 *
 * markdown.c -- from a body to styled lines: source.c tells the lines apart, inline.c finds what is
 * in their words, layout.c cuts them to the width. Here is what goes over the whole body: bounds,
 * paragraphs, blank lines.
 *
 * md4c sees one paragraph at a time, at most PARAGRAPH_BYTES: what it may do with a nested or
 * unclosed something ends there, in cost and in effect.
 */
#include <curbside/text/markdown.h>

#include <string.h>

#include <curbside/text/utf8.h>

#include "flow.h"
#include "inline.h"
#include "layout.h"
#include "source.h"

enum {
    PARAGRAPH_BYTES = 16 * 1024,
    TAB_STOP = 8,
    BLANKS_MAX = 2,
    LINES_MAX = 40000, /* 64 KiB of one-letter lines, and more than a 256 KiB letter has */
    CELLS_MIN = 10,
    CELLS_MAX = 1000,
    SCRATCH_BYTES = 48 * 1024 * 1024, /* text, copy and map of the longest body, and its lines */
};

static const char cut_note[] = "[The rest is too long to be shown here.]";

/* What clean text does not hold anyway, and the tabs it may. */
static bool is_drawable(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c < 0x20 && c != '\n') || c >= 0x7F)
            return false;
    }
    return true;
}

static size_t tab_expand(char *out, size_t n, size_t column)
{
    size_t spaces = TAB_STOP - column % TAB_STOP;

    memset(out + n, ' ', spaces);
    return spaces;
}

/*
 * A copy in which tabs are spaces, broken bytes U+FFFD, and what is not drawn is gone; stops at
 * twice the bound, so that a body of tabs does not grow without end.
 */
static enum err body_prepare(struct arena *scratch, const char **body, size_t *n, bool *ret_cut)
{
    const size_t most = 2 * (size_t)BODY_RENDER_BYTES;
    const size_t room = *n < most / TAB_STOP ? *n * TAB_STOP : most;
    const char *p = *body;
    const char *end = p + *n;
    size_t at = 0;
    size_t column = 0;
    struct cluster c;

    if (is_drawable(*body, *n))
        return OK;
    char *out = arena_alloc(scratch, room + TAB_STOP + 4);
    if (out == NULL)
        return E_NOMEM;
    while (at < room && cluster_next(&p, end, &c)) {
        uint32_t first = 0;
        utf8_decode(c.s, c.n, &first);
        if (first == UTF8_INVALID) {
            at += utf8_encode(UTF8_REPLACEMENT, out + at);
        } else if (first == '\t') {
            size_t spaces = tab_expand(out, at, column);
            at += spaces;
            column += spaces - 1;
        } else if (first == '\n' || (c.cells > 0 && c.n <= room - at)) {
            memcpy(out + at, c.s, c.n);
            at += c.n;
        }
        column = first == '\n' ? 0 : column + (size_t)c.cells;
    }
    *ret_cut = *ret_cut || p < end;
    *body = out;
    *n = at;
    return OK;
}

/* Blank out for md4c what is no words of the line: quote marks, list marks, #, and the colon that
 * would make "[1]: address" a definition and take it out of the text. */
static void line_mask(struct inline_map *map, const struct source_line *line)
{
    char *shown = map->shown_to_md4c;

    memset(shown + line->start, ' ', line->words - line->start);
    if (line->words < line->end && shown[line->words] == '[') {
        char *close = memchr(shown + line->words, ']', line->end - line->words);
        if (close != NULL && close + 1 < shown + line->end && close[1] == ':')
            close[1] = ' ';
    }
}

static void line_style(struct inline_map *map, const struct source_line *line)
{
    unsigned style = STYLE_PLAIN;
    size_t marked = line->body;

    if (line->kind == LINE_CODE)
        style = STYLE_CODE;
    if (line->kind == LINE_HEADING)
        style = STYLE_HEADING;
    if (line->kind == LINE_RULE)
        style = STYLE_RULE;
    if (line->kind == LINE_FENCE)
        style = STYLE_MARK;
    if (line->kind == LINE_ITEM || line->kind == LINE_HEADING)
        marked = line->words;
    for (size_t i = line->body; i < line->end; i++) {
        unsigned mark = i < marked ? STYLE_MARK : STYLE_PLAIN;
        map->attr[i].style = (uint16_t)(map->attr[i].style | style | mark);
    }
}

/* A paragraph in the making. */
struct paragraph {
    size_t start;
    size_t end; /* 0: none */
    int quotes;
};

static enum err paragraph_end(struct inline_map *map, struct paragraph *p)
{
    size_t end = p->end;

    p->end = 0;
    return end > 0 ? inline_mark(map, p->start, end) : OK;
}

static enum err paragraph_add(struct inline_map *map, struct paragraph *p,
                              const struct source_line *line)
{
    bool own = line->kind == LINE_ITEM || line->kind == LINE_HEADING;

    if (own || line->quotes != p->quotes || line->end - p->start > PARAGRAPH_BYTES)
        TRY(paragraph_end(map, p));
    if (line->end - line->start > PARAGRAPH_BYTES)
        return OK; /* stays as typed */
    if (p->end == 0)
        *p = (struct paragraph){.start = line->start, .quotes = line->quotes};
    p->end = line->end;
    if (line->kind == LINE_HEADING)
        TRY(paragraph_end(map, p));
    return OK;
}

static enum err body_map(struct inline_map *map, size_t n)
{
    struct source source = {.s = map->s, .n = n};
    struct paragraph paragraph = {0};
    struct source_line line;

    while (source_next(&source, &line)) {
        line_style(map, &line);
        line_mask(map, &line);
        if (line.kind == LINE_TEXT || line.kind == LINE_ITEM || line.kind == LINE_HEADING)
            TRY(paragraph_add(map, &paragraph, &line));
        else
            TRY(paragraph_end(map, &paragraph));
    }
    return paragraph_end(map, &paragraph);
}

/* Blank lines between lines that are shown: counted, and given out when the next one comes. */
static enum err blanks_push(struct layout *l, int blanks)
{
    if (l->n_lines == 0)
        return OK;
    for (int i = 0; i < blanks && i < BLANKS_MAX; i++)
        TRY(layout_blank(l));
    return OK;
}

/* The next line and those that flow on from it; 0 at the end. */
static int group_next(struct flow *flow, struct source_line lines[static FLOW_LINES_MAX])
{
    bool soft = true;
    int n = 0;

    while (soft && flow_next(flow, &lines[n], &soft))
        n++;
    return n;
}

static enum err lines_layout(struct layout *l, struct flow *flow, bool *cut)
{
    struct source_line lines[FLOW_LINES_MAX];
    int blanks = 0;
    int n;

    while ((n = group_next(flow, lines)) > 0) {
        bool hidden = lines->kind == LINE_FENCE && !l->paper;
        bool blank = lines->kind == LINE_BLANK && lines->quotes == 0;
        if (blank)
            blanks++;
        if (blank || hidden)
            continue;
        if (l->n_lines >= LINES_MAX) {
            *cut = true;
            break;
        }
        TRY(blanks_push(l, blanks));
        blanks = 0;
        TRY(layout_lines(l, lines, n));
    }
    return OK;
}

static enum err body_layout(struct layout *l, size_t n, bool *cut)
{
    struct flow *flow = arena_alloc(l->scratch, sizeof *flow);

    if (flow == NULL)
        return E_NOMEM;
    flow_init(flow, l->map->s, n);
    TRY(lines_layout(l, flow, cut));
    if (!*cut)
        return OK;
    TRY(layout_blank(l));
    return layout_note(l, cut_note);
}

static enum err map_init(struct inline_map *map, struct arena *a, struct arena *scratch,
                         const char *body, size_t n)
{
    *map = (struct inline_map){.a = a, .s = body};
    map->shown_to_md4c = arena_memdup0(scratch, body, n);
    map->attr = arena_array(scratch, n + 1, sizeof *map->attr);
    return map->shown_to_md4c != NULL && map->attr != NULL ? OK : E_NOMEM;
}

static enum err result_fill(struct arena *a, const struct layout *l, struct styled_text *ret)
{
    const struct inline_map *map = l->map;
    size_t lines_n = (size_t)l->n_lines;
    size_t links_n = (size_t)map->n_links;

    struct styled_line *lines = arena_array(a, lines_n, sizeof *lines);
    const char **links = arena_array(a, links_n, sizeof *links);
    if (lines == NULL || links == NULL)
        return E_NOMEM;
    if (lines_n > 0)
        memcpy(lines, l->lines, lines_n * sizeof *lines);
    if (links_n > 0)
        memcpy(links, map->links, links_n * sizeof *links);
    ret->lines = lines;
    ret->n_lines = l->n_lines;
    ret->links = links;
    ret->n_links = map->n_links;
    return OK;
}

static enum err render(struct arena *a, const char *body, size_t n, int cells, bool paper,
                       struct inline_map *map, struct styled_text *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct layout l = {.a = a, .scratch = &scratch, .map = map, .cells = cells, .paper = paper};
    bool cut = n > BODY_RENDER_BYTES;

    arena_init(&scratch, SCRATCH_BYTES);
    if (cut)
        n = BODY_RENDER_BYTES;
    TRY(body_prepare(&scratch, &body, &n, &cut));
    TRY(map_init(map, a, &scratch, body, n));
    TRY(body_map(map, n));
    TRY(body_layout(&l, n, &cut));
    ret->cut = cut;
    return result_fill(a, &l, ret);
}

static int cells_bound(int cells)
{
    return cells < CELLS_MIN ? CELLS_MIN : cells > CELLS_MAX ? CELLS_MAX : cells;
}

enum err markdown_render(struct arena *a, const char *body, size_t n, int cells,
                         struct styled_text *ret)
{
    struct inline_map map;
    struct styled_text text = {0};

    TRY(render(a, body, n, cells_bound(cells), false, &map, &text));
    *ret = text;
    return OK;
}

static void links_print(const struct inline_map *map, int indent, struct str *ret)
{
    bool any = false;

    for (int i = 0; i < map->n_links; i++) {
        if (!map->target_hidden[i])
            continue;
        if (!any)
            str_add_char(ret, '\n');
        any = true;
        str_add_repeat(ret, ' ', (size_t)indent);
        str_printf(ret, "[%d] %s\n", i + 1, map->links[i]);
    }
}

enum err markdown_plain(const char *body, size_t n, int cells, int indent, struct str *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct inline_map map;
    struct styled_text text = {0};

    if (indent < 0)
        indent = 0;
    TRY(render(&a, body, n, cells_bound(cells - indent), true, &map, &text));
    for (int i = 0; i < text.n_lines; i++) {
        if (text.lines[i].n > 0)
            str_add_repeat(ret, ' ', (size_t)indent);
        str_add_n(ret, text.lines[i].text, text.lines[i].n);
        str_add_char(ret, '\n');
    }
    links_print(&map, indent, ret);
    return ret->failed ? E_NOMEM : OK;
}
