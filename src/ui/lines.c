/* SPDX-License-Identifier: MIT
 *
 * lines.c -- laying out lines for the pager, in an arena.
 *
 * The table of lines doubles; what it outgrew stays in the arena, so a page of n lines costs at
 * most twice its table.
 */
#include <string.h>

#include <curbside/text/wrap.h>
#include <curbside/ui/pager.h>

enum {
    LINES_FIRST = 64
};

void lines_init(struct lines *l, struct arena *arena)
{
    *l = (struct lines){.arena = arena};
}

static bool make_room(struct lines *l)
{
    int cap = l->cap == 0 ? LINES_FIRST : 2 * l->cap;
    struct line *bigger;

    if (l->failed)
        return false;
    if (l->n < l->cap)
        return true;
    bigger = arena_array(l->arena, (size_t)cap, sizeof(*bigger));
    if (bigger == NULL) {
        l->failed = true;
        return false;
    }
    if (l->n > 0)
        memcpy(bigger, l->line, (size_t)l->n * sizeof(*bigger));
    l->line = bigger;
    l->cap = cap;
    return true;
}

/* A line with room for n spans; NULL when that failed. */
static struct line_span *line_new(struct lines *l, int indent, int n)
{
    struct line_span *spans = NULL;

    if (!make_room(l))
        return NULL;
    if (n > 0) {
        spans = arena_array(l->arena, (size_t)n, sizeof(*spans));
        if (spans == NULL) {
            l->failed = true;
            return NULL;
        }
    }
    l->line[l->n++] = (struct line){
        .spans = spans, .n_spans = (int16_t)n, .indent = (int16_t)indent, .item = l->item};
    return spans;
}

void lines_blank(struct lines *l)
{
    line_new(l, 0, 0);
}

static void line_one(struct lines *l, int indent, ink s, const char *text, size_t n)
{
    struct line_span *span = line_new(l, indent, 1);

    if (span == NULL)
        return;
    *span = (struct line_span){arena_memdup0(l->arena, text, n), (uint32_t)n, s};
    if (span->text == NULL) {
        l->failed = true;
        l->n--;
    }
}

void lines_add(struct lines *l, int indent, ink s, const char *text)
{
    line_one(l, indent, s, text, strlen(text));
}

void lines_add_spans(struct lines *l, int indent, const struct line_span *spans, int n)
{
    struct line_span *copy = line_new(l, indent, n);

    for (int i = 0; copy != NULL && i < n; i++) {
        copy[i] = spans[i];
        copy[i].text = arena_memdup0(l->arena, spans[i].text, spans[i].n);
        if (copy[i].text == NULL) {
            l->failed = true;
            l->n--;
            return;
        }
    }
}

void lines_right(struct lines *l, const char *text)
{
    if (l->failed || l->n == 0)
        return;
    l->line[l->n - 1].right = arena_strdup(l->arena, text);
}

void lines_say(struct lines *l, const char *text)
{
    if (!l->failed && l->n > 0)
        l->line[l->n - 1].say = arena_strdup(l->arena, text);
}

void lines_hush(struct lines *l, int from)
{
    for (int i = from; i < l->n; i++)
        l->line[i].say = "";
}

void lines_aside(struct lines *l, int from)
{
    for (int i = from; i < l->n; i++)
        l->line[i].aside = true;
}

void lines_wrap(struct lines *l, int indent, int cols, ink s, const char *text)
{
    struct wrap_line line;
    size_t n = strlen(text);
    size_t at = 0;

    while (!l->failed && wrap_next(text, n, cols - indent, &at, &line))
        line_one(l, indent, s, text + line.start, line.n);
}

/* The ink of a span of a rendered body. */
static ink body_ink(const struct styled_line *line, const struct styled_span *span)
{
    static const ink quotes[] = {THEME_QUOTE1, THEME_QUOTE2, THEME_QUOTE3};
    unsigned s = span->style;
    ink ret = THEME_TEXT;

    if (s & STYLE_LINK)
        ret = THEME_LINK;
    else if (s & STYLE_CODE)
        ret = THEME_CODE;
    else if (line->quote_depth > 0)
        ret = quotes[(line->quote_depth - 1) % 3];
    else if (s & STYLE_HEADING)
        ret = THEME_SECTION;
    else if (s & STYLE_STRONG)
        ret = THEME_STRONG;
    else if (s & STYLE_RULE)
        ret = THEME_RULE;
    else if (s & (STYLE_MARK | STYLE_STRIKE))
        ret = THEME_DIM;
    if (s & STYLE_EMPHASIS)
        ret |= ATTR_ITALIC;
    if (s & STYLE_STRONG)
        ret |= ATTR_BOLD;
    return ret;
}

void lines_add_body(struct lines *l, int indent, const struct styled_text *body)
{
    for (int i = 0; i < body->n_lines; i++) {
        const struct styled_line *line = &body->lines[i];
        struct line_span *spans = line_new(l, indent, line->n_spans);

        if (!l->failed)
            l->line[l->n - 1].quotes = (int8_t)line->quote_depth;
        for (int k = 0; spans != NULL && k < line->n_spans; k++) {
            const struct styled_span *span = &line->spans[k];

            spans[k] = (struct line_span){line->text + span->start, (uint32_t)span->n,
                                          body_ink(line, span)};
        }
    }
}
