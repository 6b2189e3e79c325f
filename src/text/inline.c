/* SPDX-License-Identifier: MIT
 *
 * inline.c -- md4c's callbacks, turned back into positions in the text.
 *
 * md4c hands out text as pointers into its input but says nothing of where the syntax between them
 * stands. `pos` follows: it is always the end of what is accounted for, so the next mark is the
 * first thing after it that is no space. Where the text there is not what was expected, the span is
 * passed over and stays as typed: this file must never trust its reckoning further than it can see.
 *
 * Emphasis is read more strictly than CommonMark does it: x**2 + y**2 and a*b*c stay what they are.
 */
#include "inline.h"

#include <md4c.h>
#include <string.h>
#include <strings.h>

enum {
    SPANS_MAX = 32,         /* nested; deeper ones stay as typed */
    EMPHASIS_LINES_MAX = 3, /* a star further up is a list or a product */
    LINK_BYTES_MAX = 2000,
};

struct span {
    MD_SPANTYPE type;
    bool known;  /* its opening mark was found */
    size_t open; /* where that mark starts */
    size_t mark; /* its length */
    int link;    /* number, for links and images; 0: not to be followed */
};

struct walk {
    struct inline_map *map;
    size_t start;
    size_t end;
    size_t pos;
    struct span spans[SPANS_MAX];
    int depth; /* may be over SPANS_MAX */
    bool failed;
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char byte_at(const struct walk *w, size_t at)
{
    return at >= w->start && at < w->end ? w->map->s[at] : '\0';
}

/* How often `c` stands at `at`, up to `most`. */
static size_t run_at(const struct walk *w, size_t at, char c, size_t most)
{
    size_t n = 0;

    while (n < most && byte_at(w, at + n) == c)
        n++;
    return n;
}

static void skip_blanks(struct walk *w)
{
    while (w->pos < w->end && (w->map->shown_to_md4c[w->pos] == ' ' || w->map->s[w->pos] == '\n'))
        w->pos++;
}

static void style_add(struct walk *w, size_t from, size_t to, unsigned style)
{
    for (size_t i = from; i < to; i++)
        w->map->attr[i].style = (uint16_t)(w->map->attr[i].style | style);
}

static void flags_add(struct walk *w, size_t from, size_t to, unsigned flags)
{
    for (size_t i = from; i < to; i++)
        w->map->attr[i].flags = (uint8_t)(w->map->attr[i].flags | flags);
}

static bool is_web_address(const char *s, size_t n)
{
    bool web = (n > 7 && strncasecmp(s, "http://", 7) == 0) ||
               (n > 8 && strncasecmp(s, "https://", 8) == 0);

    for (size_t i = 0; web && i < n; i++)
        web = (unsigned char)s[i] > 0x20 && s[i] != 0x7F;
    return web && n <= LINK_BYTES_MAX;
}

/* The number of an address, the same for the same; 0 if it is none to follow or one too many. */
static int link_number(struct walk *w, const MD_ATTRIBUTE *href)
{
    struct inline_map *map = w->map;

    if (!is_web_address(href->text, href->size))
        return 0;
    for (int i = 0; i < map->n_links; i++) {
        if (strlen(map->links[i]) == href->size &&
            memcmp(map->links[i], href->text, href->size) == 0)
            return i + 1;
    }
    if (map->n_links == MARKDOWN_LINKS_MAX)
        return 0;
    char *copy = arena_memdup0(map->a, href->text, href->size);
    if (copy == NULL) {
        w->failed = true;
        return 0;
    }
    map->links[map->n_links++] = copy;
    return map->n_links;
}

static void mark_expect(struct walk *w, struct span *span, char c, size_t n)
{
    span->known = run_at(w, w->pos, c, n) == n;
    span->mark = n;
}

static void link_open(struct walk *w, struct span *span)
{
    char c = byte_at(w, w->pos);

    /* an address that stands for itself has no mark */
    span->known = true;
    span->mark = c == '[' || c == '<' ? 1 : 0;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct walk *w = userdata;

    if (w->depth++ >= SPANS_MAX)
        return 0;
    struct span *span = &w->spans[w->depth - 1];
    skip_blanks(w);
    *span = (struct span){.type = type, .open = w->pos};
    char c = byte_at(w, w->pos);
    switch (type) {
    case MD_SPAN_EM:
        mark_expect(w, span, c == '_' ? '_' : '*', 1);
        break;
    case MD_SPAN_STRONG:
        mark_expect(w, span, c == '_' ? '_' : '*', 2);
        break;
    case MD_SPAN_DEL:
        mark_expect(w, span, '~', 2);
        break;
    case MD_SPAN_CODE:
        mark_expect(w, span, '`', run_at(w, w->pos, '`', w->end));
        break;
    case MD_SPAN_IMG:
        span->mark = 2;
        span->known = c == '!' && byte_at(w, w->pos + 1) == '[';
        span->link = link_number(w, &((MD_SPAN_IMG_DETAIL *)detail)->src);
        break;
    case MD_SPAN_A:
        link_open(w, span);
        span->link = link_number(w, &((MD_SPAN_A_DETAIL *)detail)->href);
        break;
    default:
        break;
    }
    if (span->known)
        w->pos += span->mark;
    return w->failed ? -1 : 0;
}

static int count_feeds(const struct walk *w, size_t from, size_t to)
{
    int count = 0;

    for (size_t i = from; i < to; i++)
        count += w->map->s[i] == '\n';
    return count;
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Stars that stand for themselves: '**' between quotes, as statistics print them, and (char **)p.
 */
static bool is_bare_mark(const struct walk *w, const struct span *span, size_t close)
{
    char before = byte_at(w, span->open - 1);
    char first = byte_at(w, span->open + span->mark);
    char last = byte_at(w, close - 1);
    char after = byte_at(w, close + span->mark);

    return (is_one_of(before, "'\"") && before == first) ||
           (is_one_of(after, "'\"") && after == last) || is_one_of(first, ")]},;") ||
           is_one_of(last, "([{,");
}

static bool is_emphasis(const struct walk *w, const struct span *span, size_t close)
{
    if (is_word(byte_at(w, span->open - 1)) || is_word(byte_at(w, close + span->mark)))
        return false;
    if (span->type == MD_SPAN_STRONG && byte_at(w, span->open) == '_')
        return false; /* __FILE__, and the lines of tables */
    return !is_bare_mark(w, span, close) && count_feeds(w, span->open, close) <= EMPHASIS_LINES_MAX;
}

static void emphasis_close(struct walk *w, const struct span *span)
{
    static const unsigned styles[] = {
        [MD_SPAN_EM] = STYLE_EMPHASIS,
        [MD_SPAN_STRONG] = STYLE_STRONG,
        [MD_SPAN_DEL] = STYLE_STRIKE,
    };
    size_t close = w->pos;

    if (run_at(w, close, byte_at(w, span->open), span->mark) != span->mark)
        return;
    w->pos += span->mark;
    if (!is_emphasis(w, span, close))
        return;
    style_add(w, span->open, w->pos, styles[span->type]);
    if (span->type == MD_SPAN_STRONG) {
        flags_add(w, span->open, span->open + span->mark, ATTR_SYNTAX);
        flags_add(w, close, w->pos, ATTR_SYNTAX);
    }
}

static void code_close(struct walk *w, const struct span *span)
{
    skip_blanks(w);
    if (run_at(w, w->pos, '`', w->end) != span->mark)
        return;
    w->pos += span->mark;
    /* `a' and `b' is quoting as in TeX: there the second mark opens, and a word follows it */
    if (is_word(byte_at(w, span->open - 1)) || is_word(byte_at(w, w->pos)) ||
        count_feeds(w, span->open, w->pos) > 1)
        return;
    style_add(w, span->open, w->pos, STYLE_CODE);
}

/* Past what stands in <> or in balanced parentheses, as a link's target does. */
static size_t target_skip(const struct walk *w, size_t at)
{
    int depth = 0;

    if (byte_at(w, at) == '<') {
        while (at < w->end && byte_at(w, at) != '>')
            at++;
        return at + 1;
    }
    for (; at < w->end; at++) {
        char c = byte_at(w, at);
        if (c == ' ' || c == '\n' || (c == ')' && depth == 0))
            break;
        if (c == '\\')
            at++;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return at;
}

static size_t blanks_skip(const struct walk *w, size_t at)
{
    while (byte_at(w, at) == ' ' || byte_at(w, at) == '\n')
        at++;
    return at;
}

/* Past "](target "title")"; 0 if that is not what stands there. */
static size_t tail_skip(const struct walk *w, size_t at)
{
    if (byte_at(w, at) != ']' || byte_at(w, at + 1) != '(')
        return 0;
    at = blanks_skip(w, target_skip(w, blanks_skip(w, at + 2)));
    char quote = byte_at(w, at);
    if (quote == '"' || quote == '\'' || quote == '(') {
        char closing = quote == '(' ? ')' : quote;
        for (at++; at < w->end && byte_at(w, at) != closing; at++) {
            if (byte_at(w, at) == '\\')
                at++;
        }
        at = blanks_skip(w, at + 1);
    }
    return byte_at(w, at) == ')' ? at + 1 : 0;
}

/* A link with a text keeps the text and gets its number; anything else stays as typed. */
static void link_close(struct walk *w, const struct span *span)
{
    size_t text = span->open + span->mark;
    size_t text_end = w->pos;
    bool bracket = byte_at(w, text - 1) == '[' && span->mark > 0;

    if (bracket) {
        size_t tail = tail_skip(w, w->pos);
        if (tail == 0)
            return;
        w->pos = tail;
    } else if (span->mark > 0 && byte_at(w, w->pos) == '>') {
        w->pos++;
    }
    if (span->link == 0 || w->pos == span->open)
        return;
    style_add(w, text, bracket && text_end > text ? text_end : w->pos, STYLE_LINK);
    if (bracket && text_end > text) {
        w->map->target_hidden[span->link - 1] = true;
        flags_add(w, span->open, text, ATTR_HIDDEN);
        flags_add(w, text_end, w->pos, ATTR_HIDDEN);
    } else {
        text_end = bracket || span->mark > 0 ? w->pos : text_end;
    }
    for (size_t i = span->open; i < text_end; i++)
        w->map->attr[i].link = (uint8_t)span->link;
    flags_add(w, text_end - 1, text_end, ATTR_NUMBER);
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    struct walk *w = userdata;

    (void)detail;
    /* md4c 0.4.8 has been seen to leave a span it never entered */
    if (w->depth == 0 || w->depth-- > SPANS_MAX)
        return 0;
    const struct span *span = &w->spans[w->depth];
    if (!span->known || span->type != type)
        return 0;
    if (type == MD_SPAN_CODE)
        code_close(w, span);
    else if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        link_close(w, span);
    else
        emphasis_close(w, span);
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *userdata)
{
    struct walk *w = userdata;
    uintptr_t first = (uintptr_t)(w->map->shown_to_md4c + w->start);
    uintptr_t at = (uintptr_t)text;

    /* line breaks and a few others are md4c's own constants */
    if (at < first || at - first > w->end - w->start || size > w->end - w->start - (at - first))
        return 0;
    size_t offset = w->start + (size_t)(at - first);
    bool escaped = type == MD_TEXT_NORMAL && size > 0 && offset == w->pos + 1 &&
                   byte_at(w, w->pos) == '\\' && strchr("*_`[]#>~", *text) != NULL;
    if (escaped)
        flags_add(w, w->pos, offset, ATTR_SYNTAX);
    w->pos = offset + size;
    return 0;
}

/* No span goes on in another block. */
static int on_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct walk *w = userdata;

    (void)type;
    (void)detail;
    w->depth = 0;
    return 0;
}

enum err inline_mark(struct inline_map *map, size_t start, size_t end)
{
    const MD_PARSER parser = {
        .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEURLAUTOLINKS |
                 MD_FLAG_STRIKETHROUGH,
        .enter_block = on_block,
        .leave_block = on_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    struct walk w = {.map = map, .start = start, .end = end, .pos = start};

    if (md_parse(map->shown_to_md4c + start, (MD_SIZE)(end - start), &parser, &w) != 0)
        return E_NOMEM;
    return OK;
}
